"""`intercoder sample`: draws, keeps, and says the same in words and as a document."""

import pytest

from intercoder.project import Project


@pytest.fixture
def comments(program, bridge):
    """Two of the three comments of the study, drawn."""
    return program("sample", bridge, "--name", "pilot", "--unit", "comment", "--n", "2", "--seed", "4", "--json").document


def test_a_sample_is_kept_and_told(comments, bridge):
    assert (comments["sample"], comments["method"], comments["seed"], comments["population"]) == ("pilot", "random", 4, 3)
    assert len(set(comments["units"])) == 2
    with Project.open(bridge, read_only=True) as project:
        assert project.samples.units("pilot") == comments["units"]


def test_the_same_seed_draws_the_same_units(program, comments, bridge):
    again = program("sample", bridge, "--name", "again", "--unit", "comment", "--n", "2", "--seed", "4", "--json").document
    assert again["units"] == comments["units"]


def test_a_sample_in_words(program, bridge):
    answer = program("sample", bridge, "--name", "all", "--method", "stratified", "--n", "1", "--by", "outlet")
    assert (answer.code, answer.err) == (0, "")
    assert answer.out == "Sample all: 1 of 1 units, stratified, seed 1\n  Le Soir: 1 of 1\n"


def test_per_article_draws_comments(program, bridge):
    told = program("sample", bridge, "--name", "some", "--method", "per-article", "--n", "2", "--json").document
    assert (told["unit"], len(told["units"]), told["articles"]) == ("comment", 2, 1)


def test_an_undated_corpus_has_no_weeks(program, bridge, contents):
    before = contents()
    assert "day of publication" in program("sample", bridge, "--name", "w", "--method", "weeks", "--n", "1").refusal
    assert contents() == before


def test_constructed_weeks_are_told_day_by_day(program, tmp_path):
    table = tmp_path / "days.csv"
    rows = "".join(f"Day {n},2024-01-{n:02},{'روزنامہ جنگ' if n % 2 else 'Dawn'},It was day {n}.\n" for n in range(1, 15))
    table.write_text("headline,published,outlet,body\n" + rows, "utf-8")
    project = tmp_path / "days.intercoder"
    program("new", project)
    program("import", project, table)
    options = ("sample", project, "--method", "weeks", "--n", "1", "--seed", "3")
    lines = program(*options, "--name", "week").out.splitlines()
    assert lines[0] == "Sample week: 7 of 14 units, weeks, seed 3"
    assert lines[1].count("2024-01-") == 7
    assert len(lines) == 2
    told = program(*options, "--name", "again", "--json").document
    assert (told["missing_days"], told["short"], len(told["weeks"][0])) == ([], [], 7)
    by_outlet = program(*options, "--name", "own", "--by", "outlet").out
    assert "روزنامہ جنگ:" in by_outlet.splitlines()


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        (("--name", "pilot", "--n", "1"), "already"),
        (("--name", " ", "--n", "1"), "needs a name"),
        (("--name", "x", "--n", "9"), "only 1 units"),
        (("--name", "x"), "number of units is missing"),
        (("--name", "x", "--n", "1", "--words", "zeppelin"), "No articles pass"),
        (("--name", "x", "--n", "1", "--from", "yesterday"), "is no day"),
        (("--name", "x", "--n", "1", "--within", "lost"), "no sample"),
    ],
)
def test_what_cannot_be_drawn_changes_nothing(program, comments, bridge, contents, options, reason):
    before = contents()
    assert reason in program("sample", bridge, *options).refusal
    assert contents() == before


@pytest.mark.parametrize("options", [(), ("--name", "x", "--method", "snowball"), ("--name", "x", "--n", "many")])
def test_wrong_usage_of_sample_is_exit_code_2(program, bridge, options):
    assert program("sample", bridge, *options).code == 2


def test_the_choices_of_the_command_are_those_of_the_program():
    from intercoder.cli import plan
    from intercoder.project.dealing import PRESETS
    from intercoder.project.samples import FIELDS, KINDS
    from intercoder.tasks.sampling import METHODS

    assert (METHODS, KINDS, tuple(FIELDS), tuple(PRESETS)) == (plan.METHODS, plan.KINDS, plan.FIELDS, plan.PRESETS)


def test_an_outlet_that_no_article_has_is_refused_also_beside_one_that_is_there(program, bridge, contents):
    before = contents()
    answer = program("sample", bridge, "--name", "s", "--n", "1", "--outlet", "Le Soir", "--outlet", "Le Soit")
    assert answer.refusal == "No article has the outlet “Le Soit”."
    assert contents() == before
