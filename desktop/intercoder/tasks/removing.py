"""Taking an import back, and telling what happened to a unit."""

from dataclasses import asdict
from typing import TYPE_CHECKING
from unicodedata import normalize

from intercoder.errors import UserError
from intercoder.project import history as past
from intercoder.project import removal

if TYPE_CHECKING:
    from intercoder.project import Project


def remove_import(project: "Project", source: str, codings_too: bool = False) -> dict[str, object]:
    """Removes an imported file, named by its number or its name, with all that it brought."""
    return asdict(removal.remove_import(project, _number(project, source), codings_too))


def _number(project: "Project", source: str) -> int:
    wanted = normalize("NFC", source)  # file names of macOS have accents apart from their letters
    paths = {s.id: normalize("NFC", s.path) for s in project.material.sources()}
    named = [number for number, path in paths.items() if wanted in (str(number), path, path.rsplit("/", 1)[-1])]
    if len(named) > 1:
        raise UserError(f"{len(named)} imports are called {source}.", f"Name one by its number: {', '.join(map(str, named))}.")
    if not named:
        known = "; ".join(f"{s.id} {s.path}" for s in project.material.sources()) or "none"
        raise UserError(f"There is no import “{source}”.", f"Imports are: {known}")
    return named[0]


def history(project: "Project", ref: str) -> dict[str, object]:
    """Who gave a unit which coding, when, and what was there before, as a document."""
    unit = project.material.unit_by_ref(ref)
    return {"unit": unit.ref, "changes": [asdict(entry) for entry in past.history(project, unit)]}
