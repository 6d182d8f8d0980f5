"""The reading of dumps file by file, which preview and import share: each file once, its format found, its records."""

import hashlib
import io
import os
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from pathlib import Path, PurePath

from intercoder.errors import UserError
from intercoder.importers import IMPORTERS, Options, Source, binary_kind, border, choose, rank
from intercoder.importers.reading.encodings import decode, detect
from intercoder.records import Article, Issue, SourceFile, Tick, no_tick
from intercoder.tasks.dump_files import Container, files_of
from intercoder.tasks.dump_profile import PLAIN, Profile, Profiles
from intercoder.tasks.dump_survey import Known, options_of, survey
from intercoder.tasks.sources_text import UNKNOWN

Record = Article | Issue
Found = tuple[SourceFile, Iterable[Record]]

KEPT_BYTES = 16_000_000
"""Files up to this size are kept in the project, so that it can show the source."""
WHOLE_BYTES = 200_000_000
"""A file that is larger is read only by a format that streams."""
EMPTY = "The file is empty."


@dataclass(frozen=True)
class Failure:
    """A path that could not be read at all, and why."""

    path: str
    error: UserError


def read_dump(
    path: str | Path,
    format: str | None = None,  # noqa: A002 - the word of the command line
    tick: Tick = no_tick,
) -> Iterator[Found]:
    """Yield each file of a dump with its articles and issues. Read them before asking for the next file.

    A file that cannot be read gives an issue. Raises UserError if the dump itself cannot: no such file, nothing in it.
    """
    for found in read_dumps([path], format, tick):
        if isinstance(found, Failure):
            raise found.error
        yield found


def read_dumps(
    paths: Sequence[str | Path],
    format: str | None = None,  # noqa: A002
    tick: Tick = no_tick,
    profile: Profile | Profiles = PLAIN,
) -> Iterator[Found | Failure]:
    """The same for several dumps that belong together; a path that cannot be read is a Failure.

    A file that lies in two of them is read once. A table of articles whose comments stand in another table comes last, with
    the articles that have no comments.
    """
    profiles = profiles_with(profile, format)
    known = survey([Path(path) for path in paths], profiles, tick)
    for late in (False, True) if known.articles else (False,):
        found_by: dict[str, int] = {}  # the place of a file -> the first path that leads to it
        for number, path in enumerate(paths):
            try:
                for file in files_of(Path(path)):
                    if isinstance(file, Container):
                        if not late:
                            yield _left_out(file)
                    elif file.name in profiles.left_out or found_by.setdefault(os.path.abspath(file.name), number) != number:
                        continue
                    elif (file.name in known.tables) == late:
                        yield read_file(file, profiles.of(file.name), known, tick)
            except UserError as error:
                if not late:
                    yield Failure(str(path), error)


def profiles_with(profile: Profile | Profiles, format: str | None = None) -> Profiles:  # noqa: A002
    """The profiles of a dump; a format that is named here is that of every file. Raises UserError if there is none such."""
    profiles = profile if isinstance(profile, Profiles) else Profiles(profile)
    if format is None:
        return profiles
    if format not in IMPORTERS:
        raise UserError(f"There is no format {format}.", f"Formats: {', '.join(IMPORTERS)}.")
    own = {name: replace(chosen, format=format) for name, chosen in profiles.own.items()}
    return Profiles(replace(profiles.base, format=format), own, profiles.left_out)


def names_like(paths: Sequence[str | Path], patterns: Sequence[str]) -> frozenset[str]:
    """The files of dumps whose name, or its last part, is one of these or fits it, as `*.json` does.

    Raises UserError if one fits no file.
    """
    names: list[str] = []
    for path in paths if patterns else ():
        names += [file.name for file in files_of(Path(path)) if not isinstance(file, Container)]
    found: set[str] = set()
    for pattern in patterns:
        fitting = {n for n in names if any(fnmatchcase(part, pattern) or part == pattern for part in (n, PurePath(n).name))}
        if not fitting:
            raise UserError(f"No file of the dump is called “{pattern}”.", "A * stands for any letters.")
        found |= fitting
    return frozenset(found)


def _left_out(container: Container) -> Found:
    path, size = container.path, container.size
    return SourceFile(path, container.sha256, size, container.format, "Files that were left out.", ""), container.issues


