"""The reliability files taken apart for programs that want one variable at a time: units x coders of numbers."""

from collections.abc import Iterator
from dataclasses import dataclass

from intercoder.exporters.model import ExportColumn, ExportStudy, ExportTable

Value = int | float
Row = tuple[Value | None, ...]


@dataclass(frozen=True)
class Judged:
    """One variable of one round (or one category of a *several* variable): `rows[u][c]` is None where nothing counts.

    Only units with a coding, and only coders who coded one of them.
    """

    name: str  # what its columns are called without the coder
    label: str
    level: str
    round: str  # "" where the project has one round, else the end of the file's name, `_main`
    columns: tuple[ExportColumn, ...]
    refs: tuple[str, ...]
    rows: tuple[Row, ...]

    @property
    def coders(self) -> tuple[int, ...]:
        """The numbers of the coders, in the order of the columns."""
        return tuple(c.coder or 0 for c in self.columns)

    def complete(self, chosen: tuple[int, ...] | None = None) -> tuple[int, ...]:
        """The rows in which every chosen column (else all of them) has a value."""
        places = chosen if chosen is not None else tuple(range(len(self.columns)))
        return tuple(i for i, row in enumerate(self.rows) if all(row[p] is not None for p in places))


def judged(study: ExportStudy) -> Iterator[Judged]:
    """Every variable of the reliability files whose answers are numbers, in codebook order, round by round."""
    for table in study.of_form("wide"):
        columns: dict[str, list[ExportColumn]] = {}
        for column in table.columns:
            if column.role == "answer" and column.kind == "number" and column.coder is not None:
                columns.setdefault(column.origin or column.name, []).append(column)
        for found in columns.values():
            yield _judged(table, found)


def _judged(table: ExportTable, columns: list[ExportColumn]) -> Judged:
    cells = [_counted(table, column) for column in columns]
    used = [i for i, column in enumerate(cells) if any(v is not None for v in column)]
    refs = table.column("unit_ref")
    rows = [tuple(cells[i][u] for i in used) for u in range(table.size)]
    kept = [u for u, row in enumerate(rows) if any(v is not None for v in row)]
    first = columns[0]
    name = first.name.removesuffix(f"_c{first.coder}")
    label = first.label.partition(f" – coder {first.coder}")[0]
    return Judged(
        name,
        label,
        first.level or "nominal",
        table.name.partition("_wide")[2],
        tuple(columns[i] for i in used),
        tuple(str(refs[u]) for u in kept),
        tuple(rows[u] for u in kept),
    )


def _counted(table: ExportTable, column: ExportColumn) -> list[Value | None]:
    """The column with the codes of "no value" taken out."""
    return [v if isinstance(v, int | float) and v not in column.missing else None for v in table.column(column.name)]
