"""What the reader shows of one article, block by block: its texts in their order, and the few lines it adds itself.

Pure: units and facts in, blocks out. A block is a paragraph of the body, another text, or a comment.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from intercoder.records import CODABLE_KINDS, Kind, Unit

BlockKind = Kind | Literal["note"]
_LETTERS = {
    "headline": "H",
    "lead": "L",
    "correction": "C",
    "caption": "I",
}  # in the gutter


@dataclass(frozen=True)
class Facts:
    """What stands in the reader beside the texts; all of it may be absent."""

    comments: str = ""  # beside the word "Comments": "12 lines · header says 10 · accepted as they are"
    notes: Mapping[int, str] = field(default_factory=dict)  # comment -> its small first line: author, time, reply to
    replies: Mapping[int, int] = field(default_factory=dict)  # comment -> the comment that it answers
    depths: Mapping[int, int] = field(default_factory=dict)  # comment -> how deep in its thread, from 0


class Block(NamedTuple):
    """One block: `text` is `[start, stop)` of the unit's text, verbatim. A line of the reader's own has no range.

    A tuple, since a thread of 40,000 comments makes 80,000 of them at once.
    """

    kind: BlockKind
    unit: int  # the text that is coded: of a paragraph its body
    shown: int  # what a click on it means: of a paragraph itself
    text: str
    start: int = 0
    stop: int = 0
    label: str = ""  # in the gutter
    codable: bool = False
    depth: int = 0

    @property
    def is_text(self) -> bool:
        """Whether its characters are stored ones."""
        return self.kind not in ("note", "comments_header")


def article_blocks(units: Sequence[Unit], facts: Facts) -> list[Block]:
    """The blocks of an article from its units in tree order."""
    blocks: list[Block] = []
    headed = False
    for unit in units:
        if unit.kind in ("article", "paragraph"):
            continue
        if unit.kind == "comments_header" or (unit.kind == "comment" and not headed):
            own = unit.id if unit.kind == "comments_header" else 0
            blocks.append(Block("comments_header", own, own, facts.comments or (unit.text or "" if own else "")))
            headed = True
        if unit.kind == "body":
            blocks += _body(unit, [u for u in units if u.kind == "paragraph" and u.parent == unit.id])
        elif unit.kind == "comment":
            blocks += _comment(unit, facts)
        elif unit.kind != "comments_header":
            blocks.append(_whole(unit, _LETTERS.get(unit.kind, "")))
    return blocks


def _whole(unit: Unit, label: str, depth: int = 0) -> Block:
    text = unit.text or ""
    codable = unit.codable and unit.kind in CODABLE_KINDS
    return Block(unit.kind, unit.id, unit.id, text, 0, len(text), label, codable, depth)


def _comment(unit: Unit, facts: Facts) -> Iterator[Block]:
    depth = facts.depths.get(unit.id, 0)
    label = str(_number(unit))
    if note := facts.notes.get(unit.id):
        yield Block("note", unit.id, unit.id, note, label=label, depth=depth)
        label = ""
    yield _whole(unit, label, depth)


def _body(body: Unit, paragraphs: list[Unit]) -> Iterator[Block]:
    """A block for each paragraph, and for whatever text of the body lies outside of them."""
    text = body.text or ""
    at = 0
    for paragraph in sorted(paragraphs, key=lambda u: u.start or 0):
        start, stop = paragraph.start or 0, paragraph.stop or 0
        yield from _lines(body, text, at, start)
        label = str(paragraph.position)
        yield Block("paragraph", body.id, paragraph.id, text[start:stop], start, stop, label, body.codable)
        at = stop
    yield from _lines(body, text, at, len(text))


def _lines(body: Unit, text: str, start: int, stop: int) -> Iterator[Block]:
    for line in text[start:stop].splitlines(keepends=True):
        content = line.rstrip("\r\n")
        if content.strip():
            yield Block("body", body.id, body.id, content, start, start + len(content), "", body.codable)
        start += len(line)


def _number(unit: Unit) -> int:
    """The number of a comment as its reference has it (A0001-C003 is 3)."""
    digits = unit.ref.rpartition("-")[2].lstrip("CXNPRILHB")
    return int(digits) if digits.isdigit() else unit.position
