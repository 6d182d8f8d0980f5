"""Questions about spans: coders agree on the answer only where they marked the same passage."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from intercoder.agreement.bootstrap import Resampling
from intercoder.agreement.pairing import CodersSpan, passages
from intercoder.agreement.report import VariableReport
from intercoder.records import Answer, Matrix, Variable
from intercoder.tasks.agreement_rows import RoundOfCodings, row_of_one, rows_of_several
from intercoder.tasks.agreement_spans import coded, texts_of
from intercoder.wording import counted

if TYPE_CHECKING:
    from intercoder.project import Project


def rows(study: RoundOfCodings, variable: Variable, marked: Variable) -> list[VariableReport]:
    """The rows of a question about spans of `marked`: passages are the units, one marked by one coder is unmatched."""
    matrix = matrix_of(study, variable, marked)
    if variable.answer_kind == "several":
        whole, *categories = rows_of_several(study, matrix)
    else:
        whole, categories = row_of_one(study, matrix), []
    matched = [sum(bool(state) for state in states) for states in matrix.states]
    note = (
        f"Asked about spans of {marked.name}: {counted(sum(n > 1 for n in matched), 'passage')} marked by two coders or more"
        f" (same category, at least half of the length in common), {counted(matched.count(1), 'span')} unmatched."
    )
    return [_with_note(whole, note), *categories]


def matrix_behind(project: "Project", name: str, round_name: str) -> Matrix:
    """The codings that the row of a variable counts: units x coders, of a question about spans passages x coders."""
    codebook = project.codebook.current()
    variable = codebook.variable(name)
    marked = codebook.variable(variable.about) if variable and variable.about else None
    if variable is None or marked is None:
        return project.codings.matrix(name, round_name)
    return matrix_of(RoundOfCodings(project, project.plan.round(round_name), Resampling(0, 0)), variable, marked)


def _with_note(row: VariableReport, note: str) -> VariableReport:
    return VariableReport(**{**vars(row), "notes": (note, *row.notes)})


def matrix_of(study: RoundOfCodings, variable: Variable, marked: Variable) -> Matrix:
    """Passages x coders; a span without an answer is open. `units` are the texts that the passages stand in."""
    coders = study.matrix(marked).coders
    column = {coder.id: place for place, coder in enumerate(coders)}
    units, cells, states = [], [], []
    for unit, passage, answers in _passages(study, variable, marked):
        values: list[object] = [None] * len(coders)
        marks = [""] * len(coders)
        for span in passage:
            answer = answers.get(span.key)
            place = column[span.coder]
            marks[place] = answer.status if answer else "open"
            values[place] = _cell(variable, answer) if answer and answer.status == "value" else None
        units.append(unit)
        cells.append(tuple(values))
        states.append(tuple(marks))
    refs = tuple(study.project.material.unit(unit).ref for unit in units)
    return Matrix(variable, study.round, tuple(units), refs, coders, tuple(cells), tuple(states))


def _passages(
    study: RoundOfCodings, variable: Variable, marked: Variable
) -> Iterator[tuple[int, list[CodersSpan], dict[int, Answer]]]:
    """Each passage with the unit of its text and the answers of all coders by span."""
    label = {category.id: str(category.value) for category in marked.categories}
    for unit, coders in coded(study, marked).items():
        texts = texts_of(study, marked, unit)
        answers: dict[int, Answer] = {}
        spans: dict[int, list[CodersSpan]] = {text.id: [] for text in texts}
        for coder in coders:
            for place in {unit, *spans}:
                given = study.project.codings.answers(place, coder.id, study.round.id)
                answers |= {span: answer for (name, span), answer in given.items() if name == variable.name and span}
            for span in study.project.codings.spans(list(spans), coder.id, study.round.id):
                if span.variable == marked.id and span.category in label:
                    spans[span.unit].append(CodersSpan(coder.id, span.start, span.stop, label[span.category], span.id))
        for text, found in spans.items():
            for passage in passages(found):
                yield text, passage, answers


def _cell(variable: Variable, answer: Answer) -> object:
    """The value of an answer as a matrix holds it."""
    if variable.answer_kind == "several":
        return answer.ticked
    number = float(answer.answer or 0)
    return int(number) if number.is_integer() else number
