"""Europresse, HTML: documents that begin with their publication's name; heading, author, text, copyright, document number."""

import re
from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from intercoder.importers.reading.alone import alone
from intercoder.importers.reading.contract import Evidence, Options, Source, counted
from intercoder.importers.reading.dates import find_date
from intercoder.importers.reading.markup import lines_of, parse_html, with_class
from intercoder.importers.reading.texts import one_line, read_text, texts
from intercoder.records import Article, Issue, Tick

if TYPE_CHECKING:
    from lxml.etree import _Element

VERSION = 1
NAME = "DocPublicationName"
TITLES = ("titreArticle", "TitreArticleVisu")
RIGHTS = re.compile(r"\s*(?:©|\(c\)|copyright)", re.I)
IDENTITY = re.compile(r"\bnews[·.\w]*[·.]\d{8}[·.]\w+[·.]\w+", re.I)
PAGE = re.compile(r"\bp(?:age|p)?\.?\s*([A-Z]{0,3}\d{1,4}\w?(?:\s*[-,]\s*\d+)*)", re.I)
_MARK = "\ue000"


def sniff(head: bytes, name: str) -> Evidence:  # noqa: ARG001
    """HTML with publication names and document heads."""
    count = head.count(NAME.encode())
    if count and (b"DocHeader" in head or b"titreArticle" in head):
        return Evidence(95, f"Europresse HTML: “DocPublicationName” {counted(count, 'time')} in the part that was looked at.")
    return Evidence(0, "No document of Europresse in the part that was looked at.")


def read(source: Source, options: Options, tick: Tick) -> Iterator[Article | Issue]:
    """Yield the documents in their order."""
    markup, issues = read_text(source, options)
    yield from issues
    root, faults = parse_html(markup)
    yield from faults
    names = list(with_class(root, NAME))
    if not names:
        yield Issue("no_text", "No document of Europresse in the file.", "byte 0", "skipped")
        return
    for number, name in enumerate(names, 1):
        yield alone(f"document {number}", partial(_document, _around(name), name, number))
        tick(number, len(names))


def _around(name: "_Element") -> "_Element":
    """The widest element around the name of a publication that holds no other one."""
    element = name
    for parent in name.iterancestors():
        if parent.tag in ("body", "html") or sum(1 for _ in with_class(parent, NAME)) > 1:
            break
        element = parent
    return element


def _document(element: "_Element", name: "_Element", number: int) -> Article:
    place = f"document {number}"
    outlet = one_line("".join(name.itertext()))
    header = one_line(" ".join("".join(e.itertext()) for e in with_class(element, "DocHeader")))
    found = find_date(header or "")
    headline, above, body, byline = _content(element)
    page = PAGE.search(header or "")
    section = re.split(r",", header)[0].strip() if header and "," in header and not find_date(header.split(",")[0]) else None
    identity = IDENTITY.search(" ".join(lines_of(element)))
    when = found[0] if found else None
    return Article(
        texts(place, ("headline", headline), ("lead", above), ("body", body)),
        place,
        headline,
        outlet,
        byline,
        when.value if when else None,
        header,
        when.precision if when else None,
        None,
        None,
        section if section and not re.fullmatch(r"[a-zé]+", section) else None,
        identity[0] if identity else None,
        stub=not body.strip(),
        issues=() if when else (Issue("date_unread", "The document has no day that could be read.", place),),
        page=page[1] if page else None,
    )


def _content(element: "_Element") -> tuple[str | None, str | None, str, str | None]:
    """(headline, lines above it, text, author) of a document."""
    titles = [e for name in TITLES for e in with_class(element, name)]
    containers = [e for name in ("docOcurrContainer", "DocText") for e in with_class(element, name)]
    authors = [e for name in ("docAuthors", "sm-margin-bottomNews") for e in with_class(element, name)]
    headline = one_line(" ".join(lines_of(titles[0]))) if titles else None
    byline = one_line(" ".join(lines_of(authors[0]))) if authors else None
    if containers:
        return headline, None, "\n".join(_until_rights([line for e in containers[:1] for line in lines_of(e)])), byline
    return _of_lines(element, titles, headline)


def _of_lines(
    element: "_Element", titles: "list[_Element]", headline: str | None
) -> tuple[str | None, str | None, str, str | None]:
    """The older layout: lines under one another, the name of the author alone between heading and text."""
    for known in (*titles, *with_class(element, "DocHeader"), *with_class(element, NAME)):
        for child in list(known.iterdescendants()):
            child.text, child.tail = None, None
        known.text = _MARK
    lines = [line for line in lines_of(element) if line.strip()]
    heads = [at for at, line in enumerate(lines) if _MARK in line]
    title = heads[-1] if heads else -1
    before = [at for at in heads if at != title]
    above = lines[before[-1] + 1 : title] if titles and before else []
    rest = _until_rights(lines[title + 1 :])
    byline = None
    if len(rest) > 1 and len(rest[0]) <= 60 and not re.search(r"[.!?:;…]\s*$", rest[0]):
        byline, rest = one_line(rest[0]), rest[1:]
    return headline, "\n".join(above) or None, "\n".join(rest), byline


def _until_rights(lines: list[str]) -> list[str]:
    for at, line in enumerate(lines):
        if RIGHTS.match(line) or line.strip().startswith(("Numéro de document", "Certificat émis", "Document number")):
            lines = lines[:at]
            break
    while lines and not lines[-1].strip():
        lines = lines[:-1]
    while lines and not lines[0].strip():
        lines = lines[1:]
    return lines
