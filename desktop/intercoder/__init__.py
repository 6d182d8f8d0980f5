"""Intercoder: content analysis of news articles and reader comments, with inter-coder agreement."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from intercoder.project import Project

__version__ = "0.1.0"
PROGRAM = f"Intercoder {__version__}"


def open_project(path: "str | Path") -> "Project":
    """A project for notebooks: read-only, a context manager, the same object that the window uses.

    Raises UserError if `path` is no Intercoder project of this version.
    """
    from intercoder.project import Project

    return Project.open(path, read_only=True)
