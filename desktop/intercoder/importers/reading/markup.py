"""HTML as text: what a browser would show of it, by the rules of `white-space: normal`, and nothing loaded from outside."""

# ruff: noqa: SIM905 - a list of names reads better on a line than in pieces

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from intercoder.importers.reading.encodings import UNFIT
from intercoder.importers.reading.references import REFERENCE
from intercoder.records import Issue

if TYPE_CHECKING:
    from lxml.etree import _Element

BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details dir div dl dt fieldset figcaption figure footer form "
    "h1 h2 h3 h4 h5 h6 header hr html legend li main menu nav ol option p pre section summary table tbody "
    "tfoot thead tr ul".split()
)
CELLS = frozenset({"td", "th"})
UNSEEN = frozenset(
    "script style noscript template head title iframe object embed svg math canvas audio video select datalist textarea".split()
)
_SPACE = re.compile(r"[ \t\n\r\f]+")
_MARKS = [chr(code) for code in range(0xFDD0, 0xFDF0)]
"""Characters that are none, and that a parser takes all the same: one of them stands for NUL while a piece is parsed."""
_DEEP = "depth"
_GONE = "gone"


def parse_html(text: str) -> "tuple[_Element, list[Issue]]":
    """The tree of a page or a piece of one, and what is to be said of its reading. Never raises on bad markup."""
    from lxml import etree, html

    parser = html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False, remove_pis=True)
    try:
        root = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, AssertionError):
        root = html.Element("html")
    if any(_DEEP in entry.message.lower() for entry in parser.error_log):
        message = "The page nests its elements too deeply; what lies behind that place was not read."
        return root, [Issue("limit", message, None, found=1)]
    return root, []


def text_of(element: "_Element") -> str:
    """The text of an element as a page shows it: a line for each block and `br`, other white space as one blank.

    `pre` stays as it is, no-break spaces stay. The tail of the element is not part of it.
    """
    return "\n".join(lines_of(element))


def lines_of(element: "_Element") -> list[str]:
    """The lines of an element; blank ones only where `br` or `pre` make them, none at the edges."""
    writer = _Writer()
    _walk(element, writer)
    return writer.finished()


def html_text(markup: str) -> str:
    """The text of a piece of HTML, as in the field of a database. A text without markup stays as it is.

    NUL stands for each character that no text can hold: the border counts it.
    """
    if "<" not in markup and "&" not in markup:
        return markup
    mark = next((c for c in _MARKS if c not in markup), "\ufffd")
    fit, count = UNFIT.subn(mark, REFERENCE.sub("\0", markup))
    root, _issues = parse_html(f"<html><body><div>{fit}</div></body></html>")
    return text_of(root).replace(mark, "\0") if count else text_of(root)


def class_words(element: "_Element") -> list[str]:
    """The words of an element's class."""
    return (element.get("class") or "").split()


def with_class(root: "_Element", name: str) -> "Iterator[_Element]":
    """The elements of a class, in the order of the page."""
    for element in root.iter():
        if isinstance(element.tag, str) and name in class_words(element):
            yield element


def take_out(root: "_Element", elements: "Iterable[_Element]") -> None:
    """Take elements out of a tree, leaving the text behind each. `root` itself stays.

    lxml's own `drop_tree` writes that text anew, and refuses control characters, which pages do hold.
    """
    from lxml import etree

    for element in elements:
        if element is not root:
            element.tag = _GONE
    etree.strip_elements(root, _GONE, with_tail=False)


class _Writer:
    """Collects characters into lines."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self._line: list[str] = []
        self._pre = 0

    def text(self, data: str | None) -> None:
        if not data:
            return
        if not self._pre:
            self._line.append(_SPACE.sub(" ", data))
            return
        first, *rest = data.split("\n")
        self._line.append(first)
        for line in rest:
            self.feed()
            self._line.append(line)

    def feed(self) -> None:
        """End the line, also an empty one."""
        line = "".join(self._line)
        self.lines.append(line if self._pre else _SPACE.sub(" ", line).strip(" "))
        self._line.clear()

    def block(self) -> None:
        """End the line if there is something on it."""
        if any(piece.strip(" ") for piece in self._line):
            self.feed()
        self._line.clear()

    def pre(self, change: int) -> None:
        self.block()
        self._pre += change

    def finished(self) -> list[str]:
        self.block()
        while self.lines and not self.lines[0].strip():
            self.lines.pop(0)
        while self.lines and not self.lines[-1].strip():
            self.lines.pop()
        return self.lines


def _walk(root: "_Element", writer: _Writer) -> None:
    from lxml import etree

    walker = etree.iterwalk(root, events=("start", "end", "comment"))
    for event, element in walker:
        tag = element.tag
        if event == "start":
            if tag in UNSEEN or (element is not root and element.get("hidden") is not None):
                walker.skip_subtree()
                continue
            if tag in BLOCKS:
                writer.pre(1) if tag == "pre" else writer.block()
            elif tag == "br":
                writer.feed()
            elif tag in CELLS:
                writer.text(" ")
            writer.text(element.text)
            continue
        if event == "end" and tag in BLOCKS:
            writer.pre(-1) if tag == "pre" else writer.block()
        if element is not root:
            writer.text(element.tail)
