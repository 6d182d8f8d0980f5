"""The places of the window, one line each: what a new place needs is its file and its line here.

A place is a `QWidget` made by `Place(session, parent)`. It may offer, each of them optional:
`show_target(target)` for a link from another place, `toggle_pane("left" | "right")` for F9 and Shift+F9,
`set_room("wide" | "medium" | "narrow")` when the window's effective width changes, `menu_actions()` giving
`{"file" | "edit" | "go": [QAction, …]}` shown while the place is, `take_files(paths)` for dropped files,
and `entries()` for the palette of commands.
"""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from intercoder.ui.session import Session


@dataclass(frozen=True)
class PlaceEntry:
    """One place: its key, its word, its icon, and how it is made (imported when it is first shown)."""

    key: str
    label: str
    icon: str
    make: Callable[[Session, QWidget], QWidget]
    in_package: bool = False


def _corpus(session: Session, parent: QWidget) -> QWidget:
    from intercoder.ui.corpus.place import CorpusPlace

    return CorpusPlace(session, parent)


def _codebook(session: Session, parent: QWidget) -> QWidget:
    from intercoder.ui.codebook.place import CodebookPlace

    return CodebookPlace(session, parent)


def _plan(session: Session, parent: QWidget) -> QWidget:
    from intercoder.ui.plan.place import PlanPlace

    return PlanPlace(session, parent)


def _code(session: Session, parent: QWidget) -> QWidget:
    from intercoder.ui.code.place import CodePlace

    return CodePlace(session, parent)


def _reliability(session: Session, parent: QWidget) -> QWidget:
    from intercoder.ui.reliability.place import ReliabilityPlace

    return ReliabilityPlace(session, parent)


PLACES = (
    PlaceEntry("corpus", "Corpus", "library", _corpus),
    PlaceEntry("codebook", "Codebook", "book-marked", _codebook, in_package=True),
    PlaceEntry("plan", "Plan", "calendar-range", _plan),
    PlaceEntry("code", "Code", "highlighter", _code, in_package=True),
    PlaceEntry("reliability", "Reliability", "scale", _reliability),
)
