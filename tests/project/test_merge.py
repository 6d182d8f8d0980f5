"""Merging packages back: any order, any number of times, two copies of one coder, and the history always tells the tables."""

import itertools
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from intercoder.errors import UserError
from intercoder.project import Project, package, schema
from intercoder.project.check import check
from intercoder.project.ids import now_ms
from intercoder.project.issued import issued
from intercoder.project.merge import MergeReport, merge
from intercoder.project.take_back import take_back

Tables = dict[str, list[tuple[object, ...]]]
CODINGS = ("span", "value", "progress", "memo")


@pytest.fixture
def packages(planned: Project, tmp_path: Path) -> dict[str, Path]:
    """A package for each coder, made but not coded."""
    files = {name: tmp_path / f"{name}.intercoder" for name in ("Ben", "Chloé", "Dörte")}
    for name, file in files.items():
        package.make(planned, name, file)
    return files


@pytest.fixture
def tables() -> Callable[[Project], Tables]:
    """Codings and history of a project with sessions by their uid, whatever their local number."""

    def read(project: Project) -> Tables:
        rows = {t: sorted(project.db.execute(f"SELECT * FROM {t}").fetchall(), key=repr) for t in CODINGS}
        for table in ("step", "change"):
            query = f"SELECT e.uid, t.* FROM {table} t JOIN session e ON e.id = t.session WHERE e.arrived NOT NULL"
            rows[table] = sorted(((row[0], *row[2:]) for row in project.db.execute(query).fetchall()), key=repr)
        labels = dict(project.db.execute("SELECT id, text FROM label").fetchall())
        # Without the local numbers of labels and of the session undone.
        rows["step"] = [(*row[:3], labels[row[3]], *row[4:6], row[-1]) for row in rows["step"]]
        return rows

    return read


def code(path: Path, seed: int, steps: int = 25) -> None:
    """Codes in a package at random, with removals, undo and redo."""
    chance = random.Random(seed)
    with Project.open(path) as project:
        body = project.material.unit_by_ref("A0001-B01")
        comment = project.material.unit_by_ref(f"A0001-C00{chance.randint(1, 5)}").id
        codings = project.codings
        for _ in range(steps):
            spans = codings.spans([body.id])
            span = chance.choice(spans).id if spans else 0
            start = chance.randrange(len(body.text or "") - 20)
            of_span = ["about", "remove", "move"] if span else []
            verb = chance.choice(["highlight", "topic", "actors", "incivility", "doubt", *of_span])
            if verb == "highlight":
                codings.highlight(body.id, "frame", chance.randint(1, 2), start, start + 20)
            elif verb == "topic":
                codings.answer(1, "topic", str(chance.randint(1, 3)))
            elif verb == "actors":
                codings.answer(1, "actors", ticked=chance.sample([1, 2, 3], chance.randint(0, 3)))
            elif verb == "incivility":
                codings.answer(comment, "incivility", str(chance.randint(0, 1)))
            elif verb == "doubt":
                codings.doubt(1, chance.choice([None, "کیوں؟"]))
            elif verb == "about":
                codings.answer(1, "strength", str(chance.randint(1, 2)), span=span)
            elif verb == "remove":
                codings.remove_span(span)
            else:
                codings.move_span(span, start, start + 7)
            if chance.random() < 0.2:
                project.undo()
                if chance.random() < 0.5:
                    project.redo()


def outcome(report: MergeReport) -> tuple[int, int, int]:
    return report.new, report.changed, report.removed


def test_a_merge_brings_exactly_the_codings_of_the_package(planned, packages, sound):
    code(packages["Ben"], 1)
    with Project.open(packages["Ben"], read_only=True) as theirs:
        wanted = {t: theirs.db.execute(f"SELECT * FROM {t}").fetchall() for t in CODINGS}
    report = merge(planned, packages["Ben"])
    assert {t: planned.db.execute(f"SELECT * FROM {t}").fetchall() for t in CODINGS} == wanted
    assert report.new == len(wanted["span"]) + len(wanted["value"]) > 3
    assert (report.coder, report.rounds, report.codebook_version) == ("Ben", ("reliability",), "draft")
    assert sound(planned)


