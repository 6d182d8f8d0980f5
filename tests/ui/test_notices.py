"""The notice keeps room for all of its words, however narrow the window is."""

import pytest
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from intercoder.ui.notices import Notice

LONG = "The copy of “Editorial comments on the talks, second wave, نادر” on this computer is damaged: a part is unreadable."


@pytest.mark.parametrize("width", [360, 900])
def test_no_line_of_a_notice_lies_over_another_though_the_window_is_short_of_room(qtbot, look, width):
    look("light", 2.0)
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    place = QWidget(window)
    place.setMinimumHeight(400)
    notice = Notice(window)
    column.addWidget(place, 1)
    column.addWidget(notice)
    window.resize(width, 900)
    notice.say(LONG, "The project itself is as it was then. <b>Nothing</b> was lost.", "danger")
    window.show()
    qtbot.waitExposed(window)
    qtbot.waitUntil(lambda: notice.height() >= min(notice.layout().heightForWidth(notice.width()), window.height() // 2))
    labels = [label for label in notice.findChildren(QLabel) if label.isVisible() and label.text()]
    assert len(labels) == 2
    if notice.layout().heightForWidth(notice.width()) <= window.height() // 2:
        assert all(label.height() >= label.heightForWidth(label.width()) for label in labels)
    assert "<b>" in labels[1].text()
