"""Who answers whom where the dump does not say it: a comment that begins with `@name` of one who wrote before."""

import re
from collections.abc import Sequence
from dataclasses import replace

from intercoder.records import Comment, Issue

_NAME = re.compile(r"@\s?(?P<rest>.{1,80})")


def with_mentions(comments: Sequence[Comment]) -> list[Comment]:
    """The comments; one without a known parent that begins with the name of an earlier author answers their last one.

    The name stays in the text. Of two names that fit the longer one counts.
    """
    last: dict[str, int] = {}
    found: list[Comment] = []
    for number, comment in enumerate(comments):
        target = None
        if comment.reply_to is None and last and comment.text.lstrip()[:1] == "@":
            target = _addressed(comment.text.lstrip(), last)
        if target is not None and comments[target].author != comment.author:
            comment = replace(comment, reply_to=target, reply_basis="mention")
        found.append(comment)
        if comment.author:
            last[comment.author.casefold()] = number
    return found


def _addressed(text: str, last: dict[str, int]) -> int | None:
    match = _NAME.match(text)
    if match is None:
        return None
    rest = match["rest"].casefold()
    for stop in range(len(rest), 0, -1):
        if rest[:stop] in last and not rest[stop : stop + 1].isalnum():
            return last[rest[:stop]]
    return None


def with_parents(
    found: Sequence[tuple[Comment, str | None]], place: str | None
) -> tuple[tuple[Comment, ...], tuple[Issue, ...]]:
    """The comments with the ids of what they answer made into places, and an issue for answers to what is not there.

    Such an answer keeps the id it names in `extra`. One without any id may still name an author by `@name`.
    """
    at = {comment.provider_id: number for number, (comment, _parent) in enumerate(found) if comment.provider_id}
    comments: list[Comment] = []
    orphans = 0
    for number, (comment, parent) in enumerate(found):
        target = at.get(parent) if parent else None
        if target is not None and target != number:
            comment = replace(comment, reply_to=target, reply_basis="explicit")
        elif parent:
            orphans += 1
            comment = replace(comment, extra={**comment.extra, "parent": parent})
        comments.append(comment)
    message = f"{orphans} repl{'y answers' if orphans == 1 else 'ies answer'} a comment that is not there."
    issues = (Issue("orphan_reply", message, place, found=orphans),) if orphans else ()
    return tuple(with_mentions(comments)), issues
