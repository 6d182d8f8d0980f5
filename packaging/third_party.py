"""Writes THIRD-PARTY.md: what the installed program brings along, with version and licence.

Run it with the Python of `.venv` after the lock has changed: versions come from requirements.lock, licences from the
packages as installed. `--check` only says whether the page is up to date.
"""

import re
import sys
from email.message import Message
from importlib.metadata import PackageNotFoundError, metadata, requires
from pathlib import Path
from typing import cast

from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "THIRD-PARTY.md"
OTHER_SYSTEMS = {"colorama": "BSD-3-Clause", "macholib": "MIT", "pefile": "MIT", "pywin32-ctypes": "BSD-3-Clause"}
"""Licences of packages that are installed on Windows or macOS only, so that any system writes the same page."""
SYSTEMS = (
    {"sys_platform": "linux", "platform_system": "Linux"},
    {"sys_platform": "win32", "platform_system": "Windows"},
    {"sys_platform": "darwin", "platform_system": "Darwin"},
)

HEAD = """# Third-party software

Generated from `requirements.lock` by `packaging/third_party.py`.

Qt and PySide6 are used as unmodified shared libraries under the GNU Lesser General Public License, version 3; they can
be replaced by another build of the same version. Their sources are published by The Qt Company. The fonts in
`resources/fonts` are Noto Sans under the SIL Open Font License 1.1; the licence of the icons stands in
`resources/icons`. SQLite, which comes with Python, is in the public domain.
"""


def locked() -> dict[str, str]:
    """Names and versions of the lock; a package that is pinned twice has both versions."""
    found: dict[str, list[str]] = {}
    pin = r"^([A-Za-z0-9._-]+)==([^ ;\\]+)"
    for name, version in re.findall(pin, (ROOT / "requirements.lock").read_text(encoding="utf-8"), re.MULTILINE):
        found.setdefault(canonical(name), []).append(version)
    return {name: " or ".join(versions) for name, versions in found.items()}


def canonical(name: str) -> str:
    """The name as comparisons need it: `lxml-html-clean` for `lxml_html_clean`."""
    return re.sub(r"[-_.]+", "-", name).lower()


def described(name: str) -> Message | None:
    """The metadata of an installed package; None of one that is for other systems only."""
    try:
        return cast(Message, metadata(name))
    except PackageNotFoundError:
        return None


def licence(name: str) -> str:
    """The licence as the package states it: its SPDX expression, else its classifiers, else its first line."""
    about = described(name)
    if about is None:
        return OTHER_SYSTEMS[name]
    expression = about.get("License-Expression")
    if expression:
        return str(expression)
    classifiers = [c.split(" :: ")[-1] for c in about.get_all("Classifier") or [] if c.startswith("License :: ")]
    classifiers = [c for c in classifiers if c != "OSI Approved"]
    if classifiers:
        return ", ".join(classifiers)
    lines = str(about.get("License") or "").strip().splitlines()
    return lines[0][:80] if lines else "not stated"


def needed(extras: tuple[str, ...]) -> set[str]:
    """The packages that Intercoder needs at run time with these extras, and what those need."""
    found: set[str] = set()
    todo = [("intercoder", frozenset(extras))]
    while todo:
        name, wanted = todo.pop()
        for line in (requires(name) if described(name) else None) or []:
            need = Requirement(line)
            if applies(need, wanted) and canonical(need.name) not in found:
                found.add(canonical(need.name))
                todo.append((need.name, frozenset(need.extras)))
    return found


def applies(need: Requirement, extras: frozenset[str]) -> bool:
    """Whether a requirement holds with these extras on any of the systems."""
    marker = need.marker
    return marker is None or any(marker.evaluate({**system, "extra": extra}) for system in SYSTEMS for extra in ("", *extras))


def table(names: list[str], versions: dict[str, str]) -> list[str]:
    """The lines of a Markdown table."""
    rows = [f"| {name} | {versions[name]} | {licence(name)} |" for name in names]
    return ["| package | version | licence |", "|---|---|---|", *rows]


def page() -> str:
    """The whole page."""
    versions = locked()
    inside = needed(("bigdata", "science"))
    used = sorted(versions.keys() & inside)
    rest = sorted(versions.keys() - inside)
    parts = [HEAD, "## Part of the program", "", *table(used, versions), ""]
    return "\n".join([*parts, "## For development and tests, not part of the program", "", *table(rest, versions), ""])


def main() -> int:
    """Write the page, or with --check compare it."""
    text = page()
    if "--check" in sys.argv[1:]:
        if PAGE.read_text(encoding="utf-8") == text:
            return 0
        sys.stderr.write("error: THIRD-PARTY.md is older than the lock.\nhint: python packaging/third_party.py\n")
        return 1
    PAGE.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
