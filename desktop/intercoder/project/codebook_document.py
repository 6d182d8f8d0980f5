"""A codebook as a JSON document, there and back, and what makes a codebook sound."""

from dataclasses import fields
from typing import Any, get_args

from intercoder.errors import UserError
from intercoder.project import conditions
from intercoder.records import AnswerKind, Category, Codebook, Level, UnitKind, Variable

EXACT = 2**53  # whole numbers up to here are the same in SPSS, Excel and JSON
COLOURS = ("blue", "vermilion", "green", "purple", "ochre", "sky", "olive", "grey")


def from_json(document: object) -> Codebook:
    """The codebook of a document as in `as_json`; missing fields take their defaults. Raises UserError if it is unsound."""
    if not isinstance(document, dict) or not isinstance(document.get("variables"), list):
        raise UserError("The file is no codebook: it has no list “variables”.", "Export a codebook to see the shape.")
    variables = tuple(_variable(entry, n) for n, entry in enumerate(document["variables"], 1))
    codebook = Codebook(_text(document, "title", "codebook"), variables, _text(document, "version", "codebook"))
    validate(codebook)
    return codebook


def _variable(entry: object, number: int) -> Variable:
    where = f"variable {number}"
    if not isinstance(entry, dict) or not isinstance(entry.get("name"), str):
        raise UserError(f"In the codebook, {where} has no name.", "Give it a name.")
    where = f"“{entry['name']}”"
    categories = entry.get("categories") or []
    if not isinstance(categories, list):
        raise UserError(f"{where}: the categories are not a list.", "Write them in square brackets.")
    given = _known(entry, Variable, where) | {"categories": tuple(_category(c, where) for c in categories)}
    given["label"] = given.get("label") or entry["name"]
    for key in ("unit_kind", "answer_kind"):
        if key not in given:
            raise UserError(f"{where} has no {key}.", "Say what it is asked of and how it is answered.")
    for key in ("required", "undetermined"):
        if not isinstance(given.get(key, False), bool):
            raise UserError(f"{where}: {key} is neither true nor false.", "Write true or false.")
    return Variable(**given)


def _category(entry: object, where: str) -> Category:
    if not isinstance(entry, dict) or type(entry.get("value")) is not int:
        raise UserError(f"{where} has a category without a whole number.", "Give each category a number in “value”.")
    given = _known(entry, Category, where)
    examples = entry.get("examples") or []
    if not isinstance(examples, list):
        raise UserError(f"{where}: the examples of category {entry['value']} are not a list.", "Mend the list.")
    for example in examples:
        _need_text(example, f"{where}: an example of category {entry['value']}")
    given["examples"] = tuple(examples)
    given.setdefault("label", "")
    parent = given.get("parent")
    if parent is not None and type(parent) is not int:
        raise UserError(f"{where}: the parent of category {entry['value']} is not a number.", "Name it by its number.")
    return Category(**given)


def _known(entry: dict[str, Any], record: type, where: str) -> dict[str, Any]:
    """The fields of the record that the entry gives, texts checked; None stands for absent."""
    given = {}
    for field in fields(record):
        value = entry.get(field.name)
        if value is None or field.name in ("id", "categories", "examples"):
            continue
        if field.name not in ("value", "parent", "required", "undetermined"):
            _need_text(value, f"{where}: “{field.name}”")
        given[field.name] = value
    return given


def _text(document: dict[str, Any], key: str, where: str) -> str:
    value = document.get(key) or ""
    _need_text(value, f"“{key}” of the {where}")
    return str(value)


def _need_text(value: object, what: str) -> None:
    if not isinstance(value, str):
        raise UserError(f"{what} is not a text.", "Write it in quotation marks.")
    if any("\ud800" <= character <= "\udfff" for character in value):
        raise UserError(f"{what} holds half a character.", "Write it anew.")


def validate(codebook: Codebook) -> None:
    """Raises UserError with the first thing that is wrong: names, kinds, duplicate numbers or keys, conditions."""
    names: set[str] = set()
    spans = {v.name for v in codebook.variables if v.answer_kind == "spans"}
    for variable in codebook.variables:
        name = variable.name
        _need(
            bool(name) and name.isidentifier(),
            f"“{name}” cannot be the name of a variable.",
            "Use letters, digits and _.",
        )
        _need(name.lower() not in names, f"Two variables are called “{name}”.", "Give each its own name.")
        names.add(name.lower())
        for kind, allowed, what in (
            (variable.unit_kind, get_args(UnitKind), "kind of unit"),
            (variable.answer_kind, get_args(AnswerKind), "kind of answer"),
            (variable.level, get_args(Level), "level of measurement"),
        ):
            _need(kind in allowed, f"“{name}”: “{kind}” is no {what}.", f"Use one of {', '.join(allowed)}.")
        if variable.about is not None:
            _need(
                variable.about in spans,
                f"“{name}” is about “{variable.about}”, which is no span variable.",
                "Mend the name.",
            )
        if variable.answer_kind in ("one", "several", "spans"):
            _need(bool(variable.categories), f"“{name}” has no categories.", "Add its categories.")
        _validate_categories(variable)
    conditions.check(codebook)


def _validate_categories(variable: Variable) -> None:
    numbers: set[int] = set()
    keys: set[str] = set()
    for category in variable.categories:
        where = f"“{variable.name}”"
        _need(
            category.value not in numbers,
            f"{where} has the number {category.value} twice (“{category.label}”).",
            "Give each category its own number.",
        )
        numbers.add(category.value)
        _need(
            abs(category.value) <= EXACT,
            f"{where}: the number of “{category.label}” is too large.",
            "Use a short number.",
        )
        _need(bool(category.label.strip()), f"{where}: category {category.value} has no label.", "Give it a label.")
        key = category.key
        if key:
            _need(len(key) == 1, f"{where}: the key “{key}” is not one character.", "Use a digit or a letter.")
            _need(key not in keys, f"{where} has the key “{key}” twice.", "Give each category its own key.")
            keys.add(key)
        colour = category.colour
        _need(
            colour is None or colour in COLOURS,
            f"{where}: “{colour}” is no colour.",
            f"Use one of {', '.join(COLOURS)}.",
        )
    above = {c.value: c.parent for c in variable.categories}
    for category in variable.categories:
        where = f"“{variable.name}”: category {category.value} lies under"
        _need(
            category.parent is None or category.parent in numbers,
            f"{where} {category.parent}, which does not exist.",
            "Use the number of another category of the variable.",
        )
        parent, steps = category.parent, 0
        while parent is not None and parent in above and steps <= len(above):
            parent, steps = above[parent], steps + 1
        _need(steps <= len(above), f"{where} itself.", "Use the number of another category of the variable.")


def _need(right: bool, message: str, hint: str) -> None:
    if not right:
        raise UserError(message, hint)


def as_json(codebook: Codebook) -> dict[str, object]:
    """The document of DESIGN section 5: no ids, no dates."""
    return {
        "title": codebook.title,
        "version": codebook.version,
        "variables": [
            {
                "name": v.name, "label": v.label, "question": v.question, "unit_kind": v.unit_kind,
                "answer_kind": v.answer_kind, "about": v.about, "level": v.level, "required": v.required,
                "undetermined": v.undetermined, "condition": v.condition, "group": v.group,
                "categories": [
                    {
                        "value": c.value, "label": c.label, "definition": c.definition, "use_when": c.use_when,
                        "not_when": c.not_when, "examples": list(c.examples), "colour": c.colour, "key": c.key,
                        "parent": c.parent,
                    }
                    for c in v.categories
                ],
            }
            for v in codebook.variables
        ],
    }  # fmt: skip
