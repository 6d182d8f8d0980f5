"""PDF: the text of its pages as one article. A page that is only a picture has none."""

import logging
import time
from collections.abc import Iterator

from intercoder.importers.reading.contract import Evidence, Options, Source
from intercoder.importers.reading.encodings import UNFIT
from intercoder.importers.reading.texts import paragraphs
from intercoder.records import Article, Issue, Text, Tick

PAGES = 2_000
SECONDS = 120.0
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
    """Yield the one article of the document; its paragraphs are its lines."""
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    if source.size > LARGEST_BYTES:
        yield Issue("limit", f"The document is larger than {LARGEST_BYTES:,} bytes.", "byte 0", "skipped")
        return
    texts: list[str] = []
    empty = broken = 0
    broken_by: tuple[type[Exception], ...] = (PyPdfError, *BROKEN)
    try:
        with source.open() as stream:
            reader = PdfReader(stream, strict=False)
            if reader.is_encrypted and not reader.decrypt(""):
                yield Issue("record_broken", "The PDF is encrypted.", "byte 0", "skipped")
                return
            count = len(reader.pages)
            until = time.monotonic() + SECONDS
            for number in range(min(count, PAGES)):
                if time.monotonic() > until:
                    yield Issue(
                        "limit", f"The pages after page {number} were not read in {SECONDS:.0f} seconds.", f"page {number + 1}"
                    )
                    break
                try:
                    text = reader.pages[number].extract_text() or ""
                except broken_by:
                    broken += 1
                    continue
                empty += not text.strip()
                texts.append(UNFIT.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n")))
                tick(number + 1, count)
            if count > PAGES:
                yield Issue("limit", f"{count - PAGES} pages after the first {PAGES} were not read.", f"page {PAGES + 1}")
    except broken_by as error:
        yield Issue("record_broken", f"The PDF cannot be read: {type(error).__name__}.", "byte 0", "skipped")
        return
    if broken:
        yield Issue("record_broken", f"{broken} pages could not be read.", found=broken)
    body = "\n".join(texts).strip("\n")
    if not body.strip():
        yield Issue(
            "no_text", f"The PDF has {empty} pages and no text in them: pictures of pages, perhaps.", "page 1", "skipped"
        )
        return
    if empty:
        yield Issue("no_text", f"{empty} pages have no text.", found=empty)
    yield Article((Text("body", body, "page 1", paragraphs(body)),), "page 1")
