"""The check finds what nothing else finds, and says nothing about a sound file."""

import pytest

from intercoder.project import Project, package
from intercoder.project.check import check


@pytest.fixture
def coded(path):
    """A closed project with codings of several kinds."""
    with Project.open(path) as project:
        body = project.material.unit_by_ref("A0001-B01").id
        span = project.codings.highlight(body, "frame", 1, 3, 30)
        project.codings.answer(1, "strength", "1", span=span.id)
        project.codings.answer(1, "topic", "1")
        project.codings.answer(1, "actors", ticked=[1, 2])
        project.codings.finish(1)
        project.plan.assign(["Ben"], "second")
        project.material.index()
    return path


def codes(path) -> set[str]:
    with Project.open(path, read_only=True) as project:
        return {problem.code for problem in check(project)}


def test_a_coded_project_is_sound_and_checking_does_not_touch_it(coded):
    before = coded.read_bytes()
    assert codes(coded) == set()
    assert coded.read_bytes() == before


@pytest.mark.parametrize(
    ("edit", "code"),
    [
        ("UPDATE unit SET text = replace(text, 'Monday', 'Sunday') WHERE ref = 'A0001-B01'", "text"),
        ("UPDATE unit SET text = text || char(8206) WHERE ref = 'A0001-C003'", "text"),
        ("UPDATE unit SET stop = stop + 1 WHERE ref = 'A0001-P01'", "text"),
        ("UPDATE unit SET text = NULL WHERE ref = 'A0001-H01'", "text"),
        ("UPDATE span SET quote = quote || ' '", "span"),
        ("UPDATE span SET stop = 99999", "span"),
        ("UPDATE value SET answer = '2' WHERE answer = '1' AND span = 0", "journal"),
        ("DELETE FROM value WHERE category <> 0", "journal"),
        ("DELETE FROM progress", "journal"),
        ("INSERT INTO progress(round, coder, unit) VALUES(1, 1, 12)", "journal"),
        ("UPDATE category SET value = 9 WHERE id = 3", "journal"),
        ("UPDATE assignment SET coder = 1 WHERE coder = 2", "journal"),
        ("UPDATE change SET after = NULL WHERE tbl = 'value'", "journal"),
        ("DELETE FROM change WHERE tbl = 'span'", "journal"),
        ("UPDATE change SET after = after || char(10) WHERE tbl = 'progress'", "journal"),
        ("DELETE FROM unit WHERE id = 12", "reference"),
        ("UPDATE value SET unit = 999 WHERE unit = 1", "reference"),
        ("UPDATE step SET at = 1 WHERE n = 4", "history"),
        ("UPDATE step SET label = 999 WHERE n = 4", "history"),
        ("UPDATE change SET unit = unit + 1 WHERE tbl = 'value'", "history"),
        ("UPDATE change SET step = 999 WHERE seq = 20", "history"),
        ("INSERT INTO coder(name) VALUES('Mallory')", "journal"),
        ("DELETE FROM round WHERE name = 'second'", "journal"),
        ("UPDATE meta SET value = 'x' WHERE key = 'codebook_title'", "journal"),
        ("UPDATE meta SET value = 3 WHERE key = 'searchable'", "search"),
        (
            "INSERT INTO unit_search(unit_search, rowid, text) SELECT 'delete', id, text FROM unit WHERE ref = 'A0001-B01'",
            "search",
        ),
    ],
)
def test_an_edit_behind_the_programs_back_is_found(coded, tamper, edit, code):
    tamper(coded, "PRAGMA foreign_keys = OFF", edit)
    assert code in codes(coded)


def test_one_flipped_byte_in_a_text_is_found(coded):
    raw = coded.read_bytes()
    place = raw.index(b"a NO-BREAK")
    coded.write_bytes(raw[:place] + b"A" + raw[place + 1 :])
    assert codes(coded) == {"text"}


def test_a_spoiled_index_is_found(coded):
    raw = bytearray(coded.read_bytes())
    with Project.open(coded, read_only=True) as project:
        root = project.db.execute("SELECT rootpage FROM sqlite_master WHERE name = 'change_key'").fetchone()[0]
    end = root * 4096
    raw[end - 40 : end - 20] = b"x" * 20
    coded.write_bytes(raw)
    assert codes(coded) == {"integrity"}


def test_a_package_whose_material_is_another_is_found(planned, tmp_path, tamper):
    out = tmp_path / "ben.intercoder"
    package.make(planned, "Ben", out)
    assert codes(out) == set()
    tamper(out, "UPDATE meta SET value = 'ab' WHERE key = 'fingerprint'")
    assert codes(out) == {"fingerprint"}


def test_the_list_of_problems_names_the_unit_and_ends(coded, tamper):
    tamper(coded, "UPDATE unit SET sha256 = ''")
    with Project.open(coded, read_only=True) as project:
        problems = check(project)
    assert problems[0].message == "The text of A0001 is not the one that was imported."
    assert len(problems) <= 20