def read_file(source: Source, profile: Profile, known: Known, tick: Tick) -> Found:
    """One file: how it is read, and its records."""
    chosen = profile.format
    try:
        head = source.head()
        with source.open() as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()  # type: ignore[arg-type]
    except OSError as error:
        issue = Issue("record_broken", f"The file cannot be read: {error.strerror}.", "byte 0", "skipped")
        return SourceFile(source.name, "", source.size, UNKNOWN, "", "", modified=source.modified), [issue]
    choice = known.choices.get(source.name) or choose(head, source.name)
    key = chosen or ("table" if _names_columns(head, profile) else choice[0] if choice else None)
    if not head or key is None:
        evidence = _what(head, source.name)
        file = SourceFile(source.name, digest, source.size, UNKNOWN, evidence, "", modified=source.modified)
        code = "no_text" if evidence == EMPTY else "unknown_format"
        return file, [Issue(code, evidence, "byte 0", "skipped", raw=head[:16].hex(" ") or None)]
    evidence = choice[1].sentence if choice and choice[0] == key else IMPORTERS[key].sniff(head, source.name).sentence
    if source.size > WHOLE_BYTES and not getattr(IMPORTERS[key], "STREAMS", False):
        issue = Issue("limit", f"The file is larger than {WHOLE_BYTES:,} bytes, too large for {key}.", "byte 0", "skipped")
        return SourceFile(source.name, digest, source.size, key, evidence, "", modified=source.modified), [issue]
    encoding = profile.known_encoding
    if encoding is None and binary_kind(head) is None:
        with source.open() as stream:
            encoding = detect(stream)
    data = source.read_bytes() if source.size <= KEPT_BYTES and profile.keep_original else None
    used = profile.as_text() if profile != PLAIN else None
    name, version = encoding.name if encoding else "", IMPORTERS[key].VERSION
    joined = known.joined if key == "table" else None
    file = SourceFile(source.name, digest, source.size, key, evidence, name, data, used, version, source.modified, joined)
    options = replace(options_of(profile), encoding=encoding, repeated=known.repeated)
    return file, _records(key, source, options, known, tick)


def _records(key: str, source: Source, options: Options, known: Known, tick: Tick) -> Iterator[Record]:
    """The records of a file, joined with the articles of another table; one seen before in this dump says so."""
    for record in border.read(key, source, options, tick):
        if isinstance(record, Issue):
            yield record
        elif (article := known.join(record, source.name, key)) is not None:
            yield _said_if_repeated(_with_folders(article, source.folders), source.name, known)


def _with_folders(article: Article, folders: tuple[str, ...]) -> Article:
    """The article with the folders in which its file lies, `path_1` the outermost: they often say what it is."""
    if not folders:
        return article
    return replace(article, extra={**{f"path_{n}": name for n, name in enumerate(folders, 1)}, **article.extra})


def _said_if_repeated(article: Article, name: str, known: Known) -> Article:
    """The article, with an issue if the same text stood elsewhere in this dump."""
    if (content := _content(article)) is None:
        return article
    here = f"{name}, {article.locator}"
    first = known.seen.setdefault(content, here)
    if first == here:
        return article
    issue = Issue("duplicates", f"The same text as {first}.", article.locator)
    return replace(article, issues=(*article.issues, issue))


def _content(article: Article) -> str | None:
    """A hash of headline and body for matching: NFC, white space collapsed. None without a body."""
    body = [text.text for text in article.texts if text.kind == "body"]
    if not body:
        return None
    words = " ".join([article.headline or "", *body]).split()
    return hashlib.sha256(unicodedata.normalize("NFC", " ".join(words)).encode("utf-8", "replace")).hexdigest()


def _names_columns(head: bytes, profile: Profile) -> bool:
    """Whether a text begins with the columns to which the profile gives roles: then it is a table, whatever it looks like."""
    if not profile.columns or binary_kind(head) or head.lstrip()[:1] in (b"{", b"[", b"<"):
        return False
    encoding = profile.known_encoding or detect(io.BytesIO(head))
    first = next((line for line in decode(head[:8192], encoding).split("\n") if line.strip()), "")
    return all(name in first for name in profile.columns)


def _what(head: bytes, name: str) -> str:
    """A sentence on a file that no importer recognises."""
    first = f"its first bytes are {head[:8].hex(' ')}"
    if not head or detect(io.BytesIO(head)).bom == len(head):
        return EMPTY
    if kind := binary_kind(head):
        return f"Not a text but {kind}; {first}."
    sentence = next((evidence.sentence for _key, evidence in rank(head, name) if evidence.score), "")
    return f"No importer reads this file. {sentence or first.capitalize() + '.'}"