def test_a_dry_run_writes_nothing_and_tells_what_the_merge_will_do(planned, packages, path):
    code(packages["Ben"], 1)
    before, package_before = path.read_bytes(), packages["Ben"].read_bytes()
    dry = merge(planned, packages["Ben"], dry_run=True)
    assert path.read_bytes() == before
    wet = merge(planned, packages["Ben"])
    assert outcome(dry) == outcome(wet)
    assert packages["Ben"].read_bytes() == package_before


def test_merging_twice_is_merging_once(planned, packages, tables, sound):
    code(packages["Ben"], 2)
    merge(planned, packages["Ben"])
    once = tables(planned)
    again = merge(planned, packages["Ben"])
    assert (again.known, outcome(again)) == (True, (0, 0, 0))
    copy = shutil.copy(packages["Ben"], packages["Ben"].with_name("renamed by a mail program.intercoder"))
    with Project.open(copy) as project:
        project.codings.doubt(1, "other bytes, the same codings otherwise")
    assert outcome(merge(planned, Path(copy))) == (0, 0, 0)
    assert {t: tables(planned)[t] for t in ("span", "value")} == {t: once[t] for t in ("span", "value")}
    assert sound(planned)


def test_all_orders_of_three_packages_and_a_stray_copy_give_the_same_tables(planned, packages, path, tables, sound):
    code(packages["Ben"], 3)
    stray = Path(shutil.copy(packages["Ben"], packages["Ben"].with_name("stray.intercoder")))
    code(packages["Ben"], 4)
    code(stray, 5)
    code(packages["Chloé"], 6)
    code(packages["Dörte"], 7)
    files = [packages["Ben"], stray, packages["Chloé"], packages["Dörte"]]
    planned.close()
    results: list[Tables] = []
    for number, order in enumerate(itertools.permutations(files)):
        if number % 3:  # eight of twenty-four orders, in all of which other files come first and last
            continue
        lead = Path(shutil.copy(path, path.with_name(f"lead{number}.intercoder")))
        with Project.open(lead) as project:
            for file in order:
                merge(project, file)
            merge(project, order[0])
            results.append(tables(project))
            assert sound(project)
    assert len(results) == 8
    assert all(result == results[0] for result in results)
    assert results[0]["change"]


def test_two_copies_of_one_coder_meet_without_loss_and_the_loser_is_listed(planned, packages, sound):
    office, train = packages["Ben"], packages["Ben"].with_name("train.intercoder")
    shutil.copy(office, train)
    with Project.open(office) as project:
        project.codings.answer(1, "topic", "1")
        project.codings.answer(1, "summary", "only at the office")
    with Project.open(train) as project:
        project.codings.answer(1, "topic", "2")
        body = project.material.unit_by_ref("A0001-B01").id
        project.codings.highlight(body, "frame", 1, 0, 8)
    first, second = merge(planned, train), merge(planned, office)
    assert first.conflicts == ()
    [lost] = [c for c in second.conflicts if c.table == "value"]
    assert (lost.unit, lost.what, lost.lost, lost.won) == ("A0001", "Topic", "Talks", "Army")
    assert lost.lost_at < lost.won_at
    ben = planned.plan.coder("Ben").id
    answers = planned.codings.answers(1, ben)
    assert answers["topic", 0].answer == "2", "the later answer wins, in whatever order the copies arrive"
    assert answers["summary", 0].answer == "only at the office"
    assert len(planned.codings.spans([body], ben)) == 1
    assert sound(planned)


