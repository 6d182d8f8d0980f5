"""When the file was moved, replaced or deleted under the program: the last action is kept in a rescue file."""

import sqlite3
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

from intercoder.errors import UserError
from intercoder.project import durable


class Moved(UserError):  # noqa: N818 - what happened to the file
    """Writing has stopped; `rescued` is the file that holds everything, the last action included."""

    def __init__(self, name: str, rescued: Path) -> None:
        super().__init__(
            f"{name} was moved, replaced or deleted while it was open. Nothing more is written to it.",
            f"All work, this last action included, is in {rescued}.",
        )
        self.rescued = rescued
        self._name = name

    def once_more(self) -> UserError:
        """What every later attempt to write is told: this one is not kept."""
        message = f"{self._name} was moved, replaced or deleted while it was open. This action was not saved."
        return UserError(message, f"Open {self.rescued} to go on.")


def rescue(path: Path, db: sqlite3.Connection) -> Moved:
    """Copies what the connection sees, its unfinished step included, to a new file. Raises UserError if nowhere is room."""
    stamp = time.strftime("%Y-%m-%d-%H%M%S")
    for folder in _folders(path):
        target = folder / f"{path.stem} rescued {stamp}{path.suffix}"
        with suppress(OSError, sqlite3.DatabaseError):
            if folder.is_dir() and not target.exists():
                _copy(db, target)
                return Moved(path.name, target)
    raise UserError(
        f"{path.name} was moved, replaced or deleted while it was open, and there is no room for a rescue file.",
        "Free some space or put the file back, then do the last action again.",
    )


def _folders(path: Path) -> Iterator[Path]:
    yield path.parent
    with suppress(RuntimeError):  # a user without a home
        yield Path.home()
    yield Path(tempfile.gettempdir())


def _copy(db: sqlite3.Connection, target: Path) -> None:
    """The pages as the connection sees them; SQLite's backup would wait for the step that is not finished."""
    try:
        with target.open("xb") as file:
            file.write(db.serialize())
        durable.sync(target)
        durable.sync_names(target.parent)
        with closing(sqlite3.connect(target)) as copy:
            copy.execute("SELECT count(*) FROM step").fetchone()
    except BaseException:
        with suppress(OSError):
            target.unlink()
        raise
