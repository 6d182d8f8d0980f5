"""What importers of articles share: the characters of a file, and the texts of an article with their paragraphs."""

import io
import re
from functools import lru_cache

from intercoder.importers.reading.contract import Options, Source
from intercoder.importers.reading.encodings import clean, decode, detect, replaced_issue
from intercoder.records import Issue, Kind, Text

LONGEST_NUMBER = 15
_NO_DIGIT = re.compile(r"\D")
_SPACE = re.compile(r"[ \t\n\r\f]+")


def read_text(source: Source, options: Options) -> tuple[str, list[Issue]]:
    """The characters of a whole file, and what is to be said of its encoding."""
    encoding = options.encoding
    if encoding is None:
        with source.open() as stream:
            encoding = detect(stream)
    text, replaced = clean(decode(source.read_bytes(), encoding))
    issues = list(encoding.issues())
    return text, [*issues, replaced_issue(replaced)] if replaced else issues


@lru_cache(maxsize=8)
def head_text(head: bytes) -> str:
    """The characters of the beginning of a file, for a sniffer."""
    return clean(decode(head, detect(io.BytesIO(head))))[0]


def paragraphs(text: str) -> tuple[tuple[int, int], ...]:
    """The ranges of the lines that are not blank."""
    ranges: list[tuple[int, int]] = []
    start = 0
    for line in text.split("\n"):
        if line.strip():
            ranges.append((start, start + len(line)))
        start += len(line) + 1
    return tuple(ranges)


def texts(place: str | None, *found: tuple[Kind, str | None]) -> tuple[Text, ...]:
    """The texts that are not blank, in this order; a body with its paragraphs."""
    return tuple(
        Text(kind, text, place, paragraphs(text) if kind == "body" else ()) for kind, text in found if text and text.strip()
    )


def line_feeds(text: str) -> str:
    """The text with line feeds for all ends of lines."""
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def collapsed(text: str) -> str:
    """White space as a page shows it: one blank for any run of it; no-break spaces stay."""
    return _SPACE.sub(" ", text).strip(" ")


def whole_number(text: str | None) -> int | None:
    """The digits of a text as a number, `2,968 words` -> 2968; None where there are none, or more than a count can have."""
    digits = _NO_DIGIT.sub("", text or "")
    return int(digits) if 0 < len(digits) <= LONGEST_NUMBER else None


def one_line(text: str | None) -> str | None:
    """Metadata on one line: white space collapsed; None where it is blank."""
    return " ".join(text.split()) or None if text else None
