"""The tables of coded units: `KIND_long`, one row per coding, and `KIND_wide`, the reliability file; and `units`."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from intercoder.exporters.model import Cell, ExportColumn, ExportTable
from intercoder.exporters.names import spss_name
from intercoder.project.frames import Coding, UnitRow
from intercoder.records import Matrix, Round, Variable
from intercoder.tasks.export_source import Source, utc

Filled = tuple[ExportColumn, Sequence[Cell]]
"""A column and its cells."""


def table(name: str, title: str, form: str, filled: list[Filled], key: tuple[str, ...], kind: str | None = None) -> ExportTable:
    """A table of columns with their cells."""
    columns, cells = tuple(c for c, _ in filled), tuple(v for _, v in filled)
    return ExportTable(name, title, form, columns, cells, key, kind)  # type: ignore[arg-type]


def number(name: str, label: str, labels: dict[int, str] | None = None, decimals: int = 0) -> ExportColumn:
    """A column of numbers that are no answers: nominal where they have labels, else scale."""
    measure = "nominal" if labels else "scale"
    role = "key" if labels else "material"
    return ExportColumn(name, label, "number", measure, None, decimals, labels or {}, role=role)  # type: ignore[arg-type]


TEXT = ExportColumn("txt", "Text of the unit", role="text")
MEMO = ExportColumn("memo", "Memo", role="text")
UNIT_ID = ExportColumn("unit_id", "Unit (permanent id)", role="id")
UNIT_REF = ExportColumn("unit_ref", "Unit (readable reference)", role="id")
ARTICLE_NUMBER = number("art_no", "Article number")


def key_columns(units: list[UnitRow]) -> list[Filled]:
    """The columns that say which unit a row is about."""
    return [
        (UNIT_ID, [str(u.unit.id) for u in units]),
        (UNIT_REF, [u.unit.ref for u in units]),
        (ARTICLE_NUMBER, [u.article_number for u in units]),
        (number("unit_no", "Position in the article"), [u.place for u in units]),
    ]


def article_columns(source: Source, units: list[UnitRow]) -> list[Filled]:
    """The facts of the article."""
    rows = [source.articles[u.unit.article] for u in units]
    return [
        (ExportColumn("outlet", "Outlet"), [a.outlet for a in rows]),
        (ExportColumn("headline", "Headline"), [a.headline for a in rows]),
        (ExportColumn("published", "Published", "date"), [a.published for a in rows]),
        (ExportColumn("language", "Language"), [a.language for a in rows]),
        (number("n_comm_decl", "Comments declared"), [a.declared_comments for a in rows]),
        (number("n_comm", "Comments found"), [a.comments for a in rows]),
    ]


def comment_columns(source: Source, units: list[UnitRow]) -> list[Filled]:
    """The facts of the comment; empty for other units."""
    rows = [source.comments.get(u.unit.id) for u in units]
    targets = [source.by_id.get(c.reply_to) if c and c.reply_to else None for c in rows]
    return [
        (ExportColumn("author", "Author"), [c.author if c else None for c in rows]),
        (ExportColumn("posted", "Posted", "date"), [c.posted if c else None for c in rows]),
        (ExportColumn("reply_to", "Replies to (unit)"), [t.unit.ref if t else None for t in targets]),
        (number("likes", "Likes"), [c.likes if c else None for c in rows]),
    ]


def long_table(source: Source, kind: str) -> ExportTable:
    """One row per unit x coder x round that was assigned or coded."""
    rows = [c for c in source.codings if source.by_id[c.unit].unit.kind == kind]
    rows.sort(key=lambda c: (source.order[c.unit], c.round, c.coder))
    units = [source.by_id[c.unit] for c in rows]
    seconds: list[Cell] = [None if c.active_ms is None else round(c.active_ms / 1000, 1) for c in rows]
    filled = [
        *key_columns(units),
        *(article_columns(source, units) if kind == "article" else []),
        *(comment_and_article(source, units) if kind == "comment" else []),
        (number("coder", "Coder", source.coder_labels), [c.coder for c in rows]),
        (number("round", "Round", source.round_labels), [c.round for c in rows]),
        (ExportColumn("cb_version", "Codebook version"), [source.version] * len(rows)),
        (ExportColumn("coded_at", "Time of the last answer", "date"), [utc(c.last_at) for c in rows]),
        (number("seconds", "Active time in seconds", decimals=1), seconds),
        *(pair for v in source.asked_of(kind) for pair in _answers(source, v, rows)),
        (MEMO, [c.memo for c in rows]),
        (TEXT, [source.text(u) for u in units]),
    ]
    key = ("unit_id", "coder", "round")
    return table(f"{kind}_long", f"{kind.capitalize()}s, one row per coding", "long", filled, key, kind)


def comment_and_article(source: Source, units: list[UnitRow]) -> list[Filled]:
    """The facts of the comment, with those of its article that a reader looks for first."""
    article = [(c, v) for c, v in article_columns(source, units) if c.name in ("outlet", "headline", "published")]
    words: list[Cell] = [len((u.unit.text or "").split()) for u in units]
    return [*comment_columns(source, units), *article, (number("n_words", "Words of the comment"), words)]


def _answers(source: Source, variable: Variable, rows: list[Coding]) -> list[Filled]:
    columns, name = source.columns[variable.name], variable.name
    if variable.answer_kind == "one":  # most of a large study: one column, mostly numbers
        cells: list[Cell] = [
            int(answer.answer or 0)
            if (answer := c.answers.get(name)) is not None and answer.status == "value"
            else columns.cells(answer, c.asks(variable))[0]
            for c in rows
        ]
        return [(columns.named()[0], cells)]
    return transposed(columns.named(), [columns.cells(c.answers.get(name), c.asks(variable)) for c in rows])


def transposed(columns: list[ExportColumn], rows: list[list[Cell]]) -> list[Filled]:
    """Rows of the cells of some columns, turned into columns."""
    return [(column, [row[i] for row in rows]) for i, column in enumerate(columns)]


def wide_tables(source: Source, kind: str) -> list[ExportTable]:
    """The reliability file of each round that holds codings: one row per unit, a column per variable and coder."""
    found = [(round_, parts) for round_ in source.rounds if (parts := _parts(source, kind, round_))]
    taken: list[str] = []
    out = []
    for round_, parts in found:
        taken.append(spss_name(round_.name, taken))
        name = f"{kind}_wide" if len(found) == 1 else f"{kind}_wide_{taken[-1]}"
        out.append(_wide(source, kind, name, round_, parts))
    return out


@dataclass(frozen=True)
class _Part:
    """The columns of one variable in a reliability file, over the units of its matrix."""

    units: tuple[int, ...]
    filled: list[Filled]
    coded: dict[int, frozenset[int]]  # who coded the unit


def _parts(source: Source, kind: str, round_: Round) -> list[_Part]:
    """The columns of every variable; none if nobody coded one of them."""
    given = {(c.coder, c.unit): c for c in source.codings if c.round == round_.id}
    parts, any_coded = [], False
    for matrix in source.matrices(source.asked_of(kind), round_):
        any_coded = any_coded or any(s not in ("", "open") for states in matrix.states for s in states)
        parts.append(_part(source, matrix, given))
    return parts if any_coded else []


def _part(source: Source, matrix: Matrix, given: dict[tuple[int, int], Coding]) -> _Part:
    columns = source.columns[matrix.variable.name]
    teams: dict[tuple[int, ...], frozenset[int]] = {}  # few different ones, so that a large file stays small
    coded: dict[int, frozenset[int]] = {}
    for unit, states in zip(matrix.units, matrix.states, strict=True):
        who = tuple(c.id for c, s in zip(matrix.coders, states, strict=True) if s not in ("", "open"))
        if who:
            coded[unit] = teams.setdefault(who, frozenset(who))
    by_coder = []
    for j, coder in enumerate(matrix.coders):
        cells = []
        for i, unit in enumerate(matrix.units):
            state = matrix.states[i][j]
            if state in ("", "open"):
                coding = given.get((coder.id, unit))
                asked = state != "open" or coding is None or coding.asks(matrix.variable)
                cells.append(columns.cells(None, asked))
            else:
                cells.append(columns.of_matrix(matrix.cells[i][j], state))
        by_coder.append(transposed(columns.of_coder(coder), cells))
    return _Part(matrix.units, [pair for pairs in zip(*by_coder, strict=True) for pair in pairs], coded)


def _wide(source: Source, kind: str, name: str, round_: Round, parts: list[_Part]) -> ExportTable:
    ids = sorted({u for part in parts for u in part.units}, key=source.order.__getitem__)
    units = [source.by_id[i] for i in ids]
    place = {unit: i for i, unit in enumerate(ids)}
    coded: dict[int, frozenset[int]] = {}
    filled = key_columns(units)
    for part in parts:
        rows = [place[unit] for unit in part.units]
        for unit, who in part.coded.items():
            known = coded.get(unit, who)
            coded[unit] = who if known is who else known | who
        filled += [(column, _spread(cells, rows, len(ids))) for column, cells in part.filled]
    counts: list[Cell] = [len(coded.get(unit, ())) for unit in ids]
    filled.append((number("n_coders", "Coders who coded the unit"), counts))
    filled.append((TEXT, [source.text(u) for u in units]))
    title = f"{kind.capitalize()}s, one row per unit, round {round_.name}"
    return replace(table(name, title, "wide", filled, ("unit_id",), kind), round=round_.name)


def _spread(cells: Sequence[Cell], rows: list[int], size: int) -> Sequence[Cell]:
    """The cells in their rows; the others are empty."""
    out: list[Cell] = [None] * size
    for row, cell in zip(rows, cells, strict=True):
        out[row] = cell
    return out


def units_table(source: Source) -> ExportTable:
    """Every unit, coded or not; every text of the project stands here exactly once."""
    units = list(source.units)
    parents = [source.by_id.get(u.unit.parent) if u.unit.parent else None for u in units]
    paragraph = [u.unit.kind == "paragraph" for u in units]
    codable: list[Cell] = [int(u.unit.codable) for u in units]
    filled = [
        *key_columns(units),
        (ExportColumn("kind", "Kind of unit"), [u.unit.kind for u in units]),
        (ExportColumn("parent_ref", "Unit above"), [p.unit.ref if p else None for p in parents]),
        (number("start", "First character of a paragraph in its body"), [u.unit.start for u in units]),
        (number("stop", "Character after its last"), [u.unit.stop for u in units]),
        (number("codable", "Can be coded", {0: "no", 1: "yes"}), codable),
        (ExportColumn("sha256", "Hash of the text"), [u.sha256 for u in units]),
        *article_columns(source, units),
        *comment_columns(source, units),
        (TEXT, [None if p else u.unit.text for u, p in zip(units, paragraph, strict=True)]),
    ]
    return table("units", "Every unit", "units", filled, ("unit_id",))
