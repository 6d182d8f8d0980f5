"""What an import of a dump would create, file by file, for the window: nothing is written, at most 2 MB are read.

The records come by the same way as those of `inspect` and of the import, so that what is shown is what will be.
"""

import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

from intercoder.errors import UserError
from intercoder.importers import HEAD_BYTES, Choice, Source, binary_kind, json_records, rank, table
from intercoder.importers.reading.encodings import detect
from intercoder.importers.table import Sample
from intercoder.records import Article, Issue, SourceFile, Tick, no_tick
from intercoder.tasks.dump_files import Container, files_of
from intercoder.tasks.dump_profile import Profile, Profiles
from intercoder.tasks.dump_reading import Record, read_file
from intercoder.tasks.dump_survey import Known, options_of, survey
from intercoder.tasks.inspect import Json, entry_of, inspect
from intercoder.tasks.preview_encodings import plausible
from intercoder.tasks.preview_source import Band, Shown, bands_of, shown_source

__all__ = ["Listed", "Preview", "Previews", "Sample", "Whole"]

MOST_BYTES = 2_000_000
"""What a preview reads of a file; the numbers of the whole come later."""
MOST_SKIPPED = 5_000
"""So many skipped records are listed."""
OFFERED = 4
"""So many formats are offered for a file at first."""


@dataclass(frozen=True)
class Listed:
    """A file of a dump with the formats that know it, the best first."""

    name: str
    size: int
    choices: tuple[Choice, ...]


@dataclass(frozen=True)
class Preview:
    """One file as it would be imported. `bands` say what each stretch of `shown.lines` becomes."""

    name: str
    profile: Profile
    source: SourceFile
    how: str  # how the encoding was found: "bom", "utf-8", "declared", "guessed", "chosen"; empty without one
    entry: Json  # as inspect gives it, with items
    articles: tuple[Article, ...]
    issues: tuple[Issue, ...]  # all, also those of articles
    shown: Shown
    bands: tuple[Band, ...]
    tables: tuple[Sample, ...]
    encodings: tuple[tuple[str, str], ...]  # in which it could be read, each with a sample
    joined: tuple[str, ...]  # tables of the dump whose articles belong to comments of others
    whole: bool  # nothing was left for the numbers of the whole


@dataclass(frozen=True)
class Whole:
    """The numbers of all files, as `inspect` gives them, and what was skipped: (file, issue)."""

    document: Json
    skipped: tuple[tuple[str, Issue], ...]


