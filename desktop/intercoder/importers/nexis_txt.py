"""Nexis, plain text: documents under a centred `N of M DOCUMENTS`, lines hard-wrapped, labels in the interface's language.

The hard wraps are layout of the export and are taken away: a line goes on where the next word would not have fitted.
"""

from collections.abc import Iterator
from functools import partial
from itertools import pairwise

from intercoder.importers.reading import nexis
from intercoder.importers.reading.alone import alone
from intercoder.importers.reading.contract import Evidence, Options, Source
from intercoder.importers.reading.encodings import binary_kind
from intercoder.importers.reading.nexis import Block
from intercoder.importers.reading.texts import head_text, read_text
from intercoder.records import Article, Issue, Tick

VERSION = 1
CENTRED_BY = 8
"""A line that begins with so many blanks stands in the middle of the page."""
WIDEST = 120


def sniff(head: bytes, name: str) -> Evidence:  # noqa: ARG001
    """Text with a line `N of M DOCUMENTS` and labels of Nexis."""
    if binary_kind(head) or head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"<", b"{"):
        return Evidence(0, "Not plain text.")
    lines = head_text(head).split("\n")
    found = [line.strip() for line in lines if nexis.separator(line)]
    labels = {label[0] for line in lines if (label := nexis.capital_label(line))}
    if not found:
        return Evidence(0, "No line “N of M DOCUMENTS”.")
    marks = labels & nexis.MARKS
    if marks:
        return Evidence(95, f"Nexis TXT: “{found[0]}” and the labels {', '.join(sorted(marks))}.")
    return Evidence(40, f"Perhaps Nexis TXT: “{found[0]}”, but none of its labels.")


def read(source: Source, options: Options, tick: Tick) -> Iterator[Article | Issue]:
    """Yield the documents in their order."""
    text, issues = read_text(source, options)
    yield from issues
    lines = text.split("\n")
    starts = [at for at, line in enumerate(lines) if nexis.separator(line)]
    if not starts:
        yield Issue("no_text", "No line “N of M DOCUMENTS” in the file.", "line 1", "skipped")
        return
    joined = False
    for number, (start, stop) in enumerate(zip(starts, [*starts[1:], len(lines)], strict=True), 1):
        blocks, wrapped = _blocks(lines[start + 1 : stop])
        joined |= wrapped
        yield alone(f"line {start + 1}", partial(nexis.article_of, blocks, f"line {start + 1}"))
        if number % 50 == 0:
            tick(start, len(lines))
    if joined:
        yield Issue("hard_wraps_joined", "Lines that were broken to fit the page were joined.", f"line {starts[0] + 1}")
    numbers = [pair for at in starts if (pair := nexis.separator(lines[at]))]
    if declared := nexis.declared_articles(numbers, len(starts)):
        yield declared


def _blocks(lines: list[str]) -> tuple[list[Block], bool]:
    """The paragraphs between blank lines, and whether any of them was hard-wrapped."""
    width = min(WIDEST, max((len(line.rstrip()) for line in lines), default=0))
    blocks: list[Block] = []
    wrapped = False
    group: list[str] = []
    for line in [*lines, ""]:
        if line.strip():
            group.append(line.rstrip())
            continue
        if group and all(_is_centred(item) for item in group):
            blocks += [Block(item.strip(), True) for item in group]
        elif group:
            text = _joined(group, width)
            wrapped |= text.count("\n") < len(group) - 1
            blocks.append(Block(text))
        group = []
    return blocks, wrapped


def _is_centred(line: str) -> bool:
    return len(line) - len(line.lstrip(" ")) >= CENTRED_BY


def _joined(lines: list[str], width: int) -> str:
    """The lines of a paragraph; a break stays only where the next word would have fitted on the line."""
    pieces = [lines[0].strip()]
    for before, line in pairwise(lines):
        word = line.split()[0]
        fitted = len(before) + 1 + len(word) <= width
        pieces.append(("\n" if fitted else " ") + line.strip())
    return "".join(pieces)
