"""References in markup to what no text can hold, `&#0;` or `&#xD800;`: parsers drop them, or stop there."""

import re
from dataclasses import dataclass, replace
from io import BytesIO
from typing import BinaryIO

from intercoder.importers.reading.contract import Source

_PATTERN = (
    r"&#(?:0*(?:0|55(?:29[6-9]|[3-9]\d\d)|56\d{3}|57(?:[0-2]\d\d|3(?:[0-3]\d|4[0-3])))"
    r"|[xX]0*(?:0|[dD][89a-fA-F][\da-fA-F]{2}));"
)
"""Zero, and the numbers 55296 to 57343 of the surrogates."""
REFERENCE = re.compile(_PATTERN)
_IN_BYTES = re.compile(_PATTERN.encode())
_LONGEST = 64
_CHUNK_BYTES = 1 << 20
_WHOLE_BYTES = 200_000_000
"""A larger file is read as it is: its parser says where it stops."""


def fitted(source: Source) -> tuple[Source, int]:
    """The file with U+FFFD in place of such references, and how many there were. A file that is no markup stays as it is."""
    with source.open() as stream:
        chunk = stream.read(_CHUNK_BYTES)
        if not chunk.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") or source.size > _WHOLE_BYTES:
            return source, 0
        before = b""
        while not _IN_BYTES.search(before + chunk):
            before = chunk[-_LONGEST:]
            if not (chunk := stream.read(_CHUNK_BYTES)):
                return source, 0
    data, count = fit_bytes(source.read_bytes())
    return replace(source, size=len(data), open=_Opener(data)), count


def fit_bytes(data: bytes) -> tuple[bytes, int]:
    """The same for the bytes of some markup."""
    return _IN_BYTES.subn(b"&#xFFFD;", data)


@dataclass(frozen=True)
class _Opener:
    data: bytes

    def __call__(self) -> BinaryIO:
        return BytesIO(self.data)
