"""What differs between two codebooks: a readable list, each difference proposed as editorial or substantive.

Editorial = a coder would decide every unit as before. Substantive = some units would be coded in another way; `scope`
says which of the coded ones it touches. Pure: no project, no SQL.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import asdict, dataclass
from typing import Any, Literal

from intercoder.records import Category, Codebook, Variable

Kind = Literal["editorial", "substantive"]
Scope = Literal["none", "asked", "category", "gate", "missing", "undetermined"]
"""Which finished units have to be coded anew: none; those the question is asked of; those with the category; those of
which it is asked now and was not, or the other way round; those without an answer; those that could not be determined."""

WORDING = ("question", "definition", "use_when", "not_when")
_FIELDS = {
    "name": "name", "label": "label", "question": "question", "unit_kind": "what it is asked of",
    "answer_kind": "kind of answer", "level": "level", "about": "span question", "required": "“required”",
    "undetermined": "“cannot be determined”", "condition": "condition", "group": "group",
}  # fmt: skip
_CATEGORY_FIELDS = {
    "value": "number", "label": "label", "definition": "definition", "use_when": "“use when”", "not_when": "“not when”",
    "examples": "examples", "colour": "colour", "key": "key", "parent": "place in the tree",
}  # fmt: skip


@dataclass(frozen=True)
class Change:
    """One difference. `variable` is its present name, of one that went its old name; `number` the id of the variable."""

    variable: str
    sentence: str
    kind: Kind
    scope: Scope = "none"
    field: str = ""  # name of the field; "added", "removed", "merged", "order"
    category: int | None = None  # number of the category, now or of one that went
    before: str = ""
    after: str = ""
    number: int = 0

    @property
    def recodes(self) -> bool:
        """Whether values from before and after it cannot be pooled without a word."""
        return self.kind == "substantive" and self.scope != "none"


def as_json(change: Change) -> dict[str, Any]:
    """The change as a document."""
    return asdict(change)


def from_json(document: dict[str, Any]) -> Change:
    """The change of a document."""
    return Change(**document)


def differences(old: Codebook, new: Codebook, merged: Collection[tuple[int, int]] = ()) -> tuple[Change, ...]:
    """What was changed from old to new, by variable in the order of the new one; `merged`: (category id, target id)."""
    return tuple(_differences(old, new, dict(merged)))


def _differences(old: Codebook, new: Codebook, merged: dict[int, int]) -> Iterator[Change]:
    pairs = {v.name: _partner(v, old.variables) for v in new.variables}
    if old.title != new.title:
        yield Change("", f"The title is “{new.title}”", "editorial", field="title", before=old.title, after=new.title)
    for v in new.variables:
        before = pairs[v.name]
        if before is None:
            yield Change(v.name, f"{v.label}: new question", "substantive", "asked", "added", number=v.id)
        else:
            yield from _of_variable(before, v)
            yield from _of_categories(before, v, merged)
    kept = [id(p) for p in pairs.values() if p is not None]
    for v in old.variables:
        if id(v) not in kept:
            yield Change(v.name, f"{v.label}: question removed", "substantive", field="removed", number=v.id)
    both = [p.name for p in pairs.values() if p is not None]
    if both != [v.name for v in old.variables if v.name in both]:
        yield Change("", "The questions stand in another order", "editorial", field="order")


def _partner(v: Variable, among: tuple[Variable, ...]) -> Variable | None:
    by_id = next((o for o in among if o.id and o.id == v.id), None)
    return by_id or next((o for o in among if o.name == v.name and not (o.id and v.id)), None)


def _of_variable(old: Variable, new: Variable) -> Iterator[Change]:
    for field, words in _FIELDS.items():
        a, b = getattr(old, field), getattr(new, field)
        if a == b:
            continue
        kind, scope = _judged(field, a, b)
        yield Change(new.name, f"{new.label}: {words} changed", kind, scope, field, None, _shown(a), _shown(b), new.id)


def _of_categories(old: Variable, new: Variable, merged: dict[int, int]) -> Iterator[Change]:
    kept: list[Category] = []
    for c in new.categories:
        before = _twin(c, old.categories)
        if before is None:
            sentence = f"{new.label}: new category {c.value} “{c.label}”"
            yield Change(new.name, sentence, "substantive", "asked", "added", c.value, number=new.id)
            continue
        kept.append(before)
        for field, words in _CATEGORY_FIELDS.items():
            a, b = getattr(before, field), getattr(c, field)
            if a != b:
                kind, scope = _judged(field, a, b)
                sentence = f"{new.label}, {c.value} “{c.label}”: {words} changed"
                yield Change(new.name, sentence, kind, scope, field, c.value, _shown(a), _shown(b), new.id)
    for c in old.categories:
        if c in kept:
            continue
        target = next((t for t in new.categories if t.id and t.id == _end(c.id, merged)), None)
        if target is None:
            sentence = f"{new.label}: category {c.value} “{c.label}” removed"
            yield Change(new.name, sentence, "substantive", "none", "removed", c.value, number=new.id)
        else:
            sentence = f"{new.label}: category {c.value} “{c.label}” merged into {target.value} “{target.label}”"
            yield Change(new.name, sentence, "editorial", "none", "merged", c.value, number=new.id)
    numbers = [c.id or c.value for c in kept]
    if numbers != [c.id or c.value for c in old.categories if c in kept]:
        yield Change(new.name, f"{new.label}: categories in another order", "editorial", field="order", number=new.id)


def _end(number: int, merged: dict[int, int]) -> int:
    seen: set[int] = set()
    while number in merged and number not in seen:
        seen.add(number)
        number = merged[number]
    return number


def _twin(c: Category, among: tuple[Category, ...]) -> Category | None:
    by_id = next((o for o in among if o.id and o.id == c.id), None)
    return by_id or next((o for o in among if o.value == c.value and not (o.id and c.id)), None)


def _judged(field: str, a: object, b: object) -> tuple[Kind, Scope]:
    if field in WORDING:
        return ("editorial" if _bare(str(a)) == _bare(str(b)) else "substantive"), "asked"
    if field in ("unit_kind", "answer_kind", "about"):
        return "substantive", "asked"
    if field == "level":
        return "substantive", "none"
    if field == "condition":
        return "substantive", "gate"
    if field == "required":
        return ("substantive", "missing") if b else ("editorial", "none")
    if field == "undetermined":
        return ("substantive", "asked") if b else ("substantive", "undetermined")
    return "editorial", "asked" if field in ("label", "examples") else "none"


def _bare(text: str) -> str:
    """The words alone: a comma or a capital letter more is no other meaning."""
    return " ".join(re.findall(r"\w+", text.casefold()))


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return "\n".join(str(part) for part in value)
    return "" if value is None else str(value)


def kind_of(changes: Collection[Change]) -> Kind:
    """The kind of a version with these changes."""
    return "substantive" if any(c.kind == "substantive" for c in changes) else "editorial"


def proposed_version(last: str | None, changes: Collection[Change]) -> str:
    """The number after the last frozen one: 1.0 at first, 1.1 after editorial changes, 2.0 after a substantive one.

    >>> proposed_version(None, ()), proposed_version("1.9", ()), proposed_version("draft b", ())
    ('1.0', '1.10', 'draft b.1')
    """
    if last is None:
        return "1.0"
    match = re.fullmatch(r"(\d+)(?:\.(\d+))?", last)
    if match is None:
        return f"{last}.1"
    major, minor = int(match[1]), int(match[2] or 0)
    return f"{major + 1}.0" if kind_of(changes) == "substantive" else f"{major}.{minor + 1}"
