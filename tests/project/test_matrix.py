"""Units x coders: every state is its own, half-coded units wait, and rounds never mix."""

import pytest

from intercoder.project import Project
from intercoder.project.codings_intake import GivenCoding, import_codings


def cell(project: Project, variable: str, ref: str, coder: str, round_name: str = "reliability") -> tuple[object, str]:
    matrix = project.codings.matrix(variable, round_name)
    row, column = matrix.refs.index(ref), [c.name for c in matrix.coders].index(coder)
    return matrix.cells[row][column], matrix.states[row][column]


def code_article(project: Project, coder: str, topic: str | None = "1", actors: tuple[int, ...] = (1, 3)) -> None:
    """Answers the required questions of A0001 and finishes it."""
    project.set_coder(coder)
    project.set_round("reliability")
    project.codings.answer(1, "topic", topic, status="value" if topic else "undetermined")
    project.codings.answer(1, "actors", ticked=actors)
    project.codings.finish(1)


def comment(project: Project, number: int) -> int:
    return project.material.unit_by_ref(f"A0001-C00{number}").id


def test_what_nobody_has_touched_is_open_for_everybody_who_was_asked(planned):
    matrix = planned.codings.matrix("topic", "reliability")
    assert matrix.refs == ("A0001", "A0002")
    assert [c.name for c in matrix.coders] == ["Ben", "Chloé", "Dörte"]
    assert matrix.states == (("open",) * 3,) * 2
    assert matrix.cells == ((None,) * 3,) * 2


def test_a_half_coded_unit_is_open_until_it_is_finished(planned):
    planned.set_coder("Ben")
    planned.codings.answer(1, "topic", "2")
    assert cell(planned, "topic", "A0001", "Ben") == (None, "open")
    planned.codings.answer(1, "actors", ticked=[])
    planned.codings.finish(1)
    assert cell(planned, "topic", "A0001", "Ben") == (2, "value")
    planned.codings.reopen(1)
    assert cell(planned, "topic", "A0001", "Ben") == (None, "open")


@pytest.mark.parametrize(("ticked", "stored"), [((), ()), ((2,), (2,)), ((3, 1), (1, 3)), ((1, 2, 3), (1, 2, 3))])
def test_ticked_categories_are_a_sorted_tuple_and_none_of_them_is_a_value(planned, ticked, stored):
    code_article(planned, "Ben", actors=ticked)
    assert cell(planned, "actors", "A0001", "Ben") == (stored, "value")


def test_cannot_be_determined_is_neither_open_nor_a_value(planned):
    code_article(planned, "Ben", topic=None)
    assert cell(planned, "topic", "A0001", "Ben") == (None, "undetermined")


def test_an_optional_question_left_out_is_skipped(planned):
    code_article(planned, "Ben")
    assert cell(planned, "sources", "A0001", "Ben") == (None, "skipped")
    assert cell(planned, "sources", "A0001", "Chloé") == (None, "open")


@pytest.mark.parametrize(("typed", "number"), [("3", 3), ("0.5", 0.5), ("1e3", 1000), ("-2", -2), (" 7 ", 7), ("0", 0)])
def test_a_number_is_the_number_that_was_typed(planned, typed, number):
    planned.set_coder("Ben")
    planned.codings.answer(1, "sources", typed)
    code_article(planned, "Ben")
    assert cell(planned, "sources", "A0001", "Ben") == (number, "value")


def test_a_question_that_was_not_asked_is_not_applicable(planned):
    planned.set_coder("Ben")
    unit = comment(planned, 1)
    planned.codings.answer(unit, "incivility", "0")
    planned.codings.finish(unit)
    assert cell(planned, "form", "A0001-C001", "Ben") == (None, "not_applicable")
    assert cell(planned, "incivility", "A0001-C001", "Ben") == (0, "value")


def test_an_answer_whose_gate_was_closed_afterwards_is_not_applicable(planned):
    planned.set_coder("Ben")
    unit = comment(planned, 2)
    planned.codings.answer(unit, "incivility", "1")
    planned.codings.answer(unit, "form", ticked=[2])
    planned.codings.answer(unit, "incivility", "0")
    planned.codings.finish(unit)
    assert cell(planned, "form", "A0001-C002", "Ben") == (None, "not_applicable")
    assert planned.undo() == "Finish A0001-C002"
    assert planned.codings.answers(unit)["form", 0].ticked == (2,)


def test_only_coders_who_were_asked_are_columns_of_a_planned_round(planned):
    planned.set_coder("Ada")
    planned.set_round("reliability")
    planned.codings.answer(1, "topic", "3")
    planned.codings.answer(1, "actors", ticked=[1])
    planned.codings.finish(1)
    assert planned.codings.answers(1)["topic", 0].answer == "3"
    assert [c.name for c in planned.codings.matrix("topic", "reliability").coders] == ["Ben", "Chloé", "Dörte"]


