"""The built wheel carries everything that the program needs beside its code."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def names(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """The names of the files in a wheel built from this checkout, without the network."""
    folder = tmp_path_factory.mktemp("wheel")
    build = "import sys; from hatchling.build import build_wheel; build_wheel(sys.argv[1])"
    made = subprocess.run([sys.executable, "-c", build, str(folder)], cwd=ROOT, capture_output=True, text=True, check=False)
    assert made.returncode == 0, made.stderr
    with zipfile.ZipFile(next(folder.glob("*.whl"))) as wheel:
        return set(wheel.namelist())


def files_below(folder: str) -> set[str]:
    """The tracked or trackable files below a folder of the checkout, relative to it."""
    base = ROOT / folder
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z", "."],
        cwd=base, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if listed.returncode == 0:
        return {name for name in listed.stdout.split("\0") if name and (base / name).is_file()}
    return {path.relative_to(base).as_posix() for path in base.rglob("*") if path.is_file()}


@pytest.mark.parametrize(
    ("folder", "inside"),
    [
        ("resources", "intercoder/resources_data"),  # the names that resources.py looks for
        ("projects/example", "intercoder/example_data"),
        ("desktop/intercoder", "intercoder"),
    ],
)
def test_the_wheel_holds_every_file_of(names: set[str], folder: str, inside: str) -> None:
    expected = {f"{inside}/{name}" for name in files_below(folder)}
    assert expected
    assert expected - names == set()


def test_the_wheel_holds_no_tests_and_no_projects(names: set[str]) -> None:
    assert [name for name in names if name.startswith("tests/") or name.endswith((".intercoder", ".pyc"))] == []


def test_the_wheel_has_the_command(names: set[str]) -> None:
    assert any(name.endswith(".dist-info/entry_points.txt") for name in names)
