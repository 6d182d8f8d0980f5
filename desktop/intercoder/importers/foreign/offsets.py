"""The eight ways in which programs count characters, and which of them a file was written in.

Nothing in a file says how its offsets are counted, but highlights begin and end at words: read in the right way nearly
all ends are clean, read in a wrong one few are.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate, product

Stretch = tuple[int, int]
BOM = "\ufeff"


@dataclass(frozen=True)
class Counting:
    """One way of counting: code points or UTF-16 units, CRLF as two or one, a byte order mark or not."""

    utf16: bool = False
    crlf_is_one: bool = False
    bom_counts: bool = False

    @property
    def key(self) -> str:
        """Its name on the command line: `utf16-crlf1-bom`."""
        return "utf16" * self.utf16 + "codepoint" * (not self.utf16) + "-crlf1" * self.crlf_is_one + "-bom" * self.bom_counts


STANDARD = Counting()
WAYS = tuple(Counting(*choice) for choice in product((False, True), repeat=3))
"""All ways, the standard's first."""


class Ruler:
    """Reads offsets of one text in one way, as code points of the text without its byte order mark."""

    def __init__(self, text: str, way: Counting, had_bom: bool) -> None:
        self._text = text
        self._plain = way == STANDARD or (not way.bom_counts and text.isascii() and not way.crlf_is_one)
        first = int(way.bom_counts and had_bom)
        if not self._plain:
            widths = (_width(text, i, way) for i in range(len(text)))
            self._places = list(accumulate(widths, initial=first))

    def place(self, offset: int) -> int:
        """The code point at an offset; offsets beyond the text give its end."""
        if self._plain:
            return max(0, min(offset, len(self._text)))
        return max(0, min(bisect_right(self._places, offset) - 1, len(self._text)))

    def stretch(self, start: int, stop: int) -> Stretch:
        """Both ends."""
        return self.place(start), self.place(stop)


def _width(text: str, i: int, way: Counting) -> int:
    if way.crlf_is_one and text[i] == "\n" and i and text[i - 1] == "\r":
        return 0
    return 2 if way.utf16 and text[i] > "\uffff" else 1


def is_clean(text: str, stretch: Stretch) -> bool:
    """Whether a stretch cuts no word in two."""
    start, stop = stretch
    return start < stop and not _inside_word(text, start) and not _inside_word(text, stop)


def _inside_word(text: str, place: int) -> bool:
    return 0 < place < len(text) and text[place - 1].isalnum() and text[place].isalnum()


def best_way(texts: Sequence[tuple[str, bool, Iterable[Stretch]]], origin: str = "") -> tuple[Counting, int]:
    """The way in which most highlights are clean, and how many are. Texts: (text, whether it had a mark, raw offsets).

    On a tie NVivo's own way goes first for files of NVivo, else the standard's.
    """
    given = [(text, had_bom, list(stretches)) for text, had_bom, stretches in texts]
    order = sorted(WAYS, key=lambda way: (way.utf16 is not ("nvivo" in origin.lower()), way.crlf_is_one, way.bom_counts))
    counts = {way: clean_count(given, way) for way in order}
    best = max(order, key=lambda way: counts[way])
    return best, counts[best]


def clean_count(texts: Sequence[tuple[str, bool, Iterable[Stretch]]], way: Counting) -> int:
    """How many highlights are clean when read in this way."""
    count = 0
    for text, had_bom, stretches in texts:
        ruler = Ruler(text, way, had_bom)
        count += sum(is_clean(text, ruler.stretch(*stretch)) for stretch in stretches)
    return count
