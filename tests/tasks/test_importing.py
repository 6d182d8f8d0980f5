"""A dump into a project: in = out + skipped, and nothing is taken twice."""

import os

import pytest

from intercoder.errors import Cancelled, UserError
from intercoder.importers import IMPORTERS
from intercoder.project import Project
from intercoder.tasks import packages
from intercoder.tasks.importing import import_dump

PAGE = "The bridge stays closed, the city said.\nCOMMENTS (1)\nComments are moderated.\nAbout time.\nWho pays?\n"
TABLE = "comment_id,author,comment\n1,Ada,Yes\n2,Ben,No\n"


@pytest.fixture
def project(tmp_path):
    with Project.create(tmp_path / "study.intercoder", "The bridge") as opened:
        yield opened


@pytest.fixture
def dump(tmp_path):
    """A folder with files of these contents."""

    def make(**files):
        folder = tmp_path / "dump"
        folder.mkdir(exist_ok=True)
        for name, text in files.items():
            (folder / name.replace("_", ".")).write_bytes(text if isinstance(text, bytes) else text.encode())
        return folder

    return make


def changes(document):
    return tuple(document["totals"][key] for key in ("new", "identical", "changed", "conflict"))


def test_the_report_is_that_of_inspect_with_what_was_new(project, dump):
    document = import_dump(project, [dump(page_txt=PAGE, table_csv=TABLE)])
    assert changes(document) == (2, 0, 0, 0)
    assert [(f["articles"], f["comments"], f["skipped"]) for f in document["files"]] == [(1, 2, 0), (1, 2, 0)]
    assert (project.material.counts().articles, project.material.counts().comments) == (2, 4)


def test_a_second_import_says_nothing_new_and_adds_nothing(project, dump):
    folder = dump(page_txt=PAGE, table_csv=TABLE)
    import_dump(project, [folder])
    assert changes(import_dump(project, [folder])) == (0, 2, 0, 0)
    assert changes(import_dump(project, [folder / "page.txt"])) == (0, 1, 0, 0)
    assert project.material.counts().articles == 2


def test_the_same_file_under_another_name_is_nothing_new(project, dump):
    import_dump(project, [dump(page_txt=PAGE)])
    assert changes(import_dump(project, [dump(copy_txt=PAGE)])) == (0, 2, 0, 0)


def test_what_the_page_declares_and_what_is_found_is_kept_with_the_article(project, dump):
    import_dump(project, [dump(page_txt=PAGE)])
    (issue,) = project.material.issues()
    assert (issue.declared, issue.found) == (1, 2)
    (article,) = project.material.articles()
    assert (article.declared_comments, article.comments) == (1, 2)


def test_imported_texts_are_the_characters_of_the_dump(project, dump):
    import_dump(project, [dump(page_txt=PAGE)])
    units = project.material.units(project.material.article_ids()[0])
    assert [u.text for u in units if u.kind == "comment"] == ["About time.", "Who pays?"]
    assert all(u.text in PAGE for u in units if u.text)
    assert packages.check(project)["ok"]


def test_files_with_nothing_to_read_do_not_keep_others_out(project, dump):
    document = import_dump(project, [dump(page_txt=PAGE, empty_txt="", noise_txt=bytes(range(256)) * 20)])
    assert changes(document) == (1, 0, 0, 0)
    assert document["totals"]["files"] == 3


@pytest.mark.parametrize("text", ["", bytes(range(256)) * 20], ids=["empty", "binary"])
def test_a_dump_without_anything_is_refused_and_changes_nothing(project, dump, text):
    folder = dump(page_txt=text)
    before = project.path.read_bytes()
    with pytest.raises(UserError):
        import_dump(project, [folder])
    assert project.path.read_bytes() == before


def test_a_missing_file_beside_a_good_one_is_reported(project, dump):
    folder = dump(page_txt=PAGE)
    document = import_dump(project, [folder / "page.txt", folder / "nowhere.txt"])
    assert changes(document) == (1, 0, 0, 0)
    assert [file["skipped"] for file in document["files"]] == [0, 1]
    assert document["files"][1]["warnings"]


def test_a_missing_file_alone_is_refused(project, tmp_path):
    before = project.path.read_bytes()
    with pytest.raises(UserError):
        import_dump(project, [tmp_path / "nowhere.txt"])
    assert project.path.read_bytes() == before


def test_an_import_that_is_stopped_leaves_nothing(project, dump):
    lines = "".join(f"{n},Ada,Comment number {n}\n" for n in range(5_000))
    folder = dump(table_csv="comment_id,author,comment\n" + lines)

    def stop(done: int, total: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        import_dump(project, [folder], tick=stop)
    assert project.material.counts().articles == 0
    assert packages.check(project)["ok"]


def test_the_day_of_a_file_and_the_version_of_its_importer_are_kept(tmp_path):
    path = tmp_path / "page.txt"
    path.write_text("The bridge is shut.\nCOMMENTS (1)\nYes 😀.\n", "utf-8")
    os.utime(path, ns=(0, 1_560_000_000_123_000_000))
    with Project.create(tmp_path / "p.intercoder") as project:
        import_dump(project, [path])
        row = project.db.execute("SELECT importer, modified FROM source").fetchone()
    assert row == (IMPORTERS["text"].VERSION, 1_560_000_000_123)
