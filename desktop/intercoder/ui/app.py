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
from intercoder.ui.icons import app_icon
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


def run(project: str | Path | None = None) -> int:
    """Shows the window, then opens `project` if one is given; the exit code of the program."""
    app = make_app()
    window = Window()
    faults.keep_log(Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.AppDataLocation)))
    faults.install(window)
    window.show()
    if project is not None:
        QTimer.singleShot(0, window, partial(window.open_path, str(project)))
    return app.exec()
