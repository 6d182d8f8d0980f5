"""What else there is of an article: near duplicates and versions, with a way to see them side by side."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from intercoder.ui import figures
from intercoder.ui.corpus.duplicates.window import open_duplicates, open_versions

if TYPE_CHECKING:
    from intercoder.ui.facts import FactsPane
    from intercoder.ui.session import Session


def add_relatives(pane: FactsPane, session: Session, parent: QWidget, article: int) -> None:
    """Adds the links to near duplicates and versions, where there are any."""
    room = session.project.material.duplicates
    others, versions = room.members(article), len(room.versions(article))
    if others:
        words = figures.counted(len(others), "near duplicate", "near duplicates")
        pane.add_link(parent.tr("{0}: compare …").format(words), partial(open_duplicates, session, parent, article))
    if versions > 1:
        words = parent.tr("{0} versions: compare …").format(figures.count(versions))
        pane.add_link(words, partial(open_versions, session, parent, article))


def duplicates_action(session: Session, place: QWidget) -> QAction:
    """The command that opens the window of near duplicates."""
    action = QAction(place.tr("Near duplicates …"), place)
    action.triggered.connect(lambda _checked=False: open_duplicates(session, place))
    return action
