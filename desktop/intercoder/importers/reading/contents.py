"""A document of several articles with a table of contents: where each begins, by its title and nothing else."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from intercoder.importers.reading.dates import find_date
from intercoder.importers.reading.texts import one_line, texts
from intercoder.records import Article, Issue

FEWEST = 3
"""So many entries make a table of contents."""
FOUND = 0.8
"""A document is divided if this share of the titles stands in its text, in order."""
LONGEST_LINE = 400
WRAPPED = 3
"""A title may be broken into so many lines."""
FACTS_LENGTH = 150
_ENTRY = re.compile(r"(?P<title>[^\s.].{0,350}?)\s?(?:\.{4,}|(?:\s\.){4,}\s?|…{2,})\s*(?P<page>\d{1,4})\s*")
_TAIL = re.compile(r"(?P<title>.+?)\s*\((?P<outlet>[^()]{2,80})\)")
_PAGE = re.compile(r"\((?:p|pag|page|pagina|s|seite)\.?\s*(?P<page>[\w,-]{0,12})\)\s*$", re.I)
_SIGN = re.compile(r"\W+")


@dataclass(frozen=True)
class Start:
    """The line at which an article begins, and what the table of contents says of it."""

    line: int
    stop: int  # behind the last line of its title
    title: str
    outlet: str | None


def starts_of(lines: Sequence[str]) -> tuple[list[Start], int]:
    """The articles that a table of contents names, in order, and how many it names; none where there is no such table."""
    entries = [at for at, line in enumerate(lines) if len(line) <= LONGEST_LINE and _ENTRY.fullmatch(line.strip())]
    if len(entries) < FEWEST:
        return [], 0
    keys = [_key(line) if len(line) <= LONGEST_LINE else "" for line in lines]
    first: dict[str, list[int]] = {}
    for at in range(entries[-1] + 1, len(lines)):
        first.setdefault(keys[at], []).append(at)
    found: list[Start] = []
    below = entries[-1]
    for at in entries:
        if start := _start(_titles(lines, at), keys, first, below):
            found.append(start)
            below = start.stop - 1
    return (found, len(entries)) if len(found) >= max(FEWEST, len(entries) * FOUND) else ([], 0)


def articles_of(lines: Sequence[str], pages: Sequence[int]) -> Iterator[Article | Issue]:
    """Yield the articles that a table of contents names. `pages` are the numbers of the pages of the lines."""
    found, named = starts_of(lines)
    if not found:
        return
    stops = [start.line for start in found[1:]] + [len(lines)]
    message = f"{found[0].line} lines with the table of contents stand before the first article."
    yield Issue("skipped", message, "line 1", "skipped", found=1, raw="\n".join(lines[: found[0].line])[:2_000])
    for start, stop in zip(found, stops, strict=True):
        yield _article(start, lines[start.stop : stop], f"page {pages[start.line]}, line {start.line + 1}")
    severe = "note" if named == len(found) else "warning"
    said = f"The table of contents names {named} articles, {len(found)} found."
    yield Issue("declared_articles", said, None, severe, declared=named, found=len(found))  # type: ignore[arg-type]


def _article(start: Start, rest: Sequence[str], place: str) -> Article:
    """The article below its title; a line with outlet and day directly below it says when it was published."""
    facts = rest[0] if rest and len(rest[0]) <= FACTS_LENGTH else ""
    day = find_date(facts)
    page = _PAGE.search(facts)
    outlet = start.outlet
    if day is None or (not (outlet and facts.strip().startswith(outlet)) and len(day[1].split()) > 6):
        day = None
    body = "\n".join(rest[1:] if day else rest).strip("\n")
    return Article(
        texts(place, ("headline", start.title), ("body", body)),
        place,
        start.title,
        outlet,
        None,
        day[0].value if day else None,
        facts.strip() if day else None,
        day[0].precision if day else None,
        stub=not body.strip(),
        page=page["page"] or None if day and page else None,
    )


def _titles(lines: Sequence[str], at: int) -> Iterator[tuple[str, str | None]]:
    """What the title of an entry may be, with its outlet: without words in brackets at its end, and with them."""
    match = _ENTRY.fullmatch(lines[at].strip())
    entry = match["title"].strip() if match else ""
    wholes = [entry]
    if at and len(lines[at - 1]) <= LONGEST_LINE and not _ENTRY.fullmatch(lines[at - 1].strip()):
        wholes.insert(0, f"{lines[at - 1].strip()} {entry}")  # An entry of two lines.
    for whole in wholes:
        if tail := _TAIL.fullmatch(whole):
            yield one_line(tail["title"]) or "", one_line(tail["outlet"])
        yield one_line(whole) or "", None


def _start(
    titles: Iterator[tuple[str, str | None]], keys: Sequence[str], first: dict[str, list[int]], below: int
) -> Start | None:
    """The first place below a line where one of these titles stands alone, on one line or a few."""
    for title, outlet in titles:
        key = _key(title)
        places: list[tuple[int, int]] = []
        for cut in range(len(key), 2, -1):
            for at in first.get(key[:cut], ()):
                if at > below and (stop := _whole(key, keys, at)):
                    places.append((at, stop))
                    break
        if places:
            return Start(*min(places), title, outlet)
    return None


def _whole(key: str, keys: Sequence[str], at: int) -> int | None:
    """Where a title that begins at a line ends; None if it does not stand there alone."""
    said = ""
    for stop in range(at + 1, min(at + WRAPPED, len(keys)) + 1):
        said += keys[stop - 1]
        if said == key:
            return stop
        if not key.startswith(said):
            return None
    return None


def _key(text: str) -> str:
    """A title without white space, quotes, signs and case."""
    return _SIGN.sub("", text).casefold()
