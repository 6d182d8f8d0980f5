"""Integrum, HTML: a table for each article with lines `ИС:` outlet, `ДТ:` day, `ЗГ:` headline, and the text."""

import re
from collections.abc import Iterator
from functools import partial

from intercoder.importers.reading.alone import alone
from intercoder.importers.reading.contract import Evidence, Options, Source, counted
from intercoder.importers.reading.dates import read_date
from intercoder.importers.reading.markup import lines_of, parse_html
from intercoder.importers.reading.texts import head_text, one_line, read_text, texts
from intercoder.records import Article, Issue, Tick

VERSION = 1
LABEL = re.compile(r"\s*\^?(?P<label>ИС|РБ|НР|ДТ|АВ|ЗГ)\s*:\s*(?P<value>.*)")


def sniff(head: bytes, name: str) -> Evidence:  # noqa: ARG001
    """HTML with the labels of Integrum."""
    if b"<" not in head[:400] or b":" not in head:
        return Evidence(0, "No HTML.")
    text = head_text(head)
    count = len(re.findall(r"\^?ИС\s*:", text))
    if count and re.search(r"\^?ЗГ\s*:", text) and re.search(r"\^?ДТ\s*:", text):
        return Evidence(92, f"Integrum HTML: “ИС:” {counted(count, 'time')} in the part that was looked at.")
    return Evidence(0, "No labels of Integrum.")


def read(source: Source, options: Options, tick: Tick) -> Iterator[Article | Issue]:
    """Yield an article for each run of labels with the text below it."""
    markup, issues = read_text(source, options)
    yield from issues
    root, faults = parse_html(markup)
    yield from faults
    lines = lines_of(root)
    starts = [at for at, line in enumerate(lines) if (match := LABEL.fullmatch(line)) and match["label"] == "ИС"]
    if not starts:
        yield Issue("no_text", "No article of Integrum in the page.", "byte 0", "skipped")
        return
    for number, (start, stop) in enumerate(zip(starts, [*starts[1:], len(lines)], strict=True), 1):
        yield alone(f"article {number}", partial(_article, lines[start:stop], number))
    tick(source.size, source.size)


def _article(lines: list[str], number: int) -> Article:
    place = f"article {number}"
    labels: dict[str, str] = {}
    while lines and (not lines[0].strip() or LABEL.fullmatch(lines[0])):
        if match := LABEL.fullmatch(lines[0]):
            labels[match["label"]] = match["value"].strip()
        lines = lines[1:]
    body = "\n".join(lines).strip("\n")
    raw = one_line(labels.get("ДТ"))
    when = read_date(raw) if raw else None
    headline = one_line(labels.get("ЗГ"))
    return Article(
        texts(place, ("headline", headline), ("body", body)),
        place,
        headline,
        one_line(labels.get("ИС")),
        one_line(labels.get("АВ")),
        when.value if when else None,
        raw,
        when.precision if when else None,
        section=one_line(labels.get("РБ")),
        stub=not body.strip(),
        edition=one_line(labels.get("НР")),
    )
