"""The reliability report as tables: one row per variable, one row per statistic, and what lies behind the figures."""

from collections.abc import Callable, Sequence

from intercoder.agreement.report import AgreementReport, Statistic, VariableReport
from intercoder.exporters.model import Cell, ExportColumn, ExportTable, Form

DASH = "—"  # undefined; the note says why
NO_VALUE = Statistic(None)
COEFFICIENTS = {  # key of the statistic -> column, header
    "cohen_kappa": ("cohen_kappa", "Cohen’s κ"),
    "fleiss_kappa": ("fleiss_kappa", "Fleiss’ κ"),
    "conger_kappa": ("conger_kappa", "Conger’s κ"),
    "brennan_prediger": ("brennan_prediger", "Brennan-Prediger"),
    "ac1": ("ac1", "Gwet’s AC1"),
    "holsti": ("holsti", "Holsti"),
    "u_alpha": ("u_alpha", "u-α of spans"),
}
SET_ALPHAS = ("jaccard", "masi", "nominal_set")  # of a variable whose answers are sets

Filled = tuple[ExportColumn, list[Cell]]
Show = Callable[[float | None], str]


def tables_of(report: AgreementReport) -> tuple[ExportTable, ...]:
    """The tables `agreement` and `agreement_long`, then those behind them."""
    return (summary(report), long(report), prevalence(report), pairs(report), confusion(report), left_out(report))


def summary(report: AgreementReport) -> ExportTable:
    """One row per variable and round, never an average over them; beside every coefficient its text for people."""
    rows = report.rows
    filled: list[Filled] = [
        *_identity(rows),
        (_number("categories", "Categories"), [len(r.categories) for r in rows]),
        (_number("categories_used", "Categories used"), [r.categories_used for r in rows]),
        (_number("coders", "Coders"), [len(r.coded_by) for r in rows]),
        (_number("units", "Units"), [r.units for r in rows]),
        (_number("pairable_units", "Pairable units"), [r.pairable_units for r in rows]),
        (_number("codings", "Codings"), [r.codings for r in rows]),
        *_with_shown("missing_percent", "Missing", [_missing(r) for r in rows], one_decimal),
        *_with_shown("agreement_mean", "Agreement (mean over units)", _values(rows, "agree.unit_mean"), percent),
        *_with_shown("agreement_all", "All agree", _values(rows, "agree.all"), percent),
        (_figure("alpha", "Krippendorff’s α"), [alpha(r).value for r in rows]),
        (_figure("alpha_lo", "α, lower limit of 95 %"), [_interval(r)[0] for r in rows]),
        (_figure("alpha_hi", "α, upper limit of 95 %"), [_interval(r)[1] for r in rows]),
        (_shown("alpha", "α [95 % CI]"), [_alpha_shown(r) for r in rows]),
        (_figure("alpha_lo_kalpha", "α, lower limit, KALPHA-style"), [_kalpha(r, "lo95") for r in rows]),
        (_figure("alpha_hi_kalpha", "α, upper limit, KALPHA-style"), [_kalpha(r, "hi95") for r in rows]),
        (_shown("alpha_kalpha", "95 % CI, KALPHA-style (Krippendorff 2016)"), [_kalpha_shown(r) for r in rows]),
        *_with_shown("q667", "P(α < .667)", [_draws(r, "q.667") for r in rows], three),
        *_with_shown("q800", "P(α < .800)", [_draws(r, "q.800") for r in rows], three),
    ]
    for key, (name, label) in COEFFICIENTS.items():
        if any(key in r.statistics for r in rows):
            filled += _with_shown(name, label, _values(rows, key), three)
    filled.append((ExportColumn("note", "Note"), [_note(r) for r in rows]))
    return _table("agreement", "Agreement", "agreement", filled, ("variable", "round"))


def long(report: AgreementReport) -> ExportTable:
    """One row per variable, round and statistic, under the keys of `agreement --json`."""
    cells: list[tuple[Cell, ...]] = [
        (r.variable, r.unit_kind, r.round, r.level, key, s.value, s.undefined)
        for r in report.rows
        for key, s in r.statistics.items()
    ]
    columns = [
        *(ExportColumn(n, n.replace("_", " ").capitalize()) for n in ("variable", "unit_kind", "round", "level", "statistic")),
        _figure("value", "Value"),
        ExportColumn("undefined", "Why there is no value"),
    ]
    return _rows("agreement_long", "All statistics", "agreement_long", columns, cells, ("variable", "round", "statistic"))


