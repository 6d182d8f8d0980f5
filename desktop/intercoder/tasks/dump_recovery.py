"""The members of a zip archive whose end is missing: each that is whole is read, by its own header."""

import mmap
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

HEADER = struct.Struct("<4sHHHHHIIIHH")
"""The local file header, APPNOTE.TXT 6.3.10, section 4.3.7."""
SIGNATURE = b"PK\x03\x04"
DESCRIPTOR = b"PK\x07\x08"
CHUNK_BYTES = 1 << 16
STORED, DEFLATED = 0, 8
SIZES_FOLLOW, UTF8 = 0x8, 0x800


def whole_members(path: Path, limit: int) -> Iterator[tuple[zipfile.ZipInfo, bytes] | int]:
    """Yield each readable member with its bytes, and at last the byte where the archive breaks off.

    Stops at the first member that is not whole, is larger than `limit` bytes or is packed in another way than stored
    or deflated.
    """
    if path.stat().st_size < HEADER.size:
        yield 0
        return
    with path.open("rb") as stream, mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as data:
        at = 0
        while data[at : at + 4] == SIGNATURE and len(data) - at >= HEADER.size:
            member = _member(data, at, limit)
            if member is None:
                break
            info, content, at = member
            yield info, content
        yield at


def _member(data: mmap.mmap, at: int, limit: int) -> tuple[zipfile.ZipInfo, bytes, int] | None:
    """The member whose header is at this byte, its bytes, and the byte behind it; None if it is not whole."""
    _sign, _version, flags, method, _time, _date, crc, packed, size, name_length, extra = HEADER.unpack_from(data, at)
    start = at + HEADER.size + name_length + extra
    written = data[at + HEADER.size : at + HEADER.size + name_length]
    name = written.decode("utf-8", "replace") if flags & UTF8 else as_given(written)
    info = zipfile.ZipInfo(name or "?")
    info.flag_bits, info.compress_size, info.file_size = flags, packed, size
    if method == DEFLATED:
        unpacked = _inflate(data, start, limit)
        if unpacked is None:
            return None
        content, stop = unpacked
    elif method == STORED and not flags & SIZES_FOLLOW and size <= limit:
        content, stop = data[start : start + size], start + size
    else:
        return None
    if flags & SIZES_FOLLOW:
        stop += 16 if data[stop : stop + 4] == DESCRIPTOR else 12
    elif len(content) != size or zlib.crc32(content) != crc:
        return None
    return info, content, stop


def as_given(name: bytes) -> str:
    """The name of a member whose archive does not say that it is UTF-8: UTF-8 all the same if it can be, else code page 437."""
    try:
        return name.decode("utf-8")
    except UnicodeDecodeError:
        return name.decode("cp437")


def _inflate(data: mmap.mmap, start: int, limit: int) -> tuple[bytes, int] | None:
    """The bytes of a deflated member and the byte behind it; None if it is cut off, damaged or too large."""
    unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
    pieces: list[bytes] = []
    size = 0
    while not unpacker.eof:
        chunk = data[start : start + CHUNK_BYTES]
        if not chunk or size > limit:
            return None
        try:
            pieces.append(unpacker.decompress(chunk))
        except zlib.error:
            return None
        size += len(pieces[-1])
        start += len(chunk)
    return (b"".join(pieces), start - len(unpacker.unused_data)) if size <= limit else None
