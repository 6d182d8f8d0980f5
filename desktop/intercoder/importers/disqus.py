"""Disqus export: threads as stubs, with their posts as comments."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from intercoder.importers.reading.alone import alone
from intercoder.importers.reading.contract import Evidence, Options, Source, counted
from intercoder.importers.reading.dates import read_date
from intercoder.importers.reading.markup import html_text
from intercoder.importers.reading.private import Private
from intercoder.importers.reading.replies import with_parents
from intercoder.importers.reading.texts import line_feeds, one_line, texts
from intercoder.importers.reading.tree import attribute, elements, find, has_doctype, is_xml, value
from intercoder.records import Article, Comment, Issue, Tick

if TYPE_CHECKING:
    from lxml.etree import _Element

VERSION = 1
STREAMS = True
_THREAD = re.compile(rb"<thread\b[^>]*[^/>]>")  # not `<thread dsq:id="7"/>`, to which a post belongs
Post = tuple[Comment, str | None]


def sniff(head: bytes, name: str) -> Evidence:  # noqa: ARG001
    """XML with the elements of Disqus."""
    if is_xml(head) and b"<disqus" in head[:4096]:
        threads, posts = len(_THREAD.findall(head)), head.count(b"<post ")
        said = f"{counted(threads, 'thread')}, {counted(posts, 'post')}"
        return Evidence(95, f"Disqus export: {said} in the part that was looked at.")
    return Evidence(0, "No export of Disqus.")


def read(source: Source, options: Options, tick: Tick) -> Iterator[Article | Issue]:
    """Yield a stub for each thread that has posts, in the order of the file; posts of a missing thread get one too."""
    from lxml import etree

    if has_doctype(source.head()):
        yield Issue(
            "record_broken", "The file declares a document type, which no export does; it is not read.", "byte 0", "skipped"
        )
        return
    threads: dict[str, Article] = {}
    posts: dict[str, list[Post]] = {}
    private = Private(options.keep_private)
    number = 0
    with source.open() as stream:
        try:
            for number, element in enumerate(elements(stream, "thread", "post"), 1):
                if element.tag.endswith("thread"):
                    key = attribute(element, "id") or f"thread {number}"
                    threads[key] = _thread(element, key, number, private)
                else:
                    key = attribute(find(element, "thread"), "id") or ""
                    posts.setdefault(key, []).append(_post(element, number, private))
                if number % 500 == 0:
                    tick(number, 0)
        except etree.XMLSyntaxError as error:
            yield Issue("truncated", f"The XML breaks off: {error.msg}.", f"line {error.lineno or 1}", "skipped")
    for key in [*threads, *(key for key in posts if key not in threads)]:
        yield alone(f"thread {key}", partial(_article, key, threads.get(key), posts.get(key, [])))
    yield from private.issues()


def _thread(element: "_Element", key: str, number: int, private: Private) -> Article:
    place = f"element {number}"
    raw = value(element, "createdAt")
    when = read_date(raw) if raw else None
    private.take({"e-mail": value(element, "author", "email"), "IP address": value(element, "ipAddress")})
    title = one_line(html_text(line_feeds(value(element, "title") or "")))
    body = html_text(line_feeds(value(element, "message") or ""))
    return Article(
        texts(place, ("headline", title), ("body", body)),
        place,
        title,
        one_line(value(element, "forum")),
        None,
        when.value if when else None,
        raw,
        when.precision if when else None,
        value(element, "link"),
        provider_id=key,
        stub=not body.strip(),
    )


def _post(element: "_Element", number: int, private: Private) -> Post:
    raw = value(element, "createdAt")
    when = read_date(raw) if raw else None
    deleted, spam = value(element, "isDeleted") == "true", value(element, "isSpam") == "true"
    return Comment(
        html_text(line_feeds(value(element, "message") or "")),
        f"element {number}",
        one_line(value(element, "author", "name") or value(element, "author", "username")),
        when.value if when else None,
        raw,
        when.precision if when else None,
        status="deleted" if deleted else "spam" if spam else "visible",
        provider_id=attribute(element, "id"),
        extra=private.take({"e-mail": value(element, "author", "email"), "IP address": value(element, "ipAddress")}),
    ), attribute(find(element, "parent"), "id")


def _article(key: str, thread: Article | None, posts: list[Post]) -> Article | Issue:
    if thread is not None and not posts and thread.stub:
        return Issue("skipped", "A thread without comments.", thread.locator, "skipped", raw=thread.headline or thread.url)
    place = thread.locator if thread else posts[0][0].locator
    comments, issues = with_parents(posts, place)
    if thread is None:
        message = f"{len(posts)} comment{'s' * (len(posts) > 1)} of a thread that is not in the file."
        issues = (*issues, Issue("orphan_comment", message, place, found=len(posts)))
        thread = Article((), place, provider_id=key or None, stub=True)
    return replace(thread, parts=(*thread.parts, *comments), issues=issues)
