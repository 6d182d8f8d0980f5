"""The list of codings carries all that is painted, and does all that the mouse can do."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QWidget

from intercoder.records import Memo
from intercoder.ui.code.codings_here import HereModel
from intercoder.ui.text.here_rows import SpanRow, memo_rows, span_rows
from intercoder.ui.text.span_view import LaneCoder, SpanView

AYLIN, BEN = LaneCoder(1, "AK", "Aylin Kaya"), LaneCoder(2, "BM", "Ben Moor")
CODERS = {1: AYLIN, 2: BEN}
TEXT = "یہ ایک تبصرہ 👨‍👩‍👧‍👦 ہے\r\nand then irony"
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def view(number: int, quote: str, coder: LaneCoder = AYLIN, category: str = "Reason", memo: str = "") -> SpanView:
    start = TEXT.index(quote)
    return SpanView(number, 9, start, start + len(quote), "blue", category, coder.id, coder.initials, coder is AYLIN, memo=memo)


# ---------------------------------------------------------------- rows


def test_a_row_says_category_coders_quote_and_memo():
    views = [view(1, "تبصرہ 👨‍👩‍👧‍👦 ہے\r\nand", memo="see\nabove"), view(2, "تبصرہ 👨‍👩‍👧‍👦 ہے\r\nand", BEN)]
    (row,) = span_rows(views, CODERS, {9: TEXT})
    assert row.words == "Reason, Aylin Kaya, Ben Moor: “تبصرہ 👨‍👩‍👧‍👦 ہے and” Memo: see above"


def test_overlapping_spans_of_one_category_each_have_a_row():
    rows = span_rows([view(1, "and then"), view(2, "then irony"), view(3, "then", BEN)], CODERS, {9: TEXT})
    assert [(row.quote, row.names) for row in rows] == [
        ("and then", "Aylin Kaya"),
        ("then irony", "Aylin Kaya"),
        ("then", "Ben Moor"),
    ]


def test_a_row_means_the_own_span():
    (row,) = span_rows([view(2, "irony", BEN), view(5, "irony")], CODERS, {9: TEXT})
    assert row.to_select.id == 5


def test_a_long_quote_is_shortened():
    (row,) = span_rows([SpanView(1, 9, 0, 900, "blue", "Reason", 1, "AK", True)], CODERS, {9: "word " * 200})
    assert row.quote.endswith("word …")
    assert len(row.quote) < 210


def test_own_memos_come_first():
    memos = [Memo(1, 1, 2, 9, 0, "Ben's", 10), Memo(2, 1, 1, 9, 0, "mine", 20)]
    assert [row.words for row in memo_rows(memos, CODERS, 1)] == ["Memo, Aylin Kaya: mine", "Memo, Ben Moor: Ben's"]


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("abd", "abcd", ["in 2 2"]),
        ("abcd", "ad", ["out 1 2"]),
        ("abc", "axc", ["other 1 1"]),
        ("abc", "axyc", ["in 2 2", "other 1 1"]),
        ("", "ab", ["in 0 1"]),
        ("ab", "", ["out 0 1"]),
        ("aab", "ab", ["out 1 1"]),
        ("abc", "abc", []),
        ("abcd", "dcba", ["other 0 3"]),
    ],
)
def test_only_rows_that_differ_are_told_to_the_view(qapp, qtmodeltester, before, after, told):
    def rows_of(letters: str) -> list[SpanRow]:
        return [SpanRow((SpanView(ord(c), 9, 0, 1, "blue", c, 1, "AK", True),), c, "Aylin Kaya") for c in letters]

    holder = QWidget()
    model = HereModel(holder)
    model.set_rows(rows_of(before))
    said = []
    model.rowsInserted.connect(lambda _p, a, b: said.append(f"in {a} {b}"))
    model.rowsRemoved.connect(lambda _p, a, b: said.append(f"out {a} {b}"))
    model.dataChanged.connect(lambda a, b: said.append(f"other {a.row()} {b.row()}"))
    model.set_rows(rows_of(after))
    assert said == told
    assert [row.quote for row in model.rows] == list(after)
    assert all(model.place_of(ord(c)).row() == len(after) - 1 - after[::-1].index(c) for c in after)
    qtmodeltester.check(model)


# ---------------------------------------------------------------- in the place


@pytest.fixture
def marked(desk):
    """The desk with two highlights in its comment, and the list focused."""
    codings = desk.session.project.codings
    codings.highlight(desk.unit.id, "argument", 1, 0, 6)
    codings.highlight(desk.unit.id, "argument", 1, 7, 16)
    desk.here.list.setFocus()
    return desk


def rows(desk) -> list[str]:
    model = desk.here.list.model()
    return [model.index(n).data(Qt.ItemDataRole.AccessibleTextRole) for n in range(model.rowCount())]


def test_the_list_is_read_out_row_by_row(marked):
    interface = QAccessible.queryAccessibleInterface(marked.here.list)
    assert interface.text(QAccessible.Text.Name) == "Codings here"
    assert "Ctrl+M" in interface.text(QAccessible.Text.Description)
    assert rows(marked) == ["Reason, Aylin Kaya: “why is”", "Reason, Aylin Kaya: “Gen Kaini”"]
    assert interface.child(1).text(QAccessible.Text.Name) == "Reason, Aylin Kaya: “Gen Kaini”"


def test_delete_removes_row_after_row_without_leaving_the_list(marked, press):
    press(Qt.Key.Key_Down, Qt.Key.Key_Delete)
    assert len(rows(marked)) == 1
    press(Qt.Key.Key_Delete)
    assert rows(marked) == []
    assert QApplication.focusWidget() is marked.here.list


def test_enter_outlines_the_span_in_the_text(marked, press):
    press(Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Return)
    assert marked.coded.spans[marked.reader.current_span].quote == "Gen Kaini"


def test_a_memo_on_a_highlight_is_written_by_keys_and_shown_in_its_row(marked, press):
    press("]", (Qt.Key.Key_M, CONTROL), "irony?", (Qt.Key.Key_Return, SHIFT), "ask Ben", Qt.Key.Key_Return)
    assert marked.window().menus.undo.text() == "Undo Memo on Reason"
    assert rows(marked)[0].endswith("Memo: irony? ask Ben")
    assert "irony?\nask Ben" in [memo.text for memo in marked.coded.memos]
    assert marked.reader.margin.grab().toImage() is not None


def test_a_memo_on_the_unit_has_a_row_of_its_own_and_can_be_changed_and_removed(desk, press):
    press((Qt.Key.Key_M, CONTROL))
    desk.marking.memo.field.insertPlainText("طنز 😀")  # as an input method does
    press(Qt.Key.Key_Return)
    assert rows(desk) == ["Memo, Aylin Kaya: طنز 😀"]
    desk.here.list.setFocus()
    press(Qt.Key.Key_Down, Qt.Key.Key_F2, (Qt.Key.Key_End, CONTROL), " again", Qt.Key.Key_Return)
    assert rows(desk) == ["Memo, Aylin Kaya: طنز 😀 again"]
    assert QApplication.focusWidget() is desk.here.list
    press(Qt.Key.Key_Down, Qt.Key.Key_Delete)
    assert rows(desk) == []
    assert desk.window().menus.undo.text() == f"Undo Remove the memo on {desk.unit.ref}"


def test_escape_leaves_a_memo_as_it_was(desk, press):
    desk.session.project.codings.write_memo(desk.unit.id, "first")
    press((Qt.Key.Key_M, CONTROL), "second", Qt.Key.Key_Escape)
    assert desk.session.project.codings.memo(desk.unit.id) == "first"
    assert desk.marking.memo.isHidden()


def test_a_memo_is_kept_when_the_box_is_left_by_a_click_elsewhere(desk, press, qtbot):
    press((Qt.Key.Key_M, CONTROL), "half a thou")
    qtbot.mouseClick(desk.reader.viewport(), Qt.MouseButton.LeftButton, pos=desk.reader.point_of(desk.unit.id, 3))
    desk.reader.setFocus()
    assert desk.session.project.codings.memo(desk.unit.id) == "half a thou"


def test_single_keys_write_into_the_memo_and_answer_nothing(desk, press):
    press((Qt.Key.Key_M, CONTROL), "2j?")
    assert desk.session.project.codings.answers(desk.unit.id) == {}
    assert desk.marking.memo.field.toPlainText() == "2j?"


def test_who_looks_on_writes_no_memo(make_window, study, press):
    window = make_window(study)
    window.session.choose_coder("Lead")
    window.session.set_round("pilot")
    window.go("code")
    window.place.setFocus()
    press((Qt.Key.Key_M, CONTROL))
    assert window.place.marking.memo.isHidden()
    assert "look on" in window.notice.text


def test_a_highlight_made_elsewhere_leaves_the_chosen_row_chosen(marked, press):
    press(Qt.Key.Key_Down, Qt.Key.Key_Down)
    assert marked.here.list.currentIndex().row() == 1
    marked.reader.set_current_span(marked.here._row().to_select.id)
    marked.session.project.codings.highlight(marked.unit.id, "argument", 1, 2, 9)
    assert len(rows(marked)) == 3
    assert rows(marked)[marked.here.list.currentIndex().row()] == "Reason, Aylin Kaya: “Gen Kaini”"


def test_all_passages_begin_at_one_place_whatever_the_names_of_their_categories(desk, monkeypatch):
    from intercoder.ui import paint

    article = desk.unit.article
    desk.session.project.codebook.change_category("frame", 2, label="Strategy and the game of politics")
    body = next(unit for unit in desk.coded.units.values() if unit.kind == "body")
    for category, start in ((1, 0), (2, 7)):
        desk.session.project.codings.highlight(body.id, "frame", category, start, start + 6)
    desk.show_unit(article)
    painted: dict[str, float] = {}
    paint_text = paint.paint_text

    def noted(painter, rect, text, *more):
        painted[text] = rect.x()
        return paint_text(painter, rect, text, *more)

    monkeypatch.setattr(paint, "paint_text", noted)
    desk.here.list.grab()
    passages = [x for text, x in painted.items() if text.startswith("“")]
    assert len(passages) == 2
    assert len(set(passages)) == 1
