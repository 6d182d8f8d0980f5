"""PDF: the text of its pages, one article for each title of a table of contents, else as one article.

A page that is only a picture has no text.
"""

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from typing import TYPE_CHECKING

from intercoder.importers.reading.contents import articles_of
from intercoder.importers.reading.contract import Evidence, Options, Source
from intercoder.importers.reading.texts import line_feeds, paragraphs
from intercoder.records import Article, Issue, Text, Tick

if TYPE_CHECKING:
    from pypdf import PdfReader

VERSION = 2  # 2: one article for each title of a table of contents
PAGES = 2_000
SECONDS = 60.0
LARGEST_BYTES = 200_000_000
BROKEN = (
    ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError, OSError, OverflowError, NotImplementedError,
    ArithmeticError, AssertionError,
)  # fmt: skip
"""What pypdf runs into in damaged files, beside its own errors."""


def sniff(head: bytes, name: str) -> Evidence:  # noqa: ARG001
    """What begins with `%PDF-`."""
    return Evidence(80, "A PDF document.") if b"%PDF-" in head[:1024] else Evidence(0, "No PDF.")


def read(source: Source, options: Options, tick: Tick) -> Iterator[Article | Issue]:  # noqa: ARG001
    """Yield the articles of the document; their paragraphs are its lines."""
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    if source.size > LARGEST_BYTES:
        yield Issue("limit", f"The document is larger than {LARGEST_BYTES:,} bytes.", "byte 0", "skipped")
        return
    try:
        with source.open() as stream:
            reader = PdfReader(stream, strict=False)
            if reader.is_encrypted and not reader.decrypt(""):
                yield Issue("record_broken", "The PDF is encrypted.", "byte 0", "skipped")
                return
            texts, issues = _pages(reader, (PyPdfError, *BROKEN), tick)
    except (PyPdfError, *BROKEN) as error:
        yield Issue("record_broken", f"The PDF cannot be read: {type(error).__name__}.", "byte 0", "skipped")
        return
    yield from issues
    empty = sum(not text.strip() for text in texts)
    body = "\n".join(texts).strip("\n")
    if not body.strip():
        message = f"The PDF has {empty} page{'s' * (empty != 1)} and no text in them: pictures of pages, perhaps."
        yield Issue("no_text", message, "page 1", "skipped")
        return
    if empty:
        yield Issue("no_text", f"{empty} page{'s have' if empty > 1 else ' has'} no text.", found=empty)
    lines = [(line, number) for number, text in enumerate(texts, 1) for line in text.split("\n")]
    divided = list(articles_of([line for line, _ in lines], [number for _, number in lines]))
    yield from divided or [Article((Text("body", body, "page 1", paragraphs(body)),), "page 1")]


def _pages(reader: "PdfReader", broken_by: tuple[type[Exception], ...], tick: Tick) -> tuple[list[str], list[Issue]]:
    """The texts of the pages that can be read, and what is to be said of the others."""
    texts: list[str] = []
    issues: list[Issue] = []
    broken = 0
    count = len(reader.pages)
    until = time.monotonic() + SECONDS
    with _fonts_read_once():
        for number in range(min(count, PAGES)):
            if time.monotonic() > until:
                message = f"The pages after page {number} were not read in {SECONDS:.0f} seconds."
                issues.append(Issue("limit", message, f"page {number + 1}"))
                break
            try:
                texts.append(line_feeds(reader.pages[number].extract_text() or ""))
            except broken_by:
                broken += 1
            tick(number + 1, count)
    if count > PAGES:
        issues.append(Issue("limit", f"{count - PAGES} pages after the first {PAGES} were not read.", f"page {PAGES + 1}"))
    if broken:
        issues.append(Issue("record_broken", f"{broken} page{'s' * (broken > 1)} could not be read.", found=broken))
    return texts, issues


_FONTS: ContextVar[dict[int, tuple[object, object]] | None] = ContextVar("fonts", default=None)


@contextmanager
def _fonts_read_once() -> Iterator[None]:
    """Let the fonts of a document be read once and not for every page.

    WORKAROUND: pypdf makes the map of a font's characters anew for each page, a second for a map of 65,536; where its
    inner parts are others, nothing is changed.
    """
    with suppress(ImportError, AttributeError):
        from pypdf.generic import _font

        original = _font.Font.from_font_resource
        if not hasattr(original, "reads_once"):

            def remembered(resource: object) -> object:
                known = _FONTS.get()
                if known is None:
                    return original(resource)  # type: ignore[arg-type]
                if id(resource) not in known:
                    known[id(resource)] = (resource, original(resource))  # type: ignore[arg-type]
                return known[id(resource)][1]

            remembered.reads_once = True  # type: ignore[attr-defined]
            _font.Font.from_font_resource = staticmethod(remembered)  # type: ignore[assignment]
    token = _FONTS.set({})
    try:
        yield
    finally:
        _FONTS.reset(token)
