"""Nexis Uni, Word documents: a cover, then articles of headline, outlet, day, labels, `Body`, text, `End of Document`."""

import re
from collections.abc import Iterator
from functools import partial

from intercoder.importers.reading import nexis
from intercoder.importers.reading.alone import alone
from intercoder.importers.reading.contract import Evidence, Options, Source, counted
from intercoder.importers.reading.dates import find_date
from intercoder.importers.reading.texts import one_line, texts, whole_number
from intercoder.importers.reading.word import beginning, is_word, paragraphs_of
from intercoder.records import Article, Issue, Tick

VERSION = 1
END = re.compile(
    r"\s*(?:end of document|ende des dokuments|dokumentende|fin du document|fin del documento|fine del documento|"
    r"einde van (?:het )?document|fim do documento|konec dokumentu|koniec dokumentu|конец документа|文書の終わり|文档结尾)\s*",
    re.I,
)
BODY = frozenset(
    "body text textkörper hauptteil corps texte cuerpo corpo testo tekst treść текст 正文 本文".split()  # noqa: SIM905
)
AFTER = frozenset(
    "classification klassifizierung clasificación classificação classificazione classificatie load-date".split()  # noqa: SIM905
)
AFTER_A_GAP = frozenset({"graphic", "grafik", "notes", "correction"})
COVER = re.compile(r"documents?\s*\((\d+)\)|dokumente?\s*\((\d+)\)|documentos?\s*\((\d+)\)|documenten\s*\((\d+)\)", re.I)
_LOAD_DATE = re.compile(r"load-date\s*:", re.I)


def sniff(head: bytes, name: str) -> Evidence:  # noqa: ARG001
    """A Word document in which articles end with `End of Document`."""
    if not is_word(head):
        return Evidence(0, "Not a Word document.")
    markup = beginning(head)
    runs = re.findall(r"<w:t(?: [^>]*)?>([^<]*)</w:t>", markup)
    ends = sum(1 for run in runs if END.fullmatch(run))
    dated = sum(1 for run in runs if _LOAD_DATE.match(run))
    if ends:
        return Evidence(95, f"Nexis DOCX: “End of Document” {counted(ends, 'time')} in the part that was looked at.")
    if dated or any(COVER.fullmatch(run.strip()) for run in runs[:40]):
        return Evidence(85, "Nexis DOCX: its cover or its labels stand at the beginning.")
    return Evidence(0, "No article of Nexis in the part that was looked at.")


def read(source: Source, options: Options, tick: Tick) -> Iterator[Article | Issue]:  # noqa: ARG001
    """Yield the articles in their order."""
    number, lines, numbers = 0, list[str](), list[tuple[int, int]]()
    try:
        for paragraph in paragraphs_of(source):
            if not END.fullmatch(paragraph):
                lines.append(paragraph)
                continue
            number += 1
            yield alone(f"document {number}", partial(_document, lines, number, numbers))
            lines = []
            tick(number, 0)
    except ValueError as error:
        yield Issue("truncated" if number else "record_broken", str(error), f"document {number + 1}", "skipped")
        return
    rest = " ".join(" ".join(lines).split())
    if rest:
        message = "The file ends within a document; it has no “End of Document”."
        yield Issue("truncated", message, f"document {number + 1}", "skipped", raw=rest[:200])
    if declared := nexis.declared_articles(numbers, number):
        yield declared


def _document(lines: list[str], number: int, numbers: list[tuple[int, int]]) -> Article | Issue:
    """The article of the paragraphs before an end; a cover before the first one is left out."""
    place = f"document {number}"
    if number == 1:
        lines = _without_cover(lines, numbers)
    body = next((at for at, line in enumerate(lines) if line.strip().casefold() in BODY), None)
    header = lines[:body] if body is not None else _header(lines)
    rest = lines[len(header) + (body is not None) :]
    text, tail = _split(rest)
    return _article(header, text, tail, place)


def _without_cover(lines: list[str], numbers: list[tuple[int, int]]) -> list[str]:
    """The lines of the first article; `Documents (10)` on the cover declares how many follow."""
    cover = 0
    for at, line in enumerate(lines):
        if match := COVER.fullmatch(line.strip()):
            numbers.append((1, whole_number(next(filter(None, match.groups()))) or 0))
            cover = at
    if not numbers:
        return lines
    stop = next((at for at in range(cover, len(lines)) if lines[at].strip().casefold() in BODY), len(lines))
    days = (at for at in range(stop - 1, cover, -1) if not _label(lines[at]) and find_date(lines[at]))
    when = next((at for at in days if not nexis.COPYRIGHT.match(lines[at].strip())), None)
    return lines if when is None else lines[_start_of(lines, when) :]


