"""How the bytes of a text file become characters, and how that was found out.

The order: byte order mark, strict UTF-8, the charset that the file declares, a guess restricted to plausible code
pages. Nothing that cannot be decoded is lost silently: it becomes U+FFFD and is counted.
"""

import codecs
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import BinaryIO, Literal

from intercoder.records import Issue

GUESS_BYTES = 65_536
CHUNK_BYTES = 1 << 20
MOSTLY = 20
"""So many well-formed sequences to one broken make a file UTF-8 with damage, not a file of another encoding."""

BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
CODE_PAGES = [
    "cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "iso8859_15", "iso8859_2",
    "koi8_r", "koi8_u", "cp932", "euc_jp", "gb18030", "big5", "cp949", "cp866", "cp874", "mac_roman",
]  # fmt: skip
SUPERSETS = {"iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254", "shift_jis": "cp932", "euc_kr": "cp949"}
"""What a declared charset really is on the web (encoding.spec.whatwg.org, section 4.2)."""

MAGIC = (
    (b"\x89PNG", "a PNG picture"), (b"\xff\xd8\xff", "a JPEG picture"), (b"GIF8", "a GIF picture"),
    (b"%PDF-", "a PDF document"), (b"PK\x03\x04", "a zip archive"), (b"\x1f\x8b", "a gzip file"),
    (b"\x7fELF", "a program"), (b"MZ", "a program"), (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"SQLite format 3\x00", "an SQLite database"), (b"7z\xbc\xaf", "a 7-Zip archive"), (b"Rar!", "a RAR archive"),
    (b"RIFF", "a sound or video file"), (b"OggS", "a sound or video file"), (b"ID3", "a sound file"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard file"), (b"BZh", "a bzip2 file"), (b"\xfd7zXZ", "an xz file"),
)  # fmt: skip
DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z][A-Za-z0-9._:-]{1,30})""", re.I)
_ASCII = bytes(range(128))
CONTROLS = bytes(code for code in range(32) if code not in (9, 10, 11, 12, 13, 27))
SURROGATE = re.compile(rb"\xed[\xa0-\xbf][\x80-\xbf]")
UNFIT = re.compile("[\0\ud800-\udfff]")
PAIR = re.compile("[\ud800-\udbff][\udc00-\udfff]")
BROKEN, LONE = "\udfff", "\udffe"
"""What a decoder puts for bytes that are no character, and for an encoded surrogate; `clean` makes both U+FFFD."""


@dataclass(frozen=True)
class Encoding:
    """The encoding of a file as Python names it, how it was found, and the bytes of its byte order mark."""

    name: str
    how: Literal["bom", "utf-8", "declared", "guessed", "chosen"]
    bom: int = 0
    declared: str | None = None  # the charset that the file claims, if the claim was wrong
    sound: bool = False  # every byte was seen to be part of a character, and none is NUL
    feeds: bool = False  # every line was seen to end in a line feed alone

    def issues(self) -> Iterator[Issue]:
        """What the researcher should know about it."""
        if self.how == "guessed":
            says = "does not say its encoding" if not self.declared else "does not say its encoding rightly"
            message = f"The file {says}; it was read as {self.name}, a guess."
            yield Issue("encoding_guessed", message, "byte 0")
        if self.declared:
            message = f"The file says that it is {self.declared}, but it is {self.name}."
            yield Issue("encoding_declared_wrong", message, "byte 0")


@lru_cache(maxsize=8)  # each sniffer asks about the same beginning
def binary_kind(head: bytes) -> str | None:
    """What a file that is no text is, in words; None if it may be text."""
    kind = next((kind for magic, kind in MAGIC if head.startswith(magic)), None)
    if kind == "a program" and head.startswith(b"MZ") and b"\0" not in head[:512]:
        kind = None  # A text may begin with MZ.
    if kind in ("a sound or video file", "a sound file") and b"\0" not in head[:512]:
        kind = None
    if kind or any(head.startswith(bom) for bom, _name in BOMS) or _utf16_without_bom(head):
        return kind
    controls = len(head) - len(head.translate(None, CONTROLS))
    return "a binary file" if controls * 10 > len(head) and controls > 2 else None


def detect(stream: BinaryIO) -> Encoding:
    """Find the encoding of a whole stream, reading it in pieces. The stream is left at its end."""
    head = stream.read(GUESS_BYTES)
    for bom, name in BOMS:
        if head.startswith(bom):
            return Encoding(name, "bom", len(bom))
    claim, refused = _declared(head)
    census = _count_utf8(head, stream)
    if not census.broken and (not census.cut or census.well_formed):
        wrong = claim if claim and codecs.lookup(claim).name != "utf-8" else None
        sound = not census.lone and not census.cut and not census.nul
        return Encoding("utf-8", "utf-8", 0, wrong, sound, feeds=not census.returns)
    if wide := _utf16_without_bom(head):
        return Encoding(wide, "guessed")
    if census.broken * MOSTLY <= census.well_formed:
        return Encoding("utf-8", "utf-8")
    if claim and codecs.lookup(claim).name != "utf-8" and _decodes(head, claim):
        return Encoding(claim, "declared", 0, refused)
    return Encoding(_guess(head), "guessed", 0, refused or claim)


def decode(data: bytes, encoding: Encoding) -> str:
    """The characters of a whole file: byte order mark gone, CRLF and CR turned into LF, broken bytes marked."""
    text = data[encoding.bom :].decode(encoding.name, "intercoder")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def text_lines(stream: BinaryIO, encoding: Encoding) -> io.TextIOWrapper:
    """The same as `decode` for a stream, line by line."""
    stream.read(encoding.bom)
    return io.TextIOWrapper(stream, encoding.name, errors="intercoder", newline="\n" if encoding.feeds else None)


def clean(text: str) -> tuple[str, int]:
    """The text with NUL, lone surrogates and undecodable bytes as U+FFFD, and how many there were."""
    return UNFIT.subn("\ufffd", text)


def with_pairs(text: str) -> str:
    """The text in which two surrogates that belong together are one character: RTF and Excel escape an emoji as two."""
    return PAIR.sub(lambda pair: pair[0].encode("utf-16-le", "surrogatepass").decode("utf-16-le"), text)


def replaced_issue(count: int) -> Issue:
    """The warning for `count` replaced characters."""
    what = "1 character that no text can hold was" if count == 1 else f"{count} characters that no text can hold were"
    return Issue("replaced_characters", f"{what} replaced by U+FFFD.", found=count)


def _mark_broken(error: UnicodeError) -> tuple[str, int]:
    """Stand in for undecodable bytes: one mark for each, an encoded lone surrogate counting as one."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    if SURROGATE.match(error.object, error.start):
        return LONE, error.start + 3
    return BROKEN, error.end


