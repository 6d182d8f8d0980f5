"""The benchmark of merging writes months of answers by itself: they must be the rows that the program writes."""

import importlib.util
import re
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from types import ModuleType

import pytest

from intercoder.project import Project
from intercoder.project.check import check

Rows = list[tuple[object, ...]]


@pytest.fixture
def bench(monkeypatch) -> ModuleType:
    """The benchmark with one article and two coders."""
    spec = importlib.util.spec_from_file_location("merge_speed", Path(__file__).with_name("test_merge_speed.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "CODERS", ("Ada", "Ben"))
    monkeypatch.setattr(module, "COMMENTS", 1000)
    return module


def rows(path: Path, of: str) -> Rows:
    """The history of every 500th answer, without times and numbers of steps, which no two runs share."""
    query = f"""SELECT c.tbl, c.key, c.unit, c.before, c.after, s.kind, l.text, s.codebook, s.of_n FROM change c
      JOIN step s ON (s.session, s.n) = (c.session, c.step) JOIN label l ON l.id = s.label
      JOIN session e ON e.id = c.session WHERE c.unit IN ({of}) ORDER BY c.session, c.seq"""
    with closing(sqlite3.connect(path)) as db:
        found = db.execute(query).fetchall()
    return [(*row[:3], row[3] and re.sub(r"\d{13}", "TIME", row[3]), *row[4:]) for row in found]


def test_the_benchmark_of_merging_codes_as_the_program_does(bench, tmp_path):
    bench._study(tmp_path / "lead.intercoder")
    theirs = tmp_path / "Ben.intercoder"
    ours = Path(shutil.copy(theirs, tmp_path / "ours.intercoder"))
    bench._code(theirs, 1)
    with closing(sqlite3.connect(theirs)) as db:
        some = ", ".join(
            str(u) for (u,) in db.execute("SELECT unit FROM assignment WHERE position % 500 = 1 LIMIT 2").fetchall()
        )
    wanted = rows(theirs, some)
    with Project.open(ours) as project:
        names = {v.label: v.name for v in project.codebook.current().variables}
        for table, _, unit, _, _, _, label, *_ in wanted:
            if table == "value":
                question, _, category = str(label).removeprefix("Answer ").partition(": ")
                project.codings.answer(unit, names[question], category.removeprefix("Category "))
    assert len(wanted) == 24, "two comments, each begun and answered ten times, and once more"
    assert rows(ours, some) == wanted
    with Project.open(theirs) as project:
        assert check(project) == []
