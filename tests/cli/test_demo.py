"""`intercoder demo DIR`: from dump to tables, and the same numbers every time."""

from intercoder.project import Project


def test_the_demo_does_the_whole_job(demo_run):
    assert (demo_run.code, demo_run.err) == (0, "")
    folder = demo_run.folder
    assert sorted(p.name for p in folder.iterdir()) == ["example.intercoder", "exports", "packages"]
    assert sorted(p.name for p in (folder / "packages").iterdir()) == ["A.intercoder", "B.intercoder", "C.intercoder"]
    exports = {kind.name: {p.name for p in kind.iterdir()} for kind in (folder / "exports").iterdir()}
    assert exports.keys() == {"spss", "csv", "agreement"}
    assert {"article_wide.sav", "comment_wide.sav", "comment_long.sav"} <= exports["spss"]
    assert {"comment_long.csv", "units.csv", "codebook.csv", "datapackage.json"} <= exports["csv"]
    assert {"agreement.csv", "agreement.html", "agreement.xlsx"} <= exports["agreement"]
    assert all(p.stat().st_size for p in folder.rglob("*") if p.is_file())


def test_the_demo_says_what_it_does(demo_run):
    lines = demo_run.out.splitlines()
    assert lines[0] == "Imported 9 articles with 101 comments, 2 warnings:"
    assert "  01-brussels-talks.txt, line 16: Header says 10 comments, 12 lines found." in lines
    assert "  08-river-gauge.txt, line 7: Header says 8 comments, 11 lines found." in lines
    assert "Assigned 110 units in round reliability to A, B, C" in lines
    assert [line for line in lines if line.startswith("Merged")] == [
        "Merged A: 1073 new, 0 changed, 0 conflicts",
        "Merged B: 1055 new, 0 changed, 0 conflicts",
        "Merged C: 1045 new, 0 changed, 0 conflicts",
    ]
    assert "Round reliability" in lines


def test_the_demo_has_one_round_a_frozen_codebook_and_its_three_coders(demo_run):
    with Project.open(demo_run.project, read_only=True) as project:
        assert [r.name for r in project.plan.rounds()] == ["reliability"]
        assert [c.name for c in project.plan.coders()] == ["Lead", "A", "B", "C"]
        assert project.codebook.version == "1.0"
        workloads = {w.coder.name: (w.assigned, w.finished) for w in project.plan.workloads(project.round.id)}
    assert workloads == {"A": (110, 110), "B": (110, 110), "C": (110, 110)}


def test_what_the_demo_leaves_is_sound(program, demo_run):
    for path in (demo_run.project, *sorted((demo_run.folder / "packages").iterdir())):
        assert program("check", path, "--json").document == {"ok": True, "problems": []}


def test_a_second_demo_in_the_same_folder_is_refused(program, demo_run):
    before = {p: p.read_bytes() for p in demo_run.folder.rglob("*") if p.is_file()}
    answer = program("demo", demo_run.folder)
    assert answer.refusal == f"{demo_run.folder} is not empty."
    assert {p: p.read_bytes() for p in demo_run.folder.rglob("*") if p.is_file()} == before


def test_the_demo_does_not_run_in_place_of_a_file(program, save, contents):
    path = save("notes.txt", "mine")
    before = contents()
    assert program("demo", path).refusal
    assert contents() == before


def test_the_demo_says_when_its_folder_cannot_be_made(program, save, contents):
    path = save("notes.txt", "mine")
    before = contents()
    assert "could not be written" in program("demo", path / "demo").refusal
    assert contents() == before
