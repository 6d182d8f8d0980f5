"""The nouns of the program as frozen dataclasses: what the rooms hand to each other.

`None` means absent, never failed. Offsets are Unicode code points, `stop` exclusive.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

Tick = Callable[[int, int], None]
"""Progress of a long job, (done, total); total 0 = not known. Raises Cancelled to stop the job."""


def no_tick(done: int, total: int) -> None:
    """The tick of a caller who does not want to know."""


# ---------------------------------------------------------------- material

Kind = Literal[
    "article", "headline", "lead", "body", "paragraph", "correction", "caption", "boilerplate", "comments_header", "comment"
]
CODABLE_KINDS = frozenset({"article", "headline", "lead", "body", "correction", "caption", "comment"})


@dataclass(frozen=True)
class Issue:
    """Something an import has to say about a dump: a warning, a record it skipped, or a number to be shown (note)."""

    code: str
    message: str
    locator: str | None = None  # "line 16", "record 12", "byte 4096", "member x.txt"
    severity: Literal["warning", "skipped", "note"] = "warning"
    declared: int | None = None
    found: int | None = None
    raw: str | None = None  # the snippet of the dump it is about


@dataclass(frozen=True)
class Text:
    """A verbatim text of an article other than a comment. `paragraphs` are ranges of a body, line feeds excluded."""

    kind: Kind
    text: str
    locator: str | None = None
    paragraphs: tuple[tuple[int, int], ...] = ()
    declared_comments: int | None = None  # of a comments header


@dataclass(slots=True)  # not frozen: an import makes a million, and freezing takes eight times as long
class Comment:
    """One reader comment. `reply_to` is the index of another comment of the same article."""

    text: str
    locator: str | None = None
    author: str | None = None
    posted: str | None = None  # ISO 8601, UTC with Z, or as printed where there is no zone
    posted_raw: str | None = None
    posted_precision: str | None = None  # year month day minute second
    reply_to: int | None = None
    reply_basis: Literal["explicit", "mention", "manual"] | None = None
    likes: int | None = None
    dislikes: int | None = None
    status: Literal["visible", "pending", "deleted", "blocked", "spam", "pingback"] = "visible"
    provider_id: str | None = None
    extra: dict[str, str] = field(default_factory=dict)

    @property
    def codable(self) -> bool:
        """Whether there is something to code: empty comments and pingbacks have nothing."""
        return bool(self.text.strip()) and self.status != "pingback"


@dataclass(frozen=True)
class Article:
    """One article of a dump with its texts and comments, in the order of the dump."""

    parts: tuple[Text | Comment, ...]
    locator: str | None = None
    headline: str | None = None
    outlet: str | None = None
    byline: str | None = None
    published: str | None = None
    published_raw: str | None = None
    published_precision: str | None = None
    url: str | None = None
    language: str | None = None
    section: str | None = None
    provider_id: str | None = None
    declared_comments: int | None = None
    stub: bool = False  # metadata only, no text
    extra: dict[str, str] = field(default_factory=dict)
    issues: tuple[Issue, ...] = ()
    edition: str | None = None
    page: str | None = None
    genre: str | None = None
    length_declared: int | None = None  # words, as the dump says

    @cached_property
    def texts(self) -> tuple[Text, ...]:
        """The parts that are not comments."""
        return tuple([p for p in self.parts if isinstance(p, Text)])

    @cached_property
    def comments(self) -> tuple[Comment, ...]:
        """The comments, in order; `Comment.reply_to` counts in this tuple."""
        return tuple([p for p in self.parts if isinstance(p, Comment)])


@dataclass(frozen=True)
class SourceFile:
    """A file of a dump: where it came from and how it was read."""

    path: str  # as given; "a.zip!b.txt" for a member
    sha256: str
    size: int
    format: str
    evidence: str
    encoding: str
    data: bytes | None = None  # the original bytes, kept in the project
    profile: str | None = None  # the import profile it was read with, as JSON
    importer: int | None = None  # version of the importer that read it
    modified: int | None = None  # when the file was changed last, ms since 1970; None of a member of an archive
    joined: str | None = None  # hash of the tables whose articles its rows were joined with


@dataclass(frozen=True)
class Unit:
    """A unit of the project. `text` is its own verbatim text, of a paragraph that of its range; None for an article."""

    id: int
    kind: Kind
    ref: str  # A0012, A0012-C003, A0012-P02
    article: int  # id of the article at the root
    parent: int | None
    position: int  # among the children of its parent, from 1
    text: str | None
    codable: bool
    start: int | None = None  # of a paragraph: the range in its body
    stop: int | None = None


CountReason = Literal["paragraphs", "pingbacks", "not_loaded", "older", "unknown"]
COUNT_REASONS: dict[CountReason, str] = {  # why a header declares another number than there are: what is stored, and its words
    "paragraphs": "comments of several paragraphs",
    "pingbacks": "pingbacks",
    "not_loaded": "not all loaded",
    "older": "number older than the list",
    "unknown": "unknown",
}


# ---------------------------------------------------------------- instrument

AnswerKind = Literal["one", "several", "number", "text", "date", "spans"]
Level = Literal["nominal", "ordinal", "interval", "ratio"]
UnitKind = Literal["article", "paragraph", "comment", "headline", "lead", "body", "correction", "caption"]


@dataclass(frozen=True)
class Category:
    """One answer of a variable: its number in every file, and what it means."""

    value: int
    label: str
    definition: str = ""
    use_when: str = ""
    not_when: str = ""
    examples: tuple[str, ...] = ()
    colour: str | None = None  # the name of a code colour: blue vermilion green purple ochre sky olive grey
    key: str | None = None
    parent: int | None = None  # the value of the category above
    id: int = 0  # 0 = not in a project


@dataclass(frozen=True)
class Variable:
    """One question of the codebook. For `spans` the unit kind says where one may mark ("article" = any text of it)."""

    name: str
    label: str
    unit_kind: UnitKind
    answer_kind: AnswerKind
    level: Level = "nominal"
    question: str = ""
    about: str | None = None  # the span variable that this question is about
    required: bool = True
    undetermined: bool = False  # "cannot be determined" is offered
    condition: str | None = None  # "NAME = 1", "NAME in 1,2": ask only if
    group: str | None = None
    categories: tuple[Category, ...] = ()
    id: int = 0

    def category(self, value: int) -> Category | None:
        """The category with this number."""
        return next((c for c in self.categories if c.value == value), None)


@dataclass(frozen=True)
class Codebook:
    """The instrument: variables in the order in which they are asked."""

    title: str
    variables: tuple[Variable, ...]
    version: str = ""

    def variable(self, name: str) -> Variable | None:
        """The variable with this name."""
        return next((v for v in self.variables if v.name == name), None)


# ---------------------------------------------------------------- people and plan


@dataclass(frozen=True)
class Coder:
    """A person who codes. The lead is number 1."""

    id: int
    name: str
    active: bool = True


@dataclass(frozen=True)
class Round:
    """A round of coding; codings of different rounds never mix. In a blind round nobody sees others' codings."""

    id: int
    name: str
    blind: bool = True
    open: bool = True


