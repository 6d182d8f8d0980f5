"""A saved web page: its comments by our own detector, cut out before trafilatura looks for the body."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from intercoder.importers.reading.contract import Evidence, Options, Source, counted
from intercoder.importers.reading.encodings import binary_kind
from intercoder.importers.reading.linked_comments import linked_comments
from intercoder.importers.reading.markup import lines_of, parse_html, take_out, text_of
from intercoder.importers.reading.page_facts import SAYING, PageFacts, page_facts
from intercoder.importers.reading.texts import one_line, read_text, texts
from intercoder.importers.reading.thread_items import comments_of
from intercoder.importers.reading.threads import WORD, Thread, find_thread, platform
from intercoder.records import Article, Comment, Issue, Text, Tick

if TYPE_CHECKING:
    from lxml.etree import _Element

VERSION = 3  # 3: lines as the page has them; comments that a page gives only to machines
PAGE_BYTES = 20_000_000
"""A page of an article is never larger; trafilatura would take minutes for one."""
BODY_LINES = 20_000
BODY_ELEMENTS = 100_000
"""A page with more lines or elements is no article; trafilatura would take long to find that out."""
_UNSEEN = re.compile(r"[\s\x00-\x1f\x7f-\x9f]+")
_BETWEEN_CELLS, _BELOW_HEADS = re.compile(r"(?<!\\)\|"), re.compile(r"\|(?:-{3,}\|)+\s*")
_TAG = re.compile(rb"<(?:!doctype html|html|head|body|div|p|article|table|span|h1|h2|meta|title)\b", re.I)


def sniff(head: bytes, name: str) -> Evidence:  # noqa: ARG001
    """HTML, by its first element or by many elements."""
    if kind := binary_kind(head):
        return Evidence(0, f"Not a page: {kind}.")
    start = head.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").replace(b"\0", b"")[:200].lower()
    tags = len(_TAG.findall(head.replace(b"\0", b"")))
    if start.startswith((b"<!doctype html", b"<html")) or (tags >= 3 and b"<html" in head[:4096].lower()):
        return Evidence(60, f"A page in HTML, {counted(tags, 'element')} in the part that was looked at.")
    if start.startswith(b"<") and not start.startswith(b"<?xml") and tags >= 3:
        return Evidence(40, f"A piece of HTML, {counted(tags, 'element')} in the part that was looked at.")
    return Evidence(0, "No HTML.")


def read(source: Source, options: Options, tick: Tick) -> Iterator[Article | Issue]:
    """Yield the article of the page with its comments, or the reason why there is none."""
    if source.size > PAGE_BYTES:
        yield Issue("limit", f"The page is larger than {PAGE_BYTES:,} bytes.", "byte 0", "skipped")
        return
    markup, issues = read_text(source, options)
    yield from issues
    root, faults = parse_html(markup)
    yield from faults
    tick(source.size // 4, source.size)
    article = page_article(root, markup)
    if not article.parts and not article.headline:
        yield Issue("no_text", "The page has no text.", "byte 0", "skipped")
        return
    yield article
    tick(source.size, source.size)


def page_article(root: "_Element", markup: str) -> Article:
    """The article of a tree; the comments are taken out of it."""
    facts = page_facts(root)
    linked, linked_count = linked_comments(root)
    take_out(root, list(root.iter("script", "style", "noscript", "template")))
    thread = find_thread(root)
    comments = comments_of(thread)
    declared = thread.declared
    if linked and not comments:
        comments, declared = linked, linked_count if declared is None else declared
    header = one_line(text_of(thread.header)) if thread.header is not None else None
    _cut(root, thread)
    _unname(root)
    body, byline = _body(root, facts)
    authors = {comment.author for comment in comments}
    facts.byline = next((name for name in (facts.byline, byline) if name and name not in authors), None)
    said = Text("comments_header", header, declared_comments=thread.declared) if header and (comments or declared) else None
    parts: list[Text | Comment] = [*texts(None, ("headline", facts.headline), ("body", body))]
    parts += [said] if said else []
    when = facts.published
    return Article(
        (*parts, *comments),
        "byte 0",
        facts.headline,
        facts.outlet,
        facts.byline,
        when.value if when else None,
        facts.published_raw,
        when.precision if when else None,
        facts.url,
        facts.language,
        facts.section,
        declared_comments=declared,
        stub=not (body or "").strip(),
        extra=facts.extra,
        issues=tuple(_issues(declared, comments, facts, body, markup)),
    )


def _cut(root: "_Element", thread: Thread) -> None:
    """Take comments and their header out of the page, so that they cannot become its body."""
    parts = (*thread.items, *thread.pingbacks, *([thread.header] if thread.header is not None else []))
    take_out(root, [element for element in parts if element.tag not in ("body", "html")])


def _unname(root: "_Element") -> None:
    """Take the names off what holds the headline: a class like `comments-open` on it would cost the whole article."""
    for heading in root.iter("h1"):
        for ancestor in heading.iterancestors():
            for name in ("class", "id"):
                if WORD.search(ancestor.get(name) or ""):
                    del ancestor.attrib[name]


def _issues(declared: int | None, comments: list[Comment], facts: PageFacts, body: str | None, markup: str) -> Iterator[Issue]:
    found = sum(comment.status != "pingback" for comment in comments)
    pingbacks = len(comments) - found
    if pingbacks:
        yield Issue("pingbacks", f"{pingbacks} pingback{'s' * (pingbacks > 1)} kept, not codable.", found=pingbacks)
    if declared is not None and declared != found:
        message = f"Header says {declared} comments, {found} found."
        if declared == found + pingbacks:
            message = f"The header says {declared}: {found} comments and {pingbacks} pingbacks."
        yield Issue("declared_comments", message, declared=declared, found=found)
    elif not found and (name := platform(markup)):
        yield Issue("no_text", f"The page holds no comments; {name} would have loaded them.")
    if facts.headline is None:
        yield Issue("no_headline", "The page names no headline.")
    if not (body or "").strip():
        yield Issue("no_text", "No text of an article was found in the page.")


def _body(root: "_Element", facts: PageFacts) -> tuple[str | None, str | None]:
    """(text of the article in the page's own characters, byline); what trafilatura finds, else all lines of the page."""
    from lxml import html

    lines = [line for line in lines_of(root) if line.strip()]
    own: dict[str, str] = {}
    for line in lines[:BODY_LINES]:
        own.setdefault(_characters(line), line)
    is_page = len(lines) <= BODY_LINES and sum(1 for _ in root.iter()) <= BODY_ELEMENTS
    found = _extracted(html.tostring(root, encoding="unicode") if is_page else "")
    if found is None or not found[0].strip():
        without = [line for line in lines if not facts.headline or " ".join(line.split()) != facts.headline]
        return "\n".join(without) or None, None
    body = "\n".join(_below(facts.headline, _as_printed(found[0].split("\n"), own)))
    for key, value in found[1].items():
        if value and key == "section" and not facts.section:
            facts.section = value
        elif value and key == "outlet" and not facts.outlet:
            facts.outlet = value
        elif value and key == "date" and not facts.published:
            facts.extra["day_suggested"] = value
    byline = found[1].get("byline")
    return body, byline if byline and not SAYING.search(byline) and byline != facts.outlet else None


def _as_printed(found: list[str], own: dict[str, str]) -> list[str]:
    """The lines of the page that trafilatura found: without its marks of lists and tables, and not run together.

    `own` gives the lines of the page by their characters, in order.
    """
    lines: list[str] = []
    for line in found:
        forms = (line, line.lstrip().removeprefix("- "), _BETWEEN_CELLS.sub("", line).replace(r"\|", "|"))
        printed = next((own[bare] for form in forms if (bare := _characters(form)) in own), None)
        if printed is None and _BELOW_HEADS.fullmatch(line):
            continue
        lines += [printed] if printed is not None else _parted(line, own) if len(found) == 1 else [line]
    return lines


def _parted(line: str, own: dict[str, str]) -> list[str]:
    """The lines of the page that one line holds, as trafilatura gives a short page; else the line as it is."""
    parts: list[str] = []
    rest = _characters(line)
    for bare, printed in own.items():
        if bare and rest.startswith(bare):
            parts.append(printed)
            rest = rest[len(bare) :]
    return [line] if rest else parts


def _characters(line: str) -> str:
    """A line without white space and control characters, of which trafilatura makes what it likes."""
    return _UNSEEN.sub("", line)


def _below(headline: str | None, lines: list[str]) -> list[str]:
    """The lines of a body without the headline, and what stands above it, where it is repeated at their beginning."""
    bare = re.sub(r"\W+", "", headline or "").casefold()
    for at in range(min(5, len(lines) - 1), -1, -1):
        line = re.sub(r"\W+", "", lines[at]).casefold()
        if len(line) > 9 and bare and (line in bare or bare == line) and all(len(above) <= 80 for above in lines[:at]):
            return lines[at + 1 :]
    return lines


def _extracted(markup: str) -> tuple[str, dict[str, str | None]] | None:
    """What trafilatura makes of a page; None where it finds nothing or stumbles."""
    if not markup:
        return None
    import logging

    from trafilatura import bare_extraction

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    try:
        document = bare_extraction(markup, include_comments=False, include_tables=True, with_metadata=False)
    except (ValueError, TypeError, AttributeError, AssertionError, RecursionError, KeyError, IndexError):
        return None
    if document is None or isinstance(document, dict):
        return None
    given = document.as_dict()
    facts = {"section": None, "outlet": given.get("sitename"), "date": given.get("date"), "byline": given.get("author")}
    return str(given.get("text") or ""), {key: one_line(value) for key, value in facts.items()}
