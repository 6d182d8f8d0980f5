"""Files that are no projects: every command refuses them in one line and leaves them as they are."""

import json
import sqlite3

import pytest

COMMANDS = {
    "import": ["import", "PROJECT", "page.txt"],
    "import-codings": ["import-codings", "PROJECT", "c.csv", "--unit", "u", "--coder", "c", "--variables", "tone"],
    "codebook export": ["codebook", "PROJECT", "export", "book.json"],
    "codebook import": ["codebook", "PROJECT", "import", "good.json"],
    "assign": ["assign", "PROJECT", "--coder", "Ada"],
    "agreement": ["agreement", "PROJECT", "--json"],
    "export": ["export", "PROJECT", "csv", "tables"],
    "package": ["package", "PROJECT", "--coder", "Ada", "--out", "ada.intercoder"],
    "merge": ["merge", "PROJECT", "page.txt", "--json"],
    "review": ["review", "PROJECT", "join", "A0001-C001"],
    "check": ["check", "PROJECT", "--json"],
    "backup": ["backup", "PROJECT", "copy.intercoder"],
    "backups": ["backups", "PROJECT"],
    "merge --list": ["merge", "PROJECT", "--list"],
    "merge --take-back": ["merge", "PROJECT", "--take-back"],
}
SAYS = {
    "missing": "There is no file",
    "folder": "is not a file",
    "empty": "is empty",
    "text": "is not an Intercoder project",
    "foreign": "is a database of another program",
    "truncated": "is damaged",
    "headless": "is damaged",
    "torn": "is damaged",
    "newer": "was made by a newer Intercoder",
}


@pytest.fixture
def broken(bridge, tmp_path):
    """Makes a file that is no project of this program: one of the keys of SAYS."""

    def make(kind: str):
        path, data = tmp_path / f"{kind}.intercoder", bridge.read_bytes()
        if kind == "folder":
            path.mkdir()
        elif kind == "foreign":
            db = sqlite3.connect(path)
            db.execute("CREATE TABLE code_name(cid INTEGER PRIMARY KEY, name TEXT)")
            db.close()
        elif kind != "missing":
            path.write_bytes({
                "empty": b"",
                "text": b"The bridge stays closed.\n",
                "truncated": data[: len(data) // 2],
                "headless": data[:50],
                "torn": data[:4096] + b"\xff" * 4096 + data[8192:],
                "newer": data[:60] + (999).to_bytes(4, "big") + data[64:],
            }[kind])  # fmt: skip
        return path

    return make


@pytest.mark.parametrize("kind", SAYS)
@pytest.mark.parametrize("command", COMMANDS)
def test_what_is_no_project_is_refused_and_left_alone(program, broken, contents, page, tmp_path, monkeypatch, kind, command):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "good.json").write_text('{"variables": []}', "utf-8")
    path = broken(kind)
    before = contents()
    arguments = [path if word == "PROJECT" else word for word in COMMANDS[command]]
    assert SAYS[kind] in program(*arguments).refusal
    assert contents() == before


def test_a_page_torn_in_the_middle_is_found_and_told_in_one_line(program, demo_run, tmp_path, contents):
    data = bytearray(demo_run.project.read_bytes())
    for page in range(20, len(data) // 4096, 7):
        data[page * 4096 : (page + 1) * 4096] = b"\xff" * 4096
    path = tmp_path / "torn.intercoder"
    path.write_bytes(data)
    before = contents()
    for command in (["agreement", path], ["export", path, "csv", tmp_path / "tables"]):
        assert "is damaged" in program(*command).refusal
        assert contents() == before
    assert "is not sound" in program("backup", path, tmp_path / "copy.intercoder").refusal
    assert contents() == before
    answer = program("check", path, "--json")
    assert (answer.code, json.loads(answer.out)["ok"]) == (1, False)
    assert answer.err.startswith(f"error: {path} has ")
    assert contents() == before


READERS = (
    ["agreement", "PROJECT", "--json"],
    ["agreement", "PROJECT"],
    ["check", "PROJECT", "--json"],
    ["codebook", "PROJECT", "export", "book.json"],
    ["export", "PROJECT", "csv", "tables"],
    ["export", "PROJECT", "spss", "sav"],
    ["backup", "PROJECT", "copy.intercoder"],
    ["backups", "PROJECT", "--json"],
    ["merge", "PROJECT", "--list", "--json"],
)


@pytest.mark.parametrize("command", READERS, ids=" ".join)
def test_commands_that_only_read_never_change_the_project(program, demo_run, tmp_path, monkeypatch, command):
    monkeypatch.chdir(tmp_path)
    before = demo_run.project.read_bytes()
    assert program(*(demo_run.project if word == "PROJECT" else word for word in command)).code == 0
    assert demo_run.project.read_bytes() == before
    assert {p.name for p in demo_run.folder.iterdir()} == {"example.intercoder", "packages", "exports"}


def test_commands_that_only_read_work_while_the_project_is_open_elsewhere(program, bridge, page):
    from intercoder.project import Project

    with Project.open(bridge):
        assert program("check", bridge, "--json").document["ok"]
        assert "is open in another window" in program("import", bridge, page).refusal
