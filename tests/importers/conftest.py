"""What the tests of the importers share: records read from bytes, and the page of the seed."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from intercoder.importers import IMPORTERS, Options, Source
from intercoder.records import Article, Issue, no_tick

Read = Callable[..., list[Article | Issue]]


@pytest.fixture(scope="session")
def read() -> Read:
    """Read bytes or text (as UTF-8) with the importer of a format."""

    def read_with(data: bytes | str, key: str = "text", name: str = "page.txt", **options: Any) -> list[Article | Issue]:
        raw = data.encode("utf-8", "surrogatepass") if isinstance(data, str) else data
        source = Source(name, len(raw), lambda: io.BytesIO(raw))
        return list(IMPORTERS[key].read(source, Options(**options), no_tick))

    return read_with


@pytest.fixture(scope="session")
def article(read: Read) -> Callable[..., Article]:
    """The only article of some bytes."""

    def only_article(data: bytes | str, **more: Any) -> Article:
        [found] = [record for record in read(data, **more) if isinstance(record, Article)]
        return found

    return only_article


@pytest.fixture(scope="session")
def seed() -> Path:
    """The page with its article and twelve lines of comments under a header that says ten."""
    return Path(__file__).parents[1] / "data" / "seed" / "article-with-comments.txt"


@pytest.fixture
def samples() -> Path:
    """The folder of real dumps, which is not part of the repository."""
    places = [parent / "shared" / "samples" for parent in Path(__file__).parents]
    folder = next((place for place in places if place.is_dir()), None)
    if folder is None:
        pytest.skip("the sample dumps lie beside the repository, not in it")
    return folder
