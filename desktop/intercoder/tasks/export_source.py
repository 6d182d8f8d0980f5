"""Everything an export shows, read from the project at one moment."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from typing import TYPE_CHECKING

from intercoder.exporters.model import Triple, triple_for
from intercoder.project import frames
from intercoder.project.frames import Coding, SpanRow, UnitRow
from intercoder.project.material import ArticleRow, CommentRow
from intercoder.records import Answer, Codebook, Coder, Matrix, Round, Variable
from intercoder.tasks.answer_columns import Columns, decimals, number, stems

if TYPE_CHECKING:
    from intercoder.project import Project

MATRICES = 7  # that are read at once
TEXT_PARTS = ("headline", "lead", "body", "correction")  # whose texts stand in the row of an article


@dataclass(frozen=True)
class Source:
    """The contents of a project, as plain records; the tables of an export are made from it alone."""

    codebook: Codebook
    version: str
    coders: tuple[Coder, ...]
    rounds: tuple[Round, ...]
    units: tuple[UnitRow, ...]  # in the order of the text
    articles: dict[int, ArticleRow]
    comments: dict[int, CommentRow]
    codings: tuple[Coding, ...]  # by round, coder and unit
    spans: tuple[SpanRow, ...]
    held: frozenset[int]  # the rounds that hold codings
    matrices_of: Callable[[Sequence[str], str], dict[str, Matrix]]  # by variables and round; read anew at each call
    decisions: dict[tuple[int, int, str], Answer]  # of the adjudicator, by round, unit and variable

    def matrices(self, variables: Sequence[Variable], round_: Round) -> Iterator[Matrix]:
        """The codings of these variables in a round, some at a time, for all together are large; none if it holds none."""
        for first in range(0, len(variables) if round_.id in self.held else 0, MATRICES):
            names = [v.name for v in variables[first : first + MATRICES]]
            yield from self.matrices_of(names, round_.name).values()

    @cached_property
    def by_id(self) -> dict[int, UnitRow]:
        """The units by their id."""
        return {u.unit.id: u for u in self.units}

    @cached_property
    def order(self) -> dict[int, int]:
        """The place of each unit in the whole text."""
        return {u.unit.id: place for place, u in enumerate(self.units)}

    @cached_property
    def coder_labels(self) -> dict[int, str]:
        """Coders by number."""
        return {c.id: c.name for c in self.coders}

    @cached_property
    def round_labels(self) -> dict[int, str]:
        """Rounds by number."""
        return {r.id: r.name for r in self.rounds}

    @cached_property
    def triple(self) -> Triple:
        """The three codes for "no value", clear of every category and every number that was typed."""
        permitted: list[float] = [c.value for v in self.codebook.variables for c in v.categories]
        return triple_for([*permitted, *(number(text) for text in self._typed())])

    @cached_property
    def columns(self) -> dict[str, Columns]:
        """The columns of every variable by its name."""
        places: dict[str, int] = {}
        for v in self.codebook.variables:
            places[v.name] = max((min(decimals(t), 15) for t in self._typed(v.name)), default=0)
        stem = stems(self.codebook.variables, [c.id for c in self.coders], FIXED_NAMES)
        return {v.name: Columns(v, stem[v.name], self.triple, places[v.name]) for v in self.codebook.variables}

    @cached_property
    def _numbers(self) -> dict[str, list[str]]:
        """The numbers that were typed, by variable."""
        found: dict[str, list[str]] = {v.name: [] for v in self.codebook.variables if v.answer_kind == "number"}
        given = [*(c.answers for c in self.codings), *(s.answers for s in self.spans)]
        for answers in given:
            for name, answer in answers.items():
                if name in found and answer.status == "value" and answer.answer:
                    found[name].append(answer.answer)
        return found

    def _typed(self, name: str | None = None) -> Iterable[str]:
        return self._numbers.get(name, ()) if name else (t for texts in self._numbers.values() for t in texts)

    def asked_of(self, kind: str) -> list[Variable]:
        """The questions that are asked of units of this kind, those about spans left out."""
        return [v for v in self.codebook.variables if v.unit_kind == kind and v.answer_kind != "spans" and v.about is None]

    @property
    def kinds(self) -> list[str]:
        """The kinds of unit that questions are asked of, in codebook order."""
        return list(dict.fromkeys(v.unit_kind for v in self.codebook.variables if self.asked_of(v.unit_kind)))

    def text(self, unit: UnitRow) -> str | None:
        """The text of a unit; of an article its headline, lead, body and correction joined by line feeds."""
        return self._article_texts.get(unit.unit.id, "") if unit.unit.kind == "article" else unit.unit.text

    @cached_property
    def _article_texts(self) -> dict[int, str]:
        parts: dict[int, list[str]] = {}
        for row in self.units:
            if row.unit.kind in TEXT_PARTS:
                parts.setdefault(row.unit.article, []).append(row.unit.text or "")
        return {article: "\n".join(texts) for article, texts in parts.items()}


def read(project: "Project") -> Source:
    """The contents of the project, read inside the caller's `frames.moment`, as are the matrices later."""
    units = frames.units(project)
    codings = frames.codings(project)
    return Source(
        project.codebook.current(),
        project.codebook.version or "draft",
        tuple(project.plan.coders()),
        tuple(project.plan.rounds()),
        tuple(units),
        {a.id: a for a in project.material.articles()},
        {c.unit: c for c in project.material.comments_of([u.unit.id for u in units])},
        tuple(codings),
        tuple(frames.spans(project)),
        frozenset(c.round for c in codings),
        project.codings.matrices,
        frames.decisions(project),
    )


def utc(milliseconds: int | None) -> str | None:
    """A time of the project as ISO 8601 with Z, to the second."""
    if milliseconds is None:
        return None
    return datetime.fromtimestamp(milliseconds // 1000, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


FIXED_NAMES = frozenset({
    "unit_id", "unit_ref", "art_no", "unit_no", "outlet", "headline", "published", "language", "n_comm_decl", "n_comm",
    "author", "posted", "reply_to", "likes", "coder", "round", "cb_version", "coded_at", "seconds", "memo", "txt",
    "n_words", "n_coders", "in_sample", "stratum", "weight", "span_id", "variable", "code", "code_label", "start", "stop",
    "n_chars", "quote", "kind", "parent_ref", "codable", "sha256",
})  # fmt: skip
"""Names of the tables' own columns, which no variable may take."""
