"""Factiva, XML: an `article` element with `accessionNo`, `headline`, `leadParagraph` and `tailParagraphs` for each article."""

import re
from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from intercoder.importers.reading.alone import alone
from intercoder.importers.reading.contract import Evidence, Options, Source, counted
from intercoder.importers.reading.dates import read_date
from intercoder.importers.reading.texts import collapsed, one_line, texts, whole_number
from intercoder.importers.reading.tree import attribute, children, deep, elements, find, is_xml, value
from intercoder.records import Article, Issue, Tick

if TYPE_CHECKING:
    from lxml.etree import _Element

VERSION = 1
STREAMS = True
_DECLARED = re.compile(rb"""ResultSet[^>]*\bcount=["'](\d+)["']""", re.I)


def sniff(head: bytes, name: str) -> Evidence:  # noqa: ARG001
    """XML with accession numbers and lead paragraphs."""
    if is_xml(head) and b"<accessionNo" in head and (b"<leadParagraph" in head or b"<tailParagraphs" in head):
        count = head.count(b"<accessionNo")
        return Evidence(95, f"Factiva XML: “accessionNo” {counted(count, 'time')} in the part that was looked at.")
    return Evidence(0, "No article of Factiva in XML.")


def read(source: Source, options: Options, tick: Tick) -> Iterator[Article | Issue]:  # noqa: ARG001
    """Yield the articles in their order."""
    from lxml import etree

    number = 0
    with source.open() as stream:
        declared = _DECLARED.search(source.head())
        try:
            for number, element in enumerate(elements(stream, "article"), 1):
                yield alone(f"article {number}", partial(_article, element, number))
                tick(number, 0)
        except etree.XMLSyntaxError as error:
            message = f"The XML breaks off: {error.msg}."
            yield Issue("truncated", message, f"line {error.lineno or 1}", "skipped")
    if declared and (total := whole_number(declared[1].decode())) is not None:
        message = f"The file says {total} articles, {number} found."
        severity = "note" if total == number else "warning"
        yield Issue("declared_articles", message, None, severity, declared=total, found=number)  # type: ignore[arg-type]


def _article(element: "_Element", number: int) -> Article:
    place = f"article {number}"
    headline = one_line(value(element, "headline"))
    body = "\n".join(_paragraphs(element, "leadParagraph") + _paragraphs(element, "tailParagraphs"))
    raw = value(element, "publicationDate", "dateTime") or value(element, "publicationDate", "date")
    when = read_date(raw) if raw else None
    length = value(element, "wordCount")
    kept = {"rights": "copyright", "code": "sourceCode", "publisher": "publisherName", "note": "notes", "credit": "credit"}
    extra = {key: found for key, name in kept.items() if (found := one_line(value(element, name)))}
    subjects = [attribute(e, "code") or "" for e in children(element, "newsSubject")]
    if any(subjects):
        extra["subjects"] = " ".join(filter(None, subjects))
    return Article(
        texts(place, ("headline", headline), ("body", body)),
        place,
        headline,
        one_line(value(element, "sourceName")),
        one_line(value(element, "byline")),
        when.value if when else None,
        raw,
        when.precision if when else None,
        None,
        (value(element, "baseLanguage") or "").lower() or None,
        one_line(value(element, "sectionName") or value(element, "columnName")),
        value(element, "accessionNo"),
        stub=not body.strip(),
        extra=extra,
        issues=(Issue("date_unread", "The day could not be read; it is kept as printed.", place),) if raw and not when else (),
        edition=one_line(value(element, "edition")),
        page=one_line(value(element, "pages")),
        length_declared=whole_number(length) if length and length.isdecimal() else None,
    )


def _paragraphs(element: "_Element", name: str) -> list[str]:
    """The paragraphs of a part, with hit words joined to the rest; wrapped lines of the XML are one line."""
    part = find(element, name)
    if part is None:
        return []
    if deep(part, "paragraph") is None:
        return [text] if (text := collapsed(value(part) or "")) else []
    found = []
    for paragraph in children(part, "paragraph"):
        text = "".join(paragraph.itertext())
        pre = attribute(paragraph, "display") == "Preserve"
        found.append(text.strip("\n") if pre else collapsed(text))
    return [text for text in found if text.strip()]
