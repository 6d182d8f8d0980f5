"""Queue, text, codings and form of the Code place act as one."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QApplication, QWidget

CONTROL = Qt.KeyboardModifier.ControlModifier


def select(desk, unit: int, start: int, stop: int) -> None:
    """Selects a range of a text with the caret."""
    document = desk.reader._view.document
    cursor = desk.reader.textCursor()
    cursor.setPosition(document.position_of(unit, start))
    cursor.setPosition(document.position_of(unit, stop, stop=True), QTextCursor.MoveMode.KeepAnchor)
    desk.reader.setTextCursor(cursor)


def spans(desk):
    return desk.session.project.codings.spans([desk.unit.id])


def test_j_and_k_go_through_the_units(desk, press):
    press("j")
    assert desk.unit.ref.endswith("C002")
    press("k", "k")
    assert desk.unit.kind == "article"


def test_keys_act_while_the_text_has_the_focus(desk, press):
    desk.reader.setFocus()
    press("2")
    assert desk.session.project.codings.answers(desk.unit.id)["army", 0].answer == "2"


def test_a_unit_chosen_in_the_queue_is_shown_everywhere(desk, qtbot):
    index = desk.queue.model.place_of(desk.session.worklist.items[-1].unit.id)
    place = desk.queue.list.visualRect(index).center()
    qtbot.mouseClick(desk.queue.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert desk.unit.ref.endswith("C003")
    assert desk.form.header.title.full() == "Comment 3"


def test_a_click_on_a_comment_makes_it_the_current_unit(desk, qtbot):
    other = desk.session.worklist.items[-1].unit
    point = desk.reader.point_of(other.id, 3)
    qtbot.mouseClick(desk.reader.viewport(), Qt.MouseButton.LeftButton, pos=point)
    assert desk.unit.id == other.id


def test_enter_on_selected_words_offers_categories_and_enter_applies_the_first(desk, press):
    desk.reader.setFocus()
    select(desk, desk.unit.id, 7, 16)
    press(Qt.Key.Key_Return)
    assert desk.marking.palette.isVisible()
    assert desk.marking.palette.labels() == ["Reason"]
    press(Qt.Key.Key_Return)
    assert [s.quote for s in spans(desk)] == ["Gen Kaini"]
    assert not desk.marking.palette.isVisible()


def test_dragging_over_words_opens_the_palette(desk, qtbot):
    unit, view = desk.unit.id, desk.reader.viewport()
    start, stop = desk.reader.point_of(unit, 8), desk.reader.point_of(unit, 14)
    qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=start)
    qtbot.mouseMove(view, start + QPoint(10, 0))
    qtbot.mouseMove(view, stop)
    qtbot.mouseRelease(view, Qt.MouseButton.LeftButton, pos=stop)
    assert desk.marking.palette.isVisible()


def test_the_key_of_a_category_marks_the_selected_words_at_once(desk, press):
    desk.reader.setFocus()
    select(desk, desk.unit.id, 7, 16)
    press("g")
    assert [s.quote for s in spans(desk)] == ["Gen Kaini"]


def test_a_key_in_the_open_palette_applies_its_category(desk, press):
    desk.reader.setFocus()
    select(desk, desk.unit.id, 7, 16)
    press(Qt.Key.Key_Return, "g")
    assert [s.quote for s in spans(desk)] == ["Gen Kaini"]


def test_escape_closes_the_palette_and_marks_nothing(desk, press):
    desk.reader.setFocus()
    select(desk, desk.unit.id, 7, 16)
    press(Qt.Key.Key_Return, Qt.Key.Key_Escape)
    assert spans(desk) == []
    assert QApplication.focusWidget() is desk.reader


def test_words_after_an_emoji_are_marked_as_they_stand(desk, press):
    article = next(item.unit for item in desk.session.worklist.items if item.unit.kind == "article")
    desk.show_unit(article.id)
    body = next(unit for unit in desk.coded.units.values() if unit.kind == "body")
    start = body.text.index("White House")
    desk.reader.setFocus()
    select(desk, body.id, start, start + 11)
    press("t")
    assert [s.quote for s in desk.session.project.codings.spans([body.id])] == ["White House"]


def test_the_palette_lists_the_category_used_last_first_also_after_a_restart(desk, press):
    article = next(item.unit for item in desk.session.worklist.items if item.unit.kind == "article")
    body = next(unit for unit in desk.coded.units.values() if unit.kind == "body")
    desk.session.project.codings.highlight(body.id, "frame", 2, 0, 6)
    session, path = desk.session, desk.session.project.path
    session.close()
    session.open(path)
    place = session.parent().place
    place.show_unit(article.id)
    place.marking.offer(body.id, 7, 10)
    assert place.marking.palette.labels() == ["Strategy", "Conflict frame"]


def test_the_same_words_are_not_marked_twice_with_one_category(desk, press):
    desk.reader.setFocus()
    for _ in range(2):
        select(desk, desk.unit.id, 7, 16)
        press("g")
    assert len(spans(desk)) == 1


def test_f2_in_the_text_changes_the_category_of_the_span(desk, press):
    article = next(item.unit for item in desk.session.worklist.items if item.unit.kind == "article")
    body = next(unit for unit in desk.coded.units.values() if unit.kind == "body")
    desk.show_unit(article.id)
    span = desk.session.project.codings.highlight(body.id, "frame", 2, 0, 6)
    desk.show_span(span.id)
    desk.reader.setFocus()
    press(Qt.Key.Key_F2, Qt.Key.Key_Return)
    assert desk.window().menus.undo.text() == "Undo Change Strategy to Conflict frame"


def test_the_menu_of_the_text_offers_what_can_be_done_with_a_span(desk):
    span = desk.session.project.codings.highlight(desk.unit.id, "argument", 1, 7, 16)
    words = [action.text().partition("\t")[0] for action in desk.marking.menu_of(span.id).actions() if action.text()]
    assert words == [
        "Copy", "Change the category …", "Memo on this highlight …", "Remove this highlight", "Memo on Comment 1 …"
    ]  # fmt: skip
    assert len(desk.marking.menu_of(None).actions()) < len(words)


def test_codings_here_lists_the_spans_and_removes_them(desk, press):
    desk.session.project.codings.highlight(desk.unit.id, "argument", 1, 7, 16)
    assert "1 in comment 1" in desk.here._facts.text()
    index = desk.here._model.index(0)
    assert "Reason" in index.data()
    assert "Gen Kaini" in index.data()
    desk.here.list.setCurrentIndex(index)
    desk.here.list.setFocus()
    press(Qt.Key.Key_Delete)
    assert spans(desk) == []


def test_the_edge_of_a_span_moves_by_a_word(desk, qtbot):
    span = desk.session.project.codings.highlight(desk.unit.id, "argument", 1, 7, 16)
    desk.show_span(span.id)
    desk.reader.setFocus()
    keys = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.AltModifier
    qtbot.keyClick(desk.reader, Qt.Key.Key_Right, keys)
    assert [s.quote for s in spans(desk)] == ["Gen Kaini representing"]


def test_undo_and_redo_go_by_name(desk, press):
    menus = desk.window().menus
    desk.session.project.codings.highlight(desk.unit.id, "argument", 1, 7, 16)
    assert menus.undo.text() == "Undo Highlight with Reason"
    press((Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier))
    assert spans(desk) == []
    assert menus.redo.text() == "Redo Highlight with Reason"
    assert "Highlight with Reason" in desk.window().notice.text
    press((Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier))
    assert [s.quote for s in spans(desk)] == ["Gen Kaini"]


def test_undo_of_an_answer_clears_it_in_the_form(desk, press):
    press("2", (Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier))
    assert not any(button.isChecked() for button in desk.form.cards[0].answers.buttons)
    assert desk.session.worklist.item(desk.unit.id).state == "open"


def test_the_queue_filters_open_units_and_doubts(desk, press):
    press("?", "hm", Qt.Key.Key_Return)
    desk.queue.set_filter("doubt")
    rows = [row.unit for row in desk.queue.model.rows if hasattr(row, "unit")]
    assert rows == [desk.unit.id]
    desk.queue.set_filter("to do")
    assert len([row for row in desk.queue.model.rows if hasattr(row, "unit")]) == 4  # the current one stays in sight


def test_f6_goes_through_the_panes(desk, press):
    seen = []
    for _ in range(4):
        press(Qt.Key.Key_F6)
        seen.append(QApplication.focusWidget())
    assert seen == [desk.queue.list, desk.reader, desk.here.list, desk.form.focused]


def test_f9_closes_the_queue_and_shift_f9_the_form(desk, press):
    press(Qt.Key.Key_F9)
    assert not desk.queue.isVisible()
    press((Qt.Key.Key_F9, Qt.KeyboardModifier.ShiftModifier))
    assert not desk.form.isVisible()


def test_another_coder_has_an_own_list_and_no_foreign_codings(desk, press):
    press("2")
    project = desk.session.project
    project.plan.add_coder("Ben Maurer")
    desk.session.set_coder("Ben Maurer")
    assert desk.session.worklist.counts()[0] == 0
    assert project.codings.answers(desk.unit.id) == {}
    assert "Ben Maurer" in desk.window().status.coder.text()


@pytest.mark.parametrize("room", ["wide", "medium", "narrow"])
def test_every_arrangement_shows_text_and_form(desk, room):
    desk.set_room(room)
    assert desk.reader.isVisible()
    assert desk.form.isVisible()
    assert desk.queue.isVisible() == (room == "wide")


def test_a_doubt_leaves_the_text_where_it_was(desk, press):
    shown = []
    desk.reader.show_article = lambda *_args: shown.append("again")
    press("?", "hm", Qt.Key.Key_Return)
    assert shown == []


def test_new_assignments_are_taken_up(desk):
    desk.session.project.plan.assign(["Aylin Kaya"], "main", [desk.unit.id])
    assert desk.session.worklist.counts() == (0, 0, 1)


def test_typing_in_the_palette_narrows_it_and_enter_applies_what_is_left(desk, press):
    article = next(item.unit for item in desk.session.worklist.items if item.unit.kind == "article")
    body = next(unit for unit in desk.coded.units.values() if unit.kind == "body")
    desk.show_unit(article.id)
    desk.reader.setFocus()
    select(desk, body.id, 0, 6)
    press(Qt.Key.Key_Return)
    assert set(desk.marking.palette.labels()) == {"Conflict frame", "Strategy"}
    press("stra")  # “t” alone would be the key of Strategy, were it the first
    assert desk.marking.palette.labels() == ["Strategy"]
    press(Qt.Key.Key_Return)
    [span] = desk.session.project.codings.spans([body.id])
    assert (span.quote, desk.window().menus.undo.text()) == ("Karzai", "Undo Highlight with Strategy")


def test_units_come_in_the_order_in_which_they_were_assigned_to_this_coder(desk, press):
    session = desk.session
    comments = [item.unit.id for item in session.worklist.items if item.unit.kind == "comment"]
    session.project.plan.assign(["Ben Maurer"], "pilot", comments, seed=3)
    session.set_coder("Ben Maurer")
    session.set_round("pilot")
    order = session.project.plan.assigned(session.project.round.id, session.project.coder.id)
    assert sorted(order) == comments
    seen = [desk.unit.id]
    for _ in order[1:]:
        press("j")
        seen.append(desk.unit.id)
    assert seen == order


def test_the_queue_says_how_far_the_coder_is_and_about_how_long_the_rest_takes(desk, press, monkeypatch):
    now = [0]
    monkeypatch.setattr(desk.clock, "_now", lambda: now[0])
    desk.clock.pause()

    def code(seconds: int, *keys) -> None:
        press(keys[0])  # a sign of life: from here on it counts
        now[0] += seconds * 1000
        press(*keys[1:])

    finish = (Qt.Key.Key_Return, CONTROL)
    for _ in range(3):
        code(40, "1", Qt.Key.Key_Tab, "0", finish)
    assert desk.unit.kind == "article"  # the comments are done
    assert desk.queue._count.text() == "3 of 4"
    assert desk.queue._left.isVisible()
    assert desk.queue._left.text() == "About 1 min left"


def test_idle_minutes_and_another_window_do_not_count_as_time_spent(desk, press, qtbot, monkeypatch):
    codings, unit, now = desk.session.project.codings, desk.unit.id, [0]
    monkeypatch.setattr(desk.clock, "_now", lambda: now[0])
    desk.clock.pause()
    press("1")
    now[0] += 3_600_000  # an hour at lunch: two minutes of it count
    press(Qt.Key.Key_Tab)
    other = QWidget()
    qtbot.addWidget(other)
    with qtbot.waitActive(other):
        other.show()
        other.activateWindow()
    now[0] += 60_000
    with qtbot.waitActive(desk.window()):
        desk.window().activateWindow()
    desk.form.focus_question(1)
    press("0")
    now[0] += 30_000
    press((Qt.Key.Key_Return, CONTROL))
    assert codings.progress(unit).active_ms == 150_000
