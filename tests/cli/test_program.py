"""The program as its own process, and what holds for every command."""

import json
import os
import subprocess
import sys
from pathlib import Path

import click
import pytest

from intercoder import __version__
from intercoder.cli import commands
from intercoder.errors import Cancelled

ROOT = Path(__file__).parents[2]


def start(*arguments: object, **more: str) -> subprocess.CompletedProcess:
    """`python -m intercoder` with these arguments, in a plain environment, its output as bytes."""
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT / "desktop"), "LC_ALL": "C", **more}
    call = [sys.executable, "-m", "intercoder", *map(str, arguments)]
    return subprocess.run(call, capture_output=True, env=environment, check=False, timeout=120)


def test_inspect_of_the_example_page_counts_one_article_and_twelve_comments():
    page = ROOT / "projects" / "example" / "dump" / "01-brussels-talks.txt"
    done = start("inspect", page, "--json")
    assert (done.returncode, done.stderr) == (0, b"")
    totals = json.loads(done.stdout.decode("utf-8"))["totals"]
    assert (totals["articles"], totals["comments"], totals["warnings"]) == (1, 12, 1)


def test_a_refusal_is_exit_code_1_with_one_line_and_nothing_on_stdout(tmp_path):
    done = start("check", tmp_path / "nowhere.intercoder", "--json")
    assert (done.returncode, done.stdout) == (1, b"")
    assert done.stderr.decode().splitlines() == [
        f"error: There is no file {tmp_path / 'nowhere.intercoder'}.",
        "hint: Check the path, or make a new project.",
    ]


def test_wrong_usage_is_exit_code_2_with_the_usage_on_stderr():
    done = start("inspect")
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"Usage: intercoder inspect" in done.stderr


def test_names_and_output_are_utf_8_whatever_the_locale(tmp_path):
    path = tmp_path / "Grenzgespräche-نامه.intercoder"
    done = start("new", path, "--title", "Grenzgespräche 🌉")
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.decode("utf-8").strip().startswith("Made ")
    assert path.is_file()


def test_a_reader_that_stops_listening_is_no_fault(demo_run):
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "desktop")}
    call = [sys.executable, "-m", "intercoder", "agreement", str(demo_run.project), "--json"]
    with subprocess.Popen(call, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment) as started:
        started.stdout.close()
        assert (started.stderr.read(), started.wait(timeout=120)) == (b"", 1)


@pytest.mark.parametrize("name", sorted(commands.commands))
def test_every_command_has_its_help(program, name):
    answer = program(name, "--help")
    assert (answer.code, answer.err) == (0, "")
    assert answer.out.startswith(f"Usage: intercoder {name}")
    assert commands.commands[name].help


def test_the_program_lists_its_commands_and_its_version(program):
    listed = program("--help").out
    assert all(f"\n  {name} " in listed for name in commands.commands)
    assert program("--version").out.strip().endswith(__version__)


def test_every_command_of_the_design_is_there():
    assert {"open", "demo", "inspect", "new", "import", "import-codings", "codebook", "assign", "agreement", "export",
            "package", "merge", "check", "backup"} <= commands.commands.keys()  # fmt: skip


@pytest.mark.parametrize("arguments", [("unknown",), ("--unknown",), ("new",), ("merge", "x"), ("export", "x", "csv")])
def test_wrong_usage_is_exit_code_2(program, arguments):
    answer = program(*arguments)
    assert (answer.code, answer.out) == (2, "")
    assert "Error: " in answer.err


@pytest.mark.parametrize(("fault", "line"), [
    (KeyboardInterrupt(), "error: Stopped. Nothing of the file in work was kept."),
    (Cancelled(), "error: Stopped. Nothing of the file in work was kept."),
    (PermissionError(13, "denied", "/a/b"), "error: /a/b may not be read or written."),
    (RuntimeError("a bug\nin two lines"), "error: Unexpected: RuntimeError: a bug in two lines"),
])  # fmt: skip
def test_a_fault_of_the_program_never_gives_a_traceback(program, monkeypatch, tmp_path, fault, line):
    from intercoder.tasks import inspect

    def fail(*arguments: object, **named: object) -> None:
        raise fault

    monkeypatch.delenv("INTERCODER_DEBUG", raising=False)
    monkeypatch.setattr(inspect, "inspect", fail)
    answer = program("inspect", tmp_path)
    assert (answer.code, answer.out, next(filter(None, answer.err.splitlines()))) == (1, "", line)


def test_with_debugging_a_fault_flies(program, monkeypatch, tmp_path):
    from intercoder.tasks import inspect

    def fail(*arguments: object, **named: object) -> None:
        raise RuntimeError

    monkeypatch.setenv("INTERCODER_DEBUG", "1")
    monkeypatch.setattr(inspect, "inspect", fail)
    with pytest.raises(RuntimeError):
        program("inspect", tmp_path)


def test_the_window_is_asked_for_only_without_a_command():
    assert isinstance(commands, click.Group)
    assert commands.invoke_without_command


@pytest.mark.parametrize("arguments", [("new", ""), ("import", "p.intercoder", ""), ("inspect", ""), ("check", "")])
def test_a_path_without_a_name_is_not_the_present_folder(program, arguments):
    answer = program(*arguments)
    assert (answer.code, answer.out) == (2, "")
    assert "a file or folder has a name, this is empty" in answer.err
