"""Scraped pages as plain text: the article, its correction, the comments header, the site's words, the comments.

Three forms. With anchors ("NAME says:", "NAME, DATE") a comment is what stands between two of them. Without anchors a
block between blank lines is a comment; without blank lines each line is one. Nothing is split, joined or trimmed by
guessing: a count that differs from its header is a warning. Headline, day and author of the article are unknown.
"""

import io
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from intercoder.importers.reading import pages
from intercoder.importers.reading.contract import Evidence, LineRole, LineRule, Mode, Options, Source, counted
from intercoder.importers.reading.encodings import (
    Encoding,
    binary_kind,
    clean,
    decode,
    detect,
    replaced_issue,
)
from intercoder.importers.reading.painted import roles_of, with_roles
from intercoder.importers.reading.replies import with_mentions
from intercoder.importers.reading.texts import head_text
from intercoder.importers.reading.words import HEADER_LENGTH
from intercoder.records import Article, Comment, Issue, Text, Tick

VERSION = 2
MOST_LINES = 2_000_000
"""A page of more lines would take gigabytes, and nobody could read it."""
OPENING_LINES = 6
"""So many lines below a header may be the site's words that repeat on its pages."""
EDGE_LINES = 5
EDGE_LENGTH = 25
"""A shorter line, such as "Yes.", may be what several readers wrote."""
REPEATS = 3
REPEAT_SHARE = 0.1
MARKUP = (b"<!doctype", b"<html", b"<?xml", b"<rss", b"<head", b"<nexis", b"{\\rtf")


def sniff(head: bytes, name: str) -> Evidence:  # noqa: ARG001 - the contract; a name proves nothing
    """Plain text is what decodes and is no markup; a comments header makes it sure."""
    if kind := binary_kind(head):
        return Evidence(0, f"Not text: {kind}.")
    start = head.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    if not start.strip(b"\0"):
        return Evidence(0, "No characters.")
    if start.startswith(MARKUP):
        return Evidence(10, "Text with markup.")
    if start[:1] in (b"{", b"[") and start[1:].lstrip()[:1] in (b'"', b"{", b"[", b"}", b"]"):
        return Evidence(10, "Text that looks like JSON.")
    lines = head_text(head).split("\n")
    header = pages.find_header(lines)
    if header is not None:
        return Evidence(70, f"Plain text with the comments header “{lines[header].strip()[:HEADER_LENGTH]}”.")
    return Evidence(25, f"Plain text, {counted(sum(bool(line.strip()) for line in lines), 'line')}, no comments header.")


def read(source: Source, options: Options, tick: Tick) -> Iterator[Article | Issue]:
    """Yield the one article of a page, with its comments, or the reason why there is none."""
    data = source.read_bytes()
    if _is_too_long(data):
        yield Issue("limit", f"The file has more than {MOST_LINES:,} lines, too many for a page.", "line 1", "skipped")
        return
    encoding = options.encoding or _detect(data)
    text, replaced = clean(decode(data, encoding))
    tick(source.size // 2, source.size)
    yield from encoding.issues()
    if not text.strip():
        yield Issue("no_text", "The file has no text.", "line 1", "skipped")
        return
    lines = text.split("\n")
    article = read_page(lines, options.repeated, options.rules, options.painted, options.mode)
    if replaced:
        yield replaced_issue(replaced)
    yield article
    tick(source.size, source.size)


def read_page(
    lines: list[str],
    repeated: frozenset[str] = frozenset(),
    rules: tuple[LineRule, ...] = (),
    painted: Mapping[int, LineRole] | None = None,
    mode: Mode | None = None,
) -> Article:
    """The article of a page. `lines` without line feeds; `repeated` are lines known as the site's own."""
    roles = roles_of(lines, rules, painted or {})
    parts, issues = pages.divide(lines, repeated, roles, mode)
    parts, facts = with_roles(lines, parts, roles)
    answered = iter(with_mentions([part for part in parts if isinstance(part, Comment)]))
    parts = [next(answered) if isinstance(part, Comment) else part for part in parts]
    header = next((p for p in parts if isinstance(p, Text) and p.kind == "comments_header"), None)
    found = sum(1 for p in parts if isinstance(p, Comment) and p.status != "pingback")
    declared = header.declared_comments if header else None
    if header and declared is not None and declared != found:
        noun = "found" if any(p.author for p in parts if isinstance(p, Comment)) else f"line{'' if found == 1 else 's'} found"
        message = f"Header says {declared} comment{'' if declared == 1 else 's'}, {found} {noun}."
        issues.append(Issue("declared_comments", message, header.locator, declared=declared, found=found))
    return Article(
        tuple(parts),
        locator="line 1",
        headline=facts.headline,
        byline=facts.byline,
        published=facts.published,
        published_raw=facts.published_raw,
        published_precision=facts.published_precision,
        declared_comments=declared,
        stub=not any(p.kind == "body" for p in parts if isinstance(p, Text)),
        issues=(*issues, *facts.issues),
    )


def lines_of_the_site(source: Source) -> tuple[tuple[str, ...], frozenset[str]]:
    """Where the words of its site may stand in a page: the lines directly below the comments header, and its edges.

    The edges are its first and last lines that have some length: menus and imprints.
    """
    data = source.read_bytes()
    if _is_too_long(data):
        return (), frozenset()
    lines = clean(decode(data, _detect(data)))[0].split("\n")
    at = pages.find_header(lines)
    filled = [line for line in lines if line.strip()]
    edges = frozenset(line for line in (*filled[:EDGE_LINES], *filled[-EDGE_LINES:]) if len(line.strip()) >= EDGE_LENGTH)
    return () if at is None else tuple(lines[at + 1 : at + 1 + OPENING_LINES]), edges


def repeated_edges(edges: Iterable[frozenset[str]]) -> frozenset[str]:
    """The edge lines that at least three pages and a tenth of all have; a copy of a page counts once."""
    counts: Counter[str] = Counter()
    pages_seen = 0
    for lines in set(edges):
        pages_seen += 1
        counts.update(lines)
    return frozenset(line for line, count in counts.items() if count >= max(REPEATS, pages_seen * REPEAT_SHARE))


def repeated_lines(openings: Iterable[tuple[str, ...]]) -> frozenset[str]:
    """The lines that stand below the header of at least half of the pages, or of three and a tenth of them.

    `openings` are those of each page that has any. A single page repeats nothing, and a copy of a page
    counts once: otherwise its comments would look like the site's words.
    """
    counts: Counter[str] = Counter()
    pages_seen = 0
    for opening in set(openings):
        pages_seen += 1
        counts.update({line for line in opening if line.strip()})
    often = min(max(REPEATS, pages_seen * REPEAT_SHARE), max(2.0, pages_seen / 2))
    return frozenset(line for line, count in counts.items() if count >= often)


def _is_too_long(data: bytes) -> bool:
    return max(data.count(b"\n"), data.count(b"\r")) > MOST_LINES


def _detect(data: bytes) -> Encoding:
    return detect(io.BytesIO(data))
