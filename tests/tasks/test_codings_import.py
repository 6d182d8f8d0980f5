"""Codings made elsewhere: long and wide, every kind of answer, and what is refused without changing anything."""

from dataclasses import replace
from fractions import Fraction

import pytest

from intercoder.errors import UserError
from intercoder.project import Project
from intercoder.records import Category, Variable
from intercoder.tasks import agreement, packages
from intercoder.tasks.codings_import import Columns, import_file

LONG = Columns("unit", "coder", "variable", "value")
SPANS = Columns("unit", "coder", "variable", "value", start="start", stop="stop")


@pytest.fixture
def project(bridge):
    with Project.open(bridge) as opened:
        yield opened


@pytest.fixture
def table(tmp_path):
    """Writes a table of codings."""

    def write(*lines, header="unit,coder,variable,value", name="codings.csv"):
        path = tmp_path / name
        path.write_text("\n".join([header, *lines]) + "\n", "utf-8")
        return path

    return write


def cells(project, variable, round_name="main"):
    """The codings of a variable: {unit: {coder: cell or state}}, coded units only."""
    matrix = project.codings.matrix(variable, round_name)
    return {
        ref: {c.name: s if s != "value" else x for c, x, s in zip(matrix.coders, row, states, strict=True) if s}
        for ref, row, states in zip(matrix.refs, matrix.cells, matrix.states, strict=True)
        if any(states)
    }


def refused(project, path, columns=LONG, **more):
    """The message of a refused import, which must leave the bytes of the project as they are."""
    before = project.path.read_bytes()
    with pytest.raises(UserError) as refusal:
        import_file(project, path, columns, **more)
    assert project.path.read_bytes() == before
    return refusal.value.message


# ------------------------------------------------------------------------ shapes


def test_a_long_file_gives_every_kind_of_answer(project, table):
    path = table(
        "k1,Ada,tone,1", "k1,Ben,tone,friendly", "k1,Ada,uncivil,0", "k2,Ada,forms,1;2", "k2,Ben,forms,Vulgarity",
        "k2,Ada,share,12.5", "k9,Ada,topic,Safety",
    )  # fmt: skip
    report = import_file(project, path, LONG)
    assert report == {
        "file": str(path), "round": "main", "by": "provider", "rows": 7, "units": 3, "coders": ("Ada", "Ben"), "new": 7,
        "identical": 0, "replaced": 0, "spans": 0, "coders_added": ("Ada", "Ben"), "variables_added": (), "units_added": (),
        "labels_merged": {},
    }  # fmt: skip
    assert cells(project, "tone")["A0001-C001"] == {"Ada": 1, "Ben": 3}
    assert cells(project, "forms")["A0001-C002"] == {"Ada": (1, 2), "Ben": (2,)}
    assert cells(project, "share")["A0001-C002"]["Ada"] == 12.5
    assert cells(project, "topic")["A0001"]["Ada"] == 2


def test_a_wide_file_has_a_column_per_variable_and_empty_cells_are_no_codings(project, table):
    path = table("k1,Ada,1,0", "k2,Ada,,1", "k3,Ben,2,", header="id,who,tone,uncivil")
    report = import_file(project, path, Columns("id", "who", variables=("tone", "uncivil")))
    assert (report["rows"], report["new"]) == (4, 4)
    assert {ref: row for ref, row in cells(project, "tone").items() if set(row.values()) - {"open"}} == {
        "A0001-C001": {"Ada": 1},
        "A0001-C003": {"Ben": 2},
    }


def test_a_status_takes_the_place_of_a_value(project, table):
    lines = ("k1,Ada,tone,,undetermined", "k2,Ada,tone,,skipped", "k3,Ada,tone,2,value", "k2,Ada,forms,,not_applicable")
    import_file(project, table(*lines, header="unit,coder,variable,value,status"), LONG)
    tone = cells(project, "tone")
    assert [tone[f"A0001-C00{n}"]["Ada"] for n in (1, 2, 3)] == ["undetermined", "skipped", 2]
    assert cells(project, "forms")["A0001-C002"]["Ada"] == "not_applicable"


def test_an_unknown_status_is_refused(project, table):
    path = table("k1,Ada,tone,,dunno", header="unit,coder,variable,value,status")
    assert refused(project, path) == "codings.csv, line 2: “dunno” is no status."


def test_a_status_that_the_question_does_not_offer_is_refused(project, table):
    path = table("k1,Ada,uncivil,,undetermined", header="unit,coder,variable,value,status")
    assert refused(project, path)


