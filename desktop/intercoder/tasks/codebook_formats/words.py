"""What a page of the codebook says about a question, in words: used by the HTML page and the Word document."""

from intercoder.project import conditions
from intercoder.records import Codebook, Variable

ASKED_OF = {
    "article": "articles", "paragraph": "paragraphs", "comment": "comments", "headline": "headlines", "lead": "leads",
    "body": "article bodies", "correction": "corrections", "caption": "captions",
}  # fmt: skip
_ANSWERS = {
    "one": "one category", "several": "several categories", "number": "a number", "text": "free text", "date": "a date",
    "spans": "marked passages",
}  # fmt: skip


def groups_of(codebook: Codebook) -> list[tuple[str, list[Variable]]]:
    """The questions by what they are asked of, each group with its heading, in the order of the codebook."""
    found: dict[str, list[Variable]] = {}
    for v in codebook.variables:
        where = ASKED_OF[v.unit_kind]
        about = codebook.variable(v.about or "")
        heading = (
            f"Asked of passages marked with {about.label}"
            if about is not None
            else f"Marked in {where}"
            if v.answer_kind == "spans"
            else f"Asked of {where}"
        )
        found.setdefault(heading, []).append(v)
    return list(found.items())


def facts_of(v: Variable, codebook: Codebook) -> str:
    """Name, kind of answer, level, condition and what else a coder was told, in one line."""
    facts = [f"Variable {v.name}", f"answer: {_ANSWERS[v.answer_kind]}"]
    if v.answer_kind in ("one", "several", "number"):
        facts.append(f"{v.level} level")
    if v.condition:
        facts.append(f"asked only if {condition_words(v.condition, codebook)}")
    if v.answer_kind != "spans":
        facts.append("required" if v.required else "may stay without an answer")
    if v.undetermined:
        facts.append("“cannot be determined” is offered")
    return "; ".join(facts) + "."


def condition_words(condition: str, codebook: Codebook) -> str:
    """A condition with labels in place of names and numbers."""
    parts = []
    for term in conditions.parse(condition):
        gate = codebook.variable(term.variable)
        labels = []
        for number in sorted(term.numbers):
            category = gate.category(number) if gate is not None else None
            labels.append(f"“{category.label}”" if category is not None else str(number))
        parts.append(f"{gate.label if gate else term.variable} is {'not ' if term.negated else ''}{' or '.join(labels)}")
    return " and ".join(parts)


def heading_of(codebook: Codebook) -> str:
    """The title of the page."""
    return codebook.title or "Codebook"


def count_words(codebook: Codebook) -> str:
    """Version and size, for the line under the title."""
    n, m = len(codebook.variables), sum(len(v.categories) for v in codebook.variables)
    version = f"Version {codebook.version} · " if codebook.version else ""
    return f"{version}{n} {'question' if n == 1 else 'questions'}, {m} {'category' if m == 1 else 'categories'}"
