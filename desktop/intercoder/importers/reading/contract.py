"""What an importer is given and what it answers: Source, Options, Evidence, and the Importer itself."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import BinaryIO, Protocol

from intercoder.importers.reading.encodings import Encoding
from intercoder.records import Article, Issue, Tick

HEAD_BYTES = 65_536
"""How much of a file a sniffer sees."""


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

    def read_bytes(self) -> bytes:
        """All bytes at once."""
        with self.open() as stream:
            return stream.read()


@dataclass(frozen=True)
class Options:
    """What the researcher, or the rest of the dump, knows about a file beyond its bytes."""

    encoding: Encoding | None = None  # None = find out
    repeated: frozenset[str] = frozenset()  # lines below the comments headers that repeat over the dump
    roles: dict[str, str] = field(default_factory=dict)  # of a table: name of the column -> role
    date_order: str | None = None  # "dmy" or "mdy", where the researcher was asked
    keep_private: bool = False


class Importer(Protocol):
    """A format: a module with these two functions, listed in IMPORTERS under the key of the format."""

    def sniff(self, head: bytes, name: str) -> Evidence:
        """Say how much the first HEAD_BYTES look like this format. `name` may break a tie, never decide."""

    def read(self, source: Source, options: Options, tick: Tick) -> Iterator[Article | Issue]:
        """Yield what the file holds, in its order. Pure: same bytes and options, same records."""
