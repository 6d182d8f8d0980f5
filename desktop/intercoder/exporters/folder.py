"""A folder of files, or a single file, that appears whole or not at all.

Everything is built in a hidden folder beside the destination, so that the last step is a rename inside one file system.
A file that stood there before is untouched until then, and comes back if a later rename fails.
"""

import errno
import hashlib
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from intercoder.errors import UserError
from intercoder.exporters.model import ExportedFile, ExportReport, ExportStudy, Loss

REPORT = "export-report.txt"
NAME_LIMIT = 80  # characters of a file name made from a title


@dataclass
class Draft:
    """The hidden folder while it is being filled. Owned by one `write`; paths are relative, with `/`."""

    path: Path
    destination: Path
    shapes: dict[str, tuple[int | None, int | None]] = field(default_factory=dict)
    losses: list[Loss] = field(default_factory=list)

    def add(self, name: str, data: bytes, rows: int | None = None, columns: int | None = None) -> None:
        """Writes one file."""
        (self.path / name).parent.mkdir(parents=True, exist_ok=True)
        with open(self.path / name, "wb") as f:
            f.write(data)
        self.note(name, rows, columns)

    def note(self, name: str, rows: int | None = None, columns: int | None = None) -> None:
        """Takes in a file that somebody else wrote into the folder."""
        self.shapes[name] = (rows, columns)

    def finish(self, study: ExportStudy, kind: str) -> ExportReport:
        """Writes the report beside the files and gives it back; the files are not at their place yet."""
        losses = tuple(merged([*study.losses, *self.losses]))
        self.add(REPORT, report_text(study, kind, self.files(), losses).encode())
        files = tuple(_placed(f, self.destination) for f in self.files())
        return ExportReport(files, losses)

    def finish_file(self, study: ExportStudy, kind: str, name: str) -> ExportReport:
        """The same for an export of one file: a report lies beside it only if there is a loss."""
        losses = tuple(merged([*study.losses, *self.losses]))
        if losses:
            self.add(report_name(name), report_text(study, kind, self.files(), losses).encode())
        return ExportReport(tuple(_placed(f, self.destination) for f in self.files()), losses)

    def files(self) -> list[ExportedFile]:
        """The files so far with their sizes and hashes, paths relative to the folder."""
        out = []
        for name, (rows, columns) in self.shapes.items():
            digest = hashlib.sha256()
            with open(self.path / name, "rb+") as f:  # Windows makes only those durable that could be written
                while block := f.read(1 << 20):
                    digest.update(block)
                os.fsync(f.fileno())
            out.append(ExportedFile(name, rows, columns, (self.path / name).stat().st_size, digest.hexdigest()))
        return out


@contextmanager
def whole_folder(destination: Path) -> Iterator[Draft]:
    """A draft of the folder; leaving the block without an error puts its files in place.

    Raises UserError if the folder cannot be made or written; then nothing is left and nothing has changed.
    """
    with _hidden(destination, destination.parent, destination.name) as draft:
        yield draft


@contextmanager
def whole_file(study: ExportStudy, destination: Path, suffix: str) -> Iterator[tuple[Draft, str]]:
    """A draft and the name of the one file that it is to hold; an existing folder takes a file called like the study.

    Raises UserError if the file cannot be made or written; then nothing is left and nothing has changed.
    """
    folder, name = destination.parent, destination.name
    if destination.is_dir():
        folder, name = destination, file_stem(study.title) + suffix
    with _hidden(folder, folder, name) as draft:
        yield draft, name
    if report_name(name) not in draft.shapes:  # that of an earlier export would speak of another file
        (folder / report_name(name)).unlink(missing_ok=True)


def report_name(name: str) -> str:
    """What the report beside a single file is called."""
    return f"{Path(name).stem}.{REPORT}"


def file_stem(title: str) -> str:
    """A title as the beginning of a file name, on every system.

    >>> file_stem("Streit: wer / wen?"), file_stem("..")
    ('Streit_ wer _ wen', 'project')
    """
    clean = "".join(c if c.isalnum() or c in " -_,()" else "_" for c in title)[:NAME_LIMIT]
    return clean.strip(" _") or "project"


