"""Fields of a question and its categories save themselves when they are left; what is refused stays to be mended."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from intercoder.ui.codebook.category_tree import depths

ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier


def variable(place, name="army"):
    return place.session.project.codebook.variable(name)


@pytest.fixture
def retype(write):
    """Types another text into a field."""

    def typed(line, text):
        line.setFocus()
        line.selectAll()
        write(line, text)

    return typed


def pick(field, words):
    picker = field.picker
    picker.setCurrentIndex(picker.findText(words))
    picker.activated.emit(picker.currentIndex())


def click(widget):
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


def shape(place, name="army"):
    return [(c.value, c.label, c.parent) for c in variable(place, name).categories]


@pytest.fixture
def tree(army):
    army.editor.tree.setFocus()
    return army.editor.tree


# ---------------------------------------------------------------- the question


def test_a_field_saves_itself_when_it_is_left_and_undo_says_which(army, retype):
    form = army.editor.form
    retype(form.label.line, "Die Rolle der Armee 🪖")
    assert variable(army).label == "Role of the army"
    QTest.keyClick(form.label.line, Qt.Key.Key_Tab)
    assert variable(army).label == "Die Rolle der Armee 🪖"
    assert army.title.text() == "Die Rolle der Armee 🪖"
    assert army.session.project.undo_label == "Change label of Role of the army"
    army.session.undo()
    assert form.label.line.text() == "Role of the army"


def test_escape_takes_back_what_was_typed(army, retype):
    line = army.editor.form.label.line
    retype(line, "nonsense")
    QTest.keyClick(line, Qt.Key.Key_Escape)
    QTest.keyClick(line, Qt.Key.Key_Tab)
    assert (line.text(), variable(army).label) == ("Role of the army", "Role of the army")


def test_a_renamed_question_stays_open(army, retype):
    retype(army.editor.form.name.line, "troops\r")
    assert variable(army, "troops").label == "Role of the army"
    assert army.title.text() == "Role of the army"
    assert army.editor.form.name.line.text() == "troops"


def test_a_name_is_judged_while_it_is_typed_and_a_wrong_one_is_not_kept(army, retype):
    name = army.editor.form.name
    retype(name.line, "by")
    assert "word of SPSS" in name.sentence.text()
    retype(name.line, "TOPIC")
    assert name.sentence.text() == "“Topic” has this name."
    QTest.keyClick(name.line, Qt.Key.Key_Return)
    assert "Two variables are called" in name.sentence.text()
    assert (name.line.text(), variable(army).name) == ("TOPIC", "army")


def test_the_question_may_have_several_lines_in_every_script(army, write):
    box = army.editor.form.question.box
    box.setFocus()
    box.selectAll()
    write(box, "کیا فوج؟")
    QTest.keyClick(box, Qt.Key.Key_Return)
    write(box, "And who?")
    QTest.keyClick(box, Qt.Key.Key_Tab)
    assert variable(army).question == "کیا فوج؟\nAnd who?"


def test_a_text_that_nobody_edits_is_never_written_back(army):
    army.session.project.codebook.change_variable("army", question="a\r\nb\u00a0c\u2028d")
    label = army.session.project.undo_label
    army.editor.form.question.box.setFocus()
    QTest.keyClick(army.editor.form.question.box, Qt.Key.Key_Tab)
    assert variable(army).question == "a\r\nb\u00a0c\u2028d"
    assert army.session.project.undo_label == label


def test_the_level_says_what_it_means_for_the_coefficient(army):
    pick(army.editor.form.level, "Nominal")
    assert variable(army).level == "nominal"
    assert "nominal alpha" in army.editor.form.level.sentence.text()


def test_the_kind_of_answer_of_a_coded_question_stays_and_says_why(army):
    pick(army.editor.form.answer_kind, "Several categories")
    assert variable(army).answer_kind == "one"
    assert army.editor.form.answer_kind.picker.currentText() == "One category"
    assert "has codings" in army.editor.form.answer_kind.sentence.text()


def test_switches_act_at_once(army):
    form = army.editor.form
    click(form.required)
    QTest.keyClick(form.undetermined, Qt.Key.Key_Space)
    assert (variable(army).required, variable(army).undetermined) == (False, False)


def test_a_question_becomes_one_about_passages(army):
    room = army.session.project.codebook
    army.deeds.add("spans", "comment")
    room.change_variable("passages", name="argument", label="Argument")
    room.move_variable("argument", 0)
    room.add_variable(variable(army, "violence").__class__("strength", "Strength", "comment", "text"))
    army.show_target("strength")
    pick(army.editor.form.unit_kind, "Passages of Argument")
    assert variable(army, "strength").about == "argument"
    pick(army.editor.form.unit_kind, "Articles")
    assert (variable(army, "strength").about, variable(army, "strength").unit_kind) == (None, "article")


# ---------------------------------------------------------------- the condition


def test_a_condition_is_built_with_pickers_and_taken_away(army):
    army.show_target("violence")
    row = army.editor.form.condition
    click(row.add)
    assert variable(army, "violence").condition == "army = 1"
    menu = row._rows[0].findChildren(type(army.more))[0].menu()
    next(a for a in menu.actions() if a.text() == "2  Stated").trigger()
    assert variable(army, "violence").condition == "army in 1,2"
    away = next(b for b in row._rows[0].findChildren(type(army.more)) if b.accessibleName() == "Remove condition 1")
    click(away)
    assert variable(army, "violence").condition is None


def test_a_question_without_one_before_it_has_no_condition_to_offer(army):
    army.show_target("topic")
    assert not army.editor.form.condition.add.isEnabled()


# ---------------------------------------------------------------- categories by keyboard


def test_arrows_open_one_category_after_the_other_and_escape_closes(tree, army):
    QTest.keyClick(tree, Qt.Key.Key_Down)
    QTest.keyClick(tree, Qt.Key.Key_Down)
    assert (tree.current, army.editor.category.label.line.text()) == (1, "Implied")
    assert "1 Implied" in tree.accessibleName()
    QTest.keyClick(tree, Qt.Key.Key_Escape)
    assert tree.current is None
    assert army.editor.category.isHidden()


def test_enter_adds_a_category_whose_label_is_to_be_typed(tree, army):
    tree.choose(0)
    QTest.keyClick(tree, Qt.Key.Key_Return)
    label = army.editor.category.label.line
    assert label.hasFocus()
    QTest.keyClicks(label, "Denied\r")
    assert shape(army) == [(0, "No", None), (3, "Denied", None), (1, "Implied", None), (2, "Stated", None)]


def test_alt_and_arrows_move_and_indent(tree, army):
    tree.choose(2)
    QTest.keyClick(tree, Qt.Key.Key_Up, ALT)
    assert [value for value, _, _ in shape(army)] == [0, 2, 1]
    QTest.keyClick(tree, Qt.Key.Key_Right, ALT)
    assert shape(army) == [(0, "No", None), (2, "Stated", 0), (1, "Implied", None)]
    assert army.session.project.undo_label == "Indent Stated"
    QTest.keyClick(tree, Qt.Key.Key_BracketLeft, CTRL)
    assert shape(army) == [(0, "No", None), (2, "Stated", None), (1, "Implied", None)]


def test_a_branch_moves_with_what_lies_below_it(tree, army):
    army.session.project.codebook.arrange_categories("army", [(0, None), (1, 0), (2, None)], "tree")
    tree.choose(0)
    QTest.keyClick(tree, Qt.Key.Key_Down, ALT)
    assert shape(army) == [(2, "Stated", None), (0, "No", None), (1, "Implied", 0)]
    assert depths(variable(army).categories) == {2: 0, 0: 0, 1: 1}


def test_delete_asks_before_codings_go(tree, army, answer):
    tree.choose(1)
    answer(lambda dialog: dialog.accept())
    QTest.keyClick(tree, Qt.Key.Key_Delete)
    assert shape(army) == [(0, "No", None), (2, "Stated", None)]
    click(army.notice._button)
    assert len(shape(army)) == 3


def test_a_row_is_dragged_to_its_place(qtbot, army):
    tree = army.editor.tree
    first, last = tree.rows[0], tree.rows[2]
    QTest.mousePress(first, Qt.MouseButton.LeftButton, pos=QPoint(20, 10))
    last = tree.rows[2]
    target = first.mapFrom(tree, last.mapTo(tree, QPoint(20, last.height() - 2)))
    QTest.mouseMove(first, target - QPoint(0, 20))
    QTest.mouseMove(first, target)
    QTest.mouseRelease(first, Qt.MouseButton.LeftButton, pos=target)
    assert [value for value, _, _ in shape(army)] == [1, 2, 0]


def test_a_click_opens_a_row_and_another_click_closes_it(army):
    row = army.editor.tree.rows[1]
    click(row)
    assert army.editor.tree.current == 1
    click(row)
    assert army.editor.tree.current is None


# ---------------------------------------------------------------- the fields of a category


@pytest.fixture
def stated(army):
    army.editor.jump("definition", 2)
    return army.editor.category


def test_every_text_of_a_category_is_saved(stated, army, write):
    for field, text in (("definition", "Sagt es 😀"), ("use_when", "جب"), ("not_when", "never")):
        box = getattr(stated, field).box
        box.setFocus()
        box.selectAll()
        write(box, text)
        QTest.keyClick(box, Qt.Key.Key_Tab)
    category = variable(army).category(2)
    assert (category.definition, category.use_when, category.not_when) == ("Sagt es 😀", "جب", "never")


def test_what_is_typed_belongs_to_the_category_it_was_typed_into(stated, army):
    stated.definition.box.setFocus()
    stated.definition.box.selectAll()
    QTest.keyClicks(stated.definition.box, "of Stated")
    click(army.editor.tree.rows[0])
    assert variable(army).category(2).definition == "of Stated"
    assert variable(army).category(0).definition == "The army is not questioned."
    assert stated.definition.text() == "The army is not questioned."


def test_a_number_is_followed_by_the_codings(stated, army, retype):
    before = len(army.session.project.codebook.codings_of("army", 2))
    retype(stated.number.line, "9\r")
    assert len(army.session.project.codebook.codings_of("army", 9)) == before
    assert army.editor.tree.current == 9
    retype(stated.number.line, "x\r")
    assert "whole number" in stated.number.sentence.text()


def test_a_key_that_is_taken_is_refused_with_a_sentence(stated, army, retype):
    retype(stated.key.line, "1\r")
    assert "the key “1” twice" in stated.key.sentence.text()
    assert variable(army).category(2).key == "2"
    retype(stated.key.line, "s\r")
    assert variable(army).category(2).key == "s"


def test_a_colour_is_chosen_and_taken_away(stated, army):
    next(b for b in stated.colour.buttons if b.colour == "green").click()
    assert variable(army).category(2).colour == "green"
    stated.colour.buttons[0].click()
    assert variable(army).category(2).colour is None


def test_examples_are_added_and_taken_away(stated, army, write):
    write(stated.examples.line, "the army did it 🪖\r")
    assert variable(army).category(2).examples == ("who is calling shots in Pakistan", "the army did it 🪖")
    away = stated.examples._rows[0].findChildren(type(army.more))[0]
    click(away)
    assert variable(army).category(2).examples == ("the army did it 🪖",)


def test_a_merge_moves_the_codings_and_undo_brings_them_back(stated, army, answer):
    before = len(army.session.project.codebook.codings_of("army", 1))
    answer(lambda dialog: (pick(dialog.into, "1  Implied"), dialog.accept()))
    click(stated.merge)
    assert [value for value, _, _ in shape(army)] == [0, 1]
    assert len(army.session.project.codebook.codings_of("army", 1)) > before
    assert "now have “Implied”" in army.notice.text
    army.session.undo()
    assert len(army.session.project.codebook.codings_of("army", 1)) == before


def test_a_split_moves_what_is_ticked(stated, army, answer):
    def choose(dialog):
        assert not dialog.confirm.isEnabled()
        QTest.keyClicks(dialog.name.line, "Shouted")
        QTest.keyClicks(dialog.find, "Carla")
        visible = [dialog.list.item(n) for n in range(dialog.list.count()) if not dialog.list.item(n).isHidden()]
        visible[0].setCheckState(Qt.CheckState.Checked)
        dialog.accept()

    answer(choose)
    click(stated.split)
    room = army.session.project.codebook
    assert [use.coder_name for use in room.codings_of("army", 3)] == ["Carla Santos"]
    assert room.variable("army").category(3).label == "Shouted"


# ---------------------------------------------------------------- the preview


def test_the_preview_is_answered_by_key_and_nothing_is_written(army):
    card = next(card for card in army.preview.cards if card.variable.name == "army")
    label = army.session.project.undo_label
    QTest.keyClick(card, "2")
    assert army.preview.answers()["army"].answer == "2"
    QTest.keyClick(card, "-")
    assert army.preview.answers()["army"].status == "undetermined"
    assert army.session.project.undo_label == label


def test_the_preview_asks_what_the_condition_asks(army):
    army.session.project.codebook.change_variable("violence", condition="army = 2")
    assert [card.variable.name for card in army.preview.cards] == ["army"]
    QTest.keyClick(army.preview.cards[0], "2")
    assert [card.variable.name for card in army.preview.cards] == ["army", "violence"]
    click(army.forget)
    assert [card.variable.name for card in army.preview.cards] == ["army"]


def test_an_answer_tried_out_goes_with_its_category(army, answer):
    QTest.keyClick(next(c for c in army.preview.cards if c.variable.name == "army"), "2")
    army.session.project.codebook.merge_categories("army", [2], 1)
    assert "army" not in army.preview.answers()


def test_what_it_does_to_the_data_is_said(army):
    assert army.data.text().startswith("A column army, ordinal, with value labels for 0 to 2.")


def test_a_box_shows_every_line_with_its_edge_at_every_width(qtbot, army):
    field = army.editor.form.question
    army.session.project.codebook.change_variable("army", question="کیا یہ تبصرہ؟\nand a second line\nand a third one")
    for width in (900, 1360):
        army.resize(width, 700)
        qtbot.waitUntil(lambda: field.box.geometry().bottom() < field.height())
        assert field.box.verticalScrollBar().maximum() == 0
