"""`intercoder assign`, `package` and `merge`: work goes out to coders and comes back once."""

import json
import sqlite3

import pytest

from intercoder.project import Project

LONG = ("--unit", "unit", "--coder", "coder", "--variable", "variable", "--value", "value", "--round", "pilot")


@pytest.fixture
def planned(program, bridge):
    """The study with all its units assigned to Ada and Ben in the round `pilot`."""
    program("assign", bridge, "--coder", "Ada", "--coder", "Ben", "--round", "pilot")
    return bridge


@pytest.fixture
def coded(program, planned, save, tmp_path):
    """The package of Ada, in which two comments are coded."""
    package = tmp_path / "ada.intercoder"
    program("package", planned, "--coder", "Ada", "--out", package)
    codings = save("c.csv", "unit,coder,variable,value\nk1,Ada,tone,1\nk2,Ada,tone,2\n")
    assert program("import-codings", package, codings, *LONG).code == 0
    return package


# ------------------------------------------------------------------------ assign


def test_assign_gives_every_unit_with_questions_and_adds_coders_and_round(program, bridge):
    answer = program("assign", bridge, "--coder", "Ada", "--coder", "Ben", "--round", "pilot", "--json")
    assert answer.err == ""
    assert answer.document == {"round": "pilot", "units": 4, "shared": 4, "per_coder": {"Ada": 4, "Ben": 4}}
    with Project.open(bridge, read_only=True) as project:
        assert [c.name for c in project.plan.coders()] == ["Lead", "Ada", "Ben"]
        assert [r.name for r in project.plan.rounds()] == ["main", "pilot"]


def test_assign_in_words(program, bridge):
    answer = program("assign", bridge, "--coder", "Ada")
    assert (answer.code, answer.out, answer.err) == (0, "4 units in round main, 4 coded by all: Ada 4\n", "")


def test_the_overlap_is_shared_and_the_rest_dealt_out(program, bridge):
    report = program("assign", bridge, "--coder", "A", "--coder", "B", "--overlap", "0.5", "--json").document
    assert (report["shared"], report["per_coder"]) == (2, {"A": 3, "B": 3})


def test_the_same_seed_deals_the_same_units(program, bridge_template, tmp_path):
    deals = []
    for name in ("one", "two"):
        path = tmp_path / f"{name}.intercoder"
        path.write_bytes(bridge_template.read_bytes())
        program("assign", path, "--coder", "A", "--coder", "B", "--overlap", "0", "--seed", "7")
        with Project.open(path, read_only=True) as project:
            deals.append([project.plan.assigned(1, coder.id) for coder in project.plan.coders()])
    assert deals[0] == deals[1]


def test_a_preset_names_its_round_and_a_dry_run_changes_nothing(program, bridge, contents):
    options = ("assign", bridge, "--coder", "Ada", "--coder", "Ben", "--coder", "Cleo", "--preset", "double")
    before = contents()
    planned = program(*options, "--dry-run", "--json").document
    assert contents() == before
    assert program(*options, "--json").document == planned
    assert (planned["round"], planned["shared"], sum(planned["per_coder"].values())) == ("main", 4, 8)
    assert program("assign", bridge, "--coder", "Ada", "--preset", "pilot").refusal.startswith("There are only 4 units")


def test_a_sample_is_assigned_and_the_words_say_by_how_many(program, bridge):
    program("sample", bridge, "--name", "two", "--unit", "comment", "--n", "2")
    options = ("--coder", "A", "--coder", "B", "--coder", "C", "--times", "2", "--sample", "two", "--round", "pilot")
    answer = program("assign", bridge, *options)
    assert answer.out.startswith("2 units in round pilot, 2 coded by 2 coders: A ")
    assert program("assign", bridge, "--coder", "A", "--sample", "lost").refusal == "The project has no sample “lost”."


