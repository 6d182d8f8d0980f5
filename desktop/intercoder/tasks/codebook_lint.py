"""What is worth a look in a codebook before it is frozen: a pure function over the codebook and its use, no project."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from intercoder.errors import UserError
from intercoder.exporters.names import LIMIT, RESERVED, spss_name
from intercoder.project import conditions
from intercoder.project.codebook_use import Uses
from intercoder.records import Category, Codebook, Variable

Severity = Literal["error", "warning"]
RESERVED_KEYS = frozenset("jk?- ")
"""Keys of the place Code, which no category can have."""
OTHER = (
    "other", "others", "else", "miscellaneous", "none", "no", "unclear", "neutral", "mixed", "andere", "sonstige", "sonstiges",
    "autre", "autres", "otro", "otra", "otros", "altro", "overig", "دیگر", "other/unclear", "其他", "anders",
)  # fmt: skip
"""First words of categories that take what fits nowhere else."""
_CATEGORICAL = ("one", "several", "spans")
_COLOURS = 8


@dataclass(frozen=True)
class Finding:
    """One thing to look at, and where: a variable, one of its categories, the field to mend."""

    code: str
    message: str
    variable: str
    category: int | None = None
    field: str = ""
    severity: Severity = "warning"


def lint(codebook: Codebook, uses: Uses | None = None) -> tuple[Finding, ...]:
    """Every finding, in the order of the codebook; errors are what cannot work, warnings what often goes wrong."""
    found: list[Finding] = []
    asked = _reachable(codebook)
    for n, v in enumerate(codebook.variables):
        found += _name(v, codebook.variables[:n])
        found += _condition(v, codebook, asked)
        found += _categories(v)
        found += _keys(v)
        found += _level(v)
        found += _unused(v, uses)
    found += _marking_keys(codebook)
    order = {v.name: n for n, v in enumerate(codebook.variables)}
    return tuple(sorted(found, key=lambda f: order.get(f.variable, 0)))


def name_fault(name: str) -> str:
    """Why SPSS would not take a name as it is, in one sentence; empty if it would."""
    size = len(name.encode())
    if not name:
        return "The name is empty."
    if size > LIMIT:
        return f"The name has {size} bytes; SPSS takes {LIMIT}. It would be called {spss_name(name)} there."
    if name.casefold() in RESERVED:
        return f"“{name}” is a word of SPSS. It would be called {spss_name(name)} there."
    if spss_name(name) != name:
        return f"SPSS does not take this name. It would be called {spss_name(name)} there."
    if not name.isidentifier():
        return "Use letters, digits and _, a letter first."
    return ""


def _name(v: Variable, before: tuple[Variable, ...]) -> Iterator[Finding]:
    fault = name_fault(v.name)
    if fault:
        yield Finding("spss_name", f"{v.label}: {fault}", v.name, field="name")
    twin = next((o for o in before if o.name.casefold() == v.name.casefold()), None)
    if twin is not None:
        message = f"“{v.name}” and “{twin.name}” differ in nothing but case; SPSS takes them for one."
        yield Finding("same_name", message, v.name, field="name", severity="error")


# ---------------------------------------------------------------- conditions


def _condition(v: Variable, codebook: Codebook, asked: Mapping[str, str]) -> Iterator[Finding]:
    why = asked.get(v.name)
    if why:
        yield Finding("unreachable", f"{v.label} is never asked: {why}", v.name, field="condition", severity="error")
    if v.condition and not why and v.about is None:
        gates = [codebook.variable(t.variable) for t in conditions.parse(v.condition)]
        optional = next((g for g in gates if g is not None and not g.required), None)
        if optional is not None:
            message = f"{v.label} hangs on {optional.label}, which may stay without an answer; then it is not asked."
            yield Finding("optional_gate", message, v.name, field="condition")


def _reachable(codebook: Codebook) -> dict[str, str]:
    """Variable name -> why it can never be asked; names that can are left out."""
    never: dict[str, str] = {}
    seen: dict[str, Variable] = {}
    for v in codebook.variables:
        why = _why_never(v, seen, never, codebook) if v.condition else ""
        if why:
            never[v.name] = why
        seen[v.name] = v
    return never


def _why_never(v: Variable, seen: Mapping[str, Variable], never: Mapping[str, str], codebook: Codebook) -> str:
    try:
        terms = conditions.parse(v.condition or "")
    except UserError as error:
        return error.message
    for name in dict.fromkeys(term.variable for term in terms):
        gate = seen.get(name)
        if gate is None:
            return _why_unknown(name, v, codebook)
        if gate.name in never:
            return f"{gate.label} is never asked either."
        if (gate.unit_kind, gate.about) != (v.unit_kind, v.about):
            return f"{gate.label} is asked of something else."
        if gate.answer_kind in ("spans", "text", "date"):
            return f"{gate.label} has no numbers to compare with."
        why = _why_no_number([t for t in terms if t.variable == name], gate)
        if why:
            return why
    return ""


def _why_unknown(name: str, v: Variable, codebook: Codebook) -> str:
    if name == v.name:
        return "its condition names itself."
    later = codebook.variable(name)
    if later is None:
        return f"its condition names “{name}”, which is no question."
    circle = bool(later.condition and any(t.variable == v.name for t in conditions.parse(later.condition)))
    return f"it and {later.label} wait for each other." if circle else f"{later.label} stands after it."


def _why_no_number(terms: list[conditions.Term], gate: Variable) -> str:
    numbers = {c.value for c in gate.categories}
    if gate.answer_kind == "number":
        return ""
    for term in terms:
        if not term.negated and not term.numbers & numbers:
            return f"{gate.label} has no category {', '.join(str(n) for n in sorted(term.numbers))}."
    if gate.answer_kind == "one":
        left = set(numbers)
        for term in terms:
            left = left - term.numbers if term.negated else left & term.numbers
        return "" if left else f"no answer to {gate.label} fulfils its condition."
    return ""


# ---------------------------------------------------------------- categories


def _categories(v: Variable) -> Iterator[Finding]:
    if v.answer_kind not in _CATEGORICAL:
        return
    numbers: dict[int, Category] = {}
    for c in v.categories:
        if c.value in numbers:
            message = f"{v.label}: number {c.value} stands for “{numbers[c.value].label}” and “{c.label}”."
            yield Finding("same_number", message, v.name, c.value, "value", "error")
        numbers[c.value] = c
    bare = [c for c in v.categories if not c.definition.strip()]
    if bare:
        names = ", ".join(f"“{c.label}”" for c in bare[:3]) + (f" and {len(bare) - 3} more" if len(bare) > 3 else "")
        yield Finding("no_definition", f"{v.label}: no definition of {names}.", v.name, bare[0].value, "definition")
    if len(v.categories) == 1 and v.answer_kind == "one":
        yield Finding("one_category", f"{v.label} has only one category.", v.name, v.categories[0].value)
    if v.level == "nominal" and len(v.categories) > 2 and not any(_is_other(c) for c in v.categories):
        yield Finding("no_other", f"{v.label} has no “other” category.", v.name)
    if v.answer_kind == "spans":
        yield from _colours(v)


def _is_other(c: Category) -> bool:
    words = c.label.casefold().replace("/", " ").split()
    return bool(words) and (words[0].strip("-–,():") in OTHER or "other" in words)


def _colours(v: Variable) -> Iterator[Finding]:
    used: dict[str, Category] = {}
    for c in v.categories:
        colour = c.colour or "grey"
        if colour in used:
            message = f"{v.label}: “{used[colour].label}” and “{c.label}” have the same colour."
            if len(v.categories) > _COLOURS:
                message = f"{v.label} has more than {_COLOURS} categories, so colours repeat."
            yield Finding("same_colour", message, v.name, c.value, "colour")
            return
        used[colour] = c


def _level(v: Variable) -> Iterator[Finding]:
    if v.answer_kind == "one" and v.level == "ordinal":
        numbers = [c.value for c in v.categories if not _is_other(c) or c.label.casefold().startswith("no")]
        if numbers not in (sorted(numbers), sorted(numbers, reverse=True)):
            message = f"{v.label} is ordinal, but its numbers do not rise or fall from top to bottom."
            yield Finding("ordinal_order", message, v.name, v.categories[0].value, "value")
    if v.answer_kind == "several" and v.level != "nominal":
        yield Finding("several_level", f"{v.label}: several answers at once are nominal.", v.name, field="level")
    if v.answer_kind == "number" and v.level in ("nominal", "ordinal"):
        message = f"{v.label} asks for a number; counts and measures are ratio or interval."
        yield Finding("number_level", message, v.name, field="level")


def _unused(v: Variable, uses: Uses | None) -> Iterator[Finding]:
    if uses is None or not uses.of_variable.get(v.name) or v.answer_kind not in _CATEGORICAL:
        return
    idle = [c for c in v.categories if not uses.of_category.get((v.name, c.value))]
    parents = {c.parent for c in v.categories}
    idle = [c for c in idle if c.value not in parents]
    if idle:
        names = ", ".join(f"“{c.label}”" for c in idle[:3]) + (f" and {len(idle) - 3} more" if len(idle) > 3 else "")
        yield Finding("never_used", f"{v.label}: never used so far: {names}.", v.name, idle[0].value)


# ---------------------------------------------------------------- keys


def key_of(c: Category) -> str:
    """The key that works for a category: its own, else its one-digit number."""
    return (c.key or (str(c.value) if 0 <= c.value <= 9 else "")).casefold()


def _keys(v: Variable) -> Iterator[Finding]:
    taken: dict[str, Category] = {}
    for c in v.categories:
        key = key_of(c)
        if key in RESERVED_KEYS and key:
            message = f"{v.label}: the key {key.upper()} of “{c.label}” moves through the text; it cannot choose an answer."
            yield Finding("reserved_key", message, v.name, c.value, "key")
        elif key and key in taken:
            message = f"{v.label}: the key {key.upper()} stands for “{taken[key].label}” and “{c.label}”."
            yield Finding("same_key", message, v.name, c.value, "key", "error")
        elif key:
            taken[key] = c


def _marking_keys(codebook: Codebook) -> Iterator[Finding]:
    """Own letters of span questions mark at once, so two of them cannot share one."""
    taken: dict[str, Variable] = {}
    for v in codebook.variables:
        if v.answer_kind != "spans":
            continue
        shared = sorted({k for c in v.categories if (k := (c.key or "").casefold()) and k in taken})
        if shared:
            other = taken[shared[0]]
            keys = ", ".join(k.upper() for k in shared)
            one = len(shared) == 1
            message = f"{'Key' if one else 'Keys'} {keys} of {v.label} {'is' if one else 'are'} also used by {other.label}."
            first = next(c for c in v.categories if (c.key or "").casefold() == shared[0])
            yield Finding("shared_key", message, v.name, first.value, "key")
        taken |= {k: v for c in v.categories if (k := (c.key or "").casefold()) and k not in taken}


# ---------------------------------------------------------------- what it does to the data


def data_words(v: Variable) -> str:
    """What the variable becomes in the exports for SPSS, Stata and CSV, in one or two sentences."""
    from intercoder.tasks.answer_columns import ticked

    stem = spss_name(v.name)
    missing = "Missing: −99 skipped, −98 not applicable, −97 cannot be determined; empty while not answered."
    if v.answer_kind == "spans":
        return "One row per passage in the file of spans, with its words, its place and its category."
    if v.answer_kind in ("text", "date"):
        kind = "text" if v.answer_kind == "text" else "date"
        return f"A {kind} column {stem}, and {stem}_st for what is missing."
    if v.answer_kind == "number":
        return f"A number column {stem}, {_measure(v)}. {missing}"
    if v.answer_kind == "several":
        columns = [stem + ticked(c.value) for c in v.categories]
        shown = ", ".join(columns[:3]) + (" …" if len(columns) > 3 else "")
        return f"A column of 0 and 1 per category ({shown}), and in SPSS one multiple-response set. {missing}"
    numbers = [c.value for c in v.categories]
    span = f"{min(numbers)} to {max(numbers)}".replace("-", "−") if numbers else "none"
    return f"A column {stem}, {_measure(v)}, with value labels for {span}. {missing}"


def _measure(v: Variable) -> str:
    return v.level if v.level in ("nominal", "ordinal") else "scale"