@contextmanager
def _hidden(destination: Path, beside: Path, name: str) -> Iterator[Draft]:
    """A draft in a hidden folder of `beside`; after the block its files are moved into `destination`."""
    made: list[Path] = []
    hidden = beside / f".{name}.{secrets.token_hex(6)}.part"
    try:
        _make_parents(beside, made)
        if destination.exists() and not destination.is_dir():
            raise NotADirectoryError(errno.ENOTDIR, "not a folder", str(destination))
        hidden.mkdir()
        draft = Draft(hidden / "new", destination)
        draft.path.mkdir()
        yield draft
        _move_in(draft, hidden / "old")
    except OSError as error:
        _clean(hidden, made)
        raise explained(error, destination) from error
    except BaseException:
        _clean(hidden, made)
        raise
    shutil.rmtree(hidden, ignore_errors=True)


def explained(error: OSError, destination: Path) -> UserError:
    """The sentence for an error of the file system."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return UserError("The disk is full.", "Make room or choose another place; nothing was changed.")
    if error.errno in (errno.ENOTDIR, errno.EEXIST):
        return UserError(f"{destination} is not a folder, or lies inside a file.", "Choose another place.")
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return UserError(f"{destination} may not be written.", "Choose a folder of your own.")
    return UserError(f"{destination} cannot be written: {error.strerror or error}.", "Choose another place.")


def merged(losses: list[Loss]) -> list[Loss]:
    """The losses, equal ones counted together, in the order in which they were first met."""
    found: dict[tuple[str, str, str], int] = {}
    for loss in losses:
        where = (loss.code, loss.where, loss.message)
        found[where] = found.get(where, 0) + loss.count
    return [Loss(*where, count) for where, count in found.items()]


def report_text(study: ExportStudy, kind: str, files: list[ExportedFile], losses: tuple[Loss, ...]) -> str:
    """The report that lies beside the files."""
    lines = [f"{study.title}: export {kind}", f"Program: {study.program}", f"Project: {study.project_uid}"]
    lines.append(f"Codebook version: {study.codebook_version}")
    lines.append(f"Last change of the project: {stamp(study) or 'none'}")
    lines.append("No value: " + ", ".join(f"{n} {label}" for n, label in study.triple.labels.items()) + ", empty not yet")
    lines += ["", "Files"]
    for f in files:
        shape = f", {f.rows} rows, {f.columns} columns" if f.rows is not None else ""
        lines.append(f"  {f.path}: {f.bytes} bytes{shape}, sha256 {f.sha256}")
    lines += ["", "Not held by these files" if losses else "Nothing was lost."]
    lines += [f"  {x.code}, {x.where}: {x.message} ({x.count})" for x in losses]
    return "\n".join(lines) + "\n"


def stamp(study: ExportStudy) -> str | None:
    """The time of the project's last step, ISO 8601 with Z."""
    return study.saved_at.strftime("%Y-%m-%dT%H:%M:%SZ") if study.saved_at else None


def _placed(file: ExportedFile, destination: Path) -> ExportedFile:
    return ExportedFile(str(destination / file.path), file.rows, file.columns, file.bytes, file.sha256)


def _make_parents(folder: Path, made: list[Path]) -> None:
    if not folder.exists():
        _make_parents(folder.parent, made)
        folder.mkdir()
        made.append(folder)


def _clean(hidden: Path, made: list[Path]) -> None:
    shutil.rmtree(hidden, ignore_errors=True)
    _remove_empty(made)


def _remove_empty(made: list[Path]) -> None:
    for folder in reversed(made):
        if not any(folder.iterdir()):
            folder.rmdir()


def _move_in(draft: Draft, old: Path) -> None:
    """Renames every file to its place; what was there waits in `old` until all have arrived."""
    new, destination = draft.path, draft.destination
    folders = {Path(name).parent for name in draft.shapes} | {Path()}
    if not destination.exists():
        for folder in folders:
            _sync(new / folder)
        os.replace(new, destination)
        _sync(destination.parent)
        return
    done: list[tuple[Path, Path | None]] = []
    made: list[Path] = []
    try:
        for number, name in enumerate(draft.shapes):
            target, kept = destination / name, old / str(number)
            _make_parents(target.parent, made)
            if target.is_dir():
                raise IsADirectoryError(errno.EISDIR, "a folder has the name of a file", str(target))
            if target.exists():
                old.mkdir(exist_ok=True)
                os.link(target, kept) if hasattr(os, "link") else shutil.copy2(target, kept)
            done.append((target, kept if kept.exists() else None))
            os.replace(new / name, target)
    except BaseException:
        for target, before in reversed(done):
            if before:
                os.replace(before, target)
            else:
                target.unlink(missing_ok=True)
        _remove_empty(made)
        raise
    for folder in folders:
        _sync(destination / folder)


def _sync(folder: Path) -> None:
    """Makes the renames in a folder lasting, where the system can (Windows cannot open folders)."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
