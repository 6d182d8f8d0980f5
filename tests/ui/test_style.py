"""What the style draws itself."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QStyle, QStyleOptionComboBox, QTableWidget

LONG = "Western European (cp1252) – “Die Brücke über den Fluß 🙂”"


def box(qtbot, words):
    made = QComboBox()
    qtbot.addWidget(made)
    made.addItem(words)
    made.resize(140, 32)
    return made


def test_a_combo_box_ends_what_is_too_long_in_an_ellipsis(qtbot, look):
    long = box(qtbot, LONG)
    option = QStyleOptionComboBox()
    long.initStyleOption(option)
    field = long.style().subControlRect(
        QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, long
    )
    short = long.fontMetrics().elidedText(LONG, Qt.TextElideMode.ElideRight, field.width() - 2)
    assert short.endswith("…")
    assert long.grab().toImage() == box(qtbot, short).grab().toImage()
    assert long.currentText() == LONG


@pytest.mark.parametrize("scale", [0.8, 1.0, 2.0])
def test_a_combo_box_as_wide_as_it_wants_to_be_shows_all_its_words(qtbot, look, scale):
    look("light", scale)
    made = box(qtbot, "Comments")
    made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
    made.resize(made.sizeHint())
    option = QStyleOptionComboBox()
    made.initStyleOption(option)
    field = made.style().subControlRect(
        QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, made
    )
    assert field.width() - 2 >= made.fontMetrics().horizontalAdvance("Comments")


@pytest.mark.parametrize("name", ["light", "dark"])
def test_the_corner_between_two_scroll_bars_has_the_ground_of_its_table_and_no_frame(qtbot, look, name):
    theme = look(name)
    table = QTableWidget(50, 20)
    qtbot.addWidget(table)
    table.resize(320, 240)
    table.show()
    image = table.grab().toImage()
    side = table.verticalScrollBar().width()
    corner = {image.pixelColor(image.width() - 2 - n, image.height() - 2 - m).name() for n in range(side) for m in range(side)}
    assert corner == {theme.colour("surface").name()}
