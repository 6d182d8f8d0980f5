"""Nexis, HTML: documents between `<DOC NUMBER=n>` and `</DOC>` in comments, each a row of divs as on paper."""

import re
from collections.abc import Iterator
from functools import partial

from intercoder.importers.reading import nexis
from intercoder.importers.reading.alone import alone
from intercoder.importers.reading.contract import Evidence, Options, Source, counted
from intercoder.importers.reading.markup import class_words, lines_of, parse_html
from intercoder.importers.reading.nexis import Block
from intercoder.importers.reading.texts import read_text, whole_number
from intercoder.records import Article, Issue, Tick

VERSION = 1
START = re.compile(r"<DOC NUMBER=(\d+)>")
END = "</DOCFULL>"
DECLARED = re.compile(r"""\bDOCUMENTS="(\d+)\"""")
_ROW = re.compile(r"(?=<div\b)", re.I)
_CENTRED = re.compile(r"\.(\w+)\s*\{\s*text-align:\s*center")


def sniff(head: bytes, name: str) -> Evidence:  # noqa: ARG001
    """HTML with documents marked in comments."""
    count = len(re.findall(rb"<DOC NUMBER=\d+>", head))
    if count and b"<DOCFULL>" in head:
        return Evidence(95, f"Nexis HTML: “<DOC NUMBER=…>” {counted(count, 'time')} in the part that was looked at.")
    return Evidence(0, "No “<DOC NUMBER=…>” in the part that was looked at.")


def read(source: Source, options: Options, tick: Tick) -> Iterator[Article | Issue]:
    """Yield the documents in their order; a broken one costs itself."""
    text, issues = read_text(source, options)
    yield from issues
    starts = list(START.finditer(text))
    if not starts:
        yield Issue("no_text", "No document of Nexis in the file.", "byte 0", "skipped")
        return
    centred = frozenset(_CENTRED.findall(text[: starts[0].start()]))
    numbers: list[tuple[int, int]] = []
    stops = [match.start() for match in starts[1:]] + [len(text)]
    for number, (start, stop) in enumerate(zip(starts, stops, strict=True), 1):
        content = text[start.end() : stop].split(END)[0]
        blocks = _blocks(content.partition("-->")[2], centred, numbers)
        yield alone(f"document {number}", partial(nexis.article_of, blocks, f"document {number}"))
        tick(number, len(starts))
    if not numbers and (declared := DECLARED.search(text[: starts[0].start()])):
        numbers.append((1, whole_number(declared[1]) or 0))
    if issue := nexis.declared_articles(numbers, len(starts)):
        yield issue


def _blocks(markup: str, centred: frozenset[str], numbers: list[tuple[int, int]]) -> list[Block]:
    """The divs of a document as blocks; the separator goes to `numbers`.

    Nexis puts no div into another: one whose end was lost stops where the next begins.
    """
    markup = markup.removesuffix("<!-- Hide XML section from browser").rstrip()
    root, _issues = parse_html(_ROW.sub("</div>", markup))
    blocks: list[Block] = []
    for div in root.iter("div"):
        middle = bool(centred & set(class_words(div)))
        lines = [line.strip(" \u00a0") for line in lines_of(div)]
        if not blocks and len(lines) == 1 and (pair := nexis.separator(lines[0].replace("\u00a0", " "))):
            numbers.append(pair)
        else:
            blocks += [Block(line, True) for line in lines] if middle else [Block("\n".join(lines))]
    return blocks
