"""The list of the queue stays quick with many articles, and true to its rows."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QCursor
from PySide6.QtTest import QTest

from intercoder.project import Project
from intercoder.records import Article, Category, Codebook, Comment, SourceFile, Variable, no_tick
from intercoder.ui import theme
from intercoder.ui.code.queue_list import QueueList
from intercoder.ui.code.queue_model import QueueModel
from intercoder.ui.code.queue_rows import GroupRow, Rows, rows_of
from intercoder.ui.worklist import Worklist

ARTICLES = 300
TONE = Variable("tone", "Tone", "comment", "one", categories=(Category(1, "Mild"), Category(2, "Harsh")))


@pytest.fixture
def worklist(tmp_path):
    """Many articles with two comments each."""
    texts = ("👩🏽‍🚀 yes", "جی ہاں")
    with Project.create(tmp_path / "many.intercoder", "Many", Codebook("Tone", (TONE,))) as project:
        source = SourceFile("many.txt", "ab" * 32, 9, "text", "", "utf-8", b"x")
        articles = [Article(tuple(Comment(f"{text} {n}") for text in texts), headline=f"{n}") for n in range(ARTICLES)]
        project.material.add(source, articles, no_tick)
        made = Worklist()
        made.hold(project)
        project.on_change = lambda tables: made.update(tables, False, project.touched_units)
        made.project = project
        yield made


@pytest.fixture
def opened(worklist):
    """The second article, whose units are shown."""
    return worklist.listing.groups[1]


@pytest.fixture
def queue(qtbot, look, worklist, opened):
    model = QueueModel(str)
    shown = QueueList(model)
    qtbot.addWidget(shown)
    model.show(rows_of(worklist, {opened.article}))
    shown.resize(300, 400)
    shown.show()
    return shown


def test_the_model_keeps_the_rules_of_qt(qtmodeltester, queue):
    qtmodeltester.check(queue.model())


def test_another_article_is_opened_without_asking_rows_out_of_sight_for_anything(queue, worklist, monkeypatch):
    asked = []
    row_at = Rows.__getitem__
    monkeypatch.setattr(Rows, "__getitem__", lambda self, number: asked.append(number) or row_at(self, number))
    queue.model().show(rows_of(worklist, {worklist.listing.groups[3].article}))
    queue.grab()
    assert asked
    assert max(asked) < 30


def test_an_answer_is_painted_in_its_row(queue, worklist, opened):
    before = queue.grab().toImage()
    unit = worklist.listing.unit_at(opened.places[0])
    worklist.project.codings.answer(unit, "tone", "1")
    worklist.project.codings.finish(unit)
    queue.model().tell([unit])
    assert queue.grab().toImage() != before


def test_every_point_of_the_list_leads_to_the_row_that_is_painted_there(queue):
    model, look = queue.model(), theme.current()
    heights = [queue.visualRect(model.index(row)).height() for row in range(5)]
    assert heights == [look.px("height.row_two")] * 2 + [look.px(30)] * 2 + [look.px("height.row_two")]
    assert not queue.indexAt(QPoint(5, -3)).isValid()
    for start in (0, 57, queue.verticalScrollBar().maximum()):
        queue.verticalScrollBar().setValue(start)
        for y in range(0, queue.viewport().height(), 7):
            index = queue.indexAt(QPoint(5, y))
            rect = queue.visualRect(index)
            assert rect.top() <= y <= rect.bottom()


def test_the_last_row_can_be_scrolled_to_and_ends_the_list(queue):
    model = queue.model()
    last = model.index(model.rowCount() - 1)
    queue.scrollTo(last)
    assert queue.visualRect(last).bottom() == queue.viewport().height() - 1
    assert queue.verticalScrollBar().value() == queue.verticalScrollBar().maximum()


@pytest.mark.parametrize(("row", "begin", "third"), [(100, 0, 1), (100, 200, 2)], ids=["from above", "from below"])
def test_around_a_row_that_comes_into_sight_there_is_room_on_the_side_one_goes_to(queue, row, begin, third):
    queue.scrollTo(queue.model().index(begin, 0))
    index, page = queue.model().index(row, 0), queue.viewport().height()
    assert not queue.viewport().rect().intersects(queue.visualRect(index))
    queue.scrollTo(index)
    rect = queue.visualRect(index)
    assert abs((rect.top() if third == 1 else rect.bottom() + 1) - third * page // 3) <= 1
    before = queue.verticalScrollBar().value()
    queue.scrollTo(queue.model().index(row + 1, 0))
    assert queue.verticalScrollBar().value() == before


@pytest.mark.parametrize("below_mouse", [False, True])
def test_rows_that_were_scrolled_look_as_if_they_were_painted_anew(qtbot, queue, monkeypatch, below_mouse):
    monkeypatch.setattr(QCursor, "pos", lambda: queue.viewport().mapToGlobal(QPoint(20, 90)))
    queue.viewport().setAttribute(Qt.WidgetAttribute.WA_UnderMouse, below_mouse)

    def seen():
        QTest.qWait(1)
        assert queue.viewport().underMouse() == below_mouse
        return queue.screen().grabWindow(queue.winId()).toImage()

    queue.viewport().update()
    for value in (31, 77, 20):
        queue.verticalScrollBar().setValue(value)
        scrolled = seen()
        queue.viewport().update()
        assert scrolled == seen()


def test_the_article_that_one_works_in_stays_where_it_is_when_another_closes(queue, worklist):
    queue.model().show(rows_of(worklist, {worklist.listing.groups[1].article, worklist.listing.groups[4].article}))
    article = worklist.listing.groups[4].article
    before = queue.visualRect(queue.model().place_of_article(article)).top()
    queue.verticalScrollBar().setValue(100)
    queue.keep_in_place(article)
    queue.model().show(rows_of(worklist, {article}))
    after = queue.visualRect(queue.model().place_of_article(article)).top()
    assert after == before - 100
    assert queue.verticalScrollBar().value() == 100 - 2 * theme.current().px(30)


def test_arrows_and_page_keys_go_through_the_rows(queue):
    queue.setFocus()
    model = queue.model()
    queue.setCurrentIndex(model.index(0))
    seen = []
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_End, Qt.Key.Key_Home, Qt.Key.Key_PageDown):
        QTest.keyClick(queue, key)
        seen.append(queue.currentIndex().row())
    assert seen[:5] == [1, 2, 1, model.rowCount() - 1, 0]
    assert 5 < seen[5] < 15


def test_a_row_is_found_from_its_unit_and_its_article(queue, worklist, opened):
    model = queue.model()
    assert [model.place_of(worklist.listing.unit_at(place)).row() for place in opened.places] == [2, 3]
    assert not model.place_of(worklist.listing.unit_at(worklist.listing.groups[0].places[0])).isValid()
    assert model.place_of_article(worklist.listing.groups[2].article).row() == 4
    assert isinstance(model.rows[4], GroupRow)
    assert model.rowCount() == ARTICLES + 2


def test_a_screen_reader_hears_what_is_painted(queue):
    model = queue.model()
    spoken = [model.index(row).data(Qt.ItemDataRole.AccessibleTextRole) for row in (1, 2, 3, 4)]
    assert spoken[0].endswith("2 comments, open")
    assert spoken[1] == "1, 👩🏽‍🚀 yes 1, to do"
    assert spoken[2] == "2, جی ہاں 1, to do"
    assert spoken[3].endswith("2 comments, closed")


def test_rows_of_a_list_that_was_read_again_stay_whole_until_others_are_shown(queue, worklist, opened):
    model, unit = queue.model(), opened.places[0]
    model.show(rows_of(worklist, {worklist.listing.groups[5].article}))
    worklist.project.plan.assign([worklist.project.coder.name], "main", [worklist.listing.unit_at(unit)])
    assert len(worklist.items) == 1
    assert model.rowCount() == ARTICLES + 2
    assert all(model.index(row).data() is not None for row in (0, 5, model.rowCount() - 1))
    later = rows_of(worklist, {worklist.listing.groups[0].article})
    worklist.hold(None)
    model.show(later)
    assert model.index(1).data() == ""  # the project is closed: its texts can no longer be read
    model.show(rows_of(worklist, set()))
    assert model.rowCount() == 0
    assert not queue.grab().isNull()
