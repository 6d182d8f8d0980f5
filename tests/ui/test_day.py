"""A coder's day: a package is coded by keyboard, closed, killed, opened again and handed in, and nothing is lost."""

import os
import runpy
import signal
import subprocess
import sys
from operator import itemgetter
from pathlib import Path

import pytest

from intercoder.project import Project
from intercoder.records import Article, Comment, SourceFile, no_tick
from intercoder.tasks.packages import check, merge, package

DAY = Path(__file__).with_name("day.py")
CODEBOOK, told = itemgetter("CODEBOOK", "told")(runpy.run_path(str(DAY)))
COMMENTS = 200 if os.environ.get("INTERCODER_LONG") else 40  # a whole day takes a minute: `make day`
WORDS = ("the Pakistani border troops", "🇵🇰 entered", "many miles", "اور دو", "into Afghanistan", "and built posts there")


@pytest.fixture
def lead(tmp_path: Path) -> Path:
    """A project with comments assigned to Bea."""
    path = tmp_path / "study.intercoder"
    texts = [" ".join(("Well,", *WORDS[n % 5 :], *WORDS[: n % 5], f"said reader {n}.")) for n in range(COMMENTS)]
    with Project.create(path, "Talks", CODEBOOK, lead="Lena Lead") as project:
        source = SourceFile("talks.txt", "cd" * 32, 9, "text", "a page", "utf-8", b"dump")
        articles = [Article(tuple(Comment(t) for t in texts[n : n + 50]), headline=f"{n}") for n in range(0, COMMENTS, 50)]
        project.material.add(source, articles, no_tick)
        project.plan.assign(["Bea"], "pilot")
        package(project, "Bea", tmp_path / "bea.intercoder")
    return path


def day(package: Path, *words: object) -> int:
    """Runs a part of the day in a process of its own; its exit code."""
    env = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": os.pathsep.join(sys.path)}
    return subprocess.run([sys.executable, str(DAY), str(package), *map(str, words)], env=env, check=False).returncode


def test_a_day_by_keyboard_with_a_restart_and_a_kill_arrives_whole_at_the_lead(lead, tmp_path):
    mine, sent, third = tmp_path / "bea.intercoder", tmp_path / "sent.intercoder", COMMENTS // 3
    assert day(mine, 0, third - 1) == 0
    assert day(mine, third, 2 * third, "--kill") == -signal.SIGKILL
    assert day(mine, 2 * third, COMMENTS - 1, "--copy", sent) == 0
    with Project.open(lead) as project:
        merge(project, [sent])
        assert check(project)["ok"]
        bea, pilot = project.plan.coder("Bea").id, project.plan.round("pilot").id
        for number, unit in enumerate(project.plan.assigned(pilot, bea)):
            tell = told(number)
            got = project.codings.answers(unit, bea, pilot)
            assert {n: (a.status, a.answer, a.ticked) for (n, _), a in got.items()} == tell.answers, number
            progress = project.codings.progress(unit, bea, pilot)
            assert progress.finished_at is not None
            assert (progress.doubt or "") == tell.doubt
            spans = project.codings.spans([unit], bea, pilot)
            marked = {c.id: c.key for c in project.codebook.variable("argument").categories}
            assert "".join(marked[s.category] for s in spans) == tell.marks, number
            assert all(s.quote == (project.material.unit(unit).text or "")[s.start : s.stop] for s in spans)
