"""agreement.html: the agreement table as one page without scripts or outside resources, readable in print."""

from html import escape

from intercoder.exporters.csv_folder import shown
from intercoder.exporters.model import Cell, ExportColumn, ExportStudy, ExportTable

STYLE = """body{font:16px/1.45 Georgia,serif;margin:2rem auto;max-width:70rem;padding:0 1rem;
 color:#1b1b1b;background:#fff}
h1{font-size:1.5rem}h2{font-size:1.15rem;margin-top:2.2rem}.wide{overflow-x:auto}
table{border-collapse:collapse;border-top:2px solid;border-bottom:2px solid;font-size:.9rem}
thead th{border-bottom:1px solid;vertical-align:bottom}th,td{padding:.3rem .7rem;text-align:left}
td.n,th.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
td:last-child{min-width:20rem}
@media print{body{margin:0;max-width:none}tr{break-inside:avoid}thead{display:table-header-group}}"""

INTERVAL = ("alpha_lo", "alpha_hi")  # stand in the text of alpha


def page(study: ExportStudy) -> str:
    """The page: the table with rounded figures, its notes, then the tables behind it."""
    title = escape(f"Agreement: {study.title}")
    parts = [f"<h1>{title}</h1>"]
    parts += [_table(t, _displayed(t)) for t in study.of_form("agreement")]
    parts += [f"<p>{escape(note)}</p>" for note in study.notes]
    for table in study.of_form("detail"):
        parts += [f"<h2>{escape(table.title)}</h2>", _table(table, list(range(len(table.columns))))]
    head = f'<meta charset="utf-8"><title>{title}</title><style>{STYLE}</style>'
    return f'<!DOCTYPE html>\n<html lang="en"><head>{head}</head>\n<body>\n' + "\n".join(parts) + "\n</body></html>\n"


def _displayed(table: ExportTable) -> list[int]:
    """The columns that people read: of a figure with a text `NAME_shown` beside it only that text."""
    names = [c.name for c in table.columns]
    return [i for i, name in enumerate(names) if f"{name}_shown" not in names and name not in INTERVAL]


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
