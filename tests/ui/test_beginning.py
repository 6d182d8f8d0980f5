"""While the queue of a large project is being read, the article at which the coder goes on can be coded already."""

import threading

import pytest

from intercoder.project import Project
from intercoder.records import Article, Category, Codebook, Comment, SourceFile, Variable, no_tick
from intercoder.ui import ahead, worklist
from intercoder.ui.background import stop_jobs
from intercoder.ui.code.place import CodePlace
from intercoder.ui.session import Session

TONE = Variable("tone", "Tone", "comment", "one", categories=(Category(1, "Mild"), Category(2, "Harsh")))
SOURCE = SourceFile("many.txt", "ab" * 32, 9, "text", "", "utf-8", b"x")


@pytest.fixture
def path(tmp_path):
    """Three articles with two comments each, for the lead to code without a plan; the first comment is finished."""
    texts = ("👩🏽‍🚀 yes", "جی ہاں")
    with Project.create(tmp_path / "many.intercoder", "Many", Codebook("Tone", (TONE,))) as project:
        articles = [Article(tuple(Comment(f"{text} {n}") for text in texts), headline=f"{n}") for n in range(3)]
        project.material.add(SOURCE, articles, no_tick)
        project.codings.answer(comments(project)[0], "tone", "1")
        project.codings.finish(comments(project)[0])
    return tmp_path / "many.intercoder"


def comments(project: Project) -> list[int]:
    return [u.id for article in project.material.article_ids() for u in project.material.units(article) if u.kind == "comment"]


@pytest.fixture
def gate(monkeypatch):
    """What is read ahead was read, but is not there before the gate is opened."""
    gate, was_read, read = threading.Event(), threading.Event(), ahead._read

    def late(path, coder, round_name, found, end, tick) -> None:
        kept = []
        read(path, coder, round_name, kept, threading.Event(), tick)
        was_read.set()
        gate.wait()
        found.extend(kept)
        end.set()

    monkeypatch.setattr(ahead, "_read", late)
    monkeypatch.setattr(worklist, "LARGE", 2)
    gate.was_read = was_read
    return gate


@pytest.fixture
def session(path, gate, qapp):
    held = Session()
    held.open(path)
    gate.was_read.wait()
    yield held
    gate.set()
    stop_jobs(held)
    held.close()


def test_the_article_with_the_first_unit_to_do_is_there_at_once(session):
    units = comments(session.project)
    assert session.worklist.first_open() == units[1]
    assert list(session.worklist.present.queue.ids) == units[:2]
    assert [session.worklist.item(unit).state for unit in units[:2]] == ["done", "open"]
    assert not session.worklist.is_whole


def test_the_whole_list_takes_its_place_when_it_was_read(session, gate, qtbot):
    units, told = comments(session.project), []
    session.worklist.unit = session.worklist.first_open()
    session.changed.connect(told.append)
    gate.set()
    qtbot.waitUntil(lambda: bool(told))
    assert told == [frozenset({"progress"})]
    assert list(session.worklist.present.queue.ids) == units
    assert session.worklist.counts() == (1, 0, 6)


def test_what_was_coded_while_it_was_read_stands_in_it(session, gate, qtbot):
    unit = session.worklist.first_open()
    session.project.codings.answer(unit, "tone", "2")
    session.project.codings.finish(unit)
    assert session.worklist.item(unit).state == "done"
    gate.set()
    qtbot.waitUntil(lambda: session.worklist.is_whole)
    assert session.worklist.counts() == (2, 0, 6)


def test_going_beyond_the_article_waits_for_the_whole_list(session, gate):
    units = comments(session.project)
    session.worklist.unit = session.worklist.first_open()
    threading.Timer(0.05, gate.set).start()
    assert session.worklist.next_unfinished() == units[2]
    assert session.worklist.item(units[5]).state == "open"


def test_another_round_shows_nothing_of_the_one_before(session, path):
    session.project.plan.add_round("second")
    session.set_round("second")
    assert session.worklist.counts() == (0, 0, 6)
    assert session.worklist.present is session.worklist.listing


def test_the_place_shows_the_unit_and_then_the_whole_queue_around_it(session, gate, qtbot, look):
    place = CodePlace(session, None)
    qtbot.addWidget(place)
    place.resize(1200, 700)
    place.show()
    unit = place.unit
    assert unit.id == comments(session.project)[1]
    assert place.queue._count.text() == "reading …"
    assert len(place.queue.model.rows) == 3  # the article and its comments
    gate.set()
    qtbot.waitUntil(lambda: session.worklist.is_whole)
    assert place.unit == unit
    assert place.queue._count.text() == "1 of 6"
    assert len(place.queue.model.rows) == 5
    assert place.queue.list.currentIndex() == place.queue.model.place_of(unit.id)


def test_a_plan_or_a_review_gives_the_order_so_that_nothing_is_shown_before(path):
    with Project.open(path) as project:
        first = comments(project)[2]
        assert list(project.plan.beginning().ids) == comments(project)[:2]
        project.review.split(first, 6)
        assert project.plan.beginning() is None
        project.undo()
        assert project.plan.beginning() is not None
        project.plan.assign([project.coder.name], project.round.name)
        assert project.plan.beginning() is None


def test_where_all_is_finished_nothing_is_shown_before(path):
    with Project.open(path) as project:
        for unit in comments(project)[1:]:
            project.codings.answer(unit, "tone", "1")
            project.codings.finish(unit)
        assert project.plan.beginning() is None