def test_a_highlight_removed_in_one_copy_takes_its_answer_from_the_other_along(planned, packages, sound):
    with Project.open(packages["Ben"]) as project:
        body = project.material.unit_by_ref("A0001-B01").id
        span = project.codings.highlight(body, "frame", 1, 0, 8)
    train = Path(shutil.copy(packages["Ben"], packages["Ben"].with_name("train.intercoder")))
    with Project.open(packages["Ben"]) as project:
        project.codings.answer(body, "strength", "2", span=span.id)
    with Project.open(train) as project:
        project.codings.remove_span(span.id)
    for file in (packages["Ben"], train):
        merge(planned, file)
    ben = planned.plan.coder("Ben").id
    assert planned.codings.answers(1, ben) == {}
    assert sound(planned)
    with Project.open(train) as project:
        project.undo()
    merge(planned, train)
    assert planned.codings.answers(1, ben)["strength", span.id].answer == "2"
    assert sound(planned)


def test_a_set_of_categories_is_that_of_the_later_copy_and_no_mixture(planned, packages, sound):
    office, train = packages["Ben"], packages["Ben"].with_name("train.intercoder")
    shutil.copy(office, train)
    for file, ticked in ((office, [1, 2]), (train, [1, 3])):
        with Project.open(file) as project:
            project.codings.answer(1, "actors", ticked=ticked)
    ben = planned.plan.coder("Ben").id
    for file in (train, office, train):
        merge(planned, file)
        assert planned.codings.answers(1, ben)["actors", 0].ticked == (1, 3)
        assert sound(planned)
    with Project.open(office) as project:
        project.codings.answer(1, "actors", ticked=[2])
    [conflict] = merge(planned, office).conflicts
    assert (conflict.what, conflict.lost, conflict.won) == ("Actors", "EU, Army", "Citizens")
    assert planned.codings.answers(1, ben)["actors", 0].ticked == (2,)
    assert sound(planned)


def test_an_old_loser_is_not_listed_again(planned, packages):
    office, train = packages["Ben"], packages["Ben"].with_name("train.intercoder")
    shutil.copy(office, train)
    for file, topic in ((office, "1"), (train, "2")):
        with Project.open(file) as project:
            project.codings.answer(1, "topic", topic)
    merge(planned, office)
    assert len(merge(planned, train).conflicts) == 1
    with Project.open(train) as project:
        project.codings.answer(1, "summary", "اردو")
    assert merge(planned, train).conflicts == ()


def test_the_same_answer_in_two_copies_is_no_conflict(planned, packages):
    train = Path(shutil.copy(packages["Ben"], packages["Ben"].with_name("train.intercoder")))
    for file in (packages["Ben"], train):
        with Project.open(file) as project:
            project.codings.answer(1, "topic", "2")
            project.codings.answer(1, "actors", ticked=[1, 3])
    merge(planned, train)
    assert merge(planned, packages["Ben"]).conflicts == ()


def test_an_answer_about_a_highlight_that_the_other_copy_removed_is_listed(planned, packages):
    with Project.open(packages["Ben"]) as project:
        body = project.material.unit_by_ref("A0001-B01").id
        span = project.codings.highlight(body, "frame", 1, 0, 8)
    train = Path(shutil.copy(packages["Ben"], packages["Ben"].with_name("train.intercoder")))
    with Project.open(packages["Ben"]) as project:
        project.codings.answer(body, "strength", "2", span=span.id)
    with Project.open(train) as project:
        project.codings.remove_span(span.id)
    assert merge(planned, train).conflicts == ()
    [lost] = merge(planned, packages["Ben"]).conflicts
    assert (lost.what, lost.lost, lost.won) == ("Strength of the frame", "strong", "its highlight was removed")


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_the_dry_run_counts_what_two_copies_will_change(planned, packages, order):
    train = Path(shutil.copy(packages["Ben"], packages["Ben"].with_name("train.intercoder")))
    code(packages["Ben"], 11)
    code(train, 12)
    files = [packages["Ben"], train]
    ben = planned.plan.coder("Ben").id
    for index in order:
        before = {t: set(planned.db.execute(f"SELECT * FROM {t} WHERE coder = ?", (ben,)).fetchall()) for t in CODINGS[:2]}
        dry = merge(planned, files[index], dry_run=True)
        merge(planned, files[index])
        after = {t: set(planned.db.execute(f"SELECT * FROM {t} WHERE coder = ?", (ben,)).fetchall()) for t in CODINGS[:2]}
        grown = sum(len(after[t]) - len(before[t]) for t in after)
        assert dry.new - dry.removed == grown
        touched = sum(len(after[t] - before[t]) for t in after)
        assert dry.new + dry.changed == touched


