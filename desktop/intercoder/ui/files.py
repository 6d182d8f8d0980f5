"""The dialogs that ask for a file."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

SUFFIX = ".intercoder"


def ask_project(parent: QWidget) -> str:
    """The project or package to open; empty if none was chosen."""
    words = parent.tr("Projects and packages (*{0})").format(SUFFIX)
    return QFileDialog.getOpenFileName(parent, parent.tr("Open project"), "", words)[0]


def ask_copy(parent: QWidget, path: str) -> str:
    """Where a copy of the project is to lie; empty if nothing was chosen."""
    words = parent.tr("Projects and packages (*{0})").format(SUFFIX)
    proposed = str(Path(path).with_name(Path(path).stem + " copy" + SUFFIX))
    return _with_suffix(QFileDialog.getSaveFileName(parent, parent.tr("Save a copy"), proposed, words)[0])


def ask_new_project(parent: QWidget) -> str:
    """Where a new project is to lie; empty if nothing was chosen."""
    words = parent.tr("Projects (*{0})").format(SUFFIX)
    return _with_suffix(QFileDialog.getSaveFileName(parent, parent.tr("New project"), "", words)[0])


def _with_suffix(path: str) -> str:
    return path + SUFFIX if path and Path(path).suffix != SUFFIX else path
