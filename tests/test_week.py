"""A week of a study: a lead and three coders, four copies on disk, two computers, a file returned twice, and a bad Friday."""

import json
import shutil
from pathlib import Path

import pytest

from intercoder.cli import run
from intercoder.project import Project
from intercoder.project.check import check
from intercoder.tasks.team_folder import hand_in

Coded = dict[tuple[str, str, str], str]
ANSWERS = {"topic": ("1", "2"), "tone": ("1", "2", "3"), "uncivil": ("0", "1")}


def command(capsys: pytest.CaptureFixture[str], *arguments: object) -> dict:
    """Runs the real command with --json; gives its document."""
    assert run([*map(str, arguments), "--json"]) == 0, capsys.readouterr().err
    return json.loads(capsys.readouterr().out)


def code(path: Path, shift: int, coded: Coded, kinds: tuple[str, ...] = ("article", "comment"), undo: bool = False) -> None:
    """A sitting of a coder: every unit of these kinds is answered, and what was coded is noted down."""
    with Project.open(path) as project:
        name = project.coder.name
        for unit in project.plan.assigned(project.round.id, project.coder.id):
            kind = project.material.unit(unit).kind
            for variable in {"article": ("topic",), "comment": ("tone", "uncivil")}.get(kind, ()):
                if kind in kinds:
                    choices = ANSWERS[variable]
                    answer = choices[(unit + shift) % len(choices)]
                    project.codings.answer(unit, variable, answer)
                    coded[name, project.material.unit(unit).ref, variable] = answer
        if undo:
            project.undo()
            project.redo()


def stored(path: Path) -> Coded:
    """Every answer of a project, read in a sound file."""
    query = (
        "SELECT c.name, u.ref, v.name, x.answer FROM value x JOIN coder c ON c.id = x.coder JOIN unit u ON u.id = x.unit"
        " JOIN variable v ON v.id = x.variable WHERE x.category = 0 AND x.status = 'value'"
    )
    with Project.open(path, read_only=True) as project:
        assert check(project) == []
        return {(c, u, v): a for c, u, v, a in project.db.execute(query).fetchall()}


def handed(package: Path, folder: Path) -> Path:
    with Project.open(package) as project:
        return Path(str(hand_in(project, folder)["file"]))


def test_after_a_week_the_project_holds_exactly_what_was_coded(bridge, tmp_path, capsys):
    team, coded = tmp_path / "Team", {}
    team.mkdir()
    # Monday: the lead hands out, each coder copies the package to their own computer.
    command(capsys, "assign", bridge, "--coder", "Ada", "--coder", "Ben", "--coder", "Chloé")
    own: dict[str, Path] = {}
    for name in ("Ada", "Ben", "Chloé"):
        assert run(["package", str(bridge), "--coder", name, "--out", str(team / f"{name}.intercoder")]) == 0
        (tmp_path / name).mkdir()
        own[name] = Path(shutil.copy(team / f"{name}.intercoder", tmp_path / name))
    capsys.readouterr()
    # Tuesday: all code; Chloé takes a second copy to another computer.
    code(own["Ada"], 0, coded)
    code(own["Ben"], 1, coded, undo=True)
    code(own["Chloé"], 0, coded, kinds=("article",))
    second = Path(shutil.copy(own["Chloé"], tmp_path / "Chloé at home.intercoder"))
    # Wednesday: Ada and Ben hand in, Ada's file twice.
    adas = handed(own["Ada"], team)
    report = command(capsys, "merge", bridge, adas, handed(own["Ben"], team), adas)
    assert [p["known"] for p in report["packages"]] == [False, False, True]
    # Thursday: Chloé codes on both computers, the same comments differently; the later answer counts, the other is listed.
    early: Coded = {}
    code(own["Chloé"], 1, early)
    coded.update(early)
    code(second, 0, coded, kinds=("comment",))
    lost = {key: answer for key, answer in early.items() if coded[key] != answer}
    report = command(capsys, "merge", bridge, handed(own["Chloé"], team), handed(second, team))
    assert sum(len(p["conflicts"]) for p in report["packages"]) == len(lost) > 0
    assert stored(bridge) == coded
    # Friday: the last merge is taken back, merged again, and the project of before is restored beside it.
    command(capsys, "merge", bridge, "--list")
    assert run(["merge", str(bridge), "--take-back"]) == 0
    capsys.readouterr()
    assert stored(bridge) == {**coded, **early}
    command(capsys, "merge", bridge, *sorted(team.glob("Chloé *.intercoder")))
    assert stored(bridge) == coded
    kept = command(capsys, "backups", bridge)["backups"]
    assert all(backup["sound"] for backup in kept)
    command(capsys, "restore", kept[-1]["file"], tmp_path / "restored.intercoder")
    assert stored(tmp_path / "restored.intercoder") == {}
    command(capsys, "merge", tmp_path / "restored.intercoder", *sorted(team.glob("* *.intercoder"), reverse=True))
    assert stored(tmp_path / "restored.intercoder") == stored(bridge) == coded
    # The packages themselves were never written by a merge.
    assert stored(own["Ben"]) == {key: answer for key, answer in coded.items() if key[0] == "Ben"}
