"""The rules of the house, read from the sources with `ast`: who may import whom, and what may stand in a file."""

import ast
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

PACKAGE = Path(__file__).parents[1] / "desktop" / "intercoder"

RECORDS = {"records", "errors", "resources", "chance", "wording"}  # everybody may import these; they import one another
REPORTS = {"agreement.report"}  # records that a statistic hands to exporters and window: a record in another room
PURE = {"importers", "agreement", "exporters", "sampling"}
MAY_IMPORT = {
    "": {"tasks"},  # intercoder/__init__.py: open_project
    "__main__": {"cli", "ui"},
    "cli": {"tasks", "project", "ui"},  # it opens the project that a task works on; `intercoder open` is the window
    "ui": {"tasks", "project"},
    "tasks": {"project", *PURE},
    "project": set(),
    **{room: set() for room in PURE},
    **{name: set() for name in RECORDS},
}
ONLY_IN = {"PySide6": "ui", "shiboken6": "ui", "sqlite3": "project", "sqlite_utils": "project", "apsw": "project"}
NEVER = {
    "fitz", "pymupdf", "pyreadr", "krippendorff", "pingouin", "matplotlib", "scipy", "torch", "statsmodels", "sklearn",
    "nltk",
}  # fmt: skip
HEAVY = {
    "pandas", "numpy", "sqlite_utils", "pyreadstat", "openpyxl", "xlsxwriter", "docx", "lxml", "lxml_html_clean",
    "trafilatura", "pypdf", "striprtf", "charset_normalizer", "pyarrow",
}  # fmt: skip
LIGHT_ROOMS = {"", "__main__", "cli", "ui", *RECORDS}
STARTS = ("__main__", "cli", "ui.app")  # what is imported before a project opens
BROAD = {
    "__main__.py",
    "cli/__init__.py",
    "ui/background.py",
    "importers/reading/alone.py",
}  # main is in one of two
MOST_LINES = 400


class Import(NamedTuple):
    """One import of a file: the module it names, and whether it runs when the file is imported."""

    line: int
    module: str
    at_start: bool


def module_name(root: Path, path: Path) -> str:
    """`ui.places.code` for ui/places/code.py; a package has the name of its folder."""
    parts = path.relative_to(root).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def room_of(module: str) -> str:
    return module.split(".")[0]


def sources(root: Path) -> Iterator[tuple[str, Path, ast.Module]]:
    """Every Python file below `root`: its module, path and tree."""
    for path in sorted(root.rglob("*.py")):
        yield module_name(root, path), path, ast.parse(path.read_text(encoding="utf-8"))


def is_type_checking(node: ast.stmt) -> bool:
    return isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)


def imports(tree: ast.Module, module: str, is_package: bool) -> list[Import]:
    """Every import of a file, those inside functions included, those for type checkers left out.

    `from intercoder.agreement import report` names both `intercoder.agreement` and `intercoder.agreement.report`, for
    what is imported may be a module; rules that ask for a prefix are right with both.
    """
    found: list[Import] = []

    def walk(node: ast.AST, at_start: bool) -> None:
        if isinstance(node, ast.stmt) and is_type_checking(node):
            return
        if isinstance(node, ast.Import):
            found.extend(Import(node.lineno, alias.name, at_start) for alias in node.names)
        if isinstance(node, ast.ImportFrom):
            base = absolute(node, module, is_package)
            found.extend(Import(node.lineno, f"{base}.{alias.name}", at_start) for alias in node.names)
        inside = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
        for child in ast.iter_child_nodes(node):
            walk(child, at_start and not inside)

    walk(tree, True)
    return found


def absolute(node: ast.ImportFrom, module: str, is_package: bool) -> str:
    """The module behind `from X import`, with relative ones made absolute."""
    if not node.level:
        return node.module or ""
    parts = ["intercoder", *module.split(".")] if module else ["intercoder"]
    up = node.level - 1 if is_package else node.level
    parts = parts[: len(parts) - up]
    return ".".join([*parts, *([node.module] if node.module else [])])


def inner(name: str) -> str | None:
    """What is imported of this program: `tasks.demo.run` of `intercoder.tasks.demo.run`; None of another program."""
    head, _, rest = name.partition(".")
    return rest if head == "intercoder" else None


def is_record(name: str) -> bool:
    return any(name == record or name.startswith(f"{record}.") for record in RECORDS | REPORTS)


def wrong_rooms(root: Path) -> Iterator[str]:
    """Imports of a room that the importing room may not know."""
    for module, path, tree in sources(root):
        room = "records" if module in REPORTS else room_of(module)
        for found in imports(tree, module, path.name == "__init__.py"):
            name = inner(found.module)
            if name is None or name in {"__version__", "PROGRAM"} or is_record(name):
                continue
            if room_of(name) not in MAY_IMPORT.get(room, set()) | ({room} - RECORDS):
                yield f"{path.relative_to(root)}:{found.line} imports {found.module}"


