"""What a saved page says of its article to machines: headline, day, author, outlet, address, language."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from intercoder.importers.reading.dates import When, find_date, read_date
from intercoder.importers.reading.markup import lines_of
from intercoder.importers.reading.texts import one_line

if TYPE_CHECKING:
    from lxml.etree import _Element

ARTICLE_TYPES = re.compile(r"article|posting|report|review", re.I)
SAYING = re.compile(r"\b(?:says?|said|sagte?|schreibt|schrieb|a dit|dit|écrit|dice|dijo|wrote|writes)\s*:?$", re.I)
NEAR = 8
"""A printed day stands within so many lines of the headline."""
JSON_DEPTH = 60


@dataclass
class PageFacts:
    """The facts of a page; None is unknown. `extra` keeps what else was said of them."""

    headline: str | None = None
    outlet: str | None = None
    byline: str | None = None
    published: When | None = None
    published_raw: str | None = None
    url: str | None = None
    language: str | None = None
    section: str | None = None
    extra: dict[str, str] = field(default_factory=dict)


def page_facts(root: "_Element") -> PageFacts:
    """What JSON-LD, meta elements, `h1` and `time` say, in this order."""
    metas = _metas(root)
    linked = next(iter(linked_articles(root)), {})
    facts = PageFacts(
        outlet=one_line(metas.get("og:site_name") or name_of(linked.get("publisher"))),
        url=_link(root) or metas.get("og:url"),
        language=root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or metas.get("og:locale"),
        section=one_line(metas.get("article:section") or name_of(linked.get("articleSection"))),
        byline=one_line(name_of(linked.get("author")) or metas.get("author") or metas.get("article:author")),
    )
    _headline(root, metas, linked, facts)
    _published(root, metas, linked, facts)
    if facts.byline and (facts.byline.startswith("http") or SAYING.search(facts.byline) or facts.byline == facts.outlet):
        facts.byline = None
    return facts


def _metas(root: "_Element") -> dict[str, str]:
    found: dict[str, str] = {}
    for meta in root.iter("meta"):
        name = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").lower()
        if name and (content := (meta.get("content") or "").strip()):
            found.setdefault(name, content)
    return found


def _link(root: "_Element") -> str | None:
    for link in root.iter("link"):
        if (link.get("rel") or "").lower() == "canonical" and (link.get("href") or "").startswith("http"):
            return str(link.get("href"))
    return None


def linked_articles(root: "_Element") -> Iterator[dict[str, object]]:
    """The objects of JSON-LD that describe an article."""
    for script in root.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower() or not script.text:
            continue
        try:
            document = json.loads(script.text, strict=False)
        except (ValueError, RecursionError):
            continue
        for found in _objects(document):
            kind = found.get("@type")
            kinds = kind if isinstance(kind, list) else [kind]
            if any(isinstance(k, str) and ARTICLE_TYPES.search(k) for k in kinds) and "comment" not in str(kind).lower():
                yield found


def _objects(document: object) -> Iterator[dict[str, object]]:
    waiting = [(document, 0)]
    while waiting:
        at, depth = waiting.pop(0)
        if depth > JSON_DEPTH:
            return
        if isinstance(at, dict):
            yield at
            waiting += [(value, depth + 1) for key, value in at.items() if key in ("@graph", "mainEntity", "mainEntityOfPage")]
        elif isinstance(at, list):
            waiting += [(value, depth + 1) for value in at]


def name_of(value: object) -> str | None:
    """A name in JSON-LD: a string, an object with a name, or a list of them."""
    if isinstance(value, str):
        return value.strip() or None
    if isinstance(value, dict):
        return name_of(value.get("name"))
    if isinstance(value, list):
        return "; ".join(name for item in value if (name := name_of(item) if not isinstance(item, list) else None)) or None
    return None


def _headline(root: "_Element", metas: dict[str, str], linked: dict[str, object], facts: PageFacts) -> None:
    """The headline, and the other candidates kept beside it."""
    ones = [text for h1 in root.iter("h1") if (text := one_line(" ".join(lines_of(h1))))]
    title = one_line(root.findtext(".//title"))
    shared = _without_site(one_line(metas.get("og:title")), facts.outlet)
    said = one_line(name_of(linked.get("headline")))
    only = ones[0] if len(ones) == 1 else next((h for h in ones if shared and _same(h, shared)), None)
    candidates = {"headline_ld": said, "headline_og": shared, "headline_h1": only, "title": _without_site(title, facts.outlet)}
    chosen = next((text for text in candidates.values() if text), None)
    if only and chosen and _same(only, chosen):
        chosen = only  # What the page prints, where it is the same.
    facts.headline = chosen
    facts.extra.update({key: text for key, text in candidates.items() if text and text != chosen})


def _same(one: str, other: str) -> bool:
    bare = [re.sub(r"\W+", "", text).casefold() for text in (one, other)]
    return bool(bare[0]) and (bare[0] in bare[1] or bare[1] in bare[0])


def _without_site(title: str | None, outlet: str | None) -> str | None:
    """A title without ` | Site` at its end."""
    if not title:
        return None
    for mark in (" | ", " - ", " – ", " — ", " :: ", " » "):
        head, found, tail = title.rpartition(mark)
        if (
            found
            and head
            and ((outlet and _same(tail, outlet)) or (mark in (" | ", " :: ") and len(tail) < 40 and len(head) > 15))
        ):
            return head.strip()
    return title


def _published(root: "_Element", metas: dict[str, str], linked: dict[str, object], facts: PageFacts) -> None:
    said = name_of(linked.get("datePublished"))
    names = (
        "article:published_time",
        "datepublished",
        "date",
        "dc.date",
        "dc.date.issued",
        "pubdate",
        "publish-date",
        "dcterms.created",
    )
    for raw in (said, *(metas.get(name) for name in names)):
        if raw and (when := read_date(raw)):
            facts.published, facts.published_raw = when, raw
            return
    for element in root.iter("time"):
        raw = element.get("datetime") or one_line("".join(element.itertext()))
        if raw and (when := read_date(raw)):
            facts.published, facts.published_raw = when, raw
            return
    _printed_day(root, facts)


def _printed_day(root: "_Element", facts: PageFacts) -> None:
    """A day that stands alone, or with a few words, on a short line near the headline."""
    if not facts.headline:
        return
    lines = [line for line in lines_of(root) if line.strip()]
    at = next((n for n, line in enumerate(lines) if _same(line, facts.headline) and len(line) > 3), None)
    if at is None:
        return
    nearest = sorted(range(max(0, at - NEAR), min(len(lines), at + NEAR)), key=lambda n: (abs(n - at), n))
    for n in nearest:
        if len(lines[n]) > 100:
            continue
        for piece in (lines[n], *re.split(r"\s[|·•–—]\s|, \d{1,2}[:.]\d{2}", lines[n])):
            if found := read_date(piece):
                facts.published, facts.published_raw = found, piece
                return
        if (day := find_date(lines[n])) and len(day[1].split()) <= 3:
            facts.published, facts.published_raw = day[0], lines[n]
            return
