"""What becomes of files that are dropped on the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from intercoder.ui import files
from intercoder.ui.care.returned import returned_to

if TYPE_CHECKING:
    from intercoder.ui.window import Window


def take(window: Window, paths: list[str]) -> None:
    """Takes packages of the project back; opens another project that was dropped; hands dumps to the corpus."""
    projects = [path for path in paths if path.endswith(files.SUFFIX)]
    project = window.session.project
    if project is not None and project.kind == "project" and len(projects) == len(paths) and returned_to(project, paths):
        window.returned.take(paths)
    elif projects and (project is None or len(paths) == 1):
        window.open_path(projects[0])
    elif project is None:
        hint = window.tr("Start a project first, then drop them again.")
        window.notify(window.tr("These files need a project to be imported into."), hint, "warn")
    elif "corpus" in window.offered():
        window.go("corpus")
        if hasattr(window.place, "take_files"):
            window.place.take_files(paths)
