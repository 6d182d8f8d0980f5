"""Telegram, exported as JSON: a chat is a stub, its messages are comments."""

from collections.abc import Iterator

from intercoder.importers.reading.contract import Evidence, Options, Source
from intercoder.importers.reading.dates import read_date, read_unix
from intercoder.importers.reading.json_items import Object, items, looks_like_json, objects, whole, within, word
from intercoder.importers.reading.json_items import text as text_of
from intercoder.importers.reading.replies import with_parents
from intercoder.importers.reading.texts import texts
from intercoder.records import Article, Comment, Issue, Tick

VERSION = 1


def sniff(head: bytes, name: str) -> Evidence:  # noqa: ARG001
    """JSON with messages that have a sender and a kind."""
    if looks_like_json(head) and b'"messages"' in head and (b'"from_id"' in head or b'"actor_id"' in head):
        return Evidence(92, "Telegram JSON: “messages” with “from_id”.")
    return Evidence(0, "No chat of Telegram.")


def read(source: Source, options: Options, tick: Tick) -> Iterator[Article | Issue]:
    """Yield each chat with its messages; service messages are skipped."""
    for item in items(source, options):
        if isinstance(item, Issue):
            yield item
            continue
        place, value = item
        for number, chat in enumerate(_chats(value), 1):
            yield from _chat(chat, f"{place}, chat {number}")
            tick(number, 0)


def _chats(value: object) -> list[Object]:
    found = objects(within(value, "chats", "list")) + objects(within(value, "left_chats", "list"))
    return found or objects(value)


def _chat(chat: Object, place: str) -> Iterator[Article | Issue]:
    found: list[tuple[Comment, str | None]] = []
    for message in objects(chat.get("messages")):
        if message.get("type") not in (None, "message"):
            yield Issue("skipped", "A service message of Telegram.", f"message {word(message.get('id'))}", "skipped")
        else:
            found.append(_message(message))
    title = word(chat.get("name"))
    if not found:
        yield Issue("skipped", "A chat without messages.", place, "skipped", raw=title)
        return
    comments, issues = with_parents(found, place)
    identity = word(chat.get("id"))
    yield Article(
        (*texts(place, ("headline", title)), *comments),
        place,
        title,
        outlet=title,
        provider_id=identity,
        stub=True,
        issues=issues,
    )


def _message(message: Object) -> tuple[Comment, str | None]:
    raw = word(message.get("date"))
    when = read_unix(word(message.get("date_unixtime")) or "") or (read_date(raw) if raw else None)
    kept = {key: found for key in ("forwarded_from", "media_type", "file") if (found := word(message.get(key)))}
    likes = sum(whole(r.get("count")) or 0 for r in objects(message.get("reactions")))
    return Comment(
        _plain(message.get("text")),
        f"message {word(message.get('id')) or '?'}",
        word(message.get("from")) or word(message.get("from_id")),
        when.value if when else None,
        raw,
        when.precision if when else None,
        likes=likes or None,
        provider_id=word(message.get("id")),
        extra=kept,
    ), word(message.get("reply_to_message_id"))


def _plain(value: object) -> str:
    """A text that is a string, or a list of strings and objects with a text."""
    if isinstance(value, list):
        return "".join(text_of(part.get("text")) if isinstance(part, dict) else text_of(part) for part in value)
    return text_of(value)
