"""What the tests of the reader share; each has a `reader` of its own."""

import pytest


@pytest.fixture
def offered(reader) -> list[tuple[int, int, int]]:
    """Every selection that the reader of the test has offered: unit, start, stop in code points."""
    found: list[tuple[int, int, int]] = []
    reader.selection_made.connect(lambda *selection: found.append(selection))
    return found
