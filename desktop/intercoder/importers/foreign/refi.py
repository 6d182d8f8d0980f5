"""REFI-QDA projects (.qdpx) as records: codes, texts, highlights, codings of whole texts, notes.

Elements are found by their local name, since writers disagree on the namespace. What has no place is counted.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from intercoder.errors import UserError
from intercoder.importers.foreign.archive import QdpxArchive
from intercoder.importers.foreign.offsets import BOM, WAYS, Ruler, best_way, clean_count
from intercoder.records import ForeignCode, ForeignMark, ForeignProject, ForeignText

NO_PLACE = ("PictureSource", "PDFSource", "AudioSource", "VideoSource", "Link", "Graph", "Transcript")
UNKNOWN_USER = "unknown"
MOST_DEPTH = 200


def codes_in(codebook: Element) -> Iterator[ForeignCode]:
    """All codes of a CodeBook, each before those below it, in the order of the file; deeper than 200 is left out."""
    tops = [code for part in codebook if _local(part) == "Codes" for code in part]
    waiting: list[tuple[Element, str | None, int]] = [(code, None, 0) for code in reversed(tops)]
    while waiting:
        element, parent, depth = waiting.pop()
        if _local(element) != "Code" or depth > MOST_DEPTH:
            continue
        key = _key(element.get("guid")) or f"code {depth} {element.get('name')}"
        description = next((c.text or "" for c in element if _local(c) == "Description"), "")
        codable = (element.get("isCodable") or "true").lower() in ("true", "1")
        yield ForeignCode(key, element.get("name") or "", description, element.get("color"), codable, parent)
        waiting += [(child, key, depth + 1) for child in reversed(list(element)) if _local(child) == "Code"]


@dataclass
class _Draft:
    """One text while it is read; offsets are raw."""

    key: str
    name: str
    text: str
    had_bom: bool
    selections: list[tuple[int, int, Element]] = field(default_factory=list)
    element: Element = field(default_factory=lambda: Element("TextSource"))


def read(data: bytes, name: str, offsets: str | None = None) -> ForeignProject:
    """The project in a .qdpx. `offsets`: the key of a way of counting; None = the one in which most ends are clean.

    Raises UserError for what is no REFI-QDA project.
    """
    archive = QdpxArchive(data, name)
    root = _parsed(archive.project(), name)
    reader = _Reader(root, archive)
    drafts = reader.drafts()
    raw = [(d.text, d.had_bom, [(a, b) for a, b, _ in d.selections]) for d in drafts]
    if offsets is None:
        way, clean = best_way(raw, root.get("origin", ""))
    else:
        way = next((w for w in WAYS if w.key == offsets), WAYS[0])
        clean = clean_count(raw, way)
    texts = []
    for draft in drafts:
        ruler = Ruler(draft.text, way, draft.had_bom)
        texts.append(reader.text(draft, ruler))
    return ForeignProject(
        title=root.get("name", name),
        origin=root.get("origin", "unknown program"),
        users=tuple(reader.users.values()),
        codes=tuple(reader.codes()),
        texts=tuple(texts),
        offsets=way.key,
        clean=clean,
        ignored=tuple(reader.ignored.items()),
        warnings=tuple(reader.warnings),
    )


def _parsed(data: bytes, name: str) -> Element:
    if b"<!DOCTYPE" in data[:10_000] or b"<!ENTITY" in data:
        raise UserError(f"{name} declares entities, which a REFI-QDA project never needs.", "Do not use it; ask for another.")
    try:
        root = ElementTree.fromstring(data)
    except (ElementTree.ParseError, ValueError, LookupError) as error:
        raise UserError(f"{name} is damaged: project.qde is no XML ({error}).", "Export it again.") from error
    if _local(root) != "Project":
        raise UserError(f"{name} is no REFI-QDA project.", "Export it as REFI-QDA project (.qdpx).")
    return root


def _local(element: Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _key(guid: str | None) -> str:
    return (guid or "").strip("{}").lower()


class _Reader:
    """Walks one project. Keeps users, notes and sets at hand, counts what has no place."""

    def __init__(self, root: Element, archive: QdpxArchive) -> None:
        self._archive = archive
        self.ignored: Counter[str] = Counter()
        self.warnings: list[str] = []
        parts = {_local(child): child for child in root}
        self._codebook = parts.get("CodeBook")
        self._sources = parts.get("Sources")
        users = parts.get("Users")
        self.users = {_key(u.get("guid")): u.get("name") or UNKNOWN_USER for u in (users if users is not None else ())}
        self._notes = {_key(n.get("guid")): n for n in parts.get("Notes", ())}
        self._groups = {
            _key(member.get("targetGUID") or member.get("guid")): made.get("name", "")
            for made in parts.get("Sets", ())
            for member in made
            if _local(member) == "MemberSource"
        }
        self._facts = self._cases(parts)
        for name in ("Links", "Graphs"):
            if name in parts:
                self.ignored[name] += len(parts[name])

    # ---------------------------------------------------------------- codes

    def codes(self) -> list[ForeignCode]:
        """All codes of the project."""
        return [] if self._codebook is None else list(codes_in(self._codebook))

    # ---------------------------------------------------------------- texts

    def drafts(self) -> list[_Draft]:
        """The texts with their selections, offsets still as written."""
        out = []
        for element in self._sources if self._sources is not None else ():
            kind = _local(element)
            if kind != "TextSource":
                self.ignored[kind] += 1
                continue
            name = element.get("name") or (element.get("plainTextPath") or "").rpartition("/")[2] or "text"
            data = self._bytes(element)
            if data is None:
                self.ignored["TextSource without a plain text"] += 1
                self.warnings.append(f"“{name}” has no plain text in the file; its codings were left out.")
                continue
            text = data.decode("utf-8", "replace").replace("\0", "�")
            had_bom = text.startswith(BOM)
            draft = _Draft(_key(element.get("guid")), name, text.removeprefix(BOM), had_bom, element=element)
            for child in element:
                if _local(child) == "PlainTextSelection":
                    self._select(draft, child)
            if not draft.text.strip() and draft.selections:
                self.warnings.append(f"“{name}” is empty, so its {len(draft.selections)} highlights were left out.")
                draft.selections.clear()
            out.append(draft)
        return out

    def _bytes(self, element: Element) -> bytes | None:
        path = element.get("plainTextPath")
        if path:
            return self._archive.source(path)
        inline = next((c for c in element if _local(c) == "PlainTextContent"), None)
        return None if inline is None else (inline.text or "").encode("utf-8", "surrogatepass")

    def _select(self, draft: _Draft, selection: Element) -> None:
        try:
            start, stop = int(selection.get("startPosition", "")), int(selection.get("endPosition", ""))
        except ValueError:
            self.ignored["PlainTextSelection without a place"] += 1
            return
        if any(_local(child) in ("Coding", "NoteRef") for child in selection):
            draft.selections.append((start, stop, selection))
        else:
            self.ignored["PlainTextSelection without a code"] += 1

    def text(self, draft: _Draft, ruler: Ruler) -> ForeignText:
        """The text with offsets in code points."""
        marks = []
        for start, stop, selection in draft.selections:
            a, b = ruler.stretch(start, stop)
            if a >= b:
                self.ignored["empty PlainTextSelection"] += 1
                continue
            notes = tuple((user, text) for user, _, text in self._noted(selection))
            marks.append(ForeignMark(a, b, tuple(self._codings(selection)), notes))
        return ForeignText(
            draft.key, draft.name, draft.text, tuple(marks), tuple(self._codings(draft.element)),
            tuple(self._noted(draft.element)), self._facts.get(draft.key, ()), self._groups.get(draft.key),
        )  # fmt: skip

    def _codings(self, parent: Element) -> list[tuple[str, str]]:
        """(code, user) of each coding directly below an element."""
        fallback = parent.get("creatingUser")
        return [
            (_key(reference.get("targetGUID")), self._user(coding.get("creatingUser") or fallback))
            for coding in parent
            if _local(coding) == "Coding"
            for reference in coding
            if _local(reference) == "CodeRef"
        ]

    def _noted(self, parent: Element) -> list[tuple[str, str, str]]:
        """(user, title, text) of each note that an element refers to."""
        found = []
        for reference in parent:
            note = self._notes.get(_key(reference.get("targetGUID"))) if _local(reference) == "NoteRef" else None
            if note is not None:
                data = self._bytes(note)
                text = data.decode("utf-8-sig", "replace").strip() if data else ""
                if text:
                    found.append((self._user(note.get("creatingUser")), note.get("name") or "", text))
        return found

    def _user(self, guid: str | None) -> str:
        return self.users.get(_key(guid), next(iter(self.users.values()), UNKNOWN_USER) if not guid else UNKNOWN_USER)

    # ---------------------------------------------------------------- cases

    def _cases(self, parts: dict[str, Element]) -> dict[str, tuple[tuple[str, str], ...]]:
        """The variables of each source's case."""
        names = {_key(v.get("guid")): v.get("name") or "" for v in parts.get("Variables", ())}
        facts: dict[str, list[tuple[str, str]]] = {}
        for case in parts.get("Cases", ()):
            values = [_valued(child, names) for child in case if _local(child) == "VariableValue"]
            for child in case:
                if _local(child) == "SourceRef":
                    facts.setdefault(_key(child.get("targetGUID")), []).extend(v for v in values if v[0])
        return {key: tuple(values) for key, values in facts.items()}


def _valued(element: Element, names: dict[str, str]) -> tuple[str, str]:
    name = value = ""
    for child in element:
        if _local(child) == "VariableRef":
            name = names.get(_key(child.get("targetGUID")), "")
        else:
            value = child.text or ""
    return name, value