def test_a_renamed_question_and_a_new_codebook_version_take_older_packages(planned, tmp_path, codebook, sound):
    from dataclasses import replace

    planned.codebook.freeze("1.0", "first")
    package.make(planned, "Ben", tmp_path / "ben.intercoder")
    with Project.open(tmp_path / "ben.intercoder") as project:
        project.codings.answer(1, "topic", "3")
        project.codings.answer(1, "sources", "4")
    kept = tuple(
        replace(v, categories=v.categories[:2]) if v.name == "topic" else v for v in codebook.variables if v.name != "sources"
    )
    planned.codebook.load(replace(codebook, variables=kept))
    planned.codebook.freeze("1.1", "no army, no sources")
    report = merge(planned, tmp_path / "ben.intercoder")
    assert (report.codebook_version, report.new, report.unknown) == ("1.0", 0, 2)
    assert planned.codings.answers(1, planned.plan.coder("Ben").id) == {}
    assert sound(planned)
    with Project.open(tmp_path / "ben.intercoder") as project:
        project.codings.answer(1, "topic", "2")
    report = merge(planned, tmp_path / "ben.intercoder")
    assert (report.new, report.unknown) == (1, 1)
    assert planned.codings.answers(1, planned.plan.coder("Ben").id)["topic", 0].answer == "2"
    assert sound(planned)


@pytest.mark.parametrize("version", range(1, schema.SCHEMA))
def test_a_package_of_an_older_schema_is_brought_up_in_the_copy_and_merged(planned, packages, to_schema, sound, version):
    code(packages["Ben"], 13)
    to_schema(packages["Ben"], version)
    before = packages["Ben"].read_bytes()
    assert merge(planned, packages["Ben"]).new > 3
    assert packages["Ben"].read_bytes() == before
    assert sound(planned)


def test_undo_in_the_package_takes_codings_back_that_were_merged(planned, packages, sound):
    with Project.open(packages["Ben"]) as project:
        project.codings.answer(1, "topic", "1")
    merge(planned, packages["Ben"])
    with Project.open(packages["Ben"]) as project:
        assert project.undo() == "Answer Topic: Talks"
    report = merge(planned, packages["Ben"])
    assert outcome(report) == (0, 0, 1)
    assert report.conflicts == ()
    assert planned.codings.answers(1, planned.plan.coder("Ben").id) == {}
    assert sound(planned)


def test_a_coder_whose_clock_is_ahead_does_not_win_over_what_is_coded_after_the_merge(planned, packages, sound):
    with Project.open(packages["Ben"]) as project:
        project._journal._clock = lambda: now_ms() + 86_400_000
        project.codings.answer(1, "topic", "1")
    merge(planned, packages["Ben"])
    planned.set_coder("Ben")
    planned.codings.answer(1, "topic", "3")
    assert sound(planned)
    planned.set_coder("Ada")
    with Project.open(packages["Ben"]) as project:
        project.codings.doubt(1, "another file, the same answer")
    merge(planned, packages["Ben"])
    assert planned.codings.answers(1, planned.plan.coder("Ben").id)["topic", 0].answer == "3"
    assert sound(planned)


