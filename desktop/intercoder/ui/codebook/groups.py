"""How the place Codebook groups questions and what its list and menus call them."""

from intercoder.records import Codebook, Variable

ASKED_OF = {
    "article": "Asked of articles", "paragraph": "Asked of paragraphs", "comment": "Asked of comments",
    "headline": "Asked of headlines", "lead": "Asked of leads", "body": "Asked of bodies",
    "correction": "Asked of corrections", "caption": "Asked of captions",
}  # fmt: skip
MARKED, ABOUT = "Marked in the text", "Asked of marked passages"
ICONS = {
    "one": "circle-dot", "several": "list-checks", "number": "hash", "text": "text", "date": "calendar",
    "spans": "highlighter",
}  # fmt: skip
"""Kind of answer -> icon."""


def group_of(variable: Variable) -> str:
    """The name of the group of a question."""
    return MARKED if variable.answer_kind == "spans" else ABOUT if variable.about else ASKED_OF[variable.unit_kind]


def grouped(codebook: Codebook) -> list[tuple[str, list[Variable]]]:
    """The questions by what they are asked of; inside a group in the order of the codebook."""
    groups: dict[str, list[Variable]] = {}
    for variable in codebook.variables:
        groups.setdefault(group_of(variable), []).append(variable)
    order = [*ASKED_OF.values(), MARKED, ABOUT]
    return sorted(groups.items(), key=lambda group: order.index(group[0]))


def found_by(variable: Variable, typed: str) -> bool:
    """Whether every word that was typed stands in the question or its categories."""
    texts = [variable.name, variable.label, variable.question, variable.group or ""]
    for c in variable.categories:
        texts += [c.label, c.definition, c.use_when, c.not_when, *c.examples]
    whole = "\n".join(texts).casefold()
    return all(word in whole for word in typed.casefold().split())
