"""Conditions of questions: "NAME = 1", "NAME != 1", "NAME in 1,2", joined by "and"."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from intercoder.errors import UserError
from intercoder.records import Answer, Codebook, Variable

_TERM = re.compile(r"^\s*(\w+)\s*(=|!=|in)\s*(-?\d+(?:\s*,\s*-?\d+)*)\s*$")


@dataclass(frozen=True)
class Term:
    """One comparison of a question's answer with category numbers."""

    variable: str
    negated: bool
    numbers: frozenset[int]


@lru_cache(maxsize=1024)
def parse(condition: str) -> tuple[Term, ...]:
    """The terms of a condition. Raises UserError if it cannot be read."""
    terms = []
    for part in re.split(r"\s+and\s+", condition.strip()):
        match = _TERM.match(part)
        if match is None:
            raise UserError(
                f"The condition “{condition}” cannot be read.",
                "Write NAME = 1, NAME != 1 or NAME in 1,2, joined by and.",
            )
        numbers = frozenset(int(n) for n in match[3].split(","))
        terms.append(Term(match[1], match[2] == "!=", numbers))
    return tuple(terms)


def text(terms: Iterable[Term]) -> str:
    """The terms written as a condition; `parse` reads them back."""
    written = []
    for term in terms:
        sign = "!=" if term.negated else "=" if len(term.numbers) == 1 else "in"
        written.append(f"{term.variable} {sign} {','.join(str(n) for n in sorted(term.numbers))}")
    return " and ".join(written)


def renamed(condition: str | None, old: str, new: str) -> str | None:
    """The condition after a question was given another name; as it was where it does not name the question."""
    terms = parse(condition) if condition else ()
    if not any(term.variable == old for term in terms):
        return condition
    return text(replace(term, variable=new) if term.variable == old else term for term in terms)


def renumbered(condition: str | None, variable: str, numbers: Mapping[int, int | None]) -> str | None:
    """The condition after categories of a variable got other numbers (None = are gone); None if no term is left.

    A term without any number left is dropped.
    """
    terms = parse(condition) if condition else ()
    if not any(term.variable == variable and term.numbers & numbers.keys() for term in terms):
        return condition
    kept = []
    for term in terms:
        if term.variable == variable:
            now = frozenset(n for n in (numbers.get(n, n) for n in term.numbers) if n is not None)
            term = replace(term, numbers=now)
        if term.numbers:
            kept.append(term)
    return text(kept) or None


def holds(condition: str | None, answers: Mapping[str, Answer]) -> bool:
    """Whether a question is asked, given this coder's answers to the unit by variable name.

    A question whose gate is unanswered, skipped or undetermined is not asked.
    """
    for term in parse(condition) if condition else ():
        answer = answers.get(term.variable)
        if answer is None or answer.status != "value":
            return False
        given = set(answer.ticked) if answer.ticked else {_number(answer.answer)}
        if bool(given & term.numbers) == term.negated:
            return False
    return True


def asked(variables: Iterable[Variable], answers: Mapping[str, Answer]) -> list[Variable]:
    """Those questions that are asked; an answer to a question that is not asked itself opens no gate."""
    counted, found = dict(answers), []
    for variable in variables:
        if holds(variable.condition, counted):
            found.append(variable)
        else:
            counted.pop(variable.name, None)
    return found


def check(codebook: Codebook) -> None:
    """Raises UserError for a condition that names an unknown or a later question (so that no circle can arise)."""
    seen: set[str] = set()
    for variable in codebook.variables:
        for term in parse(variable.condition) if variable.condition else ():
            if term.variable not in seen:
                raise UserError(
                    f"The condition of “{variable.name}” names “{term.variable}”, which is not a question before it.",
                    "Put the other question first, or mend the name.",
                )
        seen.add(variable.name)


def _number(text: str | None) -> int | None:
    try:
        return int(text or "")
    except ValueError:
        return None
