"""The reliability report of a project: what enters it, what it says, and how it looks."""

import doctest
import json
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from importlib import import_module
from types import SimpleNamespace

import pytest

from intercoder.errors import Cancelled, UserError
from intercoder.records import (
    AgreementRules,
    Answer,
    Category,
    Codebook,
    Coder,
    Disagreement,
    Matrix,
    Progress,
    Round,
    Span,
    Unit,
    Variable,
)
from intercoder.tasks import agreement

ANNA, BEN, CEM = Coder(2, "Anna"), Coder(3, "Ben"), Coder(4, "Cem")
RELIABILITY, ADJUDICATION = Round(1, "reliability"), Round(2, "adjudication")


def variable(name="tone", level="nominal", kind="one", categories=("yes", "no"), **more):
    listed = tuple(Category(i, label, id=100 + i) for i, label in enumerate(categories, 1))
    return Variable(name, name.capitalize(), "comment", kind, level, categories=listed, id=len(name), **more)


@dataclass
class Study:
    """A project as the report reads it: a codebook, and cells and states of each variable per round."""

    variables: list[Variable]
    cells: dict[tuple[str, str], list[tuple]] = field(default_factory=dict)
    states: dict[tuple[str, str], list[tuple]] = field(default_factory=dict)
    coders: tuple[Coder, ...] = (ANNA, BEN)
    spans: list[Span] = field(default_factory=list)
    texts: dict[int, str] = field(default_factory=dict)
    about: dict[str, dict[int, str]] = field(default_factory=dict)  # variable -> span id -> answer
    finished: frozenset = frozenset()
    times: dict[int, int] = field(default_factory=dict)
    mixed: dict[str, tuple[str, str]] = field(default_factory=dict)
    rules: AgreementRules = AgreementRules()  # noqa: RUF009 - frozen
    reasons: dict[tuple[str, str], dict[int, Disagreement]] = field(default_factory=dict)
    rounds: tuple[Round, ...] = (RELIABILITY, ADJUDICATION)
    title: str = "Border talks"
    saved_at: datetime | None = datetime(2026, 3, 1, 12, tzinfo=UTC)

    @property
    def codebook(self):
        return SimpleNamespace(current=lambda: Codebook("Book", tuple(self.variables)), version="1.0")

    @property
    def disagreements(self):
        return SimpleNamespace(of=lambda variable, round_name: self.reasons.get((variable, round_name), {}))

    @property
    def reliability(self):
        return SimpleNamespace(
            mixed_versions=lambda round_name: self.mixed,
            rules=self.rules,
        )

    @property
    def plan(self):
        return SimpleNamespace(rounds=lambda: list(self.rounds), coders=lambda: list(self.coders))

    @property
    def material(self):
        return SimpleNamespace(unit=self.unit, units=lambda article: [])

    def unit(self, number):
        return Unit(number, "comment", f"A0001-C{number:03}", 1, 1, number, self.texts.get(number, ""), True)

    @property
    def codings(self):
        return SimpleNamespace(
            matrix=self.matrix, matrices=self.matrices, spans=self.spans_of, progress=self.progress, answers=self.answers_of
        )

    def answers_of(self, unit, coder, round_id):
        return {
            (name, span): Answer(round_id, coder, unit, 1, "value", answer, span=span)
            for name, answers in self.about.items()
            for span, answer in answers.items()
            if any((s.id, s.coder, s.unit) == (span, coder, unit) for s in self.spans)
        }

    def spans_of(self, units, coder, round_id):
        return [span for span in self.spans if span.unit in units and span.coder == coder and span.round == round_id]

    def progress(self, unit, coder, round_id):
        return Progress(unit, 1 if (unit, coder) in self.finished else None)

    def matrices(self, names, round_name):
        return {name: self.matrix(name, round_name) for name in names}

    def matrix(self, name, round_name):
        cells = self.cells.get((name, round_name), [])
        states = self.states.get((name, round_name)) or [
            tuple("" if cell is None else "value" for cell in row) for row in cells
        ]
        number = range(1, len(states) + 1)
        rows = cells or [(None,) * len(row) for row in states]
        found = next(v for v in self.variables if v.name == name)
        round_ = next(r for r in (RELIABILITY, ADJUDICATION) if r.name == round_name)
        refs = tuple(f"A0001-C{n:03}" for n in number)
        return Matrix(found, round_, tuple(number), refs, self.coders, tuple(rows), tuple(states), self.times)


