"""Every format, statistic and export stands in the written-out table of its package, and keeps its contract."""

import inspect
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

import pytest

from intercoder.agreement import STATISTICS
from intercoder.exporters import EXPORTERS
from intercoder.importers import IMPORTERS

PACKAGE = Path(__file__).parents[1] / "desktop" / "intercoder"


class Table(NamedTuple):
    """A package of plug-ins: what its table lists, what each must have, and the files that are no plug-ins."""

    listed: set[str]  # names of files without .py
    contract: dict[str, tuple[str, ...]]  # function -> its first parameters
    support: set[str]  # files, or folders with all in them, that plug-ins share


TABLES = {
    "importers": Table(
        {module.__name__.split(".")[2] for module in IMPORTERS.values()},
        {"sniff": ("head", "name"), "read": ("source", "options", "tick")},
        {"border", "foreign", "reading"},
    ),
    "exporters": Table(
        {exporter.write.__module__.split(".")[2] for exporter in EXPORTERS.values()},
        {"write": ("study", "destination", "options", "tick")},
        {
            "agreement_page",
            "agreement_print",
            "agreement_rows",
            "agreement_workbook",
            "datapackage",
            "dates",
            "folder",
            "identity",
            "model",
            "names",
            "qda_codes",
            "qda_texts",
            "qde",
            "r_script",
            "reliability",
            "sheets",
            "spss_extensions",
            "spss_rules",
            "spss_syntax",
            "word",
        },
    ),
    "agreement": Table(
        {family.module for family in STATISTICS},
        {"statistics": ("data",)},
        {"alpha_values", "codings", "continuum", "counts", "drift", "metrics", "pairing", "report"},
    ),
}


def files(folder: Path) -> set[str]:
    """The files and subfolders of a package that hold code, without .py."""
    modules = {path.stem for path in folder.glob("*.py")} - {"__init__"}
    return modules | {path.parent.name for path in folder.glob("*/*.py")}


def strays(folder: Path, table: Table) -> set[str]:
    """Files that stand neither in the table nor among the supporting ones."""
    return files(folder) - table.listed - table.support


def broken(package: str, table: Table) -> Iterator[str]:
    """Plug-ins that lack a function of the contract, or whose function takes something else."""
    for name in sorted(table.listed):
        module = import_module(f"{package}.{name}")
        for function, wanted in table.contract.items():
            if not inspect.isfunction(getattr(module, function, None)):
                yield f"{name} has no {function}"
                continue
            found = tuple(inspect.signature(getattr(module, function)).parameters)
            if wanted != ("data",) and found[: len(wanted)] != wanted:
                yield f"{name}.{function} takes {found}"


@pytest.mark.parametrize("package", TABLES)
def test_every_file_stands_in_its_table(package: str) -> None:
    assert strays(PACKAGE / package, TABLES[package]) == set()


@pytest.mark.parametrize("package", TABLES)
def test_the_table_names_only_files_that_are_there(package: str) -> None:
    table = TABLES[package]
    assert (table.listed | table.support) - files(PACKAGE / package) == set()
    assert table.listed & table.support == set()


@pytest.mark.parametrize("package", TABLES)
def test_every_plug_in_keeps_its_contract(package: str) -> None:
    assert list(broken(f"intercoder.{package}", TABLES[package])) == []


def test_every_importer_has_a_version() -> None:
    assert [key for key, importer in IMPORTERS.items() if type(getattr(importer, "VERSION", None)) is not int] == []


def test_an_exporter_is_listed_under_its_own_kind() -> None:
    assert [kind for kind, exporter in EXPORTERS.items() if exporter.kind != kind] == []


def test_no_statistic_is_given_by_two_files() -> None:
    keys = [(family.kind, key) for family in STATISTICS for key in family.keys]
    assert len(keys) == len(set(keys))


def test_a_file_that_was_forgotten_is_found(tmp_path: Path) -> None:
    for name in ("__init__", "nexis", "forgotten"):
        (tmp_path / f"{name}.py").touch()
    (tmp_path / "lost").mkdir()
    (tmp_path / "lost" / "format.py").touch()
    assert strays(tmp_path, Table({"nexis"}, {}, set())) == {"forgotten", "lost"}


def test_a_plug_in_without_its_contract_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "planted_formats").mkdir()
    (tmp_path / "planted_formats" / "half.py").write_text("def sniff(name, head): ...\n", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    table = Table({"half"}, {"sniff": ("head", "name"), "read": ("source", "options", "tick")}, set())
    assert list(broken("planted_formats", table)) == ["half.sniff takes ('name', 'head')", "half has no read"]
