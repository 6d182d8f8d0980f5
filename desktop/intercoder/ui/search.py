"""Finds units by the words of their text, as entries of the palette."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from intercoder.ui.code.queue_rows import name_of
from intercoder.ui.palette import Entry

if TYPE_CHECKING:
    from intercoder.ui.window import Window

LEAST, MOST = 3, 30  # characters from which the corpus is searched; units that are listed
_BEFORE, _SHOWN = 24, 110  # characters of the snippet before the find, and in all


def found_units(window: Window, typed: str) -> list[Entry]:
    """Units whose text has all the words typed; a choice shows the unit."""
    project, words = window.session.project, typed.strip()
    if project is None or len(words) < LEAST:
        return []
    whole = any(len(word) < LEAST for word in words.split())
    found = project.material.search(words if whole else f"{words}*", MOST)
    entries = []
    for unit in project.material.units_by_id(found):
        text = unit.text or ""
        at = max(0, text.casefold().find(words.split()[0].casefold()) - _BEFORE)
        snippet = " ".join(text[at : at + _SHOWN].split())
        act = partial(show_unit, window, unit.id, unit.article)
        entries.append(Entry(("… " if at else "") + snippet, act, detail=f"{name_of(unit)}, {unit.ref}"))
    return entries


def show_unit(window: Window, unit: int, article: int) -> None:
    """Shows a unit where it is coded; else its article, where it is coded; else in the corpus."""
    worklist = window.session.worklist
    wanted = next((number for number in (unit, article) if worklist.item(number) is not None), None)
    if wanted is not None:
        window.go("code", wanted)
    else:
        window.go("corpus", article)
