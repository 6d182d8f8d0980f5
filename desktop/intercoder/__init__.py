"""Intercoder: content analysis of news articles and reader comments, with inter-coder agreement."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from intercoder.tasks.notebook import Notebook

__version__ = "0.1.0"
PROGRAM = f"Intercoder {__version__}"


def open_project(path: "str | Path") -> "Notebook":
    """A project for notebooks: read-only, a context manager with data frames of units, codings, highlights and agreement.

    Raises UserError if `path` is no Intercoder project of this version.
    """
    from intercoder.tasks.notebook import Notebook

    return Notebook(path)
