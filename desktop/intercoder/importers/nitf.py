"""NITF, an article in a file of its own (or several in one root)."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from intercoder.importers.reading.contract import Evidence, Options, Source
from intercoder.importers.reading.dates import read_date
from intercoder.importers.reading.nitf_body import content_of
from intercoder.importers.reading.texts import one_line, texts
from intercoder.importers.reading.tree import attribute, deep, elements, is_xml, local, value
from intercoder.records import Article, Issue, Tick

if TYPE_CHECKING:
    from lxml.etree import _Element

VERSION = 1
STREAMS = True


def sniff(head: bytes, name: str) -> Evidence:  # noqa: ARG001
    """XML with NITF's root."""
    if is_xml(head) and re.search(rb"<nitf\b", head) and b"NewsItem" not in head and b"newsItem" not in head:
        return Evidence(92, "NITF: a “nitf” element outside of NewsML.")
    return Evidence(0, "No NITF of its own.")


def read(source: Source, options: Options, tick: Tick) -> Iterator[Article | Issue]:  # noqa: ARG001
    """Yield an article for each `nitf` element."""
    from lxml import etree

    with source.open() as stream:
        try:
            for number, element in enumerate(elements(stream, "nitf"), 1):
                yield _article(element, number)
                tick(number, 0)
        except etree.XMLSyntaxError as error:
            yield Issue("truncated", f"The XML breaks off: {error.msg}.", f"line {error.lineno or 1}", "skipped")


def _article(element: "_Element", number: int) -> Article | Issue:
    place = f"nitf {number}"
    content = content_of(element)
    headline = content.headline or one_line(value(deep(element, "title")))
    if not content.body and not headline:
        return Issue("skipped", "A NITF element without text.", place, "skipped")
    data = deep(element, "pubdata")
    raw = (
        attribute(data, "date.publication")
        or attribute(deep(element, "date.issue"), "norm")
        or attribute(deep(element, "story.date"), "norm")
    )
    when = read_date(raw) if raw else None
    captions = [("caption", text) for text in content.captions]
    address = next((attribute(e, "ex-ref") for e in element.iter() if local(e) == "pubdata"), None)
    return Article(
        texts(place, ("headline", headline), ("lead", content.lead), ("body", content.body), *captions),  # type: ignore[arg-type]
        place,
        headline,
        attribute(data, "name"),
        content.byline,
        when.value if when else None,
        raw,
        when.precision if when else None,
        address,
        attribute(element, "lang"),
        attribute(data, "position.section"),
        attribute(deep(element, "doc-id"), "id-string"),
        stub=not content.body,
        edition=attribute(data, "edition.name"),
        page=attribute(data, "position.sequence"),
    )
