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


@pytest.fixture
def thawed():
    """What a test set aside is looked through again."""
    yield
    gc.unfreeze()


def test_what_is_there_when_a_project_was_opened_is_looked_through_no_more_and_garbage_goes_before(qapp, thawed):
    gc.unfreeze()
    freed, kept = leave_garbage(1), Dialog()
    collector().settle()
    assert freed
    assert gc.get_freeze_count() > 10_000
    assert not any(found is kept for found in gc.get_objects())
    later = leave_garbage(1)
    gc.collect()
    assert later


def test_what_was_set_aside_is_freed_when_the_next_project_was_opened(qapp, thawed):
    dialog, freed = Dialog(), []
    weakref.finalize(dialog, lambda: freed.append(1))
    collector().settle()
    del dialog
    gc.collect()
    assert not freed
    collector().settle()
    assert freed


def test_nothing_is_set_aside_while_a_job_is_at_work(qtbot, owner, thawed):
    gc.unfreeze()
    gate = threading.Event()
    job = Job(lambda _tick: gate.wait(10), owner)
    job.start()
    collector().settle()
    assert gc.get_freeze_count() == 0
    with qtbot.waitSignal(job.finished):
        gate.set()
    qtbot.waitUntil(lambda: gc.get_freeze_count() > 0, timeout=10_000)


def test_the_program_sets_aside_what_it_is_made_of_once_a_project_was_opened_or_closed(qtbot, study, thawed):
    from intercoder.ui.app import keep_pauses_short
    from intercoder.ui.window import Window

    window = Window()
    qtbot.addWidget(window)
    keep_pauses_short(window)
    for deed in (lambda: window.open_path(str(study)), window.close_project):
        gc.unfreeze()
        deed()
        qtbot.waitUntil(lambda: gc.get_freeze_count() > 0, timeout=10_000)