def study(cells, states=None, coders=(ANNA, BEN), **more):
    """A study of one variable in the round `reliability`."""
    about = variable(**more)
    key = (about.name, "reliability")
    return Study([about], {key: cells}, {key: states} if states else {}, coders)


def only_row(project, **more):
    (row,) = agreement.report(project, **{"draws": 300, **more}).rows
    return row


AGREED = [(1, 1)] * 15 + [(2, 2)] * 13 + [(1, 2), (2, 1)]


# ---------------------------------------------------------------- rows


def test_a_row_has_the_figures_of_its_variable():
    row = only_row(study(AGREED))
    assert (row.variable, row.label, row.unit_kind, row.round, row.level) == (
        "tone",
        "Tone",
        "comment",
        "reliability",
        "nominal",
    )
    assert (row.units, row.pairable_units, row.codings) == (30, 30, 60)
    assert row.categories == ((1, "yes"), (2, "no"))
    assert row.counts == (32, 28)
    assert row.coders == (ANNA, BEN)
    assert row.statistics["agree.unit_mean"].value == pytest.approx(28 / 30)
    assert row.statistics["alpha.nominal"].value == pytest.approx(1 - 59 * 2 * 2 / (2 * 32 * 28))
    assert row.statistics["bootstrap_units.nominal.lo95"].value < row.statistics["alpha.nominal"].value


def test_a_nominal_variable_has_no_alpha_of_a_scale():
    keys = only_row(study(AGREED)).statistics
    assert "alpha.nominal" in keys
    assert not {"alpha.ordinal", "alpha.interval", "cohen_kappa.linear", "ac2.linear", "icc1"} & set(keys)


def test_an_ordinal_variable_has_the_interval_of_its_own_level_only():
    keys = only_row(study(AGREED, level="ordinal")).statistics
    assert "bootstrap_units.ordinal.lo95" in keys
    assert "bootstrap_units.nominal.lo95" not in keys


def test_each_pair_of_coders_has_its_confusion_matrix():
    cells = [(1, 1, 2), (2, 2, 2), (1, None, 1)]
    row = only_row(study(cells, coders=(ANNA, BEN, CEM)))
    first = row.pairs[0]
    assert (first.a, first.b, first.units, first.confusion) == (2, 3, 2, ((1, 0), (0, 1)))
    assert [pair.units for pair in row.pairs] == [2, 3, 2]
    assert row.pairs[1].agreement.value == pytest.approx(2 / 3)


def test_alpha_without_each_coder_shows_who_departs():
    cells = [(1, 1, 2), (2, 2, 1), (1, 1, 1), (2, 2, 2)]
    row = only_row(study(cells, coders=(ANNA, BEN, CEM)))
    assert row.leave_one_out[CEM.id].value == 1
    assert row.leave_one_out[ANNA.id].value < 0.5


def test_numbers_have_no_categories():
    row = only_row(study([(3, 3), (10, 12), (0, 0), (4.5, 4.5)], kind="number", level="ratio", categories=()))
    assert (row.categories, row.counts) == ((), ())
    assert row.pairs[0].confusion == ()
    assert not any(key.startswith(("ac1", "category_alpha", "fleiss")) for key in row.statistics)
    assert 0.9 < row.statistics["alpha.ratio"].value < 1


def test_several_answers_give_a_row_of_sets_and_a_row_per_category():
    cells = [((1, 2), (1,)), ((), ()), ((2,), (2,)), ((1,), (1,))]
    rows = agreement.report(study(cells, name="forms", kind="several"), draws=100).rows
    assert [row.variable for row in rows] == ["forms", "forms_1", "forms_2"]
    whole, first, second = rows
    assert whole.statistics["alpha.nominal"] == whole.statistics["alpha.nominal_set"]
    assert whole.counts == (4, 3)
    assert first.statistics["alpha.nominal"].value == 1
    assert second.counts == (5, 3)
    assert whole.statistics["category_alpha.2"].value == pytest.approx(second.statistics["alpha.nominal"].value)
    assert (second.label, second.categories) == ("Forms: no", ((0, "not ticked"), (1, "ticked")))