def test_spans_come_with_their_first_character_and_the_one_after_the_last(project, table):
    path = table("k2,Ada,words,Insult,25,31", "k3,Ada,words,1,0,4", header="unit,coder,variable,value,start,stop")
    report = import_file(project, path, SPANS)
    assert (report["spans"], report["new"]) == (2, 0)
    units = [project.material.unit_by_ref(ref).id for ref in ("A0001-C002", "A0001-C003")]
    round_id, coder = project.plan.round("main").id, project.plan.coder("Ada").id
    assert [s.quote for s in project.codings.spans(units, coder, round_id)] == ["clowns", "Rust"]


def test_offsets_of_spans_are_code_points_past_an_emoji(project, table):
    body = project.material.unit_by_ref("A0001-B01")
    at = body.text.index("🌉")
    import_file(project, table(f"{body.ref},Ada,frame,1,{at},{at + 2}", header="unit,coder,variable,value,start,stop"), SPANS)
    (span,) = project.codings.spans([body.id], project.plan.coder("Ada").id, project.plan.round("main").id)
    assert span.quote == "🌉."


@pytest.mark.parametrize("ends", ["5,2", "3,3", "0,9999", "-1,4", "a,b", ","])
def test_a_span_that_fits_no_text_is_refused(project, table, ends):
    assert refused(project, table(f"k2,Ada,words,1,{ends}", header="unit,coder,variable,value,start,stop"), SPANS)


def test_the_same_spans_again_are_identical(project, table):
    path = table("k2,Ada,words,1,25,31", header="unit,coder,variable,value,start,stop")
    import_file(project, path, SPANS)
    report = import_file(project, path, SPANS)
    assert (report["spans"], report["identical"]) == (0, 1)


# ------------------------------------------------------------------------ units


@pytest.mark.parametrize("by", ["id", "provider", "ref"])
def test_units_are_named_by_id_provider_id_or_reference(project, table, by):
    unit = project.material.unit_by_ref("A0001-C003")
    name = {"id": unit.id, "provider": "k3", "ref": unit.ref}[by]
    report = import_file(project, table(f"{name},Ada,tone,2"), LONG)
    assert report["by"] == by
    assert cells(project, "tone")["A0001-C003"]["Ada"] == 2


def test_a_unit_column_that_can_be_read_two_ways_is_refused_until_one_is_said(tmp_path, table):
    from intercoder.records import Article, Category, Codebook, Comment, SourceFile, Variable, no_tick

    codebook = Codebook("Ids", (Variable("tone", "Tone", "comment", "one", categories=(Category(1, "a"), Category(2, "b"))),))
    with Project.create(tmp_path / "ids.intercoder", "Ids", codebook) as project:
        comments = tuple(Comment(f"text {n}", provider_id=str(n)) for n in (3, 2))  # units 2 and 3
        project.material.add(SourceFile("x", "0" * 64, 1, "table", "", "utf-8"), [Article(comments)], no_tick)
        path = table("2,Ada,tone,1", "3,Ada,tone,2")
        assert "can be read as id or as provider, and that gives different units" in refused(project, path)
        import_file(project, path, LONG, by="provider")
        assert cells(project, "tone") == {"A0001-C001": {"Ada": 2}, "A0001-C002": {"Ada": 1}}
        report = import_file(project, path, LONG, by="id")
        assert report["replaced"] == 2
        assert cells(project, "tone") == {"A0001-C001": {"Ada": 1}, "A0001-C002": {"Ada": 2}}


def test_unknown_units_become_units_without_text_that_are_kept_and_counted(project, table):
    path = table("k1,Ada,tone,1", "k1,Ben,tone,1", "x7,Ada,tone,3", "x7,Ben,tone,3", "x8,Ada,tone,2", "x8,Ben,tone,1")
    report = import_file(project, path, LONG)
    assert report["units_added"] == ("x7", "x8")
    assert sum(len(row) == 2 and "open" not in row.values() for row in cells(project, "tone").values()) == 3
    (row,) = agreement.report(project, ["tone"], "main", draws=0).rows
    assert row.pairable_units == 3
    assert row.statistics["agree.unit_mean"].value == pytest.approx(2 / 3)


