"""What every writer of a file is given, and what it gives back: columns, tables, the study, the report.

A table is stored by columns, for that is how SPSS and pandas want it; `rows()` walks it for everybody else.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Literal

from intercoder.records import Codebook, Coder, Round, Tick

Cell = str | int | float | None
"""One cell. A date is its ISO 8601 text; None is "no value yet" or "does not apply to this row"."""

Measure = Literal["nominal", "ordinal", "scale"]
Form = Literal["long", "wide", "final", "spans", "spans_of", "units", "codebook", "agreement", "agreement_long", "detail"]

NOT_DETERMINED, NOT_APPLICABLE, SKIPPED = "cannot be determined", "not applicable", "skipped"


@dataclass(frozen=True)
class Triple:
    """The three numbers that stand for "no value" in every file of one export, the largest first."""

    undetermined: int = -97
    not_applicable: int = -98
    skipped: int = -99

    @property
    def labels(self) -> dict[int, str]:
        """The numbers with their meaning, the smallest first."""
        return {self.skipped: SKIPPED, self.not_applicable: NOT_APPLICABLE, self.undetermined: NOT_DETERMINED}


def triple_for(values: Sequence[float]) -> Triple:
    """The first triple that none of the values (permitted or observed) touches."""
    for nines in (0, 900, 9900, 99900, 999900):
        triple = Triple(-97 - nines, -98 - nines, -99 - nines)
        if not any(triple.skipped <= v <= triple.undetermined for v in values):
            return triple
    return Triple(-9999997, -9999998, -9999999)


@dataclass(frozen=True)
class ResponseSet:
    """The set of the 0/1 columns of one question with several answers, as SPSS analyses them together."""

    name: str
    label: str


@dataclass(frozen=True)
class ExportColumn:
    """One column: what it is called, how a person reads it, and how it may be analysed."""

    name: str  # legal in SPSS, the same in every file
    label: str = ""
    kind: Literal["number", "text", "date"] = "text"
    measure: Measure = "nominal"
    level: str | None = None  # the codebook's: nominal ordinal interval ratio
    decimals: int = 0
    labels: dict[int, str] = field(default_factory=dict)
    missing: dict[int, str] = field(default_factory=dict)  # the triple, on answers and states
    role: Literal["id", "key", "material", "answer", "status", "text"] = "material"
    origin: str | None = None  # the variable, or VARIABLE=K for one category of it
    set: ResponseSet | None = None
    question: str = ""  # as the codebook asks it
    coder: int | None = None  # whose answers they are, in a reliability file


@dataclass(frozen=True)
class ExportTable:
    """A table by columns: `cells[i]` holds the values of `columns[i]`, all equally long."""

    name: str
    title: str
    form: Form
    columns: tuple[ExportColumn, ...]
    cells: tuple[Sequence[Cell], ...]
    key: tuple[str, ...] = ()  # the columns that identify a row
    unit_kind: str | None = None
    round: str | None = None  # of a reliability file or of final values

    @property
    def size(self) -> int:
        """The number of rows."""
        return len(self.cells[0]) if self.cells else 0

    def column(self, name: str) -> Sequence[Cell]:
        """The cells of the column with this name."""
        return self.cells[[c.name for c in self.columns].index(name)]

    def rows(self) -> Iterator[tuple[Cell, ...]]:
        """The rows, in order."""
        return zip(*self.cells, strict=True)


@dataclass(frozen=True)
class Loss:
    """What a format could not hold: the kind of loss, where, a sentence, and how often."""

    code: str
    where: str
    message: str
    count: int = 1


@dataclass(frozen=True)
class ExportUnit:
    """A unit with its verbatim text and the facts of the material about it, in the order of the text."""

    id: int
    ref: str
    kind: str
    article: int  # id of the unit at the root
    text: str | None  # None for an article as a whole
    meta: dict[str, str | int]  # outlet, published, author, reply_to …; absent = not known


@dataclass(frozen=True)
class ExportSpan:
    """A highlighted stretch of one text; offsets in code points, `stop` exclusive. `quote` is text[start:stop]."""

    id: str
    unit: int
    variable: str
    category: int
    coder: int
    round: int
    start: int
    stop: int
    quote: str
    at: str  # ISO 8601, UTC
    memo: str | None = None


@dataclass(frozen=True)
class ExportAnswer:
    """One answer: `value` is the category's number, a number, text or date; of a *several* answer the ticked numbers."""

    unit: int
    variable: str
    coder: int
    round: int
    status: str
    value: str | int | float | tuple[int, ...] | None
    label: str | tuple[str, ...] | None
    span: str | None = None  # the id of the span that it is about


@dataclass(frozen=True)
class ExportMemo:
    """What a coder noted on a unit as a whole."""

    unit: int
    coder: int
    round: int
    text: str


@dataclass(frozen=True)
class ExportCorpus:
    """Texts and codings as records, for formats that are no tables."""

    codebook: Codebook
    rounds: tuple[Round, ...]
    units: tuple[ExportUnit, ...]
    spans: tuple[ExportSpan, ...]  # by unit, start, stop, coder, id
    answers: tuple[ExportAnswer, ...]  # by unit, round, coder, codebook order
    memos: tuple[ExportMemo, ...] = ()


@dataclass(frozen=True)
class ExportStudy:
    """Everything an export may need, read from the project at one moment."""

    title: str
    project_uid: str
    codebook_version: str  # "draft" while none is frozen
    saved_at: datetime | None  # of the project's last step, UTC: the only date in any file
    coders: tuple[Coder, ...]
    tables: tuple[ExportTable, ...]
    triple: Triple = Triple()
    notes: tuple[str, ...] = ()  # sentences under the agreement table
    methods: str = ""  # the text for the methods section, where there is an agreement report
    losses: tuple[Loss, ...] = ()  # already known when the tables were made
    program: str = "Intercoder"
    corpus: ExportCorpus | None = None  # where the kind of export asks for it

    def of_form(self, *forms: Form) -> list[ExportTable]:
        """The tables of these forms, in their order."""
        return [t for t in self.tables if t.form in forms]


@dataclass(frozen=True)
class ExportedFile:
    """One file that was written."""

    path: str
    rows: int | None
    columns: int | None
    bytes: int
    sha256: str


@dataclass(frozen=True)
class ExportReport:
    """The files of an export and everything that they do not hold."""

    files: tuple[ExportedFile, ...]
    losses: tuple[Loss, ...] = ()


@dataclass(frozen=True)
class ExportOptions:
    """What the researcher may choose."""

    zsav: bool = False  # compressed files of SPSS 21 and later
    excel: bool = False  # a byte order mark and semicolons, for a double click
    guard: bool = False  # an apostrophe before cells that a spreadsheet would run
    nvivo: bool = False  # REFI-QDA offsets in UTF-16 units, as NVivo counts
    pseudonyms: bool = False  # "Coder 1" instead of names, in every file
    rounds: tuple[str, ...] = ()  # only these rounds; empty = all
    coders: tuple[str, ...] = ()  # only these coders
    variables: tuple[str, ...] = ()  # only these variables


PLAIN = ExportOptions()

Need = Literal["agreement", "corpus"]
Writer = Callable[[ExportStudy, Path, ExportOptions, Tick], ExportReport]


@dataclass(frozen=True)
class Exporter:
    """One kind of export: its key on the command line, what a person reads, and its writer."""

    kind: str
    title: str
    destination: Literal["folder", "file"]
    write: Writer
    suffix: str = ""  # of the one file
    needs: frozenset[Need] = frozenset()  # what the study must hold beside its tables
