"""Near duplicates of a project: found by their shingles, kept as groups in one undoable step; nothing is deleted."""

from typing import TYPE_CHECKING

from intercoder.importers.reading.shingles import THRESHOLD, alike, near_duplicates
from intercoder.records import Tick, no_tick

if TYPE_CHECKING:
    from intercoder.project import Project


def group_near_duplicates(project: "Project", tick: Tick = no_tick, threshold: float = THRESHOLD) -> dict[str, object]:
    """Groups wire copy and updated versions; gives how many groups of how many articles there are.

    A cancel changes nothing. Undo takes the grouping back.
    """
    room = project.material.duplicates
    groups = near_duplicates(room.texts(), room.text, tick, threshold)
    changed = room.group(groups)
    return {"groups": len(groups), "articles": sum(map(len, groups)), "threshold": threshold, "changed": changed}


def compare(project: "Project", one: int, other: int) -> dict[str, float]:
    """How much two articles have in common: `jaccard` and `containment`, from 0 to 1."""
    room = project.material.duplicates
    jaccard, containment = alike(room.text(one), room.text(other))
    return {"jaccard": jaccard, "containment": containment}
