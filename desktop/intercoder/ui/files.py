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


def ask_profile_to_load(parent: QWidget) -> str:
    """The import profile to read; empty if none was chosen."""
    return QFileDialog.getOpenFileName(parent, parent.tr("Load an import profile"), "", parent.tr("Import profiles (*.json)"))[
        0
    ]


def ask_profile_to_save(parent: QWidget, proposed: str) -> str:
    """Where an import profile is to lie; empty if nothing was chosen."""
    title, words = parent.tr("Save the import profile"), parent.tr("Import profiles (*.json)")
    return QFileDialog.getSaveFileName(parent, title, proposed, words)[0]


def ask_table_to_save(parent: QWidget, title: str, proposed: str) -> str:
    """Where a table is to lie; empty if nothing was chosen."""
    return QFileDialog.getSaveFileName(parent, title, proposed, parent.tr("CSV tables (*.csv)"))[0]


def _with_suffix(path: str) -> str:
    return path + SUFFIX if path and Path(path).suffix != SUFFIX else path
