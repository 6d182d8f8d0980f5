"""WordPress export (WXR): posts and whatever else carries comments, each with its comments."""

import re
from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from intercoder.importers.reading.alone import alone
from intercoder.importers.reading.contract import Evidence, Options, Source, counted
from intercoder.importers.reading.dates import When, read_date
from intercoder.importers.reading.markup import html_text
from intercoder.importers.reading.private import Private
from intercoder.importers.reading.replies import with_parents
from intercoder.importers.reading.texts import line_feeds, one_line, texts
from intercoder.importers.reading.tree import attribute, children, elements, has_doctype, is_xml, value
from intercoder.records import Article, Comment, Issue, Tick

if TYPE_CHECKING:
    from lxml.etree import _Element

VERSION = 2  # 2: line feeds are paragraphs also beside a list or a quotation
STREAMS = True
STATUSES = {"1": "visible", "approve": "visible", "0": "pending", "hold": "pending", "spam": "spam"}
DELETED = frozenset({"trash", "post-trashed", "deleted"})
PRIVATE = ("comment_author_email", "comment_author_IP", "comment_author_url")
_CHANNEL = re.compile(r"<channel>(.*?)(?:<item>|\Z)", re.S)
_QUOTED = re.compile(rb"<!\[CDATA\[.*?(?:\]\]>|\Z)|<!--.*?(?:-->|\Z)", re.S)
"""Running text, in which anything may stand that looks like markup, and what is commented out."""
_PARAGRAPH = re.compile(r"<p[ >]|<!-- wp:", re.I)
_BLOCK = (
    r"</?(?:address|article|aside|blockquote|dd|div|dl|dt|figcaption|figure|footer|form|h[1-6]|header|hr|li|ol|pre|section"
    r"|table|tbody|td|tfoot|th|thead|tr|ul)\b[^<>]*>"
)
_BEFORE = re.compile(rf"(?<!\n)\n++(?={_BLOCK})", re.I)
_BEHIND = re.compile(rf"({_BLOCK})\n++|(<br\b[^<>]*>)\n", re.I)
_FEED = re.compile(r"(<[/!a-z][^<>]*>)|\n", re.I)


def sniff(head: bytes, name: str) -> Evidence:  # noqa: ARG001
    """An RSS file with WordPress's own elements."""
    if is_xml(head) and b"<rss" in head and (b"wordpress.org/export" in head or b"<wp:" in head):
        items = _QUOTED.sub(b"", head).count(b"<item>")
        return Evidence(95, f"WordPress export (WXR): RSS with elements of WordPress, {counted(items, 'item')} so far.")
    return Evidence(0, "No export of WordPress.")


def read(source: Source, options: Options, tick: Tick) -> Iterator[Article | Issue]:
    """Yield an article for each post, for each item without a type, and for whatever carries comments."""
    head = source.head()
    if has_doctype(head):
        yield Issue(
            "record_broken", "The file declares a document type, which no export does; it is not read.", "byte 0", "skipped"
        )
        return
    channel = _CHANNEL.search(head.decode("utf-8", "replace"))
    outlet = _channel_value(channel[1] if channel else "", "title")
    language = _channel_value(channel[1] if channel else "", "language")
    private = Private(options.keep_private)
    faults: list[tuple[int, str]] = []
    number = 0
    with source.open() as stream:
        for number, item in enumerate(elements(stream, "item", recover=True, faults=faults), 1):
            yield alone(f"item {number}", partial(_item, item, number, outlet, language, private))
            if number % 20 == 0:
                tick(number, 0)
    for line, message in faults[:20]:
        yield Issue("record_broken", f"The XML is damaged here; a stretch was dropped: {message}", f"line {line}", "skipped")
    if rest := len(faults[20:]):
        yield Issue("record_broken", f"The XML is damaged in {counted(rest, 'more place')}.", None, "skipped", found=rest)
    if not number and not faults:
        yield Issue("no_text", "The export has no items.", "line 1", "skipped")
    yield from private.issues()


def _channel_value(text: str, name: str) -> str | None:
    match = re.search(rf"<{name}>(?:<!\[CDATA\[)?(.*?)(?:\]\]>)?</{name}>", text, re.S)
    return one_line(html_text(match[1])) if match else None


