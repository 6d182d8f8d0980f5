"""The codes of another program as a codebook: each tree of codes becomes a question, the codes in it its categories."""

import re
from collections.abc import Container, Sequence
from dataclasses import dataclass, replace

from intercoder.exporters.qda_codes import COLOURS, OF_CATEGORY, OF_VARIABLE, parsed
from intercoder.records import Category, ForeignCode, Variable

OWN = "Intercoder"
"""How the origin of a file begins that this program wrote."""


@dataclass(frozen=True)
class Tree:
    """One question to be, with the category that each of its codes becomes."""

    variable: Variable
    values: dict[str, int]  # by key of the code


def trees(codes: Sequence[ForeignCode], origin: str, used: Container[str] = ()) -> list[Tree]:
    """The questions in these codes. Codes without a tree become categories of one question together.

    A code over others is the first category of its tree if it was `used` itself (keys of codes).
    """
    below: dict[str | None, list[ForeignCode]] = {}
    for code in codes:
        below.setdefault(code.parent, []).append(code)
    tops = below.get(None, [])
    if is_own(codes, origin):
        return [_own(top, _under(top, below)) for top in tops]
    out: list[Tree] = []
    single = [top for top in tops if top.key not in below]
    for top in tops:
        if top.key in below:
            members = _under(top, below)
            members = [replace(top, parent=None), *members] if top.key in used else members
            out.append(_foreign(top.name, top.description, members, out))
    if single:
        out.append(_foreign("Codes", "", single, out))
    return out


def is_own(codes: Sequence[ForeignCode], origin: str) -> bool:
    """Whether this program wrote the codes, with questions and numbers in their descriptions."""
    needed = {"name", "unit_kind", "answer_kind"}
    tops = [code for code in codes if code.parent is None]
    return origin.startswith(OWN) and all(needed <= parsed(code.description, OF_VARIABLE).keys() for code in tops)


def _under(top: ForeignCode, below: dict[str | None, list[ForeignCode]]) -> list[ForeignCode]:
    """All codes below one, each before those below it."""
    out: list[ForeignCode] = []
    waiting = list(reversed(below.get(top.key, [])))
    while waiting:
        code = waiting.pop()
        out.append(code)
        waiting += reversed(below.get(code.key, []))
    return out


def _foreign(name: str, words: str, members: list[ForeignCode], before: list[Tree]) -> Tree:
    values = {code.key: number for number, code in enumerate(members, 1)}
    categories = tuple(
        Category(
            number, code.name or f"Code {number}", code.description, colour=colour_of(code.colour, number),
            parent=values.get(code.parent) if code.parent and code.parent != code.key else None,
        )
        for number, code in enumerate(members, 1)
    )  # fmt: skip
    number = len(before) + 1
    stem = re.sub(r"\W+", "_", name.casefold()).strip("_")
    legal = stem if stem.isidentifier() else f"codes_{number}"
    taken = {tree.variable.name for tree in before}
    unique = legal if legal not in taken else f"{legal}_{number}"
    variable = Variable(unique, name or f"Codes {number}", "article", "spans", "nominal", words, required=False)
    return Tree(replace(variable, categories=categories), values)


def _own(top: ForeignCode, members: list[ForeignCode]) -> Tree:
    """A question that this program wrote, with everything that stands in the descriptions."""
    given = parsed(top.description, OF_VARIABLE)
    for key in ("required", "undetermined"):
        given[key] = given.get(key) == "yes"
    values: dict[str, int] = {}
    categories = []
    for number, code in enumerate(members, 1):
        found = parsed(code.description, OF_CATEGORY)
        text = str(found.pop("value", number))
        values[code.key] = int(text) if re.fullmatch(r"-?\d{1,18}", text) else number
        examples = tuple(found.pop("examples", ()))
        parent = values.get(code.parent) if code.parent else None
        colour = {hex_: name for name, hex_ in COLOURS.items()}.get((code.colour or "").upper())
        categories.append(Category(values[code.key], code.name, examples=examples, parent=parent, colour=colour, **found))
    return Tree(Variable(label=top.name, categories=tuple(categories), **given), values)


def colour_of(colour: str | None, number: int) -> str:
    """The nearest of the eight colours; where none is given, one after the other."""
    if not colour or not re.fullmatch("#[0-9A-Fa-f]{6}", colour):
        return list(COLOURS)[(number - 1) % len(COLOURS)]
    given = _channels(colour)
    return min(COLOURS, key=lambda name: sum((a - b) ** 2 for a, b in zip(given, _channels(COLOURS[name]), strict=True)))


def _channels(colour: str) -> tuple[int, ...]:
    return tuple(int(colour[n : n + 2], 16) for n in (1, 3, 5))
