"""APA OnlineManager, RTF: many articles under `"OUTLET" vom DAY Seite: N`, between rules of underscores."""

import re
from collections.abc import Iterator

from intercoder.importers.reading.apa_lines import articles, heads
from intercoder.importers.reading.contract import Evidence, Options, Source, counted
from intercoder.importers.reading.rtf_text import is_rtf, rtf_text
from intercoder.records import Article, Issue, Tick

VERSION = 1
LARGEST_BYTES = 30_000_000
_HEAD = re.compile(rb'"[^"\n]{2,120}"\s+(?:Nr\.\s*\S+\s+)?(?:vom|gefunden am)\s+\d{1,2}\.\d{1,2}\.\d{4}')


def sniff(head: bytes, name: str) -> Evidence:  # noqa: ARG001
    """RTF with heads of articles."""
    count = len(_HEAD.findall(head)) if is_rtf(head) else 0
    if count:
        return Evidence(92, f"APA, RTF: heads like “"
                            f"\"Outlet\" vom 1.2.2017” {counted(count, 'time')} in the part that was looked at.")  # fmt: skip
    return Evidence(0, "No RTF with heads of articles.")


def read(source: Source, options: Options, tick: Tick) -> Iterator[Article | Issue]:  # noqa: ARG001
    """Yield the articles in their order."""
    if source.size > LARGEST_BYTES:
        yield Issue("limit", f"The document is larger than {LARGEST_BYTES:,} bytes.", "byte 0", "skipped")
        return
    text, issues = rtf_text(source.read_bytes(), mark_bold=True)
    yield from issues
    lines = text.split("\n")
    if not heads(lines):
        yield Issue("no_text", "No head of an article in the document.", "byte 0", "skipped")
    yield from articles(lines)
    tick(source.size, source.size)
