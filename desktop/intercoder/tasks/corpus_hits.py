"""Searches the corpus: pages of hits with the words around them, counts, and the hits as a table."""

import csv
from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from intercoder.errors import UserError
from intercoder.project import durable
from intercoder.project.search import ARTICLE_TEXTS, Scope, SearchHit
from intercoder.project.search_query import SearchQuery, parse
from intercoder.records import Tick, no_tick

if TYPE_CHECKING:
    from intercoder.project import Project

PAGE = 200
"""Texts whose hits are read at a time."""
_NAMED = 10  # outlets, languages or files that a refusal lists
COLUMNS = {
    "unit": "ref", "kind": "kind", "article": "article_ref", "headline": "headline", "outlet": "outlet",
    "published": "published", "author": "author", "posted": "posted", "start": "start", "stop": "stop", "before": "before",
    "hit": "quote", "after": "after", "file": "source",
}  # fmt: skip
"""The columns of the table of hits, and the facts of a hit that they hold."""
KINDS = {"all": (), "article": ARTICLE_TEXTS, "comment": ("comment",), "headline": ("headline",), "body": ("body",)}
"""What the kinds of a search stand for: kinds of units."""


@dataclass(frozen=True)
class Wish:
    """What is searched for, where, and in which order the hits come: `text`, `date` or `newest`."""

    typed: str
    scope: Scope = field(default_factory=Scope)
    order: str = "text"

    @property
    def query(self) -> SearchQuery:
        """The terms that were typed. Raises UserError if there is nothing to look for."""
        query = parse(self.typed)
        if not query.wanted:
            if query.unwanted:
                raise UserError(
                    "This only says which words a text must not have.", "Add a word to look for, such as: water -bridge"
                )
            raise UserError(
                "There is nothing to search for.", "Type a word, a phrase in quotes, or the beginning of a word: wat*"
            )
        return query


def first_hits(project: "Project", wish: Wish, most: int = 60, tick: Tick = no_tick) -> list[SearchHit]:
    """The hits of the first texts, at once; for the order by date all texts are found first."""
    units = project.material.searching.units(wish.query, wish.scope, wish.order, most, tick)
    return project.material.searching.hits(wish.query, units)


def find_units(project: "Project", wish: Wish, tick: Tick = no_tick) -> "array[int]":
    """The ids of all texts that fit, in order."""
    return project.material.searching.units(wish.query, wish.scope, wish.order, None, tick)


def pages(project: "Project", wish: Wish, units: "array[int]", tick: Tick = no_tick) -> Iterator[list[SearchHit]]:
    """The hits of these texts, some texts at a time."""
    query = wish.query
    for first in range(0, len(units), PAGE):
        tick(first, len(units))
        yield project.material.searching.hits(query, units[first : first + PAGE])


def search(project: "Project", wish: Wish, limit: int | None = None, tick: Tick = no_tick) -> dict[str, object]:
    """The search as a document: the terms, numbers of texts and hits, and the first `limit` hits (None: all)."""
    units = find_units(project, wish, tick)
    shown: list[SearchHit] = []
    hits = read = 0
    for page in pages(project, wish, units, tick):
        hits, read = hits + len(page), read + PAGE
        shown += page if limit is None else page[: limit - len(shown)]
        if limit is not None and len(shown) >= limit:
            break
    hits += project.material.searching.count_places(wish.query, units[read:], tick)
    return {
        "query": wish.typed, "terms": wish.query.described(), "order": wish.order, "texts": len(units), "hits": hits,
        "results": [_row(hit) for hit in shown],
    }  # fmt: skip


def need_choices(project: "Project", scope: Scope) -> None:
    """Raises UserError for an outlet, a language or a file that no article has: a slip would only find less."""
    if not (scope.outlets or scope.languages or scope.sources):
        return
    choices = project.material.searching.choices()
    for noun, wanted, known in (
        ("outlet", scope.outlets, choices.outlets),
        ("language", scope.languages, choices.languages),
        ("file", scope.sources, choices.sources),
    ):
        names = [name for name, _ in known if name]
        for name in wanted:
            if name and name not in names:
                some = f"; and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
                listed = "; ".join(names[:_NAMED]) or "none"
                raise UserError(f"No article has the {noun} “{name}”.", f"Those of the project are: {listed}{some}.")


def save_hits(project: "Project", wish: Wish, path: Path, limit: int | None = None, tick: Tick = no_tick) -> dict[str, object]:
    """Writes one row per hit to a CSV file, whole or not at all; quotes as they are stored, offsets in code points.
    Texts that begin with a sign of a formula stay as they are: a quote must be the quote.
    """
    units = find_units(project, wish, tick)
    left, rows = limit, 0
    try:
        with durable.writing(path) as part, part.open("w", encoding="utf-8-sig", newline="") as stream:
            writer = csv.writer(stream, lineterminator="\r\n")
            writer.writerow(COLUMNS)
            for page in pages(project, wish, units, tick):
                chosen = page if left is None else page[:left]
                writer.writerows(_row(hit).values() for hit in chosen)
                rows += len(chosen)
                if left is not None:
                    left -= len(chosen)
                    if left <= 0:
                        break
    except OSError as error:
        message = f"{path} cannot be written: {(error.strerror or str(error)).lower()}."
        raise UserError(message, "Choose another folder.") from None
    return {"file": str(path), "hits": rows, "texts": len(units)}


def _row(hit: SearchHit) -> dict[str, object]:
    return {column: getattr(hit, fact) for column, fact in COLUMNS.items()}


def nothing_found(wish: Wish) -> str:
    """Why there may be no hit: what was looked for, what counts as equal, and what was left out."""
    query = wish.query
    wanted = " and ".join(t for t in query.described() if not t.startswith("not "))
    sentences = [f"No text {'in this selection ' if not wish.scope.is_all else ''}has {wanted}."]
    if query.unwanted:
        without = ", ".join(t.removeprefix("not ") for t in query.described() if t.startswith("not "))
        sentences.append(f"Texts with {without} were left out.")
    if query.has_words:
        sentences.append("Whole words were looked for; capitals and accents of Latin letters make no difference.")
    if query.has_words and not any(t.prefix for t in query.wanted):
        sentences.append("For words that begin so, put a * behind.")
    return " ".join(sentences)
