"""XML from strangers: no entities, no DTD from outside, no network, no giant trees; names without their namespaces."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO

from intercoder.records import Issue

if TYPE_CHECKING:
    from lxml.etree import _Element

WHOLE_BYTES = 200_000_000


def is_xml(head: bytes) -> bool:
    """Whether a file begins as XML."""
    start = head.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n\0")
    return start.startswith(b"<") and not start[:15].lower().startswith((b"<!doctype html", b"<html"))


def has_doctype(head: bytes) -> bool:
    """Whether a file declares a document type, by which entities could be smuggled in."""
    return b"<!doctype" in head.replace(b"\0", b"").lower()


def doctype_issue() -> Issue:
    """Why a file with a document type is not read."""
    message = "The file declares a document type, which no such export does; it is not read."
    return Issue("record_broken", message, "byte 0", "skipped")


def elements(
    stream: BinaryIO, *names: str, recover: bool = False, faults: list[tuple[int, str]] | None = None
) -> "Iterator[_Element]":
    """Yield the elements with these local names as they end, none inside another; each is emptied when the next is asked for.

    Raises lxml's XMLSyntaxError where the file is not well formed; with `recover`, what was dropped goes to `faults`.
    """
    from lxml import etree

    reader = etree.iterparse(
        stream,
        events=("end",),
        tag=[f"{{*}}{name}" for name in names],
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        recover=recover,
    )
    for _event, element in reader:
        if any(local(ancestor) in names for ancestor in element.iterancestors()):
            continue
        yield element
        element.clear(keep_tail=False)
        parent = element.getparent()
        while parent is not None and element.getprevious() is not None:
            del parent[0]
    if faults is not None:
        faults += [(entry.line, entry.message) for entry in reader.error_log if entry.level_name in ("ERROR", "FATAL")]


def local(element: "_Element") -> str:
    """The name of an element without its namespace; '' of an entity or comment."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def children(element: "_Element", name: str) -> "Iterator[_Element]":
    """The children with this local name."""
    return (child for child in element if local(child) == name)


def find(element: "_Element | None", *path: str) -> "_Element | None":
    """The first element below this one along these local names."""
    for name in path:
        if element is None:
            return None
        element = next((e for e in element if local(e) == name), None)
    return element


def deep(element: "_Element", name: str) -> "_Element | None":
    """The first element with this local name at any depth."""
    return next((e for e in element.iter() if local(e) == name), None)


def value(element: "_Element | None", *path: str) -> str | None:
    """The text of the element along this path, without the space around it; None where there is none."""
    found = find(element, *path) if path else element
    if found is None:
        return None
    return "".join(found.itertext()).strip() or None


def attribute(element: "_Element | None", name: str) -> str | None:
    """The attribute with this local name, whatever its namespace."""
    if element is None:
        return None
    return next((v for k, v in element.attrib.items() if k.rpartition("}")[2] == name), None) or None