def _start_of(lines: list[str], day: int) -> int:
    """Where the article begins whose day stands in this line: above a blank line, as far as headline and outlet go."""
    at = day
    while at > 0 and lines[at - 1].strip():
        at -= 1
    return at


def _header(lines: list[str]) -> list[str]:
    """The lines above the text where `Body` is missing: up to the last label of the head."""
    last = max((at for at, line in enumerate(lines[:25]) if _label(line)), default=-1)
    return lines[: last + 1]


def _label(line: str) -> tuple[str, str] | None:
    label = nexis.label_of(line.strip())
    return label if label and label[0] in nexis.BEFORE_BODY else None


def _split(lines: list[str]) -> tuple[list[str], list[str]]:
    """The text, and the labels behind it."""
    for at, line in enumerate(lines):
        bare = line.strip().casefold()
        if bare in AFTER or _LOAD_DATE.match(bare) or (line.startswith("\n") and bare.split(":")[0] in AFTER_A_GAP):
            return lines[:at], lines[at:]
    return lines, []


def _article(header: list[str], text: list[str], tail: list[str], place: str) -> Article | Issue:
    names = [line for line in header if line.strip() and not nexis.COPYRIGHT.match(line.strip()) and not _label(line)]
    labels = dict(label for line in header if (label := _label(line)))
    lead, body = _lead_and_body([line.strip("\n") for line in text])
    lead = lead or labels.get("lead", "")
    if not names and all(nexis.COPYRIGHT.match(line.strip()) for line in text if line.strip()):
        return Issue(
            "skipped", "The document holds only lines of copyright.", place, "skipped", raw="\n".join([*header, *text])[:200]
        )
    day = next((at for at, line in enumerate(names) if at and find_date(line)), None)
    found = find_date(names[day]) if day is not None else None
    headline = one_line(names[0]) if names and day != 0 else None
    outlet = one_line(names[day - 1]) if day is not None and day > 1 else one_line(names[1]) if len(names) > 1 else None
    behind = _tail(tail)
    captions = [("caption", caption) for caption in behind.pop("caption", "").split("\n") if caption.strip()]
    length = re.search(r"\d[\d.,\u00a0\u202f ]*", labels.get("length", ""))
    when = found[0] if found else None
    return Article(
        texts(place, ("headline", headline), ("lead", lead), ("body", body), *captions),  # type: ignore[arg-type]
        place,
        headline,
        outlet,
        one_line(labels.get("byline")),
        when.value if when else None,
        one_line(names[day]) if day is not None else None,
        when.precision if when else None,
        None,
        one_line(behind.pop("language", None)),
        one_line(labels.get("section")),
        stub=not body.strip() and not lead.strip(),
        extra={
            **{role: value.strip() for role in ("dateline", "series") if (value := labels.get(role))},
            **{role: value for role, value in behind.items() if value and role != "type"},
        },
        issues=() if when else (Issue("date_unread", "The document has no day that could be read.", place),),
        edition=one_line(labels.get("edition")) or (one_line(found[1].strip(" ,;.")) if found else None),
        page=one_line(labels.get("page")),
        genre=one_line(behind.get("type")),
        length_declared=whole_number(length[0]) if length else None,
    )


def _tail(lines: list[str]) -> dict[str, str]:
    """The labels behind the text: language, kind, keywords; what stands below `Graphic` is a caption."""
    found: dict[str, str] = {}
    in_graphic = False
    for line in lines:
        bare = line.strip()
        if bare.casefold() in ("graphic", "grafik"):
            in_graphic = True
        elif ":" in bare and (match := re.match(r"([^\W\d_][\w\- ]{1,30}):\s*(.*)", bare, re.S)):
            in_graphic = False
            role = nexis.ROLES.get("-".join(match[1].casefold().split()), "tail")
            found[role if role != "tail" else match[1].strip()] = match[2].strip()
        elif in_graphic and bare:
            found["caption"] = f"{found['caption']}\n{bare}" if "caption" in found else bare
    return found


def _lead_and_body(lines: list[str]) -> tuple[str, str]:
    """The text; what stands between `ABSTRACT` and `FULL TEXT` above it is a lead."""
    lines = _trimmed(lines)
    marks = [line.strip() for line in lines]
    if marks[:1] == ["ABSTRACT"] and "FULL TEXT" in marks:
        at = marks.index("FULL TEXT")
        return "\n".join(_trimmed(lines[1:at])), "\n".join(_trimmed(lines[at + 1 :]))
    return "", "\n".join(lines)


def _trimmed(lines: list[str]) -> list[str]:
    """The lines without the blank ones at the edges."""
    filled = [at for at, line in enumerate(lines) if line.strip()]
    return lines[filled[0] : filled[-1] + 1] if filled else []
