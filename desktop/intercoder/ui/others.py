"""What the other coders answered, as far as the coder who codes now may see it; and whether one only looks on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from intercoder.records import Answer
from intercoder.ui.paint import initials_of

if TYPE_CHECKING:
    from intercoder.project import Project

Others = list[tuple[str, dict[tuple[str, int], Answer]]]
"""Initials of a coder, and their answers to the unit."""


def others_answers(project: Project, unit: int) -> Others:
    """The answers of everybody else whose codings of this unit may be seen, coders by number."""
    seen, coders = [], project.plan.coders()
    for coder, short in zip(coders, initials_of([coder.name for coder in coders]), strict=True):
        if coder.id != project.coder.id and project.codings.may_see(coder.id, unit):
            answers = project.codings.answers(unit, coder.id)
            if answers:
                seen.append((short, answers))
    return seen


def export_refusal(project: Project) -> tuple[str, str] | None:
    """Why the present coder may not write files of everybody's codings; None if they may."""
    if project.codings.sees_figures():
        return None
    said = QCoreApplication.translate("Others", "{0} is not the lead.").format(project.coder.name)
    hint = "An export holds what all coders coded, and a round here is blind. The lead can export."
    return said, QCoreApplication.translate("Others", hint)


def looks_on(project: Project) -> bool:
    """Whether others were asked to code in this round and the present coder was not."""
    plan, number = project.plan, project.round.id
    if project.kind == "package" or plan.takes_part(number, project.coder.id):
        return False
    return any(plan.takes_part(number, coder.id) for coder in plan.coders())
