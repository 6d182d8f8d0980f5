"""Whoever cannot see the window, or uses no mouse, reaches everything in Code and is told what is painted."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QPalette
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from intercoder.project import Project
from intercoder.records import Article, Category, Codebook, Comment, SourceFile, Text, Variable, no_tick
from intercoder.ui import theme

CONTROL = Qt.KeyboardModifier.ControlModifier


def name(widget: QWidget) -> str:
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)


def focusable(window) -> list[QWidget]:
    every = window.findChildren(QWidget)
    return [w for w in every if w.isVisible() and w.isEnabled() and w.focusPolicy() & Qt.FocusPolicy.TabFocus]


def test_every_widget_that_takes_the_focus_has_a_name(desk):
    nameless = [w for w in focusable(desk.window()) if not name(w)]
    assert [f"{type(w).__name__} in {type(w.parent()).__name__}" for w in nameless] == []


def show_find(desk, press):
    press((Qt.Key.Key_F, CONTROL), "the")


def show_search(desk, press):
    press((Qt.Key.Key_F, CONTROL | Qt.KeyboardModifier.ShiftModifier))


def show_memo(desk, press):
    press((Qt.Key.Key_M, CONTROL))


def show_doubt(desk, press):
    press("?")


def show_missing(desk, press):
    press((Qt.Key.Key_Return, CONTROL))


def show_categories(desk, press):
    desk.reader.setFocus()
    press((Qt.Key.Key_Right, CONTROL | Qt.KeyboardModifier.ShiftModifier), Qt.Key.Key_Return)


def show_commands(desk, press):
    press((Qt.Key.Key_K, CONTROL))


def show_span(desk, press):
    show_categories(desk, press)
    press(Qt.Key.Key_Return)


def show_who(desk, press):
    desk.who.refresh()
    desk.stack.setCurrentWidget(desk.who)


SHOWN = (show_find, show_search, show_memo, show_doubt, show_missing, show_categories, show_commands, show_span, show_who)


@pytest.mark.parametrize("show", SHOWN, ids=lambda show: show.__name__)
def test_whatever_opens_in_code_is_named(desk, press, show):
    show(desk, press)
    window = desk.window()
    nameless = [w for w in focusable(window) if not name(w)]
    typed = [w for w in window.findChildren(QLineEdit) if w.isVisible() and not w.accessibleName()]
    assert [f"{type(w).__name__} in {type(w.parent()).__name__}" for w in (*nameless, *typed)] == []


def test_tab_goes_through_the_questions_to_the_buttons_below_them(desk, press):
    press(*[Qt.Key.Key_Tab] * len(desk.form.cards))
    assert QApplication.focusWidget() is desk.form.footer.finish
    press((Qt.Key.Key_Tab, Qt.KeyboardModifier.ShiftModifier))
    assert QApplication.focusWidget() is desk.form.cards[-1]


def test_the_queue_says_number_words_and_state_of_each_unit(desk, press):
    press("1", Qt.Key.Key_Tab, "0", "?", "hm", Qt.Key.Key_Return, (Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier))
    model = desk.queue.list.model()
    rows = [model.index(row).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(model.rowCount())]
    assert rows[0] == "Talks in Brussels, 3 comments · 1 of 4 done, open"
    assert rows[1] == "Article, to do"
    assert rows[2].startswith("1, why is Gen Kaini representing")
    assert rows[2].endswith(", done, in doubt")


def test_a_filter_says_how_many_units_it_shows(desk):
    assert [name(button) for button in desk.queue.filters.values()] == ["All: 4", "To do: 4", "Doubt: 0", "Done: 0"]


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_nothing_that_is_written_in_the_form_is_cut(desk, look, qapp, scale):
    look("light", scale)
    desk.window()._arrange_all()
    qapp.processEvents()
    for card in desk.form.cards:
        for child in card.findChildren(QWidget):
            if child.isVisible() and child.hasHeightForWidth():
                assert child.height() >= child.heightForWidth(child.width()), child
    footer = desk.form.footer
    assert footer.finish.width() >= footer.finish.sizeHint().width()


def test_no_answer_is_cut_where_a_scroll_bar_leaves_less_room(make_window, tmp_path, qapp):
    path = tmp_path / "narrow.intercoder"
    labels = [f"Army and civilian gov{'e' * n}" for n in range(10)]  # some of them wrap beside a scroll bar alone
    topic = Variable("topic", "Topic", "article", "one", categories=tuple(Category(n, w) for n, w in enumerate(labels)))
    second = Variable("second", "Second topic", "article", "one", categories=topic.categories)
    third = Variable("third", "Third", "comment", "text")
    with Project.create(path, "Narrow", Codebook("Narrow", (topic, second, third))) as project:
        source = SourceFile("t.txt", "ab" * 32, 9, "text", "a page", "utf-8", b"dump")
        project.material.add(source, [Article((Text("headline", "Talks"), Comment("Yes")))], no_tick)
    window = make_window(path, (1024, 640))
    window.go("code")
    for step in (1, -1):  # to a comment with one question and back
        window.place.step(step)
        qapp.processEvents()
    answers = window.place.form.cards[0].answers
    assert answers.height() == answers.heightForWidth(answers.width())


def test_below_the_text_the_form_has_almost_half_of_the_height(make_window, desk_file, qapp):
    window = make_window()
    window.set_zoom(200)
    window.open_path(str(desk_file))
    window.go("code")
    qapp.processEvents()
    assert window.place.form.height() >= 0.4 * window.place.height()
    window.set_zoom(100)


def test_a_high_contrast_palette_of_the_system_does_not_make_text_vanish(desk, qapp, look):
    strong = QPalette()
    for role in QPalette.ColorRole:
        if role != QPalette.ColorRole.NColorRoles:
            strong.setColor(role, Qt.GlobalColor.black)
    try:
        qapp.setPalette(strong)
        theme.apply(qapp, theme.current())
        picture = desk.form.footer.grab().toImage()
        inks = {picture.pixelColor(x, y).name() for x in range(0, 120, 1) for y in range(10, picture.height() - 10)}
        assert theme.current().colour("surface").name() in inks
        assert len(inks) > 4
    finally:
        look()
