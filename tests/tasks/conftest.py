"""What the tests of the tasks share."""

from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def seed_page() -> Path:
    """The page with its article and twelve lines of comments under a header that says ten."""
    return Path(__file__).parents[1] / "data" / "seed" / "article-with-comments.txt"
