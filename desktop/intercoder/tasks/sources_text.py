"""Where the material comes from: the facts of an imported file, and a sentence on all of them for the methods section."""

from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import PurePath
from typing import TYPE_CHECKING

from intercoder.wording import counted

if TYPE_CHECKING:
    from intercoder.project import Project
    from intercoder.project.material import SourceRow

UNKNOWN = "unknown"
"""The format of a file that no importer recognises."""

SKIPPED = {
    "skipped": "no article and no comment",
    "no_text": "without anything to import",
    "pingbacks": "pingbacks",
    "record_broken": "not readable",
    "truncated": "cut off",
    "unknown_format": "of no format that is read",
    "limit": "too large or too many",
}
"""Why a record was skipped, by the code of its issue."""


def source_facts(source: "SourceRow") -> list[tuple[str, str]]:
    """What is known of a file and of its import, each with its name; what was not kept at the time is named."""
    return [
        ("File", PurePath(source.path).name),
        ("Read as", _format(source)),
        ("Encoding", source.encoding or "not known"),
        ("Last changed", _moment(source.modified) if source.modified is not None else "not known"),
        ("Imported", _moment(source.imported_at)),
    ]


def sources_sentence(project: "Project") -> str:
    """How many files gave the material, what read them, their days, and what was skipped; empty without material."""
    sources = project.material.sources()
    if project.is_package or not sources:
        return ""
    counts = project.material.counts()
    formats = "; ".join(f"{name}: {number:,}" for name, number in Counter(map(_format, sources)).most_common())
    material = f"{counted(counts.articles, 'article')} and {counted(counts.comments, 'comment')}"
    days = _days(source.imported_at for source in sources)
    text = f"The material, {material}, was imported from {counted(len(sources), 'file')} {days} ({formats})."
    if changed := [source.modified for source in sources if source.modified is not None]:
        what = "They" if len(changed) == len(sources) > 1 else "It" if len(sources) == 1 else f"{len(changed):,} of them"
        text += f" {what} {'was' if len(sources) == 1 else 'were'} changed last {_days(changed)}."
    if skipped := project.material.skipped():
        reasons = "; ".join(f"{SKIPPED.get(code, code)}: {number:,}" for code, number in skipped.items())
        total = sum(skipped.values())
        text += f" {counted(total, 'record')} {'was' if total == 1 else 'were'} skipped ({reasons})."
    return text


def _format(source: "SourceRow") -> str:
    if source.format == UNKNOWN:
        return "not recognised"
    return source.format if source.importer is None else f"{source.format}, version {source.importer} of its importer"


def _moment(ms: int) -> str:
    return datetime.fromtimestamp(ms / 1000, UTC).strftime("%Y-%m-%d %H:%M UTC")


def _days(times: Iterable[int]) -> str:
    days = sorted({datetime.fromtimestamp(ms / 1000, UTC).date().isoformat() for ms in times})
    return f"on {days[0]}" if len(days) == 1 else f"between {days[0]} and {days[-1]}"