def test_no_row_of_a_category_is_called_like_a_variable():
    project = study([((1, 2), (1,)), ((), ()), ((2,), (2,)), ((1,), (1,))], name="forms", kind="several")
    for name, kind in (("Forms_2", "one"), ("forms_2_", "several")):
        project.variables.append(variable(name, kind=kind))
    project.cells["Forms_2", "reliability"] = [(1, 1), (2, 1), (2, 2), (1, 2)]
    project.cells["forms_2_", "reliability"] = [((1,), (1,)), ((2,), (1,)), ((), (2,)), ((1, 2), (2,))]
    rows = agreement.report(project, draws=0).rows
    parts = [None, ("forms", 1), ("forms", 2), None, None, ("forms_2_", 1), ("forms_2_", 2)]
    assert [row.part for row in rows] == parts
    assert [row.variable for row in rows] == [
        "forms", "forms_1", "forms_2__", "Forms_2", "forms_2_", "forms_2__1", "forms_2__2",
    ]  # fmt: skip


def test_texts_and_dates_are_left_out_and_named():
    project = study(AGREED)
    project.variables.append(variable("remark", kind="text"))
    found = agreement.report(project, draws=0)
    assert [row.variable for row in found.rows] == ["tone"]
    assert any("free texts and dates are not compared: remark" in sentence for sentence in found.note)


def test_adjudicated_codings_are_no_agreement():
    project = study(AGREED)
    project.cells["tone", "adjudication"] = [(1, 1)] * 9
    assert [row.round for row in agreement.report(project, draws=0).rows] == ["reliability"]


def test_a_variable_that_nobody_coded_has_a_row_only_when_asked_for():
    project = study([])
    assert agreement.report(project).rows == ()
    row = only_row(project, variables=["tone"], round="reliability")
    assert (row.units, row.verdict) == (0, "not_computable")


@pytest.mark.parametrize(
    ("wanted", "says"),
    [({"variables": ["colour"]}, "There is no variable “colour”"), ({"round": "pilot"}, "There is no round “pilot”")],
)
def test_an_unknown_name_is_refused(wanted, says):
    with pytest.raises(UserError, match=says):
        agreement.report(study(AGREED), **wanted)


def test_the_report_stops_when_it_is_cancelled():
    def cancel(done, total):
        raise Cancelled

    with pytest.raises(Cancelled):
        agreement.report(study(AGREED), tick=cancel)


# ---------------------------------------------------------------- missing states


def test_skipped_and_open_are_absent_and_counted():
    cells = [(1, 1), (2, 2), (1, None), (None, 2)]
    states = [("value", "value"), ("value", "value"), ("value", "skipped"), ("open", "value")]
    row = only_row(study(cells, states))
    assert (row.missing.skipped, row.missing.open) == (1, 1)
    assert (row.units, row.pairable_units) == (4, 2)
    assert "1 skipped." in row.notes
    assert "1 assigned and not coded yet." in row.notes
    assert "2 units coded by one coder only, and excluded." in row.notes


def test_a_question_that_applied_to_nobody_excludes_the_unit():
    cells = [(1, 1), (2, 2), (None, None)]
    states = [("value", "value"), ("value", "value"), ("not_applicable", "not_applicable")]
    row = only_row(study(cells, states))
    assert (row.units, row.missing.not_applicable) == (2, 2)
    assert "1 unit excluded: the question did not apply for any coder." in row.notes


def test_a_question_that_applied_to_some_is_disagreement_of_the_gate():
    gate = variable("uncivil")
    tone = variable("tone", condition="uncivil = 1")
    cells = {
        ("uncivil", "reliability"): [(1, 1, 1), (1, 1, 2), (2, 2, 2)],
        ("tone", "reliability"): [(1, 1, 1), (1, 2, None), (None, None, None)],
    }
    skip = "not_applicable"
    states = {("tone", "reliability"): [("value",) * 3, ("value", "value", skip), (skip, skip, skip)]}
    rows = agreement.report(Study([gate, tone], cells, states, (ANNA, BEN, CEM)), draws=100).rows
    assert rows[1].units == 2
    alpha = rows[0].statistics["alpha.nominal"].value
    assert f"1 unit that only some coders were asked about; alpha of the gate uncivil: {alpha:.3f}".replace(
        "0.", "."
    ) in " ".join(rows[1].notes)


