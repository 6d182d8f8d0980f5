"""What an import did, in the words of the notice under the Corpus."""

import textwrap

from PySide6.QtCore import QCoreApplication

from intercoder.tasks.inspect import Json
from intercoder.ui import figures

_MOST = 160
"""Characters of the first warnings; all of them are in the list that the notice leads to."""


def imported(document: Json) -> tuple[str, str, str]:
    """The sentence on an import that came to its end, its first warnings, and the look of its notice."""
    totals = document["totals"]
    parts = [figures.counted(totals["new"], _tr("new article"), _tr("new articles"))]
    for key, one, many in (
        ("identical", _tr("already there"), _tr("already there")), ("changed", _tr("changed"), _tr("changed")),
        ("conflict", _tr("in conflict"), _tr("in conflict")),
        ("skipped", _tr("record left out"), _tr("records left out")), ("warnings", _tr("warning"), _tr("warnings")),
    ):  # fmt: skip
        if totals.get(key):
            parts.append(figures.counted(totals[key], one, many))
    first = "; ".join(w["message"].rstrip(".") for f in document["files"] for w in f["warnings"][:1])
    hint = textwrap.shorten(first, _MOST, placeholder=" …")
    return _tr("Import: {0}.").format(", ".join(parts)), hint, "warn" if totals.get("warnings") else "done"


def stopped(articles: int) -> tuple[str, str]:
    """What is left of an import that was cancelled: `articles` of the files that were through by then."""
    if not articles:
        return _tr("The import was cancelled."), _tr("Nothing was imported.")
    stay = figures.counted(articles, _tr("article stays"), _tr("articles stay"))
    hint = _tr("{0}, of the files before; the same files again add only what is missing.").format(stay)
    return _tr("The import was cancelled."), hint


def _tr(words: str) -> str:
    return QCoreApplication.translate("Said", words)
