"""The place Codebook on the small study, shown and active, and a codebook with everything in it."""

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from intercoder.ui.codebook.place import CodebookPlace
from intercoder.ui.session import Session


@pytest.fixture
def show(qtbot, look):
    """Shows the place on a session."""

    def make(session: Session) -> CodebookPlace:
        made = CodebookPlace(session)
        qtbot.addWidget(made)
        made.resize(1360, 820)
        with qtbot.waitActive(made):
            made.show()
            made.activateWindow()
        return made

    return make


@pytest.fixture
def place(show, session):
    return show(session)


@pytest.fixture
def army(place):
    """The place with the variable *army* open."""
    place.show_target("army")
    return place


@pytest.fixture
def answer(qtbot):
    """Does something to the next dialog that opens; `answer(act)` before what opens it."""

    def later(act) -> None:
        def do() -> None:
            dialog = QApplication.activeModalWidget()
            if dialog is None:
                QTimer.singleShot(20, do)
            else:
                act(dialog)

        QTimer.singleShot(20, do)

    return later


@pytest.fixture
def write():
    """Types a text in any script, as an input method commits it; a final return is a key."""

    def typed(widget, text: str) -> None:
        event = QInputMethodEvent()
        event.setCommitString(text.rstrip("\r"))
        QApplication.sendEvent(widget, event)
        if text.endswith("\r"):
            QTest.keyClicks(widget, "\r")

    return typed
