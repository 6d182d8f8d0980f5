"""`intercoder import-codings`: codings made elsewhere, and alpha of them afterwards."""

import json
from fractions import Fraction

import pytest

from intercoder.project import Project

LONG = ("--unit", "unit", "--coder", "coder", "--variable", "variable", "--value", "value")
KEYS = {"file", "round", "by", "rows", "units", "coders", "new", "identical", "replaced", "spans", "coders_added",
        "variables_added", "units_added", "labels_merged"}  # fmt: skip


@pytest.fixture
def table(save):
    """Writes a long table of codings."""
    return lambda *lines: save("codings.csv", "\n".join(["unit,coder,variable,value", *lines]) + "\n")


def test_alpha_of_krippendorffs_example_is_113_152_after_an_import(program, tmp_path, krippendorff):
    project = tmp_path / "study.intercoder"
    program("new", project)
    report = program("import-codings", project, krippendorff, *LONG, "--json").document
    assert (report["rows"], report["new"], len(report["units_added"])) == (41, 41, 12)
    assert sorted(report["coders_added"]) == ["A", "B", "C", "D"]
    assert report["variables_added"] == ["colour"]
    (result,) = program("agreement", project, "--json").document["results"]
    assert (result["variable"], result["round"], result["level"]) == ("colour", "main", "nominal")
    assert result["statistics"]["alpha.nominal"]["value"] == pytest.approx(float(Fraction(113, 152)), abs=1e-9)


def test_the_same_data_wide_gives_the_same_alpha(program, tmp_path, save):
    header = "comment,observer,colour\n"
    units = ["11.1", "2232", "3333", "3333", "2222", "1234", "4444", "1121", "2222", ".555", "..11", ".3.."]
    rows = [
        f"u{n},{who},{x}\n" for n, unit in enumerate(units, 1) for who, x in zip("ABCD", unit.replace(".", " "), strict=True)
    ]
    project = tmp_path / "study.intercoder"
    program("new", project)
    columns = ("--unit", "comment", "--coder", "observer", "--variables", "colour")
    assert program("import-codings", project, save("wide.csv", header + "".join(rows)), *columns).code == 0
    (result,) = program("agreement", project, "--json").document["results"]
    assert result["statistics"]["alpha.nominal"]["value"] == pytest.approx(113 / 152, abs=1e-9)


def test_the_report_has_the_documented_keys(program, bridge, table):
    answer = program("import-codings", bridge, table("k1,Ada,tone,1"), *LONG, "--round", "pilot", "--json")
    assert answer.err == ""
    assert answer.document.keys() == KEYS
    assert (answer.document["round"], answer.document["by"]) == ("pilot", "provider")


def test_the_report_in_words_counts_and_names_what_was_added(program, bridge, table):
    answer = program("import-codings", bridge, table("k1,Ada,tone,1", "x1,Ben,mood,glad"), *LONG)
    assert (answer.code, answer.err) == (0, "")
    assert answer.out.splitlines() == [
        "2 codings of 2 units: 2 new, 0 identical, 0 replaced, 0 spans",
        "Coders added: Ada, Ben",
        "Variables added: mood",
        "Units without text added: x1",
    ]


def test_a_long_list_of_added_units_is_cut(program, bridge, table):
    answer = program("import-codings", bridge, table(*(f"x{n},Ada,tone,1" for n in range(30))), *LONG)
    assert "x8, x9 and 20 more" in answer.out


def test_replaced_values_are_reported(program, bridge, table):
    program("import-codings", bridge, table("k1,Ada,tone,1", "k2,Ada,tone,2"), *LONG)
    again = program("import-codings", bridge, table("k1,Ada,tone,3", "k2,Ada,tone,2"), *LONG, "--json").document
    assert (again["new"], again["identical"], again["replaced"]) == (0, 1, 1)


def test_spans_are_imported_with_start_and_stop(program, bridge, save):
    path = save("spans.csv", "unit,coder,variable,value,from,to\nk2,Ada,words,1,25,31\n")
    document = program("import-codings", bridge, path, *LONG, "--start", "from", "--stop", "to", "--json").document
    assert (document["spans"], document["rows"]) == (1, 1)
    assert program("check", bridge, "--json").document["ok"]


