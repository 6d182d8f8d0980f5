"""Mediargus, text: an index of numbered teasers, then the articles without numbers, joined by their order."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from itertools import pairwise

from intercoder.importers.reading.alone import alone
from intercoder.importers.reading.contract import Evidence, Options, Source
from intercoder.importers.reading.dates import find_date
from intercoder.importers.reading.encodings import binary_kind
from intercoder.importers.reading.texts import head_text, one_line, read_text, texts, whole_number
from intercoder.records import Article, Issue, Tick

VERSION = 1
NUMBERED = re.compile(r"\??(?P<n>\d{1,4})\.\s+(?P<title>\S.*)")
FACTS = re.compile(
    r"(?P<outlet>[^,]{2,60}),\s*(?P<day>[^,]*\d{4})(?:,\s*p\.\s*(?P<page>[\w-]+))?(?:,\s*(?P<words>\d+)\s*w\.?)?\.?\s*"
)
BODY = re.compile(r"\s*(?P<day>\d{1,2}-\d{1,2}-\d{4})(?:,\s*p\.\s*(?P<page>[\w-]+))?\s*")
RIGHTS = re.compile(r"\s*(?:©|\(c\))", re.I)


@dataclass(frozen=True)
class Teaser:
    """An entry of the index."""

    title: str
    outlet: str
    day: str
    page: str | None
    words: int | None
    text: str
    line: int


def sniff(head: bytes, name: str) -> Evidence:  # noqa: ARG001
    """Text whose numbered lines are followed by outlet, day and number of words."""
    if binary_kind(head) or head.lstrip()[:1] in (b"<", b"{", b"["):
        return Evidence(0, "Not plain text.")
    lines = head_text(head).split("\n")
    count = sum(1 for line, below in pairwise(lines) if NUMBERED.fullmatch(line.strip()) and FACTS.fullmatch(below))
    if count >= 2:
        return Evidence(90, f"Mediargus: an index of {count} numbered articles in the part that was looked at.")
    return Evidence(0, "No index of numbered articles.")


def read(source: Source, options: Options, tick: Tick) -> Iterator[Article | Issue]:
    """Yield the articles of the index with their texts."""
    text, issues = read_text(source, options)
    yield from issues
    lines = text.split("\n")
    teasers = _teasers(lines)
    bodies = [at for at, line in enumerate(lines) if BODY.fullmatch(line)]
    if not teasers:
        yield Issue("no_text", "The file has no index of numbered articles.", "line 1", "skipped")
        return
    if len(bodies) != len(teasers):
        message = f"The index names {len(teasers)} articles, {len(bodies)} texts found."
        yield Issue("declared_articles", message, None, declared=len(teasers), found=len(bodies))
    stops = [*bodies[1:], len(lines)]
    for number, teaser in enumerate(teasers):
        start = bodies[number] if number < len(bodies) else None
        below = lines[start : stops[number]] if start is not None else []
        yield alone(f"article {number + 1}", partial(_article, teaser, below, start))
    tick(source.size, source.size)


def _teasers(lines: list[str]) -> list[Teaser]:
    found: list[Teaser] = []
    for at, line in enumerate(lines[:-1]):
        match, facts = NUMBERED.fullmatch(line.strip()), FACTS.fullmatch(lines[at + 1])
        if match and facts and whole_number(match["n"]) == len(found) + 1:
            words = whole_number(facts["words"])
            text = next((below for below in lines[at + 2 : at + 4] if below.strip()), "")
            found.append(Teaser(match["title"], facts["outlet"], facts["day"], facts["page"], words, text, at + 1))
    return found


def _article(teaser: Teaser, lines: list[str], start: int | None) -> Article:
    place = f"line {start + 1}" if start is not None else f"line {teaser.line}"
    rest = lines[1:]
    stop = next((at for at, line in enumerate(rest) if RIGHTS.match(line)), len(rest))
    rest = rest[:stop]
    while rest and not rest[0].strip():
        rest = rest[1:]
    headline = one_line(teaser.title)
    if rest and headline and one_line(rest[0]) == headline:
        rest = rest[1:]
    body = "\n".join(rest).strip("\n") or ""
    found = find_date(teaser.day)
    return Article(
        texts(place, ("headline", headline), ("body", body)),
        place,
        headline,
        one_line(teaser.outlet),
        None,
        found[0].value if found else None,
        one_line(teaser.day),
        found[0].precision if found else None,
        stub=not body.strip(),
        extra={"teaser": teaser.text} if teaser.text else {},
        page=teaser.page,
        length_declared=teaser.words,
    )
