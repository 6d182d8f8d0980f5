"""The documents of Austrian press databases: a line `"OUTLET" vom DAY Seite: N` above each article."""

import re
from collections.abc import Iterator
from functools import partial
from itertools import pairwise

from intercoder.importers.reading.alone import alone
from intercoder.importers.reading.dates import read_date
from intercoder.importers.reading.rtf_text import BOLD
from intercoder.importers.reading.texts import one_line, texts
from intercoder.records import Article, Issue

HEAD = re.compile(
    r'\s*["„“»](?P<outlet>[^"“”«\n]{2,80})["“”«]\s+(?:Nr\.\s*\S+\s+)?(?P<how>vom|gefunden am)\s+'
    r"(?P<day>\d{1,2}\.\d{1,2}\.\d{4})"
    r"(?:\s+(?P<clock>\d{1,2}:\d{2})\s*Uhr)?(?P<rest>.*)"
)
LABEL = re.compile(r"\s*(?P<label>Ressort|Von|Autor(?:in)?|Rubrik|Kolumne|Nr|Ausgabe|Seite)\.?\s*:\s*(?P<value>.*)", re.I)
PAGE = re.compile(r"Seite:?\s*(\S+)", re.I)
RULE = re.compile(r"\s*_{10,}\s*")


def heads(lines: list[str]) -> list[int]:
    """Where articles begin."""
    return [at for at, line in enumerate(lines) if len(line) < 200 and HEAD.fullmatch(line.replace(BOLD, ""))]


def articles(lines: list[str]) -> Iterator[Article | Issue]:
    """Yield the article below each head."""
    for start, stop in pairwise([*heads(lines), len(lines)]):
        yield alone(f"line {start + 1}", partial(_article, lines[start:stop], start))


def _article(lines: list[str], start: int) -> Article:
    place = f"line {start + 1}"
    head = HEAD.fullmatch(lines[0].replace(BOLD, ""))
    assert head is not None
    stop = next((at for at, line in enumerate(lines) if at and RULE.fullmatch(line)), len(lines))
    rest = lines[1:stop]
    labels: dict[str, str] = {}
    while rest and (not rest[0].strip() or LABEL.fullmatch(rest[0])):
        if match := LABEL.fullmatch(rest[0]):
            labels[match["label"].lower()] = match["value"].strip()
        rest = rest[1:]
    kicker = ""
    if bold := next((at for at, line in enumerate(rest[:8]) if line.strip(" ").startswith(BOLD) and line.strip(f" {BOLD}")), 0):
        kicker, rest = " · ".join(filter(None, (line.strip() for line in rest[:bold]))), rest[bold:]
    rest = [line.replace(BOLD, "") for line in rest]
    headline = one_line(rest[0]) if rest and len(rest[0]) <= 250 else None
    body = "\n".join(rest[1:] if headline else rest).strip("\n ")
    if headline and not body:
        headline, body = None, rest[0]
    raw = " ".join(filter(None, [head["day"], head["clock"]]))
    when = read_date(raw)
    found_at = head["how"] == "gefunden am"
    page = PAGE.search(head["rest"] or "")
    return Article(
        texts(place, ("headline", headline), ("body", body)),
        place,
        headline,
        one_line(head["outlet"]),
        labels.get("von") or labels.get("autor") or labels.get("autorin"),
        when.value if when and not found_at else None,
        raw,
        when.precision if when and not found_at else None,
        section=labels.get("ressort") or labels.get("rubrik"),
        stub=not body,
        extra={**({"retrieved": when.value} if when and found_at else {}), **({"kicker": kicker} if kicker else {})},
        page=page[1].strip(",;") if page else labels.get("seite"),
    )