def test_a_clock_set_back_between_package_and_merge_does_not_leave_the_package_out(planned, tmp_path, sound, monkeypatch):
    clock = time.time_ns
    monkeypatch.setattr(time, "time_ns", lambda: clock() + 86_400 * 10**9)
    package.make(planned, "Ben", tmp_path / "ben.intercoder")
    with Project.open(tmp_path / "ben.intercoder") as project:
        project.codings.answer(1, "topic", "1")
        project.codings.answer(1, "actors", ticked=[1])
        project.codings.write_memo(1, "نوٹ")
        project.codings.finish(1)
    monkeypatch.setattr(time, "time_ns", clock)
    merge(planned, tmp_path / "ben.intercoder")
    assert issued(planned)[0].merged == 1
    planned.codebook.merge_categories("topic", [1], 2)
    with pytest.raises(UserError, match="moved codings that this merge brought"):
        take_back(planned)
    assert sound(planned)


def test_the_time_of_every_row_is_that_of_its_step_also_where_the_clock_was_set_back(project):
    project._journal._clock = lambda: now_ms() + 86_400_000
    project.codings.answer(1, "topic", "1")
    project._journal._clock = now_ms
    at = project.last_step_ms
    project.codings.answer(1, "actors", ticked=[1])
    project.codings.write_memo(1, "نوٹ")
    project.codings.finish(1)
    times = [
        project.db.execute(f"SELECT max({c}) FROM {t}").fetchone()[0]
        for t, c in (("value", "at"), ("memo", "at"), ("progress", "finished_at"))
    ]
    assert min(times) > at


def test_the_round_trip_of_a_package_made_after_a_merge_goes_on_where_it_was(planned, packages, sound, tmp_path):
    code(packages["Ben"], 8)
    merge(planned, packages["Ben"])
    package.make(planned, "Ben", tmp_path / "second.intercoder")
    code(tmp_path / "second.intercoder", 9)
    report = merge(planned, tmp_path / "second.intercoder")
    assert report.conflicts == ()
    assert sound(planned)


def test_undo_does_not_cross_a_merge(planned, packages):
    planned.codings.answer(1, "topic", "1")
    code(packages["Ben"], 1, 3)
    merge(planned, packages["Ben"])
    assert planned.undo_label is None


def test_a_package_made_after_two_copies_met_undoes_and_redoes_the_right_steps(planned, packages, tmp_path, sound):
    train = Path(shutil.copy(packages["Ben"], tmp_path / "train.intercoder"))
    first, second = planned.material.article_ids()[:2]
    with Project.open(packages["Ben"]) as here, Project.open(train) as there:
        here.codings.answer(first, "topic", "1")
        there._journal._clock = lambda: here._journal.last_at + 10
        there.codings.answer(second, "topic", "2")
        here._journal._clock = lambda: there._journal.last_at + 10
        here.undo()
    merge(planned, packages["Ben"])
    merge(planned, train)
    package.make(planned, "Ben", tmp_path / "new.intercoder")
    with Project.open(tmp_path / "new.intercoder") as project:
        assert (project.undo_label, project.redo_label) == ("Answer Topic: Army", "Answer Topic: Talks")
        project.redo()
        assert project.codings.answers(first)["topic", 0].answer == "1"
        project.undo()
        project.undo()
        assert project.codings.answers(first) == project.codings.answers(second) == {}
        assert sound(project)


def test_a_package_opens_whose_coder_undid_what_the_lead_had_closed_with_a_version(planned, tmp_path, sound):
    file = tmp_path / "ben.intercoder"
    planned.codebook.freeze("1.0")
    package.make(planned, "Ben", file)
    with Project.open(file) as project:
        project.codings.answer(1, "topic", "2")
        project.codings.answer(1, "actors", ticked=[1])
        project.codings.finish(1)
    merge(planned, file)
    planned.codebook.change_category("topic", 2, definition="Soldiers alone")
    changes = [replace(change, kind="substantive", scope="asked") for change in planned.codebook.draft().changes]
    assert planned.codebook.freeze("2.0", changes=changes) == 1
    with Project.open(file) as project:
        project.undo()
    merge(planned, file)
    package.make(planned, "Ben", tmp_path / "new.intercoder")
    with Project.open(tmp_path / "new.intercoder") as project:
        assert project.undo_label is None
        project.codings.answer(1, "topic", "1")
        assert project.undo() == "Answer Topic: Talks"
        assert project.codings.answers(1)["topic", 0].answer == "2"
        assert sound(project)


