import threading

import pytest
from PySide6.QtCore import QObject, QThread
from shiboken6 import delete

from intercoder.errors import UserError
from intercoder.ui.background import Job, stop_jobs


@pytest.fixture
def owner(qapp):
    """Owns the jobs of a test, and waits for them at its end."""
    parent = QObject()
    yield parent
    stop_jobs(parent)


def until_cancelled(tick):
    gate = threading.Event()
    while not gate.wait(0.002):
        tick(0, 0)


def test_a_task_hands_back_its_result_in_the_thread_of_the_window(qtbot, owner):
    seen = []
    job = Job(lambda tick: 6 * 7, owner)
    job.succeeded.connect(lambda result: seen.append((result, QThread.currentThread())))
    with qtbot.waitSignal(job.finished):
        job.start()
    assert seen == [(42, owner.thread())]


def test_a_task_runs_outside_the_thread_of_the_window(qtbot, owner):
    job = Job(lambda tick: threading.get_ident(), owner)
    with qtbot.waitSignal(job.succeeded) as told:
        job.start()
    assert told.args[0] != threading.get_ident()


def test_progress_arrives_with_its_numbers(qtbot, owner):
    job = Job(lambda tick: [tick(0, 0), threading.Event().wait(0.06), tick(412, 1000)], owner)
    with qtbot.waitSignal(job.progressed, check_params_cb=lambda done, total: (done, total) == (412, 1000)):
        job.start()


def test_ten_thousand_ticks_reach_the_window_only_a_few_times(qtbot, owner):
    told = []
    job = Job(lambda tick: [tick(n, 10_000) for n in range(10_000)], owner)
    job.progressed.connect(lambda done, total: told.append(done))
    with qtbot.waitSignal(job.finished):
        job.start()
    assert len(told) < 200


def test_a_cancelled_task_ends_without_result_and_without_error(qtbot, owner):
    ends = []
    job = Job(until_cancelled, owner)
    job.succeeded.connect(lambda result: ends.append("result"))
    job.failed.connect(lambda error: ends.append("error"))
    with qtbot.waitSignal(job.finished):
        job.start()
        job.cancel()
    assert ends == []
    assert not job.is_running


def test_a_task_that_ended_before_the_cancel_still_tells_its_result(qtbot, owner):
    entered, go = threading.Event(), threading.Event()

    def write(tick):
        entered.set()
        go.wait()
        return "written"

    job = Job(write, owner)
    with qtbot.waitSignal(job.succeeded) as told:
        job.start()
        entered.wait()
        job.cancel()
        go.set()
    assert told.args == ["written"]


def test_the_error_of_a_task_arrives_as_the_exception_itself(qtbot, owner):
    def fail(tick):
        raise UserError("The disk is full.", "Free some space.")

    job = Job(fail, owner)
    with qtbot.waitSignal(job.failed) as told:
        job.start()
    assert told.args[0].hint == "Free some space."


def test_a_defect_of_a_task_is_written_to_the_log(qtbot, owner, caplog):
    job = Job(lambda tick: 1 / 0, owner)
    with qtbot.waitSignal(job.failed):
        job.start()
    assert "A background task failed" in caplog.text


def test_stopping_the_jobs_of_an_owner_waits_for_their_threads(owner):
    entered, left = threading.Event(), threading.Event()

    def task(tick):
        entered.set()
        try:
            until_cancelled(tick)
        finally:
            left.set()

    job = Job(task, owner)
    job.start()
    entered.wait()
    stop_jobs(owner)
    assert left.is_set()


def test_a_job_that_dies_with_its_window_first_leaves_its_task(qapp):
    entered, left = threading.Event(), threading.Event()
    window = QObject()

    def task(tick):
        entered.set()
        try:
            until_cancelled(tick)
        finally:
            left.set()

    Job(task, window).start()
    entered.wait()
    delete(window)
    assert left.is_set()
