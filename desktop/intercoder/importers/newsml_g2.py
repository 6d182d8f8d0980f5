"""NewsML-G2: an article for each newsItem with text in it."""

import re
from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from intercoder.importers.reading.alone import alone
from intercoder.importers.reading.contract import Evidence, Options, Source, counted
from intercoder.importers.reading.dates import read_date
from intercoder.importers.reading.markup import html_text
from intercoder.importers.reading.nitf_body import content_of
from intercoder.importers.reading.texts import one_line, texts
from intercoder.importers.reading.tree import attribute, deep, elements, find, is_xml, local, value
from intercoder.records import Article, Issue, Tick

if TYPE_CHECKING:
    from lxml.etree import _Element

VERSION = 1
STREAMS = True
ITEMS = ("newsItem", "packageItem", "conceptItem", "knowledgeItem", "planningItem")


def sniff(head: bytes, name: str) -> Evidence:  # noqa: ARG001
    """XML with items of NewsML-G2."""
    if is_xml(head) and b"iptc.org/std/nar" in head and re.search(rb"<(?:\w+:)?(?:newsItem|newsMessage|packageItem)\b", head):
        count = len(re.findall(rb"<(?:[a-z]+:)?newsItem[ >]", head)) or 1
        return Evidence(95, f"NewsML-G2: “newsItem” {counted(count, 'time')} so far.")
    return Evidence(0, "No NewsML-G2.")


def read(source: Source, options: Options, tick: Tick) -> Iterator[Article | Issue]:  # noqa: ARG001
    """Yield the articles in their order; items without text are skipped."""
    from lxml import etree

    with source.open() as stream:
        try:
            for number, item in enumerate(elements(stream, *ITEMS), 1):
                yield alone(f"item {number}", partial(_item, item, number))
                tick(number, 0)
        except etree.XMLSyntaxError as error:
            yield Issue("truncated", f"The XML breaks off: {error.msg}.", f"line {error.lineno or 1}", "skipped")


def _item(item: "_Element", number: int) -> Article | Issue:
    place = f"item {number}"
    meta, about = find(item, "itemMeta"), find(item, "contentMeta")
    headline = one_line(value(about, "headline")) if about is not None else None
    inline = deep(item, "inlineXML")
    data = value(deep(item, "inlineData"))
    if inline is None and not data:
        why = f"A {local(item)} without text in it."
        return Issue("skipped", why, place, "skipped", raw=headline or attribute(item, "guid"))
    content = content_of(inline) if inline is not None else None
    body = content.body if content else html_text(data or "")
    raw = (value(meta, "versionCreated") if meta is not None else None) or value(about, "contentCreated")
    when = read_date(raw) if raw else None
    headline = headline or (content.headline if content else None)
    sections = [one_line(value(e, "name")) for e in about if local(e) == "subject"] if about is not None else []
    captions = [("caption", text) for text in (content.captions if content else ())]
    return Article(
        texts(place, ("headline", headline), ("lead", content.lead if content else None), ("body", body), *captions),  # type: ignore[arg-type]
        place,
        headline,
        _outlet(item, about),
        one_line(value(about, "by")) or (content.byline if content else None) or one_line(value(about, "creator", "name")),
        when.value if when else None,
        raw,
        when.precision if when else None,
        None,
        attribute(find(about, "language"), "tag") or attribute(item, "lang"),
        "; ".join(filter(None, sections)) or None,
        attribute(item, "guid"),
        stub=not body.strip(),
        extra={"slug": slug} if (slug := one_line(value(about, "slugline"))) else {},
        genre=one_line(value(about, "genre", "name")),
    )


def _outlet(item: "_Element", about: "_Element | None") -> str | None:
    for element in (find(item, "itemMeta", "provider"), find(about, "infoSource"), find(item, "rightsInfo", "copyrightHolder")):
        if element is not None and (name := one_line(value(element, "name")) or attribute(element, "literal")):
            return name
    return None
