"""The dialogs that ask for a file."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

SUFFIX = ".intercoder"


def ask_project(parent: QWidget) -> str:
    """The project or package to open; empty if none was chosen."""
    words = parent.tr("Projects and packages (*{0})").format(SUFFIX)
    return QFileDialog.getOpenFileName(parent, parent.tr("Open project"), "", words)[0]


def ask_new_project(parent: QWidget) -> str:
    """Where a new project is to lie; empty if nothing was chosen."""
    words = parent.tr("Projects (*{0})").format(SUFFIX)
    path = QFileDialog.getSaveFileName(parent, parent.tr("New project"), "", words)[0]
    if path and Path(path).suffix != SUFFIX:
        path += SUFFIX
    return path
