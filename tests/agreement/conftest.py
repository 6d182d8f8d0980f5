"""The oracle: data sets with the statistics that they must give, and how a file becomes data."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from intercoder.agreement.codings import Codings

ORACLE = Path(__file__).parent / "oracle"


@pytest.fixture
def oracle() -> Callable[[str], dict]:
    """Reads an oracle file by the beginning of its name."""

    def read(name: str) -> dict:
        (path,) = ORACLE.glob(f"{name}*.json")
        return json.loads(path.read_text("utf-8"))

    return read


@pytest.fixture
def codings(oracle) -> Callable[[str], Codings]:
    """The codings of an oracle file."""

    def read(name: str) -> Codings:
        file = oracle(name)
        scale = (file.get("U"), file.get("lo"), file.get("hi"))
        return Codings.from_cells(file["data"], file["categories"], file["level"], *scale)

    return read
