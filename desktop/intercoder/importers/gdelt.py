"""GDELT, tables without a header: links to articles with the day on which they were seen; there is no text in them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from intercoder.importers.reading.alone import alone
from intercoder.importers.reading.contract import Evidence, Options, Source
from intercoder.importers.reading.dates import read_date
from intercoder.importers.reading.encodings import binary_kind, detect, text_lines
from intercoder.records import Article, Issue, Tick

VERSION = 1
STREAMS = True
TICK_ROWS = 2_000


@dataclass(frozen=True)
class Layout:
    """Where the facts stand in a row. `outlet` is None where the table does not name it."""

    name: str
    columns: frozenset[int]
    first: re.Pattern[str]
    identity: int
    day: int
    url: int
    outlet: int | None


LAYOUTS = (
    Layout("Global Knowledge Graph 2", frozenset({27}), re.compile(r"\d{14}-T?\d+"), 0, 1, 4, 3),
    Layout("Events 2", frozenset({61}), re.compile(r"\d{5,12}"), 0, 59, 60, None),
    Layout("Events 1", frozenset({58}), re.compile(r"\d{5,12}"), 0, 56, 57, None),
)


def sniff(head: bytes, name: str) -> Evidence:  # noqa: ARG001
    """Rows of tabs as wide as those of GDELT, with a link in the right place."""
    if binary_kind(head) or b"\t" not in head[:4096]:
        return Evidence(0, "No rows divided by tabs.")
    rows = [line.split("\t") for line in head.decode("utf-8", "replace").split("\n")[:6] if line.strip()]
    for layout in LAYOUTS:
        fitting = [row for row in rows if _fits(row, layout)]
        if fitting and len(fitting) >= len(rows) - 1:
            shape = f"{len(rows[0])} columns divided by tabs, a link in column {layout.url + 1}"
            return Evidence(92, f"GDELT, {layout.name}: {shape}.")
    return Evidence(0, "No rows of GDELT.")


def read(source: Source, options: Options, tick: Tick) -> Iterator[Article | Issue]:
    """Yield a link for each row."""
    encoding = options.encoding
    if encoding is None:
        with source.open() as stream:
            encoding = detect(stream)
    found = 0
    with text_lines(source.open(), encoding) as lines:
        for number, line in enumerate(lines, 1):
            row = line.rstrip("\n").split("\t")
            layout = next((layout for layout in LAYOUTS if _fits(row, layout)), None)
            if layout is None:
                if line.strip():
                    yield Issue(
                        "skipped", "The row has no link in its place.", f"line {number}", "skipped", raw=line.rstrip("\n")[:200]
                    )
                continue
            found += 1
            yield alone(f"line {number}", partial(_link, row, layout, number))
            if number % TICK_ROWS == 0:
                tick(number, 0)
    if found:
        yield Issue("no_text", f"GDELT has no texts; {found} articles are kept as links.", found=found)


def _fits(row: list[str], layout: Layout) -> bool:
    return (
        len(row) in layout.columns
        and layout.first.fullmatch(row[0]) is not None
        and row[layout.url].startswith(("http://", "https://"))
    )


def _link(row: list[str], layout: Layout, number: int) -> Article:
    raw = row[layout.day].strip()
    stamp = re.fullmatch(r"(\d{4})(\d{2})(\d{2})(?:(\d{2})(\d{2})(\d{2}))?", raw)
    spelled = (
        f"{stamp[1]}-{stamp[2]}-{stamp[3]}" + (f"T{stamp[4]}:{stamp[5]}:{stamp[6]}Z" if stamp[4] else "") if stamp else raw
    )
    when = read_date(spelled) if spelled else None
    outlet = row[layout.outlet].strip() or None if layout.outlet is not None else None
    return Article(
        (),
        f"line {number}",
        outlet=outlet,
        url=row[layout.url].strip(),
        provider_id=row[layout.identity].strip(),
        stub=True,
        extra={"seen": when.value if when else raw},
    )