def test_a_merge_that_fails_half_way_leaves_nothing(planned, packages, tables, state, sound):
    code(packages["Ben"], 1)
    before = state(planned), tables(planned)
    planned.db.execute("CREATE TEMP TRIGGER fail BEFORE INSERT ON main.value BEGIN SELECT RAISE(ABORT, 'the power went'); END")
    with pytest.raises((UserError, sqlite3.DatabaseError)):
        merge(planned, packages["Ben"])
    planned.db.execute("DROP TRIGGER fail")
    assert (state(planned), tables(planned)) == before
    assert planned.db.execute("SELECT count(*) FROM merge").fetchone() == (0,)
    merge(planned, packages["Ben"])
    assert sound(planned)


def test_a_package_that_is_still_open_can_be_merged(planned, packages, sound):
    with Project.open(packages["Ben"]) as project:
        project.codings.answer(1, "topic", "1")
        merge(planned, packages["Ben"])
        project.codings.answer(1, "topic", "2")
    report = merge(planned, packages["Ben"])
    assert outcome(report) == (0, 1, 0)
    assert report.conflicts == ()
    assert sound(planned)


def test_a_package_takes_no_codings_in(packages):
    with Project.open(packages["Ben"]) as project, pytest.raises(UserError, match="cannot take codings in"):
        merge(project, packages["Chloé"])


def test_on_change_tells_of_a_merge(planned, packages):
    code(packages["Ben"], 1, 3)
    seen: list[frozenset[str]] = []
    planned.on_change = seen.append
    merge(planned, packages["Ben"])
    assert seen == [frozenset(CODINGS)]


MERGE = """
import sys; sys.path.insert(0, sys.argv[1])
from pathlib import Path
from intercoder.project import Project
from intercoder.project.merge import merge
project = Project.open(sys.argv[2])
print("merging", flush=True)
merge(project, Path(sys.argv[3]))
print("done", flush=True)
sys.stdin.read()
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system cannot kill without warning")
@pytest.mark.parametrize("wait_ms", [5, 40, 90, 160])
def test_a_merge_that_is_killed_is_there_whole_or_not_at_all(planned, packages, path, wait_ms):
    with Project.open(packages["Ben"]) as project:
        body, frame = project.material.unit_by_ref("A0001-B01"), project.codebook.variable("frame")
        project.codings.doubt(1, "")
        with project.step("Highlight 3,000 passages"):
            for n in range(3000):
                start, category = n % 100, frame.categories[n % 2]
                key = (project.minter.mint(), project.round.id, project.coder.id)
                project.codings.insert_span(*key, body, frame, category, start, start + 9)
    planned.close()
    desktop = str(Path(package.__file__).parents[2])
    arguments = [sys.executable, "-c", MERGE, desktop, str(path), str(packages["Ben"])]
    process = subprocess.Popen(arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    process.stdout.readline()
    time.sleep(wait_ms / 1000)
    process.kill()
    said, _ = process.communicate()
    with Project.open(path) as project:
        assert check(project) == []
        merged = project.db.execute("SELECT count(*) FROM merge").fetchone()[0]
        assert project.db.execute("SELECT count(*) FROM span").fetchone() == (3000 * merged,)
        assert merged or "done" not in said
        merge(project, packages["Ben"])
        assert project.db.execute("SELECT count(*) FROM span").fetchone() == (3000,)
