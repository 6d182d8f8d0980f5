"""The project file of REFI-QDA (project.qde): users, codes, cases, texts with what was coded in them, notes, sets.

Schema and rules: REFI-QDA 1.5. Elements stand in the order of the schema, and an empty container is left out, for it
would be invalid.
"""

from collections import defaultdict
from xml.etree.ElementTree import Element, SubElement, tostring

from intercoder.exporters.folder import stamp
from intercoder.exporters.identity import uid_of
from intercoder.exporters.model import ExportAnswer, ExportCorpus, ExportSpan, ExportStudy, ExportTable, ExportUnit
from intercoder.exporters.qda_codes import clean, codes
from intercoder.exporters.qda_texts import QdaText

NAMESPACE = "urn:QDA-XML:project:1.0"
NAME_LENGTH = 80  # characters of the quote that name a selection
FACTS = {
    "outlet": "Text", "headline": "Text", "published": "Text", "language": "Text", "author": "Text", "posted": "Text",
    "reply_to": "Text", "likes": "Integer",
}  # fmt: skip


class Qde:
    """Builds the tree of one round of a study. Owns the notes that coders' words become on the way."""

    def __init__(self, study: ExportStudy, corpus: ExportCorpus, texts: dict[int, QdaText], round_id: int, nvivo: bool) -> None:
        self._study, self._corpus, self._texts, self._round, self._nvivo = study, corpus, texts, round_id, nvivo
        self._uid = study.project_uid
        self._time = stamp(study)
        self._notes: list[Element] = []
        self._names = {c.id: c.name for c in study.coders}
        self._first_text = {t.unit.article: t.unit.id for t in reversed(texts.values()) if t.unit.kind != "comment"}
        self._first_text |= {t.unit.article: t.unit.id for t in texts.values() if t.unit.kind == "body"}
        self._kinds = {v.name: v for v in corpus.codebook.variables}
        self._articles = {u.id: u.article for u in corpus.units}

    def data(self) -> bytes:
        """The file."""
        project = Element("Project", name=clean(self._study.title), origin=self._study.program, xmlns=NAMESPACE)
        if self._time:
            project.set("creationDateTime", self._time)
        sources = self._sources()
        self._add(project, "Users", self._users())
        if self._corpus.codebook.variables:
            book = SubElement(project, "CodeBook")
            self._add(book, "Codes", codes(self._corpus.codebook, self._code))
        finals = self._finals()
        self._add(project, "Variables", self._variables(finals))
        self._add(project, "Cases", self._cases(finals))
        self._add(project, "Sources", sources)
        self._add(project, "Notes", self._notes)
        self._add(project, "Sets", self._sets())
        SubElement(project, "Description").text = clean(self._description())
        tree: bytes = tostring(project, "utf-8")
        return b'<?xml version="1.0" encoding="UTF-8"?>\n' + tree + b"\n"

    @staticmethod
    def _add(parent: Element, name: str, children: list[Element]) -> None:
        if children:
            SubElement(parent, name).extend(children)

    def _description(self) -> str:
        names = {r.id: r.name for r in self._corpus.rounds}
        text = f"Round {names[self._round]}. Codebook version {self._study.codebook_version}. {self._study.program}."
        return (
            f"{text} Offsets count UTF-16 units, as NVivo does, not the code points of the standard." if self._nvivo else text
        )

    # ---------------------------------------------------------------- people

    def _users(self) -> list[Element]:
        given = [(c.round, c.coder) for c in self._corpus.spans]
        given += [(c.round, c.coder) for c in self._corpus.answers]
        given += [(c.round, c.coder) for c in self._corpus.memos]
        coders = sorted({coder for round_id, coder in given if round_id == self._round})
        return [Element("User", guid=self._user(c), name=clean(self._names[c]), id=str(c)) for c in coders]

    def _code(self, path: str) -> str:
        return uid_of(self._uid, f"code/{path}")

    def _user(self, coder: int) -> str:
        return uid_of(self._uid, f"coder/{coder}")

    # ---------------------------------------------------------------- texts and what was coded in them

    def _sources(self) -> list[Element]:
        spans: dict[int, list[ExportSpan]] = defaultdict(list)
        for span in self._corpus.spans:
            if span.round == self._round and span.unit in self._texts:
                spans[span.unit].append(span)
        answers: dict[int, list[ExportAnswer]] = defaultdict(list)
        about: dict[str, list[ExportAnswer]] = defaultdict(list)
        for answer in self._corpus.answers:
            if answer.round == self._round and answer.status == "value":
                (about[answer.span] if answer.span else answers[self._home(answer.unit)]).append(answer)
        memos: dict[int, list[Element]] = defaultdict(list)
        for memo in self._corpus.memos:
            if memo.round == self._round:
                place = f"memo/{memo.round}/{memo.coder}/{memo.unit}"
                memos[self._home(memo.unit)].append(self._note(place, memo.coder, "Memo", memo.text))
        return [self._source(text, spans[unit], answers[unit], about, memos[unit]) for unit, text in self._texts.items()]

    def _home(self, unit: int) -> int:
        """Where codings of a unit stand: in its own text, those of an article in its body, of a paragraph there too."""
        if unit in self._texts:
            return unit
        return self._first_text.get(self._articles.get(unit, 0), unit)

    def _source(
        self, text: QdaText, spans: list[ExportSpan], answers: list[ExportAnswer], about: dict[str, list[ExportAnswer]],
        memos: list[Element],
    ) -> Element:  # fmt: skip
        guid = text.guid(self._uid)
        source = Element("TextSource", guid=guid, name=text.unit.ref, plainTextPath=f"internal://{guid}.txt")
        if self._time:
            source.set("creationDateTime", self._time)
        codings, notes = [], list(memos)
        for answer in answers:
            made, said = self._coded(answer)
            codings += made
            notes += said
        source.extend(self._selection(text, span, about[span.id]) for span in spans)
        source.extend(codings)
        source.extend(notes)
        return source

    def _selection(self, text: QdaText, span: ExportSpan, about: list[ExportAnswer]) -> Element:
        start, stop = text.offsets(span.start, span.stop, self._nvivo)
        guid = uid_of(self._uid, f"span/{span.id}")
        name = " ".join(clean(span.quote).split())[:NAME_LENGTH]
        selection = Element(
            "PlainTextSelection", guid=guid, name=name, startPosition=str(start), endPosition=str(stop),
            creatingUser=self._user(span.coder), creationDateTime=span.at,
        )  # fmt: skip
        selection.append(self._coding(f"span/{span.id}/code", span.coder, span.variable, span.category, span.at))
        notes = [self._note(f"span/{span.id}/memo", span.coder, "Memo", span.memo)] if span.memo else []
        for answer in about:
            made, said = self._coded(answer)
            selection.extend(made)
            notes += said
        selection.extend(notes)
        return selection

    def _coded(self, answer: ExportAnswer) -> tuple[list[Element], list[Element]]:
        """The codings of an answer that is a category; a number or free text becomes a note."""
        variable, value = self._kinds[answer.variable], answer.value
        place = f"answer/{answer.round}/{answer.coder}/{answer.unit}/{answer.variable}/{answer.span or ''}"
        if variable.answer_kind in ("one", "several"):
            values = value if isinstance(value, tuple) else (value,)
            return [
                self._coding(f"{place}/{v}", answer.coder, answer.variable, v, self._time) for v in values if isinstance(v, int)
            ], []
        return [], [self._note(place, answer.coder, answer.variable, f"{answer.variable} = {value}")]

    def _coding(self, place: str, coder: int, variable: str, value: int, at: str | None) -> Element:
        coding = Element("Coding", guid=uid_of(self._uid, place), creatingUser=self._user(coder))
        if at:
            coding.set("creationDateTime", at)
        SubElement(coding, "CodeRef", targetGUID=self._code(f"{variable}/{value}"))
        return coding

    def _note(self, place: str, coder: int, name: str, text: str) -> Element:
        """Keeps a note and gives the reference to it."""
        guid = uid_of(self._uid, place)
        note = Element("Note", guid=guid, name=clean(name), creatingUser=self._user(coder))
        SubElement(note, "PlainTextContent").text = clean(text)
        self._notes.append(note)
        return Element("NoteRef", targetGUID=guid)

    # ---------------------------------------------------------------- cases and sets

    def _finals(self) -> list[ExportTable]:
        names = {r.id: r.name for r in self._corpus.rounds}
        return [table for table in self._study.of_form("final") if table.round == names[self._round]]

    def _variables(self, finals: list[ExportTable]) -> list[Element]:
        used = {name for unit in self._corpus.units for name in unit.meta}
        out = [
            Element("Variable", guid=uid_of(self._uid, f"fact/{name}"), name=name, typeOfVariable=kind)
            for name, kind in FACTS.items()
            if name in used
        ]
        for column in (c for t in finals for c in t.columns if c.role == "answer" and c.kind == "number"):
            kind = "Integer" if column.labels else "Float"
            variable = Element(
                "Variable", guid=uid_of(self._uid, f"final/{column.name}"), name=column.name, typeOfVariable=kind
            )
            labels = [f"{number} = {label}" for number, label in column.labels.items()]
            SubElement(variable, "Description").text = clean("\n".join([f"Final value. {column.label}", *labels]))
            out.append(variable)
        return out

    def _cases(self, finals: list[ExportTable]) -> list[Element]:
        values: dict[str, list[Element]] = defaultdict(list)
        for table in finals:
            for column, cells in zip(table.columns, table.cells, strict=True):
                if column.role != "answer" or column.kind != "number":
                    continue
                for number, cell in zip(table.column("unit_id"), cells, strict=True):
                    if isinstance(cell, int | float) and cell not in column.missing:
                        kind = "IntegerValue" if column.labels else "FloatValue"
                        values[str(number)].append(self._value(f"final/{column.name}", kind, _decimal(cell)))
        cases = []
        for unit in self._corpus.units:
            if unit.kind in ("article", "comment") and (sources := self._sources_of(unit)):
                case = Element("Case", guid=uid_of(self._uid, f"case/{unit.id}"), name=unit.ref)
                case.extend(self._fact(name, value) for name, value in unit.meta.items() if name in FACTS)
                case.extend(values[str(unit.id)])
                case.extend(Element("SourceRef", targetGUID=guid) for guid in sources)
                cases.append(case)
        return cases

    def _sources_of(self, unit: ExportUnit) -> list[str]:
        if unit.kind == "comment":
            return [self._texts[unit.id].guid(self._uid)] if unit.id in self._texts else []
        own = [t for t in self._texts.values() if t.unit.article == unit.id and t.unit.kind != "comment"]
        return [t.guid(self._uid) for t in own]

    def _fact(self, name: str, value: str | int) -> Element:
        return self._value(f"fact/{name}", f"{FACTS[name]}Value", clean(str(value)))

    def _value(self, variable: str, kind: str, text: str) -> Element:
        value = Element("VariableValue")
        SubElement(value, "VariableRef", targetGUID=uid_of(self._uid, variable))
        SubElement(value, kind).text = text
        return value

    def _sets(self) -> list[Element]:
        """An article with its comments, where there is more than one text."""
        members: dict[int, list[QdaText]] = defaultdict(list)
        for text in self._texts.values():
            members[text.unit.article].append(text)
        refs = {unit.id: unit.ref for unit in self._corpus.units if unit.kind == "article"}
        out = []
        for article, texts in members.items():
            made = Element("Set", guid=uid_of(self._uid, f"set/{article}"), name=refs.get(article, str(article)))
            made.extend(Element("MemberSource", targetGUID=t.guid(self._uid)) for t in texts)
            out.append(made)
        return out


def _decimal(number: int | float) -> str:
    """The number as xsd:decimal: without an exponent."""
    text = repr(number)
    return f"{number:.15f}".rstrip("0").rstrip(".") if "e" in text else text.removesuffix(".0")
