"""The table of what an import skipped."""

import csv

import pytest

from intercoder.errors import UserError
from intercoder.project import Project
from intercoder.tasks.dump_skipped import save_skipped
from intercoder.tasks.importing import import_dump

LINES = '{"title": "A", "text": "One"}\n{"title": "=cmd()", cut\n{"title": "B", "text": "Two"}\n'


@pytest.fixture
def project(tmp_path):
    dump = tmp_path / "news.jsonl"
    dump.write_text(LINES, "utf-8")
    with Project.create(tmp_path / "study.intercoder", "S") as opened:
        import_dump(opened, [dump])
        yield opened


def rows(path):
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def test_each_skipped_record_has_its_place_reason_and_text(project, tmp_path):
    assert save_skipped(project, tmp_path / "skipped.csv")["rows"] == 1
    [row] = rows(tmp_path / "skipped.csv")
    assert (row["place"], row["code"], row["records"]) == ("line 2", "record_broken", "1")
    assert row["text"] == '{"title": "=cmd()", cut'
    assert row["file"].endswith("news.jsonl")


def test_only_what_came_after_is_saved(project, tmp_path):
    assert save_skipped(project, tmp_path / "skipped.csv", project.material.last_issue())["rows"] == 0
    assert rows(tmp_path / "skipped.csv") == []


def test_a_place_that_cannot_be_written_is_refused(project, tmp_path):
    with pytest.raises(UserError, match="cannot be written"):
        save_skipped(project, tmp_path / "nowhere" / "skipped.csv")
