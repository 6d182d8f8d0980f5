"""Sends the selected words of the reader to the codebook, as an example of a category with its source."""

from __future__ import annotations

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QWidget

from intercoder.errors import UserError
from intercoder.records import Category, Variable
from intercoder.ui.palette import Entry, Palette
from intercoder.ui.session import Session


def can_send(session: Session) -> bool:
    """Whether the codebook can be changed: in the lead's project, open for writing."""
    project = session.project
    return project is not None and project.kind != "package" and not project.read_only


def choose_category(session: Session, palette: Palette, place: QWidget, selected: tuple[int, int, int], at: QPoint) -> None:
    """Opens the palette with every category; the chosen one gets the words text[start:stop] of the unit."""
    entries = [
        Entry(c.label, lambda v=v, c=c: _send(session, place, v, c, selected), code=c.colour or "grey", detail=v.label)
        for v in session.project.codebook.current().variables
        for c in v.categories
    ]
    if entries:
        palette.open(entries, at, 320)


def _send(session: Session, place: QWidget, v: Variable, c: Category, selected: tuple[int, int, int]) -> None:
    window = place.window()
    try:
        session.project.codebook.add_example(v.name, c.value, *selected)
    except UserError as error:
        window.notify(error.message, error.hint, "warn")
        return
    words = place.tr("“{0}” of {1} has an example more.").format(c.label, v.label)
    window.notify(words, action=(place.tr("Undo"), window.undo))