def test_a_new_round_can_be_open_to_see(program, bridge):
    program("assign", bridge, "--coder", "A", "--round", "training", "--open")
    with Project.open(bridge, read_only=True) as project:
        assert [r.blind for r in project.plan.rounds()] == [True, False]


@pytest.mark.parametrize("coder", ["", "  "])
def test_a_coder_without_a_name_is_refused(program, bridge, contents, coder):
    before = contents()
    assert program("assign", bridge, "--coder", coder, "--json").refusal == "A coder needs a name."
    assert contents() == before


def test_a_project_without_material_has_nothing_to_assign(program, tmp_path, contents):
    program("new", tmp_path / "empty.intercoder")
    before = contents()
    assert program("assign", tmp_path / "empty.intercoder", "--coder", "Ada").refusal == "There are no units to assign."
    assert contents() == before


@pytest.mark.parametrize("options", [(), ("--coder", "A", "--overlap", "2"), ("--coder", "A", "--seed", "x")])
def test_wrong_usage_of_assign_is_exit_code_2(program, bridge, options):
    assert program("assign", bridge, *options).code == 2


# ------------------------------------------------------------------------ package


def test_a_package_holds_its_coders_units_and_nobody_elses_codings(program, planned, tmp_path, save):
    codings = save("c.csv", "unit,coder,variable,value\nk1,Ben,tone,1\n")
    program("import-codings", planned, codings, *LONG)
    path = tmp_path / "out" / "ada.intercoder"
    answer = program("package", planned, "--coder", "Ada", "--out", path)
    assert (answer.code, answer.out, answer.err) == (0, f"{path}: 4 units for Ada\n", "")
    with Project.open(path, read_only=True) as package:
        assert (package.kind, package.coder.name) == ("package", "Ada")
        assert "Ben" not in [c.name for c in package.plan.coders()]
    assert b"Ben" not in path.read_bytes()
    assert program("check", path, "--json").document["ok"]


def test_package_never_overwrites(program, planned, save, contents):
    path = save("mine.intercoder", "mine")
    before = contents()
    assert program("package", planned, "--coder", "Ada", "--out", path).refusal == f"{path} exists already."
    assert contents() == before


@pytest.mark.parametrize("coder", ["Zoe", "Lead"])
def test_a_coder_without_work_gets_no_package(program, planned, tmp_path, contents, coder):
    before = contents()
    assert coder in program("package", planned, "--coder", coder, "--out", tmp_path / "p.intercoder").refusal
    assert contents() == before


def test_a_package_that_cannot_be_written_changes_nothing(program, planned, save, contents):
    place = save("note.txt", "mine") / "ada.intercoder"
    before = contents()
    assert "could not be written" in program("package", planned, "--coder", "Ada", "--out", place).refusal
    assert contents() == before


def test_a_package_makes_no_packages_and_takes_no_plan(program, coded, tmp_path, contents):
    before = contents()
    assert program("package", coded, "--coder", "Ada", "--out", tmp_path / "again.intercoder").refusal
    assert program("assign", coded, "--coder", "Ada").refusal
    assert program("merge", coded, coded).refusal
    assert contents() == before


# ------------------------------------------------------------------------ merge


def test_merge_takes_a_package_back_once(program, planned, coded):
    (report,) = program("merge", planned, coded, "--json").document["packages"]
    assert (report["coder"], report["rounds"], report["known"]) == ("Ada", ["pilot"], False)
    assert report["new"] > 0
    assert (report["changed"], report["conflicts"]) == (0, [])
    (again,) = program("merge", planned, coded, "--json").document["packages"]
    assert (again["new"], again["changed"], again["known"]) == (0, 0, True)
    assert program("check", planned, "--json").document["ok"]
    with Project.open(planned, read_only=True) as project:
        rows = project.codings.matrix("tone", "pilot").cells
    assert [row[0] for row in rows] == [1, 2, None]


