"""The encodings in which a file could be read, each with words of it that tell them apart."""

import codecs

from intercoder.importers import Source
from intercoder.importers.reading.encodings import CODE_PAGES, clean

SAMPLE = 28  # characters of the text shown beside an encoding
LOOKED_AT = 65_536


def plausible(source: Source) -> list[tuple[str, str]]:
    """The encodings in which the beginning of a file has no broken character, each with words that tell them apart."""
    with source.open() as stream:
        head = stream.read(LOOKED_AT)
    telling = _telling(head)
    found: list[tuple[str, str]] = []
    for page in ("utf-8", *CODE_PAGES):
        name = codecs.lookup(page).name
        try:
            text = codecs.getincrementaldecoder(name)("strict").decode(head)
        except (UnicodeError, LookupError):
            continue
        if clean(text)[1] == 0:
            found.append((name, _sample(telling, name)))
    return found


def _telling(head: bytes) -> bytes:
    """The bytes around the first one beyond ASCII; the beginning where there is none."""
    at = next((at for at, byte in enumerate(head) if byte > 127), 0)
    start = max(head.rfind(b"\n", 0, at) + 1, at - 12)
    return head[start : start + 4 * SAMPLE]


def _sample(telling: bytes, name: str) -> str:
    return " ".join(telling.decode(name, "ignore").split())[:SAMPLE]
