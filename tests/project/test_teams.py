"""Random teams: in whatever order copies are merged the state is one, and undo leads back to the start."""

import hashlib
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from intercoder.project import Project, package, schema
from intercoder.project.check import check
from intercoder.project.merge import merge
from intercoder.project.take_back import take_back

few = settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
VERBS = (
    "topic", "actors", "summary", "highlight", "about", "move", "other", "remove", "memo", "doubt", "clear", "undo", "undo",
    "redo", "reopen",
)  # fmt: skip
verbs = st.sampled_from(VERBS)
actions = st.lists(st.tuples(verbs, st.integers(0, 60)), max_size=14)


def act(project: Project, verb: str, n: int) -> None:
    """One action of a coder, chosen by `n`; what is not possible now is left out."""
    codings = project.codings
    body = project.material.unit_by_ref("A0001-B01").id
    spans = codings.spans([body], project.coder.id)
    span = spans[n % len(spans)].id if spans else 0
    if verb == "topic":
        codings.answer(1, "topic", str(1 + n % 3))
    elif verb == "actors":
        codings.answer(1, "actors", ticked=[k for k in (1, 2, 3) if n >> k & 1])
    elif verb == "summary":
        codings.answer(1, "summary", ["اردو", "👩🏽‍🚀 é", "中文"][n % 3])
    elif verb == "highlight":
        codings.highlight(body, "frame", 1 + n % 2, n, n + 1 + n % 9)
    elif verb == "about" and span:
        codings.answer(1, "strength", str(1 + n % 2), span=span)
    elif verb == "move" and span:
        codings.move_span(span, n, n + 4)
    elif verb == "other" and span:
        codings.recategorise_span(span, 1 + n % 2)
    elif verb == "remove" and span:
        codings.remove_span(span)
    elif verb == "memo":
        codings.write_memo(1, ["", "نوٹ", "a note"][n % 3])
    elif verb == "doubt":
        codings.doubt(1, [None, "کیوں؟", ""][n % 3])
    elif verb == "clear":
        codings.clear(1, ["topic", "actors"][n % 2])
    elif verb == "undo" and project.undo_label:
        project.undo()
    elif verb == "redo" and project.redo_label:
        project.redo()


def play(path: Path, script: list[tuple[str, int]]) -> None:
    """Does a script in a file, closing and opening it again where the script says so."""
    project = Project.open(path)
    try:
        for verb, n in script:
            if verb == "reopen":
                project.close()
                project = Project.open(path)
            else:
                act(project, verb, n)
        assert check(project) == []
    finally:
        project.close()


def state(project: Project, tables: tuple[str, ...] = schema.CODER_TABLES) -> str:
    """SHA-256 of all rows of these tables; what a step spent of time is none of it."""
    digest = hashlib.sha256()
    for table in tables:
        columns = ", ".join(n for part in schema.shape(project.db, table) for n in part if n != "active_ms")
        for row in sorted(project.db.execute(f"SELECT {columns} FROM {table}").fetchall(), key=repr):
            digest.update(f"{table}{row!r}".encode())
    return digest.hexdigest()


def history(project: Project) -> list[tuple[object, ...]]:
    """The whole journal of what arrived, with sessions by their uid."""
    query = "SELECT j.* FROM journal j JOIN session e ON e.uid = j.session WHERE e.arrived NOT NULL ORDER BY j.session, j.seq"
    return project.db.execute(query).fetchall()


@pytest.fixture
def team(path: Path, tmp_path: Path) -> tuple[Path, Path, Path]:
    """A closed project, and the packages of Ben and Chloé."""
    with Project.open(path) as project:
        project.plan.assign(["Ben", "Chloé"], "reliability")
        for name in ("Ben", "Chloé"):
            package.make(project, name, tmp_path / f"{name}.intercoder")
    return path, tmp_path / "Ben.intercoder", tmp_path / "Chloé.intercoder"