def wrong_libraries(root: Path) -> Iterator[str]:
    """Libraries that only one room may know, or that nobody may."""
    for module, path, tree in sources(root):
        for found in imports(tree, module, path.name == "__init__.py"):
            library = found.module.split(".")[0]
            if library in NEVER or ONLY_IN.get(library, room_of(module)) != room_of(module):
                yield f"{path.relative_to(root)}:{found.line} imports {library}"


def heavy_at_start(root: Path) -> Iterator[str]:
    """Heavy libraries imported at module level where the program starts; pandas at module level anywhere."""
    for module, path, tree in sources(root):
        banned = HEAVY if room_of(module) in LIGHT_ROOMS else {"pandas"}
        for found in imports(tree, module, path.name == "__init__.py"):
            if found.at_start and found.module.split(".")[0] in banned:
                yield f"{path.relative_to(root)}:{found.line} imports {found.module} at module level"


def heavy_behind_start(root: Path) -> Iterator[str]:
    """Heavy libraries that the window or the command line import through other rooms before a project opens."""
    trees = {module: (path, tree) for module, path, tree in sources(root)}
    for start in STARTS:
        seen: set[str] = set()
        todo = [start]
        while todo:
            module = todo.pop()
            if module in seen or module not in trees:
                continue
            seen.add(module)
            path, tree = trees[module]
            for found in imports(tree, module, path.name == "__init__.py"):
                name = inner(found.module)
                if found.at_start and name is None and found.module.split(".")[0] in HEAVY:
                    yield f"{start} imports {found.module} by {path.relative_to(root)}:{found.line}"
                if found.at_start and name is not None:
                    parts = name.split(".")
                    todo.extend(".".join(parts[:n]) for n in range(len(parts) + 1))


def long_files(root: Path) -> Iterator[str]:
    for path in sorted(root.rglob("*.py")):
        lines = len(path.read_text(encoding="utf-8").splitlines())
        if lines > MOST_LINES:
            yield f"{path.relative_to(root)} has {lines} lines"


def open_cursors(root: Path) -> Iterator[str]:
    """Loops over a running query in project/: a half-read cursor makes every writer wait."""
    for module, path, tree in sources(root):
        if room_of(module) != "project":
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.For | ast.AsyncFor | ast.comprehension) and is_query(node.iter):
                yield f"{path.relative_to(root)}:{node.iter.lineno} loops over {ast.unparse(node.iter)[:40]}"


def is_query(node: ast.expr) -> bool:
    """Whether this is `….execute(…)` or `….query(…)` itself, not its fetchall()."""
    method = node.func if isinstance(node, ast.Call) else None
    return isinstance(method, ast.Attribute) and method.attr in {"execute", "query"}


def broad_excepts(root: Path) -> Iterator[str]:
    """`except Exception` and wider outside the places of BROAD, unless they raise the error again."""
    for _, path, tree in sources(root):
        place = path.relative_to(root).as_posix()
        broad = [node for node in ast.walk(tree) if isinstance(node, ast.ExceptHandler) and is_broad(node)]
        if len(broad) > (1 if place in BROAD else 0):
            yield from (f"{place}:{node.lineno} catches everything" for node in broad)


def is_broad(handler: ast.ExceptHandler) -> bool:
    names = {n.id for n in ast.walk(handler.type) if isinstance(n, ast.Name)} if handler.type else {"BaseException"}
    last = handler.body[-1]
    raises_again = isinstance(last, ast.Raise) and last.exc is None
    return bool(names & {"Exception", "BaseException"}) and not raises_again


Rule = Callable[[Path], Iterator[str]]
RULES: dict[str, Rule] = {
    "rooms": wrong_rooms,
    "libraries": wrong_libraries,
    "heavy": heavy_at_start,
    "behind": heavy_behind_start,
    "lines": long_files,
    "cursors": open_cursors,
    "excepts": broad_excepts,
}


@pytest.mark.parametrize("rule", RULES)
def test_the_house_keeps_its_rule(rule: str) -> None:
    assert list(RULES[rule](PACKAGE)) == []


def test_every_room_of_the_house_is_known_to_the_rules() -> None:
    rooms = {room_of(module) for module, _, _ in sources(PACKAGE)}
    assert rooms <= MAY_IMPORT.keys()


