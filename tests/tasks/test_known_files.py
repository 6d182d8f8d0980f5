"""A file that is known is not read again, and its report is the one from before; whatever may have changed is read."""

import json
import zipfile

import pytest

from intercoder.importers import IMPORTERS
from intercoder.project import Project
from intercoder.project.removal import remove_import
from intercoder.tasks.dump_profile import Profile
from intercoder.tasks.importing import import_dump

PAGE = "The bridge stays closed, the city said.\nCOMMENTS (1)\nComments are moderated.\nAbout time 🌉.\nیہ پل بند ہے\n"
COMMENTS = """article_id,headline,comment_id,posted,text
7,Bridge shut,c1,03/04/2021,Schade 🙂
,,,,
8,Ferries,c2,05/06/2021,دریا
"""
ARTICLES = "article_id,title,article_text\n7,Bridge shut,It rained.\n9,Alone,Nobody wrote.\n"


@pytest.fixture
def project(tmp_path):
    with Project.create(tmp_path / "study.intercoder", "The bridge") as opened:
        yield opened


@pytest.fixture
def dump(tmp_path):
    folder = tmp_path / "dump"
    folder.mkdir()
    (folder / "page.txt").write_text(PAGE, "utf-8")
    (folder / "comments.csv").write_text(COMMENTS, "utf-8")
    (folder / "noise.bin").write_bytes(bytes(range(256)) * 20)
    return folder


@pytest.fixture
def read_files(monkeypatch):
    """The formats of the files that are read from now on."""
    formats = []
    for key, importer in IMPORTERS.items():

        def read(source, options, tick, key=key, read=importer.read):
            formats.append(key)
            return read(source, options, tick)

        monkeypatch.setattr(importer, "read", read)
    return formats


def changes(document):
    return tuple(document["totals"][key] for key in ("new", "identical", "changed", "conflict"))


def test_the_report_of_a_known_dump_is_the_one_from_before_without_a_file_being_read(project, dump, read_files):
    first = import_dump(project, [dump])
    sources = project.material.counts().sources
    assert (changes(first), read_files) == ((3, 0, 0, 0), ["table", "text"])
    second = import_dump(project, [dump])
    assert (changes(second), read_files) == ((0, 3, 0, 0), ["table", "text"])
    assert second["files"] == first["files"]
    assert {w["code"] for f in second["files"] for w in f["warnings"]} >= {"declared_comments", "date_order", "skipped"}
    assert project.material.counts().sources == sources == 3


def test_what_a_folder_leaves_out_is_seen_anew_each_time(project, dump):
    (dump / ".hidden").touch()
    (dump / "pages.zip").write_bytes(b"PK\x03\x04 cut off")
    first = import_dump(project, [dump])
    with zipfile.ZipFile(dump / "pages.zip", "w") as archive:
        archive.writestr("page.txt", "Another bridge.\nCOMMENTS (1)\nIndeed.\n")
    second = import_dump(project, [dump])
    assert [f["skipped"] for d in (first, second) for f in d["files"] if f["format"] == "folder"] == [2, 1]
    assert changes(second) == (1, 3, 0, 0)


def test_a_file_that_was_removed_is_imported_again(project, dump):
    import_dump(project, [dump / "comments.csv"])
    remove_import(project, project.material.last_source())
    assert changes(import_dump(project, [dump / "comments.csv"])) == (2, 0, 0, 0)


def test_a_file_whose_articles_stood_in_one_that_was_removed_is_imported_again(project, dump):
    import_dump(project, [dump / "comments.csv"])
    (dump / "copy.csv").write_text(COMMENTS + "\n", "utf-8")
    assert changes(import_dump(project, [dump / "copy.csv"])) == (0, 2, 0, 0)
    remove_import(project, 1)
    assert changes(import_dump(project, [dump / "copy.csv"])) == (2, 0, 0, 0)
    assert changes(import_dump(project, [dump / "copy.csv"])) == (0, 2, 0, 0)


