"""The texts of NITF, and of the pieces of it that NewsML carries: headline, byline, paragraphs, captions."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from intercoder.importers.reading.texts import collapsed, line_feeds
from intercoder.importers.reading.tree import local

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

PARAGRAPHS = frozenset({"p", "hl2", "h1", "h2", "h3", "h4", "li", "dt", "dd", "blockquote", "pre", "tr"})
APART = frozenset(
    {"media", "media-caption", "media-producer", "media-metadata", "figure", "script", "style", "head", "body.head", "body.end"}
)


@dataclass(frozen=True)
class Content:
    """What a piece of content holds; None where it does not say."""

    headline: str | None
    byline: str | None
    lead: str | None
    body: str
    captions: tuple[str, ...]


def content_of(element: "_Element") -> Content:
    """The texts of a `nitf`, `html`, `DataContent` or `inlineXML` element."""
    headline = _first(element, "hl1")
    byline = next((_without(e, "byttl") for e in element.iter() if local(e) == "byline"), None)
    lead = _first(element, "hl2") if any(local(e) == "hedline" for e in element.iter()) else _first(element, "abstract")
    body = next((e for e in element.iter() if local(e) in ("body.content", "body")), element)
    body = next((e for e in body.iter() if local(e) == "body.content"), body)
    captions = tuple(text for e in element.iter() if local(e) in ("media-caption", "figcaption") if (text := line(e)))
    return Content(headline or None, byline or None, lead or None, "\n".join(_paragraphs(body)), captions)


def line(element: "_Element") -> str:
    """The text of an element on one line; `br` is a line feed."""
    pieces: list[str] = []
    for piece in _pieces(element):
        pieces.append(piece)
    return "\n".join(collapsed(part) for part in line_feeds("".join(pieces)).split("\x1e")).strip("\n")


def _pieces(element: "_Element") -> "Iterator[str]":
    from lxml import etree

    for event, node in etree.iterwalk(element, events=("start", "end")):
        if event == "start":
            if local(node) in ("br",):
                yield "\x1e"
            yield node.text or "" if isinstance(node.tag, str) else ""
        elif node is not element:
            yield node.tail or ""


def _paragraphs(body: "_Element") -> "Iterator[str]":
    from lxml import etree

    found = False
    walker = etree.iterwalk(body, events=("start",))
    for _event, element in walker:
        name = local(element)
        if name in APART and element is not body:
            walker.skip_subtree()
        elif name in PARAGRAPHS:
            walker.skip_subtree()
            found = True
            if text := line(element):
                yield text
    if not found and (text := line(body)):
        yield text


def _first(element: "_Element", name: str) -> str | None:
    return next((line(e).replace("\n", " ") for e in element.iter() if local(e) == name), None)


def _without(element: "_Element", name: str) -> str:
    """The text of an element but for that of its children of this name."""
    pieces = [element.text or ""]
    for child in element:
        pieces += ["" if local(child) == name else "".join(child.itertext()), child.tail or ""]
    return collapsed("".join(pieces)).rstrip(",; ")
