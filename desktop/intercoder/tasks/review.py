"""What the review proposes: lines that look like the continuation of the one before, and whom an `@name` means. Pure."""

import re
from collections.abc import Sequence

from intercoder.project.review_counts import CommentCount
from intercoder.records import Comment, Unit

_ENDS = tuple(".!?…。！？؟۔।\"”’'»)]")
_NAME = re.compile(r"@\s?(\w+)")
_WORD = re.compile(r"\w{4,}")
_CONNECTIVES = frozenset(
    """and but or so because also therefore however moreover then which who that furthermore besides
    und aber oder denn weil auch deshalb jedoch außerdem dann et mais ou car donc aussi cependant puis
    y pero o porque también además entonces en maar of want ook daarom e ma perché anche quindi
    и но или потому также اور لیکن یا کیونکہ و لكن أو لأن أيضا ve ama veya çünkü""".split()  # noqa: SIM905 - read as prose
)


def continuation(text: str, before: str) -> int:
    """How much a line looks like a further paragraph of the line before; 0 = not at all, 2 and more = likely.

    >>> continuation("and nothing will change", "@Nadir, one day they will see")
    7
    >>> continuation("I agree with you.", "Why is he there?")
    0
    """
    line, last = text.strip(), before.strip()
    if not line or not last:
        return 0
    name, earlier = _NAME.match(line), _NAME.match(last)
    if name is not None:
        return 2 if earlier is not None and earlier[1].casefold() == name[1].casefold() else 0
    score = 2 * line[0].islower()
    score += 2 * (re.split(r"\W", line, maxsplit=1)[0].casefold() in _CONNECTIVES)
    score += 2 * (not last.endswith(_ENDS))
    score += earlier is not None
    shared = set(_WORD.findall(line.casefold())) & set(_WORD.findall(last.casefold()))
    return score + (len(shared) >= 2)


def likely(texts: Sequence[str], surplus: int) -> set[int]:
    """Places of the lines that are likely continuations; of a known surplus at most so many, the likeliest first."""
    scores = {at: continuation(texts[at], texts[at - 1]) for at in range(1, len(texts))}
    found = sorted((at for at, score in scores.items() if score >= (1 if surplus > 0 else 3)), key=lambda at: (-scores[at], at))
    return set(found[:surplus] if surplus > 0 else found)


def continuing(count: CommentCount, comments: Sequence[Unit]) -> list[int]:
    """The comments of an article that likely continue the one before; none once its count is equal or accepted."""
    if not count.is_open and count.declared is not None:
        return []
    surplus = max(count.found - count.declared, 0) if count.declared is not None else 0
    return [comments[at].id for at in sorted(likely([unit.text or "" for unit in comments], surplus))]


def mentioned(text: str, authors: Sequence[str | None]) -> int | None:
    """The place of the last earlier comment by the one whose `@name` a text begins with; None if there is none."""
    from intercoder.importers.reading.replies import with_mentions

    earlier = [Comment("", author=author) for author in authors]
    return with_mentions([*earlier, Comment(text)])[-1].reply_to
