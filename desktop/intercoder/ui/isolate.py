"""Names and labels inside a sentence keep their own direction, so that Urdu in English mixes up neither."""

import unicodedata
from collections.abc import Iterable

_OPEN, _CLOSE = "\u2068", "\u2069"  # first strong isolate, pop directional isolate
_RIGHT_TO_LEFT = frozenset({"R", "AL", "AN", "RLE", "RLO", "RLI"})


def isolated(name: str) -> str:
    """The name between isolates where it holds right-to-left text; any other as it is."""
    return f"{_OPEN}{name}{_CLOSE}" if _runs_left(name) else name


def _runs_left(text: str) -> bool:
    return not text.isascii() and any(unicodedata.bidirectional(character) in _RIGHT_TO_LEFT for character in text)


def side_by_side(parts: Iterable[str | None]) -> str:
    """What is known of these, divided by dots. Behind or before right-to-left text every part keeps its own direction:
    the day behind a name in Urdu would read 05-2024 instead of 2024-05.
    """
    known = [part for part in parts if part]
    if any(map(_runs_left, known)):
        known[1:] = [f"{_OPEN}{part}{_CLOSE}" for part in known[1:]]  # the first one leads: the line runs as it does
    return " · ".join(known)


def isolated_in(sentence: str, names: Iterable[str]) -> str:
    """A finished sentence with the names in it isolated, the longest first, each once."""
    wanted = sorted({name for name in names if isolated(name) != name}, key=len, reverse=True)
    for n, name in enumerate(wanted):
        sentence = sentence.replace(name, f"\0{n}\0")
    for n, name in enumerate(wanted):
        sentence = sentence.replace(f"\0{n}\0", isolated(name))
    return sentence


def without_isolates(text: str) -> str:
    """The text for other programs: the marks are for the eye alone."""
    return text.replace(_OPEN, "").replace(_CLOSE, "")
