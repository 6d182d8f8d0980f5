"""ninjs, the IPTC's news in JSON, versions 1 and 2."""

from collections.abc import Iterator

from intercoder.importers.reading.contract import Evidence, Options, Source
from intercoder.importers.reading.dates import read_date
from intercoder.importers.reading.json_items import Object, items, looks_like_json, objects, whole, within, word
from intercoder.importers.reading.json_items import text as text_of
from intercoder.importers.reading.markup import html_text
from intercoder.importers.reading.texts import texts
from intercoder.records import Article, Issue, Tick

VERSION = 1
MARKS = (b'"versioncreated"', b'"versionCreated"', b'"body_text"', b'"body_xhtml"', b'"bodies"', b'"headlines"', b'"pubstatus"')

DATES = ("versioncreated", "versionCreated", "firstcreated", "firstCreated")
KEPT = ("located", "slugline", "usageterms", "copyrightnotice", "ednote")


def sniff(head: bytes, name: str) -> Evidence:  # noqa: ARG001
    """JSON with a `uri` and at least two of ninjs' own keys."""
    found = [mark.decode().strip('"') for mark in MARKS if mark in head]
    if looks_like_json(head) and b'"uri"' in head and len(found) >= 2:
        return Evidence(93, f"ninjs: “uri” with {', '.join(found)}.")
    return Evidence(0, "No news in ninjs.")


def read(source: Source, options: Options, tick: Tick) -> Iterator[Article | Issue]:
    """Yield an article for each item of text."""
    number = 0
    for item in items(source, options):
        if isinstance(item, Issue):
            yield item
            continue
        place, value = item
        for found in objects(value if not isinstance(value, dict) or "uri" in value else value.get("items") or value):
            number += 1
            yield _article(found, place if isinstance(value, dict) else f"item {number}")
        tick(number, 0)


def _article(item: Object, place: str) -> Article | Issue:
    kind = word(item.get("type"))
    body = _body(item)
    if kind not in (None, "text", "composite") and not body.strip():
        return Issue("skipped", f"An item of type {kind}, without text.", place, "skipped", raw=word(item.get("uri")))
    headline = word(item.get("headline")) or word(within(_first(item, "headlines"), "value"))
    raw = next(
        (
            found
            for key in ("versioncreated", "versionCreated", "firstcreated", "firstCreated")
            if (found := word(item.get(key)))
        ),
        None,
    )
    when = read_date(raw) if raw else None
    holder = word(item.get("copyrightholder")) or word(item.get("copyrightHolder"))
    sections = [word(s.get("name")) for s in objects(item.get("subject")) or objects(item.get("subjects"))]
    kept = {
        key: found
        for key in ("located", "slugline", "usageterms", "copyrightnotice", "ednote")
        if (found := word(item.get(key)))
    }
    return Article(
        texts(place, ("headline", headline), ("body", body)),
        place,
        headline,
        holder or word(within(item.get("infosources"), "name")),
        word(item.get("byline")) or word(item.get("by")),
        when.value if when else None,
        raw,
        when.precision if when else None,
        word(item.get("url")),
        word(item.get("language")),
        "; ".join(filter(None, sections)) or None,
        word(item.get("uri")),
        stub=not body.strip(),
        extra=kept,
        genre=word(within(_first(item, "genre"), "name")) or word(within(_first(item, "genres"), "name")),
        length_declared=whole(item.get("wordcount")),
    )


def _first(item: Object, key: str) -> object:
    return next(iter(objects(item.get(key))), None)


def _body(item: Object) -> str:
    """The text once, though it may be there twice: with its paragraphs if they are marked, else as plain text."""
    markup = next((text_of(item[key]) for key in item if key.startswith("body_") and key != "body_text" and item[key]), "")
    if not markup:
        bodies = objects(item.get("bodies"))
        chosen = next((b for b in bodies if "html" in (word(b.get("contentType") or b.get("contenttype")) or "")), None)
        chosen = chosen or (bodies[0] if bodies else {})
        markup = text_of(chosen.get("value"))
    return html_text(markup) if markup else text_of(item.get("body_text"))