def test_cannot_be_determined_is_a_category_of_a_nominal_question():
    cells = [(1, 1), (None, None), (None, 2)]
    states = [("value", "value"), ("undetermined", "undetermined"), ("undetermined", "value")]
    row = only_row(study(cells, states, undetermined=True))
    assert row.categories[-1] == ("undetermined", "cannot be determined")
    assert (row.codings, row.counts) == (6, (2, 1, 3))
    assert row.statistics["agree.unit_mean"].value == pytest.approx(2 / 3)
    assert "which counts as a category" in " ".join(row.notes)


def test_cannot_be_determined_has_no_place_on_a_scale():
    cells = [(1, 1), (None, None), (None, 2)]
    states = [("value", "value"), ("undetermined", "undetermined"), ("undetermined", "value")]
    row = only_row(study(cells, states, level="ordinal", undetermined=True))
    assert (row.codings, row.missing.undetermined) == (3, 3)
    assert [value for value, _ in row.categories] == [1, 2]


def test_the_reasons_of_the_lead_are_counted_in_the_document_and_in_no_statistic():
    project = study([(1, 1), (1, 2), (2, 1)])
    without = agreement.report(project)
    project.reasons["tone", "reliability"] = {1: Disagreement(1, "unclear", "sarcasm"), 2: Disagreement(2, "unclear")}
    found = agreement.report(project)
    assert agreement.as_json(found)["results"][0]["disagreements"] == {"unclear": 2}
    assert found.rows[0].statistics == without.rows[0].statistics


