"""A codebook as a REFI-QDA exchange file (.qdc): codes in a tree, everything else as words in their descriptions.

A variable is a code that cannot be coded with, its categories lie under it. Files of this program come back whole; from
others names, colours, order, tree and descriptions are read.
"""

import uuid
from collections.abc import Iterator
from functools import partial
from typing import Any

from intercoder.errors import UserError
from intercoder.exporters import qda_codes
from intercoder.exporters.qda_codes import NOT_XML, by_depth
from intercoder.importers.foreign.refi import codes_in
from intercoder.project.codebook_document import validate
from intercoder.records import Codebook, Variable
from intercoder.tasks.foreign_codes import is_own, trees

NAMESPACE = "urn:QDA-XML:codebook:1.0"
ORIGIN = "Intercoder"
LOSSES = ("Other programs show questions, kinds of answer, levels, conditions, numbers and keys as words in the descriptions.",)


def write_qdc(codebook: Codebook) -> tuple[bytes, list[str]]:
    """The file, and what it cannot carry. Raises UserError if there is no variable: the format needs one code."""
    from xml.etree import ElementTree

    if not codebook.variables:
        raise UserError("An empty codebook has no place in a QDC file.", "Add a question first, or choose JSON.")
    ElementTree.register_namespace("", NAMESPACE)
    book = ElementTree.Element(f"{{{NAMESPACE}}}CodeBook", origin=ORIGIN)
    under = ElementTree.SubElement(book, f"{{{NAMESPACE}}}Codes")
    under.extend(qda_codes.codes(codebook, partial(_guid, codebook.title), f"{{{NAMESPACE}}}"))
    losses = list(LOSSES)
    if codebook.title or codebook.version:
        losses.append("The title and version of the codebook have no place in the format.")
    if any(NOT_XML.search(text) for v in codebook.variables for text in _texts(v)):
        losses.append("Control characters were left out.")
    if any([c.value for c in by_depth(v)] != [c.value for c in v.categories] for v in codebook.variables):
        losses.append("Categories below others stand right under them, in another order than in the codebook.")
    ElementTree.indent(book, " ")
    head = b'<?xml version="1.0" encoding="utf-8"?>\n'
    return head + ElementTree.tostring(book, encoding="utf-8") + b"\n", losses


def _guid(title: str, path: str) -> str:
    return str(uuid.uuid5(uuid.NAMESPACE_URL, f"intercoder:codebook/{title}/{path}"))


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
    codes = list(codes_in(root))
    if not str(root.tag).endswith("CodeBook") or not codes:
        raise UserError("The file is no QDC codebook: it has no codes.", "Choose a file that ends in .qdc.")
    found = trees(codes, root.get("origin") or "")
    codebook = Codebook("", tuple(tree.variable for tree in found))
    validate(codebook)
    notes = ["Each tree of codes became a question that marks passages in articles; change what does not fit."]
    return codebook, [] if is_own(codes, root.get("origin") or "") else notes
