"""The Guardian's discussion API: pages of a thread with nested responses, as JSON."""

from collections.abc import Iterator
from functools import partial

from intercoder.importers.reading.alone import alone
from intercoder.importers.reading.contract import Evidence, Options, Source, counted
from intercoder.importers.reading.dates import read_date
from intercoder.importers.reading.json_items import Object, items, looks_like_json, objects, whole, within, word
from intercoder.importers.reading.json_items import text as text_of
from intercoder.importers.reading.markup import html_text
from intercoder.importers.reading.private import Private
from intercoder.importers.reading.replies import with_parents
from intercoder.importers.reading.texts import texts
from intercoder.records import Article, Comment, Issue, Tick

VERSION = 1
STATUSES = {"visible": "visible", "blocked": "blocked", "deleted": "deleted", "removed": "deleted", "pending": "pending"}


def sniff(head: bytes, name: str) -> Evidence:  # noqa: ARG001
    """JSON with a discussion whose comments have a `isoDateTime`."""
    if looks_like_json(head) and b'"discussion"' in head and b'"isoDateTime"' in head and b'"comments"' in head:
        return Evidence(
            95, f"Discussion JSON: “isoDateTime” {counted(head.count(b'isoDateTime'), 'time')} in the part that was looked at."
        )
    return Evidence(0, "No discussion in JSON.")


def read(source: Source, options: Options, tick: Tick) -> Iterator[Article | Issue]:
    """Yield the thread of each page."""
    private = Private(options.keep_private)
    for number, item in enumerate(items(source, options), 1):
        if isinstance(item, Issue):
            yield item
            continue
        place, value = item
        for page in objects(value):
            yield alone(place, partial(_thread, page, place, private))
        tick(number, 0)
    yield from private.issues()


def _thread(page: Object, place: str, private: Private) -> Article | Issue:
    discussion = page.get("discussion")
    if not isinstance(discussion, dict):
        return Issue("skipped", "The value holds no discussion.", place, "skipped")
    found = [_comment(comment, parent, private) for comment, parent in _flat(discussion.get("comments"))]
    comments, issues = with_parents(found, place)
    declared = whole(discussion.get("commentCount"))
    if declared is not None and declared != len(comments):
        pages = whole(page.get("pages"))
        which = f" Page {whole(page.get('page'))} of {pages}." if pages and pages > 1 else ""
        message = f"The discussion says {declared} comments, {len(comments)} found.{which}"
        issues = (*issues, Issue("declared_comments", message, place, declared=declared, found=len(comments)))
    title = word(discussion.get("title"))
    url = word(discussion.get("webUrl"))
    return Article(
        (*texts(place, ("headline", title)), *comments),
        place,
        title,
        "The Guardian" if url and "theguardian.com/" in url else None,
        url=url,
        provider_id=word(discussion.get("key")),
        declared_comments=declared,
        stub=True,
        issues=issues,
    )


def _flat(value: object) -> Iterator[tuple[Object, str | None]]:
    """The comments with their responses, each with the id of the one it lies in."""
    waiting: list[tuple[Object, str | None]] = [(comment, None) for comment in reversed(objects(value))]
    while waiting:
        comment, parent = waiting.pop()
        yield comment, parent
        own = word(comment.get("id"))
        waiting += [(response, own) for response in reversed(objects(comment.get("responses")))]


def _comment(comment: Object, parent: str | None, private: Private) -> tuple[Comment, str | None]:
    raw = word(comment.get("isoDateTime")) or word(comment.get("date"))
    when = read_date(raw) if raw else None
    profile = comment.get("userProfile")
    answered = parent or word(within(comment, "responseTo", "commentId"))
    return Comment(
        html_text(text_of(comment.get("body"))),
        f"comment {word(comment.get('id')) or '?'}",
        word(within(profile, "displayName")),
        when.value if when else None,
        raw,
        when.precision if when else None,
        likes=whole(comment.get("numRecommends")),
        status=STATUSES.get(word(comment.get("status")) or "visible", "blocked"),  # type: ignore[arg-type]
        provider_id=word(comment.get("id")),
        extra=private.take({"avatar": word(within(profile, "avatar")), "profile": word(within(profile, "webUrl"))}),
    ), answered
