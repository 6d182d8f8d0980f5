"""An import dialog over files, as the window opens it, with its numbers counted."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget

from intercoder.tasks.preview import Previews
from intercoder.ui.corpus.importing.dialog import ImportDialog

SEED = Path(__file__).parents[3] / "data" / "seed" / "article-with-comments.txt"


@pytest.fixture
def opened(qtbot, look, settle):
    """Opens the dialog over paths and waits until everything is counted."""
    made = []

    def make(*paths, size=(1440, 900)) -> ImportDialog:
        window = QWidget()
        qtbot.addWidget(window)
        window.resize(*size)
        window.show()
        previews = Previews(paths)
        dialog = ImportDialog(previews, previews.files(), window)
        made.append((dialog, window))
        with qtbot.waitActive(dialog):
            dialog.show()
            dialog.activateWindow()
        settle(dialog)
        return dialog

    yield make
    for dialog, _window in made:
        dialog.done(0)


@pytest.fixture
def settle(qtbot):
    """Waits until the file in sight and the numbers of all are there."""

    def wait(dialog) -> None:
        looking = dialog.looking
        qtbot.waitUntil(lambda: looking.preview is not None and looking.is_quiet)

    return wait


@pytest.fixture
def seed() -> Path:
    """The page with its article and twelve lines of comments under a header that says ten."""
    return SEED