def _item(item: "_Element", number: int, outlet: str | None, language: str | None, private: Private) -> Article | Issue:
    place = f"item {number}"
    kind = value(item, "post_type")
    title = one_line(html_text(line_feeds(value(item, "title") or "")))
    found = list(children(item, "comment"))
    if kind not in (None, "post") and not found:
        return Issue("skipped", f"A WordPress {kind} without comments.", place, "skipped", raw=title)
    body = _text(next((line_feeds("".join(e.itertext())) for e in children(item, "encoded") if "content" in e.tag), ""))
    lead = _text(next((line_feeds("".join(e.itertext())) for e in children(item, "encoded") if "excerpt" in e.tag), ""))
    raw, when = _when(item, "post_date_gmt", "post_date", "pubDate")
    comments, issues = with_parents([_comment(e, n, private) for n, e in enumerate(found, 1)], place)
    pingbacks = sum(c.status == "pingback" for c in comments)
    if pingbacks:
        message = f"{pingbacks} pingback{'s' * (pingbacks > 1)} kept, not codable."
        issues = (*issues, Issue("pingbacks", message, place, found=pingbacks))
    sections = [one_line("".join(e.itertext())) for e in children(item, "category") if attribute(e, "domain") == "category"]
    tags = [one_line("".join(e.itertext())) for e in children(item, "category") if attribute(e, "domain") != "category"]
    extra = {"tags": "; ".join(filter(None, tags)), "status": value(item, "status") or "", "kind": kind or ""}
    usual = (("kind", "post"), ("status", "publish"))
    return Article(
        (*texts(place, ("headline", title), ("lead", lead), ("body", body)), *comments),
        place,
        title,
        outlet,
        one_line(value(item, "creator")),
        when.value if when else None,
        raw,
        when.precision if when else None,
        value(item, "link"),
        language,
        "; ".join(filter(None, sections)) or None,
        value(item, "guid"),
        stub=not (body.strip() or lead.strip()),
        extra={key: text for key, text in extra.items() if text and (key, text) not in usual},
        issues=issues,
    )


def _text(markup: str) -> str:
    """The text of a post or comment: without paragraphs of its own its line feeds are breaks, as WordPress shows them.

    Those around a block element belong to it, and those within a tag are none: `wpautop` of WordPress.
    """
    markup = markup.replace("\r\n", "\n").replace("\r", "\n").strip("\n")
    if "<" not in markup and "&" not in markup:
        return markup.strip()
    if _PARAGRAPH.search(markup):
        return html_text(markup)
    return html_text(_FEED.sub(lambda found: found[1] or "<br>", _BEHIND.sub(r"\1\2", _BEFORE.sub("", markup))))


def _when(element: "_Element", *names: str) -> tuple[str | None, When | None]:
    """(as printed, read) of the first of these that is a day; the names end in `_gmt` where it is UTC."""
    for name in names:
        raw = value(element, name)
        if raw and not raw.startswith("0000"):
            when = read_date(f"{raw} UTC" if name.endswith("_gmt") else raw)
            return raw, when
    return None, None


def _comment(element: "_Element", number: int, private: Private) -> tuple[Comment, str | None]:
    """A comment and the id of the one it answers."""
    raw, when = _when(element, "comment_date_gmt", "comment_date")
    kind = (value(element, "comment_type") or "").lower()
    approved = (value(element, "comment_approved") or "1").lower()
    status = (
        "pingback"
        if kind in ("pingback", "trackback")
        else "deleted"
        if approved in DELETED
        else STATUSES.get(approved, "visible")
    )
    parent = value(element, "comment_parent")
    return Comment(
        _text(line_feeds(value(element, "comment_content") or "")),
        f"comment {number}",
        one_line(value(element, "comment_author")),
        when.value if when else None,
        raw,
        when.precision if when else None,
        status=status,  # type: ignore[arg-type]
        provider_id=value(element, "comment_id"),
        extra=private.take({name: value(element, name) for name in PRIVATE}),
    ), None if parent in (None, "0") else parent
