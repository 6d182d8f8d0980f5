"""What the tests of the importers share: records read from bytes, and the page of the seed."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import pytest

from intercoder.importers import IMPORTERS, Options, Source, border, choose
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
def passed() -> Read:
    """The same as a project gets it: with what no text can hold replaced at the border."""

    def read_at_border(data: bytes | str, key: str = "text", name: str = "page.txt", **options: Any) -> list[Article | Issue]:
        raw = data.encode("utf-8", "surrogatepass") if isinstance(data, str) else data
        return list(border.read(key, Source(name, len(raw), lambda: io.BytesIO(raw)), Options(**options), no_tick))

    return read_at_border


@pytest.fixture(scope="session")
def article(read: Read) -> Callable[..., Article]:
    """The only article of some bytes."""

    def only_article(data: bytes | str, **more: Any) -> Article:
        [found] = [record for record in read(data, **more) if isinstance(record, Article)]
        return found

    return only_article


@pytest.fixture(scope="session")
def word() -> Callable[..., bytes]:
    """A Word document of these paragraphs, a line feed in one being a break; `first` files lie before its text."""

    def document(*paragraphs: str, first: dict[str, bytes] | None = None) -> bytes:
        runs = [[f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in text.split("\n")] for text in paragraphs]
        body = "".join(f"<w:p><w:r>{'<w:br/>'.join(lines)}</w:r></w:p>" for lines in runs)
        name = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
            for part, data in {"[Content_Types].xml": b"<Types/>", **(first or {})}.items():
                archive.writestr(part, data)
            archive.writestr("word/document.xml", f'<w:document xmlns:w="{name}"><w:body>{body}</w:body></w:document>')
        return stream.getvalue()

    return document


@pytest.fixture(scope="session")
def best() -> Callable[..., str | None]:
    """The key of the format that wins for some bytes; None if none recognises them."""

    def key_of(data: bytes | str, name: str = "page.txt") -> str | None:
        raw = data.encode("utf-8", "surrogatepass") if isinstance(data, str) else data
        choice = choose(Source(name, len(raw), lambda: io.BytesIO(raw)).head(), name)
        return choice[0] if choice else None

    return key_of


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
