"""The frozen program takes along what its libraries read beside their code; what PyInstaller does not know of is named."""

import re
from importlib.metadata import PackagePath, distribution, requires
from importlib.util import find_spec
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).parents[1]
CODE = frozenset({
    ".py", ".pyc", ".pyi", ".so", ".pyd", ".dll", ".dylib", ".typed", ".pxd", ".pxi", ".pyx", ".h", ".c", ".cpp", ".a", ".md",
})  # fmt: skip
NOT_READ = {
    "numpy": "what C programs are built with",
    "pandas": "templates of styled tables, which nothing here makes",
    "tzdata": "zones come from the system, and days keep the zone they were printed with",
    "urllib3": "for a program inside a web page",
    "shiboken6": "what C++ programs are built with",
}


def needed() -> set[str]:
    """The distributions that the program needs, and those that these need."""
    found: set[str] = set()
    waiting = ["intercoder"]
    while waiting:
        name = waiting.pop()
        for line in requires(name) or []:
            requirement = Requirement(line)
            if requirement.marker is not None and not requirement.marker.evaluate({"extra": ""}):
                continue
            if requirement.name not in found:
                found.add(requirement.name)
                waiting.append(requirement.name)
    return found


def is_data(file: PackagePath) -> bool:
    """Whether a file of a distribution lies within its package and is no code and no test."""
    within = len(file.parts) > 1 and not file.parts[0].endswith((".dist-info", ".libs")) and file.parts[0] != ".."
    return within and file.suffix not in CODE and not {"tests", "test", "include"} & set(file.parts)


def has_hook(package: str) -> bool:
    """Whether PyInstaller knows what to take along of a package."""
    for hooks in ("PyInstaller.hooks", "_pyinstaller_hooks_contrib.stdhooks"):
        spec = find_spec(hooks)
        assert spec is not None
        for folder in spec.submodule_search_locations or ():
            if any(Path(folder).glob(f"hook-{package}.*py")):
                return True
    return False


def test_what_a_library_reads_beside_its_code_travels_with_the_frozen_program() -> None:
    taken = set(re.findall(r'collect_data_files\("(\w+)"\)', (ROOT / "packaging" / "intercoder.spec").read_text("utf-8")))
    with_data = {file.parts[0] for name in needed() for file in distribution(name).files or [] if is_data(file)}
    assert {"trafilatura", "justext", "docx"} <= with_data
    assert {package for package in with_data if not has_hook(package)} - set(NOT_READ) == taken