def test_alpha_by_week_is_in_the_document_and_an_alarm_is_said_first():
    project = study([(1, 1), (2, 2)] * 12 + [(1, 2), (2, 1), (1, 1), (2, 2)] * 6)
    week = 7 * 86_400_000
    project.times = {unit: week * (1 + unit // 25) for unit in range(1, 49)}
    row = only_row(project, draws=300)
    assert row.notes[0].startswith("Drift: alpha of the week of 1970-01-12 is")
    (result,) = agreement.as_json(agreement.report(project, draws=300))["results"]
    assert [(p["period"], p["units"], p["alarm"]) for p in result["drift"]] == [
        ("1970-01-05", 24, False), ("1970-01-12", 24, True),
    ]  # fmt: skip
    assert result["drift"][0]["statistics"]["alpha"] == {"value": 1.0}


def test_codings_of_two_versions_of_a_question_are_refused_unless_told_otherwise():
    project = study([(1, 1), (1, 2), (2, 2)])
    project.mixed = {"tone": ("1.0", "2.0")}
    row = only_row(project)
    assert row.statistics["alpha.nominal"].value is None
    assert "codebook 1.0 and 2.0" in row.statistics["alpha.nominal"].undefined
    assert (row.verdict, row.pairs, row.statistics["n.units"].value) == ("not_computable", (), 3)
    told = only_row(project, rules=AgreementRules(mix_versions=True))
    assert told.statistics["alpha.nominal"].value is not None
    assert told.notes[0].endswith("the coefficients compare answers to two questions.")


def test_limits_of_the_project_decide_the_verdict_and_stand_in_the_note():
    project = study([(1, 1), (2, 2)] * 40 + [(1, 2)] * 4)
    assert only_row(project).verdict == "reliable"
    found = agreement.report(project, rules=AgreementRules(0.8, 0.96))
    assert (found.rows[0].verdict, found.limits) == ("tentative", (0.8, 0.96))
    assert any("reliable from .960 with a lower limit of .800" in sentence for sentence in found.note)
    assert any("Krippendorff (2019) has .667 and .800" in sentence for sentence in found.note)


def test_a_project_may_count_cannot_be_determined_as_missing():
    cells, states = [(1, 1), (2, None), (2, 2)], [("value",) * 2, ("value", "undetermined"), ("value",) * 2]
    project = study(cells, states)
    assert only_row(project).pairable_units == 3
    row = only_row(project, rules=AgreementRules(undetermined_counts=False))
    assert (row.pairable_units, row.missing.undetermined) == (2, 1)
    assert any("is missing" in note for note in row.notes)


def test_not_applicable_is_a_category_only_where_the_project_says_so():
    cells, states = [(1, 1), (None, None), (2, None)], [("value",) * 2, ("not_applicable",) * 2, ("value", "not_applicable")]
    project = study(cells, states)
    assert only_row(project).pairable_units == 1
    row = only_row(project, rules=AgreementRules(not_applicable_counts=True))
    assert (row.pairable_units, row.categories[-1]) == (3, ("not_applicable", "does not apply"))
    assert "3 codings “not applicable”, which counts as a category." in row.notes


def test_an_unused_category_counts_for_chance():
    two = only_row(study(AGREED)).statistics["brennan_prediger"].value
    four = only_row(study(AGREED, categories=("yes", "no", "both", "neither")))
    assert four.statistics["brennan_prediger"].value > two
    assert four.categories_used == 2
    assert "Never used: both, neither." in four.notes


# ---------------------------------------------------------------- words


def test_no_variation_is_not_computable_and_says_what_everybody_said():
    row = only_row(study([(2, 2)] * 30))
    assert row.verdict == "not_computable"
    assert row.statistics["alpha.nominal"].value is None
    assert "No variation: all 60 codings are “no”, so that alpha is undefined." in row.notes


def test_a_ratio_of_negative_numbers_is_undefined_and_the_row_says_why():
    row = only_row(study([(-1, 2), (3, 3), (4, 5)] * 8, kind="number", categories=(), level="ratio"))
    assert row.verdict == "not_computable"
    assert row.statistics["alpha.ratio"].value is None
    assert row.notes[0] == "Alpha is undefined: ratio needs values of 0 or more."


def test_sets_in_which_nobody_ticked_anything_say_that_nothing_varies():
    row, *_ = agreement.report(study([((), ())] * 25, kind="several"), draws=50).rows
    assert row.notes == (
        "Alpha of the whole sets is undefined: no variation: all 50 codings are 'none'. The categories by themselves stand"
        " below.",
    )


def test_a_rare_label_that_ends_in_a_blank_is_quoted():
    row = only_row(study([(1, 1)] * 25 + [(2, 1), (3, 3)], categories=("ab", "ab ", "AB")))
    assert "Fewer than 5 codings: “ab ” (1), AB (2)." in row.notes


def test_one_large_category_explains_a_low_alpha():
    row = only_row(study([(2, 2)] * 90 + [(1, 2)] * 4 + [(2, 1)] * 4 + [(1, 1)] * 2))
    (sentence,) = [note for note in row.notes if "chance agreement is high" in note]
    assert "“no” is 94 % of the codings" in sentence
    assert "Specific agreement: yes .333, no .957." in sentence


def test_codings_that_were_never_assigned_are_counted():
    cells = [(1, 1), (2, None), (None, 1), (2, 2), (1, None)]
    states = [("value", "value"), ("value", ""), ("", "value"), ("value", "value"), ("value", "")]
    row = only_row(study(cells, states))
    assert any(note.startswith("3 codings never assigned") for note in row.notes), row.notes


def test_a_threshold_inside_the_interval_is_said():
    row = only_row(study([(1, 1)] * 30 + [(2, 2)] * 20 + [(1, 2)] * 6))
    low, high = (row.statistics[f"bootstrap_units.nominal.{end}"].value for end in ("lo95", "hi95"))
    assert low < 0.667 < 0.8 < high
    (sentence,) = [note for note in row.notes if note.startswith("The interval")]
    assert "holds .667 and .800: these units do not decide it." in sentence


def test_few_units_and_rare_categories_are_said():
    row = only_row(study([(1, 1)] * 9 + [(2, 1)]))
    assert "Only 10 units coded twice: too few for an interval." in row.notes
    assert "Fewer than 5 codings: no (1)." in row.notes


def test_ordinal_and_interval_are_compared_where_they_differ():
    cells = [(1, 1), (1, 2), (2, 2), (3, 3), (1, 1), (3, 2), (5, 1), (4, 5), (1, 1), (2, 2)]
    row = only_row(study(cells, level="ordinal", categories="abcde"))
    assert any("The table shows the ordinal alpha, since its categories have an order" in note for note in row.notes)


@pytest.mark.parametrize(
    ("cells", "verdict"),
    [
        (AGREED * 4, "reliable"),
        (AGREED + [(1, 2)] * 2, "tentative"),
        ([(1, 1)] * 10 + [(1, 2)] * 9 + [(2, 2)] * 9, "not_yet"),
        ([(1, None)] * 10, "not_computable"),
    ],
)
def test_the_verdict_follows_the_point_and_the_interval(cells, verdict):
    assert only_row(study(cells)).verdict == verdict


def test_without_an_interval_nothing_is_called_reliable():
    assert only_row(study(AGREED * 4), draws=0).verdict == "tentative"


def test_perfect_agreement_on_few_units_is_tentative():
    assert only_row(study([(1, 1), (2, 2)] * 9)).verdict == "tentative"
    assert only_row(study([(1, 1), (2, 2)] * 10)).verdict == "reliable"


def test_too_few_units_are_said_in_the_table_and_counted_in_the_document():
    found = agreement.report(study(AGREED), draws=0)
    assert "Units coded twice: 30; two coders need 60" in " ".join(agreement.as_table(found).split())
    assert agreement.as_json(found)["results"][0]["units_needed"] == {".667": 60, ".800": 104}
    assert "two coders need" not in agreement.as_table(agreement.report(study(AGREED * 4), draws=0))


def test_the_note_says_how_the_numbers_were_made():
    note = " ".join(agreement.report(study(AGREED), draws=500, seed=5).note)
    for words in ("500 draws of whole units", "seed 5", "never a category", "Round reliability: 2 coders (Anna, Ben)", "1.0"):
        assert words in note


def test_who_was_asked_and_coded_nothing_is_no_coder_of_the_round():
    states = [("value", "value", "open"), ("value", "undetermined", ""), ("value", "value", "open")] * 5
    cells = [(1, 1, None), (2, None, None), (2, 2, None)] * 5
    project = study(cells, states, coders=(ANNA, BEN, CEM))
    project.variables.append(variable("army"))
    project.cells["army", "reliability"] = cells
    project.states["army", "reliability"] = [("value", "open", "open")] * 15
    found = agreement.report(project, draws=0)
    assert [row.coded_by for row in found.rows] == [(ANNA, BEN), (ANNA,)]
    assert [row.coders for row in found.rows] == [(ANNA, BEN, CEM)] * 2
    assert "Round reliability: 2 coders (Anna, Ben). Cem had coded nothing yet." in found.note
    assert [result["coders"] for result in agreement.as_json(found)["results"]] == [["Anna", "Ben"], ["Anna"]]
    assert any(line.split()[:4] == ["tone", "nominal", "15", "2"] for line in agreement.as_table(found).splitlines())


def test_a_round_that_is_not_blind_is_said():
    project = study(AGREED)
    project.rounds = (Round(1, "reliability", blind=False),)
    assert any("Round reliability is not blind" in sentence for sentence in agreement.report(project, draws=0).note)
    assert not any("not blind" in sentence for sentence in agreement.report(study(AGREED), draws=0).note)


def test_a_study_without_coders_has_nothing_to_compute():
    row = only_row(study([], coders=()), variables=["tone"], round="reliability")
    assert (row.coders, row.pairs, row.verdict) == ((), (), "not_computable")


# ---------------------------------------------------------------- spans


def marks(*spans):
    return [Span(i, 1, coder, unit, 5, 100 + value, *edges, "") for i, (coder, unit, value, *edges) in enumerate(spans)]


@pytest.fixture
def marked():
    """Two comments of 20 characters; Ben has not coded the second yet."""
    marked = variable("marks", kind="spans")
    tone = variable("tone")
    cells = {("tone", "reliability"): [(1, 1), (2, None)]}
    states = {("marks", "reliability"): [("open", "open"), ("open", "open")]}
    spans = marks((2, 1, 1, 0, 10), (3, 1, 1, 0, 8), (2, 2, 2, 5, 9))
    return Study([tone, marked], cells, states, spans=spans, texts={1: "x" * 20, 2: "y" * 20})


def test_span_variables_have_the_statistics_of_spans(marked):
    row = only_row(marked, variables=["marks"])
    assert (row.answer_kind, row.units, row.pairable_units, row.codings) == ("spans", 2, 1, 3)
    assert row.counts == (2, 1)
    assert row.statistics["u_alpha"].value == pytest.approx(row.statistics["bar_u_alpha"].value)
    assert row.statistics["f1.overlap_label.Anna|Ben"].value == 1
    assert row.statistics["iou.Anna|Ben"].value == pytest.approx(0.8)


def test_a_coder_who_is_not_through_with_a_text_is_absent_there(marked):
    assert only_row(marked, variables=["marks"]).missing.open == 1
    marked.finished = frozenset({(2, 3)})
    row = only_row(marked, variables=["marks"])
    assert (row.pairable_units, row.missing.open) == (2, 0)
    assert row.statistics["f1.overlap_label.Anna|Ben"].value == pytest.approx(2 / 3)


def test_overlapping_spans_of_a_coder_are_undefined_with_each_category_beside(marked):
    marked.spans = marks((2, 1, 1, 0, 10), (2, 1, 2, 5, 15), (3, 1, 1, 0, 10))
    row = only_row(marked, variables=["marks"])
    assert row.verdict == "not_computable"
    assert "u-alpha is undefined: spans of one coder overlap: outside the definition." in row.notes
    assert "u-alpha of each category alone: yes 1.000" in row.notes[1]


def test_a_question_about_spans_compares_passages_that_coders_share(marked):
    marked.variables.append(variable("valence", about="marks"))
    marked.spans = marks(
        (2, 1, 1, 0, 10), (3, 1, 1, 1, 10), (2, 1, 1, 12, 18), (3, 1, 2, 12, 18), (2, 2, 1, 0, 4)
    )  # fmt: skip
    for number, span in enumerate(marked.spans):
        marked.spans[number] = replace(span, id=number + 1)
    marked.about = {"valence": {1: "1", 2: "2", 3: "1", 4: "1"}}
    row = only_row(marked, variables=["valence"])
    assert (row.units, row.pairable_units, row.codings) == (4, 1, 4)
    assert row.statistics["agree.unit_mean"].value == 0
    assert row.missing.open == 1
    assert row.notes[0] == (
        "Asked about spans of marks: 1 passage marked by two coders or more (same category, at least half of the length in"
        " common), 3 spans unmatched."
    )


# ---------------------------------------------------------------- JSON and text


def test_the_json_document_has_variable_unit_kind_round_level_and_statistics():
    document = agreement.as_json(agreement.report(study(AGREED), draws=200))
    assert json.loads(json.dumps(document, allow_nan=False)) == document
    (result,) = document["results"]
    assert [result[key] for key in ("variable", "unit_kind", "round", "level")] == [
        "tone",
        "comment",
        "reliability",
        "nominal",
    ]
    assert set(result["statistics"]["bootstrap_units.nominal.lo95"]) == {"value"}
    assert document["date"] == "2026-03-01T12:00:00+00:00"


def test_what_is_undefined_is_null_with_its_reason():
    document = agreement.as_json(agreement.report(study([(1, 1)] * 3), draws=0))
    found = document["results"][0]["statistics"]["alpha.nominal"]
    assert found == {"value": None, "undefined": "no variation: all 6 codings are '1'"}


def test_the_table_is_aligned_also_with_wide_characters():
    project = study(AGREED)
    project.variables.append(variable("論調"))
    project.cells["論調", "reliability"] = AGREED
    lines = agreement.as_table(agreement.report(project, draws=200)).splitlines()
    start = next(i for i, line in enumerate(lines) if line.startswith("variable"))
    latin, chinese = lines[start + 2 : start + 4]
    assert latin[latin.index("nominal") :] == chinese[chinese.index("nominal") :]
    assert latin.index("nominal") == chinese.index("nominal") + 2
    assert ".868" in latin
    assert "[." in latin


@pytest.mark.parametrize("module", ["agreement_notes", "agreement_text"])
def test_worked_examples_come_out(module):
    result = doctest.testmod(import_module(f"intercoder.tasks.{module}"))
    assert result.attempted > 0
    assert result.failed == 0


def test_the_table_of_an_empty_project_says_so():
    assert "No variable was coded yet." in agreement.as_table(agreement.report(Study([variable()])))
