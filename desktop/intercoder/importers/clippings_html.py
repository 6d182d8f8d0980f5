"""Press clippings, HTML: a list of rows with title, source and day, or a table of contents with a heading per article."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from intercoder.importers.reading.alone import alone
from intercoder.importers.reading.contract import Evidence, Options, Source, counted
from intercoder.importers.reading.dates import find_date, read_date
from intercoder.importers.reading.markup import parse_html, text_of
from intercoder.importers.reading.texts import one_line, read_text, texts
from intercoder.records import Article, Issue, Tick

if TYPE_CHECKING:
    from lxml.etree import _Element

VERSION = 1
_ROW = re.compile(rb"""(?:id|class)=["']?articleTitle""")
CELLS = {"sourceTitle", "articleDate", "articlePage", "articleIntro", "articleText"}
_LINKS = re.compile(rb"""<li[^>]*>\s*<a[^>]+href=["']?#""", re.I)


def sniff(head: bytes, name: str) -> Evidence:  # noqa: ARG001
    """HTML with rows of articles, or with links to headings on the same page."""
    rows = len(_ROW.findall(head))
    if rows >= 2 and b"sourceTitle" in head:
        return Evidence(90, f"Press clippings: “articleTitle” {counted(rows, 'time')} in the part that was looked at.")
    links = len(_LINKS.findall(head))
    if links >= 3 and len(re.findall(rb"<h2", head, re.I)) >= 2 and len(re.findall(rb"<hr", head, re.I)) >= 2:
        return Evidence(85, f"Press clippings: a table of contents of {links} links, headings between rules.")
    return Evidence(0, "No press clippings.")


def read(source: Source, options: Options, tick: Tick) -> Iterator[Article | Issue]:
    """Yield an article for each row or heading."""
    markup, issues = read_text(source, options)
    yield from issues
    root, faults = parse_html(markup)
    yield from faults
    titles = [e for e in root.iter() if isinstance(e.tag, str) and "articleTitle" in (e.get("id"), e.get("class"))]
    within = Counter(ancestor for title in titles for ancestor in title.iterancestors())
    rows = enumerate(titles, 1)
    found = [alone(f"row {n}", partial(_row, title, n, within)) for n, title in rows] or list(_headings(root))
    if not found:
        yield Issue("no_text", "No clippings in the page.", "byte 0", "skipped")
    yield from found
    tick(source.size, source.size)


def _row(title: "_Element", number: int, within: "Counter[_Element]") -> Article:
    """The article of a row: the widest element around its title without another one. `within`: titles in each element."""
    row = title
    for parent in title.iterancestors():
        if parent.tag in ("body", "html") or within[parent] > 1:
            break
        row = parent
    named = {e.get("id") or e.get("class"): e for e in row.iter("span", "td", "div", "a", "p")}
    cells = {name: one_line(text_of(named[name])) for name in CELLS & named.keys()}
    return _article(
        f"row {number}", one_line(text_of(title)), cells.get("sourceTitle"), cells.get("articleDate"),
        cells.get("articlePage"), cells.get("articleIntro") or cells.get("articleText") or "",
    )  # fmt: skip


def _article(place: str, headline: str | None, outlet: str | None, raw: str | None, page: str | None, body: str) -> Article:
    when = read_date(raw) if raw else None
    number = re.search(r"\d+\w?", page or "")
    issues = (Issue("date_unread", "The day could not be read; it is kept as printed.", place),) if raw and not when else ()
    return Article(
        texts(place, ("headline", headline), ("body", body)),
        place,
        headline,
        outlet,
        None,
        when.value if when else None,
        raw,
        when.precision if when else None,
        stub=not body.strip(),
        issues=issues,
        page=number[0] if number else None,
    )


def _headings(root: "_Element") -> Iterator[Article]:
    """An article for each `h2`, its text up to the next rule or heading."""
    for number, heading in enumerate(root.iter("h2"), 1):
        lines: list[str] = []
        for sibling in heading.itersiblings():
            if sibling.tag in ("h2", "hr", "h1"):
                break
            lines += text_of(sibling).split("\n") if isinstance(sibling.tag, str) else []
            lines += [sibling.tail.strip()] if sibling.tail and sibling.tail.strip() else []
        dated = next((at for at, line in enumerate(lines[:3]) if len(line) < 150 and find_date(line)), None)
        raw = outlet = None
        if dated is not None:
            raw = one_line(lines.pop(dated))
            named = re.split(r"[,(|]|\s[-–]\s", raw or "")[0].strip()
            outlet = named if named and not re.search(r"\d{2}", named) else None
        article = _article(f"heading {number}", one_line(text_of(heading)), outlet, None, None, "\n".join(lines).strip("\n"))
        when = find_date(raw) if raw else None
        yield _dated(article, raw, when[0].value if when else None, when[0].precision if when else None)


def _dated(article: Article, raw: str | None, value: str | None, precision: str | None) -> Article:
    return replace(article, published_raw=raw, published=value, published_precision=precision)
