"""From one painted document to its site: the rules for lines that hold on the next documents too."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from intercoder.importers.reading.contract import LineRole, LineRule
from intercoder.tasks.dump_profile import Profile

HIGHEST_NUMBER = 15
"""A line is known by its number only near the top of a document; further down articles differ in length."""
LONGEST_LABEL = 40
_DIGIT = re.compile(r"\d")
_BY_NUMBER = ("headline", "lead", "byline", "published")
_LABEL = re.compile(r"^\s*([^:：]{2,40}[:：])")


def rules_of(lines: Sequence[str], painted: Mapping[int, LineRole]) -> tuple[LineRule, ...]:
    """The rules that painted lines, counted from 1, give. Body and comments give none: they are what the rules leave."""
    rules: dict[LineRule, None] = {}
    number = 0
    for at, line in enumerate(lines, 1):
        if not line.strip():
            continue
        number += 1
        role = painted.get(at)
        if role is not None and (rule := _rule(line.strip(), role, number)) is not None:
            rules[rule] = None
    return tuple(rules)


def for_others(profile: Profile, lines: Sequence[str]) -> Profile:
    """The profile as it can be used for other documents: what was painted has become rules."""
    new = rules_of(lines, profile.line_roles)
    return replace(profile.to_share(), lines=(*new, *(rule for rule in profile.lines if rule not in new)))


def _rule(line: str, role: LineRole, number: int) -> LineRule | None:
    if role in _BY_NUMBER:
        return LineRule(role, str(number), "number") if number <= HIGHEST_NUMBER else None
    if role in ("comments_header", "thread_end", "boilerplate"):
        return LineRule(role, line, "like" if _DIGIT.search(line) else "is")
    if role == "correction":
        label = _LABEL.match(line)
        return LineRule(role, label[1], "begins") if label else LineRule(role, line)
    return None