class Previews:
    """Looks at the files of a dump again and again, as the researcher changes profiles. One thread at a time."""

    def __init__(self, paths: Sequence[str | Path]) -> None:
        self.paths = [Path(path) for path in paths]
        self._known: tuple[object, Known] | None = None

    def files(self, tick: Tick = no_tick) -> tuple[Listed, ...]:
        """The files that there are to be read. Raises UserError if there is none."""
        listed: list[Listed] = []
        failure: UserError | None = None
        for path in self.paths:
            try:
                for file in files_of(path):
                    tick(0, 0)
                    if not isinstance(file, Container):
                        listed.append(Listed(file.name, file.size, _choices(file)))
            except UserError as error:
                failure = failure or error
        if not listed:
            raise failure or UserError("There is no file to import.", "Choose files or a folder.")
        return tuple(listed)

    def one(self, name: str, profiles: Profiles, tick: Tick = no_tick, most: int = MOST_BYTES) -> Preview:
        """The preview of one file. Raises UserError if it is no longer there."""
        file = self._file(name)
        read = _Cut.of(file, most)
        profile = profiles.of(name)
        known, how = self._survey(profiles, tick), _how(read, profile)
        found, records = read_file(read, profile, known, tick)
        if read is not file:  # what breaks off there was cut off here
            records = (record for record in records if not _breaks_off(record))
        kept: list[Record] = []
        stopped = _Stopped(most)
        entry = entry_of(found, stopped.few(records), True, lambda _source, passing: kept.extend(passing))
        articles = tuple(record for record in kept if isinstance(record, Article))
        issues = [issue for record in kept for issue in ([record] if isinstance(record, Issue) else record.issues)]
        shown = shown_source(read, found, articles)
        return Preview(
            name,
            profile,
            found,
            how,
            entry,
            articles,
            tuple(issues),
            shown,
            bands_of(shown, found.format, articles),
            tuple(_samples(read, found.format, profile)),
            tuple(plausible(read)) if how else (),
            tuple(sorted(known.tables)) if known.articles else (),
            read.size == file.size and not stopped.early,
        )

    def whole(self, profiles: Profiles, tick: Tick = no_tick, files: int = 1) -> Whole:
        """The numbers of all files; `tick` counts the files if there are several. Raises UserError if none gives anything."""
        skipped: list[tuple[str, Issue]] = []
        done = 0

        def take(source: SourceFile, records: Iterator[Record]) -> None:
            nonlocal done
            for record in records:
                for issue in [record] if isinstance(record, Issue) else record.issues:
                    if issue.severity == "skipped" and len(skipped) < MOST_SKIPPED:
                        skipped.append((source.path, issue))
            done += 1

        def within(now: int, total: int) -> None:
            tick(now, total) if files == 1 else tick(done, files)

        return Whole(inspect(self.paths, tick=within, take=take, profile=profiles), tuple(skipped))

    def _file(self, name: str) -> Source:
        for path in self.paths:
            try:
                for file in files_of(path):
                    if not isinstance(file, Container) and file.name == name:
                        return file
            except UserError:
                continue
        raise UserError(f"There is no file {name} any more.", "Choose the files again.")

    def _survey(self, profiles: Profiles, tick: Tick) -> Known:
        """What is known of the dump together; looked for anew where a profile may change it."""
        own = {name: (p.format, p.encoding, p.columns) for name, p in profiles.own.items()}
        key = (profiles.base.format, profiles.base.encoding, profiles.base.columns, own, profiles.left_out)
        if self._known is None or self._known[0] != key:
            self._known = (key, survey(self.paths, profiles, tick))
        return replace(self._known[1], seen={}, used=set())


@dataclass(frozen=True)
class _Cut:
    """Opens the beginning of a file."""

    source: Source
    size: int

    @classmethod
    def of(cls, source: Source, most: int) -> Source:
        """The file, or of a long text its beginning up to the last line that is whole."""
        if source.size <= most or binary_kind(source.head()) is not None:
            return source
        with source.open() as stream:
            data = stream.read(most)
        size = data.rfind(b"\n") + 1 or len(data)
        return replace(source, size=size, open=cls(source, size))

    def __call__(self) -> BinaryIO:
        with self.source.open() as stream:
            return io.BytesIO(stream.read(self.size))


class _Stopped:
    """Lets records pass until they hold enough text."""

    def __init__(self, most: int) -> None:
        self._left = most
        self.early = False

    def few(self, records: Iterable[Record]) -> Iterator[Record]:
        """The records, as far as there is room."""
        for record in records:
            yield record
            if isinstance(record, Article):
                self._left -= sum(len(part.text) for part in record.parts)
                if self._left < 0:
                    self.early = True
                    return


def _breaks_off(record: Record) -> bool:
    return isinstance(record, Issue) and record.code == "truncated"


def _choices(file: Source) -> tuple[Choice, ...]:
    try:
        head = file.head()
    except OSError:
        return ()
    return tuple(choice for choice in rank(head, file.name)[:OFFERED] if choice[1].score > 0)


def _how(file: Source, profile: Profile) -> str:
    if profile.encoding:
        return "chosen"
    with file.open() as stream:
        if binary_kind(stream.read(HEAD_BYTES)) is not None:
            return ""
    with file.open() as stream:  # anew: what is unpacked as it is read cannot go back
        return detect(stream).how


def _samples(file: Source, key: str, profile: Profile) -> list[Sample]:
    if key == "table":
        return table.samples_of(file, options_of(profile))
    return json_records.samples_of(file, options_of(profile)) if key == "json" else []
