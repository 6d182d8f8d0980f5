"""Yomidasu, HTML: a `contentsTable` for each article, with number, day, headline, edition, page and length."""

import re
from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from intercoder.importers.reading.alone import alone
from intercoder.importers.reading.contract import Evidence, Options, Source, counted
from intercoder.importers.reading.dates import read_date
from intercoder.importers.reading.markup import lines_of, parse_html, text_of, with_class
from intercoder.importers.reading.texts import one_line, read_text, texts, whole_number
from intercoder.records import Article, Issue, Tick

if TYPE_CHECKING:
    from lxml.etree import _Element

VERSION = 1
LENGTH = re.compile(r"(\d+)\s*字")
DAY = re.compile(r"\d{4}\.\d{1,2}\.\d{1,2}")


def sniff(head: bytes, name: str) -> Evidence:  # noqa: ARG001
    """HTML with tables of class contentsTable."""
    count = len(re.findall(rb"""class=["']?contentsTable""", head))
    if count:
        return Evidence(90, f"Yomidasu HTML: “contentsTable” {counted(count, 'time')} in the part that was looked at.")
    return Evidence(0, "No tables of Yomidasu.")


def read(source: Source, options: Options, tick: Tick) -> Iterator[Article | Issue]:
    """Yield an article for each table."""
    markup, issues = read_text(source, options)
    yield from issues
    root, faults = parse_html(markup)
    yield from faults
    tables = list(with_class(root, "contentsTable"))
    if not tables:
        yield Issue("no_text", "No article of Yomidasu in the page.", "byte 0", "skipped")
    for number, table in enumerate(tables, 1):
        yield alone(f"table {number}", partial(_article, table, number))
    tick(source.size, source.size)


def _article(table: "_Element", number: int) -> Article:
    place = f"table {number}"
    cells = [one_line(text_of(cell)) or "" for cell in table.iter("td", "th") if cell.find(".//td") is None]
    day = next((at for at, cell in enumerate(cells) if DAY.fullmatch(cell)), None)
    facts = cells[day + 1 : day + 6] if day is not None else []
    headline = next((cell for cell in facts if cell and not LENGTH.fullmatch(cell)), None)
    length = next((match for cell in cells if (match := LENGTH.fullmatch(cell))), None)
    texts_of = [("\n".join(lines_of(cell))) for cell in table.iter("td") if cell.find(".//td") is None]
    body = max(texts_of, key=len, default="")
    if headline and one_line(body) == headline:
        body = ""
    raw = cells[day] if day is not None else None
    when = read_date(raw) if raw else None
    rest = facts[facts.index(headline) + 1 :] if headline in facts else []
    return Article(
        texts(place, ("headline", headline), ("body", body)),
        place,
        headline,
        None,
        None,
        when.value if when else None,
        raw,
        when.precision if when else None,
        language="ja",
        stub=not body.strip(),
        edition=rest[0] or None if rest else None,
        page=rest[1] or None if len(rest) > 1 and not LENGTH.fullmatch(rest[1]) else None,
        length_declared=whole_number(length[1]) if length else None,
    )
