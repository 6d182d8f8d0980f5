"""The transaction of a step: one of its own, or a part of one that many small steps share."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from intercoder.errors import UserError


class Transaction:
    """Begins, commits and takes back what a step writes. Owned by the journal; one per writing connection."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._is_shared = False
        self.is_lost = False  # nothing of the last shared one stayed

    def begin(self) -> None:
        """A file that somebody else writes or that is read-only gives a sentence."""
        if self._is_shared:
            self._db.execute("SAVEPOINT step")
            return
        try:
            self._db.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            raise UserError(*explain(error)) from error

    def commit(self) -> None:
        """Of a shared one: the step belongs to it from now on."""
        self._db.execute("RELEASE step" if self._is_shared else "COMMIT")

    def roll_back(self) -> None:
        """Takes the step back; SQLite may have taken back everything already."""
        if self._db.in_transaction and self._is_shared:
            self._db.execute("ROLLBACK TO step")
            self._db.execute("RELEASE step")
        elif self._db.in_transaction:
            self._db.execute("ROLLBACK")

    @contextmanager
    def shared(self) -> Iterator[None]:
        """The steps of this block are committed at its end, at once: each commit is waited for until it is on the disk.

        A step that fails is taken back by itself, and those before it stay whatever the error was; but where one was refused
        with UserError, or the commit is, nothing of the block stays.
        """
        self.begin()
        self._is_shared, self.is_lost = True, False
        try:
            yield
        except UserError:
            self._end("ROLLBACK")
            raise
        except BaseException:
            self._end("COMMIT")
            raise
        self._end("COMMIT")

    def _end(self, word: str) -> None:
        self._is_shared = False
        self.is_lost = word == "ROLLBACK" or not self._db.in_transaction
        if not self._db.in_transaction:
            return
        try:
            self._db.execute(word)
        except sqlite3.OperationalError as error:
            self.is_lost = True
            self.roll_back()
            raise UserError(*explain(error)) from error


def explain(error: sqlite3.OperationalError) -> tuple[str, str]:
    """What became of a step, and what to do; raises the error again if it is a fault of the program."""
    code = error.sqlite_errorname
    if code.startswith("SQLITE_FULL") or code == "SQLITE_IOERR_WRITE":
        return "The disk is full. Nothing was lost; this last action was not saved.", "Free some space and do it again."
    if code.startswith("SQLITE_BUSY") or code.startswith("SQLITE_LOCKED"):
        return "Another program is writing to the project.", "Wait a moment and do it again; nothing was changed."
    if code == "SQLITE_READONLY_DBMOVED":
        return "The project file was moved or replaced while it was open.", "Open it again; nothing was changed."
    if code.startswith("SQLITE_READONLY"):
        return "The project file is read-only.", "Copy it to a folder where you may write."
    raise error
