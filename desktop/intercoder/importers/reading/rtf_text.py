"""The text of an RTF document, decoded as it is and not as it says."""

import re

from intercoder.importers.reading.encodings import clean, replaced_issue, with_pairs
from intercoder.records import Issue

_PAGE = re.compile(rb"\\ansicpg(\d+)")
_PICTURE = re.compile(r"\{\\\*?\\?(?:shppict|pict)\b[^{}]*(?:\{[^{}]*\}[^{}]*)*\}")


def is_rtf(head: bytes) -> bool:
    """Whether a file begins as RTF."""
    return head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{\\rtf")


BOLD = "\ue001"
_BOLD = re.compile(r"((?:\\[a-z]+-?\d*)*\\b(?![a-z0-9])(?:\\[a-z]+-?\d*)*) ")


def rtf_text(data: bytes, mark_bold: bool = False) -> tuple[str, list[Issue]]:
    """The text of a document, and what is to be said of its reading: strict UTF-8 first, then the code page it names.

    With `mark_bold` the mark BOLD stands where bold type begins.
    """
    from striprtf.striprtf import rtf_to_text

    page = _PAGE.search(data[:4096])
    name = f"cp{page[1].decode()}" if page else "cp1252"
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        try:
            text = data.decode(name, "replace")
        except LookupError:
            text = data.decode("cp1252", "replace")
    if text.count("\\pict") < 2000:
        text = _PICTURE.sub("", text)
    if mark_bold:
        text = _BOLD.sub(rf"\1 {BOLD}", text)
    try:
        plain = str(rtf_to_text(text, encoding=name, errors="replace"))  # type: ignore[no-untyped-call]
    except (ValueError, LookupError, IndexError, TypeError, KeyError, AttributeError, OverflowError) as error:
        return "", [Issue("record_broken", f"The RTF cannot be read: {type(error).__name__}.", "byte 0", "skipped")]
    plain, count = clean(with_pairs(plain).replace("\r\n", "\n").replace("\r", "\n"))
    return plain, [replaced_issue(count)] if count else []
