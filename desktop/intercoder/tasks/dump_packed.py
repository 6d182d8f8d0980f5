"""Single packed files (gzip, bzip2, xz, Zstandard): read as they are unpacked, never further than a limit."""

import bz2
import gzip
import io
import lzma
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, cast

from intercoder.errors import UserError
from intercoder.importers import Source
from intercoder.records import Issue

UNPACKED_BYTES = 20_000_000_000
RATIO = 200
RATIO_FROM_BYTES = 50_000_000
"""Below this size a file unpacks as it likes."""
ZIPPED = b"PK\x03\x04"
MOST_KEPT = 100
"""A Word document or workbook is read from its end, so it is kept in memory, up to so many MB."""
ZSTD_WINDOW = 2**31
MAGIC = ((b"\x1f\x8b", "gzip"), (b"BZh", "bzip2"), (b"\xfd7zXZ\x00", "xz"), (b"\x28\xb5\x2f\xfd", "zstd"))
BROKEN: tuple[type[Exception], ...] = (OSError, EOFError, ValueError, zlib.error, lzma.LZMAError)
SUFFIXES = (".gz", ".bz2", ".xz", ".zst")


def unpacked(source: Source) -> tuple[Source, Issue | None] | None:
    """The file inside a packed one, and what is to be said of it; None if it is not packed, or is a web
    archive packed by gzip, as they are.

    Raises UserError if a Zstandard file cannot be read because its library is not there.
    """
    with source.open() as stream:
        head = stream.read(8)
    kind = next((kind for magic, kind in MAGIC if head.startswith(magic)), None)
    if kind is None:
        return None
    opener = _Opener(source, kind)
    with opener() as stream:
        start = stream.read(5)
        if start == b"WARC/" and kind == "gzip":
            return None
        kept = [start] if start.startswith(ZIPPED) else None
        while chunk := stream.read(1 << 20):
            if kept is not None:
                kept.append(chunk)
                kept = kept if len(kept) <= MOST_KEPT else None
        size, why = stream.raw.size, stream.raw.why  # type: ignore[attr-defined]
    name = Path(source.name).name
    inner = Path(name).stem if Path(name).suffix.lower() in SUFFIXES else name
    code = "limit" if why and why.startswith("unpacks") else "truncated"
    issue = (
        Issue(code, f"{name} {why} after {size:,} bytes; the rest was not read.", f"byte {size}", "skipped") if why else None
    )
    if kept is not None:
        whole = b"".join(kept)
        return Source(f"{source.name}!{inner}", size, lambda: io.BytesIO(whole), modified=source.modified), issue
    return Source(f"{source.name}!{inner}", size, opener, modified=source.modified), issue


@dataclass(frozen=True)
class _Opener:
    """Opens the unpacked stream again and again."""

    source: Source
    kind: str

    def __call__(self) -> BinaryIO:
        raw = self.source.open()  # closed with the stream above it
        openers: dict[str, Callable[[], object]] = {
            "gzip": lambda: gzip.GzipFile(fileobj=raw),
            "bzip2": lambda: bz2.BZ2File(raw),
            "xz": lambda: lzma.LZMAFile(raw),  # noqa: SIM115 - closed by _Counted
            "zstd": lambda: _zstandard().stream_reader(raw, read_across_frames=True),
        }
        return cast(BinaryIO, io.BufferedReader(_Counted(cast(BinaryIO, openers[self.kind]()), raw, self.source.size)))


class _Counted(io.RawIOBase):
    """An unpacked stream that ends where it is damaged or becomes too large; `why` then says so."""

    def __init__(self, stream: BinaryIO, below: BinaryIO, packed: int) -> None:
        self._stream = stream
        self._below = below
        self._limit = min(UNPACKED_BYTES, max(RATIO_FROM_BYTES, RATIO * packed))
        self.size = 0
        self.why: str | None = None

    def readable(self) -> bool:
        """It is read only."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill the buffer."""
        if self.why:
            return 0
        try:
            data = self._stream.read(len(buffer))
        except (*BROKEN, *_zstandard_errors()) as error:
            self.why = f"cannot be unpacked further ({type(error).__name__})"
            return 0
        if self.size + len(data) > self._limit:
            self.why = "unpacks to more than it may"
            return 0
        self.size += len(data)
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        """Close the stream and the file below it."""
        if not self.closed:
            self._stream.close()
            self._below.close()
        super().close()


def _zstandard() -> Any:
    try:
        import zstandard
    except ImportError:
        message = "Reading Zstandard files needs the extra “bigdata”, which is not installed."
        raise UserError(message, "Install it: pip install intercoder[bigdata]") from None
    return zstandard.ZstdDecompressor(max_window_size=ZSTD_WINDOW)


def _zstandard_errors() -> tuple[type[Exception], ...]:
    try:
        import zstandard
    except ImportError:
        return ()
    return (zstandard.ZstdError,)
