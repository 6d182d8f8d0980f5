"""What may be chosen for an export: rounds, coders, variables, pseudonyms; what stays out is said."""

from pathlib import Path

import pytest

from intercoder.errors import UserError
from intercoder.exporters.model import ExportOptions
from intercoder.project import Project
from intercoder.tasks import export


@pytest.fixture
def project(demo_run):
    with Project.open(demo_run.project, read_only=True) as opened:
        yield opened


def everything(folder: Path) -> str:
    return "\n".join(p.read_bytes().decode("latin-1") for p in sorted(folder.rglob("*")) if p.is_file())


def test_one_coder_and_one_variable_are_all_that_a_table_holds(project: Project, tmp_path: Path) -> None:
    chosen = ExportOptions(coders=("A", "B"), variables=("incivility",))
    study = export.study_of(project, options=chosen)
    wide = next(t for t in study.tables if t.name == "comment_wide")
    answers = [c.name for c in wide.columns if c.role == "answer"]
    assert answers == ["incivility_c2", "incivility_c3"]
    long = next(t for t in study.tables if t.name == "comment_long")
    assert set(long.column("coder")) == {2, 3}
    assert not any(t.form == "spans_of" for t in study.tables)


def test_what_was_not_chosen_is_among_the_losses(project: Project) -> None:
    losses = export.study_of(project, options=ExportOptions(coders=("A",), variables=("topic", "frame"))).losses
    assert ("coder_left_out", "B") in {(x.code, x.where) for x in losses}
    assert ("variable_left_out", "incivility") in {(x.code, x.where) for x in losses}


@pytest.mark.parametrize("wrong", [{"rounds": ("mian",)}, {"coders": ("Z",)}, {"variables": ("tonne",)}])
def test_an_unknown_name_is_refused_with_the_known_ones(
    project: Project, tmp_path: Path, wrong: dict[str, tuple[str, ...]]
) -> None:
    with pytest.raises(UserError, match="There is no") as refused:
        export.export(project, "spss", tmp_path / "out", options=ExportOptions(**wrong))
    assert refused.value.hint
    assert list(tmp_path.iterdir()) == []


def test_with_pseudonyms_no_name_stands_in_any_file(study_with_names: Project, tmp_path: Path) -> None:
    options = ExportOptions(pseudonyms=True)
    for kind, name in (
        ("csv", "csv"),
        ("spss", "spss"),
        ("agreement", "agreement"),
        ("jsonl", "a.jsonl"),
        ("kalpha", "kalpha"),
    ):
        export.export(study_with_names, kind, tmp_path / "out" / name, options=options)
    written = everything(tmp_path / "out")
    assert "Wilhelmina" not in written
    assert "Coder 2" in written
    assert study_with_names.plan.coders()[1].name == "Wilhelmina"


def test_a_coder_is_chosen_by_name_under_pseudonyms_too(study_with_names: Project, tmp_path: Path) -> None:
    options = ExportOptions(pseudonyms=True, coders=("Wilhelmina",))
    export.export(study_with_names, "jsonl", tmp_path / "a.jsonl", options=options)
    text = (tmp_path / "a.jsonl").read_text("utf-8")
    assert '"coder":"Coder 2"' in text
    assert '"coder":"Coder 1"' not in text


@pytest.fixture
def study_with_names(bridge: Path):
    with Project.open(bridge) as project:
        project.plan.add_coder("Wilhelmina")
        for coder in ("Lead", "Wilhelmina"):
            project.set_coder(coder)
            for n in (1, 2, 3):
                unit = project.material.unit_by_ref(f"A0001-C00{n}")
                project.codings.answer(unit.id, "tone", "2")
                project.codings.answer(unit.id, "uncivil", "0")
                project.codings.finish(unit.id)
        yield project