def test_unknown_units_of_a_second_import_are_the_same_units(project, table):
    import_file(project, table("x7,Ada,tone,3", "k1,Ada,tone,1"), LONG)
    report = import_file(project, table("x7,Ben,tone,3", "k1,Ben,tone,1"), LONG)
    assert report["units_added"] == ()
    assert sum(row.get("Ben") == 3 for row in cells(project, "tone").values()) == 1


# ------------------------------------------------------------------------ coders, rounds, variables, values


def test_codings_go_into_the_round_that_is_named(project, table):
    import_file(project, table("k1,Ada,tone,1"), LONG, "pilot")
    import_file(project, table("k1,Ada,tone,2"), LONG, "main")
    assert cells(project, "tone", "pilot")["A0001-C001"]["Ada"] == 1
    assert cells(project, "tone", "main")["A0001-C001"]["Ada"] == 2


def test_unknown_variables_are_nominal_and_whole_numbers_keep_their_number(project, table):
    path = table("k1,Ada,stance,7", "k2,Ada,stance,3", "k3,Ada,stance,against", "k1,Ada,where,inside")
    report = import_file(project, path, LONG)
    assert report["variables_added"] == ("stance", "where")
    stance = project.codebook.variable("stance")
    assert (stance.level, stance.answer_kind, stance.unit_kind) == ("nominal", "one", "comment")
    assert [(c.value, c.label) for c in stance.categories] == [(1, "against"), (3, "3"), (7, "7")]


def test_whole_numbers_written_with_a_point_keep_their_number(project, table):
    import_file(project, table("k1,Ada,stance,3.0", "k2,Ada,stance,1.0", "k3,Ada,stance,3"), LONG)
    assert [(c.value, c.label) for c in project.codebook.variable("stance").categories] == [(1, "1"), (3, "3")]
    assert [row["Ada"] for row in cells(project, "stance").values()] == [3, 1, 3]


def test_numbers_too_large_to_be_exact_everywhere_are_labels(project, table):
    import_file(project, table("k1,Ada,stance,123456789012345678901234567890"), LONG)
    (category,) = project.codebook.variable("stance").categories
    assert (category.value, category.label) == (1, "123456789012345678901234567890")


@pytest.mark.parametrize("name", ["my variable", "2nd", "tone-2", "TONE"])
def test_a_name_that_no_codebook_could_have_is_refused(project, table, name):
    assert refused(project, table(f"k1,Ada,{name},1"))


def test_unknown_variables_are_refused_once_a_version_is_frozen(project, table):
    project.codebook.freeze("1.0", "done")
    assert refused(project, table("k1,Ada,stance,7")) == "The codebook has no variable “stance”."
    import_file(project, table("k1,Ada,tone,1"), LONG)
    assert cells(project, "tone")["A0001-C001"]["Ada"] == 1


def test_values_that_the_codebook_does_not_know_are_refused_and_listed(project, table):
    path = table("k1,Ada,tone,1", *(f"k2,Ada,tone,{n}" for n in range(4, 11)))
    assert refused(project, path) == (
        "codings.csv has 7 values that the codebook does not know: line 3: tone = “4”; line 4: tone = “5”;"
        " line 5: tone = “6”; line 6: tone = “7”; line 7: tone = “8” and 2 more."
    )


@pytest.mark.parametrize(("variable", "value"), [
    ("tone", "nan"), ("tone", "inf"), ("tone", "1e400"), ("share", "many"), ("share", "nan"), ("share", "inf"),
    ("forms", "1;9"),
])  # fmt: skip
def test_a_value_that_does_not_fit_its_question_is_refused(project, table, variable, value):
    assert "does not know" in refused(project, table(f"k1,Ada,{variable},{value}"))


def test_the_same_codings_again_are_identical_and_others_replace_them(project, table):
    import_file(project, table("k1,Ada,tone,1", "k2,Ada,tone,2"), LONG)
    again = import_file(project, table("k1,Ada,tone,1", "k2,Ada,tone,3"), LONG)
    assert (again["new"], again["identical"], again["replaced"]) == (0, 1, 1)
    assert cells(project, "tone")["A0001-C002"]["Ada"] == 3


def test_values_of_finished_units_are_replaced_and_reported(project, table):
    import_file(project, table("k1,Ada,tone,1", "k1,Ada,uncivil,0"), LONG)
    unit = project.material.unit_by_ref("A0001-C001").id
    ada, main = project.plan.coder("Ada").id, project.plan.round("main").id
    assert project.codings.progress(unit, ada, main).finished_at is not None
    assert import_file(project, table("k1,Ada,tone,2"), LONG)["replaced"] == 1
    assert cells(project, "tone")["A0001-C001"]["Ada"] == 2


