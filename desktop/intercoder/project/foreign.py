"""Projects of QualCoder and Taguette, which are SQLite databases too: their texts, codes and highlights as records.

QualCoder keeps the words of a highlight beside its place, but counts as Qt does, so places slip after an emoji: the
words decide. Taguette counts bytes of UTF-8 in the text of an HTML document.
"""

import sqlite3
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path

from intercoder.errors import UserError
from intercoder.project import stranger
from intercoder.records import ForeignCode, ForeignMark, ForeignProject, ForeignText

MAGIC = b"SQLite format 3\x00"
NEAR = 2_000  # characters around the place in which the words of a highlight are looked for
QUALCODER = ("source", "code_name", "code_cat", "code_text", "annotation", "code_image", "code_av")
TAGUETTE = ("documents", "highlights", "tags", "highlight_tags")
BLOCKS = frozenset({
    "p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ul", "ol", "table", "tr", "blockquote", "pre", "section", "article",
})  # fmt: skip
NOBODY = "Taguette"  # who marked what is not kept there


def file_of(path: Path) -> Path | None:
    """The database of a QualCoder or Taguette project: the file itself, or data.qda in its folder; None if it is none."""
    place = path / "data.qda" if path.is_dir() else path
    try:
        with place.open("rb") as file:
            return place if file.read(len(MAGIC)) == MAGIC else None
    except OSError:
        return None


def read(path: Path) -> ForeignProject:
    """The project in a database. Raises UserError if it is of neither program, or damaged."""
    try:
        with stranger.private_copy(path) as copy:
            tables = _tables(copy)
            if {"source", "code_text", "code_name"} <= tables:
                return _qualcoder(copy, path, tables)
            if set(TAGUETTE) <= tables:
                return _taguette(copy, path)
    except sqlite3.DatabaseError as error:
        raise UserError(f"{path.name} is damaged or of another version: {error}.", "Export it as REFI-QDA (.qdpx).") from error
    raise UserError(f"{path.name} is no project of QualCoder or Taguette.", "Export it as REFI-QDA (.qdpx).")


def is_known(path: Path) -> bool:
    """Whether a database is one of QualCoder or Taguette."""
    try:
        with stranger.private_copy(path) as copy:
            tables = _tables(copy)
    except (sqlite3.DatabaseError, UserError):
        return False
    return {"source", "code_text", "code_name"} <= tables or set(TAGUETTE) <= tables


def _tables(copy: Path) -> set[str]:
    with stranger.reading(copy, ("sqlite_master",)) as db:
        return {name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()}


# -------------------------------------------------------------------- QualCoder


def _qualcoder(copy: Path, path: Path, tables: set[str]) -> ForeignProject:
    with stranger.reading(copy, [name for name in QUALCODER if name in tables]) as db:
        categories = db.execute("SELECT catid, name, memo, supercatid FROM code_cat ORDER BY catid").fetchall()
        codes = db.execute("SELECT cid, name, memo, catid, color FROM code_name ORDER BY cid").fetchall()
        sources = db.execute("SELECT id, name, fulltext FROM source ORDER BY id").fetchall()
        marks = db.execute(
            "SELECT fid, cid, pos0, pos1, seltext, owner, memo FROM code_text ORDER BY fid, pos0, pos1, ctid"
        ).fetchall()
        noted = "SELECT fid, pos0, pos1, memo, owner FROM annotation ORDER BY anid"
        notes = db.execute(noted).fetchall() if "annotation" in tables else []
        ignored: Counter[str] = Counter()
        for name in ("code_image", "code_av"):
            if name in tables:
                ignored[name] = db.execute(f"SELECT count(*) FROM {name}").fetchone()[0]
    texts = []
    slipped = 0
    for number, name, text in sources:
        if not text:
            ignored["source without a text"] += 1
            continue
        found: dict[tuple[int, int], list[tuple[str, str, str]]] = {}
        for fid, cid, start, stop, words, owner, memo in marks:
            if fid == number:
                place, exact = _place(text, start, stop, words or "")
                slipped += not exact
                found.setdefault(place, []).append((f"c{cid}", owner or "QualCoder", memo or ""))
        made = [
            ForeignMark(*place, tuple((c, o) for c, o, _ in given), tuple(dict.fromkeys((o, m) for _, o, m in given if m)))
            for place, given in sorted(found.items())
            if place[0] < place[1]
        ]
        said = tuple((owner or "QualCoder", "", memo) for fid, _, _, memo, owner in notes if fid == number and memo)
        texts.append(ForeignText(f"{path.stem}/{number}", name or str(number), text, tuple(made), notes=said))
    return ForeignProject(
        path.parent.stem if path.name == "data.qda" else path.stem,
        "QualCoder",
        tuple(dict.fromkeys(owner or "QualCoder" for *_, owner, _ in marks)),
        tuple(_qualcoder_codes(categories, codes)),
        tuple(texts),
        "the words of each highlight",
        sum(len(text.marks) for text in texts) - slipped,
        tuple((name, count) for name, count in ignored.items() if count),
        (f"{slipped} highlights do not have their words where they lie.",) if slipped else (),
    )


