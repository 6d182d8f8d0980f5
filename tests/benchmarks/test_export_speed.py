"""How long exports of 100,000 units x 20 variables take, from the project to the files. Budget: 10 s and 1 GB for the .sav."""

import random
import subprocess
import sys
from pathlib import Path

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

import intercoder
from intercoder.project import Project
from intercoder.records import Article, Category, Codebook, Comment, SourceFile, Text, Variable, no_tick

GROUP = "100,000 units x 20 variables, exported (budget 10 s and 1,000 MB for one .sav)"
CATEGORIES = tuple(Category(n, f"Category {n}") for n in range(1, 6))
CHILD = """
import resource, sys
from intercoder.project import Project
from intercoder.tasks import export
forms = sys.argv[2]
kinds = {"sav": "spss", "spss": "spss", "csv": "csv"}
if forms == "sav":
    export.wide_tables = export.final_tables = lambda source, kind: []
    from intercoder.exporters import spss
    spss.spss_syntax.data = lambda table: (table, b"", [])
    spss.spss_syntax.syntax = lambda table, formats: b""
with Project.open(sys.argv[1], read_only=True) as project:
    export.export(project, kinds[forms], sys.argv[3])
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""


@pytest.fixture(scope="module")
def coded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """100 articles with 1,000 comments each; one coder answered 20 questions about every comment."""
    path = tmp_path_factory.mktemp("export") / "study.intercoder"
    variables = tuple(Variable(f"v{n:02}", f"Variable {n}", "comment", "one", categories=CATEGORIES) for n in range(20))
    comment = "the river gauge was read twice that week 😀 and nobody could say who had signed the report " * 3
    with Project.create(path, "Speed", Codebook("Speed", variables)) as project:
        articles = (Article((Text("body", f"Article {a}"), *(Comment(comment) for _ in range(1000)))) for a in range(100))
        project.material.add(SourceFile("generated.csv", "0" * 64, 1, "table", "generated", "utf-8"), articles, no_tick)
        units = [n for (n,) in project.db.execute("SELECT id FROM unit WHERE kind = 'comment'").fetchall()]
        ids = [v.id for v in project.codebook.current().variables]
        chance = random.Random(1)
        with project.barrier("Code all", {"value"}):
            project.db.executemany(
                "INSERT INTO assignment(round, coder, unit, position) VALUES(1, 1, ?1, ?1)", [(u,) for u in units]
            )
            project.db.executemany(
                "INSERT INTO value(round, coder, unit, variable, status, answer, at) VALUES(1, 1, ?, ?, 'value', ?, 1)",
                ((u, v, str(chance.randint(1, 5))) for u in units for v in ids),
            )
            project.db.executemany(
                "INSERT INTO progress(round, coder, unit, finished_at) VALUES(1, 1, ?, 1)", [(u,) for u in units]
            )
    return path


@pytest.mark.benchmark(group=GROUP)
@pytest.mark.parametrize("kind", ["sav", "spss", "csv"])
def test_an_export(benchmark: BenchmarkFixture, coded: Path, tmp_path: Path, kind: str) -> None:
    """`sav` is one long .sav alone; `spss` and `csv` are everything these kinds write. In a process of its own each."""

    def run() -> int:
        desktop = str(Path(intercoder.__file__).parents[1])
        arguments = [sys.executable, "-c", CHILD, str(coded), kind, str(tmp_path / "out")]
        done = subprocess.run(arguments, env={"PYTHONPATH": desktop}, capture_output=True, text=True, check=True)
        return int(done.stdout)

    benchmark.extra_info["megabytes"] = benchmark.pedantic(run, rounds=1)
    print(f"\n{kind}: {benchmark.extra_info['megabytes']} MB")
