"""The codebook as REFI-QDA codes: a variable is a code that cannot be chosen, its categories are the codes below it."""

import re
from xml.etree.ElementTree import Element, SubElement

from intercoder.exporters.identity import uid_of
from intercoder.records import Category, Codebook, Variable

COLOURS = {
    "blue": "#1553A0", "vermilion": "#EE5E10", "green": "#0C8067", "purple": "#7B2A6E", "ochre": "#875608", "sky": "#1A90DD",
    "olive": "#4A4620", "grey": "#9A8E9E",
}  # fmt: skip
"""The colours of categories as the light theme shows them."""
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def codes(codebook: Codebook, project_uid: str) -> list[Element]:
    """One code per variable, in codebook order."""
    return [_variable(variable, project_uid) for variable in codebook.variables]


def variable_uid(project_uid: str, name: str) -> str:
    """The GUID of the code of a variable."""
    return uid_of(project_uid, f"variable/{name}")


def category_uid(project_uid: str, name: str, value: int) -> str:
    """The GUID of the code of a category."""
    return uid_of(project_uid, f"category/{name}/{value}")


def clean(text: str) -> str:
    """The text without the characters that XML cannot hold."""
    return _NOT_XML.sub("", text)


def _variable(variable: Variable, project_uid: str) -> Element:
    top = Element("Code", guid=variable_uid(project_uid, variable.name), name=clean(variable.label), isCodable="false")
    kinds = f"{variable.name}: asked of {variable.unit_kind}, answer {variable.answer_kind}, level {variable.level}"
    _describe(top, [variable.question, kinds])
    below: dict[int | None, list[Category]] = {}
    known = {c.value for c in variable.categories}
    for category in variable.categories:
        below.setdefault(category.parent if category.parent in known else None, []).append(category)
    _hang(top, None, below, variable, project_uid)
    return top


def _hang(
    over: Element, parent: int | None, below: dict[int | None, list[Category]], variable: Variable, project_uid: str
) -> None:
    for category in below.get(parent, ()):
        guid = category_uid(project_uid, variable.name, category.value)
        code = SubElement(over, "Code", guid=guid, name=clean(category.label) or str(category.value), isCodable="true")
        if category.colour in COLOURS:
            code.set("color", COLOURS[category.colour])
        parts = [
            category.definition,
            category.use_when and f"Use when: {category.use_when}",
            category.not_when and f"Not when: {category.not_when}",
            *(f"Example: {example}" for example in category.examples),
            f"Number: {category.value}",
        ]
        _describe(code, parts)
        _hang(code, category.value, below, variable, project_uid)


def _describe(code: Element, parts: list[str]) -> None:
    SubElement(code, "Description").text = clean("\n".join(part for part in parts if part))
