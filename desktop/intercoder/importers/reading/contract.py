"""What an importer is given and what it answers: Source, Options, Evidence, and the Importer itself."""

import lzma
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import BinaryIO, Literal, Protocol, get_args

from intercoder.importers.reading.encodings import Encoding
from intercoder.records import Article, Issue, Tick

HEAD_BYTES = 65_536
"""How much of a file a sniffer sees."""
WORD_TEXT = "word/document.xml"
"""The part of a Word document that holds its text."""
BROKEN_ZIP: tuple[type[Exception], ...] = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, OSError, EOFError, ValueError, RuntimeError,
)  # fmt: skip
"""What zipfile and its unpackers run into: damage, a password (RuntimeError), a packing that they do not know (the same), a
name that is no UTF-8 (ValueError)."""


def counted(number: int, one: str, more: str | None = None) -> str:
    """A number with its noun: `1 time`, `2 times`."""
    return f"{number} {one if number == 1 else more or f'{one}s'}"


@dataclass(frozen=True)
class Evidence:
    """How sure a sniffer is that a file is of its format, 0 to 100, and what it saw, as a sentence."""

    score: int
    sentence: str


@dataclass(frozen=True)
class Source:
    """A file of a dump, or a member of an archive. `open()` gives a new stream at byte 0, as often as one likes."""

    name: str
    size: int
    open: Callable[[], BinaryIO]
    folders: tuple[str, ...] = ()  # in which it lies within its folder or archive
    modified: int | None = None  # when it was changed last, ms since 1970

    def head(self) -> bytes:
        """The first HEAD_BYTES. Of a Word document the place where its text begins follows the first bytes."""
        with self.open() as stream:
            head = stream.read(HEAD_BYTES)
            if not head.startswith(b"PK\x03\x04"):
                return head
            try:
                text = zipfile.ZipFile(stream).NameToInfo.get(WORD_TEXT)
            except BROKEN_ZIP:
                return head
            if text is None or text.header_offset < HEAD_BYTES // 4:
                return head
            stream.seek(text.header_offset)
            return head[: HEAD_BYTES // 8] + stream.read(HEAD_BYTES - HEAD_BYTES // 8)

    def read_bytes(self) -> bytes:
        """All bytes at once."""
        with self.open() as stream:
            return stream.read()


LineRole = Literal[
    "headline", "lead", "byline", "published", "body", "correction", "comments_header", "boilerplate", "comment",
    "continues", "thread_end",
]  # fmt: skip
"""What a line of a page may be; `continues` is one more line of the comment above it."""
LINE_ROLES: tuple[LineRole, ...] = get_args(LineRole)
Match = Literal["is", "begins", "ends", "contains", "like", "number"]
MATCHES: tuple[Match, ...] = get_args(Match)
Mode = Literal["anchors", "lines", "blocks"]
MODES: tuple[Mode, ...] = get_args(Mode)
"""How the comments of a page are divided: by name and day, a line each, or by blank lines."""
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True)
class LineRule:
    """What the lines of a site are that have a text: a decision of the researcher, kept in an import profile.

    `like` lets any number stand where the text has one; `number` means the line that is the so many-th with words in it.
    """

    role: LineRole
    text: str
    match: Match = "is"

    def fits(self, line: str, number: int = 0) -> bool:
        """Whether the rule speaks of this line, the `number`-th with words; white space at its edges does not count."""
        line, text = line.strip(), self.text.strip()
        if self.match == "is":
            return line == text
        if self.match == "like":
            return _DIGITS.sub("0", line) == _DIGITS.sub("0", text)
        if self.match == "number":
            return str(number) == text
        return (
            line.startswith(text) if self.match == "begins" else line.endswith(text) if self.match == "ends" else text in line
        )


@dataclass(frozen=True)
class Options:
    """What the researcher, or the rest of the dump, knows about a file beyond its bytes."""

    encoding: Encoding | None = None  # None = find out
    repeated: frozenset[str] = frozenset()  # lines below the comments headers that repeat over the dump
    roles: dict[str, str] = field(default_factory=dict)  # of a table: name of the column -> role
    date_order: str | None = None  # "dmy" or "mdy", where nothing else tells
    rules: tuple[LineRule, ...] = ()  # of a page of lines
    painted: dict[int, LineRole] = field(default_factory=dict)  # number of a line, from 1 -> what the researcher made of it
    mode: Mode | None = None  # of a page of lines; None = find out
    keep_private: bool = False
    date_orders: dict[str, str] = field(default_factory=dict)  # of a table: name of the column -> "dmy" or "mdy"


class Importer(Protocol):
    """A format: a module with these two functions, listed in IMPORTERS under the key of the format.

    VERSION is stored with each file. It grows when the same bytes give other records than before: a file that was read by an
    older version is read again when it is imported again, and its articles are compared.
    """

    VERSION: int

    def sniff(self, head: bytes, name: str) -> Evidence:
        """Say how much the first HEAD_BYTES look like this format. `name` may break a tie, never decide."""

    def read(self, source: Source, options: Options, tick: Tick) -> Iterator[Article | Issue]:
        """Yield what the file holds, in its order. Pure: same bytes and options, same records."""