@pytest.mark.parametrize(("line", "says"), [
    ("k1,Ada,tone,9", "codings.csv has 1 value that the codebook does not know: line 2: tone = “9”."),
    (",Ada,tone,1", "codings.csv, line 2: the unit is missing."),
    ("k1,,tone,1", "codings.csv, line 2: the coder is missing."),
    ('k1,Ada,"tone,1', "codings.csv is no table: unexpected end of data."),
    ("k1,Ada,tone,1,2", "codings.csv, line 2: there are more cells than columns."),
])  # fmt: skip
def test_a_table_that_does_not_fit_is_refused_and_nothing_is_changed(program, bridge, table, contents, line, says):
    path = table(line)
    before = contents()
    answer = program("import-codings", bridge, path, *LONG, "--json")
    assert answer.refusal == says
    assert "hint: " in answer.err
    assert contents() == before


@pytest.mark.parametrize(("name", "data"), [
    ("c.csv", None), ("c.csv", b""), ("c.csv", b"unit,coder,variable,value\n"), ("c.csv", bytes(range(256))),
    ("c.xlsx", b"no workbook"), ("c.sav", b"no data"), ("c.csv", b"a,b\n1,2\n"),
])  # fmt: skip
def test_a_file_that_is_no_table_of_codings_is_refused(program, bridge, tmp_path, contents, name, data):
    path = tmp_path / name
    if data is not None:
        path.write_bytes(data)
    before = contents()
    assert program("import-codings", bridge, path, *LONG, "--json").refusal
    assert contents() == before


def test_a_unit_column_read_by_a_way_that_does_not_fit_adds_units_and_says_so(program, bridge, table):
    report = program("import-codings", bridge, table("k1,Ada,tone,1"), *LONG, "--by", "ref", "--json").document
    assert (report["by"], report["units_added"]) == ("ref", ["k1"])


def test_a_package_takes_its_coders_codings_and_refuses_others(program, bridge, table, tmp_path, contents):
    package = tmp_path / "ada.intercoder"
    program("assign", bridge, "--coder", "Ada", "--round", "pilot")
    program("package", bridge, "--coder", "Ada", "--out", package)
    path = table("k1,Ada,tone,1")
    assert program("import-codings", package, path, *LONG, "--round", "pilot", "--json").document["new"] == 1
    for line in ("k1,Ben,tone,1", "x1,Ada,tone,1", "k1,Ada,mood,1"):
        path = table(line)
        before = contents()
        assert program("import-codings", package, path, *LONG, "--round", "pilot", "--json").refusal
        assert contents() == before


@pytest.mark.parametrize("options", [
    (), ("--variable", "variable"), ("--value", "value"), ("--variables", ","), ("--variables", "tone", "--by", "name"),
    ("--variables", "tone", "--variable", "variable", "--value", "value"),
    ("--variable", "variable", "--value", "value", "--start", "a"),
])  # fmt: skip
def test_wrong_usage_is_exit_code_2(program, bridge, table, contents, options):
    path = table("k1,Ada,tone,1")
    before = contents()
    answer = program("import-codings", bridge, path, "--unit", "unit", "--coder", "coder", *options)
    assert (answer.code, answer.out) == (2, "")
    assert "Usage: intercoder import-codings" in answer.err
    assert contents() == before


def test_json_is_one_document_in_utf_8(program, bridge, table):
    answer = program("import-codings", bridge, table("k1,Ayşe Yılmaz 🙂,tone,1"), *LONG, "--json")
    assert json.loads(answer.out)["coders_added"] == ["Ayşe Yılmaz 🙂"]
    assert "Ayşe Yılmaz 🙂" in answer.out


def test_a_coder_whose_accents_stand_apart_is_the_same_coder(program, tmp_path, save, page):
    project = tmp_path / "p.intercoder"
    program("new", project)
    program("import", project, page)
    long = ("--unit", "unit", "--coder", "who", "--variable", "variable", "--value", "value", "--json")
    spellings = ("Zo\u00eb O'Brien", " Zoe\u0308  O'Brien ", "Zoe\u0308 O'Brien")
    for who, unit in zip(spellings, ("A0001-C001", "A0001-C002", "A0001-C003"), strict=True):
        table = save("codings.csv", f"unit,who,variable,value\n{unit},{who},tone,1\n")
        report = program("import-codings", project, table, *long).document
        assert report["coders_added"] == (["Zo\u00eb O'Brien"] if unit == "A0001-C001" else [])
    with Project.open(project, read_only=True) as opened:
        assert [coder.name for coder in opened.plan.coders()] == ["Lead", "Zo\u00eb O'Brien"]
        assert opened.db.execute("SELECT count(*), count(DISTINCT coder) FROM value").fetchone() == (3, 1)


