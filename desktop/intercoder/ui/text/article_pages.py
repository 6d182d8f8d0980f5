"""The pages of a long article: stretches of its blocks, each small enough to be laid out and scrolled at once.

Pure: blocks in, pages out. Up to 300 comments and two million characters an article is one page; beyond that the first page
holds its own texts with the first comments, and each further one the next comments. A text that is longer than a page is
divided after a line, else between words, else between what one sees as signs.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from intercoder.ui.text.article_blocks import Block
from intercoder.ui.text.words import sign_edge

MOST_CHARACTERS = 2_000_000
"""Of an article that is shown as a whole."""
MOST_COMMENTS = 300
"""Of an article that is shown as a whole: beyond, going to one of its last comments would be felt."""
PAGE_CHARACTERS = 500_000
"""Of a page: the end of one is laid out in a quarter of the time that it takes with two million."""
COMMENTS = 200
"""On a page of a long thread."""
_LEADS_ON = ("note", "comments_header")  # lines that never stand last on a page
_NEAR = 2_000  # characters before the end of a page in which white space is looked for


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
        self.comments = sum([_begins_comment(block) for block in blocks])
        whole = self.comments <= MOST_COMMENTS and sum([len(block.text) for block in blocks]) <= MOST_CHARACTERS
        self._blocks = blocks = blocks if whole else list(_pieces(blocks))
        self._pages = [ArticlePage(0, len(blocks), 0, self.comments)] if whole else list(_divide(blocks))
        self._firsts = [page.first for page in self._pages]
        self._number_of: dict[int, int] = {}  # paragraph or text -> its first block
        self._starts: dict[int, list[tuple[int, int]]] = {}  # text of several blocks -> (start, number) of each
        divided = {block.unit for block in blocks if block.start}
        for number, block in enumerate(blocks):
            if block.shown not in self._number_of:
                self._number_of[block.shown] = number
            if block.is_text and (block.unit != block.shown or block.unit in divided):
                self._number_of.setdefault(block.unit, number)
                self._starts.setdefault(block.unit, []).append((block.start, number))

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

    def pages_of(self, unit: int) -> range:
        """The pages that show any of a paragraph or text."""
        first = self._number_of.get(unit)
        if first is None:
            return range(0)
        page = bisect_right(self._firsts, first) - 1
        numbers = [number for _, number in self._starts.get(self._blocks[first].unit, ())]
        last = max((n for n in numbers if unit in (self._blocks[n].unit, self._blocks[n].shown)), default=first)
        return range(page, bisect_right(self._firsts, last))

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
    most = min(MOST_CHARACTERS, PAGE_CHARACTERS)
    first = before = characters = comments = 0
    start = length = 0  # of what may not be divided: a line of the reader's own goes with the text below it
    for number, block in enumerate(blocks):
        length += len(block.text)
        if block.kind in _LEADS_ON:
            continue
        more = _begins_comment(block)
        if start > first and (characters + length > most or comments + more > COMMENTS):
            yield ArticlePage(first, start, before, comments)
            first, before, characters, comments = start, before + comments, 0, 0
        characters, comments = characters + length, comments + more
        start, length = number + 1, 0
    yield ArticlePage(first, len(blocks), before, comments)


def _begins_comment(block: Block) -> bool:
    return block.kind == "comment" and not block.start


def _pieces(blocks: Sequence[Block]) -> Iterator[Block]:
    """The blocks, those that are longer than a page in pieces that are not. A line end between two pieces is in neither."""
    most = min(MOST_CHARACTERS, PAGE_CHARACTERS)
    for block in blocks:
        text, at = block.text, 0
        while len(text) - at > most:
            stop = _cut(text, at, at + most)
            piece = text[at:stop].rstrip("\r\n")
            yield block._replace(text=piece, start=block.start + at, stop=block.start + at + len(piece))
            at = stop
        yield block._replace(text=text[at:], start=block.start + at) if at else block


def _cut(text: str, low: int, high: int) -> int:
    half = (low + high) // 2
    line = text.rfind("\n", half, high)
    if line >= 0:
        return line + 1
    space = next((at for at in range(high, max(half, high - _NEAR), -1) if text[at - 1].isspace()), high)
    found = sign_edge(text, space)
    return found if found > low else high
