"""Media Cloud stories, as JSON or as a table of sentences: sentences in their order, or a link where the text is missing."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from intercoder.importers.reading.contract import Evidence, Options, Source, counted
from intercoder.importers.reading.dates import read_date
from intercoder.importers.reading.encodings import clean, decode, detect
from intercoder.importers.reading.json_items import Object, items, looks_like_json, objects, whole, word
from intercoder.importers.reading.json_items import text as text_of
from intercoder.importers.reading.markup import html_text
from intercoder.importers.reading.sheets import Notes, find_dialect, text_sheet
from intercoder.importers.reading.texts import head_text, texts
from intercoder.records import Article, Issue, Tick

STREAMS = True
VERSION = 2  # 2: sentences of a table, and of records that repeat the title of their story
KEY, SENTENCE = "stories_id", "sentence"
_READ = frozenset({KEY, SENTENCE, "sentence_number", "title", "publish_date", "media_name", "url", "language", "story_text"})


def sniff(head: bytes, name: str) -> Evidence:  # noqa: ARG001
    """JSON with stories' ids, or a table with a column for them and one for sentences."""
    if looks_like_json(head) and b'"stories_id"' in head:
        said = f"“stories_id” {counted(head.count(b'stories_id'), 'time')}"
        return Evidence(93, f"Media Cloud: {said} in the part that was looked at.")
    first = head[:4096].split(b"\n", 1)[0]
    if KEY.encode() in first and SENTENCE.encode() in first and {KEY, SENTENCE} <= set(_header(head)):
        return Evidence(93, "Media Cloud: a table of sentences, with the columns stories_id and sentence.")
    return Evidence(0, "No stories of Media Cloud.")


def read(source: Source, options: Options, tick: Tick) -> Iterator[Article | Issue]:
    """Yield an article for each story; rows and records of single sentences are joined by their story.

    A first pass counts the sentences of each story; a story goes out with its last one, so that a sorted table streams.
    """
    left: Counter[str] = Counter()
    for number, record in enumerate(_found(source, options), 1):
        if not isinstance(record, Issue) and _is_sentence(record[1]):
            left[word(record[1].get(KEY)) or ""] += 1
        if number % 1_000 == 0:
            tick(number, 0)
    waiting: dict[str, tuple[str, list[Object]]] = {}  # stories that are not complete, in the order of their first sentence
    without = 0
    for number, record in enumerate(_found(source, options), 1):
        if isinstance(record, Issue):
            yield record
            continue
        place, story = record
        key = word(story.get(KEY))
        if key is None:
            yield Issue("skipped", "A record without “stories_id”.", place, "skipped")
        elif _is_sentence(story):
            waiting.setdefault(key, (place, []))[1].append(story)
            left[key] -= 1
            while waiting and not left[first := next(iter(waiting))]:
                article = _joined(first, *waiting.pop(first))
                without += article.stub
                yield article
        else:
            article = _article(story, key, place)
            without += article.stub
            yield article
        if number % 1_000 == 0:
            tick(number, 0)
    tick(1, 1)
    if without:
        yield Issue("no_text", f"{without} stories have no text; they are kept as links.", found=without)


def _found(source: Source, options: Options) -> Iterator[tuple[str, Object] | Issue]:
    return _records(source, options) if looks_like_json(source.head()) else _rows(source, options)


def _is_sentence(story: Object) -> bool:
    return SENTENCE in story and "story_sentences" not in story


def _joined(key: str, place: str, rows: list[Object]) -> Article:
    """The story of these sentences, with what all of them say of it."""
    facts = {name: said for row in reversed(rows) for name, said in row.items() if said not in (None, "")}
    article = _article({**facts, "story_sentences": rows}, key, place)
    others = {name: word(said) for name, said in facts.items() if name not in _READ and _is_of_all(name, said, rows)}
    return replace(article, extra={**article.extra, **{name: said for name, said in others.items() if said}})


def _records(source: Source, options: Options) -> Iterator[tuple[str, Object] | Issue]:
    """The records of a JSON file, each with its place."""
    for item in items(source, options):
        if isinstance(item, Issue):
            yield item
            continue
        place, value = item
        for at, story in enumerate(objects(value), 1):
            yield f"{place}, record {at}" if isinstance(value, list) else place, story


def _rows(source: Source, options: Options) -> Iterator[tuple[str, Object] | Issue]:
    """The rows of a table by the names of their columns, each with its place."""
    encoding = options.encoding
    if encoding is None:
        with source.open() as stream:
            encoding = detect(stream)
    yield from encoding.issues()
    head = source.head()
    dialect, _first = find_dialect(clean(decode(head, encoding))[0], source.size <= len(head))
    notes = Notes()
    names: list[str] = []
    for row in text_sheet(source, encoding, dialect, notes).rows():
        if isinstance(row, Issue):
            yield row
        elif not any(map(str.strip, row[1])):
            if names:
                yield Issue("skipped", "The row is empty.", row[0], "skipped")
        elif not names:
            names = [name.strip() for name in row[1]]
        else:
            yield row[0], dict(zip(names, row[1], strict=False))
    yield from notes.issues()


def _header(head: bytes) -> list[str]:
    """The names of the columns, if a file begins with a table."""
    _dialect, rows = find_dialect(head_text(head).lstrip("\n"), True)
    return [name.strip() for name in rows[0]] if rows else []


def _is_of_all(name: str, said: object, rows: list[Object]) -> bool:
    """Whether a value belongs to the story and not to one of its sentences."""
    return all(row.get(name) in (said, None, "") for row in rows)


def _place(row: Object) -> int:
    """The place of a sentence in its story; a table may write it as 3.0."""
    return whole(text_of(row.get("sentence_number")).strip().removesuffix(".0")) or 0


def _article(story: Object, key: str, place: str) -> Article:
    rows = sorted(objects(story.get("story_sentences")), key=_place)
    body = " ".join(said for row in rows if (said := text_of(row.get(SENTENCE)))) or text_of(story.get("story_text"))
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
