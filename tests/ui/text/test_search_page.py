"""Search and code by keyboard and mouse: find, look, take out, highlight in one step, take it back."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication

from intercoder.ui import theme

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
SEARCH = (Qt.Key.Key_F, CONTROL | SHIFT)


@pytest.fixture
def page(desk, press):
    """The page of the small study, opened by its key, for the comments."""
    press(SEARCH)
    return desk.searching.page


def find(page, qtbot, words: str) -> None:
    page.field.setText(words)
    page.start()
    qtbot.waitUntil(lambda: page._job is None, timeout=20_000)


def quotes(desk, variable: str = "argument") -> list[str]:
    project = desk.session.project
    comments = [item.unit.id for item in desk.session.worklist.items if item.unit.kind == "comment"]
    return [span.quote for span in project.codings.spans(comments)]


def rows(page) -> list[str]:
    model = page.list.model()
    return [model.index(n).data(Qt.ItemDataRole.AccessibleTextRole) for n in range(model.rowCount())]


def test_the_texts_of_the_current_unit_are_searched_first(desk, page, press, qtbot):
    assert page.where.currentText() == "All comments: Argument"
    page.search_in("frame")
    find(page, qtbot, "karzai")
    assert [row.split(":")[0] for row in rows(page)] == ["A0001-B01, chosen"]
    assert [desk.searching.page.footer.category.itemText(n) for n in range(2)] == ["Conflict frame", "Strategy"]


def test_all_by_keyboard_search_take_one_out_and_highlight_the_rest(desk, page, press, qtbot):
    press("pakistan")
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page._job is None)
    assert [row.split(":")[0] for row in rows(page)] == ["A0001-C001, chosen", "A0001-C002, chosen"]
    assert QApplication.focusWidget() is page.list
    press(Qt.Key.Key_Space)
    assert page.footer.button.text() == "Highlight 1 place"
    press(Qt.Key.Key_Space)
    assert page.footer.button.text() == "Highlight 2 places"
    page.footer.button.setFocus()
    press(Qt.Key.Key_Space)
    assert quotes(desk) == ["Pakistan", "Pakistan"]
    assert "2 places highlighted with Reason" in desk.window().notice.text
    assert all("highlighted" in row for row in rows(page))
    assert not page.footer.button.isEnabled()


def test_one_undo_takes_all_of_it_back(desk, page, press, qtbot):
    find(page, qtbot, "is")
    count = len(page.list.hits.chosen())
    assert count > 2
    page.highlight()
    assert desk.window().menus.undo.text() == f"Undo Highlight {count} places with Reason"
    press((Qt.Key.Key_Z, CONTROL))
    assert quotes(desk) == []
    assert page.footer.button.text() == f"Highlight {count} places"


def test_a_click_on_the_box_takes_a_place_out_and_a_double_click_shows_it(desk, page, qtbot):
    find(page, qtbot, "pakistan")
    row = page.list.visualRect(page.list.model().index(1))
    look = theme.current()
    qtbot.mouseClick(page.list.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(look.px(32), row.center().y()))
    assert len(page.list.hits.chosen()) == 1
    point = QPoint(row.center().x(), row.center().y())
    qtbot.mouseClick(page.list.viewport(), Qt.MouseButton.LeftButton, pos=point)
    qtbot.mouseDClick(page.list.viewport(), Qt.MouseButton.LeftButton, pos=point)
    assert not desk.searching.is_open
    assert desk.unit.ref == "A0001-C002"
    qtbot.waitUntil(lambda: desk.reader.selected() is not None)
    assert desk.reader.quote(*desk.reader.selected(exact=True)) == "Pakistan"


def test_what_was_found_is_still_there_after_a_look_at_a_place(desk, page, press, qtbot):
    find(page, qtbot, "pakistan")
    press(Qt.Key.Key_Return)
    assert not desk.searching.is_open
    press(SEARCH)
    assert len(rows(page)) == 2


def test_escape_leads_back_to_the_question(desk, page, press):
    press(Qt.Key.Key_Escape)
    assert not desk.searching.is_open
    assert QApplication.focusWidget() is desk.form.focused


def test_no_key_answers_or_finishes_behind_the_search(desk, page, press, qtbot):
    find(page, qtbot, "pakistan")
    press("2", "j", "?", (Qt.Key.Key_Return, CONTROL), (Qt.Key.Key_M, CONTROL))
    assert desk.session.project.codings.answers(desk.unit.id) == {}
    assert desk.session.project.undo_label is None
    assert desk.marking.memo.isHidden()


def test_the_selected_words_are_searched_for(desk, press, qtbot):
    desk.reader.select(desk.unit.id, 7, 16)
    press(SEARCH)
    assert desk.searching.page.field.text() == "Gen Kaini"


@pytest.mark.parametrize(("words", "said"), [("(open", "no regular expression"), ("  ", "nothing to search for")])
def test_what_cannot_be_searched_for_is_said_in_place(page, qtbot, words, said):
    page.regex.setChecked(True)
    page.field.setText(words)
    page.start()
    assert said in page.said.text()
    assert page.said.property("kind") == "danger"


def test_a_regular_expression_finds_what_it_says(page, qtbot):
    page.regex.setChecked(True)
    find(page, qtbot, r"\bPak\w+i\b")
    assert ["“Pakistani”" in row for row in rows(page)] == [True]


def test_nothing_found_says_how_much_was_searched(page, qtbot):
    find(page, qtbot, "zebra")
    assert page.said.text() == "Not found in 3 texts."
    assert page.footer.button.isHidden()


def test_another_coder_starts_with_an_empty_page(desk, page, qtbot):
    find(page, qtbot, "pakistan")
    desk.session.project.plan.add_coder("Ben Maurer")
    desk.session.set_coder("Ben Maurer")
    assert rows(page) == []


def test_a_chosen_place_shows_the_colour_of_its_category_in_both_themes(desk, page, qtbot, look):
    find(page, qtbot, "pakistan")
    middle = page.list.visualRect(page.list.model().index(0))
    for name in ("light", "dark"):
        now = look(name)
        picture = page.list.viewport().grab().toImage()
        line = {picture.pixelColor(x, middle.bottom() - now.px(3)).name() for x in range(picture.width())}
        assert now.code("blue").name() in line


@pytest.mark.parametrize("percent", [100, 200])
def test_the_foot_of_the_page_is_not_cut_with_large_type(desk, press, qtbot, percent):
    desk.window().set_zoom(percent)
    desk.window().resize(1200, 900)
    press(SEARCH)
    page = desk.searching.page
    find(page, qtbot, "the")
    footer = page.footer

    def shown() -> list:
        parts = (footer._count, footer.all, footer.none, footer._with, footer.category, footer.button)
        return [w for w in parts if w.isVisible()]

    def cut() -> list:
        return [w for w in shown() if w.width() < w.minimumSizeHint().width() - 1 or w.geometry().right() > footer.width()]

    qtbot.waitUntil(lambda: QApplication.font().pixelSize() == 13 * percent // 100 and footer.button.isVisible())
    qtbot.waitUntil(lambda: cut() == [] and (footer._with in shown()) == (percent == 100))  # once it is laid out
    assert {footer.button, footer.category, footer.all} <= set(shown())


def test_the_whole_corpus_is_searched_with_what_stands_around_each_place(desk, page, press, qtbot):
    from intercoder.records import Article, Comment, SourceFile, Text, no_tick

    project = desk.session.project
    parts = (Text("body", "Another article."), Comment("Did the general 😀 decide?"), Comment("Generals, again."))
    source = SourceFile("b.txt", "ef" * 32, 90, "text", "a page", "utf-8", b"dump")
    project.material.add(source, [Article(parts, headline="Another")], no_tick)
    find(page, qtbot, "general")
    assert len(rows(page)) == 2
    assert rows(page) == ["A0002-C001, chosen: Did the “general” 😀 decide?", "A0002-C002, chosen:  “General” s, again."]
    page.footer.button.setFocus()
    press(Qt.Key.Key_Space)
    second = project.material.article_ids()[1]
    units = [unit.id for unit in project.material.units(second)]
    assert [span.quote for span in project.codings.spans(units)] == ["general", "General"]
    press((Qt.Key.Key_Z, CONTROL))
    assert project.codings.spans(units) == []
