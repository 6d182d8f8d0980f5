"""The notice keeps room for all of its words, however narrow the window is."""

from PySide6.QtWidgets import QLabel

from intercoder.ui.window import Window

REFUSAL = "The project “Editorial comments on the talks, second wave, نادر.intercoder” is damaged: 270,336 bytes are there."
HINT = "Open a backup of the project, or ask for the <b>file</b> again."


def test_no_line_of_a_notice_lies_over_another_though_the_window_is_short_of_room(qtbot, look):
    look("light", 2.0)
    window = Window()
    qtbot.addWidget(window)
    window.resize(1024, 768)
    window.show()
    window.notice.say(REFUSAL, HINT, "danger", ("Restore a backup …", lambda: None))
    qtbot.wait(50)
    sentence, hint = [label for label in window.notice.findChildren(QLabel) if label.isVisible() and label.text()]
    for label in (sentence, hint):
        assert label.height() >= label.heightForWidth(label.width()) - 1  # a pixel for rounding
    assert sentence.geometry().bottom() < hint.geometry().top()
    assert "<b>" in hint.text()
