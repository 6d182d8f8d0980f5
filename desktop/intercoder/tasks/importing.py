"""A dump into the project in one pass: a file whole or not at all, then the search index."""

import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import replace
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from intercoder.project import folders
from intercoder.project.intake import LARGE_BYTES, AddReport
from intercoder.records import Article, Issue, SourceFile, Tick, no_tick
from intercoder.tasks.dump_names import Pseudonyms
from intercoder.tasks.dump_profile import PLAIN, Profile, Profiles
from intercoder.tasks.dump_reading import profiles_with
from intercoder.tasks.inspect import Json, Passing, inspect

if TYPE_CHECKING:
    from intercoder.project import Project

TOGETHER_S = 0.2
"""Small files are committed together, those of so many seconds: a commit waits for the disk, as long as a small file takes."""


def import_dump(
    project: "Project",
    paths: Sequence[str | Path],
    format_: str | None = None,
    tick: Tick = no_tick,
    profile: Profile | Profiles = PLAIN,
) -> dict[str, object]:
    """Imports files, folders or archives; gives the document of `import --json`.

    With pseudonyms the names of commenters are replaced by numbers, the key lies in a file beside the project, and the
    original bytes, which hold the names, are not kept.

    A file that was imported before, by the same importer and in the same way, is not read again: its articles are identical.

    Raises UserError, changing nothing, if nothing could be read. A cancel leaves nothing of the file in work.
    """
    together = ExitStack()
    until = 0.0

    def begin(size: int) -> None:
        """Another file comes: a large one has a transaction of its own, as has a file after those that were read together."""
        nonlocal until
        if size > LARGE_BYTES or time.monotonic() > until:
            together.close()
            until = 0.0
            if size <= LARGE_BYTES:
                together.enter_context(project.together())
                until = time.monotonic() + TOGETHER_S

    profile = profiles_with(profile)
    names = Pseudonyms(folders.original_of(project.path) or project.path) if profile.base.pseudonyms else None
    if names:
        own = {name: replace(chosen, keep_original=False) for name, chosen in profile.own.items()}
        profile = Profiles(replace(profile.base, keep_original=False), own, profile.left_out)
    known_before = project.material.last_source()
    totals = AddReport()
    empty: list[tuple[SourceFile, list[Article | Issue], Json]] = []

    def take(source: SourceFile, passing: Passing) -> Json | None:
        nonlocal totals
        begin(source.size)
        if (known := project.material.known_file(source, known_before)) is not None:
            articles = known["articles"]
            assert isinstance(articles, int)
            totals = replace(totals, identical=totals.identical + articles)
            return known
        records: Iterator[Article | Issue] = passing
        if names:
            records = names.records(passing)
        first = _up_to_an_article(records)
        if first and isinstance(first[-1], Article):
            report = project.material.add(source, chain(first, records), tick, known_before, passing.counts)
            totals = totals.plus(report)
        else:
            empty.append((source, first, passing.counts()))
        return None

    with together:
        document = inspect(paths, format_, tick=tick, take=take, profile=profile)
    for source, issues, counted in empty:  # kept beside the files that gave something, so that the accounts balance
        if project.material.articles_of(source.sha256, source.format, source.profile) is None:
            project.material.add(source, issues, tick, known_before, partial(dict, counted))
    if totals.new or totals.changed or totals.conflict:
        project.material.index()
    sums = document["totals"]
    assert isinstance(sums, dict)
    sums |= {"new": totals.new, "identical": totals.identical, "changed": totals.changed, "conflict": totals.conflict}
    return document


def _up_to_an_article(records: Iterator[Article | Issue]) -> list[Article | Issue]:
    """The records up to and with the first article, all of them if there is none."""
    read = []
    for record in records:
        read.append(record)
        if isinstance(record, Article):
            break
    return read
