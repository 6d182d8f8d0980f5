"""Factiva, HTML: a `div` with a class like `enArticle` for each article, in one of two layouts.

In the first the facts are divs without labels and without a fixed order: each is known by its shape. In the second they
are rows of a table with codes (`HD`, `PD`, `SN` …).
"""

import re
from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from intercoder.importers.reading.alone import alone
from intercoder.importers.reading.contract import Evidence, Options, Source, counted
from intercoder.importers.reading.dates import read_date
from intercoder.importers.reading.markup import class_words, parse_html, text_of
from intercoder.importers.reading.texts import one_line, read_text, texts, whole_number
from intercoder.records import Article, Issue, Tick

if TYPE_CHECKING:
    from lxml.etree import _Element

VERSION = 1
ARTICLE = re.compile(r"([a-z]{2,4})Article")
PARAGRAPH = re.compile(r"[a-z]{2,4}articleParagraph", re.I)
HEADLINE = re.compile(r"[a-z]{2,4}Headline")
IDENTITY = re.compile(r"\b([A-Z][A-Z0-9]{1,9}0*\d{8}[a-z0-9]{5,12})\b")
LENGTH = re.compile(r"(\d[\d.,\u00a0\u202f ]*)\s*[^\W\d_]{1,12}\.?")
CLOCK = re.compile(r"\d{1,2}[:.]\d{2}")
CODE = re.compile(r"[A-Z][A-Z0-9]{1,11}")
RIGHTS = re.compile(r"(?:©|\(c\)|copyright)", re.I)
PAGE = re.compile(r"(?:\w{0,6}-?\d{1,4}\w?|[A-Z]{1,3}\d{0,4})")
BYTES = re.compile(rb"""class=["'](?:article )?[a-z]{2,4}Article["' ]""")


def sniff(head: bytes, name: str) -> Evidence:  # noqa: ARG001
    """HTML with divs of class `xxArticle`, or the frame of Factiva before a long style sheet."""
    count = len(BYTES.findall(head))
    if count:
        said = f"{counted(count, 'element')} of a class like “enArticle”"
        return Evidence(95, f"Factiva HTML: {said} in the part that was looked at.")
    lower = head.lower()
    if b"<html" in lower and b"factiva" in lower and (b"articleparagraph" in lower or b'content="factiva' in lower):
        return Evidence(85, "Factiva HTML: its style sheet for articles stands at the beginning.")
    if b"<title>factiva" in lower or b"<title>dow jones factiva" in lower:
        return Evidence(80, "Factiva HTML: the page is titled Factiva.")
    return Evidence(0, "No article of Factiva in the part that was looked at.")


def read(source: Source, options: Options, tick: Tick) -> Iterator[Article | Issue]:
    """Yield the articles in their order."""
    text, issues = read_text(source, options)
    yield from issues
    root, faults = parse_html(re.sub(r"(?is)<(script|style)\b.*?</\1\s*>", "", text))
    yield from faults
    found = [(div, match[1]) for div in root.iter("div") for word in class_words(div) if (match := ARTICLE.fullmatch(word))]
    if not found:
        yield Issue("no_text", "No article of Factiva in the file.", "byte 0", "skipped")
        return
    for number, (div, language) in enumerate(found, 1):
        rows = _rows(div)
        make = partial(_of_table, rows) if rows else partial(_of_divs, div)
        yield alone(f"article {number}", partial(make, language, number))
        tick(number, len(found))


def _body(element: "_Element") -> list[str]:
    """The paragraphs of the text."""
    paragraphs = [p for p in element.iter("p") if any(PARAGRAPH.fullmatch(word) for word in class_words(p))]
    return [text for p in paragraphs if (text := text_of(p)).strip()]


def _article(number: int, language: str, facts: dict[str, str], body: list[str]) -> Article:
    place = f"article {number}"
    raw = one_line(" ".join(filter(None, [facts.get("day"), facts.get("clock")])))
    when = read_date(raw) if raw else None
    if when is None and (day := facts.get("day")):
        when = read_date(day)
    headline = one_line(facts.get("headline"))
    length = re.sub(r"\D", "", facts.get("length", ""))
    issues = (Issue("date_unread", "The day could not be read; it is kept as printed.", place),) if raw and not when else ()
    kept = ("rights", "code", "subjects", "regions", "companies", "credit", "publisher", "note", "column")
    text = "\n".join(body)
    return Article(
        texts(place, ("headline", headline), ("body", text)),
        place,
        headline,
        one_line(facts.get("outlet")),
        one_line(facts.get("byline")),
        when.value if when else None,
        raw,
        when.precision if when else None,
        None,
        language,
        one_line(facts.get("section")),
        facts.get("identity"),
        stub=not text.strip(),
        extra={key: value.strip() for key in kept if (value := facts.get(key))},
        issues=issues,
        edition=one_line(facts.get("edition")),
        page=one_line(facts.get("page")),
        length_declared=whole_number(length),
    )


