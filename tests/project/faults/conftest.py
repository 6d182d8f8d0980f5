"""Staging of faults: a process that is killed, or that meets the end of the disk, in the middle of a verb.

The sixteen faults and where each is proven: sudden death `test_kill.py`; power loss `test_power_loss.py`,
`test_power_files.py`; full disk
`test_full_disk.py`; read-only, moved and replaced files `../test_opening.py`; damaged, foreign, newer files and two windows
`../test_file.py`, `../test_lock.py`, `test_holders.py`; stray journals `../test_leftovers.py`; backups `../test_backups.py`;
merges `../test_merge.py`, `../test_incoming.py`, `../test_take_back.py`; migrations `../test_schema.py`; clock, undo and
journal `../test_journal.py`, `../test_check.py`; exports also `tests/exporters/test_folder.py`; a mistake in a slot
`tests/ui/care/test_slots.py`.
"""

import importlib.util
import os
import resource
import signal
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from intercoder.project import Project, package

Verb = Callable[[], object]
JOURNAL_MAGIC = bytes.fromhex("d9d505f920a163d7")
"""The first bytes of a journal that SQLite will roll back; before that nothing of the project was overwritten."""


@pytest.fixture
def study(path: Path, tmp_path: Path) -> Path:
    """A project with the package of Ben, coded: `ben.intercoder` in the folder `packages` beside it."""
    folder = tmp_path / "packages"
    folder.mkdir()
    with Project.open(path) as project:
        project.plan.assign(["Ben"], "main")
        package.make(project, "Ben", folder / "ben.intercoder")
    with Project.open(folder / "ben.intercoder") as bens:
        for unit in bens.plan.assigned(bens.round.id, bens.coder.id):
            kind = bens.material.unit(unit).kind
            bens.codings.answer(unit, "topic", "3") if kind == "article" else None
            bens.codings.answer(unit, "incivility", "1") if kind == "comment" else None
    return path


@pytest.fixture
def apart() -> Callable[[Verb], "Apart"]:
    """Runs a verb in a process of its own, which leaves nothing of it behind in this one."""
    if not hasattr(os, "fork"):
        pytest.skip("this system cannot fork")
    return Apart


class Apart:
    """A forked process that runs a verb; `kill_after` ends it at once, `finish` waits for it."""

    def __init__(self, verb: Verb) -> None:
        self._read, write = os.pipe()
        self.pid = os.fork()
        if self.pid == 0:
            code = 1
            try:
                os.close(self._read)
                os.write(write, b"begin\n")
                verb()
                os.write(write, b"done\n")
                code = 0
            except BaseException:  # noqa: BLE001 - the other process shows it
                os.write(write, traceback.format_exc().encode()[-4000:])
            finally:
                os._exit(code)
        os.close(write)
        assert os.read(self._read, 6) == b"begin\n"

    def kill_after(self, seconds: float) -> bool:
        """Whether the verb had ended and said so before the process was killed."""
        time.sleep(seconds)
        os.kill(self.pid, signal.SIGKILL)
        return self._end() == "done\n"

    def kill_at_journal(self, project: Path) -> bool:
        """Kills when the project can only be read with its journal; whether that lay there when the process was dead."""
        journal = Path(f"{project}-journal")
        while os.waitid(os.P_PID, self.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None:
            if _is_hot(journal):
                break
        os.kill(self.pid, signal.SIGKILL)
        self._end()
        return _is_hot(journal)

    def finish(self) -> None:
        """Waits; what the verb raised is shown."""
        said = self._end()
        assert said == "done\n", said

    def _end(self) -> str:
        with open(self._read, encoding="utf-8", errors="replace") as pipe:
            said = pipe.read()
        os.waitpid(self.pid, 0)
        return said


def _is_hot(journal: Path) -> bool:
    try:
        return journal.read_bytes()[:8] == JOURNAL_MAGIC
    except OSError:
        return False


@pytest.fixture
def full_disk() -> Callable[[Path, int], None]:
    """Lets no file of this process grow more than so many bytes beyond the size of a file; 0 bytes lift the limit."""

    def limit(path: Path, room: int) -> None:
        most = path.stat().st_size + room if room else resource.RLIM_INFINITY
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, resource.RLIM_INFINITY))

    return limit


# ------------------------------------------------------------------ a disk that loses its power


@pytest.fixture(scope="session")
def power() -> ModuleType:
    """The module beside this file; tests are no package."""
    pytest.importorskip("apsw", reason="apsw is not installed")
    spec = importlib.util.spec_from_file_location("power", Path(__file__).with_name("power.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["power"] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def disk(power: ModuleType, path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """The disk of the study: projects in its folder are written through it."""
    with power.logged(path.parent, path, monkeypatch) as disk:
        yield disk


@pytest.fixture
def witnessed(power: ModuleType, disk: Any, monkeypatch: pytest.MonkeyPatch) -> Callable[[], AbstractContextManager[None]]:
    """While it lasts the disk also sees what is not written by SQLite."""
    return partial(power.witnessed, disk, monkeypatch)


@pytest.fixture
def images(power: ModuleType, disk: Any, tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Iterator[Any]]:
    """(folder, what was acknowledged) of disks at random moments."""

    def make(seed: int, number: int = 50) -> Iterator[Any]:
        return power.images(disk, tmp_path_factory.mktemp("images"), seed, number)

    return make
