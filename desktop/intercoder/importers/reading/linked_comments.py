"""Comments that a saved page gives to machines only, as JSON-LD of schema.org: where the page itself would load them later."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from intercoder.importers.reading.dates import read_date
from intercoder.importers.reading.json_items import Object, objects, text, whole, word
from intercoder.importers.reading.markup import html_text
from intercoder.importers.reading.page_facts import linked_articles, name_of
from intercoder.importers.reading.replies import with_mentions
from intercoder.records import Comment

if TYPE_CHECKING:
    from lxml.etree import _Element

DEEPEST = 60


def linked_comments(root: "_Element") -> tuple[list[Comment], int | None]:
    """The comments of the first article of the page that has some, and how many it declares."""
    for article in linked_articles(root):
        found = [_comment(comment, number, above) for number, (comment, above) in enumerate(_in_order(article))]
        if found:
            return with_mentions(found), whole(article.get("commentCount"))
    return [], None


def _in_order(article: Object) -> Iterator[tuple[Object, int | None]]:
    """The comments as they are read, each with the number of the one that it lies in."""
    waiting: list[tuple[Object, int | None, int]] = [(c, None, 1) for c in reversed(objects(article.get("comment")))]
    number = 0
    while waiting:
        comment, above, depth = waiting.pop()
        yield comment, above
        if depth < DEEPEST:
            waiting += [(answer, number, depth + 1) for answer in reversed(objects(comment.get("comment")))]
        number += 1


def _comment(comment: Object, number: int, above: int | None) -> Comment:
    raw = word(comment.get("dateCreated")) or word(comment.get("datePublished"))
    when = read_date(raw) if raw else None
    return Comment(
        html_text(text(comment.get("text")) or text(comment.get("description"))),
        f"comment {number + 1}",
        author=name_of(comment.get("author")),
        posted=when.value if when else None,
        posted_raw=raw,
        posted_precision=when.precision if when else None,
        reply_to=above,
        reply_basis="explicit" if above is not None else None,
        likes=whole(comment.get("upvoteCount")),
        dislikes=whole(comment.get("downvoteCount")),
        provider_id=word(comment.get("identifier")) or word(comment.get("@id")),
    )
