"""The texts of another program's project as articles; those that this program exported become what they were."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from intercoder.importers.reading.texts import paragraphs
from intercoder.records import Article, Comment, ForeignProject, ForeignText, Kind, Text
from intercoder.tasks.foreign_codes import OWN

if TYPE_CHECKING:
    from intercoder.project import Project

OWN_NAME = re.compile(r"(.+)-([HLBRIC])\d+")
KINDS: dict[str, Kind] = {"H": "headline", "L": "lead", "B": "body", "R": "correction", "I": "caption"}


def articles(found: ForeignProject) -> Iterator[Article]:
    """Every text as an article called like it; the texts of one article of this program together."""
    for key, texts in _groups(found).items():
        if key is None:
            yield from (_single(text) for text in texts)
        else:
            yield _joined(key, texts)


def keyed(project: "Project", found: ForeignProject) -> dict[str, int]:
    """The unit of each text by its key, once the articles are in the project."""
    ids = project.material.provider_ids()
    out: dict[str, int] = {}
    for key, texts in _groups(found).items():
        for text in texts:
            kind, number = _kind(text)
            if kind == "comment":
                out[text.key] = ids[text.key][-1]
                continue
            article = ids[text.key if key is None else key][-1]
            same = [u for u in project.material.units(article) if u.kind == (kind or "body")]
            out[text.key] = same[number if key is not None else 0].id
    return out


def _groups(found: ForeignProject) -> dict[str | None, list[ForeignText]]:
    """Texts by the article that they were in; None for those of other programs."""
    groups: dict[str | None, list[ForeignText]] = {}
    for text in found.texts:
        match = OWN_NAME.fullmatch(text.name) if found.origin.startswith(OWN) else None
        groups.setdefault(text.group or match[1] if match else None, []).append(text)
    return groups


def _kind(text: ForeignText) -> tuple[Kind | None, int]:
    """What a text of this program was, and the how-manieth of its kind, from 0."""
    match = OWN_NAME.fullmatch(text.name)
    if match is None:
        return None, 0
    number = int(text.name.rpartition(match[2])[2]) - 1
    return ("comment", number) if match[2] == "C" else (KINDS[match[2]], number)


def _single(text: ForeignText) -> Article:
    parts = (Text("headline", text.name), Text("body", text.text, None, paragraphs(text.text)))
    return Article(parts, headline=text.name, provider_id=text.key, extra=dict(text.facts))


def _joined(key: str, texts: list[ForeignText]) -> Article:
    parts: list[Text | Comment] = []
    facts: dict[str, str] = {}
    for text in texts:
        kind, _ = _kind(text)
        own = dict(text.facts)
        if kind == "comment":
            posted = own.get("posted")
            likes = own.get("likes", "")
            parts.append(
                Comment(
                    text.text, author=own.get("author"), posted=posted, posted_raw=posted, provider_id=text.key,
                    likes=int(likes) if likes.isdigit() else None,
                )
            )  # fmt: skip
        else:
            facts |= own
            parts.append(Text(kind or "body", text.text, None, paragraphs(text.text) if kind == "body" else ()))
    published = facts.get("published")
    return Article(
        tuple(parts), headline=facts.get("headline"), outlet=facts.get("outlet"), published=published,
        published_raw=published, language=facts.get("language"), provider_id=key,
    )  # fmt: skip