# ---------------------------------------------------------------- rows with codes

CODES = {
    "HD": "headline", "BY": "byline", "CR": "credit", "WC": "length", "PD": "day", "ET": "clock", "SN": "outlet",
    "SC": "code", "ED": "edition", "PG": "page", "CY": "rights", "SE": "section", "NS": "subjects", "RE": "regions",
    "CO": "companies", "PUB": "publisher", "CLM": "column",
}  # fmt: skip


def _rows(div: "_Element") -> "list[tuple[str, _Element]]":
    """(code, cell) of the table of an article; empty in the other layout."""
    rows = []
    for row in div.iter("tr"):
        cells = [cell for cell in row if cell.tag in ("td", "th")]
        if len(cells) == 2 and re.fullmatch(r"[A-Z]{2,4}", code := text_of(cells[0]).strip(" \u00a0")):
            rows.append((code, cells[1]))
    return rows if len(rows) >= 3 else []


def _of_table(rows: "list[tuple[str, _Element]]", language: str, number: int) -> Article:
    facts = {role: text_of(cell) for code, cell in rows if (role := CODES.get(code))}
    if identity := next((IDENTITY.search(text_of(cell)) for code, cell in rows if code == "AN"), None):
        facts["identity"] = identity[1]
    body = [text for code, cell in rows if code in ("LP", "TD") for text in _body(cell) or [text_of(cell)] if text.strip()]
    return _article(number, language, facts, body)


# ---------------------------------------------------------------- divs without labels


def _of_divs(div: "_Element", language: str, number: int) -> Article:
    facts: dict[str, str] = {}
    for child in _facts(div):
        text = one_line(text_of(child).replace("\u00a0", " "))
        heads = [e for e in child.iter() if any(HEADLINE.fullmatch(word) for word in class_words(e))]
        if heads and "headline" not in facts:
            facts["headline"] = " ".join(text_of(e) for e in heads)
        elif text and "author" in class_words(child):
            facts["byline"] = text
        elif text:
            _by_shape(facts, text)
    for p in div.iter("p"):
        if (match := IDENTITY.search(text_of(p))) and len(text_of(p)) <= len(match[1]) + 30:
            facts["identity"] = match[1]
    if "identity" not in facts and (found := _identity_of(div)):
        facts["identity"] = found
    return _article(number, language, facts, _body(div))


def _facts(div: "_Element") -> "Iterator[_Element]":
    """The divs above the text, none inside another."""
    parents = {div, *div.iterchildren("p", "span")}
    for element in div.iter("div", "p"):
        if element.tag == "p":
            if any(PARAGRAPH.fullmatch(word) for word in class_words(element)):
                return
        elif element is not div and element.getparent() in parents:
            yield element


def _identity_of(div: "_Element") -> str | None:
    """The id in the attribute of the article or of what it stands in."""
    for element in (div, div.getparent()):
        match = IDENTITY.search(element.get("id") or "") if element is not None else None
        if match:
            return match[1]
    return None


def _by_shape(facts: dict[str, str], text: str) -> None:
    """Give a fact the role that its shape shows, and that is still free."""
    if "headline" not in facts:
        facts.setdefault("section", text)
    elif RIGHTS.match(text):
        facts.setdefault("rights", text)
    elif "day" not in facts and read_date(text):
        facts["day"] = text
    elif "length" not in facts and "day" not in facts and LENGTH.fullmatch(text):
        facts["length"] = text
    elif "day" not in facts:
        facts["credit"] = f"{facts['credit']}\n{text}" if "credit" in facts else text
    elif CLOCK.fullmatch(text) and "outlet" not in facts:
        facts["clock"] = text
    elif "outlet" not in facts:
        facts["outlet"] = text
    elif CODE.fullmatch(text) and "code" not in facts:
        facts["code"] = text
    elif PAGE.fullmatch(text) and "page" not in facts and "code" in facts:
        facts["page"] = text
    elif "code" in facts and "page" not in facts and "edition" not in facts and " " in text:
        facts["edition"] = text
    else:
        facts["note"] = f"{facts['note']}\n{text}" if "note" in facts else text
