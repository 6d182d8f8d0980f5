"""Names of columns that SPSS, Stata and PSPP accept, and texts cut at a whole character."""

import unicodedata
from collections.abc import Iterable, Sequence

LIMIT = 64  # bytes of UTF-8
RESERVED = frozenset(["all", "and", "by", "eq", "ge", "gt", "le", "lt", "ne", "not", "or", "to", "with"])


def spss_name(name: str, taken: Iterable[str] = (), limit: int = LIMIT) -> str:
    """A legal name that is like `name` and differs from all taken ones, ignoring case.

    >>> spss_name("Is it hostile?"), spss_name("by"), spss_name("Tone", ["tone"])
    ('Is_it_hostile', 'by_v', 'Tone_2')
    """
    return stem_for(name, ("",), taken, limit)


def stem_for(name: str, suffixes: Sequence[str], taken: Iterable[str], limit: int = LIMIT) -> str:
    """A stem such that stem + each suffix is legal and free: all columns of one variable share it."""
    used = {t.casefold() for t in taken}
    room = limit - max(len(s.encode()) for s in suffixes)
    stem, n = _legal(name, room), 1
    while any((stem + s).casefold() in used for s in suffixes):
        n += 1
        stem = _legal(cut(_legal(name, room), room - len(f"_{n}")).rstrip("._") + f"_{n}", room)
    return stem


def cut(text: str, limit: int) -> str:
    """The longest beginning of the text that takes at most `limit` bytes of UTF-8."""
    raw = text.encode()
    return text if len(raw) <= limit else raw[:limit].decode(errors="ignore")


def _legal(name: str, limit: int) -> str:
    """Letters, digits and `_ . $ # @`, a letter first, no `.` or `_` last, no word that SPSS keeps for itself."""
    out = "".join(c if _allowed(c) else "_" for c in unicodedata.normalize("NFC", name))
    if not out or unicodedata.category(out[0])[0] != "L":
        out = "v_" + out
    out = cut(out.rstrip("._"), limit).rstrip("._")
    return cut(out, limit - 2) + "_v" if out.casefold() in RESERVED else out


def _allowed(character: str) -> bool:
    category = unicodedata.category(character)
    return category[0] == "L" or category == "Nd" or character in "_.$#@"
