"""Media Cloud stories as JSON: sentences in their order, or a link with its facts where the text is missing."""

from collections.abc import Iterator

from intercoder.importers.reading.contract import Evidence, Options, Source, counted
from intercoder.importers.reading.dates import read_date
from intercoder.importers.reading.json_items import Object, items, looks_like_json, objects, whole, word
from intercoder.importers.reading.json_items import text as text_of
from intercoder.importers.reading.markup import html_text
from intercoder.importers.reading.texts import texts
from intercoder.records import Article, Issue, Tick

VERSION = 1


def sniff(head: bytes, name: str) -> Evidence:  # noqa: ARG001
    """JSON with stories' ids."""
    if looks_like_json(head) and b'"stories_id"' in head:
        said = f"“stories_id” {counted(head.count(b'stories_id'), 'time')}"
        return Evidence(93, f"Media Cloud: {said} in the part that was looked at.")
    return Evidence(0, "No stories of Media Cloud.")


def read(source: Source, options: Options, tick: Tick) -> Iterator[Article | Issue]:
    """Yield an article for each story; rows of single sentences are joined by their story."""
    sentences: dict[str, list[Object]] = {}
    without = 0
    for number, item in enumerate(items(source, options), 1):
        if isinstance(item, Issue):
            yield item
            continue
        place, value = item
        for at, story in enumerate(objects(value), 1):
            key = word(story.get("stories_id"))
            if key is None:
                yield Issue("skipped", "A record without “stories_id”.", f"{place}, record {at}", "skipped")
            elif "sentence" in story and "title" not in story:
                sentences.setdefault(key, []).append(story)
            else:
                article = _article(story, key, f"{place}, record {at}" if isinstance(value, list) else place)
                without += article.stub
                yield article
        tick(number, 0)
    for key, rows in sentences.items():
        yield _article({**rows[0], "story_sentences": rows, "language": rows[0].get("language")}, key, f"story {key}")
    if without:
        yield Issue("no_text", f"{without} stories have no text; they are kept as links.", found=without)


def _article(story: Object, key: str, place: str) -> Article:
    rows = sorted(objects(story.get("story_sentences")), key=lambda row: whole(row.get("sentence_number")) or 0)
    body = " ".join(text_of(row.get("sentence")) for row in rows) or text_of(story.get("story_text"))
    title = word(html_text(text_of(story.get("title"))))
    raw = word(story.get("publish_date"))
    when = read_date(raw) if raw else None
    return Article(
        texts(place, ("headline", title), ("body", body)),
        place,
        title,
        word(story.get("media_name")),
        None,
        when.value if when else None,
        raw,
        when.precision if when else None,
        word(story.get("url")),
        word(story.get("language")),
        None,
        key,
        stub=not body.strip(),
        extra={name: found for name in ("media_id", "guid", "media_url", "collect_date") if (found := word(story.get(name)))},
    )
