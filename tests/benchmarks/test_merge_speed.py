"""How long merging takes, and how large a coding with its history is.

Budgets: five packages of 200,000 codings in 10 s, the same again in 1 s; below 180 bytes a coding; 5 ms of CPU for one.
"""

import shutil
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from intercoder.project import Project, backups, package, schema
from intercoder.project.check import check
from intercoder.project.merge import merge
from intercoder.records import Article, Category, Codebook, Comment, SourceFile, Text, Variable, no_tick

CODERS = ("Ada", "Ben", "Chloé", "Dörte", "Emre")
QUESTIONS = 10
COMMENTS = 20_000
CODINGS = COMMENTS * QUESTIONS
SOURCE = SourceFile("generated.csv", "0" * 64, 1, "table", "generated", "utf-8")


def _study(path: Path) -> None:
    categories = tuple(Category(n, f"Category {n}") for n in range(1, 6))
    codebook = Codebook(
        "Merge", tuple(Variable(f"V{n}", f"Question {n}", "comment", "one", categories=categories) for n in range(QUESTIONS))
    )
    body = Text("body", "The river gauge was read twice that week. " * 20)
    with Project.create(path, "Merge", codebook) as project:
        article = (
            Article((body, *(Comment(f"comment {a} {n} 😀") for n in range(1000))), "x") for a in range(COMMENTS // 1000)
        )
        project.material.add(SOURCE, article, no_tick)
        project.plan.assign(CODERS, "main", [u for (u,) in project.db.execute("SELECT id FROM unit WHERE kind = 'comment'")])
        for coder in CODERS:
            package.make(project, coder, path.with_name(f"{coder}.intercoder"))


def _code(path: Path, number: int) -> None:
    """A coder's work of months: each answer a step, every tenth given a second time, as `codings.answer` writes it."""
    db = sqlite3.connect(path, isolation_level=None)
    coder = int(db.execute("SELECT value FROM meta WHERE key = 'issued_to'").fetchone()[0])
    units = [u for (u,) in db.execute("SELECT unit FROM assignment ORDER BY position").fetchall()]
    variables = [v for (v,) in db.execute("SELECT id FROM variable ORDER BY id").fetchall()]
    at, n, seq = 1_790_000_000_000 + number * 7, 0, 0
    labels = {f"Answer Question {v - 1}: Category {c}": 5 * v + c for v in variables for c in range(1, 6)}
    steps, changes, values, last = [], [], [], {}
    for again in (False, True):
        for place, unit in enumerate(units):
            for variable in variables:
                if again and (place + variable) % 10:
                    continue
                n, at = n + 1, at + 900
                answer = str(1 + (unit * variable + number + again) % 5)
                if not again and variable == variables[0]:
                    seq += 1
                    changes.append((seq, n, "progress", f"[1,{coder},{unit}]", unit, None, "[null,null,0]"))
                seq += 1
                before = f'["value","{last[unit, variable][0]}",{last[unit, variable][1]}]' if again else None
                changes.append((seq, n, "value", f"[1,{coder},{unit},{variable},0,0]", unit, before, f'["value","{answer}"]'))
                steps.append((n, at, labels[f"Answer Question {variable - 1}: Category {answer}"]))
                last[unit, variable] = answer, at
    values = [(coder, *key, *answer) for key, answer in last.items()]
    db.execute("BEGIN")
    db.execute("INSERT INTO session VALUES(1, ?, ?, 'bench', ?, 0, NULL)", (f"{number:032x}", coder, schema.SCHEMA))
    db.executemany("INSERT INTO label(text, id) VALUES(?, ?)", labels.items())
    db.executemany("INSERT INTO step VALUES(1, ?, ?, ?, 'do', NULL, NULL, NULL)", steps)
    db.executemany("INSERT INTO change VALUES(1, ?, ?, ?, ?, ?, ?, ?)", changes)
    insert = "INSERT INTO value(round, coder, unit, variable, status, answer, at) VALUES(1, ?, ?, ?, 'value', ?, ?)"
    db.executemany(insert, values)
    db.executemany("INSERT INTO progress(round, coder, unit) VALUES(1, ?, ?)", [(coder, unit) for unit in units])
    db.execute("COMMIT")
    db.close()


@pytest.fixture(scope="module")
def team(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a project of 20,000 comments and five coded packages of 200,000 answers each."""
    folder = tmp_path_factory.mktemp("merge")
    _study(folder / "lead.intercoder")
    for number, coder in enumerate(CODERS):
        _code(folder / f"{coder}.intercoder", number)
    return folder


@pytest.fixture
def lead(team: Path, tmp_path: Path) -> Iterator[Project]:
    """An own copy of the project before any merge."""
    with Project.open(shutil.copy(team / "lead.intercoder", tmp_path / "lead.intercoder")) as project:
        yield project


@pytest.mark.benchmark(group="five packages of 200,000 codings merged, with one backup (budget 10 s)")
def test_merging_five_packages(benchmark: BenchmarkFixture, team: Path, lead: Project) -> None:
    before = lead.path.stat().st_size

    def run() -> int:
        return sum(merge(lead, team / f"{coder}.intercoder", backup=coder == CODERS[0]).new for coder in CODERS)

    began = time.process_time()
    assert benchmark.pedantic(run, rounds=1) == len(CODERS) * CODINGS
    benchmark.extra_info["cpu_s"] = round(time.process_time() - began, 2)
    changes = lead.db.execute("SELECT count(*) FROM change").fetchone()[0]
    benchmark.extra_info["bytes_per_change"] = round((lead.path.stat().st_size - before) / changes)
    benchmark.extra_info["bytes_per_coding"] = round((lead.path.stat().st_size - before) / (len(CODERS) * CODINGS))
    print(f"\nfive packages: {benchmark.extra_info}")


@pytest.mark.benchmark(group="the same five packages again (budget 1 s)")
def test_merging_them_again(benchmark: BenchmarkFixture, team: Path, lead: Project) -> None:
    files = [team / f"{coder}.intercoder" for coder in CODERS]
    for file in files:
        merge(lead, file, backup=False)

    def again() -> int:
        return sum(report.new + report.changed + report.removed for report in (merge(lead, file) for file in files))

    assert benchmark.pedantic(again, rounds=1) == 0


@pytest.mark.benchmark(group="a step of 20,000 highlights, and its undo (budget 1 s)")
def test_undoing_a_large_step(benchmark: BenchmarkFixture, study: Project) -> None:
    variable = study.codebook.variable("FRAME")
    body = next(unit for unit in study.material.units(study.material.article_ids()[2]) if unit.kind == "body")

    def highlight() -> None:
        with study.step("Highlight 20,000 passages"):
            for n in range(20_000):
                key = (study.minter.mint(), study.round.id, study.coder.id)
                study.codings.insert_span(*key, body, variable, variable.categories[0], n % 900, n % 900 + 5)

    benchmark.pedantic(study.undo, setup=highlight, rounds=2)


@pytest.mark.benchmark(group="a verified backup of the merged project (budget 3 s for 540 MB), and its check (30 s)")
@pytest.mark.parametrize("verb", ["backup", "check"])
def test_a_backup_and_a_check(benchmark: BenchmarkFixture, team: Path, lead: Project, verb: str) -> None:
    merge(lead, team / f"{CODERS[0]}.intercoder", backup=False)
    if verb == "backup":
        benchmark.pedantic(lambda: backups.make(lead, "merge"), rounds=2)
    else:
        assert benchmark.pedantic(lambda: check(lead), rounds=1) == []
