"""What an import would create, writing nothing; and the reading of a dump file by file that the import shares."""

import hashlib
import io
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from intercoder.errors import UserError
from intercoder.importers import HEAD_BYTES, IMPORTERS, Options, Source, binary_kind, choose, plaintext, rank
from intercoder.importers.border import guarded
from intercoder.importers.reading.encodings import detect
from intercoder.records import Article, Comment, Issue, SourceFile, Tick, no_tick
from intercoder.tasks.dump_files import Container, files_of

Record = Article | Issue
Json = dict[str, object]
Take = Callable[[SourceFile, Iterator[Record]], None]

KEPT_BYTES = 16_000_000
"""Files up to this size are kept in the project, so that it can show the source."""
KINDS = ("headline", "lead", "body", "paragraph", "correction", "caption", "boilerplate", "comments_header", "comment")
EMPTY = "The file is empty."
UNKNOWN = "unknown"
"""The format of a file that no importer recognises."""


def read_dump(
    path: str | Path,
    format: str | None = None,  # noqa: A002 - the word of the command line
    tick: Tick = no_tick,
) -> Iterator[tuple[SourceFile, Iterable[Record]]]:
    """Yield each file of a dump with its articles and issues. Read them before asking for the next file.

    A file that cannot be read gives an issue. Raises UserError if the dump itself cannot: no such file, nothing in it.
    """
    if format is not None and format not in IMPORTERS:
        raise UserError(f"There is no format {format}.", f"Formats: {', '.join(IMPORTERS)}.")
    path = Path(path)
    repeated = _repeated_lines(path, tick) if _has_members(path) else frozenset[str]()
    seen: dict[str, str] = {}
    for file in files_of(path):
        if isinstance(file, Container):
            source = SourceFile(file.path, file.sha256, file.size, file.format, "Files that were left out.", "")
            yield source, file.issues
        else:
            yield _read_file(file, format, repeated, seen, tick)


def inspect(
    paths: Sequence[str | Path],
    format: str | None = None,  # noqa: A002
    items: bool = False,
    tick: Tick = no_tick,
    take: Take | None = None,
) -> Json:
    """What an import of these dumps would create: `files` with their counts and warnings, and `totals`.

    With `items` each article and comment is listed. `take` gets each file with its records as they are read, so that an
    import needs one pass. Raises UserError if none of the paths holds anything to import.
    """
    files: list[Json] = []
    failures: list[UserError] = []
    for path in paths:
        try:
            files += [_entry(source, records, items, take) for source, records in read_dump(path, format, tick)]
        except UserError as error:
            failures.append(error)
            files.append(_failed(str(path), error, items))
    totals = {key: sum(_number(f[key]) for f in files) for key in ("articles", "comments", "skipped")}
    if not totals["articles"] and not totals["comments"]:
        raise failures[0] if failures else _nothing(paths, files)
    warnings = sum(len(w) for f in files if isinstance(w := f["warnings"], list))
    return {"files": files, "totals": {"files": len(files), **totals, "warnings": warnings}}


# ---------------------------------------------------------------- reading


def _read_file(
    source: Source,
    chosen: str | None,
    repeated: frozenset[str],
    seen: dict[str, str],
    tick: Tick,
) -> tuple[SourceFile, Iterable[Record]]:
    """One file: how it is read, and its records."""
    try:
        with source.open() as stream:
            head = stream.read(HEAD_BYTES)
        with source.open() as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()  # type: ignore[arg-type]
    except OSError as error:
        issue = Issue("record_broken", f"The file cannot be read: {error.strerror}.", "byte 0", "skipped")
        return SourceFile(source.name, "", source.size, UNKNOWN, "", ""), [issue]
    choice = choose(head, source.name)
    key = chosen or (choice[0] if choice else None)
    if not head or key is None:
        evidence = _what(head, source.name)
        file = SourceFile(source.name, digest, source.size, UNKNOWN, evidence, "")
        code = "no_text" if evidence == EMPTY else "unknown_format"
        return file, [Issue(code, evidence, "byte 0", "skipped", raw=head[:16].hex(" ") or None)]
    evidence = choice[1].sentence if choice and choice[0] == key else IMPORTERS[key].sniff(head, source.name).sentence
    encoding = None
    if binary_kind(head) is None:
        with source.open() as stream:
            encoding = detect(stream)
    data = source.read_bytes() if source.size <= KEPT_BYTES else None
    file = SourceFile(source.name, digest, source.size, key, evidence, encoding.name if encoding else "", data)
    options = Options(encoding=encoding, repeated=repeated)
    return file, _records(key, source, options, seen, tick)


def _records(key: str, source: Source, options: Options, seen: dict[str, str], tick: Tick) -> Iterator[Record]:
    """The records of a file; an article that was seen before in this dump says so."""
    for record in guarded(IMPORTERS[key].read(source, options, tick)):
        if isinstance(record, Article) and (content := _content(record)):
            first = seen.setdefault(content, f"{source.name}, {record.locator}")
            if first != f"{source.name}, {record.locator}":
                issue = Issue("duplicates", f"The same text as {first}.", record.locator)
                record = replace(record, issues=(*record.issues, issue))
        yield record


def _content(article: Article) -> str | None:
    """A hash of headline and body for matching: NFC, white space collapsed. None without a body."""
    body = [text.text for text in article.texts if text.kind == "body"]
    if not body:
        return None
    words = " ".join([article.headline or "", *body]).split()
    return hashlib.sha256(unicodedata.normalize("NFC", " ".join(words)).encode("utf-8", "replace")).hexdigest()


