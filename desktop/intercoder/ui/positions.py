"""The only place where offsets change their unit: code points of a stored text, and the UTF-16 units that Qt counts.

One emoji shifts every later offset of Qt by one. Texts, spans and the project count code points; documents, cursors and
layouts count UTF-16 units. Qt never gets the stored text itself but `display(text)`, and quotes are never read from Qt.
"""

import re
from bisect import bisect_left, bisect_right

_LINE = "\u2028"  # breaks the line inside a block of Qt, where a line feed would open a new block
_REPLACED = {
    **{ord(c): _LINE for c in "\n\r\x0b\x0c\x85\u2028\u2029"},
    **{ord(c): " " for c in "\xa0\x1c\x1d\x1e\x1f"},  # Qt loses the first; the others end a paragraph in bidi
    **{ord(c): "\ufffd" for c in "\x00\ufdd0\ufdd1\ufffc\ufffe\uffff"},  # frame marks, object mark, not characters
    **dict.fromkeys(range(0xD800, 0xE000), "\ufffd"),  # lone surrogates: two of them would become one character
    0xFEFF: "\u200b",  # a byte order mark at the start of a text is dropped by Qt
}
_ANY = re.compile("[" + "".join(map(re.escape, map(chr, _REPLACED))) + "]")
_WIDE = re.compile(r"[\U00010000-\U0010ffff]")
_CRLF = re.compile(r"\r\n")


def display(text: str) -> str:
    """The copy of a text that is given to Qt: every character that Qt would change is replaced one for one.

    It has the same number of code points and of UTF-16 units as `text`, and no character that opens a block.
    """
    if not _ANY.search(text):
        return text
    return _CRLF.sub(f" {_LINE}", text).translate(_REPLACED)


class Positions:
    """Converts positions in one stored text between code points and UTF-16 units, each by one bisection."""

    def __init__(self, text: str) -> None:
        self._length = len(text)
        wide = not text.isascii() and len(text.encode("utf-16-le", "surrogatepass")) > 2 * len(text)
        self._wide = [m.start() for m in _WIDE.finditer(text)] if wide else []
        self._pairs = [at + before for before, at in enumerate(self._wide)]  # where their pairs begin, in UTF-16 units

    @property
    def length(self) -> int:
        """The length of the text in UTF-16 units."""
        return self._length + len(self._wide)

    def to_qt(self, position: int) -> int:
        """The UTF-16 position of a code point position."""
        return position + bisect_left(self._wide, position)

    def to_text(self, position: int, *, up: bool = False) -> int:
        """The code point position of a UTF-16 position; inside a pair the one before it, or with `up` the one after."""
        pairs = bisect_right(self._pairs, position - 1)  # pairs that begin before the position
        inside = pairs > 0 and self._pairs[pairs - 1] == position - 1
        return position - pairs + (1 if inside and up else 0)

    def range_to_qt(self, start: int, stop: int) -> tuple[int, int]:
        """The UTF-16 range of a range of code points, stop exclusive."""
        return self.to_qt(start), self.to_qt(stop)

    def range_to_text(self, start: int, stop: int) -> tuple[int, int]:
        """The code point range of a UTF-16 range, stop exclusive; an end inside a pair is rounded outwards."""
        return self.to_text(start), self.to_text(stop, up=stop > start)
