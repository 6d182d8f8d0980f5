"""Files for ReCal (Freelon 2010): numbers alone, no header, complete units; and a map that says what each number was."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path

from intercoder.exporters.csv_folder import shown
from intercoder.exporters.folder import Draft, whole_folder
from intercoder.exporters.model import PLAIN, ExportOptions, ExportReport, ExportStudy, Loss
from intercoder.exporters.reliability import Judged, Value, judged
from intercoder.records import Tick, no_tick

MAP_HEAD = ("file", "row", "unit_ref", "column", "variable", "coder", "original", "in_file")


@dataclass
class _Sheet:
    """One file in the making: columns of equal length, each with its variable and coder."""

    name: str
    refs: tuple[str, ...]
    columns: list[tuple[str, int, list[Value], list[Value]]] = field(default_factory=list)  # original, as in the file


def write(study: ExportStudy, destination: Path, options: ExportOptions = PLAIN, tick: Tick = no_tick) -> ExportReport:
    """Writes the files of ReCal2, ReCal3 and ReCal OIR, and recal_map.csv. Raises UserError, leaving nothing."""
    found = list(judged(study))
    with whole_folder(destination) as draft:
        sheets: list[_Sheet] = []
        for name in dict.fromkeys(one.round for one in found):
            sheets += _of_round([one for one in found if one.round == name], draft)
        for done, sheet in enumerate(sheets):
            tick(done, len(sheets))
            rows = list(zip(*(column[3] for column in sheet.columns), strict=True))
            draft.add(sheet.name, _csv(rows), len(rows), len(sheet.columns))
        draft.add("recal_map.csv", _csv([MAP_HEAD, *(line for sheet in sheets for line in _explained(sheet))]))
        tick(len(sheets), len(sheets))
        return draft.finish(study, "recal")


def _of_round(found: list[Judged], draft: Draft) -> list[_Sheet]:
    """Two coders at a time and three or more for nominal variables; any number of coders for the other levels."""
    nominal = [one for one in found if one.level == "nominal"]
    sheets: list[_Sheet] = []
    for a, b in combinations(sorted({c for one in nominal for c in one.coders}), 2):
        sheets += _pairs(nominal, a, b, draft)
    for one in found:
        if len(one.coders) < 2:
            draft.losses.append(Loss("too_few_coders", one.name + one.round, "was coded by fewer than two coders"))
        elif one.level != "nominal":
            sheets += _all(one, "recal_oir", draft)
        elif len(one.coders) > 2:
            sheets += _all(one, "recal3", draft)
    return sheets


def _pairs(nominal: list[Judged], a: int, b: int, draft: Draft) -> list[_Sheet]:
    """ReCal2: two neighbouring columns a variable; variables share a file where the same units are complete."""
    groups: dict[tuple[str, ...], list[Judged]] = {}
    for one in nominal:
        if a in one.coders and b in one.coders:
            places = (one.coders.index(a), one.coders.index(b))
            refs = tuple(one.refs[i] for i in one.complete(places))
            _note_dropped(one, len(refs), f"coders {a} and {b}", draft)
            if refs:
                groups.setdefault(refs, []).append(one)
    sheets = []
    for refs, members in groups.items():
        end = f"_{members[0].name}" if len(groups) > 1 else ""
        sheet = _Sheet(f"recal2_c{a}_c{b}{end}{members[0].round}.csv", refs)
        for one in members:
            _fill(sheet, one, (one.coders.index(a), one.coders.index(b)))
        sheets.append(sheet)
    return sheets


def _all(one: Judged, kind: str, draft: Draft) -> list[_Sheet]:
    """One variable, a column per coder."""
    rows = one.complete()
    _note_dropped(one, len(rows), "all its coders", draft)
    if not rows:
        return []
    sheet = _Sheet(f"{kind}_{one.name}{one.round}.csv", tuple(one.refs[i] for i in rows))
    _fill(sheet, one, tuple(range(len(one.columns))), digits=kind == "recal3")
    return [sheet]


def _note_dropped(one: Judged, kept: int, whom: str, draft: Draft) -> None:
    if kept == 0:
        draft.losses.append(Loss("no_complete_unit", one.name + one.round, f"has no unit coded by {whom}: no file"))
    elif kept < len(one.rows):
        dropped = len(one.rows) - kept
        draft.losses.append(Loss("incomplete_units", one.name + one.round, f"units not coded by {whom} were left out", dropped))


def _fill(sheet: _Sheet, one: Judged, places: tuple[int, ...], digits: bool = True) -> None:
    rows = one.complete(places)
    columns = [[v for i in rows if (v := one.rows[i][p]) is not None] for p in places]
    codes = _digits({v for column in columns for v in column}) if digits else {}
    for place, column in zip(places, columns, strict=True):
        sheet.columns.append((one.name, one.coders[place], column, [codes.get(v, v) for v in column]))


def _digits(values: set[Value]) -> dict[Value, Value]:
    """New numbers where some value is negative or has decimals, which these forms do not take."""
    if all(v >= 0 and float(v).is_integer() for v in values):
        return {}
    return {v: n for n, v in enumerate(sorted(values))}


def _explained(sheet: _Sheet) -> list[tuple[object, ...]]:
    return [
        (sheet.name, row + 1, sheet.refs[row], place, variable, coder, shown(original[row]), shown(written[row]))
        for place, (variable, coder, original, written) in enumerate(sheet.columns, 1)
        for row in range(len(sheet.refs))
    ]


def _csv(rows: Sequence[Sequence[object]]) -> bytes:
    out = io.StringIO(newline="")
    cells = ([shown(v) if isinstance(v, int | float) else v for v in row] for row in rows)
    csv.writer(out, lineterminator="\r\n").writerows(cells)
    return out.getvalue().encode()
