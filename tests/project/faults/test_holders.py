"""Two processes and one project: there is one writer, whether the other lives, is stopped, or died."""

import os
import signal
import time

import pytest

from intercoder.project import Project
from intercoder.project.lock import InUse


def hold(path):
    """Opens the project in this process and waits to be killed."""

    def verb() -> None:
        with Project.open(path) as project:
            project.codings.answer(1, "topic", "2")
            path.with_name("held").touch()
            while True:
                time.sleep(1)

    return verb


@pytest.fixture
def holder(study, apart):
    process = apart(hold(study))
    while not study.with_name("held").exists():
        time.sleep(0.005)
    yield process
    process.kill_after(0)


@pytest.mark.parametrize("stopped", [False, True])
def test_a_living_or_stopped_holder_keeps_the_project_and_others_read_its_last_step(study, holder, stopped):
    if stopped:
        os.kill(holder.pid, signal.SIGSTOP)
    with pytest.raises(InUse) as caught:
        Project.open(study)
    assert caught.value.holder.pid == holder.pid
    with Project.open_or_read(study) as reader:
        assert reader.codings.answers(1)["topic", 0].answer == "2"


def test_the_project_of_a_holder_that_died_is_free_at_once_and_asks_for_a_check(study, apart):
    process = apart(hold(study))
    while not study.with_name("held").exists():
        time.sleep(0.005)
    process.kill_after(0)
    with Project.open(study) as project:
        assert project.was_left
        assert project.codings.answers(1)["topic", 0].answer == "2"
        assert project.undo_label