def test_two_different_values_for_the_same_coding_in_one_file_are_refused(project, table):
    assert "lines 2 and 3 answer tone of k1 differently" in refused(project, table("k1,Ada,tone,1", "k1,Ada,tone,2"))


def test_the_import_is_one_step_that_can_be_undone(project, table):
    import_file(project, table("k1,Ada,tone,1", "x7,Ben,tone,2", "k1,Ben,stance,pro"), LONG, "pilot")
    assert project.undo() == "Import codings from codings.csv"
    assert [r.name for r in project.plan.rounds()] == ["main"]
    assert [c.name for c in project.plan.coders()] == ["Lead"]
    assert project.codebook.current().variable("stance") is None
    assert packages.check(project)["ok"]


# ------------------------------------------------------------------------ files


def test_columns_that_are_not_there_are_refused_with_those_that_are(project, table):
    with pytest.raises(UserError) as refusal:
        import_file(project, table("k1,Ada,tone,1"), Columns("comment", "coder", "variable", "value"))
    assert refusal.value.message == "codings.csv has no column “comment”."
    assert refusal.value.hint == "Its columns are: unit, coder, variable, value"


@pytest.mark.parametrize("line", [",Ada,tone,1", "k1,,tone,1", "k1,Ada,,1"])
def test_a_row_without_unit_coder_or_variable_is_refused_by_its_line(project, table, line):
    assert refused(project, table("k1,Ada,tone,1", line)).startswith("codings.csv, line 3: the ")


def test_an_excel_workbook_gives_the_same_as_csv(project, tmp_path):
    import openpyxl

    book = openpyxl.Workbook()
    book.active.append(["unit", "coder", "tone"])
    for row in (["k1", "Ada", 1], ["k2", "Ada", 2.0], ["k3", "Ada", None], ["k3", "Ben", "friendly"]):
        book.active.append(row)
    book.save(tmp_path / "codings.xlsx")
    report = import_file(project, tmp_path / "codings.xlsx", Columns("unit", "coder", variables=("tone",)))
    assert report["new"] == 3
    assert [cells(project, "tone")[f"A0001-C00{n}"] for n in (1, 2)] == [{"Ada": 1}, {"Ada": 2}]


def test_an_spss_file_gives_the_same_as_csv(project, tmp_path):
    import pandas
    import pyreadstat

    frame = pandas.DataFrame({"unit": ["k1", "k2", "k3"], "coder": ["Ada", "Ada", "Ben"], "tone": [1.0, float("nan"), 3.0]})
    pyreadstat.write_sav(frame, str(tmp_path / "codings.sav"))
    report = import_file(project, tmp_path / "codings.sav", Columns("unit", "coder", variables=("tone",)))
    assert report["new"] == 2
    assert cells(project, "tone")["A0001-C003"]["Ben"] == 3


# ------------------------------------------------------------------------ packages


@pytest.fixture
def package(project, tmp_path):
    """The package of Ada, who has the first two comments."""
    units = [project.material.unit_by_ref(f"A0001-C00{n}").id for n in (1, 2)]
    project.plan.assign(["Ada"], "pilot", units)
    path = tmp_path / "ada.intercoder"
    packages.package(project, "Ada", path)
    with Project.open(path) as opened:
        yield opened


def test_a_package_takes_its_coders_codings_of_assigned_units(package, table):
    assert import_file(package, table("k1,Ada,tone,1", "k2,Ada,tone,2"), LONG, "pilot")["new"] == 2


@pytest.mark.parametrize(("line", "says"), [
    ("k1,Ben,tone,1", "this package is Ada's"),
    ("x7,Ada,tone,1", "not in this package"),
    ("k9,Ada,topic,1", "not assigned"),
    ("k1,Ada,stance,1", "no variable “stance”"),
])  # fmt: skip
def test_a_package_refuses_what_is_not_its_own(package, table, line, says):
    assert says in refused(package, table(line), round_name="pilot")


def test_a_package_refuses_a_round_that_it_does_not_have(package, table):
    assert "no round “main”" in refused(package, table("k1,Ada,tone,1"), round_name="main")


# ------------------------------------------------------------------------ the numbers that come out


