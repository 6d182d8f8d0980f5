"""read.R: reads the CSV files into R with factors, and computes alpha again with a package that computes it rightly."""

import json

from intercoder.exporters.model import ExportColumn, ExportStudy, ExportTable
from intercoder.exporters.reliability import Judged, judged

HEAD = """\
# Reads the tables of this folder into R. Run it in this folder: source("read.R").
# Categories become factors with their labels; the codes of "no value" become NA, what they were stays in NAME_state.
# Only base R is needed; the last part computes alpha again if the package irrCAC is installed.
# irr::kripp.alpha is not used: with three or more coders and complete data it gives another number.
"""
READ = """\
read_table <- function(file) {
  read.csv(file, fileEncoding = "UTF-8", na.strings = "", colClasses = "character", check.names = FALSE)
}
numeric_column <- function(x, missing) {
  x <- as.numeric(x)
  x[x %in% missing] <- NA
  x
}
state_column <- function(x, missing, labels) {
  x <- as.numeric(x)
  factor(ifelse(is.na(x), NA, ifelse(x %in% missing, x, 1)), levels = c(1, missing), labels = c("value", labels))
}
"""
ALPHA = """\
alpha_again <- function(table, columns, missing, level) {
  if (!requireNamespace("irrCAC", quietly = TRUE)) return(NA)
  x <- as.data.frame(lapply(table[columns], function(v) { v <- as.numeric(v); v[v %in% missing] <- NA; v }))
  x <- x[rowSums(!is.na(x)) > 0, , drop = FALSE]
  weights <- c(nominal = "unweighted", ordinal = "ordinal", interval = "quadratic", ratio = "ratio")[[level]]
  irrCAC::krippen.alpha.raw(x, weights = weights)$est$coeff.val
}
"""
NOT_ORDINAL = "# Ordinal alpha is left out: the ordinal weights of irrCAC are ranks, not Krippendorff's."


def script(study: ExportStudy) -> str:
    """The text of read.R."""
    parts = [HEAD, READ]
    for table in study.of_form("long", "wide", "final", "spans", "units", "codebook"):
        parts.append(_read(table))
    parts += [ALPHA, NOT_ORDINAL, *_alphas(study)]
    return "\n".join(parts) + "\n"


def _read(table: ExportTable) -> str:
    """The commands for one table: labelled numbers become factors, other numbers numbers."""
    name = _name(table.name)
    lines = [f"{name} <- read_table({_text(table.name + '.csv')})"]
    for column in table.columns:
        if column.kind == "number":
            lines += _number(name, column)
    return "\n".join(lines) + "\n"


def _number(table: str, column: ExportColumn) -> list[str]:
    place = f"{table}[[{_text(column.name)}]]"
    missing = _numbers(list(column.missing))
    lines = []
    if column.missing:
        labels = ", ".join(_text(label) for label in column.missing.values())
        state = f"{table}[[{_text(column.name + '_state')}]]"
        lines.append(f"{state} <- state_column({place}, {missing}, c({labels}))")
    lines.append(f"{place} <- numeric_column({place}, {missing})")
    if column.labels:
        ordered = "TRUE" if column.measure == "ordinal" else "FALSE"
        levels, labels = _numbers(list(column.labels)), ", ".join(_text(t or str(n)) for n, t in column.labels.items())
        lines.append(f"{place} <- factor({place}, levels = {levels}, labels = make.unique(c({labels})), ordered = {ordered})")
    return lines


def _alphas(study: ExportStudy) -> list[str]:
    lines = []
    for table in study.of_form("wide"):
        raw = f"{_name(table.name)}_raw"
        lines.append(f"{raw} <- read_table({_text(table.name + '.csv')})")
        ending = table.name.partition("_wide")[2]
        here = {c.name for c in table.columns}
        for one in judged(study):
            if one.round == ending and one.columns and one.columns[0].name in here and one.level != "ordinal":
                lines.append(_alpha(one, raw))
    return lines


def _alpha(one: Judged, raw: str) -> str:
    columns = ", ".join(_text(c.name) for c in one.columns)
    missing = _numbers(sorted({code for c in one.columns for code in c.missing}))
    call = f"alpha_again({raw}, c({columns}), {missing}, {_text(one.level)})"
    return f"cat({_text(one.name)}, {call}, {_text(chr(10))})"


def _numbers(values: list[int]) -> str:
    return f"c({', '.join(str(v) for v in values)})"


def _name(table: str) -> str:
    """A name that R takes."""
    return "".join(c if c.isascii() and (c.isalnum() or c in "._") else "." for c in table)


def _text(text: str) -> str:
    """A string of R: JSON's escapes are R's, but for characters beyond the basic plane."""
    return json.dumps(text, ensure_ascii=False)