def prevalence(report: AgreementReport) -> ExportTable:
    """How often each category was used, and how well the coders agree on it."""
    cells: list[tuple[Cell, ...]] = []
    for r in report.rows:
        for (value, label), count in zip(r.categories, r.counts, strict=False):
            own = (
                r.statistics.get(f"category_alpha.{value}", NO_VALUE),
                r.statistics.get(f"specific_agreement.{value}", NO_VALUE),
            )
            share = 100 * count / r.codings if r.codings else None
            shown = (DASH if share is None else one_decimal(share), *(three(s.value) for s in own))
            cells.append((r.variable, r.round, str(value), label, count, *shown))
    labels = ("Variable", "Round", "Number", "Category", "Codings", "Percent", "α of the category", "Specific agreement")
    return _detail("prevalence", "Categories: use and agreement", labels, cells)


def pairs(report: AgreementReport) -> ExportTable:
    """Agreement of every two coders."""
    cells: list[tuple[Cell, ...]] = []
    for r in report.rows:
        names = {c.id: c.name for c in r.coders}
        for p in r.pairs:
            shown = (percent(p.agreement.value), three(p.kappa.value))
            cells.append((r.variable, r.round, names[p.a], names[p.b], p.units, *shown))
    labels = ("Variable", "Round", "Coder", "Other coder", "Units", "Agreement", "Cohen’s κ")
    return _detail("pairs", "Pairs of coders", labels, cells)


def confusion(report: AgreementReport) -> ExportTable:
    """The filled cells of the confusion matrix of every two coders."""
    cells: list[tuple[Cell, ...]] = []
    for r in report.rows:
        names = {c.id: c.name for c in r.coders}
        labels = [f"{value} {label}".strip() if label != str(value) else str(value) for value, label in r.categories]
        for p in r.pairs:
            for i, row in enumerate(p.confusion):
                found = [(j, n) for j, n in enumerate(row) if n]
                cells += [(r.variable, r.round, names[p.a], labels[i], names[p.b], labels[j], n) for j, n in found]
    headers = ("Variable", "Round", "Coder", "Chose", "Other coder", "Chose instead", "Units")
    return _detail("confusion", "Who chose what where", headers, cells)


def left_out(report: AgreementReport) -> ExportTable:
    """Alpha without one coder: who pulls the agreement down."""
    cells: list[tuple[Cell, ...]] = []
    for r in report.rows:
        names = {c.id: c.name for c in r.coders}
        cells += [(r.variable, r.round, names[c], three(s.value), three(alpha(r).value)) for c, s in r.leave_one_out.items()]
    labels = ("Variable", "Round", "Without coder", "α without", "α of all")
    return _detail("leave_one_out", "Leave one coder out", labels, cells)


# ---------------------------------------------------------------- figures for people


def three(value: float | None) -> str:
    """Three decimals without a leading zero and with a real minus: .743, −.012; `> .999` where 1 would be too much.

    >>> three(0.7434), three(-0.012), three(1.0), three(0.99996), three(None)
    ('.743', '−.012', '1.000', '> .999', '—')
    """
    if value is None:
        return DASH
    text = f"{abs(value):.3f}"
    if text == "1.000" and 0 < value < 1:
        return "> .999"
    sign = "−" if value < 0 and text != "0.000" else ""
    return sign + (text[1:] if text.startswith("0") else text)


def percent(value: float | None) -> str:
    """A share as percent with one decimal."""
    return DASH if value is None else one_decimal(100 * value)


def one_decimal(value: float | None) -> str:
    """A percentage with one decimal."""
    return DASH if value is None else f"{value:.1f} %"


def alpha(row: VariableReport) -> Statistic:
    """Alpha of the row's own level."""
    keys = (row.level, *SET_ALPHAS) if row.answer_kind == "several" else (row.level,)
    return next((row.statistics[f"alpha.{k}"] for k in keys if f"alpha.{k}" in row.statistics), NO_VALUE)


