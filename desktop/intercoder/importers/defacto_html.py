"""DeFacto, HTML: articles under `"OUTLET" vom DAY Seite: N`, one below the other on a page."""

import re
from collections.abc import Iterator

from intercoder.importers.reading.apa_lines import articles, heads
from intercoder.importers.reading.contract import Evidence, Options, Source, counted
from intercoder.importers.reading.markup import lines_of, parse_html
from intercoder.importers.reading.texts import read_text
from intercoder.records import Article, Issue, Tick

VERSION = 1
_HEAD = re.compile(rb'(?:"|&quot;)[^"<\n]{2,80}(?:"|&quot;)\s+(?:Nr\.\s*\S+\s+)?vom\s+\d{1,2}\.\d{1,2}\.\d{4}')


def sniff(head: bytes, name: str) -> Evidence:  # noqa: ARG001
    """HTML with heads of articles and their desks."""
    count = len(_HEAD.findall(head)) if b"<" in head[:200] else 0
    if count and b"Ressort:" in head:
        said = f"heads with outlet and day {counted(count, 'time')}"
        return Evidence(92, f"Press database in HTML: {said} in the part that was looked at.")
    return Evidence(0, "No heads of articles with their desks.")


def read(source: Source, options: Options, tick: Tick) -> Iterator[Article | Issue]:
    """Yield the articles in their order."""
    markup, issues = read_text(source, options)
    yield from issues
    root, faults = parse_html(markup)
    yield from faults
    lines = [line.replace("\u00a0", " ").rstrip() for line in lines_of(root)]
    if not heads(lines):
        yield Issue("no_text", "No head of an article in the page.", "byte 0", "skipped")
    yield from articles(lines)
    tick(source.size, source.size)
