"""The files of a dump: a file, the files of a folder, the members of a zip archive; never extracted, never trusted."""

import hashlib
import io
import os
import stat
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

from intercoder.errors import UserError
from intercoder.importers import Source
from intercoder.importers.border import in_one_line
from intercoder.importers.foreign.archive import is_qdpx
from intercoder.importers.reading.contract import BROKEN_ZIP
from intercoder.records import Issue
from intercoder.tasks.dump_packed import unpacked
from intercoder.tasks.dump_recovery import UTF8, as_given, whole_members

MEMBER_BYTES = 200_000_000
ARCHIVE_BYTES = 4_000_000_000
MEMBERS = 100_000
RATIO = 200
RATIO_FROM_BYTES = 1_000_000
"""Small members compress as they like; above this size a ratio over RATIO is no text of a newspaper."""

LITTER = frozenset({"thumbs.db", "desktop.ini", "__macosx", "icon\r"})
RESERVED = frozenset({"con", "prn", "aux", "nul", *(f"com{n}" for n in range(10)), *(f"lpt{n}" for n in range(10))})
OFFICE = frozenset({"[Content_Types].xml", "mimetype", "word/document.xml", "xl/workbook.xml"})


@dataclass(frozen=True)
class Container:
    """What a folder or archive has to say itself: files in it that are not read, each with the reason."""

    path: str
    format: str  # "folder", "zip" or "packed"
    sha256: str
    size: int
    issues: tuple[Issue, ...]


def files_of(path: Path) -> Iterator[Source | Container]:
    """Yield the files of a dump in their order, and at the end the container if some of it was left out.

    Raises UserError if there is no such file, it is no regular file or folder, or an archive cannot be opened.
    """
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        raise UserError(f"There is no file {path}.", "Check the name and the folder.") from None
    except (OSError, ValueError) as error:
        raise UserError(f"{path} cannot be read: {_reason(error)}.") from None
    if stat.S_ISDIR(mode):
        yield from _folder(path)
    elif not stat.S_ISREG(mode):
        raise UserError(f"{path} is not a regular file.", "Save it to a file first, and give its name.")
    elif is_qdpx(path):
        raise UserError(
            f"{path.name} is a project of another program (REFI-QDA), not a dump: its codings would be lost.",
            "Bring it in by itself: drop it on the window, or use import-project.",
        )
    elif is_archive(path):
        yield from _archive(path)
    else:
        yield from _single(path)


