"""Starts the window: first it is painted, then the project is opened.

Only Qt and the standard library are imported before the first paint.
"""

import sys
from functools import partial
from pathlib import Path

from PySide6.QtCore import QStandardPaths, QTimer
from PySide6.QtWidgets import QApplication

from intercoder.ui import faults
from intercoder.ui.appearance import apply_settings
from intercoder.ui.garbage import collector
from intercoder.ui.icons import app_icon
from intercoder.ui.session import PROJECT
from intercoder.ui.settings import Settings
from intercoder.ui.window import Window


def make_app() -> QApplication:
    """The application, with the look that the settings ask for."""
    app = QApplication.instance() or QApplication(sys.argv[:1])
    app.setApplicationName("Intercoder")
    app.setDesktopFileName("org.intercoder.Intercoder")
    app.setWindowIcon(app_icon())
    apply_settings(Settings())
    return app


def keep_pauses_short(window: Window) -> None:
    """Lets Python look for garbage only in what came after the project was opened."""
    window.session.changed.connect(lambda tables: collector().settle_soon() if PROJECT in tables else None)


def run(project: str | Path | None = None) -> int:
    """Shows the window, then opens `project` if one is given; the exit code of the program."""
    app = make_app()
    window = Window()
    keep_pauses_short(window)
    faults.keep_log(Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.AppDataLocation)))
    faults.install(window)
    window.show()
    if project is not None:
        QTimer.singleShot(0, window, partial(window.open_path, str(project)))
    return app.exec()
