"""The agreement table as journals print it: for Word (.docx) and for TeX, from the same texts as the page."""

from intercoder.exporters import word
from intercoder.exporters.csv_folder import shown
from intercoder.exporters.model import ExportStudy, ExportTable

COLUMNS = {  # column -> head; those that no row fills are left out
    "label": "Variable",
    "round": "Round",
    "level": "Level",
    "coders": "Coders",
    "pairable_units": "Units",
    "agreement_mean_shown": "Agreement",
    "alpha_shown": "Krippendorff’s α [95 % CI]",
    "q667_shown": "P(α < .667)",
    "q800_shown": "P(α < .800)",
}
TEXT_COLUMNS = 3  # the first ones stand at the left
THRESHOLDS = "α of .800 and more: rely on the variable; .667 to .800: tentative conclusions only (Krippendorff 2019)."
TEX = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "#": r"\#", "$": r"\$", "%": r"\%", "&": r"\&", "_": r"\_",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}", "α": r"$\alpha$", "κ": r"$\kappa$", "−": "$-$", "<": "$<$",
    ">": "$>$",
}  # fmt: skip


def document(study: ExportStudy) -> bytes:
    """agreement.docx: the table, its notes, and the notes on single variables."""
    made = word.new_document(study, f"Agreement: {study.title}")
    for table in study.of_form("agreement"):
        head, rows = _cells(table)
        word.add_table(made, head, rows, TEXT_COLUMNS)
        made.add_paragraph("")
        for note in (*study.notes, THRESHOLDS):
            made.add_paragraph(word.clean(note))
        if any(table.column("note")):
            made.add_heading("Notes on the variables", 2)
        for name, round_, said in zip(table.column("label"), table.column("round"), table.column("note"), strict=True):
            if said:
                made.add_paragraph(word.clean(f"{name} ({round_}): {said}"))
    return word.data_of(made)


def tex(study: ExportStudy) -> str:
    """agreement.tex: a table for the package booktabs, to be put into a document."""
    parts = ["% Needs \\usepackage{booktabs}; UTF-8."]
    for table in study.of_form("agreement"):
        head, rows = _cells(table)
        form = "l" * min(TEXT_COLUMNS, len(head)) + "r" * max(0, len(head) - TEXT_COLUMNS)
        lines = [" & ".join(escaped(text) for text in row) + r" \\" for row in rows]
        notes = " ".join((*study.notes, THRESHOLDS))
        parts += [
            r"\begin{table}", r"\centering\small", rf"\caption{{Agreement: {escaped(study.title)}}}", r"\label{tab:agreement}",
            rf"\begin{{tabular}}{{{form}}}", r"\toprule", " & ".join(escaped(text) for text in head) + r" \\", r"\midrule",
            *lines, r"\bottomrule", r"\end{tabular}", "", rf"\par\smallskip\raggedright\footnotesize {escaped(notes)}",
            r"\end{table}",
        ]  # fmt: skip
    return "\n".join(parts) + "\n"


def escaped(text: str) -> str:
    """The text as TeX prints it, letters of all scripts kept."""
    return "".join(TEX.get(c, c) for c in text)


def _cells(table: ExportTable) -> tuple[list[str], list[list[str]]]:
    """The head and the rows; rounds are shown only where there are several."""
    names = [n for n in COLUMNS if n != "round" or len(set(table.column("round"))) > 1]
    columns = [[shown(cell) for cell in table.column(name)] for name in names]
    return [COLUMNS[name] for name in names], [list(row) for row in zip(*columns, strict=True)]
