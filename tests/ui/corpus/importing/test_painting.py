from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from intercoder.importers.reading.contract import LineRule
from intercoder.tasks.dump_rules import for_others
from intercoder.ui.corpus.importing.source_rows import NUMBER_WIDTH

PAGE = """Kerry hosts talks in Brussels
The talks come after weeks of tension over their border, which nobody expected.
برسلز میں مذاکرات ہوئے، اور سب نے کہا کہ یہ اچھا ہے۔
What readers say: {}
Be kind to each other.
why is he standing like he is a servant of other two
and one thing more
Now people will say that the Army does not control foreign policy 😀.
"""


def choose(view, *lines):
    """Selects lines, counted from 1, by mouse."""
    for number, line in enumerate(lines):
        index = view.source.index(line - 1)
        view.scrollTo(index)
        keys = Qt.KeyboardModifier.ControlModifier if number else Qt.KeyboardModifier.NoModifier
        place = view.visualRect(index).center()
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, keys, place)


def roles_of(dialog):
    return [band.role for band in dialog.painting.view.source.bands]


def test_keys_give_lines_a_role_and_the_result_follows(opened, tmp_path, qtbot, settle):
    path = tmp_path / "a.txt"
    path.write_text(PAGE.format(3), "utf-8")
    dialog = opened(path)
    view = dialog.painting.view
    assert roles_of(dialog) == ["paragraph"] * 8
    for line, key in ((1, Qt.Key.Key_H), (4, Qt.Key.Key_N), (5, Qt.Key.Key_B), (7, Qt.Key.Key_M)):
        choose(view, line)
        QTest.keyClick(view, key)
        settle(dialog)
    assert roles_of(dialog) == ["headline", "paragraph", "paragraph", "comments_header", "boilerplate", "comment", "comment"]
    article = dialog.looking.preview.articles[0]
    assert article.headline == "Kerry hosts talks in Brussels"
    assert article.declared_comments == 3
    assert [c.text.count("\n") for c in article.comments] == [1, 0]
    assert dialog.checks.sentence.text() == "Header says 3 comments, 2 lines found"


def test_the_key_that_takes_back_shows_the_lines_as_found(opened, tmp_path, qtbot, settle):
    path = tmp_path / "a.txt"
    path.write_text(PAGE.format(3), "utf-8")
    dialog = opened(path)
    view = dialog.painting.view
    choose(view, 1)
    QTest.keyClick(view, Qt.Key.Key_H)
    settle(dialog)
    QTest.keyClick(view, Qt.Key.Key_Backspace)
    settle(dialog)
    assert roles_of(dialog) == ["paragraph"] * 8


def test_the_border_of_a_band_is_dragged_by_mouse(opened, seed, qtbot, settle):
    dialog = opened(seed)
    view = dialog.painting.view
    view.scrollTo(view.source.index(22))
    top = view.visualRect(view.source.index(18)).top()
    below = view.visualRect(view.source.index(19)).center()
    x = NUMBER_WIDTH + 40
    QTest.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(x, top + 1))
    QTest.mouseMove(view.viewport(), QPoint(x, below.y() - 6))
    QTest.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(x, below.y() - 6))
    settle(dialog)
    assert roles_of(dialog).count("boilerplate") == 3
    assert roles_of(dialog).count("comment") == 11


def test_painted_lines_become_rules_for_other_documents(opened, tmp_path, qtbot, settle):
    path = tmp_path / "a.txt"
    path.write_text(PAGE.format(3), "utf-8")
    dialog = opened(path)
    view = dialog.painting.view
    for line, key in ((1, Qt.Key.Key_H), (4, Qt.Key.Key_N), (5, Qt.Key.Key_B)):
        choose(view, line)
        QTest.keyClick(view, key)
        settle(dialog)
    shared = for_others(dialog.looking.profile(), view.source.lines)
    assert shared.painted == ()
    assert set(shared.lines) == {
        LineRule("headline", "1", "number"), LineRule("comments_header", "What readers say: 3", "like"),
        LineRule("boilerplate", "Be kind to each other.", "is"),
    }  # fmt: skip


def test_rules_are_shown_with_what_they_make_of_the_others_before_they_are_used(opened, tmp_path, qtbot, monkeypatch, settle):
    for name, number in (("a.txt", 3), ("b.txt", 9)):
        (tmp_path / name).write_text(f"{name} {PAGE.format(number)}", "utf-8")
    dialog = opened(tmp_path)
    view = dialog.painting.view
    choose(view, 4)
    QTest.keyClick(view, Qt.Key.Key_N)
    settle(dialog)
    assert dialog.deciding.others.isVisible()
    seen = []

    def agree(cls, previews, now, profile, names, parent):
        asked = cls(previews, now, profile, names, parent)
        asked.show()
        qtbot.waitUntil(asked.confirm.isEnabled)
        seen.append([asked.table.topLevelItem(0).text(column) for column in range(3)])
        asked.done(0)
        return True

    monkeypatch.setattr("intercoder.ui.corpus.importing.apply_dialog.ApplyDialog.ask", classmethod(agree))
    QTest.mouseClick(dialog.deciding.others, Qt.MouseButton.LeftButton)
    settle(dialog)
    assert seen == [["b.txt", "1 · 0", "1 · 4"]]
    assert [file["comments"] for file in dialog.looking.whole.document["files"]] == [4, 4]
