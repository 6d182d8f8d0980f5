"""The pages of a long article: stretches of its blocks, each small enough to be laid out and scrolled at once.

Pure: blocks in, pages out. Up to two million characters an article is one page; beyond that the first page holds its own texts
with the first comments, and each further one the next comments.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from intercoder.ui.text.article_blocks import Block

MOST_CHARACTERS = 2_000_000
"""Of an article that is shown as a whole, and of a page that holds more than one block."""
COMMENTS = 200
"""On a page of a long thread."""
_LEADS_ON = ("note", "comments_header")  # lines that never stand last on a page
_PARTS = ("paragraph", "body")  # blocks of which one text has several


@dataclass(frozen=True)
class ArticlePage:
    """Blocks `[first, stop)` of an article, and how many comments of its thread stand before them and on them."""

    first: int
    stop: int
    before: int
    comments: int


class ArticlePages:
    """An article as pages; at least one. Leads from places in stored texts (code points) to pages."""

    def __init__(self, blocks: Sequence[Block] = ()) -> None:
        self._blocks = blocks
        self._pages = list(_divide(blocks))
        self._firsts = [page.first for page in self._pages]
        self._number_of: dict[int, int] = {}  # paragraph or text -> its first block
        self._starts: dict[int, list[tuple[int, int]]] = {}  # text of several blocks -> (start, number) of each
        for number, block in enumerate(blocks):
            self._number_of.setdefault(block.shown, number)
            if block.kind in _PARTS:
                self._number_of.setdefault(block.unit, number)
                self._starts.setdefault(block.unit, []).append((block.start, number))
        self.comments = sum(page.comments for page in self._pages)

    def __len__(self) -> int:
        return len(self._pages)

    def __getitem__(self, number: int) -> ArticlePage:
        return self._pages[number]

    def blocks(self, page: int) -> Sequence[Block]:
        """The blocks of a page."""
        return self._blocks[self._pages[page].first : self._pages[page].stop]

    def page_of(self, unit: int, position: int | None = None) -> int | None:
        """The page on which a paragraph or text begins, or a place of a text stands; None for what is not shown."""
        number = self._number(unit, position)
        return bisect_right(self._firsts, number) - 1 if number is not None else None

    def order(self, unit: int, position: int) -> tuple[int, int]:
        """A key that sorts places as they are read."""
        return self._number_of.get(unit, 0), position

    def label_of(self, unit: int) -> str:
        """What stands in the gutter beside a unit."""
        number = self._number(unit, None)
        return self._blocks[number].label if number is not None else ""

    def _number(self, unit: int, position: int | None) -> int | None:
        starts = self._starts.get(unit) if position is not None else None
        if not starts:
            return self._number_of.get(unit)
        return starts[max(0, bisect_right(starts, (position, len(self._blocks))) - 1)][1]


def _divide(blocks: Sequence[Block]) -> Iterator[ArticlePage]:
    whole = sum([len(block.text) for block in blocks]) <= MOST_CHARACTERS
    first = before = characters = comments = 0
    start = length = 0  # of what may not be divided: a line of the reader's own goes with the text below it
    for number, block in enumerate(blocks):
        length += len(block.text)
        if block.kind in _LEADS_ON:
            continue
        more = block.kind == "comment"
        if not whole and start > first and (characters + length > MOST_CHARACTERS or comments + more > COMMENTS):
            yield ArticlePage(first, start, before, comments)
            first, before, characters, comments = start, before + comments, 0, 0
        characters, comments = characters + length, comments + more
        start, length = number + 1, 0
    yield ArticlePage(first, len(blocks), before, comments)
