"""The paragraphs of a Word document, one after the other, without the pictures, headers and footers."""

import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING

from intercoder.importers.reading.contract import WORD_TEXT, Source
from intercoder.importers.reading.encodings import UNFIT

if TYPE_CHECKING:
    from lxml.etree import _Element

LARGEST_BYTES = 200_000_000
BROKEN = (
    zipfile.BadZipFile, KeyError, OSError, EOFError, zlib.error, lzma.LZMAError, RuntimeError, UnicodeError,
)  # fmt: skip
"""What the reading of a damaged archive runs into."""
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_HEADER = struct.Struct("<4sHHHHHIIIHH")


def is_word(head: bytes) -> bool:
    """Whether a file begins as a Word document."""
    return head.startswith(b"PK\x03\x04") and b"word/" in head


def beginning(head: bytes) -> str:
    """The markup of the document as far as the first bytes of the file hold it; '' if they do not."""
    at = head.find(WORD_TEXT.encode())
    start = at - _HEADER.size
    if start < 0 or head[start : start + 4] != b"PK\x03\x04":
        return ""
    *_rest, name_length, extra = _HEADER.unpack_from(head, start)
    packed = head[at + name_length + extra :]
    try:
        return zlib.decompressobj(-zlib.MAX_WBITS).decompress(packed, 1 << 20).decode("utf-8", "replace")
    except zlib.error:
        return packed[: 1 << 20].decode("utf-8", "replace")  # stored, not packed


def paragraphs_of(source: Source) -> Iterator[str]:
    """Yield the text of each paragraph. Raises ValueError, with a sentence, where the document is damaged."""
    from lxml import etree

    try:
        with source.open() as stream, zipfile.ZipFile(stream) as archive:
            info = archive.getinfo(WORD_TEXT)
            if info.file_size > LARGEST_BYTES:
                raise ValueError(f"The document is larger than {LARGEST_BYTES:,} bytes.")
            with archive.open(info) as part:
                yield from _paragraphs(part)
    except BROKEN as error:
        raise ValueError(f"The Word document is damaged: {error}.") from None
    except etree.XMLSyntaxError as error:
        raise ValueError(f"The text of the Word document is damaged: {error.msg}.") from None


def _paragraphs(part: object) -> Iterator[str]:
    from lxml import etree

    reader = etree.iterparse(
        part, ("end",), resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True
    )
    for _event, element in reader:
        if element.tag in (W + "p", STRICT + "p"):
            if not any(a.tag == _FALLBACK for a in element.iterancestors()):
                yield _text(element)
            element.clear(keep_tail=False)
            while element.getprevious() is not None and element.getparent().tag.endswith("body"):
                del element.getparent()[0]


def _text(paragraph: "_Element") -> str:
    pieces: list[str] = []
    for node in paragraph.iter():
        name = node.tag.rpartition("}")[2] if isinstance(node.tag, str) else ""
        if name == "t":
            pieces.append(node.text or "")
        elif name in ("br", "cr"):
            pieces.append("\n")
        elif name == "tab" and not node.getparent().tag.endswith("tabs"):
            pieces.append("\t")
        elif name == "noBreakHyphen":
            pieces.append("\u2011")
    return UNFIT.sub("\ufffd", "".join(pieces))
