"""Searching the corpus in the window, by keys alone: hits in their lines, in their texts, narrowed, saved, given up."""

import csv

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest

from intercoder.ui import files
from intercoder.ui.background import stop_jobs
from intercoder.ui.corpus.place import CorpusPlace
from intercoder.ui.corpus.search.hits import HIT, HitModel


@pytest.fixture
def place(qtbot, session, look):
    session.project.material.index()
    made = CorpusPlace(session)
    qtbot.addWidget(made, before_close_func=stop_jobs)
    made.resize(1360, 820)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


@pytest.fixture
def search(place, qtbot):
    """Types a query and waits until its hits are counted."""

    def run(typed: str) -> list[str]:
        place.search.open()
        qtbot.waitUntil(place.search.bar.field.hasFocus)
        place.search.bar.field.setText(typed)
        QTest.keyClick(place.search.bar.field, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: place.search._job is None or not place.search._job.is_running)
        qtbot.waitUntil(lambda: "…" not in place.search.said.text())
        return [hit.quote for hit in place.search.list.hits.hits]

    return run


def test_a_slash_leads_into_the_search_and_return_searches(place, qtbot):
    place.table.setFocus()
    QTest.keyClicks(place.table, "/")
    assert place.search.bar.field.hasFocus()
    QTest.keyClicks(place.search.bar.field, "army")
    QTest.keyClick(place.search.bar.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: place.search.said.text() == "2 hits in 2 texts")


def test_a_slash_in_the_field_is_a_slash(place):
    place.search.open()
    QTest.keyClicks(place.search.bar.field, "a/b")
    assert place.search.bar.field.text() == "a/b"


def test_the_hits_say_where_and_with_which_words(place, search):
    assert search("gen kiani") == ["Gen", "Kiani"]
    words = place.search.list.hits.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert words == "A0001-C003: Do not say “Gen” Kiani rather original foreign minister of Pakistan."


def test_a_hit_is_shown_in_its_text_with_all_hits_of_the_article_marked(place, search):
    search("army")
    QTest.keyClick(place.search.bar.field, Qt.Key.Key_Down)
    assert place.search.list.hasFocus()
    QTest.keyClicks(place.search.list, "j")
    assert place.search.list.currentIndex().data(HIT).ref == "A0001-C005"
    assert len(place.search._marked.places) == 2
    assert place.preview._units[place.search.list.currentIndex().data(HIT).unit].ref == "A0001-C005"
    QTest.keyClick(place.search.list, Qt.Key.Key_Return)
    assert place.preview.hasFocus()
    assert place.preview.textCursor().block().text().startswith("Why the Army chief")


def test_the_choices_of_the_filters_are_read_once_and_again_when_an_article_changed(place, search, monkeypatch):
    project, read = place.session.project, []
    choices = project.material.searching.choices
    monkeypatch.setattr(project.material.searching, "choices", lambda: read.append(1) or choices())
    for _ in range(2):
        search("army")
        place.search.close()
    assert len(read) == 1
    project.review.set_outlet(project.material.article_ids()[0], "Der Kurier")
    place.session.changed.emit(frozenset({"article"}))
    search("army")
    assert len(read) == 2
    assert place.search.bar.outlet.findData("Der Kurier") > 0
    place.session.changed.emit(frozenset({"comment"}))
    assert len(read) == 2


def test_a_hit_in_another_article_shows_that_article(place, search):
    search("talks")
    place.search.list.setCurrentIndex(place.search.list.hits.index(0))
    assert place.article_in_sight() == place.search.list.hits.hits[0].article
    assert place.articles.row(place.table.currentIndex().row()).headline == "Karzai in Brussels"


def test_nothing_found_is_a_sentence(place, search):
    assert search("nowhere -army") == []
    assert "No text has nowhere. Texts with army were left out." in place.search._nothing._sentence.text()


@pytest.mark.parametrize("typed", ["", "-army", "   "])
def test_nothing_to_look_for_is_said(place, search, typed):
    assert search(typed) == []
    assert place.search._nothing._heading.text() == "Nothing to look for"


def test_a_filter_searches_anew(place, search, qtbot):
    assert len(search("pakistan")) == 4
    place.search.bar.kind.setCurrentIndex(1)
    place.search.bar.kind.activated.emit(1)
    qtbot.waitUntil(lambda: place.search.said.text() == "1 hit in 1 text")


def test_a_day_that_is_none_is_said(place, search):
    place.search.bar.first.setText("soon")
    assert search("army") == []
    assert "“soon” is no day." in place.search._nothing._sentence.text()


def test_escape_leads_back_to_the_articles(place, search):
    search("army")
    QTest.keyClick(place.search.bar.field, Qt.Key.Key_Escape)
    assert place.table.isVisible()
    assert place.table.hasFocus()
    assert place.search.bar.field.text() == ""


def test_the_hits_are_saved_as_a_table(place, search, qtbot, tmp_path, monkeypatch):
    path = tmp_path / "hits.csv"
    search("army")
    place.window().notify = lambda *_words, **_more: None
    monkeypatch.setattr(files, "ask_table_to_save", lambda *_asked: str(path))
    QTest.mouseClick(place.search.save_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(path.exists)
    qtbot.waitUntil(lambda: place.search._job is None)
    with path.open(encoding="utf-8-sig", newline="") as stream:
        assert [row["hit"] for row in csv.DictReader(stream)] == ["Army", "Army"]


def test_hits_follow_when_the_end_comes_into_sight(qtmodeltester, session, place):
    model = HitModel(lambda units: [f"hit {unit}" for unit in units], place)
    model.show([], 0)
    model.go_on(range(150))
    assert model.rowCount() == 60
    model.fetchMore(model.index(-1))
    assert (model.rowCount(), model.hits[60]) == (120, "hit 60")


def test_a_search_that_is_stopped_says_so(place, qtbot):
    place.search.open()
    QTest.keyClicks(place.search.bar.field, "army")
    place.search.start()
    place.search.progress.cancel_button.click()  # at once: a click of the mouse lets the search go on, and it may be through
    qtbot.waitUntil(lambda: place.search.said.text() == "Stopped")


def test_in_a_narrow_window_the_filters_lie_behind_a_button(place, search):
    place.set_room("narrow")
    search("army")
    assert not place.search.bar.filters.isVisible()
    QTest.mouseClick(place.search.bar.more, Qt.MouseButton.LeftButton)
    assert place.search.bar.filters.isVisible()
    place.set_room("wide")
    assert place.search.bar.filters.isVisible()
    assert not place.search.bar.more.isVisible()


def test_every_filter_has_a_name(place):
    place.search.bar.set_open(True)
    names = [QAccessible.queryAccessibleInterface(item).text(QAccessible.Text.Name) for item in place.search.bar.filters.items]
    assert all(names)
    assert len(set(names)) == len(names)


def test_the_command_for_every_text_opens_the_search(make_window, study, qtbot):
    window = make_window(study)
    window.go("corpus")
    QTest.keyClick(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(window.place.search.bar.field.hasFocus)
