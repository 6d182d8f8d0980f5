"""Cycles of Python objects are freed in the window's thread, whatever a job allocates."""

import gc
import threading
import weakref

import pytest
from PySide6.QtCore import QObject
from shiboken6 import delete

from intercoder.ui.background import Job, stop_jobs
from intercoder.ui.garbage import collector


@pytest.fixture
def owner(qapp):
    parent = QObject()
    yield parent
    stop_jobs(parent)


class Dialog:
    """What a closed dialog leaves: an object that is part of a cycle."""

    def __init__(self) -> None:
        self.slot = lambda: self


def leave_garbage(count: int) -> list[int]:
    """Cycles that nobody needs any more; gives a list that is filled with the threads in which they are freed."""
    threads: list[int] = []
    for _ in range(count):
        weakref.finalize(Dialog(), lambda: threads.append(threading.get_ident()))
    return threads


def allocate(freed: list[int]):
    """A task that allocates until the garbage is gone, or for long."""

    def task(tick):
        kept = []
        for _ in range(3000):
            tick(0, 0)
            kept.append([[] for _ in range(100)])
            if freed:
                return len(kept)
            threading.Event().wait(0.001)
        return len(kept)

    return task


def test_a_job_that_allocates_frees_nothing_in_its_own_thread(qtbot, owner):
    gc.collect()
    freed = leave_garbage(5)
    job = Job(allocate(freed), owner)
    with qtbot.waitSignal(job.finished, timeout=20_000):
        job.start()
    assert set(freed) == {threading.get_ident()}


def test_after_the_last_job_python_collects_as_ever(qtbot, owner):
    gates = [threading.Event(), threading.Event()]
    jobs = [Job(lambda _tick, gate=gate: gate.wait(10), owner) for gate in gates]
    for job in jobs:
        job.start()
    assert not gc.isenabled()
    with qtbot.waitSignal(jobs[0].finished):
        gates[0].set()
    assert not gc.isenabled()
    with qtbot.waitSignal(jobs[1].finished):
        gates[1].set()
    assert gc.isenabled()


def test_a_job_that_ends_with_its_window_gives_the_collector_back(qapp):
    parent = QObject()
    gate = threading.Event()
    Job(lambda tick: [gate.wait(0.01) or tick(0, 0) for _ in range(1000)], parent).start()
    assert not gc.isenabled()
    delete(parent)
    assert gc.isenabled()


def test_everything_is_looked_through_only_now_and_then(qapp, monkeypatch):
    found = []
    monkeypatch.setattr(gc, "collect", lambda generation=2: found.append(generation) or 0)
    monkeypatch.setattr(gc, "get_count", lambda: (9999, 99, 99))
    held = collector()
    held._next_full_s = 0.0
    held.collect()
    monkeypatch.setattr(held, "_next_full_s", float("inf"))
    held.collect()
    assert found == [2, 1]
