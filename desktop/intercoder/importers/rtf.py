"""RTF: the text of a document as a page of lines."""

import re
from collections.abc import Iterator

from intercoder.importers.plaintext import read_page
from intercoder.importers.reading.contract import Evidence, Options, Source
from intercoder.importers.reading.rtf_text import is_rtf, rtf_text
from intercoder.records import Article, Issue, Tick

VERSION = 1
LARGEST_BYTES = 30_000_000


def sniff(head: bytes, name: str) -> Evidence:  # noqa: ARG001
    """What begins as RTF does."""
    return Evidence(60, "An RTF document.") if is_rtf(head) else Evidence(0, "No RTF.")


def read(source: Source, options: Options, tick: Tick) -> Iterator[Article | Issue]:
    """Yield the one article of the document."""
    if source.size > LARGEST_BYTES:
        yield Issue("limit", f"The document is larger than {LARGEST_BYTES:,} bytes.", "byte 0", "skipped")
        return
    text, issues = rtf_text(source.read_bytes())
    yield from issues
    if not text.strip():
        yield Issue("no_text", "The document has no text.", "byte 0", "skipped")
        return
    yield read_page(
        re.sub(r"\n{3,}", "\n\n", text.strip("\n")).split("\n"), options.repeated, options.rules, options.painted, options.mode
    )
    tick(source.size, source.size)
