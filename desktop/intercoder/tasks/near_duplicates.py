"""Near duplicates of a project: found by their shingles, kept as groups in one undoable step; nothing is deleted."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from intercoder.importers.reading.shingles import THRESHOLD, alike, near_duplicates
from intercoder.project.search import ARTICLE_TEXTS
from intercoder.records import Tick, Unit, no_tick
from intercoder.tasks.text_difference import Compared, compare_texts

if TYPE_CHECKING:
    from intercoder.project import Project


def group_near_duplicates(project: "Project", tick: Tick = no_tick, threshold: float = THRESHOLD) -> dict[str, object]:
    """Groups wire copy and updated versions; gives how many groups of how many articles there are.

    A cancel changes nothing. Undo takes the grouping back.
    """
    room = project.material.duplicates
    found = near_duplicates(room.texts(), room.text, tick, threshold)
    changed = room.group(found)
    groups = room.groups()
    return {"groups": len(groups), "articles": sum(map(len, groups)), "threshold": threshold, "changed": changed}


def compare(project: "Project", one: int, other: int) -> dict[str, float]:
    """How much two articles have in common: `jaccard` and `containment`, from 0 to 1."""
    room = project.material.duplicates
    jaccard, containment = alike(room.text(one), room.text(other))
    return {"jaccard": jaccard, "containment": containment}


def compare_articles(project: "Project", one: int, other: int) -> Compared:
    """Where two articles differ, word by word, comments left out."""
    return compare_texts(*([(unit.id, unit.text or "") for unit in texts_of(project, each)] for each in (one, other)))


def texts_of(project: "Project", article: int) -> list[Unit]:
    """The texts of an article that are compared: headline, lead, body, corrections and captions."""
    return [unit for unit in project.material.units(article) if unit.kind in ARTICLE_TEXTS]


def likeness(project: "Project", members: Sequence[int], most: int = 8) -> tuple[float, float]:
    """The least and the greatest likeness of members of a group to its representative, of `most` of them at most.

    The likeness of two articles is the greater one of Jaccard and containment.
    """
    first = project.material.duplicates.representative(members)
    others = [member for member in members if member != first][:most]
    measured = [max(compare(project, first, other).values()) for other in others]
    return (min(measured), max(measured)) if measured else (1.0, 1.0)
