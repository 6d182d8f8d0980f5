"""Where words begin and end: how a dragged selection snaps, and how an edge moves by a word.

Pure functions over stored texts, in code points. The boundaries are those of Unicode (UAX 29) as Qt finds them: an
apostrophe stays inside its word, an ideograph is a word, and no family of emoji, flag or accent is ever cut.
"""

from PySide6.QtCore import QTextBoundaryFinder

from intercoder.ui.positions import Positions, display

_REACH = 200  # code points looked at on each side of a position: longer than any word, short enough to be at once


def snap(text: str, start: int, stop: int) -> tuple[int, int] | None:
    """The whole words that `[start, stop)` touches, without white space at the ends; None when nothing is left."""
    start, stop = _trimmed(text, start, stop)
    if start >= stop:
        return None
    return _token(text, start)[0], _token(text, stop - 1)[1]


def word_at(text: str, position: int) -> tuple[int, int] | None:
    """The word or sign that holds the character at a position; None where there is white space, or nothing."""
    if not 0 <= position < len(text) or text[position].isspace():
        return None
    return _token(text, position)


def next_edge(text: str, position: int) -> int:
    """The end of the first word that ends after the position; the end of the text when there is none."""
    while position < len(text):
        first, last = _token(text, position)
        if _is_word(text[first:last]):
            return last
        position = last
    return len(text)


def previous_edge(text: str, position: int) -> int:
    """The start of the last word that begins before the position; 0 when there is none."""
    while position > 0:
        first, last = _token(text, position - 1)
        if _is_word(text[first:last]):
            return first
        position = first
    return 0


def moved_start(text: str, start: int, stop: int, forward: bool) -> int:
    """The start of a span one word further: at the start of a word, before `stop`."""
    if not forward:
        return previous_edge(text, start)
    position = _token(text, start)[1]
    while position < stop:
        first, last = _token(text, position)
        if _is_word(text[first:last]):
            return position
        position = last
    return start


def moved_stop(text: str, start: int, stop: int, forward: bool) -> int:
    """The stop of a span one word further: at the end of a word, after `start`."""
    if forward:
        return next_edge(text, stop)
    position = _token(text, stop - 1)[0] if stop else 0
    while position > start:
        first, last = _token(text, position - 1)
        if _is_word(text[first:last]):
            return position
        position = first
    return stop


def sign_edge(text: str, position: int) -> int:
    """The last place at or before a position where one may cut without cutting what one sees as one sign."""
    first = _first_of_row(text, position)
    if first < position < len(text) and _is_half_flag(text[position]):
        return position - (position - first) % 2  # behind an emoji Qt counts the pairs from a wrong one
    low = _first_of_row(text, max(0, position - _REACH))
    window = text[low : position + _REACH]
    positions = Positions(window)
    finder = QTextBoundaryFinder(QTextBoundaryFinder.BoundaryType.Grapheme, display(window))
    finder.setPosition(positions.to_qt(position - low))
    at = finder.position() if finder.isAtBoundary() else finder.toPreviousBoundary()
    return low + positions.to_text(max(at, 0))


def _token(text: str, position: int) -> tuple[int, int]:
    """The range of the word, the run of spaces or the sign that holds the character at `position`."""
    low = _first_of_row(text, max(0, position - _REACH))
    window = text[low : position + _REACH]
    positions = Positions(window)
    finder = QTextBoundaryFinder(QTextBoundaryFinder.BoundaryType.Word, display(window))
    finder.setPosition(positions.to_qt(position - low + 1))
    stop = finder.position() if finder.isAtBoundary() else finder.toNextBoundary()
    start = finder.toPreviousBoundary()
    return low + positions.to_text(max(start, 0)), low + positions.to_text(stop if stop >= 0 else positions.length)


def _first_of_row(text: str, position: int) -> int:
    """Where the row of flags before a position begins: they are pairs, counted from the first of a row."""
    while position and _is_half_flag(text[position - 1]):
        position -= 1
    return position


def _is_half_flag(character: str) -> bool:
    return "\U0001f1e6" <= character <= "\U0001f1ff"


def _trimmed(text: str, start: int, stop: int) -> tuple[int, int]:
    while start < stop and text[start].isspace():
        start += 1
    while start < stop and text[stop - 1].isspace():
        stop -= 1
    return start, stop


def _is_word(token: str) -> bool:
    """Whether a token is more than white space and punctuation: it has a letter, a digit or a picture."""
    return any(c.isalnum() or (ord(c) > 0x2190 and not c.isspace() and not 0x3000 <= ord(c) < 0x3040) for c in token)
