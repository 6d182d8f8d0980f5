"""Stata files (.dta, version 118) of the same tables as for SPSS, and a do-file that declares the missing values."""

import math
from dataclasses import replace
from pathlib import Path
from typing import Any

from intercoder.exporters.dates import date_form, moment
from intercoder.exporters.folder import Draft, whole_folder
from intercoder.exporters.model import PLAIN, Cell, ExportColumn, ExportOptions, ExportReport, ExportStudy, ExportTable, Loss
from intercoder.exporters.names import stem_for
from intercoder.records import Tick, no_tick

NAME = 32  # characters of a name; counted as bytes, which is stricter
LABEL = 80  # characters of a label of a column or of the file
VALUE_LABEL = 32_000  # bytes
FIXED_TEXT = 2_045  # bytes; longer texts are strL
LETTERS = (".a", ".b", ".c")  # Stata's extended missing values, for the three codes from -97 down
RESERVED = frozenset(
    """
    _all _b _n _cons _pi _pred _rc _skip aggregate array boolean break byte case catch class colvector complex
    const continue default delegate delete do double else eltypedef end enum explicit export external float for
    friend function global goto if in inline int local long mata matrix namespace new null numeric operator
    orgtypedef pointer polymorphic pragma private protected public quad real return rowvector scalar short signed
    static strl string struct super switch template this throw transmorphic try typedef typename union unsigned
    using vector version virtual void volatile while with
    """.split()  # noqa: SIM905
)
"""Words that Stata keeps for itself."""


def write(study: ExportStudy, destination: Path, options: ExportOptions = PLAIN, tick: Tick = no_tick) -> ExportReport:
    """Writes NAME.dta for every table of codings, and missing.do. Raises UserError, leaving nothing."""
    tables = study.of_form("long", "wide", "final", "spans_of")
    lines = ["* Declares the three kinds of “no value” in each file; run it in the folder of the files."]
    with whole_folder(destination) as draft:
        for done, table in enumerate(tables):
            tick(done, len(tables))
            if table.columns:
                lines += _declare(_save(study, table, draft), study)
        draft.add("missing.do", ("\n".join(lines) + "\n").encode())
        tick(len(tables), len(tables))
        return draft.finish(study, "stata")


def _save(study: ExportStudy, table: ExportTable, draft: Draft) -> ExportTable:
    import pandas as pd

    table = _fitted(table, draft.losses)
    series: dict[str, object] = {}
    dates: dict[Any, Any] = {}
    long_texts: list[str] = []
    for column, values in zip(table.columns, table.cells, strict=True):
        if column.kind == "number":
            series[column.name] = pd.Series([math.nan if v is None else float(v) for v in values], dtype="float64")
        elif column.kind == "date":
            series[column.name] = pd.Series([moment(v) for v in values], dtype="datetime64[us]")
            dates[column.name] = "td" if date_form(values) == "day" else "tc"
        else:
            series[column.name] = pd.Series(["" if v is None else str(v) for v in values], dtype=object)
            if any(v is not None and len(str(v).encode()) > FIXED_TEXT for v in values):
                long_texts.append(column.name)
    pd.DataFrame(series).to_stata(
        draft.path / f"{table.name}.dta",
        write_index=False,
        version=118,
        time_stamp=(study.saved_at.replace(tzinfo=None) if study.saved_at else None),
        data_label=table.title[:LABEL],
        variable_labels={c.name: c.label for c in table.columns},
        value_labels={
            c.name: {float(n): text for n, text in (c.missing | c.labels).items()}
            for c in table.columns
            if c.kind == "number" and c.missing | c.labels
        },
        convert_dates=dates,
        convert_strl=long_texts,
    )
    draft.note(f"{table.name}.dta", table.size, len(table.columns))
    return table


def _fitted(table: ExportTable, losses: list[Loss]) -> ExportTable:
    """The table with names and labels that Stata takes, and dates that are none as text."""
    columns: list[ExportColumn] = []
    cells: list[list[Cell]] = []
    taken = set(RESERVED)
    for column, values in zip(table.columns, table.cells, strict=True):
        where = f"{table.name}.{column.name}"
        legal = "".join(c if c.isalnum() or c == "_" else "_" for c in column.name)
        name = stem_for(legal, ("",), taken, NAME)
        taken.add(name)
        if name != column.name:
            losses.append(Loss("renamed", where, f"is called {name} in Stata"))
        label = column.label or column.name
        if len(label) > LABEL:
            losses.append(Loss("label_cut", where, f"the label was cut at {LABEL} characters"))
        kind = column.kind
        if kind == "date" and date_form(values) == "mixed":
            kind = "text"
            losses.append(Loss("date_as_text", where, "holds dates of several precisions; written as text"))
        texts = list(values)
        if kind == "text" and any(isinstance(v, str) and "\0" in v for v in values):
            texts = [v.replace("\0", "␀") if isinstance(v, str) else v for v in values]
            losses.append(Loss("control_character", where, "NUL was replaced by ␀"))
        columns.append(replace(column, name=name, label=label[:LABEL], kind=kind, labels=_labels(column, where, losses)))
        cells.append(texts)
    return replace(table, columns=tuple(columns), cells=tuple(cells))


def _labels(column: ExportColumn, where: str, losses: list[Loss]) -> dict[int, str]:
    """The value labels, each with some text: Stata takes no empty one."""
    out: dict[int, str] = {}
    for number, text in column.labels.items():
        short = (text or str(number)).encode()[:VALUE_LABEL].decode(errors="ignore")
        if text and short != text:
            losses.append(Loss("label_cut", f"{where}={number}", f"the label was cut at {VALUE_LABEL:,} bytes"))
        out[number] = short
    return out


def _declare(table: ExportTable, study: ExportStudy) -> list[str]:
    """The commands for one file: the codes of its answer columns become .a, .b and .c.

    Columns that declare the same codes go together; a code that counts as a category in a reliability file stays.
    """
    letters = dict(zip(sorted(study.triple.labels, reverse=True), LETTERS, strict=True))
    groups: dict[tuple[int, ...], list[str]] = {}
    for column in table.columns:
        if column.kind == "number" and column.missing:
            groups.setdefault(tuple(sorted(column.missing, reverse=True)), []).append(column.name)
    if not groups:
        return []
    lines = [f'use "{table.name}.dta", clear']
    for codes, names in groups.items():
        pairs = " \\ ".join(f"{code}={letters[code]}" for code in codes)
        lines.append(f"mvdecode {' '.join(names)}, mv({pairs})")
    return [*lines, f'save "{table.name}.dta", replace']
