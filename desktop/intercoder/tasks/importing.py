"""A dump into the project: one transaction a file, then the search index."""

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from intercoder.errors import UserError
from intercoder.project.intake import AddReport
from intercoder.records import Tick, no_tick
from intercoder.tasks.inspect import inspect, read_dump

if TYPE_CHECKING:
    from intercoder.project import Project


def import_dump(
    project: "Project", paths: Sequence[str | Path], format_: str | None = None, tick: Tick = no_tick
) -> dict[str, object]:
    """Imports files, folders or archives; gives the document of `import --json`.

    Raises UserError if nothing could be read. A cancel leaves nothing of the file in work.
    """
    document = inspect(paths, format_)
    known_before = project.material.last_source()
    totals = AddReport()
    for path in paths:
        with suppress(UserError):  # the document says what could not be read
            for source, records in read_dump(path, format_, tick):
                report = project.material.add(source, records, tick, known_before)
                totals = AddReport(*(a + b for a, b in zip(_numbers(totals), _numbers(report), strict=True)))
    if totals.new or totals.changed or totals.conflict:
        project.material.index()
    counted = {"new": totals.new, "identical": totals.identical, "changed": totals.changed, "conflict": totals.conflict}
    sums = document["totals"]
    assert isinstance(sums, dict)
    sums.update(counted)
    return document


def _numbers(report: AddReport) -> tuple[int, ...]:
    return tuple(report.__dict__.values())
