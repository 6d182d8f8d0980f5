"""The written pages: their links lead somewhere, and they name what the program can do."""

import re
from pathlib import Path

import pytest

from intercoder.cli import commands
from intercoder.exporters import EXPORTERS
from intercoder.importers import IMPORTERS

ROOT = Path(__file__).parents[1]
HELP = ROOT / "resources" / "help"
PAGES = [*ROOT.glob("*.md"), *(ROOT / "desktop").glob("*.md"), *HELP.glob("*.md")]


def links(page: Path) -> list[str]:
    """The files of this project that a Markdown page links to, as written."""
    found = re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))
    return [link for link in found if "://" not in link]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_link_leads_to_a_file(page: Path) -> None:
    assert [link for link in links(page) if not (page.parent / link).exists()] == []


def test_the_first_help_page_leads_to_all_others() -> None:
    assert {path.name for path in HELP.glob("*.md")} - set(links(HELP / "start.md")) == {"start.md"}


@pytest.mark.parametrize("format_key", IMPORTERS)
def test_the_help_on_import_names_every_format(format_key: str) -> None:
    assert f"`{format_key}`" in (HELP / "import.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("kind", EXPORTERS)
def test_the_help_on_export_names_every_kind(kind: str) -> None:
    assert f"`{kind}`" in (HELP / "export.md").read_text(encoding="utf-8")


def test_the_help_on_export_names_no_kind_that_is_not_there() -> None:
    rows = re.findall(r"^\| `(\w+)` \|", (HELP / "export.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert set(rows) == set(EXPORTERS)


def test_the_readme_lists_every_command_and_no_other() -> None:
    rows = re.findall(r"^\| `intercoder (?:\[)?([a-z-]+)", (ROOT / "README.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert set(rows) == set(commands.commands)