@pytest.mark.parametrize(
    ("rule", "file", "source"),
    [
        ("rooms", "cli/dumps.py", "from intercoder.exporters import EXPORTERS"),
        ("rooms", "cli/dumps.py", "def f():\n    import intercoder.importers.csv"),
        ("rooms", "ui/app.py", "from intercoder.agreement import alpha"),
        ("rooms", "ui/app.py", "from intercoder import cli"),
        ("rooms", "tasks/demo.py", "from intercoder.ui.app import run"),
        ("rooms", "tasks/demo.py", "from ..cli import main"),
        ("rooms", "project/project.py", "from intercoder.tasks import demo"),
        ("rooms", "project/project.py", "import intercoder.agreement.alpha"),
        ("rooms", "importers/csv.py", "from intercoder.exporters import csv"),
        ("rooms", "agreement/alpha.py", "from intercoder.sampling import size"),
        ("rooms", "agreement/report.py", "from intercoder.agreement import alpha"),
        ("rooms", "exporters/csv.py", "from ..project import Project"),
        ("rooms", "records.py", "from intercoder.project import Project"),
        ("rooms", "records.py", "from .tasks.demo import run"),
        ("rooms", "utils/text.py", "from intercoder.project import Project"),
        ("libraries", "tasks/demo.py", "from PySide6.QtCore import QObject"),
        ("libraries", "tasks/demo.py", "def f():\n    import sqlite3"),
        ("libraries", "ui/app.py", "import sqlite3"),
        ("libraries", "importers/csv.py", "import sqlite_utils"),
        ("libraries", "agreement/alpha.py", "def f():\n    import krippendorff"),
        ("libraries", "agreement/icc.py", "from scipy import stats"),
        ("heavy", "exporters/csv.py", "import pandas as pd"),
        ("heavy", "ui/app.py", "import numpy as np"),
        ("heavy", "cli/dumps.py", "try:\n    from lxml import etree\nexcept ImportError:\n    pass"),
        ("heavy", "records.py", "class A:\n    import openpyxl"),
        ("lines", "tasks/demo.py", "x = 1\n" * 401),
        ("cursors", "project/reads.py", "for row in db.execute('select 1'):\n    print(row)"),
        ("cursors", "project/reads.py", "ids = [row[0] for row in self.db.execute('select 1')]"),
        ("cursors", "project/reads.py", "for row in db.query('select 1'):\n    print(row)"),
        ("excepts", "tasks/demo.py", "try:\n    f()\nexcept Exception:\n    pass"),
        ("excepts", "tasks/demo.py", "try:\n    f()\nexcept (OSError, BaseException) as e:\n    print(e)"),
        ("excepts", "tasks/demo.py", "try:\n    f()\nexcept:\n    pass"),
        ("excepts", "ui/background.py", "try:\n    f()\nexcept Exception:\n    pass\n" * 2),
    ],
)
def test_a_rule_bites_on_what_breaks_it(tmp_path: Path, rule: str, file: str, source: str) -> None:
    plant(tmp_path, file, source)
    assert [found.replace("\\", "/").startswith(file) for found in RULES[rule](tmp_path)].count(True)


@pytest.mark.parametrize(
    ("file", "source"),
    [
        ("cli/dumps.py", "from intercoder.tasks import demo\nfrom intercoder.project import Project"),
        ("ui/app.py", "from intercoder.project import Project\nfrom PySide6.QtCore import QObject"),
        ("ui/app.py", "def f():\n    import numpy"),
        ("ui/app.py", "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import pandas"),
        ("tasks/demo.py", "from intercoder.agreement.alpha import nominal\nimport intercoder.project"),
        ("exporters/csv.py", "from intercoder.agreement.report import AgreementReport\nfrom . import table"),
        ("agreement/alpha.py", "import numpy\nfrom .counts import table\nfrom intercoder.errors import UserError"),
        ("project/reads.py", "import sqlite3\nfor row in db.execute('select 1').fetchall():\n    print(row)"),
        ("project/reads.py", "try:\n    f()\nexcept BaseException:\n    db.rollback()\n    raise"),
        ("ui/background.py", "try:\n    f()\nexcept Exception:\n    pass"),
        ("tasks/demo.py", "x = 1\n" * 400),
    ],
)
def test_no_rule_bites_on_what_is_allowed(tmp_path: Path, file: str, source: str) -> None:
    plant(tmp_path, file, source)
    assert [found for rule in RULES.values() for found in rule(tmp_path)] == []


def test_a_heavy_library_is_found_behind_another_room(tmp_path: Path) -> None:
    plant(tmp_path, "ui/app.py", "from intercoder.tasks.demo import run")
    plant(tmp_path, "tasks/demo.py", "from intercoder.agreement import alpha")
    plant(tmp_path, "agreement/alpha.py", "import numpy")
    assert list(heavy_behind_start(tmp_path)) == ["ui.app imports numpy by agreement/alpha.py:1"]


def plant(root: Path, file: str, source: str) -> None:
    path = root / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(source, encoding="utf-8")
