"""A Word document as a page of lines, one for each paragraph; an export of Nexis in it is read as one."""

from collections.abc import Iterator

from intercoder.importers import nexis_docx
from intercoder.importers.plaintext import read_page
from intercoder.importers.reading.contract import Evidence, Options, Source
from intercoder.importers.reading.word import is_word, paragraphs_of
from intercoder.records import Article, Issue, Tick

VERSION = 1


def sniff(head: bytes, name: str) -> Evidence:  # noqa: ARG001
    """A zip archive with Word's parts."""
    return Evidence(60, "A Word document.") if is_word(head) else Evidence(0, "No Word document.")


def read(source: Source, options: Options, tick: Tick) -> Iterator[Article | Issue]:
    """Yield the one article of the document."""
    try:
        lines = [line for paragraph in paragraphs_of(source) for line in paragraph.split("\n")]
    except ValueError as error:
        yield Issue("record_broken", str(error), "byte 0", "skipped")
        return
    if any(nexis_docx.END.fullmatch(line) for line in lines):
        yield from nexis_docx.read(source, options, tick)
        return
    if not any(line.strip() for line in lines):
        yield Issue("no_text", "The document has no text.", "byte 0", "skipped")
        return
    yield read_page(lines, options.repeated, options.rules, options.painted, options.mode)
    tick(source.size, source.size)