@pytest.mark.parametrize("round_name", ["", " \n"])
def test_codings_need_a_round_with_a_name(program, tmp_path, save, page, contents, round_name):
    project = tmp_path / "p.intercoder"
    program("new", project)
    program("import", project, page)
    table = save("codings.csv", "unit,who,tone\nA0001-C001,Ada,1\n")
    before = contents()
    wide = ("--unit", "unit", "--coder", "who", "--variables", "tone", "--round", round_name)
    assert program("import-codings", project, table, *wide).refusal == "A round needs a name."
    assert program("assign", project, "--coder", "Ada", "--round", round_name).refusal == "A round needs a name."
    assert contents() == before


def test_a_closed_round_takes_no_codings_made_elsewhere(program, tmp_path, save, page, contents):
    project = tmp_path / "p.intercoder"
    program("new", project)
    program("import", project, page)
    with Project.open(project) as opened:
        opened.plan.set_open("main", False)
    table = save("codings.csv", "unit,who,tone\nA0001-C001,Ada,1\n")
    before = contents()
    answer = program("import-codings", project, table, "--unit", "unit", "--coder", "who", "--variables", "tone")
    assert answer.refusal == "The round main is closed."
    assert contents() == before


BOOK = {"title": "T", "variables": [
    {"name": "topic", "label": "Topic", "unit_kind": "article", "answer_kind": "one", "level": "nominal",
     "categories": [{"value": 1, "label": "bridges"}]},
    {"name": "day", "label": "Day", "unit_kind": "comment", "answer_kind": "date", "level": "nominal"},
]}  # fmt: skip


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("A0001-C001,Ada,topic,1", "“topic” is not asked of A0001-C001"),
        ("A0001-C001,Ada,day,2024-02-30", "line 2: day = “2024-02-30”"),
        ("A0001-C001,Ada,day,last week", "1 value that the codebook does not know"),
    ],
)
def test_an_answer_that_no_question_can_have_is_refused(program, tmp_path, save, page, contents, row, says):
    project = tmp_path / "p.intercoder"
    program("new", project, "--codebook", save("book.json", json.dumps(BOOK)))
    program("import", project, page)
    table = save("codings.csv", f"unit,coder,variable,value\n{row}\n")
    before = contents()
    assert says in program("import-codings", project, table, *LONG).refusal
    assert contents() == before


def test_a_day_is_kept_as_year_month_and_day(program, tmp_path, save, page):
    project = tmp_path / "p.intercoder"
    program("new", project, "--codebook", save("book.json", json.dumps(BOOK)))
    program("import", project, page)
    table = save("codings.csv", "unit,coder,variable,value\nA0001-C001,Ada,day,24.4.2013\nA0001-C002,Ada,day,2013-04-25\n")
    assert program("import-codings", project, table, *LONG, "--json").document["new"] == 2
    with Project.open(project, read_only=True) as opened:
        assert opened.db.execute("SELECT answer FROM value ORDER BY unit").fetchall() == [("2013-04-24",), ("2013-04-25",)]


def test_a_new_question_is_asked_of_what_the_other_questions_take_a_unit_without_text_for(program, tmp_path, save):
    project = tmp_path / "p.intercoder"
    program("new", project, "--codebook", save("book.json", json.dumps(BOOK)))
    table = save("codings.csv", "unit,coder,day,tone\nk1,Ada,2013-04-24,1\nk2,Ada,2013-04-25,2\n")
    program("import-codings", project, table, "--unit", "unit", "--coder", "coder", "--variables", "day,tone")
    with Project.open(project, read_only=True) as opened:
        assert opened.codebook.variable("tone").unit_kind == "comment"
        assert opened.db.execute("SELECT count(*) FROM value").fetchone() == (4,)