# ---------------------------------------------------------------- codings

Status = Literal["value", "not_applicable", "undetermined", "skipped"]


@dataclass(frozen=True)
class Span:
    """A highlighted stretch of one text by one coder; `quote` is text[start:stop] of its unit."""

    id: int
    round: int
    coder: int
    unit: int
    variable: int
    category: int  # id
    start: int
    stop: int
    quote: str


@dataclass(frozen=True)
class Memo:
    """A coder's note on a unit, or on one of their highlights. Times in milliseconds, UTC."""

    id: int
    round: int
    coder: int
    unit: int  # of a highlight the article or comment that it stands in
    span: int  # 0 = on the unit itself
    text: str
    at: int


@dataclass(slots=True, unsafe_hash=True)  # not frozen: an export makes millions, and freezing triples the time of each
class Answer:
    """One coder's answer to one variable for one unit (or span). `ticked` holds category numbers of a *several* answer."""

    round: int
    coder: int
    unit: int
    variable: int
    status: Status = "value"
    answer: str | None = None  # number of the category, number, text or ISO date
    ticked: tuple[int, ...] = ()
    span: int = 0  # 0 = not about a span


@dataclass(frozen=True)
class Progress:
    """How far one coder is with one unit in one round. Times in milliseconds, UTC."""

    unit: int
    finished_at: int | None = None
    doubt: str | None = None  # the memo of the doubt; '' = doubt without a memo
    active_ms: int = 0


