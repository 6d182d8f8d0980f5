"""What the style draws itself."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QStyle, QStyleOptionComboBox

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
