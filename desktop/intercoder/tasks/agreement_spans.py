"""The row of a span variable: did the coders mark the same text, and with the same label."""

from collections.abc import Iterator

from intercoder.agreement import statistics_of
from intercoder.agreement.continuum import Mark, MarkedText, SpanCodings
from intercoder.agreement.report import Missing, Statistic, VariableReport
from intercoder.records import Coder, Unit, Variable
from intercoder.tasks.agreement_notes import shown, verdict_on
from intercoder.tasks.agreement_rows import RoundOfCodings

TEXTS = ("headline", "lead", "body", "correction", "caption")


def row(study: RoundOfCodings, variable: Variable) -> VariableReport:
    """Span statistics over all texts that coders of the round were asked to mark and finished."""
    matrix = study.matrix(variable)
    labels = tuple(str(category.value) for category in variable.categories)
    texts = list(_texts(study, variable))
    codings = SpanCodings(tuple(texts), tuple(coder.name for coder in matrix.coders), labels)
    statistics = statistics_of("spans", codings, None)
    used = {label for text in texts for marks in text.marks.values() for _, _, label in marks}
    return VariableReport(
        variable=variable.name,
        label=variable.label,
        unit_kind=variable.unit_kind,
        round=study.round.name,
        level=variable.level,
        answer_kind="spans",
        categories=tuple((category.value, category.label) for category in variable.categories),
        categories_used=len(used),
        coders=matrix.coders,
        units=len(texts),
        pairable_units=len(codings.pairable),
        codings=codings.n_marks,
        missing=Missing(open=_open(study, variable)),
        counts=tuple(
            sum(mark[2] == label for text in texts for marks in text.marks.values() for mark in marks) for label in labels
        ),
        statistics=statistics,
        pairs=(),
        leave_one_out={},
        notes=tuple(_notes(statistics, variable)),
        verdict=verdict_on(statistics["u_alpha"], None, study.rules),
    )


def _texts(study: RoundOfCodings, variable: Variable) -> Iterator[MarkedText]:
    """Each text with the marks of the coders who are through with it; no mark is a coding too."""
    matrix, label = study.matrix(variable), {category.id: str(category.value) for category in variable.categories}
    for unit, coders in coded(study, variable).items():
        texts = texts_of(study, matrix.variable, unit)
        marks: dict[int, dict[str, list[Mark]]] = {text.id: {coder.name: [] for coder in coders} for text in texts}
        for coder in coders:
            for span in study.project.codings.spans([text.id for text in texts], coder.id, study.round.id):
                if span.variable == variable.id and span.category in label:
                    marks[span.unit][coder.name].append((span.start, span.stop, label[span.category]))
        for text in texts:
            yield MarkedText(len(text.text or ""), {name: tuple(found) for name, found in marks[text.id].items()})


def texts_of(study: RoundOfCodings, variable: Variable, unit: int) -> list[Unit]:
    """The texts of a unit that can be marked: an article's own texts without its comments, else the unit's text."""
    if variable.unit_kind != "article":
        return [study.project.material.unit(unit)]
    return [text for text in study.project.material.units(unit) if text.kind in TEXTS and text.text]


def coded(study: RoundOfCodings, variable: Variable) -> dict[int, list[Coder]]:
    """Units and who is through with them: finished, or with an answer to another question about the unit.

    Where spans are all that is asked, a span of the variable will do.
    """
    matrix = study.matrix(variable)
    answered = _answered(study, variable)
    result: dict[int, list[Coder]] = {}
    for unit, states in zip(matrix.units, matrix.states, strict=True):
        for coder, state in zip(matrix.coders, states, strict=True):
            if state and ((unit, coder.id) in answered or _is_finished(study, variable, unit, coder)):
                result.setdefault(unit, []).append(coder)
    return result


def _answered(study: RoundOfCodings, variable: Variable) -> set[tuple[int, int]]:
    """(unit, coder) with an answer to another question about units of this kind."""
    found = set()
    for other in study.project.codebook.current().variables:
        if other.unit_kind != variable.unit_kind or other.answer_kind == "spans" or other.about is not None:
            continue
        matrix = study.matrix(other)
        for unit, states in zip(matrix.units, matrix.states, strict=True):
            found |= {(unit, c.id) for c, state in zip(matrix.coders, states, strict=True) if state not in ("", "open")}
    return found


def _is_finished(study: RoundOfCodings, variable: Variable, unit: int, coder: Coder) -> bool:
    if study.project.codings.progress(unit, coder.id, study.round.id).finished_at is not None:
        return True
    others = study.project.codebook.current().variables
    if any(v.unit_kind == variable.unit_kind and v.answer_kind != "spans" and v.about is None for v in others):
        return False
    texts = [text.id for text in texts_of(study, variable, unit)]
    return any(s.variable == variable.id for s in study.project.codings.spans(texts, coder.id, study.round.id))


def _open(study: RoundOfCodings, variable: Variable) -> int:
    """How many assigned (unit, coder) are not coded yet."""
    assigned = sum(bool(state) for states in study.matrix(variable).states for state in states)
    return assigned - sum(map(len, coded(study, variable).values()))


def _notes(statistics: dict[str, Statistic], variable: Variable) -> list[str]:
    """The two questions in their order: the same text, then the same label on what both marked."""
    alpha = statistics["u_alpha"]
    if alpha.value is None:
        notes = [f"u-alpha is undefined: {alpha.undefined}."]
        alone = [f"{c.label} {shown(statistics[f'u_alpha_label.{c.value}'])}" for c in variable.categories]
        return [*notes, f"u-alpha of each category alone: {', '.join(alone)}."]
    return [
        f"The same text: u-alpha without labels {shown(statistics['bar_u_alpha'])}; "
        f"both marked {shown(statistics['coverage'])} of the length.",
        f"The same label on what both marked: {shown(statistics['cu_alpha.pairwise'])}.",
        "Spans have no interval: what is drawn again would be whole texts, often few and of unequal length; so the verdict is"
        " tentative at best.",
    ]