@few
@given(
    scripts=st.tuples(actions, actions, actions, actions), orders=st.lists(st.permutations(range(4)), min_size=2, max_size=2)
)
def test_any_order_of_merging_any_copies_gives_one_state(team, tmp_path_factory, scripts, orders):
    lead, bens, chloés = team
    folder = tmp_path_factory.mktemp("team")
    office = Path(shutil.copy(bens, folder / "office.intercoder"))
    play(office, scripts[0])
    train = Path(shutil.copy(office, folder / "train.intercoder"))
    early = Path(shutil.copy(office, folder / "early.intercoder"))
    play(office, scripts[1])
    play(train, scripts[2])
    other = Path(shutil.copy(chloés, folder / "chloé.intercoder"))
    play(other, scripts[3])
    files, results = [office, train, early, other], []
    for number, order in enumerate(orders):
        with Project.open(shutil.copy(lead, folder / f"lead{number}.intercoder")) as project:
            for index in (*order, order[0]):
                merge(project, files[index], backup=False)
                assert check(project) == []
            results.append((state(project), history(project)))
    assert results[0] == results[1]


@few
@given(scripts=st.tuples(actions, actions, actions), order=st.permutations(range(3)), taken=st.integers(1, 3))
def test_a_merge_taken_back_is_one_never_made(team, tmp_path_factory, scripts, order, taken):
    lead, bens, chloés = team
    folder = tmp_path_factory.mktemp("team")
    files = [Path(shutil.copy(f, folder / f"{n}.intercoder")) for n, f in enumerate((bens, bens, chloés))]
    for file, script in zip(files, scripts, strict=True):
        play(file, [*script, ("memo", 1)])  # two files of the same bytes would be one merge
    results = []
    for name in ("with", "without"):
        with Project.open(shutil.copy(lead, folder / f"{name}.intercoder")) as project:
            for place, index in enumerate(order, 1):
                if name == "with" or place != taken:
                    merge(project, files[index], backup=False)
            if name == "with":
                take_back(project, taken)
            assert check(project) == []
            results.append((state(project), history(project)))
    assert results[0] == results[1]


@few
@given(
    copies=st.lists(st.tuples(st.booleans(), actions, actions), min_size=2, max_size=4),
    orders=st.tuples(st.randoms(use_true_random=False), st.randoms(use_true_random=False)),
)
def test_merging_taking_back_and_merging_again_in_any_order_gives_one_state(team, tmp_path_factory, copies, orders):
    lead, bens, chloés = team
    folder = tmp_path_factory.mktemp("team")
    files = []
    for number, (is_bens, script, later) in enumerate(copies):
        file = Path(shutil.copy(bens if is_bens else chloés, folder / f"{number}.intercoder"))
        play(file, [*script, ("memo", 1)])
        files.append(Path(shutil.copy(file, folder / f"{number} early.intercoder")))
        play(file, [*later, ("undo", 0), ("undo", 0), ("redo", 0), ("memo", 2)])
        files.append(file)
    results = []
    for number, chance in enumerate(orders):
        with Project.open(shutil.copy(lead, folder / f"lead{number}.intercoder")) as project:
            for file in chance.sample(files, len(files)):
                made = merge(project, file, backup=False).merge
                if made is not None and chance.random() < 0.4:
                    take_back(project, made)
                    assert check(project) == []
            for file in chance.sample(files, len(files)):  # what was taken back comes again, the rest is known
                merge(project, file, backup=False)
            assert check(project) == []
            results.append((state(project), history(project)))
    assert results[0] == results[1]


@few
@given(script=actions)
def test_undoing_everything_gives_the_state_of_the_start(team, tmp_path_factory, script):
    _, bens, _ = team
    file = Path(shutil.copy(bens, tmp_path_factory.mktemp("undo") / "ben.intercoder"))
    with Project.open(file) as project:
        start = state(project)
    play(file, script)
    with Project.open(file) as project:
        end = state(project)
        undone = 0
        while project.undo_label is not None:
            project.undo()
            undone += 1
        assert state(project) == start
        for _ in range(undone):
            project.redo()
        assert state(project) == end
        assert check(project) == []
