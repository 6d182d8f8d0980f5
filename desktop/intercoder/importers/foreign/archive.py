"""The archive of a REFI-QDA project: read member by member, never extracted, every size bounded."""

import io
import zipfile
from pathlib import Path, PurePosixPath

from intercoder.errors import UserError
from intercoder.importers.reading.contract import BROKEN_ZIP

MOST_MEMBERS = 200_000
MOST_BYTES = 500_000_000  # of one member
MOST_TOTAL = 2_000_000_000
RATIO = 1_000  # unpacked to packed


def is_qdpx(path: Path) -> bool:
    """Whether a file is an archive with a project.qde at its root."""
    try:
        with zipfile.ZipFile(path) as archive:
            return any(name.casefold() == "project.qde" for name in archive.namelist())
    except BROKEN_ZIP:
        return False


class QdpxArchive:
    """The members of a .qdpx by name, ignoring case. Raises UserError for what is no archive or not to be trusted."""

    def __init__(self, data: bytes, name: str) -> None:
        self._name = name
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except BROKEN_ZIP as error:
            raise UserError(f"{name} is damaged or no REFI-QDA project: {error}.", "Export it again.") from error
        entries = self._zip.infolist()
        if len(entries) > MOST_MEMBERS or sum(entry.file_size for entry in entries) > MOST_TOTAL:
            raise UserError(f"{name} is too large to be read.", "Export fewer texts.")
        for entry in entries:
            path = PurePosixPath(entry.filename.replace("\\", "/"))
            if path.is_absolute() or ".." in path.parts or ":" in entry.filename:
                raise UserError(f"{name} holds a file outside itself: {entry.filename}.", "Do not use it; ask for another.")
        self._members = {entry.filename.replace("\\", "/").casefold(): entry for entry in entries}

    def project(self) -> bytes:
        """The bytes of project.qde."""
        found = self._read("project.qde")
        if found is None:
            raise UserError(f"{self._name} holds no project.qde.", "Export it as REFI-QDA project (.qdpx).")
        return found

    def source(self, path: str) -> bytes | None:
        """The bytes of a source by its path in the project; None if it lies outside the archive or is missing."""
        scheme, _, rest = path.rpartition("://")
        if scheme not in ("", "internal"):
            return None
        name = rest.lstrip("/").casefold()
        found = self._read(f"sources/{name}")
        return found if found is not None else self._read(name)

    def _read(self, name: str) -> bytes | None:
        entry = self._members.get(name)
        if entry is None:
            return None
        if entry.file_size > MOST_BYTES or entry.file_size > RATIO * max(entry.compress_size, 1_000):
            raise UserError(
                f"{self._name} holds a file that is too large: {entry.filename}.", "Do not use it; ask for another."
            )
        try:
            with self._zip.open(entry) as member:
                data = member.read(entry.file_size + 1)
        except BROKEN_ZIP as error:
            raise UserError(f"{self._name} is damaged: {entry.filename} cannot be read.", "Export it again.") from error
        if len(data) > entry.file_size:
            raise UserError(f"{self._name} is damaged: {entry.filename} is larger than it says.", "Export it again.")
        return data
