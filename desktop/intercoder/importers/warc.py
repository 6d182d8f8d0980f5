"""Web archives (WARC), packed or not: each page that was answered with status 200 goes to the importer of web pages."""

import gzip
import io
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import BinaryIO

from intercoder.importers import webpage
from intercoder.importers.reading.alone import tried
from intercoder.importers.reading.contract import Evidence, Options, Source
from intercoder.importers.reading.dates import read_date
from intercoder.importers.reading.encodings import replaced_issue
from intercoder.importers.reading.references import fitted
from intercoder.records import Article, Issue, Tick

VERSION = 2
STREAMS = True
RECORD_BYTES = 50_000_000
HEADER_LINES = 500
VERSION_LINE = re.compile(rb"\s*WARC/\d\.\d\s*")


@dataclass(frozen=True)
class _Record:
    """One record of an archive."""

    headers: dict[str, str]
    content: bytes | None  # None = larger than RECORD_BYTES
    offset: int  # in the unpacked archive


def sniff(head: bytes, name: str) -> Evidence:  # noqa: ARG001
    """The first line of a WARC, packed by gzip or not."""
    if head.startswith(b"\x1f\x8b"):
        try:
            head = zlib.decompressobj(47).decompress(head, 4096)
        except zlib.error:
            return Evidence(0, "A gzip file that is damaged.")
        if head.startswith(b"WARC/"):
            return Evidence(95, "A web archive (WARC), packed.")
        return Evidence(0, "A gzip file of something else.")
    return Evidence(95, "A web archive (WARC).") if head.startswith(b"WARC/") else Evidence(0, "No web archive.")


def read(source: Source, options: Options, tick: Tick) -> Iterator[Article | Issue]:
    """Yield the pages of the archive; other records are skipped, each kind with its number."""
    others: dict[str, int] = {}
    with source.open() as raw:
        packed = raw.read(2) == b"\x1f\x8b"
    with source.open() as raw:  # anew: what is unpacked as it is read cannot go back
        stream: BinaryIO = gzip.GzipFile(fileobj=raw) if packed else raw  # type: ignore[assignment]
        try:
            for number, record in enumerate(_records(stream), 1):
                if isinstance(record, Issue):
                    yield record
                elif kind := _other(record):
                    others[kind] = others.get(kind, 0) + 1
                else:
                    yield from _page_alone(record, options, tick)
                tick(number, 0)
        except (EOFError, OSError, zlib.error, ValueError) as error:
            place = re.search(r"byte \d+", str(error))
            why = str(error) or type(error).__name__
            yield Issue("truncated", f"The archive breaks off: {why}.", place[0] if place else None, "skipped")
    for kind, count in others.items():
        said = "1 record of the archive is" if count == 1 else f"{count} records of the archive are"
        yield Issue("skipped", f"{said} no page: {kind}.", None, "skipped", found=count)


def _records(stream: BinaryIO) -> Iterator[_Record | Issue]:
    """Yield the records, and an issue for each stretch between them that is none."""
    offset = 0
    lost: int | None = None  # where such a stretch begins
    while line := stream.readline(65_536):
        start, offset = offset, offset + len(line)
        headers = size = None
        if VERSION_LINE.fullmatch(line):
            headers, size = _headers(stream)
            offset += size
        length = headers.get("content-length", "") if headers else ""
        if headers is None or not length.isdecimal():
            lost = start if lost is None and line.strip() else lost
            continue
        if lost is not None:
            yield _lost(lost)
            lost = None
        content = _content(stream, int(length), start)
        offset += int(length)
        yield _Record(headers, content, start)
    if lost is not None:
        yield _lost(lost)


def _headers(stream: BinaryIO) -> tuple[dict[str, str], int]:
    """The headers of a record up to the blank line, and how many bytes they take."""
    headers, size = dict[str, str](), 0
    for _ in range(HEADER_LINES):
        line = stream.readline(65_536)
        size += len(line)
        name, _colon, value = line.decode("utf-8", "replace").partition(":")
        if not line.strip():
            break
        headers[name.strip().lower()] = value.strip()
    return headers, size


