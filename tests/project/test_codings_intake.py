"""Codings made elsewhere: kept as given, counted, in one step that one undo takes back."""

from pathlib import Path

import pytest

from intercoder.errors import UserError
from intercoder.project import Project, package
from intercoder.project.codings_intake import CodingsReport, GivenCoding, import_codings
from intercoder.records import Category, Variable

MOOD = Variable("mood", "Mood", "comment", "one", categories=(Category(1, "غصہ"), Category(2, "喜び 😀")))


def comment(project: Project, number: int) -> int:
    return project.material.unit_by_ref(f"A0001-C00{number}").id


@pytest.fixture
def given(planned):
    """Codings of two coders: an article in full, a comment with its condition, a highlight."""
    body = planned.material.unit_by_ref("A0001-B01").id
    return [
        GivenCoding(1, "Ben", "topic", answer="2"),
        GivenCoding(1, "Ben", "actors", ticked=(3, 1)),
        GivenCoding(1, "Ben", "sources", answer="0.30000000000000004"),
        GivenCoding(body, "Ben", "frame", answer="1", start=11, stop=24),
        GivenCoding(1, "Zoë", "topic", status="undetermined"),
        GivenCoding(comment(planned, 1), "Zoë", "incivility", answer="0"),
    ]


def take(project: Project, codings, variables=(), round_name="reliability") -> CodingsReport:
    return import_codings(project, codings, variables, round_name, "codings.csv")


def test_every_coding_is_stored_as_it_was_given(planned, given, sound):
    report = take(planned, given)
    assert (report.rows, report.units, report.new, report.spans) == (6, 3, 5, 1)
    assert (report.identical, report.replaced, report.coders_added) == (0, 0, ("Zoë",))
    ben, zoe = planned.plan.coder("Ben").id, planned.plan.coder("Zoë").id
    answers = planned.codings.answers(1, ben)
    assert answers["topic", 0].answer == "2"
    assert answers["actors", 0].ticked == (1, 3)
    assert answers["sources", 0].answer == "0.30000000000000004"
    assert planned.codings.answers(1, zoe)["topic", 0].status == "undetermined"
    [span] = planned.codings.spans([given[3].unit], ben)
    assert span.quote == planned.material.unit(given[3].unit).text[11:24]
    assert sound(planned)


def test_one_undo_takes_all_back_and_one_redo_brings_all_again(planned, given, state, sound):
    before = state(planned)
    take(planned, [*given, GivenCoding("comment 4711 👻", "Ben", "mood", answer="1")], [MOOD], "a new round")
    after = state(planned)
    assert planned.undo() == "Import codings from codings.csv"
    assert state(planned) == before
    planned.redo()
    assert state(planned) == after
    assert sound(planned)


def test_the_same_codings_again_are_identical_and_change_nothing(planned, given, state):
    take(planned, given)
    before = state(planned)
    again = take(planned, given)
    assert (again.new, again.replaced, again.spans, again.identical) == (0, 0, 0, 6)
    assert state(planned) == before


def test_an_answer_to_a_question_that_was_not_asked_is_kept_and_known_again(planned):
    unit = comment(planned, 2)
    given = [GivenCoding(unit, "Ben", "incivility", answer="0"), GivenCoding(unit, "Ben", "form", ticked=(2,))]
    take(planned, given)
    assert planned.codings.answers(unit, planned.plan.coder("Ben").id)["form", 0].ticked == (2,)
    assert take(planned, given).identical == 2


def test_a_coding_that_differs_replaces_the_old_one_and_is_counted(planned, given):
    take(planned, given)
    report = take(planned, [GivenCoding(1, "Ben", "topic", answer="3"), GivenCoding(1, "Ben", "actors", ticked=(1, 3))])
    assert (report.new, report.replaced, report.identical) == (0, 1, 1)
    ben = planned.plan.coder("Ben").id
    assert planned.codings.answers(1, ben)["topic", 0].answer == "3"
    planned.undo()
    assert planned.codings.answers(1, ben)["topic", 0].answer == "2"


@pytest.mark.parametrize("other", [{"answer": "3"}, {"status": "undetermined"}, {"status": "skipped"}])
def test_two_answers_of_one_coder_in_one_file_are_never_chosen_from(planned, given, state, other):
    before = state(planned)
    with pytest.raises(UserError, match="two answers of “Ben” to “topic” for A0001"):
        take(planned, [*given, GivenCoding(1, "Ben", "topic", **other)])
    assert state(planned) == before


def test_categories_of_one_answer_in_two_rows_do_not_overwrite_each_other(planned, state):
    before = state(planned)
    with pytest.raises(UserError, match="two answers of “Ben” to “actors”"):
        take(planned, [GivenCoding(1, "Ben", "actors", ticked=(1,)), GivenCoding(1, "Ben", "actors", ticked=(2,))])
    assert state(planned) == before


def test_the_same_answer_twice_in_one_file_is_identical(planned):
    report = take(planned, [GivenCoding(1, "Ben", "actors", ticked=(1, 2)), GivenCoding(1, "Ben", "actors", ticked=(2, 1))])
    assert (report.new, report.identical, report.replaced) == (1, 1, 0)