def _alpha_shown(row: VariableReport) -> str:
    low, high = _interval(row)
    point = three(alpha(row).value)
    return point if low is None or high is None else f"{point} [{three(low)}, {three(high)}]"


def _interval(row: VariableReport) -> tuple[float | None, float | None]:
    return _draws(row, "lo95"), _draws(row, "hi95")


def _draws(row: VariableReport, what: str) -> float | None:
    return row.statistics.get(f"bootstrap_units.{row.level}.{what}", NO_VALUE).value


def _kalpha(row: VariableReport, what: str) -> float | None:
    """An end of the interval that KALPHA prints: pairs drawn as if they were independent; for comparison only."""
    return row.statistics.get(f"bootstrap_kripp2016.{row.level}.{what}", NO_VALUE).value


def _kalpha_shown(row: VariableReport) -> str | None:
    low, high = _kalpha(row, "lo95"), _kalpha(row, "hi95")
    return None if low is None or high is None else f"[{three(low)}, {three(high)}]"


def _missing(row: VariableReport) -> float | None:
    """Percent of the asked cells without a coding; "not applicable" was not asked.

    "Cannot be determined" is a coding of a nominal question with one answer, and missing everywhere else.
    """
    counts = row.answer_kind == "one" and row.level == "nominal"
    none = row.missing.skipped + row.missing.open + (0 if counts else row.missing.undetermined)
    return 100 * none / (none + row.codings) if none + row.codings else None


def _note(row: VariableReport) -> str:
    """The caveats of the row, and the reasons of what is undefined where no caveat says so already."""
    keys = ("agree.unit_mean", "agree.all", *COEFFICIENTS)
    notes = [n.rstrip(".") for n in row.notes]
    for reason in (alpha(row).undefined, *(row.statistics[k].undefined for k in keys if k in row.statistics)):
        if reason and reason.partition(":")[0].casefold() not in " ".join(notes).casefold():
            notes.append(reason[0].upper() + reason[1:])
    return " ".join(f"{n}." for n in notes)


def _values(rows: Sequence[VariableReport], key: str) -> list[float | None]:
    return [r.statistics.get(key, NO_VALUE).value for r in rows]


# ---------------------------------------------------------------- columns


def _identity(rows: Sequence[VariableReport]) -> list[Filled]:
    return [
        (ExportColumn("variable", "Variable", role="key"), [r.variable for r in rows]),
        (ExportColumn("label", "Label"), [r.label for r in rows]),
        (ExportColumn("unit_kind", "Asked of"), [r.unit_kind for r in rows]),
        (ExportColumn("round", "Round", role="key"), [r.round for r in rows]),
        (ExportColumn("level", "Level"), [r.level for r in rows]),
    ]


def _number(name: str, label: str) -> ExportColumn:
    return ExportColumn(name, label, "number", "scale")


def _figure(name: str, label: str) -> ExportColumn:
    return ExportColumn(name, label, "number", "scale", decimals=15)


def _shown(name: str, label: str) -> ExportColumn:
    return ExportColumn(f"{name}_shown", label)


def _with_shown(name: str, label: str, values: list[float | None], show: Show) -> list[Filled]:
    return [(_figure(name, label), list(values)), (_shown(name, label), [show(v) for v in values])]


def _detail(name: str, title: str, labels: tuple[str, ...], cells: list[tuple[Cell, ...]]) -> ExportTable:
    counts = ("Codings", "Units")
    columns = [
        ExportColumn(label.lower().replace(" ", "_"), label, "number" if label in counts else "text") for label in labels
    ]
    return _rows(name, title, "detail", columns, cells, ())


def _rows(
    name: str, title: str, form: Form, columns: list[ExportColumn], rows: list[tuple[Cell, ...]], key: tuple[str, ...]
) -> ExportTable:
    return _table(name, title, form, [(c, [row[i] for row in rows]) for i, c in enumerate(columns)], key)


def _table(name: str, title: str, form: Form, filled: list[Filled], key: tuple[str, ...]) -> ExportTable:
    return ExportTable(name, title, form, tuple(c for c, _ in filled), tuple(v for _, v in filled), key)