def file_source(path: Path) -> Source:
    """A file on disk as a source. Raises UserError if it may not be read."""
    try:
        with path.open("rb"):
            pass
        facts = path.stat()
        return Source(str(path), facts.st_size, lambda: path.open("rb"), modified=facts.st_mtime_ns // 1_000_000)
    except OSError as error:
        raise UserError(f"{path} cannot be read: {_reason(error)}.") from None


def _single(path: Path) -> Iterator[Source | Container]:
    """A file on disk, unpacked if it is a single packed one."""
    source = file_source(path)
    found = unpacked(source)
    if found is None:
        yield source
        return
    inside, issue = found
    yield inside
    if issue is not None:
        yield _container(path, [issue], "packed")


def _single_or_issue(path: Path, short: str, issues: list[Issue]) -> Iterator[Source | Container]:
    try:
        yield from _single(path)
    except UserError as error:
        issues.append(_skip(short, error.message.rstrip("."), "record_broken"))


def is_archive(path: Path) -> bool:
    """Whether a file is a zip archive of documents; a DOCX or XLSX is one document."""
    try:
        with path.open("rb") as stream:
            if not stream.read(4).startswith((b"PK\x03\x04", b"PK\x05\x06")):
                return False
        with zipfile.ZipFile(path) as archive:
            return not OFFICE & set(archive.NameToInfo)
    except BROKEN_ZIP:
        return path.suffix.lower() not in (".docx", ".xlsx", ".pptx", ".odt", ".ods")


def _reason(error: Exception) -> str:
    return (getattr(error, "strerror", None) or str(error)).lower()


def _skip(name: str, why: str, code: str = "skipped") -> Issue:
    return in_one_line(Issue(code, f"{name}: {why}.", f"member {name}", "skipped"))


def _folders(name: str) -> tuple[str, ...]:
    """The folders in the name of a member."""
    return tuple(part for part in name.split("/")[:-1] if part not in ("", "."))


def _is_litter(parts: tuple[str, ...]) -> bool:
    return any(part.startswith(".") or part.lower() in LITTER for part in parts)


# ---------------------------------------------------------------- folders


def _folder(root: Path) -> Iterator[Source | Container]:
    issues: list[Issue] = []
    names: list[str] = []
    seen: set[str] = set()
    for folder, inner, files in os.walk(root):  # which follows no link to a folder
        inner.sort()
        real = os.path.realpath(folder)
        for name in sorted(files):
            path = Path(folder, name)
            short = path.relative_to(root)
            names.append(str(short))
            if why := _unreadable(path, short, os.path.join(real, name), seen):
                issues.append(_skip(str(short), why))
            elif is_archive(path):
                yield from _members_or_issue(path, str(short), issues)
            else:
                inside = short.parts[:-1]
                for found in _single_or_issue(path, str(short), issues):
                    yield replace(found, folders=inside) if inside and isinstance(found, Source) else found
    if not names:
        raise UserError(f"The folder {root} has no files.", "Choose the folder that holds the articles.")
    if issues:
        digest = hashlib.sha256("\n".join(names).encode("utf-8", "surrogateescape")).hexdigest()
        yield Container(str(root), "folder", digest, 0, tuple(issues))


def _unreadable(path: Path, short: Path, real: str, seen: set[str]) -> str | None:
    """Why a file of a folder is left out; None if it is read. `real` is its path without links to folders."""
    if _is_litter(short.parts):
        return "a hidden or system file"
    try:
        real = os.path.realpath(path) if os.path.islink(path) else real
        mode = os.stat(path).st_mode
    except OSError as error:
        return f"cannot be read, {_reason(error)}"
    if not stat.S_ISREG(mode):
        return "not a regular file"
    if not os.access(path, os.R_OK):
        return "cannot be read, permission denied"
    if real in seen:
        return "the same file as another of the folder"
    seen.add(real)
    return None


def _members_or_issue(path: Path, short: str, issues: list[Issue]) -> Iterator[Source | Container]:
    try:
        yield from _archive(path)
    except UserError as error:
        issues.append(_skip(short, error.message.rstrip("."), "record_broken"))


# ---------------------------------------------------------------- archives


def _archive(path: Path) -> Iterator[Source | Container]:
    """The members of an archive, in its order."""
    try:
        archive = zipfile.ZipFile(path)
    except BROKEN_ZIP as error:
        yield from _cut_off(path, error)
        return
    issues: list[Issue] = []
    with archive:
        left = ARCHIVE_BYTES
        members = [_named(m) for m in archive.infolist() if not m.filename.endswith("/")]
        for member in members[:MEMBERS]:
            data = _read_member(archive, member, min(left, MEMBER_BYTES))
            if isinstance(data, Issue):
                issues.append(data)
                continue
            left -= len(data)
            yield Source(f"{path}!{member.filename}", len(data), _Opener(data), _folders(member.filename))
    if len(members) > MEMBERS:
        rest = len(members) - MEMBERS
        message = f"{rest} members after the first {MEMBERS} were not read."
        issues.append(Issue("limit", message, None, "skipped", found=rest))
    if not members:
        raise UserError(f"The archive {path} has no files.", "Choose another archive.")
    if issues:
        yield _container(path, issues)


def _cut_off(path: Path, error: Exception) -> Iterator[Source | Container]:
    """The whole members of an archive without its end, and one issue for the rest. Raises UserError if there is none."""
    issues: list[Issue] = []
    found = 0
    for member in whole_members(path, MEMBER_BYTES):
        if isinstance(member, int):
            message = f"The archive breaks off at byte {member:,}; what follows was not read."
            issues.append(Issue("truncated", message, f"byte {member}", "skipped"))
        elif member[0].filename.endswith("/"):
            continue
        elif why := _refusal(member[0]):
            issues.append(_skip(member[0].filename, why))
        else:
            found += 1
            folders = _folders(member[0].filename)
            yield Source(f"{path}!{member[0].filename}", len(member[1]), _Opener(member[1]), folders)
    if not found:
        message = f"The archive {path} cannot be opened: {_reason(error)}."
        raise UserError(message, "Save or download it again.")
    yield _container(path, issues)


def _named(member: zipfile.ZipInfo) -> zipfile.ZipInfo:
    """The member with its name as it was given: the Finder writes UTF-8, and does not say so."""
    if not member.flag_bits & UTF8:
        member.filename = as_given(member.filename.encode("cp437", "replace"))
    return member


def _container(path: Path, issues: list[Issue], kind: str = "zip") -> Container:
    with path.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    return Container(str(path), kind, digest, path.stat().st_size, tuple(issues))


@dataclass(frozen=True)
class _Opener:
    """Opens the bytes of a member again and again."""

    data: bytes

    def __call__(self) -> BinaryIO:
        return io.BytesIO(self.data)


def _read_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, limit: int) -> bytes | Issue:
    """The bytes of a member, or why it is not read. What the archive says about its size is not believed."""
    name = member.filename
    if why := _refusal(member):
        return _skip(name, why)
    if member.file_size > RATIO_FROM_BYTES and member.file_size > RATIO * max(member.compress_size, 1):
        return _skip(name, f"packed more than {RATIO} to 1", "limit")
    try:
        with archive.open(member) as stream:
            data = stream.read(limit + 1)
    except BROKEN_ZIP as error:
        return _skip(name, f"cannot be unpacked, {_reason(error)}", "record_broken")
    if len(data) > limit:
        return _skip(name, f"larger than {limit:,} bytes", "limit")
    return data


def _refusal(member: zipfile.ZipInfo) -> str | None:
    """Why a member is refused by its name or kind; None if it is read."""
    parts = tuple(member.filename.split("/"))
    if not member.filename:
        return "no name"
    if stat.S_ISLNK(member.external_attr >> 16):
        return "a link"
    if member.filename.startswith("/") or ".." in parts or "\\" in member.filename or ":" in member.filename:
        return "a name that leads out of the archive"
    if any(part.split(".")[0].strip().lower() in RESERVED for part in parts):
        return "a reserved name"
    if _is_litter(parts):
        return "a hidden or system file"
    if member.flag_bits & 1:
        return "encrypted"
    return None
