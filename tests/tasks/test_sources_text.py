"""Where the material comes from: what is said of each file, and of all together in the methods section."""

import os

import pytest

from intercoder.importers import IMPORTERS
from intercoder.project import Project
from intercoder.tasks.importing import import_dump
from intercoder.tasks.sources_text import source_facts, sources_sentence

PAGE = "The bridge stays closed, the city said.\nCOMMENTS (2)\nComments are moderated.\nAbout time 🌉.\nیہ پل بند ہے\n"
TABLE = "comment_id,comment\n1,Yes\n,\n2,No\n,\n"
DAYS = {"page.txt": 1_560_000_000, "table.csv": 1_570_000_000, "noise.bin": 1_580_000_000}  # June, October 2019, January 2020


@pytest.fixture(autouse=True)
def versions(monkeypatch):
    for name, version in (("text", 3), ("table", 1)):
        monkeypatch.setattr(IMPORTERS[name], "VERSION", version)


@pytest.fixture
def project(tmp_path, monkeypatch):
    folder = tmp_path / "پل"
    folder.mkdir()
    for (name, day), data in zip(DAYS.items(), (PAGE.encode(), TABLE.encode(), bytes(range(256)) * 20), strict=True):
        (folder / name).write_bytes(data)
        os.utime(folder / name, (day, day))
    monkeypatch.setattr("intercoder.project.intake.now_ms", lambda: 1_600_000_000_000)
    with Project.create(tmp_path / "study.intercoder", "The bridge") as made:
        import_dump(made, [folder])
        yield made


def test_a_file_says_what_read_it_and_when_it_was_changed(project):
    facts = [dict(source_facts(source)) for source in project.material.sources()]
    assert facts[0] == {
        "File": "page.txt",
        "Read as": "text, version 3 of its importer",
        "Encoding": "utf-8",
        "Last changed": "2019-06-08 13:20 UTC",
        "Imported": "2020-09-13 12:26 UTC",
    }
    assert [fact["Read as"].split(",")[0] for fact in facts] == ["text", "table", "not recognised"]


def test_what_an_older_program_did_not_keep_is_said_to_be_unknown(project):
    with project.barrier("Make it old", {"source"}):
        project.db.execute("UPDATE source SET importer = NULL, modified = NULL")
    facts = dict(source_facts(project.material.sources()[0]))
    assert (facts["Read as"], facts["Last changed"]) == ("text", "not known")
    assert "changed last" not in sources_sentence(project)


def test_the_methods_text_counts_files_formats_days_and_what_was_skipped(project):
    assert sources_sentence(project) == (
        "The material, 2 articles and 4 comments, was imported from 3 files on 2020-09-13 (text, version 3 of its importer: 1;"
        " table, version 1 of its importer: 1; not recognised: 1). They were changed last between 2019-06-08 and 2020-01-26."
        " 3 records were skipped (no article and no comment: 2; of no format that is read: 1)."
    )


def test_a_single_file_without_anything_skipped(tmp_path, monkeypatch):
    path = tmp_path / "page.txt"
    path.write_text(PAGE, "utf-8")
    os.utime(path, (1_560_000_000, 1_560_000_000))
    monkeypatch.setattr("intercoder.project.intake.now_ms", lambda: 1_600_000_000_000)
    with Project.create(tmp_path / "study.intercoder", "The bridge") as made:
        assert sources_sentence(made) == ""
        import_dump(made, [path])
        assert sources_sentence(made) == (
            "The material, 1 article and 2 comments, was imported from 1 file on 2020-09-13 (text, version 3 of its importer:"
            " 1). It was changed last on 2019-06-08."
        )


def test_each_article_knows_the_file_it_came_from_even_if_two_have_one_name(project, tmp_path):
    page = tmp_path / "پل" / "page.txt"
    page.write_text(PAGE + "One more.\n", "utf-8")
    import_dump(project, [page])
    rows = project.material.articles()
    assert [row.source_id for row in rows] == [1, 2, 4]
    assert rows[0].source == rows[2].source