def _lost(start: int) -> Issue:
    message = f"No record begins at byte {start:,}; reading goes on at the next."
    return Issue("record_broken", message, f"byte {start}", "skipped")


def _content(stream: BinaryIO, length: int, start: int) -> bytes | None:
    if length <= RECORD_BYTES:
        content = stream.read(length)
        if len(content) < length:
            raise EOFError(f"the record at byte {start} is not whole")
        return content
    left = length
    while left:
        chunk = stream.read(min(left, 1 << 20))
        if not chunk:
            raise EOFError(f"the record at byte {start} is not whole")
        left -= len(chunk)
    return None


def _other(record: _Record) -> str | None:
    """What a record is that is no page; None of a page."""
    kind = record.headers.get("warc-type", "").lower()
    if kind != "response":
        return kind or "without a type"
    if record.content is None:
        return f"larger than {RECORD_BYTES:,} bytes"
    status, headers, _body = _answer(record.content)
    if status is None:
        return "a response of another protocol"
    if status != 200:
        return f"status {status}"
    content_type = headers.get("content-type", "").lower()
    return None if "html" in content_type or not content_type else content_type.split(";")[0]


def _answer(content: bytes) -> tuple[int | None, dict[str, str], bytes]:
    """(status, headers, body) of an answer by HTTP."""
    head, _blank, body = content.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    match = re.match(r"HTTP/[\d.]+ (\d{3})", first)
    headers = {name.strip().lower(): value.strip() for name, _colon, value in (line.partition(":") for line in lines)}
    return (int(match[1]) if match else None), headers, body


def _page_alone(record: _Record, options: Options, tick: Tick) -> list[Article | Issue]:
    found, error = tried(lambda: list(_page(record, options, tick)))
    broken = Issue("record_broken", f"The record cannot be read ({error}).", f"byte {record.offset}", "skipped")
    return [broken] if found is None else found


def _page(record: _Record, options: Options, tick: Tick) -> Iterator[Article | Issue]:
    place = f"byte {record.offset}"
    _status, headers, body = _answer(record.content or b"")
    if headers.get("transfer-encoding", "").lower() == "chunked":
        body = _unchunked(body)
    if headers.get("content-encoding", "").lower() in ("gzip", "deflate", "x-gzip"):
        try:
            body = zlib.decompressobj(47).decompress(body, RECORD_BYTES)
        except zlib.error:
            yield Issue("record_broken", "The page is packed and damaged.", place, "skipped")
            return
    url = record.headers.get("warc-target-uri", "").strip("<>") or None
    seen = read_date(record.headers.get("warc-date", ""))
    source, replaced = fitted(Source(url or place, len(body), lambda: io.BytesIO(body)))
    if replaced:
        yield replaced_issue(replaced)
    for found in webpage.read(source, replace(options, encoding=None), tick):
        if isinstance(found, Issue):
            yield replace(found, locator=place)
        else:
            extra = {**found.extra, **({"retrieved": seen.value} if seen else {})}
            yield replace(found, locator=place, url=found.url or url, extra=extra)


def _unchunked(body: bytes) -> bytes:
    """A body without the lengths of its chunks; what is no chunk stays as it is."""
    pieces: list[bytes] = []
    at = 0
    while at < len(body):
        end = body.find(b"\r\n", at)
        match = re.fullmatch(rb"([0-9a-fA-F]{1,8})(?:;.*)?", body[at:end]) if end > at else None
        if match is None:
            return b"".join(pieces) or body
        size = int(match[1], 16)
        if size == 0:
            break
        pieces.append(body[end + 2 : end + 2 + size])
        at = end + 2 + size + 2
    return b"".join(pieces)
