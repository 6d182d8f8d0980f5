"""What must not stand in a tracked file: paths of one machine, package registries, words about how it was made."""

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
THIS = Path(__file__).name  # the patterns themselves stand here
TEXT = {
    "", ".cfg", ".css", ".csv", ".desktop", ".html", ".ini", ".json", ".lock", ".md", ".py", ".sh", ".spec", ".svg",
    ".toml", ".ts", ".txt", ".xml", ".yaml", ".yml",
}  # fmt: skip
MATERIAL = ("projects/", "tests/golden/", "resources/fonts/", "resources/icons/")  # texts and licences of others
FORBIDDEN = {
    "path of one machine": r"(?<![\w.])/(?:work|root|home/\w+|Users/\w+|opt/(?!intercoder))(?:/|\b)|[A-Z]:\\Users\\",
    "package registry": r"(?i)\bpypi\b|pythonhosted|//\S+/simple\b|-index-url|--find-links",
    "word about its making": r"\b(?:AI agents?|[Ss]ub-?agents?|AI assistants?|LLMs?|language models?|worktrees?)\b",
}


def tracked(root: Path) -> list[Path]:
    """The files that git keeps; every file below `root` where there is no git, as in an unpacked archive."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=root, capture_output=True, text=True, check=False)
    if listed.returncode == 0:
        return [root / name for name in listed.stdout.split("\0") if name]
    return [path for path in root.rglob("*") if path.is_file() and ".venv" not in path.parts]


def slips(files: list[Path], root: Path, pattern: str) -> Iterator[str]:
    """The lines of text files on which the pattern is found."""
    for path in files:
        place = path.relative_to(root).as_posix()
        if path.suffix not in TEXT or path.name == THIS or place.startswith(MATERIAL) or not path.is_file():
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1):
            found = re.search(pattern, line)
            if found:
                yield f"{place}:{number} {found.group()}"


@pytest.mark.parametrize("kind", FORBIDDEN)
def test_no_tracked_file_holds(kind: str) -> None:
    assert list(slips(tracked(ROOT), ROOT, FORBIDDEN[kind])) == []


@pytest.mark.parametrize(
    ("kind", "line"),
    [
        ("path of one machine", "see /home/anna/study/notes.txt"),
        ("path of one machine", r"open(r'C:\Users\anna\x')"),
        ("path of one machine", "PATH = '/root/x'"),
        ("package registry", "pip install --index-url x"),
        ("package registry", "https://mirror.example/simple"),
        ("word about its making", "written by an AI agent"),
    ],
)
def test_a_slip_is_found_on_its_line(tmp_path: Path, kind: str, line: str) -> None:
    page = tmp_path / "page.md"
    page.write_text(f"# A page\n{line}\n", encoding="utf-8")
    assert [slip.split(" ")[0] for slip in slips([page], tmp_path, FORBIDDEN[kind])] == ["page.md:2"]


@pytest.mark.parametrize(
    "line",
    [
        "The session of a coder is in the table session.",
        "a user agent string",
        "/opt/intercoder holds the installed program",
        "/usr/bin/env bash",
        "homework/rooted",
    ],
)
def test_ordinary_words_are_no_slips(tmp_path: Path, line: str) -> None:
    page = tmp_path / "page.md"
    page.write_text(line, encoding="utf-8")
    assert [slip for pattern in FORBIDDEN.values() for slip in slips([page], tmp_path, pattern)] == []
