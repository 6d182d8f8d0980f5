"""Two tables joined by a key: the articles of one for the comments of the other."""

from collections.abc import Iterable
from dataclasses import replace

from intercoder.records import Article, Comment, Issue, Text

MOST_ARTICLES = 200_000
"""So many articles are held in memory for a join; a larger table is read as articles of its own."""


def by_id(records: Iterable[Article | Issue]) -> dict[str, Article] | None:
    """Articles by their id, without an id that two of them share; None if they are too many."""
    found: dict[str, Article] = {}
    twice: set[str] = set()
    for record in records:
        if not isinstance(record, Article) or record.provider_id is None:
            continue
        if record.provider_id in found:
            twice.add(record.provider_id)
        found[record.provider_id] = record
        if len(found) > MOST_ARTICLES:
            return None
    return {identity: article for identity, article in found.items() if identity not in twice}


def with_texts(article: Article, full: Article) -> Article:
    """The article of a table of comments, with what the table of articles says of it."""
    parts: tuple[Text | Comment, ...] = (*full.texts, *article.comments)
    return replace(
        full,
        parts=parts,
        locator=article.locator,
        declared_comments=article.declared_comments if full.declared_comments is None else full.declared_comments,
        extra={**full.extra, **article.extra},
        issues=(*full.issues, *article.issues),
    )