def _what(head: bytes, name: str) -> str:
    """A sentence on a file that no importer recognises."""
    first = f"its first bytes are {head[:8].hex(' ')}"
    if not head or detect(io.BytesIO(head)).bom == len(head):
        return EMPTY
    if kind := binary_kind(head):
        return f"Not a text but {kind}; {first}."
    sentence = next((evidence.sentence for _key, evidence in rank(head, name) if evidence.score), "")
    return f"No importer reads this file. {sentence or first.capitalize() + '.'}"


def _has_members(path: Path) -> bool:
    return path.is_dir() or path.suffix.lower() == ".zip"


def _repeated_lines(path: Path, tick: Tick) -> frozenset[str]:
    """The lines that stand below the comments headers of several pages of a folder or archive."""
    openings = []
    for file in files_of(path):
        tick(0, 0)
        if isinstance(file, Container):
            continue
        with file.open() as stream:
            choice = choose(stream.read(HEAD_BYTES), file.name)
        if choice and choice[0] == "text" and (opening := plaintext.opening_lines(file)):
            openings.append(opening)
    return plaintext.repeated_lines(openings)


# ---------------------------------------------------------------- the document


def _entry(source: SourceFile, records: Iterable[Record], items: bool, take: Take | None = None) -> Json:
    """The entry of one file in the document."""
    tally = _Tally(items)
    watched = tally.watch(records)
    if take is not None:
        take(source, watched)
    for _ in watched:
        pass
    return tally.entry(source)


class _Tally:
    """Counts the records of one file while they pass by."""

    def __init__(self, items: bool) -> None:
        self._items = items
        self._articles = self._comments = self._pingbacks = 0
        self._declared: list[int] = []
        self._issues: list[Issue] = []
        self._listed: list[Json] = []

    def watch(self, records: Iterable[Record]) -> Iterator[Record]:
        """The same records, counted."""
        for record in records:
            if isinstance(record, Issue):
                self._issues.append(record)
            else:
                self._count(record)
            yield record

    def _count(self, article: Article) -> None:
        self._articles += 1
        comments = article.comments
        found = sum(1 for c in comments if c.status != "pingback")
        self._comments += found
        self._pingbacks += len(comments) - found
        if article.declared_comments is not None:
            self._declared.append(article.declared_comments)
        self._issues += article.issues
        if self._items:
            self._listed.append(_item(article))

    def entry(self, source: SourceFile) -> Json:
        """The entry of the file in the document."""
        skipped = [i for i in self._issues if i.severity == "skipped"]
        entry: Json = {
            "path": source.path,
            "format": None if source.format == UNKNOWN else source.format,
            "evidence": source.evidence,
            "encoding": source.encoding or None,
            "articles": self._articles,
            "comments": self._comments,
            "declared_articles": next((i.declared for i in self._issues if i.code == "declared_articles"), None),
            "declared_comments": sum(self._declared) if self._declared else None,
            "skipped": sum(i.found or 1 for i in skipped) + self._pingbacks,
            "warnings": _warnings([i for i in self._issues if i.severity == "warning"], skipped),
        }
        return {**entry, "items": self._listed} if self._items else entry


def _warnings(warnings: list[Issue], skipped: list[Issue]) -> list[Json]:
    """All warnings, and one for each reason for which something was skipped."""
    listed: list[Json] = [{"code": i.code, "message": i.message, "locator": i.locator} for i in warnings]
    reasons = Counter((i.code, i.message) for i in skipped)
    for (code, message), count in reasons.items():
        first = next(i for i in skipped if (i.code, i.message) == (code, message))
        more = f" ({count} times)" if count > 1 else ""
        listed.append({"code": code, "message": f"{message}{more}", "locator": first.locator})
    return listed


def _item(article: Article) -> Json:
    texts = article.texts
    roles = {kind: sum(1 for t in texts if t.kind == kind) for kind in KINDS}
    roles["paragraph"] = sum(len(t.paragraphs) for t in texts)
    roles["comment"] = len(article.comments)
    return {
        "headline": article.headline,
        "outlet": article.outlet,
        "published": article.published,
        "byline": article.byline,
        "url": article.url,
        "language": article.language,
        "declared_comments": article.declared_comments,
        "roles": roles,
        "comments": [_comment(c) for c in article.comments],
    }


def _comment(comment: Comment) -> Json:
    return {
        "author": comment.author,
        "posted": comment.posted,
        "text": comment.text,
        "reply_to": comment.reply_to,
        "likes": comment.likes,
    }


def _failed(path: str, error: UserError, items: bool) -> Json:
    """The entry of a path that could not be read at all."""
    source = SourceFile(path, "", 0, UNKNOWN, error.message, "")
    return _entry(source, [Issue("skipped", error.message, None, "skipped")], items)


def _nothing(paths: Sequence[str | Path], files: list[Json]) -> UserError:
    """What is wrong when none of the files holds an article or a comment."""
    hint = f"Formats that are read: {', '.join(IMPORTERS)}, also in a folder or a zip archive."
    if len(files) == 1:
        warnings = files[0]["warnings"]
        reasons = [str(w["message"]) for w in warnings] if isinstance(warnings, list) else []
        return UserError(f"{paths[0]}: {reasons[-1] if reasons else 'No article and no comment.'}", hint)
    where = str(paths[0]) if len(paths) == 1 else f"the {len(paths)} dumps"
    return UserError(f"None of the {len(files)} files of {where} could be read as articles or comments.", hint)


def _number(value: object) -> int:
    return value if isinstance(value, int) else 0
