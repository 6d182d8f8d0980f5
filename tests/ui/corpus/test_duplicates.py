"""Near duplicates in the window: the groups, two articles side by side, and what one says about them."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from intercoder.project import Project
from intercoder.records import Article, SourceFile, Text, no_tick
from intercoder.ui.corpus.duplicates.window import DuplicatesWindow, open_duplicates, open_versions
from intercoder.ui.session import Session

WIRE = "The bridge stays shut until the divers have looked at every one of its piers, the harbour office said on Monday."
TEXTS = (WIRE, WIRE.replace("Monday", "Tuesday 😀"), WIRE + " اردو میں بھی", "Ferries run every hour from the north quay.")


@pytest.fixture
def wired(tmp_path, qapp):
    path = tmp_path / "wire.intercoder"
    with Project.create(path, "Wire") as project:
        articles = [
            Article((Text("headline", f"Bridge {n}"), Text("body", text)), headline=f"Bridge {n}", outlet=f"Paper {n}",
                    published=f"2026-03-0{n + 1}")
            for n, text in enumerate(TEXTS)
        ]  # fmt: skip
        project.material.add(SourceFile("wire.txt", "ab" * 32, 9, "text", "", "utf-8"), articles, no_tick)
    session = Session()
    session.open(path)
    yield session
    session.close()


@pytest.fixture
def window(wired, qtbot, look) -> DuplicatesWindow:
    from intercoder.tasks.near_duplicates import group_near_duplicates

    group_near_duplicates(wired.project)
    made = open_duplicates(wired, None)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.activateWindow()
    return made


def row(window, number=0):
    return [window.groups.index(number, column).data() for column in range(window.groups.columnCount())]


def test_a_group_says_how_many_how_alike_where_and_when(window):
    title, number, _alike, outlets, days = row(window)
    assert (title, number) == ("Bridge 0", "3")
    assert (outlets, days) == ("Paper 0, Paper 1, Paper 2", "2026-03-01 – 2026-03-03")


def test_only_the_words_that_differ_are_marked(window, wired):
    left, right = window.pair._marked
    quotes = [window.pair.views[1].quote(*place) for place in right.places]
    assert quotes == ["1", "Tuesday 😀"]
    assert [window.pair.views[0].quote(*place) for place in left.places] == ["0", "Monday"]
    assert "2 differences" in window.pair.said.text()


def test_n_and_p_go_through_the_differences_on_both_sides(window):
    window.table.setFocus()
    QTest.keyClicks(window, "nn")
    carets = [view.textCursor().block().text()[view.textCursor().positionInBlock() :] for view in window.pair.views]
    assert carets == ["Monday.", "Tuesday 😀."]
    QTest.keyClicks(window, "p")
    assert window.pair._at == 0


def test_both_sides_are_as_wide_whatever_their_titles(window, look):
    look("light", 2)
    window.resize(1600, 1000)
    window.pair.titles[0].setText("Süddeutsche Zeitung am Wochenende (Nordausgabe) 🙂 " * 3)
    window.show()
    left, right = window.pair._sides.sizes()
    assert abs(left - right) <= 1


def test_another_article_stands_for_the_group(window, wired):
    other = window.other.currentData()
    QTest.mouseClick(window.choose_button, Qt.MouseButton.LeftButton)
    assert row(window)[0] == "Bridge 1"
    assert wired.project.material.duplicates.representative(window.groups.groups[0]) == other
    wired.undo()
    assert row(window)[0] == "Bridge 0"


def test_not_the_same_takes_one_out_and_undo_brings_it_back(window, wired):
    QTest.mouseClick(window.apart_button, Qt.MouseButton.LeftButton)
    assert row(window)[1] == "2"
    wired.undo()
    assert row(window)[1] == "3"


def test_without_groups_the_window_says_what_to_do(wired, qtbot, look):
    made = open_duplicates(wired, None)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(made)
    assert made.said.text().startswith("No groups yet.")
    QTest.mouseClick(made.find_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: made.groups.rowCount() == 1)


def test_an_older_version_stands_at_the_left(wired, qtbot, look):
    ids = list(wired.project.material.article_ids())
    with wired.project.barrier("versions", set()):
        wired.project.db.execute("UPDATE article SET version_of = ? WHERE unit = ?", (ids[0], ids[1]))
    made = open_versions(wired, None, ids[0])
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(made)
    assert [title.text()[:5] for title in made.pair.titles] == ["A0001", "A0002"]
    assert made.table.isHidden()


def test_the_models_keep_the_rules_of_qt(qtmodeltester, window):
    qtmodeltester.check(window.groups)
