"""The final file: unanimous, single and open values, adjudicated ones first, and never a majority."""

from pathlib import Path

import pytest

from intercoder.exporters.model import ExportTable
from intercoder.project import Project
from intercoder.tasks import export

UNANIMOUS, ADJUDICATED, SINGLE, OPEN = 1, 2, 3, 4


@pytest.fixture
def project(bridge: Path):
    with Project.open(bridge) as opened:
        opened.plan.add_coder("Ben")
        opened.plan.add_coder("Chloé")
        yield opened


def final(project: Project, name: str = "comment_final") -> ExportTable:
    return next(t for t in export.study_of(project).tables if t.name == name)


def code(project: Project, coder: str, ref: str, variable: str, answer: str | None, **more: object) -> None:
    project.set_coder(coder)
    unit = project.material.unit_by_ref(ref)
    project.codings.answer(unit.id, variable, answer, **more)


def row(table: ExportTable, ref: str) -> dict[str, object]:
    place = list(table.column("unit_ref")).index(ref)
    return {c.name: cells[place] for c, cells in zip(table.columns, table.cells, strict=True)}


def test_two_coders_who_agree_are_unanimous_and_two_who_do_not_leave_it_open(project: Project) -> None:
    for coder, first, second in (("Lead", "1", "1"), ("Ben", "1", "2"), ("Chloé", "1", "1")):
        code(project, coder, "A0001-C001", "tone", first)
        code(project, coder, "A0001-C002", "tone", second)
    table = final(project)
    assert (row(table, "A0001-C001")["tone"], row(table, "A0001-C001")["tone_src"]) == (1, UNANIMOUS)
    assert (row(table, "A0001-C002")["tone"], row(table, "A0001-C002")["tone_src"]) == (None, OPEN)
    assert row(table, "A0001-C001")["n_coders"] == 3


def test_one_coder_alone_is_called_so(project: Project) -> None:
    code(project, "Ben", "A0001-C001", "tone", None, status="undetermined")
    found = row(final(project), "A0001-C001")
    assert (found["tone"], found["tone_src"]) == (-97, SINGLE)


def test_numbers_agree_by_value_not_by_the_way_they_were_typed(project: Project) -> None:
    for coder, typed in (("Lead", "2"), ("Ben", "2.0")):
        code(project, coder, "A0001-C001", "share", typed)
    found = row(final(project), "A0001-C001")
    assert (found["share"], found["share_src"]) == (2, UNANIMOUS)


def test_sets_agree_only_when_every_category_does(project: Project) -> None:
    for coder, forms in (("Lead", [1, 2]), ("Ben", [1])):
        code(project, coder, "A0001-C001", "uncivil", "1")
        code(project, coder, "A0001-C001", "forms", None, ticked=forms)
    found = row(final(project), "A0001-C001")
    assert (found["forms_1"], found["forms_2"], found["forms_src"]) == (None, None, OPEN)


def test_a_decision_of_the_adjudicator_stands(project: Project) -> None:
    for coder, answer in (("Lead", "1"), ("Ben", "2")):
        code(project, coder, "A0001-C001", "tone", answer)
    unit, tone = project.material.unit_by_ref("A0001-C001").id, project.codebook.current().variable("tone")
    with project.step("Decide"):
        project.db.execute(
            "INSERT INTO decision(round, unit, variable, status, answer, at) VALUES(1, ?, ?, 'value', '3', 0)", (unit, tone.id)
        )
    found = row(final(project), "A0001-C001")
    assert (found["tone"], found["tone_src"]) == (3, ADJUDICATED)


def test_rounds_never_mix(project: Project) -> None:
    code(project, "Lead", "A0001-C001", "tone", "1")
    project.plan.assign(["Ben"], "retest")
    project.set_coder("Ben")
    project.set_round("retest")
    code(project, "Ben", "A0001-C001", "tone", "1")
    names = {t.name for t in export.study_of(project).tables if t.form == "final"}
    assert {"comment_final_main", "comment_final_retest"} <= names
    assert row(final(project, "comment_final_main"), "A0001-C001")["tone_src"] == SINGLE
