"""The program as the shell has it: arguments in, exit code, stdout and stderr out."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from intercoder.cli import run


@dataclass(frozen=True)
class Answer:
    """What the program gave back."""

    code: int
    out: str
    err: str

    @property
    def document(self) -> dict:
        """The one JSON document on stdout of a command that did its work."""
        assert self.code == 0, self.err
        return json.loads(self.out)

    @property
    def refusal(self) -> str:
        """The sentence of a refusal: exit code 1, nothing on stdout, one line `error:` and at most one line `hint:`."""
        first, *more = self.err.splitlines()
        assert (self.code, self.out) == (1, "")
        assert first.startswith("error: ")
        assert [line.partition(" ")[0] for line in more] in ([], ["hint:"])
        assert "Traceback" not in self.err
        assert "Unexpected" not in self.err
        return first.removeprefix("error: ")


@pytest.fixture
def program(capsys: pytest.CaptureFixture[str]) -> Callable[..., Answer]:
    """Runs a command in this process."""

    def call(*arguments: object) -> Answer:
        capsys.readouterr()
        code = run([str(argument) for argument in arguments])
        return Answer(code, *capsys.readouterr())

    return call


@pytest.fixture
def contents(tmp_path: Path) -> Callable[[], dict[str, bytes]]:
    """Every file below the folder of the test with its bytes."""

    def read() -> dict[str, bytes]:
        return {str(p.relative_to(tmp_path)): p.read_bytes() for p in sorted(tmp_path.rglob("*")) if p.is_file()}

    return read


PAGE = """The bridge over the river stays closed until the autumn, the city said on Monday.
Engineers found rust in two of its four cables.
COMMENTS (2)
Comments are moderated.
About time somebody looked.
And who pays for it?
Nobody asked us.
"""


@pytest.fixture
def page(tmp_path: Path) -> Path:
    """A dump of one article with three comments under a header that says two."""
    path = tmp_path / "page.txt"
    path.write_text(PAGE, "utf-8")
    return path


@pytest.fixture
def save(tmp_path: Path) -> Callable[[str, str], Path]:
    """Writes a text file into the folder of the test."""

    def write(name: str, text: str) -> Path:
        path = tmp_path / name
        path.write_text(text, "utf-8")
        return path

    return write
