"""NewsML 1: an article for each NewsItem with text, in NITF or in bare paragraphs."""

import re
from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from intercoder.importers.reading.alone import alone
from intercoder.importers.reading.contract import Evidence, Options, Source, counted
from intercoder.importers.reading.dates import read_date
from intercoder.importers.reading.nitf_body import Content, content_of
from intercoder.importers.reading.texts import one_line, texts
from intercoder.importers.reading.tree import attribute, deep, elements, is_xml, local, value
from intercoder.records import Article, Issue, Tick

if TYPE_CHECKING:
    from lxml.etree import _Element

VERSION = 1
STREAMS = True


def sniff(head: bytes, name: str) -> Evidence:  # noqa: ARG001
    """XML with NewsML's root and items."""
    if is_xml(head) and re.search(rb"<(?:\w+:)?NewsML\b", head) and b"NewsItem" in head:
        said = f"“NewsItem” {counted(len(re.findall(rb'<NewsItem[ >]', head)), 'time')}"
        return Evidence(95, f"NewsML 1: {said} in the part that was looked at.")
    return Evidence(0, "No NewsML 1.")


def read(source: Source, options: Options, tick: Tick) -> Iterator[Article | Issue]:  # noqa: ARG001
    """Yield the articles in their order; items that only point to others are skipped."""
    from lxml import etree

    with source.open() as stream:
        try:
            for number, item in enumerate(elements(stream, "NewsItem"), 1):
                yield alone(f"item {number}", partial(_item, item, number))
                tick(number, 0)
        except etree.XMLSyntaxError as error:
            yield Issue("truncated", f"The XML breaks off: {error.msg}.", f"line {error.lineno or 1}", "skipped")


def _item(item: "_Element", number: int) -> Article | Issue:
    place = f"item {number}"
    lines = deep(item, "NewsLines")
    headline = one_line(value(lines, "HeadLine")) if lines is not None else None
    contents = [(e, content_of(e)) for e in item.iter() if local(e) == "DataContent"]
    main = next((c for e, c in contents if c.body and not _is_caption(e)), None)
    if main is None:
        named = one_line(value(deep(item, "NameLabel")))
        return Issue("skipped", "The item has no text of its own; it refers to others.", place, "skipped", raw=named)
    captions = [text for e, c in contents for text in ([c.body] if _is_caption(e) and c.body else c.captions)]
    raw = value(deep(item, "FirstCreated")) or value(deep(item, "DateId"))
    when = read_date(raw) if raw else None
    return _article(
        item, place, headline, main, captions, (raw, when.value if when else None, when.precision if when else None)
    )


def _article(
    item: "_Element",
    place: str,
    headline: str | None,
    main: Content,
    captions: list[str],
    day: tuple[str | None, str | None, str | None],
) -> Article:
    lines = deep(item, "NewsLines")
    party = next((attribute(e, "FormalName") for e in item.iter() if local(e) == "Party"), None)
    headline = headline or main.headline
    sub = one_line(value(lines, "SubHeadLine")) if lines is not None else None
    byline = next((found for e in item.iter() if local(e) == "ByLine" and (found := one_line(value(e)))), None)
    parts = texts(
        place, ("headline", headline), ("lead", sub or main.lead), ("body", main.body), *(("caption", c) for c in captions)
    )
    kept = {
        name: one_line(value(deep(item, tag)))
        for name, tag in (("dateline", "DateLine"), ("slug", "SlugLine"), ("label", "NameLabel"))
    }
    return Article(
        parts,
        place,
        headline,
        party,
        byline or main.byline,
        day[1],
        day[0],
        day[2],
        None,
        attribute(deep(item, "Language"), "FormalName"),
        None,
        _identity(item),
        extra={name: text for name, text in kept.items() if text},
        genre=attribute(deep(item, "NewsItemType"), "FormalName"),
    )


def _is_caption(element: "_Element") -> bool:
    """Whether a content stands in a component that has the role of a caption, or beside a picture."""
    for ancestor in element.iterancestors():
        if local(ancestor) != "NewsComponent":
            continue
        role = next((attribute(e, "FormalName") for e in ancestor if local(e) == "Role"), None)
        return bool(role) and "caption" in str(role).lower()
    return False


def _identity(item: "_Element") -> str | None:
    """The public identifier without the number of the revision, so that revisions are versions of one article."""
    public, revision = value(deep(item, "PublicIdentifier")), value(deep(item, "RevisionId"))
    if public and revision:
        return re.sub(rf":{re.escape(revision)}[NAU]?$", "", public)
    return public
