"""agreement.html: the agreement table as one page without scripts or outside resources, readable in print."""

from html import escape

from intercoder.exporters.csv_folder import shown
from intercoder.exporters.model import Cell, ExportColumn, ExportStudy, ExportTable

STYLE = """body{font:16px/1.45 Georgia,serif;margin:2rem auto;max-width:75rem;padding:0 1rem;
 color:#1b1b1b;background:#fff}
h1{font-size:1.5rem}h2{font-size:1.15rem;margin-top:2.2rem}.wide{overflow-x:auto}
table{border-collapse:collapse;border-top:2px solid;border-bottom:2px solid;font-size:.9rem}
thead th{border-bottom:1px solid;vertical-align:bottom}th,td{padding:.3rem .7rem;text-align:left;vertical-align:top}
td.n,th.n{text-align:right;font-variant-numeric:tabular-nums}td.n{white-space:nowrap}
dt{font-weight:bold;margin-top:.6rem}dd{margin:0 0 0 1.5rem}.notes{font-size:.9rem}
@media print{body{margin:0;max-width:none}tr{break-inside:avoid}thead{display:table-header-group}}"""
IDENTITY = ("variable", "round")
MAIN = (
    "variable", "label", "round", "level", "units", "pairable_units", "missing_percent_shown", "agreement_mean_shown",
    "agreement_all_shown", "alpha_shown", "alpha_kalpha_shown", "q667_shown", "q800_shown",
)  # fmt: skip
IN_WORKBOOK_ONLY = ("confusion",)  # hundreds of rows, of use only with a filter


def page(study: ExportStudy) -> str:
    """The page: the table with rounded figures, its notes, the further coefficients, then the tables behind it."""
    title = escape(f"Agreement: {study.title}")
    parts = [f"<h1>{title}</h1>"]
    for table in study.of_form("agreement"):
        names = [c.name for c in table.columns]
        further = [n for n in names if n in IDENTITY or (n.endswith("_shown") and n not in MAIN)]
        parts.append(_table(table, [names.index(n) for n in MAIN]))
        parts += [f'<p class="notes">{escape(note)}</p>' for note in study.notes]
        parts += ["<h2>Notes on the variables</h2>", _notes(table)]
        parts += ["<h2>Further coefficients</h2>", _table(table, [names.index(n) for n in further])]
    for table in (t for t in study.of_form("detail") if t.name not in IN_WORKBOOK_ONLY):
        parts += [f"<h2>{escape(table.title)}</h2>", _table(table, list(range(len(table.columns))))]
    head = f'<meta charset="utf-8"><title>{title}</title><style>{STYLE}</style>'
    return f'<!DOCTYPE html>\n<html lang="en"><head>{head}</head>\n<body>\n' + "\n".join(parts) + "\n</body></html>\n"


def _notes(table: ExportTable) -> str:
    """What is to be said about each row, reasons of undefined figures first of all."""
    given = zip(table.column("variable"), table.column("round"), table.column("note"), strict=True)
    entries = (f"<dt>{_shown(v)} ({_shown(r)})</dt><dd>{_shown(note)}</dd>" for v, r, note in given if note)
    return '<dl class="notes">' + "\n".join(entries) + "</dl>"


def _table(table: ExportTable, chosen: list[int]) -> str:
    columns = [table.columns[i] for i in chosen]
    head = "".join(f'<th scope="col"{_aligned(c)}>{escape(c.label or c.name)}</th>' for c in columns)
    rows = []
    for row in table.rows():
        first, *rest = [row[i] for i in chosen]
        cells = "".join(f"<td{_aligned(c)}>{_shown(v)}</td>" for c, v in zip(columns[1:], rest, strict=True))
        rows.append(f'<tr><th scope="row">{_shown(first)}</th>{cells}</tr>')
    body = "\n".join(rows)
    return f'<div class="wide"><table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody></table></div>'


def _aligned(column: ExportColumn) -> str:
    return ' class="n"' if column.kind == "number" or column.name.endswith("_shown") else ""


def _shown(cell: Cell) -> str:
    return escape(shown(cell))