def test_codings_of_a_unit_without_text_are_kept_in_a_project(planned, sound):
    given = [
        GivenCoding("comment 4711 👻", "Ben", "incivility", answer="1"),
        GivenCoding("comment 4711 👻", "Zoë", "incivility", answer="0"),
        GivenCoding("article in the archive", "Ben", "topic", answer="1"),
    ]
    report = take(planned, given)
    assert report.units_added == ("comment 4711 👻", "article in the archive")
    known = planned.material.provider_ids()
    [unit] = known["comment 4711 👻"]
    record = planned.material.unit(unit)
    assert (record.kind, record.text, record.codable) == ("comment", None, False)
    assert planned.codings.answers(unit, planned.plan.coder("Zoë").id)["incivility", 0].answer == "0"
    matrix = planned.codings.matrix("incivility", "reliability")
    assert matrix.cells[matrix.units.index(unit)] == (1, None, None, 0)
    assert sound(planned)


def test_the_next_import_of_material_goes_on_after_textless_units(planned, articles, source):
    from intercoder.records import Article, Text, no_tick

    take(planned, [GivenCoding("article in the archive", "Ben", "topic", answer="1")])
    planned.material.add(source("later.txt"), [Article((Text("body", "Later."),))], no_tick)
    refs = [a.ref for a in planned.material.articles()]
    assert refs == ["A0001", "A0002", "A0003", "A0004"]
    assert planned.material.units(planned.material.unit_by_ref("A0004").id)[1].text == "Later."


def test_finished_are_units_with_every_required_answer(planned, given):
    take(planned, given)
    ben, zoe = planned.plan.coder("Ben").id, planned.plan.coder("Zoë").id
    assert planned.codings.progress(1, ben).finished_at is not None
    assert planned.codings.progress(1, zoe).finished_at is None
    assert planned.codings.progress(comment(planned, 1), zoe).finished_at is not None


def test_new_variables_and_categories_come_with_the_codings(planned):
    report = take(planned, [GivenCoding(comment(planned, 1), "Ben", "mood", answer="2")], [MOOD])
    assert report.variables_added == ("mood",)
    assert planned.codebook.variable("mood").category(2).label == "喜び 😀"
    assert planned.codebook.current().variables[-1].name == "mood"


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        (GivenCoding(1, "Ben", "topic", answer="9"), "has no category “9”"),
        (GivenCoding(1, "Ben", "topic", answer="x"), "has no category “x”"),
        (GivenCoding(1, "Ben", "actors", ticked=(1, 9)), "has no category 9"),
        (GivenCoding(1, "Ben", "sources", answer="many"), "needs a number"),
        (GivenCoding(1, "Ben", "sources", answer="nan"), "needs a number"),
        (GivenCoding(1, "Ben", "actors", status="undetermined"), "cannot be determined"),
        (GivenCoding(3, "Ben", "frame", answer="1", start=5, stop=99_999), "does not lie in A0001-B01"),
        (GivenCoding(3, "Ben", "frame", answer="1", start=5, stop=5), "does not lie in A0001-B01"),
        (GivenCoding(3, "Ben", "frame", answer="9", start=5, stop=6), "no category 9"),
        (GivenCoding(3, "Ben", "remark", answer="1", start=5, stop=6), "is not marked here"),
        (GivenCoding("unknown", "Ben", "frame", answer="1", start=5, stop=6), "is not marked here"),
        (GivenCoding(1, " ", "topic", answer="1"), "needs a name"),
    ],
)
def test_one_coding_that_does_not_fit_refuses_them_all(planned, given, state, wrong, reason):
    before, codebook = state(planned), planned.codebook.current()
    with pytest.raises(UserError, match=reason):
        take(planned, [*given, wrong], [MOOD], "another round")
    assert state(planned) == before
    assert planned.codebook.current() == codebook


def test_the_codebook_forgets_what_a_refused_import_had_added(planned):
    with pytest.raises(UserError):
        take(planned, [GivenCoding(1, "Ben", "topic", answer="9")], [MOOD])
    with pytest.raises(UserError, match="no variable “mood”"):
        planned.codebook.variable("mood")


@pytest.fixture
def bens(planned: Project, tmp_path: Path):
    comments = [comment(planned, 1), comment(planned, 2)]
    planned.plan.assign(["Emre"], "comments", comments)
    package.make(planned, "Emre", tmp_path / "emre.intercoder")
    with Project.open(tmp_path / "emre.intercoder") as project:
        yield project


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        (("unknown", "Emre", "incivility"), "1 units of the file are not in this package, such as “unknown”"),
        ((8, "Ada", "incivility"), "holds codings of “Ada”; this package is Emre's"),
        ((8, "Zoë", "incivility"), "holds codings of “Zoë”; this package is Emre's"),
        ((1, "Emre", "topic"), "were not assigned to this coder, such as A0001"),
    ],
)
def test_a_package_takes_only_its_coders_own_assigned_units(bens, state, wrong, reason):
    before = state(bens)
    unit, coder, variable = wrong
    given = [GivenCoding(comment(bens, 1), "Emre", "incivility", answer="0"), GivenCoding(unit, coder, variable, answer="1")]
    with pytest.raises(UserError, match=reason):
        take(bens, given, round_name="comments")
    assert state(bens) == before


def test_a_package_takes_no_new_round_and_no_new_variable(bens, state):
    before, unit = state(bens), comment(bens, 1)
    with pytest.raises(UserError, match="no round “second”"):
        take(bens, [GivenCoding(unit, "Emre", "incivility", answer="0")], round_name="second")
    with pytest.raises(UserError, match="belong to the lead's project"):
        take(bens, [GivenCoding(unit, "Emre", "mood", answer="1")], [MOOD], "comments")
    assert state(bens) == before


def test_a_package_with_given_codings_is_sound(bens, sound):
    report = take(bens, [GivenCoding(comment(bens, 1), "Emre", "incivility", answer="0")], round_name="comments")
    assert (report.new, report.coders_added, report.units_added) == (1, (), ())
    assert sound(bens)
