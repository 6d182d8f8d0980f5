"""The codebook as REFI-QDA codes: a variable is a code that cannot be chosen, its categories are the codes below it.

What the standard has no place for stands in the descriptions as lines `Words: text`, in which it can be read back.
"""

import re
from collections.abc import Callable
from typing import Any
from xml.etree.ElementTree import Element, SubElement

from intercoder.records import Category, Codebook, Variable

COLOURS = {
    "blue": "#1553A0", "vermilion": "#EE5E10", "green": "#0C8067", "purple": "#7B2A6E", "ochre": "#875608", "sky": "#1A90DD",
    "olive": "#4A4620", "grey": "#9A8E9E",
}  # fmt: skip
"""Those of the light theme, in which a coder meets them first."""
OF_VARIABLE = {
    "Name": "name", "Asked of": "unit_kind", "Answer": "answer_kind", "About": "about", "Level": "level",
    "Required": "required", "Undetermined": "undetermined", "Ask only if": "condition", "Group": "group",
    "Question": "question",
}  # fmt: skip
OF_CATEGORY = {
    "Number": "value", "Key": "key", "Definition": "definition", "Use when": "use_when", "Not when": "not_when",
    "Example": "examples",
}  # fmt: skip
NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
Guid = Callable[[str], str]
"""The GUID of a path: `NAME` of a variable, `NAME/VALUE` of a category."""


def codes(codebook: Codebook, guid: Guid, namespace: str = "") -> list[Element]:
    """One code per variable, in codebook order; `namespace` in braces goes before every tag."""
    return [_variable(variable, guid, namespace) for variable in codebook.variables]


def clean(text: str) -> str:
    """The text without the characters that XML cannot hold."""
    return NOT_XML.sub("", text)


def by_depth(variable: Variable) -> list[Category]:
    """The categories so that each stands after the one above it, right under it."""
    found: list[Category] = []

    def walk(parent: int | None) -> None:
        for category in variable.categories:
            if category.parent == parent and category not in found:
                found.append(category)
                walk(category.value)

    walk(None)
    return found


def parsed(description: str, names: dict[str, str]) -> dict[str, Any]:
    """The lines `Words: text` of a description; lines that begin with two spaces go on."""
    found: dict[str, Any] = {}
    last = ""
    for line in description.split("\n"):
        words, colon, text = line.partition(": ")
        if line.startswith("  ") and last:
            if last == "examples":
                found[last][-1] += "\n" + line[2:]
            else:
                found[last] += "\n" + line[2:]
        elif colon and words in names:
            last = names[words]
            if last == "examples":
                found.setdefault(last, []).append(text)
            else:
                found[last] = text
    return found


def _variable(variable: Variable, guid: Guid, namespace: str) -> Element:
    top = Element(f"{namespace}Code", guid=guid(variable.name), name=clean(variable.label), isCodable="false")
    _describe(top, _lines(variable, OF_VARIABLE), namespace)
    nodes: dict[int, Element] = {}
    for category in by_depth(variable):
        under = nodes.get(category.parent, top) if category.parent is not None else top
        name, path = clean(category.label) or str(category.value), f"{variable.name}/{category.value}"
        code = SubElement(under, f"{namespace}Code", guid=guid(path), name=name, isCodable="true")
        if category.colour in COLOURS:
            code.set("color", COLOURS[category.colour])
        _describe(code, _lines(category, OF_CATEGORY), namespace)
        nodes[category.value] = code
    return top


def _describe(code: Element, words: str, namespace: str) -> None:
    if words:
        described = Element(f"{namespace}Description")
        described.text = words
        code.insert(0, described)


def _lines(record: Variable | Category, names: dict[str, str]) -> str:
    lines = []
    for words, field in names.items():
        value: Any = getattr(record, field)
        for one in value if isinstance(value, tuple) else (value,):
            if one not in ("", None):
                text = ("yes" if one else "no") if isinstance(one, bool) else str(one)
                lines.append(f"{words}: " + clean(text).replace("\r\n", "\n").replace("\n", "\n  "))
    return "\n".join(lines)
