"""A codebook as a REFI-QDA exchange file (.qdc): codes in a tree, everything else as words in their descriptions.

A variable is a code that cannot be coded with, its categories lie under it. Files of this program come back whole; from
others names, colours, order, tree and descriptions are read.
"""

import re
import uuid
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from intercoder.errors import UserError
from intercoder.project.codebook_document import from_json
from intercoder.records import Category, Codebook, Variable

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

NAMESPACE = "urn:QDA-XML:codebook:1.0"
ORIGIN = "Intercoder"
COLOURS = {
    "blue": "#1553A0", "vermilion": "#EE5E10", "green": "#0C8067", "purple": "#7B2A6E", "ochre": "#875608",
    "sky": "#1A90DD", "olive": "#4A4620", "grey": "#9A8E9E",
}  # fmt: skip
"""Those of the light theme, in which a coder meets them first."""
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_VARIABLE = {
    "Name": "name", "Asked of": "unit_kind", "Answer": "answer_kind", "About": "about", "Level": "level",
    "Required": "required", "Undetermined": "undetermined", "Ask only if": "condition", "Group": "group",
    "Question": "question",
}  # fmt: skip
_CATEGORY = {
    "Number": "value", "Key": "key", "Definition": "definition", "Use when": "use_when", "Not when": "not_when",
    "Example": "examples",
}  # fmt: skip
LOSSES = ("Other programs show questions, kinds of answer, levels, conditions, numbers and keys as words in the descriptions.",)


def write_qdc(codebook: Codebook) -> tuple[bytes, list[str]]:
    """The file, and what it cannot carry. Raises UserError if there is no variable: the format needs one code."""
    from xml.etree import ElementTree

    if not codebook.variables:
        raise UserError("An empty codebook has no place in a QDC file.", "Add a question first, or choose JSON.")
    ElementTree.register_namespace("", NAMESPACE)
    book = ElementTree.Element(f"{{{NAMESPACE}}}CodeBook", origin=ORIGIN)
    codes = ElementTree.SubElement(book, f"{{{NAMESPACE}}}Codes")
    for v in codebook.variables:
        code = _code(codes, v.label, f"{codebook.title}/{v.name}", False, _blocks(v, _VARIABLE))
        nodes: dict[int, Element] = {}
        for c in _by_depth(v):
            under = nodes.get(c.parent, code) if c.parent is not None else code
            path = f"{codebook.title}/{v.name}/{c.value}"
            nodes[c.value] = _code(under, c.label, path, True, _blocks(c, _CATEGORY), COLOURS.get(c.colour or ""))
    losses = list(LOSSES)
    if codebook.title or codebook.version:
        losses.append("The title and version of the codebook have no place in the format.")
    if any(_CONTROL.search(text) for v in codebook.variables for text in _texts(v)):
        losses.append("Control characters were left out.")
    if any([c.value for c in _by_depth(v)] != [c.value for c in v.categories] for v in codebook.variables):
        losses.append("Categories below others stand right under them, in another order than in the codebook.")
    ElementTree.indent(book, " ")
    head = b'<?xml version="1.0" encoding="utf-8"?>\n'
    return head + ElementTree.tostring(book, encoding="utf-8") + b"\n", losses


def _code(under: "Element", name: str, path: str, codable: bool, words: str, colour: str | None = None) -> "Element":
    from xml.etree import ElementTree

    guid = str(uuid.uuid5(uuid.NAMESPACE_URL, f"intercoder:codebook/{path}"))
    attributes = {"guid": guid, "name": _CONTROL.sub("", name), "isCodable": "true" if codable else "false"}
    code = ElementTree.SubElement(under, f"{{{NAMESPACE}}}Code", attributes | ({"color": colour} if colour else {}))
    if words:
        ElementTree.SubElement(code, f"{{{NAMESPACE}}}Description").text = words
    return code


def _by_depth(v: Variable) -> list[Category]:
    """The categories so that each stands after the one above it, right under it."""
    found: list[Category] = []

    def walk(parent: int | None) -> None:
        for c in v.categories:
            if c.parent == parent and c not in found:
                found.append(c)
                walk(c.value)

    walk(None)
    return found


def _blocks(record: Variable | Category, names: dict[str, str]) -> str:
    lines = []
    for words, field in names.items():
        value: Any = getattr(record, field)
        for one in value if isinstance(value, tuple) else (value,):
            if one not in ("", None):
                text = ("yes" if one else "no") if isinstance(one, bool) else str(one)
                lines.append(f"{words}: " + _CONTROL.sub("", text).replace("\r\n", "\n").replace("\n", "\n  "))
    return "\n".join(lines)


def _texts(v: Variable) -> Iterator[str]:
    yield from (v.label, v.question, v.group or "")
    for c in v.categories:
        yield from (c.label, c.definition, c.use_when, c.not_when, *c.examples)


