"""What two copies of one coder said differently: the answer that lost beside the one that counts."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QCoreApplication

from intercoder.ui import figures
from intercoder.ui.facts import FactsPane
from intercoder.ui.isolate import isolated

LISTED = 50  # of one file
_PART = "Losers"


def add_losers(pane: FactsPane, coder: str, conflicts: Sequence[dict]) -> None:
    """Adds a group of them to a pane of facts; nothing where nothing differs."""
    if not conflicts:
        return
    heading = tr("{0} in two copies of {1}; the later one counts").format(differing(len(conflicts)), isolated(coder))
    rows = [(f"{c['unit']}\n{c['what']}", _both(c)) for c in conflicts[:LISTED]]
    if len(conflicts) > LISTED:
        rows.append(("", tr("and {0} more").format(figures.count(len(conflicts) - LISTED))))
    pane.add_group(heading, rows, 168)


def differing(number: int) -> str:
    """How many answers differ, in words."""
    return figures.counted(number, tr("answer differs"), tr("answers differ"))


def tr(words: str) -> str:
    """Words in the language of the window."""
    return QCoreApplication.translate(_PART, words)


def _both(conflict: dict) -> str:
    words = tr("{0} ({1})\nreplaced by {2} ({3})")
    lost, won = _isolated(conflict["lost"]), _isolated(conflict["won"])
    return words.format(lost, _when(conflict["lost_at"]), won, _when(conflict["won_at"]))


def _isolated(text: str) -> str:
    """A text of any direction that leaves what stands around it in order."""
    return f"\u2068{text}\u2069"


def _when(ms: int) -> str:
    return datetime.fromtimestamp(ms / 1000).astimezone().strftime("%Y-%m-%d %H:%M:%S")
