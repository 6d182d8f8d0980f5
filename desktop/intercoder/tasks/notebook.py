"""A project in a notebook: its units, codings, highlights and agreement as pandas data frames, for reading only."""

from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from intercoder.exporters.model import ExportColumn, ExportTable
from intercoder.project import Project
from intercoder.tasks import export

if TYPE_CHECKING:
    import pandas as pd


class Notebook:
    """An open project: a context manager. Each frame is read anew, so it shows the project as it is then."""

    def __init__(self, path: str | Path) -> None:
        self.project = Project.open(path, read_only=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Closes the project."""
        self.project.close()

    @property
    def title(self) -> str:
        """The name of the study."""
        return self.project.title

    def units_frame(self) -> "pd.DataFrame":
        """Every unit, coded or not, with its text and the facts of the material; columns as in `units.csv`."""
        return _frame(self._table("units"))

    def codings_frame(self) -> "pd.DataFrame":
        """One row per answer: unit, coder, round, variable, status, value, label.

        `value` is the category's number, a number or a text; of a question with several answers the tuple of ticked
        numbers; None where the status is not "value". Answers about highlights name them in `span_id`.
        """
        import pandas as pd

        study = export.study_of(self.project, with_corpus=True)
        corpus = study.corpus
        assert corpus is not None
        names, rounds = {c.id: c.name for c in study.coders}, {r.id: r.name for r in corpus.rounds}
        units = {u.id: u for u in corpus.units}
        rows = [
            (str(a.unit), units[a.unit].ref, units[a.unit].kind, names[a.coder], rounds[a.round], a.variable, a.status, a.value,
             a.label, a.span)
            for a in corpus.answers
        ]  # fmt: skip
        columns = ["unit_id", "unit_ref", "kind", "coder", "round", "variable", "status", "value", "label", "span_id"]
        return pd.DataFrame(rows, columns=columns).astype({"value": object, "label": object})

    def spans_frame(self) -> "pd.DataFrame":
        """Every highlight: offsets in code points, `stop` exclusive, and the quote; columns as in `spans.csv`."""
        frame = _frame(self._table("spans"))
        study = export.study_of(self.project)
        names, rounds = {c.id: c.name for c in study.coders}, {r.id: r.name for r in self.project.plan.rounds()}
        frame["coder"] = frame["coder"].map(names)
        frame["round"] = frame["round"].map(rounds)
        return frame

    def agreement_frame(self, variables: Sequence[str] | None = None, round: str | None = None) -> "pd.DataFrame":  # noqa: A002
        """The reliability table: one row per variable and round, full floats; columns as in `agreement.csv`."""
        from intercoder.exporters.agreement_rows import summary
        from intercoder.tasks import agreement

        return _frame(summary(agreement.report(self.project, variables, round)))

    def _table(self, name: str) -> ExportTable:
        return next(table for table in export.study_of(self.project).tables if table.name == name)


def _frame(table: ExportTable) -> "pd.DataFrame":
    import pandas as pd

    columns: dict[str, Any] = {}
    for column, cells in zip(table.columns, table.cells, strict=True):
        columns[column.name] = pd.Series(list(cells), dtype=_dtype(column, cells))
    return pd.DataFrame(columns)


def _dtype(column: ExportColumn, cells: Sequence[object]) -> str:
    """Whole numbers that may be missing, floats, or texts as they are."""
    if column.kind != "number":
        return "object"
    return "Float64" if any(isinstance(cell, float) for cell in cells) else "Int64"
