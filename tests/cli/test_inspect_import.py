"""`intercoder inspect` and `intercoder import`: the same account of a dump, once without and once with writing."""

import json
import os
import sys

import pytest

from intercoder.project import Project

FILE_KEYS = {"path", "format", "evidence", "encoding", "articles", "comments", "declared_articles", "declared_comments",
             "skipped", "warnings"}  # fmt: skip
ITEM_KEYS = {"headline", "outlet", "published", "byline", "url", "language", "declared_comments", "roles", "comments"}


@pytest.fixture
def empty(program, tmp_path):
    path = tmp_path / "study.intercoder"
    assert program("new", path).code == 0
    return path


def test_inspect_gives_the_documented_document_and_writes_nothing(program, page, contents):
    before = contents()
    answer = program("inspect", page, "--json")
    (file,) = answer.document["files"]
    assert (answer.err, file.keys()) == ("", FILE_KEYS)
    assert (file["path"], file["articles"], file["comments"], file["declared_comments"]) == (str(page), 1, 3, 2)
    assert file["declared_articles"] is None
    (warning,) = file["warnings"]
    assert warning.keys() == {"code", "message", "locator"}
    assert answer.document["totals"] == {"files": 1, "articles": 1, "comments": 3, "skipped": 0, "warnings": 1}
    assert contents() == before


def test_inspect_gives_the_items_when_asked(program, page):
    (item,) = program("inspect", page, "--items", "--json").document["files"][0]["items"]
    assert item.keys() == ITEM_KEYS
    assert item["roles"]["comment"] == 3
    assert [c["text"] for c in item["comments"]] == ["About time somebody looked.", "And who pays for it?", "Nobody asked us."]
    assert {frozenset(c) for c in item["comments"]} == {frozenset({"author", "posted", "text", "reply_to", "likes"})}


def test_inspect_in_words_says_what_is_in_a_file_and_what_is_odd(program, page):
    answer = program("inspect", page)
    assert (answer.code, answer.err) == (0, "")
    assert answer.out.startswith(f"{page}: 1 article, 3 comments, 0 skipped\n")
    assert "  line 3: Header says 2 comments, 3 lines found.\n" in answer.out


def test_inspect_in_words_names_no_encoding_where_there_is_none(program, tmp_path):
    (tmp_path / "bridge.rtf").write_text(r"{\rtf1\ansi {\b Bridge shut}\par Nobody could say for how long.\par}", "ascii")
    (tmp_path / "bridge.png").write_bytes(b"\x89PNG\r\n\x1a\n0000")
    said = program("inspect", tmp_path).out
    assert "  not read: Not a text but a PNG picture" in said
    assert "None" not in said


def test_import_gives_the_document_of_inspect_with_what_was_new(program, page, empty):
    inspected = program("inspect", page, "--json").document
    imported = program("import", empty, page, "--json").document
    changes = {"new": 1, "identical": 0, "changed": 0, "conflict": 0}
    assert imported == inspected | {"totals": inspected["totals"] | changes}


def test_a_second_import_of_the_same_dump_says_nothing_new(program, page, empty):
    program("import", empty, page)
    totals = program("import", empty, page, "--json").document["totals"]
    assert (totals["new"], totals["identical"]) == (0, 1)
    answer = program("import", empty, page)
    assert (answer.code, answer.err) == (0, "")
    assert "0 new, 1 identical" in answer.out


def test_what_was_imported_is_in_the_project(program, page, empty):
    program("import", empty, page)
    with Project.open(empty, read_only=True) as project:
        assert (project.material.counts().articles, project.material.counts().comments) == (1, 3)
    assert program("check", empty, "--json").document["ok"]


BAD = {
    "missing": None,
    "empty": b"",
    "blank": b" \n\n\t\n",
    "binary": bytes(range(256)) * 40,
    "zeros": bytes(4096),
    "project": b"SQLite format 3\x00" + bytes(84),
    "cut archive": b"PK\x03\x04\x14\x00\x00\x00\x08\x00",
}


@pytest.mark.parametrize("kind", BAD)
@pytest.mark.parametrize("command", ["inspect", "import"])
def test_a_file_that_is_no_dump_is_refused_in_one_line(program, empty, tmp_path, contents, command, kind):
    path = tmp_path / "dump.txt"
    if BAD[kind] is not None:
        path.write_bytes(BAD[kind])
    before = contents()
    arguments = [command, path, "--json"] if command == "inspect" else [command, empty, path, "--json"]
    assert program(*arguments).refusal
    assert contents() == before


@pytest.mark.parametrize("command", ["inspect", "import"])
def test_a_format_that_does_not_exist_is_refused_with_those_that_do(program, empty, page, contents, command):
    before = contents()
    arguments = [page] if command == "inspect" else [empty, page]
    answer = program(command, *arguments, "--format", "papyrus")
    assert "papyrus" in answer.refusal
    assert "text" in answer.err.split("hint: ")[1]
    assert contents() == before


def test_deeply_nested_json_as_a_dump_is_no_fault_of_the_program(program, save, contents):
    path = save("deep.json", "[" * 100_000)
    before = contents()
    answer = program("inspect", path, "--json")
    assert answer.code in (0, 1)
    assert "Unexpected" not in answer.err
    if answer.code == 0:
        json.loads(answer.out)
    assert contents() == before


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no file names that are not text")
def test_a_file_whose_name_is_not_utf_8_is_imported_all_the_same(program, empty, page):
    odd = page.rename(page.with_name(os.fsdecode(b"caf\xe9.txt")))
    assert program("import", empty, odd).code == 0
    with Project.open(empty, read_only=True) as project:
        assert [a.source.rsplit("/", 1)[-1] for a in project.material.articles()] == ["caf�.txt"]
    assert program("new", page.with_name(os.fsdecode(b"\xe9.intercoder"))).code == 0


def test_a_package_takes_no_dump(program, demo_run, tmp_path, page, contents):
    path = tmp_path / "A.intercoder"
    path.write_bytes((demo_run.folder / "packages" / "A.intercoder").read_bytes())
    before = contents()
    assert program("import", path, page).refusal
    assert contents() == before
