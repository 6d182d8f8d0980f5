"""The options of `import` and `inspect`: profile, no original, pseudonyms, near duplicates, what was skipped."""

import json

import pytest

from intercoder.project import Project

BODY = "The bridge stays shut until the divers have looked at every one of its piers, the office said on Monday morning."
ARTICLES = f'outlet,headline,body,wann\nLedger,Shut,"{BODY}",03/04/2019\nHerald,No way,"{BODY} Ferries run.",05/04/2019\n'


@pytest.fixture
def study(tmp_path):
    with Project.create(tmp_path / "study.intercoder", "S"):
        pass
    (tmp_path / "articles.csv").write_text(ARTICLES, "utf-8")
    (tmp_path / "profile.json").write_text(json.dumps({"date_order": "dmy", "columns": {"wann": "published"}}), "utf-8")
    return tmp_path


def test_a_profile_reads_what_the_file_leaves_open(program, study):
    arguments = ["inspect", study / "articles.csv", "--items", "--json"]
    assert [i["published"] for i in program(*arguments).document["files"][0]["items"]] == [None, None]
    with_profile = program(*arguments, "--profile", study / "profile.json").document
    assert [i["published"] for i in with_profile["files"][0]["items"]] == ["2019-04-03", "2019-04-05"]


def test_near_duplicates_are_grouped_and_the_original_is_left_out(program, study):
    answer = program(
        "import", study / "study.intercoder", study / "articles.csv", "--near-duplicates", "--no-original", "--json"
    )
    assert answer.document["near_duplicates"] == {"groups": 1, "articles": 2, "threshold": 0.8, "changed": True}
    with Project.open(study / "study.intercoder") as project:
        assert project.db.execute("SELECT data FROM source").fetchall() == [(None,)]


def test_what_was_skipped_is_saved_and_said(program, study):
    (study / "news.jsonl").write_text('{"title": "A", "text": "One"}\n{broken\n{"title": "B", "text": "Two"}\n', "utf-8")
    answer = program("import", study / "study.intercoder", study / "news.jsonl", "--skipped", study / "left.csv")
    assert "Skipped records: 1 in" in answer.out
    assert "{broken" in (study / "left.csv").read_text("utf-8-sig")


@pytest.mark.parametrize(
    ("place", "says"),
    [
        ("study.intercoder", "is a project, which this would replace"),
        ("articles.csv", "is imported; the skipped records would replace it"),
        (".", "cannot be written: is a directory"),
        ("missing/left.csv", "cannot be written: no such file or directory"),
    ],
)
def test_nothing_is_imported_where_the_skipped_records_have_no_place(program, study, contents, place, says):
    before = contents()
    assert says in program("import", study / "study.intercoder", study / "articles.csv", "--skipped", study / place).refusal
    assert contents() == before


@pytest.mark.parametrize(("text", "says"), [("{", "no import profile"), ('{"colour": 1}', "“colour” is not known")])
def test_a_bad_profile_is_refused_in_one_line(program, study, text, says):
    (study / "profile.json").write_text(text, "utf-8")
    answer = program("import", study / "study.intercoder", study / "articles.csv", "--profile", study / "profile.json")
    assert says in answer.refusal


def test_files_are_left_out_by_their_name_or_a_pattern(program, study):
    project = study.parent / "taken.intercoder"
    with Project.create(project, "Taken"):
        pass
    (study / "more.csv").write_text(f"headline,body\nMore,{BODY}\n", "utf-8")
    names = {file["path"].rpartition("/")[2] for file in program("inspect", study, "--json").document["files"]}
    assert {"articles.csv", "more.csv", "profile.json"} <= names
    leaving = ["--leave-out", "*.json", "--leave-out", "more.csv", "--leave-out", "study.intercoder"]
    for answer in (program("inspect", study, *leaving, "--json"), program("import", project, study, *leaving, "--json")):
        assert [file["path"].rpartition("/")[2] for file in answer.document["files"]] == ["articles.csv"]
    with Project.open(project) as opened:
        assert [source.path.rpartition("/")[2] for source in opened.material.sources()] == ["articles.csv"]


@pytest.mark.parametrize(("pattern", "says"), [("*.cvs", "No file of the dump is"), ("*", "All files were left out")])
def test_a_pattern_that_fits_nothing_or_everything_is_refused(program, study, pattern, says):
    answer = program("import", study / "study.intercoder", study / "articles.csv", "--leave-out", pattern)
    assert says in answer.refusal