def test_merge_in_words(program, planned, coded):
    answer = program("merge", planned, coded)
    assert (answer.code, answer.err) == (0, "")
    assert answer.out.startswith("Ada, round pilot, codebook ")
    assert "(merged before, nothing to do)" in program("merge", planned, coded).out


def test_a_package_is_not_changed_by_its_merge(program, planned, coded):
    before = coded.read_bytes()
    program("merge", planned, coded)
    assert coded.read_bytes() == before


def test_a_dry_run_says_what_a_merge_would_do_and_writes_nothing(program, planned, coded, contents):
    before = contents()
    document = program("merge", planned, coded, "--dry-run", "--json").document
    assert document["dry_run"]
    assert document["packages"][0]["new"] > 0
    assert contents() == before
    with Project.open(planned):
        assert program("merge", planned, coded, "--dry-run", "--json").document == document


def test_a_package_of_another_project_is_refused(program, planned, demo_run, contents):
    before = contents()
    assert "belongs to another project" in program("merge", planned, demo_run.folder / "packages" / "A.intercoder").refusal
    assert contents() == before


def test_a_project_is_no_package(program, planned, demo_run, contents):
    before = contents()
    assert "is a project, not a package" in program("merge", planned, demo_run.project).refusal
    assert contents() == before


def test_a_package_with_codings_changed_behind_its_history_is_refused(program, planned, coded, contents):
    db = sqlite3.connect(coded)
    db.execute("UPDATE value SET answer = '3'")
    db.commit()
    db.close()
    before = contents()
    assert program("merge", planned, coded, "--json").refusal
    assert contents() == before


def test_when_the_second_of_two_packages_is_refused_the_first_stays_merged_and_is_named(program, planned, coded, tmp_path):
    answer = program("merge", planned, coded, tmp_path / "nowhere.intercoder", "--json")
    assert "nowhere.intercoder" in answer.refusal
    assert json.loads(program("merge", planned, coded, "--json").out)["packages"][0]["known"]


def test_a_merge_is_listed_and_taken_back(program, planned, coded):
    program("merge", planned, coded)
    assert "1  " in program("merge", planned, "--list").out
    assert program("merge", planned, "--take-back").out.startswith("Merge 1 of Ada (ada.intercoder) is taken back: ")
    (merge,) = program("merge", planned, "--list", "--json").document["merges"]
    assert (merge["number"], merge["taken_back"] is None) == (1, False)
    assert program("merge", planned, "--take-back", "1").refusal == "Merge 1 was taken back already."
    assert program("merge", planned, coded, "--json").document["packages"][0]["new"] > 0
    assert program("check", planned, "--json").document["ok"]


@pytest.mark.parametrize("options", [("--take-back", "x"), ("--list", "--take-back"), ("a.intercoder", "--list"), ()])
def test_wrong_usage_of_merge_is_exit_code_2(program, planned, options):
    assert program("merge", planned, *options).code == 2


def test_a_merge_leaves_a_backup_that_can_be_listed_and_restored(program, planned, coded, tmp_path):
    program("merge", planned, coded)
    (backup,) = program("backups", planned, "--json").document["backups"]
    assert (backup["reason"], backup["sound"], backup["codings"], backup["steps_since"]) == ("merge", True, {}, 2)
    assert "codings: none" in program("backups", planned).out
    dest = tmp_path / "again.intercoder"
    assert program("restore", backup["file"], dest).code == 0
    assert program("check", dest, "--json").document["ok"]
    assert program("restore", backup["file"], dest).refusal == f"{dest} exists already."
    assert "is not an Intercoder project" in program("restore", __file__, tmp_path / "new.intercoder").refusal


def test_packages_are_listed_and_recalled(program, planned, coded):
    (listed,) = program("packages", planned, "--json").document["packages"]
    assert (listed["number"], listed["coder"], listed["recalled_at"]) == (1, "Ada", None)
    assert program("packages", planned, "--recall", 1).out == "Package 1 of Ada is recalled.\n"
    assert "recalled 20" in program("packages", planned).out
    assert program("packages", planned, "--recall", 1).refusal == "Package 1 was recalled already."