@pytest.mark.parametrize(("level", "alpha"), [
    ("nominal", Fraction(113, 152)), ("ordinal", Fraction(108577, 133160)), ("interval", Fraction(951, 1120)),
    ("ratio", Fraction(18222619, 22852465)),
])  # fmt: skip
def test_alpha_of_krippendorffs_example_is_exact_after_an_import(tmp_path, krippendorff, level, alpha):
    from dataclasses import replace

    with Project.create(tmp_path / "k.intercoder") as project:
        report = import_file(project, krippendorff, LONG)
        assert (report["rows"], len(report["units_added"]), report["coders_added"]) == (41, 12, ("A", "B", "D", "C"))
        codebook = project.codebook.current()
    leveled = replace(codebook, variables=tuple(replace(v, level=level) for v in codebook.variables))
    with Project.create(tmp_path / "leveled.intercoder", codebook=leveled) as project:
        import_file(project, krippendorff, LONG)
        (row,) = agreement.report(project, draws=0).rows
    assert (row.units, row.pairable_units, row.codings) == (12, 11, 41)
    assert row.statistics[f"alpha.{level}"].value == pytest.approx(float(alpha), abs=1e-12)


# ------------------------------------------------------------------------ labels that are written otherwise than meant


def test_a_table_of_labels_mends_typos_and_says_how_often(project, table):
    labels = table("freindly,friendly,", "nein,0,uncivil", "ja,1,uncivil", header="from,to,variable", name="labels.csv")
    path = table("k1,Ada,tone,freindly", "k1,Ben,tone,friendly", "k1,Ada,uncivil,nein", "k1,Ben,uncivil,ja")
    report = import_file(project, path, LONG, labels=labels)
    assert report["labels_merged"] == {"freindly → friendly": 1, "nein → 0": 1, "ja → 1": 1}
    (tones,) = cells(project, "tone").values()
    assert tones["Ada"] == tones["Ben"]
    assert list(cells(project, "uncivil").values()) == [{"Ada": 0, "Ben": 1}]


def test_labels_mend_each_category_of_one_cell(project, table):
    labels = table("Vulgär,Vulgarity", header="from,to", name="labels.csv")
    import_file(project, table("k2,Ada,forms,1; Vulgär"), LONG, labels=labels)
    import_file(project, table("k2,Ben,forms,1;Vulgarity"), LONG)
    (forms,) = cells(project, "forms").values()
    assert forms["Ada"] == forms["Ben"]


@pytest.mark.parametrize(
    ("lines", "header", "reason"),
    [
        (("a,b",), "old,new", "no columns “from” and “to”"),
        ((), "from,to", "no columns “from” and “to”"),
        (("a,b", "a,c"), "from,to", "is given two meanings"),
        (("a,",), "from,to", "a label is missing"),
    ],
)
def test_a_table_of_labels_that_is_not_clear_is_refused(project, table, lines, header, reason):
    labels = table(*lines, header=header, name="labels.csv")
    assert reason in refused(project, table("k1,Ada,tone,1"), labels=labels)


# ------------------------------------------------------------------------ what could be read two ways


@pytest.fixture
def rated(project):
    """A question whose labels look like the numbers of other categories."""
    labels = enumerate(("1", "2", "3", "much"))
    project.codebook.add_variable(
        Variable("rating", "Rating", "comment", "one", categories=tuple(Category(n, label) for n, label in labels))
    )
    return project


def test_a_number_is_that_of_a_category_before_it_is_a_label(rated, table):
    import_file(rated, table("k1,Ada,rating,1", "k2,Ada,rating,0", "k1,Ben,rating,3"), LONG)
    found = cells(rated, "rating")
    assert found == {"A0001-C001": {"Ada": 1, "Ben": 3}, "A0001-C002": {"Ada": 0}}


def test_a_column_of_labels_that_are_numbers_of_others_is_refused(rated, table):
    message = refused(rated, table("k1,Ada,rating,1", "k2,Ada,rating,much"))
    assert "“1” is the label of one category and the number of another, “2”" in message


def test_an_answer_about_a_passage_is_refused_since_a_table_does_not_say_which(project, table):
    question = Variable("marks", "Passages", "comment", "spans", categories=(Category(1, "Insult"), Category(2, "Irony")))
    project.codebook.add_variable(question)
    project.codebook.add_variable(replace(question, name="strength", label="Strength", answer_kind="one", about="marks"))
    assert "is asked about passages of “marks”" in refused(project, table("k1,Ada,strength,1"))
    path = table("k1,Ada,strength,1,0,4", header="unit,coder,variable,value,start,stop")
    assert "is asked about passages" in refused(project, path, SPANS)