def test_without_a_plan_everybody_who_coded_is_a_column(project):
    for name in ("Ben", "Chloé"):
        project.plan.add_coder(name)
        project.set_coder(name)
        project.codings.answer(1, "topic", "3")
        project.codings.answer(1, "actors", ticked=[1])
        project.codings.finish(1)
    matrix = project.codings.matrix("topic", "main")
    assert ([c.name for c in matrix.coders], matrix.cells, matrix.refs) == (["Ben", "Chloé"], ((3, 3),), ("A0001",))


def test_rounds_never_mix(planned):
    code_article(planned, "Ben", topic="1")
    planned.set_coder("Ada")
    planned.plan.assign(["Ben", "Chloé"], "second")
    planned.set_coder("Ben")
    planned.set_round("second")
    planned.codings.answer(1, "topic", "3")
    planned.codings.answer(1, "actors", ticked=[])
    planned.codings.finish(1)
    assert cell(planned, "topic", "A0001", "Ben", "reliability") == (1, "value")
    assert cell(planned, "topic", "A0001", "Ben", "second") == (3, "value")
    planned.codings.reopen(1)
    assert cell(planned, "topic", "A0001", "Ben", "reliability") == (1, "value")
    assert [c.name for c in planned.codings.matrix("topic", "second").coders] == ["Ben", "Chloé"]


def test_a_unit_that_only_some_were_asked_to_code_is_empty_for_the_others(planned):
    planned.plan.assign(["Emre"], "reliability", [12])
    assert cell(planned, "topic", "A0001", "Emre") == (None, "")
    assert cell(planned, "topic", "A0002", "Emre") == (None, "open")


def test_an_answer_about_a_highlight_is_no_answer_of_the_article(planned):
    planned.set_coder("Ben")
    body = planned.material.unit_by_ref("A0001-B01").id
    span = planned.codings.highlight(body, "frame", 1, 0, 8)
    planned.codings.answer(1, "strength", "2", span=span.id)
    code_article(planned, "Ben")
    assert cell(planned, "strength", "A0001", "Ben") == (None, "open")


def test_given_codings_count_also_where_a_required_answer_is_missing(planned):
    import_codings(planned, [GivenCoding(1, "Ben", "topic", answer="2")], [], "reliability", "topics.csv")
    assert cell(planned, "topic", "A0001", "Ben") == (2, "value")
    assert cell(planned, "actors", "A0001", "Ben") == (None, "open")


def test_the_time_of_a_unit_is_that_of_its_last_coding(planned):
    article = planned.material.article_ids()[0]
    first, second = [u.id for u in planned.material.units(article) if u.kind == "comment"][:2]
    for coder in ("Ben", "Chloé"):
        planned.set_coder(coder)
        planned.set_round("reliability")
        planned.codings.answer(first, "incivility", "0")
    with planned.step("Times"):
        planned.db.execute("UPDATE value SET at = 1000 WHERE coder = 2")
        planned.db.execute("UPDATE value SET at = 2000 WHERE coder = 3")
        planned.db.execute("UPDATE progress SET finished_at = 3000")
    found = planned.codings.matrix("incivility", "reliability").coded_at
    assert found == {first: 2000}
    assert second not in found


def test_several_variables_read_at_once_are_as_each_by_itself(planned):
    names = [v.name for v in planned.codebook.current().variables if v.answer_kind != "spans" and v.about is None]
    assert len(names) > 2
    read = planned.codings.matrices(names, "reliability")
    assert read == {name: planned.codings.matrix(name, "reliability") for name in names}
    assert [m.coded_at for m in read.values()] == [planned.codings.matrix(n, "reliability").coded_at for n in names]


def test_a_unit_met_through_another_variable_is_no_row_of_a_variable_that_nobody_answered_there(planned):
    unit, coder = next(u for u in planned.material.units(1) if u.kind == "comment"), planned.plan.coder("Ben")
    asked = [v for v in planned.codebook.current().variables if v.unit_kind == "comment" and v.answer_kind == "one"]
    insert = "INSERT INTO value(round, coder, unit, variable, status, answer, at) VALUES(?, ?, ?, ?, 'value', '1', 5)"
    with planned.barrier("Codings from elsewhere", {"value"}):
        planned.db.execute("DELETE FROM assignment WHERE unit = ?", (unit.id,))
        planned.db.execute(insert, (planned.plan.round("reliability").id, coder.id, unit.id, asked[0].id))
    other = next(v for v in planned.codebook.current().variables if v.unit_kind == "comment" and v.name != asked[0].name)
    read = planned.codings.matrices([asked[0].name, other.name], "reliability")
    assert unit.id in read[asked[0].name].units
    assert unit.id not in read[other.name].units