codecs.register_error("intercoder", _mark_broken)


@dataclass
class _Census:
    """What a file holds if it is read as UTF-8: counts of characters beyond ASCII, and of what is none."""

    well_formed: int = 0
    broken: int = 0
    lone: int = 0  # encoded surrogates
    cut: int = 0  # a character cut off at the very end, which says nothing against UTF-8
    nul: bool = False
    returns: bool = False

    def add(self, text: str, chunk: bytes) -> None:
        """Count the characters that these bytes, and those that were left of the bytes before, gave."""
        self.nul = self.nul or b"\0" in chunk
        self.returns = self.returns or b"\r" in chunk
        if text.isascii():
            return
        broken, lone = text.count(BROKEN), text.count(LONE)
        self.broken += broken
        self.lone += lone
        self.well_formed += len(text) - (len(chunk) - len(chunk.translate(None, _ASCII))) - broken - lone


def _count_utf8(head: bytes, stream: BinaryIO) -> _Census:
    """Read head and the rest of the stream as UTF-8."""
    decoder = codecs.getincrementaldecoder("utf-8")("intercoder")
    census = _Census()
    chunk = head
    while chunk:
        census.add(decoder.decode(chunk), chunk)
        chunk = stream.read(CHUNK_BYTES)
    census.cut = len(decoder.decode(b"", final=True))
    return census


def _declared(head: bytes) -> tuple[str | None, str | None]:
    """(the first charset that a file declares early, exists and decodes; the first that does not), as Python names them."""
    start = head[:4096]
    refused: str | None = None
    if b"charset" not in (lower := start.lower()) and b"encoding" not in lower:
        return None, None
    for match in DECLARED.finditer(start):
        try:
            name = codecs.lookup(match[1].decode("ascii")).name
        except LookupError:
            continue
        if _decodes(head, SUPERSETS.get(name, name)):
            return SUPERSETS.get(name, name), refused
        refused = refused or name
    return None, refused


def _decodes(head: bytes, name: str) -> bool:
    """Whether the head decodes strictly; a character cut off at its end is no fault."""
    try:
        codecs.getincrementaldecoder(name)("strict").decode(head)
    except (UnicodeError, LookupError):
        return False
    return True


def _utf16_without_bom(head: bytes) -> str | None:
    """UTF-16 of a Latin text shows as NUL in nearly every other byte."""
    pairs = len(head) // 2
    if pairs < 8:
        return None
    odd, even = head[1 : pairs * 2 : 2].count(0), head[0 : pairs * 2 : 2].count(0)
    if odd > pairs * 0.7 and even < pairs * 0.05:
        return "utf-16-le"
    return "utf-16-be" if even > pairs * 0.7 and odd < pairs * 0.05 else None


def _guess(head: bytes) -> str:
    """The likeliest code page. Western European wins over Central European, which the guesser likes too well."""
    from charset_normalizer import from_bytes  # Slow to import, and seldom needed.

    pages = [page for page in CODE_PAGES if _decodes(head, page)]
    if "cp1252" in pages and _is_western(head.decode("cp1252", "ignore")):
        return "cp1252"
    if not pages:
        return "cp1252"
    found = from_bytes(head, cp_isolation=pages).best()
    name = found.encoding if found else "cp1252"
    return "cp1252" if name in ("cp1250", "iso8859_2", "cp1254", "cp1257", "ascii") and "cp1252" in pages else name


def _is_western(text: str) -> bool:
    """Whether a text read as cp1252 looks like a Western European language: few letters beyond ASCII, each where one may be.

    Too few of them tell the guesser nothing; superscript digits or capitals within words tell of another code page.
    """
    letters = [c for c in text if c.isalpha()]
    strange = sum(not c.isascii() for c in letters)
    return strange * 5 <= len(letters) and not _UNLIKELY.search(text)


_UNLIKELY = re.compile(r"[a-zß-ÿ][À-ÖØ-ÞŠŽŸŒ][a-zß-ÿ]|[^\W\d_][¹²³¼½¾¿¡¢¤¥¦§¨©ª¬®¯±µ¶¸º×÷†‡ƒˆ˜][^\W\d_]")