def test_the_history_of_a_unit_in_words_and_as_a_document(program, coded):
    (answer,) = [c for c in program("history", coded, "A0001-C001", "--json").document["changes"] if c["what"] != "Progress"]
    assert (answer["coder"], answer["before"], answer["round"]) == ("Ada", None, "pilot")
    assert f"– → {answer['after']}" in program("history", coded, "A0001-C001").out
    assert program("history", coded, "A9").refusal == "The project has no unit “A9”."


def test_an_import_is_removed_by_its_name(program, planned, coded):
    with Project.open(planned, read_only=True) as project:
        name = project.material.sources()[0].path
    assert "is in a package that is out" in program("remove-import", planned, name).refusal
    program("packages", planned, "--recall", 1)
    assert "There is no import “x.txt”." in program("remove-import", planned, "x.txt").refusal
    report = program("remove-import", planned, name, "--json").document
    assert report["articles"] > 0
    assert program("check", planned, "--json").document["ok"]
    assert len(program("backups", planned, "--json").document["backups"]) == 1


# ------------------------------------------------------------------------ handin


def test_handing_in_writes_a_file_of_its_own_that_merges(program, planned, coded, tmp_path):
    team = tmp_path / "team"
    team.mkdir()
    first, second = (program("handin", coded, team, "--json").document for _ in range(2))
    assert first["file"] != second["file"]
    assert (first["coder"], first["units"]) == ("Ada", 4)
    report = program("merge", planned, first["file"], second["file"], "--json").document
    assert [p["new"] for p in report["packages"]] == [2, 0]


def test_handing_in_without_a_folder_writes_beside_the_package(program, coded):
    answer = program("handin", coded)
    assert answer.code == 0
    assert answer.out.startswith(f"{coded.parent}/Ada ")
    assert answer.out.endswith("0 of 4 units of Ada finished\n")


def test_a_project_cannot_be_handed_in_nor_a_folder_that_is_not_there(program, planned, coded, tmp_path):
    for given in ((planned, tmp_path), (coded, tmp_path / "nowhere")):
        answer = program("handin", *given)
        assert answer.code == 1
        assert answer.err.startswith("error: ")


def test_an_import_is_found_by_its_name_however_its_accents_are_stored(program, tmp_path, save):
    path = tmp_path / "p.intercoder"
    program("new", path)
    program("import", path, save("Bru\u0308cke.txt", "The bridge is shut."))
    assert program("remove-import", path, "Br\u00fccke.txt", "--json").document["articles"] == 1


def test_a_conflict_names_a_tick_whose_category_is_gone(program, tmp_path, save, page):
    path, package = tmp_path / "p.intercoder", tmp_path / "ada.intercoder"
    labels = [{"value": n, "label": label} for n, label in ((1, "State"), (2, "Media"))]
    variable = {"name": "who", "label": "Who", "unit_kind": "comment", "answer_kind": "several", "level": "nominal"}
    book = {"title": "Actors", "variables": [variable | {"categories": labels}]}
    program("new", path, "--codebook", save("book.json", json.dumps(book)))
    program("import", path, page)
    program("assign", path, "--coder", "Ada")
    program("package", path, "--coder", "Ada", "--out", package)
    with Project.open(package) as opened:
        unit = opened.material.unit_by_ref("A0001-C001").id
        opened.codings.answer(unit, "who", ticked=[2])
    program("merge", path, package)
    program("packages", path, "--recall", 1)
    with Project.open(path) as opened:
        opened.codebook.remove_category("who", 2, with_codings=True)
    with Project.open(package) as opened:
        opened.codings.answer(unit, "who", ticked=[1, 2])
    (merged,) = program("merge", path, package, "--json").document["packages"]
    assert [(c["lost"], c["won"]) for c in merged["conflicts"]] == [("removed", "State, a category that is gone")]