# ---------------------------------------------------------------- reading


def read_qdc(data: bytes) -> tuple[Codebook, list[str]]:
    """The codebook of a .qdc file, and what had to be supposed. Raises UserError."""
    from lxml import etree

    if b"<!DOCTYPE" in data[:4096]:
        raise UserError("The file declares entities, which a codebook does not need.", "Export it anew where it comes from.")
    try:
        root: Any = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False))
    except etree.XMLSyntaxError as error:
        raise UserError(f"The file is no QDC codebook: {error.msg}.", "Export it anew where it comes from.") from error
    codes = next((e for e in root if _tag(e) == "Codes"), None)
    if _tag(root) != "CodeBook" or codes is None:
        raise UserError("The file is no QDC codebook: it has no codes.", "Choose a file that ends in .qdc.")
    if root.get("origin") == ORIGIN:
        entries = [_own_variable(code) for code in codes if _tag(code) == "Code"]
        return from_json({"title": "", "version": "", "variables": entries}), []
    return _foreign(codes)


def _own_variable(code: Any) -> dict[str, object]:
    entry: dict[str, object] = dict(_parsed(code, _VARIABLE)) | {"label": code.get("name", "")}
    for key in ("required", "undetermined"):
        entry[key] = entry.get(key) == "yes"
    entry["categories"] = [dict(_own_category(c, parent)) for c, parent in _below(code, None)]
    return entry


def _own_category(code: Any, parent: Any) -> Iterator[tuple[str, object]]:
    found = _parsed(code, _CATEGORY)
    yield from found.items()
    yield "label", code.get("name", "")
    yield "value", _number(found)
    if parent is not None:
        yield "parent", _number(_parsed(parent, _CATEGORY))
    colour = {hex_: name for name, hex_ in COLOURS.items()}.get(code.get("color", "").upper())
    if colour:
        yield "colour", colour


def _number(found: dict[str, Any]) -> int | None:
    text = str(found.get("value", ""))
    return int(text) if re.fullmatch(r"-?\d{1,18}", text) else None


def _below(code: Any, parent: Any) -> Iterator[tuple[Any, Any]]:
    for child in code:
        if _tag(child) == "Code":
            yield child, parent
            yield from _below(child, child)


def _parsed(code: Any, names: dict[str, str]) -> dict[str, Any]:
    """The lines `Words: text` of a description; lines that begin with two spaces go on."""
    found: dict[str, Any] = {}
    last = ""
    for line in _description(code).split("\n"):
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


def _foreign(codes: Any) -> tuple[Codebook, list[str]]:
    """Each tree of codes becomes a question that marks passages; codes without a tree go into one together."""
    tops = [code for code in codes if _tag(code) == "Code"]
    groups = [
        (top.get("name", ""), _description(top), list(_below(top, None))) for top in tops if any(_tag(c) == "Code" for c in top)
    ]
    single = [(top, None) for top in tops if not any(_tag(c) == "Code" for c in top)]
    if single:
        groups.append(("Codes", "", single))
    variables: list[dict[str, object]] = []
    for number, (name, words, members) in enumerate(groups, 1):
        values = {code: n for n, (code, _) in enumerate(members, 1)}
        categories = [_foreign_category(code, values, parent) for code, parent in members]
        stem = re.sub(r"\W+", "_", name.casefold()).strip("_")
        legal = stem if stem.isidentifier() else f"codes_{number}"
        taken = {v["name"] for v in variables}
        variables.append(
            {
                "name": legal if legal not in taken else f"{legal}_{number}", "label": name or f"Codes {number}",
                "question": words, "unit_kind": "article", "answer_kind": "spans", "required": False, "categories": categories,
            }
        )  # fmt: skip
    notes = ["Each tree of codes became a question that marks passages in articles; change what does not fit."]
    return from_json({"title": "", "version": "", "variables": variables}), notes


def _foreign_category(code: Any, values: dict[Any, int], parent: Any) -> dict[str, object]:
    value = values[code]
    colour = _nearest(code.get("color")) or list(COLOURS)[(value - 1) % len(COLOURS)]
    label = code.get("name", "") or f"Code {value}"
    above = None if parent is None else values.get(parent)
    return {"value": value, "label": label, "definition": _description(code), "parent": above, "colour": colour}


def _nearest(colour: str | None) -> str | None:
    if not colour or not re.fullmatch("#[0-9A-Fa-f]{6}", colour):
        return None
    given = _channels(colour)
    return min(COLOURS, key=lambda name: sum((a - b) ** 2 for a, b in zip(given, _channels(COLOURS[name]), strict=True)))


def _channels(colour: str) -> tuple[int, ...]:
    return tuple(int(colour[n : n + 2], 16) for n in (1, 3, 5))


def _description(code: Any) -> str:
    return next((e.text or "" for e in code if _tag(e) == "Description"), "")


def _tag(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]
