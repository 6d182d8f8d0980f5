"""Taking a merge back: as if the file had never been merged, and all others had."""

import itertools
import shutil
from pathlib import Path

import pytest

from intercoder.errors import UserError
from intercoder.project import Project, package, schema
from intercoder.project.merge import merge
from intercoder.project.take_back import merges, take_back

CODINGS = ("span", "value", "progress", "memo")


def rows(project: Project) -> dict[str, list[tuple[object, ...]]]:
    """All rows of all tables, but for the record that something was merged or taken back; sessions by their uid."""
    db = project.db
    query = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name NOT LIKE 'unit_search%'"
    found = {t: sorted(db.execute(f"SELECT * FROM {t}").fetchall(), key=repr) for (t,) in db.execute(query).fetchall()}
    uids = dict(db.execute("SELECT id, uid FROM session").fetchall())
    barriers = set(db.execute("SELECT session, n FROM step WHERE kind = 'barrier'").fetchall())
    labels = dict(found.pop("label"))
    found["step"] = sorted((uids[s[0]], *s[1:3], labels[s[3]], *s[4:6]) for s in found["step"] if s[:2] not in barriers)
    found["change"] = sorted(((uids[c[0]], *c[1:]) for c in found["change"]), key=repr)
    steps = {s[0] for s in found["step"]}  # opening the file to merge is no work of its own
    found["session"] = sorted(s[1:6] for s in found["session"] if s[1] in steps)
    del found["merge"], found["merge_session"]
    return found


@pytest.fixture
def bens(planned: Project, tmp_path: Path) -> Path:
    """Ben's package, with an answer, a set of categories and a highlight with an answer about it."""
    out = tmp_path / "ben.intercoder"
    package.make(planned, "Ben", out)
    with Project.open(out) as project:
        project.codings.answer(1, "topic", "1")
        project.codings.answer(1, "actors", ticked=[1, 2])
        span = project.codings.highlight(project.material.unit_by_ref("A0001-B01").id, "frame", 1, 3, 30)
        project.codings.answer(1, "strength", "2", span=span.id)
    return out


def further(path: Path, name: str) -> Path:
    """A copy of a package that was coded on: other answers, the highlight removed, a doubt."""
    copy = Path(shutil.copy(path, path.with_name(f"{name}.intercoder")))
    with Project.open(copy) as project:
        project.codings.answer(1, "topic", "2")
        project.codings.answer(1, "actors", ticked=[2, 3])
        for span in project.codings.spans([project.material.unit_by_ref("A0001-B01").id]):
            project.codings.remove_span(span.id)
        project.codings.doubt(1, "کیوں؟ 🤔")
    return copy


def test_a_merge_that_is_taken_back_leaves_every_row_as_it_was(planned, bens, sound):
    planned.codings.answer(1, "topic", "3")
    before = rows(planned)
    number = merge(planned, bens).merge
    assert rows(planned) != before
    report = take_back(planned)
    assert (report.merge, report.coder, report.kept) == (number, "Ben", 0)
    assert report.steps > 3
    assert rows(planned) == before
    assert sound(planned)


def test_the_same_file_can_be_merged_again_after_it_was_taken_back(planned, bens, sound):
    first = merge(planned, bens)
    once = rows(planned)
    take_back(planned)
    second = merge(planned, bens)
    assert not second.known
    assert (second.new, second.merge) == (first.new, 2)
    assert rows(planned) == once
    assert sound(planned)


@pytest.mark.parametrize("taken", [1, 2, 3])
@pytest.mark.parametrize("order", list(itertools.permutations(range(3)))[::2])
def test_taking_one_of_three_merges_back_is_never_having_merged_it(planned, bens, path, tmp_path, sound, order, taken):
    files = [bens, further(bens, "train"), tmp_path / "chloé.intercoder"]
    package.make(planned, "Chloé", files[2])
    with Project.open(files[2]) as project:
        project.codings.answer(1, "topic", "1")
    planned.close()
    copies = [Path(shutil.copy(path, tmp_path / name)) for name in ("with.intercoder", "without.intercoder")]
    with Project.open(copies[0]) as taken_back, Project.open(copies[1]) as without:
        for place, index in enumerate(order, 1):
            merge(taken_back, files[index])
            if place != taken:
                merge(without, files[index])
        take_back(taken_back, taken)
        assert rows(taken_back) == rows(without)
        assert sound(taken_back)


def test_what_was_coded_in_the_project_after_the_merge_stays(planned, bens, sound):
    merge(planned, bens)
    planned.set_coder("Ben")
    planned.codings.answer(1, "topic", "3")
    planned.set_coder("Ada")
    take_back(planned)
    answers = planned.codings.answers(1, planned.plan.coder("Ben").id)
    assert [(name, a.answer) for (name, _), a in answers.items()] == [("topic", "3")]
    assert sound(planned)


def test_steps_that_another_merge_brought_too_stay_and_are_counted(planned, bens, sound):
    merge(planned, bens)
    merge(planned, further(bens, "train"))
    after = {t: planned.db.execute(f"SELECT * FROM {t}").fetchall() for t in CODINGS}
    report = take_back(planned, 1)
    assert report.steps == 0
    assert (report.kept, report.kept_by) == (4, (2,))
    assert {t: planned.db.execute(f"SELECT * FROM {t}").fetchall() for t in CODINGS} == after
    assert sound(planned)


def test_the_list_names_every_merge_and_what_was_taken_back(planned, bens):
    merge(planned, bens)
    merge(planned, further(bens, "train"))
    take_back(planned)
    newest, first = merges(planned)
    assert (newest.number, newest.file, newest.coder, newest.rounds) == (2, "train.intercoder", "Ben", ("reliability",))
    assert newest.taken_back is not None
    assert (first.taken_back, first.new) == (None, 6)


@pytest.mark.parametrize(
    ("number", "reason"), [(7, "There is no merge 7"), (1, "was taken back already"), (None, "no merge to")]
)
def test_what_cannot_be_taken_back_is_refused(planned, bens, path, number, reason):
    merge(planned, bens)
    take_back(planned)
    before = path.read_bytes()
    with pytest.raises(UserError, match=reason):
        take_back(planned, number)
    assert path.read_bytes() == before


def test_taking_back_tells_which_tables_changed_and_undo_does_not_cross_it(planned, bens):
    merge(planned, bens)
    planned.codings.answer(1, "topic", "1")
    seen: list[frozenset[str]] = []
    planned.on_change = seen.append
    take_back(planned)
    assert seen == [frozenset(CODINGS)]
    assert planned.undo_label is None


@pytest.mark.parametrize("version", range(1, schema.SCHEMA))
def test_a_merge_of_an_older_program_can_be_taken_back(planned, bens, path, to_schema, sound, version):
    before = rows(planned)
    merge(planned, bens)
    planned.close()
    to_schema(path, version)
    with Project.open(path) as project:
        take_back(project)
        after = rows(project)
        for table in ("package_unit", "shape"):
            assert after.pop(table)
            before.pop(table)
        if version == 1:  # it knew neither the table nor its history
            before["deal"] = []
            before["change"] = [row for row in before["change"] if "deal" not in row]
        assert after == before
        assert sound(project)
