"""The façade of a project file: `project.codings`, `plan`, `samples`, `codebook`, `material`, `review`."""

import secrets
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Self

from intercoder.errors import UserError
from intercoder.project import backups, codebook_fit, file, opening, retold, schema
from intercoder.project.codebook import CodebookRoom
from intercoder.project.codings import CodingsRoom
from intercoder.project.disagreements import DisagreementsRoom
from intercoder.project.ids import Minter, now_ms
from intercoder.project.journal import IMPORTING, Journal, StepRef
from intercoder.project.leftovers import Note
from intercoder.project.lock import Lock, NotWritable
from intercoder.project.material import MaterialRoom
from intercoder.project.opening import Opened
from intercoder.project.plan import PlanRoom
from intercoder.project.reliability import ReliabilityRoom
from intercoder.project.rescue import Moved, rescue
from intercoder.project.review import ReviewRoom
from intercoder.project.samples import SamplesRoom
from intercoder.records import Codebook, Coder, Round

LEAD = 1


class Project:
    """One open project file: a context manager; `on_change` is called with the touched tables after each change."""

    def __init__(self, opened: Opened) -> None:
        self.path = opened.path
        self.read_only = opened.lock is None
        self.db = opened.db
        self._opened = opened
        self.notes = opened.notes
        self.why_read_only: NotWritable | None = None
        self._journal = None if self.read_only else Journal(opened.db)
        self._version = self.data_version()
        self._stopped: Moved | None = None
        self._in_import = False
        self.minter = Minter()
        self.instrument_edits = 0  # steps that may have changed the codebook; answers do not, so it is not read after each
        self.plan_edits = 0  # steps that may have changed who is asked to code; beginning a unit without a plan does not
        self.on_change: Callable[[frozenset[str]], None] | None = None
        if self._journal is not None:
            retold.watch(self.db)
            codebook_fit.watch(self.db)
            self._journal.before_commit = self._settle
        self.material = MaterialRoom(self)
        self.review = ReviewRoom(self)
        self.codebook = CodebookRoom(self)
        self.plan = PlanRoom(self)
        self.samples = SamplesRoom(self)
        self.codings = CodingsRoom(self)
        self.disagreements = DisagreementsRoom(self)
        self.reliability = ReliabilityRoom(self)

    # -------------------------------------------------------------- opening and closing

    @classmethod
    def create(
        cls, path: str | Path, title: str = "", codebook: Codebook | None = None, lead: str = "Lead", round_name: str = "main"
    ) -> "Project":
        """A new project with its lead and a first round. Raises UserError if something is at `path`."""
        path = Path(path)
        db = file.create(path)
        with file.kept_if_whole(path), ExitStack() as made:
            made.callback(db.close)
            db.execute("BEGIN IMMEDIATE")
            db.executemany(
                "INSERT INTO meta VALUES(?, ?)",
                [("project_uid", secrets.token_hex(16)), ("kind", "project"), ("title", title or file.readable(path.stem))],
            )
            db.execute("INSERT INTO coder(id, name) VALUES(?, ?)", (LEAD, lead))
            db.execute("INSERT INTO round(name, blind) VALUES(?, 1)", (round_name,))
            db.execute("COMMIT")
            project = cls(Opened(path, db, Lock(path), opening.identity_of(path)))
            made.callback(project.close)
            project._enter_as(LEAD)
            if codebook is not None:
                project.codebook.load(codebook)
            made.pop_all()
        return project

    @classmethod
    def open(cls, path: str | Path, coder: str | None = None, read_only: bool = False, take_over: bool = False) -> "Project":
        """An existing project, as its lead, as the coder of a package, or as `coder`. Raises UserError in one sentence.

        Raises NotWritable if it could be opened read-only alone. `take_over` breaks a lock that another computer left.
        """
        opened = opening.open_file(Path(path), read_only, take_over)
        try:
            project = cls(opened)
            if coder is not None:
                project.set_coder(coder)
            else:
                project._enter_as(int(project.meta("issued_to") or LEAD))
            if not read_only:
                project._back_up_daily()
            return project
        except sqlite3.DatabaseError as error:
            opened.close()
            raise file.explained(opened.path, error) from error
        except BaseException:
            opened.close()
            raise

    @classmethod
    def open_or_read(cls, path: str | Path, coder: str | None = None, take_over: bool = False) -> "Project":
        """As `open`; where the file cannot be written now it is open read-only, and `why_read_only` says why."""
        try:
            return cls.open(path, coder, take_over=take_over)
        except NotWritable as error:
            project = cls.open(path, coder, read_only=True)
            project.why_read_only = error
            return project

    def _back_up_daily(self) -> None:
        try:
            backups.daily(self)
        except UserError as problem:  # the work goes on
            self.notes.append(Note("backup", f"The daily backup could not be made. {problem.message}", problem.hint or ""))

    def close(self) -> None:
        """Closes the file and frees its lock; nothing needs saving."""
        self._opened.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()
        if isinstance(error, sqlite3.DatabaseError) and file.is_damage(error):
            raise file.explained(self.path, error) from error

    # -------------------------------------------------------------- facts

    def meta(self, key: str) -> str | None:
        """A fact of the table `meta`."""
        row = self.db.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return row and str(row[0])

    @property
    def title(self) -> str:
        """The name of the study."""
        return self.meta("title") or self.path.stem

    @property
    def uid(self) -> str:
        """32 hex digits that this project and all its packages share."""
        return self.meta("project_uid") or ""

    @cached_property
    def kind(self) -> str:
        """`project` or `package`; a file stays what it is."""
        return self.meta("kind") or "project"

    @property
    def is_package(self) -> bool:
        """Whether this file was made for one coder."""
        return self.kind == "package"

    def need_project(self) -> None:
        """Raises UserError in a package: plan, codebook and material belong to the lead's project."""
        if self.is_package:
            raise UserError("A package holds one coder's work; plan, codebook and material belong to the lead's project.")

    @property
    def saved_at(self) -> datetime | None:
        """When the last step was saved."""
        at = self.last_step_ms
        return datetime.fromtimestamp(at / 1000, UTC) if at else None

    @property
    def last_step_ms(self) -> int:
        """Time of the last step in ms since 1970, UTC; 0 if there is none. Exports take it for their date."""
        if self._journal is not None:
            return self._journal.last_at
        return int(self.db.execute("SELECT coalesce(max(at), 0) FROM step").fetchone()[0])

    # -------------------------------------------------------------- who codes in which round

    def set_coder(self, name: str) -> None:
        """From now on steps and codings are this coder's. A package belongs to its coder."""
        coder = self.plan.coder(name)
        if self.is_package and coder.id != int(self.meta("issued_to") or 0):
            raise UserError(f"This package was made for another coder, not for {name}.")
        self._enter_as(coder.id)

    def _enter_as(self, coder: int) -> None:
        self.coder: Coder = self.plan.coder_by_id(coder)
        if self._journal is not None:
            self._journal.begin_session(coder)
        self.round: Round = self.plan.default_round(coder)

    def set_round(self, name: str) -> None:
        """The round that is coded now."""
        self.round = self.plan.round(name)

    # -------------------------------------------------------------- steps

    @contextmanager
    def step(self, label: str, kind: str = "do") -> Iterator[None]:
        """One named, undoable change in one transaction: the only way to write."""
        try:
            with self._writer().step(label, kind) as touched:
                yield
        except BaseException:
            self.codebook.forget()
            raise
        self._notify(touched)

    @contextmanager
    def barrier(self, label: str, tables: set[str], mode: int = IMPORTING) -> Iterator[None]:
        """A bulk change that undo does not cross: import, merge, freezing."""
        with self._writer().step(label, "barrier", mode=mode):
            yield
        self._notify(tables)

    @contextmanager
    def together(self) -> Iterator[None]:
        """The barriers of this block are committed at once, each whole or not at all; after a UserError none is there."""
        with self._writer().together():
            yield

    def undo(self) -> str:
        """Takes this coder's last step back; gives its label."""
        label, touched = self._writer().undo()
        self._notify(touched)
        return label

    def redo(self) -> str:
        """Does the step again that was undone last; gives its label."""
        label, touched = self._writer().redo()
        self._notify(touched)
        return label

    @property
    def undo_label(self) -> str | None:
        """Label of the step that undo would take back."""
        return self._journal.undo_label if self._journal else None

    @property
    def redo_label(self) -> str | None:
        """Label of the step that redo would do again."""
        return self._journal.redo_label if self._journal else None

    @property
    def touched_units(self) -> frozenset[int] | None:
        """The units whose answers or progress the last step touched; None after a bulk change, where any may be."""
        return self._journal.units if self._journal is not None else None

    def _writer(self) -> Journal:
        if self._stopped is not None:
            raise self._stopped.once_more()
        if self._journal is None:
            why = self.why_read_only
            hint = f"{why.message} {why.hint}" if why is not None else "Close it where it is open, or copy it."
            raise UserError(f"{self.path.name} is open read-only.", hint)
        if opening.is_gone(self.path, self._opened.identity):
            self._journal.before_commit = self._stop
            self.db.execute("PRAGMA journal_mode = MEMORY")  # a journal on the disk would lie beside a stranger's file
        return self._journal

    def _settle(self) -> None:
        retold.settle(self.db)
        codebook_fit.settle(self.db)

    def _stop(self) -> None:
        """The file is not where it was: the step in work goes to a rescue file, and nothing is written any more."""
        self._stopped = rescue(self.path, self.db)
        self.read_only = True
        raise self._stopped

    @property
    def rescued(self) -> Path | None:
        """The rescue file, once writing has stopped because the file was moved, replaced or deleted."""
        return self._stopped.rescued if self._stopped is not None else None

    @property
    def is_in_place(self) -> bool:
        """Whether the file at the path is still the one that was opened."""
        return not opening.is_gone(self.path, self._opened.identity)

    def need_in_place(self) -> None:
        """Raises Moved, after everything was copied to a rescue file, if the file is not where it was opened."""
        if self._stopped is None and not self.is_in_place:
            self._stop()

    @property
    def was_left(self) -> bool:
        """Whether the file was not closed properly the last time, so that it should be checked."""
        return self._opened.was_left

    def reread(self) -> bool:
        """Whether another program wrote into the file since the last call; what is remembered of it is then read anew."""
        before, self._version = self._version, self.data_version()
        if before == self._version:
            return False
        self.codebook.forget()
        if self._journal is not None:
            self._journal.reread()
        return True

    def data_version(self) -> int:
        """A number that changes when another program writes into the file."""
        return int(self.db.execute("PRAGMA data_version").fetchone()[0])

    def _notify(self, touched: set[str]) -> None:
        self.instrument_edits += not touched <= schema.ANSWERS
        self.plan_edits += self._journal is None or self._journal.replanned
        if touched & {"coder", "round"}:
            self._see_names()
        if touched and self.on_change is not None:
            self.on_change(frozenset(touched))

    def _see_names(self) -> None:
        """Coder and round of now may have another name, or be open no longer; a round that was undone is left."""
        self.coder = next((c for c in self.plan.coders() if c.id == self.coder.id), self.coder)
        present = next((r for r in self.plan.rounds() if r.id == self.round.id), None)
        self.round = present or self.plan.default_round(self.coder.id)

    def clock(self) -> int:
        """Milliseconds since 1970, UTC; inside a step the time of the step, which no other step of this file has."""
        return (self._journal.at if self._journal else 0) or now_ms()


__all__ = ["LEAD", "Project", "StepRef"]