@dataclass(frozen=True)
class Matrix:
    """The codings of one variable in one round, units x coders, as agreement reads them.

    `cells[i][j]` is None where coder j gave no coding to unit i, else the category's number, the number typed, or for a
    *several* variable a tuple of ticked numbers. `states[i][j]`: "", "value", "skipped", "not_applicable",
    "undetermined", or "open" (assigned, not answered). A label "undetermined" as a category is left to the report.
    """

    variable: Variable
    round: Round
    units: tuple[int, ...]
    refs: tuple[str, ...]
    coders: tuple[Coder, ...]
    cells: tuple[tuple[object, ...], ...]
    states: tuple[tuple[str, ...], ...]
    coded_at: dict[int, int] = field(default_factory=dict, compare=False)  # unit -> time of its last coding, ms since 1970, UTC


Reason = Literal["slip", "unclear", "ambiguous", "segmentation"]
REASONS: dict[Reason, str] = {  # why coders disagreed on a unit: what the project stores, and its words
    "slip": "slip",
    "unclear": "codebook unclear",
    "ambiguous": "really ambiguous",
    "segmentation": "wrong segmentation",
}


@dataclass(frozen=True)
class Disagreement:
    """The lead's reason for a disagreement on one unit, with a note of one line that may be empty."""

    unit: int
    reason: Reason
    note: str = ""


@dataclass(frozen=True)
class AgreementRules:
    """What a project decided about its reliability table; the note under the table prints it.

    The limits are Krippendorff's (2019, p. 356): rely on .800 and more, draw tentative conclusions from .667.
    """

    tentative: float = 0.667
    reliable: float = 0.800
    undetermined_counts: bool = True  # "cannot be determined" is a category of nominal questions with one answer
    not_applicable_counts: bool = False  # so is "not applicable"; else it is missing
    resample_articles: bool = False  # intervals draw whole articles with all their units, not units
    mix_versions: bool = False  # compare codings of codebook versions between which a question changed in substance


# ---------------------------------------------------------------- projects of other programs


@dataclass(frozen=True)
class ForeignCode:
    """A code of another program's project; `parent` is the key of the code above it."""

    key: str
    name: str
    description: str = ""
    colour: str | None = None  # #RRGGBB
    codable: bool = True
    parent: str | None = None


@dataclass(frozen=True)
class ForeignMark:
    """A stretch of a text, in code points, with the codes that users gave it and the notes they made on it."""

    start: int
    stop: int
    codes: tuple[tuple[str, str], ...]  # key of the code, name of the user
    notes: tuple[tuple[str, str], ...] = ()  # name of the user, text


@dataclass(frozen=True)
class ForeignText:
    """A text with what was coded in it, and what was said of it as a whole."""

    key: str
    name: str
    text: str
    marks: tuple[ForeignMark, ...] = ()
    codes: tuple[tuple[str, str], ...] = ()
    notes: tuple[tuple[str, str, str], ...] = ()  # name of the user, title, text
    facts: tuple[tuple[str, str], ...] = ()  # variables of its case
    group: str | None = None  # the set of texts that it belongs to


@dataclass(frozen=True)
class ForeignProject:
    """What a project of another program holds, as far as it has a place here."""

    title: str
    origin: str
    users: tuple[str, ...]
    codes: tuple[ForeignCode, ...]  # a code stands before those below it
    texts: tuple[ForeignText, ...]
    offsets: str = "codepoint"  # the way of counting that the offsets were read in
    clean: int = 0  # highlights that begin and end at the border of a word, so read
    ignored: tuple[tuple[str, int], ...] = ()  # kinds of things that have no place, and how many
    warnings: tuple[str, ...] = ()

    @property
    def marks(self) -> int:
        """How many highlights there are."""
        return sum(len(text.marks) for text in self.texts)