def test_a_file_is_read_again_for_other_roles_of_its_columns(project, dump, read_files):
    import_dump(project, [dump / "comments.csv"])
    other = Profile(columns={"headline": "section"})
    import_dump(project, [dump / "comments.csv"], profile=other)
    import_dump(project, [dump / "comments.csv"], profile=other)
    assert read_files == ["table", "table"]


def test_a_file_is_read_again_by_a_newer_importer_and_compared(project, dump, read_files, monkeypatch):
    import_dump(project, [dump / "page.txt"])
    monkeypatch.setattr(IMPORTERS["text"], "VERSION", IMPORTERS["text"].VERSION + 1)
    assert changes(import_dump(project, [dump / "page.txt"])) == (0, 1, 0, 0)
    assert changes(import_dump(project, [dump / "page.txt"])) == (0, 1, 0, 0)
    assert read_files == ["text", "text"]


def test_two_members_of_an_archive_with_the_same_bytes_are_two_articles_and_both_known(project, tmp_path, read_files):
    archive = tmp_path / "pages.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        packed.writestr("a.txt", PAGE)
        packed.writestr("copies/b.txt", PAGE)
    first = import_dump(project, [archive])
    assert changes(first) == (2, 0, 0, 0)
    assert [w["code"] for w in first["files"][1]["warnings"]] == ["declared_comments", "duplicates"]
    assert changes(import_dump(project, [archive])) == (0, 2, 0, 0)
    assert read_files == ["text", "text"]


def test_a_file_that_lies_in_two_of_the_paths_is_read_once(project, dump, read_files):
    assert changes(import_dump(project, [dump / "page.txt", dump / "page.txt"])) == (1, 0, 0, 0)
    assert read_files == ["text"]
    document = import_dump(project, [dump / "comments.csv", dump, str(dump / ".." / "dump" / "comments.csv")])
    assert changes(document) == (2, 1, 0, 0)
    assert [f["path"].rpartition("/")[2] for f in document["files"]] == ["comments.csv", "noise.bin", "page.txt"]


def test_comments_are_read_again_when_their_articles_come_with_them(project, dump, read_files):
    (dump / "articles.csv").write_text(ARTICLES, "utf-8")
    alone, both = [dump / "comments.csv"], [dump / "articles.csv", dump / "comments.csv"]
    assert changes(import_dump(project, alone)) == (2, 0, 0, 0)
    assert changes(import_dump(project, both)) == (1, 1, 1, 0)
    assert [a.title for a in project.material.articles()] == ["Bridge shut", "Ferries", "Bridge shut", "Alone"]
    read_files.clear()
    assert changes(import_dump(project, both)) == (0, 3, 0, 0)
    assert read_files == ["table"]  # the articles, to look for what the comments name
    assert changes(import_dump(project, alone)) == (0, 2, 0, 0)
    assert read_files == ["table"]


def test_comments_are_read_again_when_the_text_of_their_article_changed(project, dump):
    (dump / "articles.csv").write_text(ARTICLES, "utf-8")
    both = [dump / "articles.csv", dump / "comments.csv"]
    import_dump(project, both)
    (dump / "articles.csv").write_text(ARTICLES.replace("It rained.", "It rained all day."), "utf-8")
    assert changes(import_dump(project, both)) == (0, 2, 1, 0)


def test_what_a_file_of_an_older_project_gave_is_not_known_and_compared(project, dump):
    import_dump(project, [dump / "comments.csv"])
    with project.barrier("Make it old", {"source"}):
        report = json.loads(project.db.execute("SELECT report FROM source").fetchone()[0])
        old = {key: value for key, value in report.items() if key not in ("counts", "joined", "identical_in")}
        project.db.execute("UPDATE source SET importer = NULL, report = ?", (json.dumps(old),))
    assert changes(import_dump(project, [dump / "comments.csv"])) == (0, 2, 0, 0)
    assert project.material.counts().articles == 2
