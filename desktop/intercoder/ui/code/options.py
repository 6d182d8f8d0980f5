"""The answers that a question offers, as they are shown: in order, with their keys. Pure: variable in, options out."""

from collections.abc import Iterable
from dataclasses import dataclass

from intercoder.records import Answer, Category, Variable
from intercoder.ui import keymap

UNDETERMINED = "undetermined"
NONE = "none"
Choice = int | str
"""The number of a category, or `undetermined`, or `none` (of a *several* question: none of them applies)."""
LARGE = 12
"""Options from which a question is answered by typing the beginning of a label."""


@dataclass(frozen=True)
class Option:
    """One answer that can be chosen. `depth` counts the categories above it, whose labels are in `path`."""

    choice: Choice
    label: str
    key: str
    several: bool
    code: str | None = None  # the colour of a category one marks with
    depth: int = 0
    path: tuple[str, ...] = ()

    @property
    def whole(self) -> str:
        """The label with those above it: "State › Minister"."""
        return " › ".join((*self.path, self.label))


def options(variable: Variable) -> list[Option]:
    """The answers of a question with categories, each below its parent; `cannot be determined` comes last."""
    several, marks = variable.answer_kind == "several", variable.answer_kind == "spans"
    found = [
        Option(c.value, c.label, key_of(c.key, c.value), several, (c.colour or "grey") if marks else None, len(path), path)
        for c, path in _tree(variable.categories)
        if variable.answer_kind in ("one", "several", "spans")
    ]
    if several:
        taken = {option.key for option in found}
        found.append(Option(NONE, "None of these", "" if "0" in taken else "0", False))
    if variable.undetermined:
        found.append(Option(UNDETERMINED, "Cannot be determined", keymap.current().cap("code.undetermined"), False))
    return found


def _tree(categories: tuple[Category, ...]) -> list[tuple[Category, tuple[str, ...]]]:
    """Every category after the one above it, with the labels of those above."""
    below: dict[int | None, list[Category]] = {}
    known = {c.value for c in categories}
    for category in categories:
        below.setdefault(category.parent if category.parent in known else None, []).append(category)

    def walk(parent: int | None, path: tuple[str, ...]) -> list[tuple[Category, tuple[str, ...]]]:
        return [pair for c in below.get(parent, ()) for pair in ((c, path), *walk(c.value, (*path, c.label)))]

    return walk(None, ())


def matching(found: Iterable[Option], typed: str) -> list[Option]:
    """Those of which each typed word begins a word, in the label or above it; own labels that begin so come first."""
    wanted = typed.casefold().split()

    def words(text: str) -> list[str]:
        return text.casefold().replace("-", " ").split()

    fits = [o for o in found if all(any(word.startswith(part) for word in words(o.whole)) for part in wanted)]
    own = {id(o) for o in fits if all(any(word.startswith(part) for word in words(o.label)) for part in wanted)}
    return sorted(fits, key=lambda o: id(o) not in own) if wanted else fits


def key_of(key: str | None, value: int) -> str:
    """The key of a category: its own, else its one-digit number; none if a command has it."""
    wanted = key or (str(value) if 0 <= value <= 9 else "")
    return "" if wanted.casefold() in keymap.current().reserved() else wanted


def category_keys(variables: Iterable[Variable]) -> dict[str, str]:
    """The keys that categories have, as they are compared, and the labels they stand for."""
    pairs = ((key_of(c.key, c.value), c.label) for variable in variables for c in variable.categories)
    return {key.casefold(): label for key, label in pairs if key}


def chosen(variable: Variable, answer: Answer | None) -> set[Choice]:
    """What of the options an answer has chosen."""
    if answer is None:
        return set()
    if answer.status == "undetermined":
        return {UNDETERMINED}
    if answer.status != "value":
        return set()
    if variable.answer_kind == "several":
        return set(answer.ticked) or {NONE}
    return {int(answer.answer)} if answer.answer is not None and variable.answer_kind == "one" else set()