def _qualcoder_codes(categories: list[tuple[object, ...]], codes: list[tuple[object, ...]]) -> list[ForeignCode]:
    """Categories of codes first, each before those below it, then the codes under them."""
    out: list[ForeignCode] = []
    rows = {row[0]: row for row in categories}

    def add(number: object, depth: int = 0) -> None:
        _, name, memo, above = rows[number]
        if any(code.key == f"k{number}" for code in out) or depth > len(rows):
            return
        if above in rows:
            add(above, depth + 1)
        parent = f"k{above}" if above in rows else None
        out.append(ForeignCode(f"k{number}", str(name), str(memo or ""), None, False, parent))

    for number in rows:
        add(number)
    for number, name, memo, category, colour in codes:
        parent = f"k{category}" if category in rows else None
        out.append(ForeignCode(f"c{number}", str(name), str(memo or ""), str(colour) if colour else None, True, parent))
    return out


def _place(text: str, start: int, stop: int, words: str) -> tuple[tuple[int, int], bool]:
    """Where a highlight lies in code points, and whether its words are there: as counted, in UTF-16 units, or nearby."""
    plain = words.replace("\u2029", "\n").replace("\u2028", "\n")
    if not plain or text[start:stop] == plain:
        return (start, min(stop, len(text))), bool(plain)
    units = text.encode("utf-16-le", "surrogatepass")
    first = len(units[: 2 * start].decode("utf-16-le", "ignore"))
    if text[first : first + len(plain)] == plain:
        return (first, first + len(plain)), True
    near = [i for i in range(max(0, start - NEAR), min(len(text), start + NEAR)) if text.startswith(plain, i)]
    if near:
        best = min(near, key=lambda i: abs(i - start))
        return (best, best + len(plain)), True
    return (min(start, len(text)), min(stop, len(text))), False


# -------------------------------------------------------------------- Taguette


def _taguette(copy: Path, path: Path) -> ForeignProject:
    with stranger.reading(copy, TAGUETTE) as db:
        documents = db.execute("SELECT id, name, contents FROM documents ORDER BY id").fetchall()
        tags = db.execute("SELECT id, path, description FROM tags ORDER BY id").fetchall()
        rows = db.execute(
            "SELECT h.id, h.document_id, h.start_offset, h.end_offset, t.tag_id FROM highlights h"
            " LEFT JOIN highlight_tags t ON t.highlight_id = h.id"
            " ORDER BY h.document_id, h.start_offset, h.end_offset, h.id, t.tag_id"
        ).fetchall()
    ignored: Counter[str] = Counter()
    texts = []
    for number, name, contents in documents:
        page = _Page(contents or "")
        found: dict[int, tuple[tuple[int, int], list[tuple[str, str]]]] = {}
        for highlight, document, start, stop, tag in rows:
            if document == number:
                place = page.place(start), page.place(stop, is_end=True)
                given = found.setdefault(highlight, (place, []))[1]
                if tag is not None:
                    given.append((f"t{tag}", NOBODY))
        ignored["highlight without a tag"] += sum(not codes for _, codes in found.values())
        marks = [ForeignMark(*place, tuple(codes)) for place, codes in found.values() if codes and place[0] < place[1]]
        if page.text.strip():
            texts.append(ForeignText(f"{path.stem}/{number}", name or str(number), page.text, tuple(marks)))
        else:
            ignored["document without a text"] += 1
    codes = tuple(ForeignCode(f"t{n}", name or "", description or "") for n, name, description in tags)
    count = sum(len(text.marks) for text in texts)
    left = tuple((what, n) for what, n in ignored.items() if n)
    return ForeignProject(path.stem, "Taguette", (NOBODY,), codes, tuple(texts), "bytes of UTF-8", count, left)


class _Page(HTMLParser):
    """The text of an HTML document; blocks end with a line feed that the offsets do not count."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self._parts: list[str] = []
        self._places: list[tuple[int, int]] = [(0, 0)]  # (bytes, code points) where each piece of text begins
        self._bytes = self._points = 0
        self.feed(html)
        self.close()
        self.text = "".join(self._parts)

    def handle_data(self, data: str) -> None:
        self._places.append((self._bytes, self._points))
        self._parts.append(data)
        self._bytes += len(data.encode("utf-8", "surrogatepass"))
        self._points += len(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - the parser's own name
        if tag == "br":
            self._break()

    def handle_endtag(self, tag: str) -> None:
        if tag in BLOCKS:
            self._break()

    def _break(self) -> None:
        if self._parts and not self._parts[-1].endswith("\n"):
            self._parts.append("\n")
            self._points += 1

    def place(self, offset: int, is_end: bool = False) -> int:
        """The code point at an offset in bytes; an end stays before the line feed of its block."""
        begin, point = max((p for p in self._places if p[0] < offset or (p[0] == offset and not is_end)), default=(0, 0))
        rest = self.text[point:].encode("utf-8", "surrogatepass")[: offset - begin]
        return min(point + len(rest.decode("utf-8", "ignore")), len(self.text))
