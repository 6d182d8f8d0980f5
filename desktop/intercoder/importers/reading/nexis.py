"""What the exports of Nexis have in common: labels in the language of the interface, and an article made of blocks."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from intercoder.importers.reading.dates import When, find_date
from intercoder.importers.reading.texts import one_line, texts, whole_number
from intercoder.records import Article, Issue

_LABELS = {
    "byline": "byline autor auteur auteurs autore author firma par por door verfasser автор 作者",
    "section": "section rubrik rubrique rubriek sectie sección seccion sezione seção раздел",
    "length": "length länge laenge longueur lengte longitud lunghezza comprimento longueur-mots длина",
    "dateline": "dateline datumszeile origine-dépêche ort",
    "series": "series serie série",
    "headline": "headline kop titel schlagzeile titre título",
    "lead": "highlight encart vorspann intro samenvatting",
    "body": "body text tekst texte textkörper hauptteil corps texto cuerpo testo corpo",
    "edition": "edition ausgabe édition editie edición",
    "page": "page seite pagina página",
    "language": "language sprache langue taal idioma lingua",
    "type": "publication-type publikationstyp zeitungstyp type-publication type-de-publication publicatie-type "
    "publicationtype tipo-de-publicación documenttype",
    "load_date": "load-date update date-chargement date-charg laaddatum datum-laden fecha-de-carga",
    "caption": "graphic grafik bild illustration illustr graphique gráfico",
    "correction": "correction correctie korrektur corrección rectificatif",
    "tail": "subject schlagwort thema sujet onderwerp asunto company firma-unternehmen société organization person "
    "personne persoon geographic geografie stichwort country land state city acc-no journal-code correction-date "
    "distribution notes note copyright ticker industry industrie country-area pub-type category type",
}
ROLES = {word: role for role, words in _LABELS.items() for word in words.split()}
BEFORE_BODY = frozenset({"byline", "section", "length", "dateline", "series", "headline", "lead", "edition", "page", "body"})
MARKS = frozenset({"length", "load_date", "language", "type", "byline", "section"})
"""Roles of labels that tell an export of Nexis from another text with colons."""

SEPARATOR = re.compile(
    r"\s*(?:(?P<before>[^\W\d_]+)\s+)?(?P<n>\d{1,6})\s+(?:of|von|de|van|di|sur|af|av|из|из)\s+(?P<m>\d{1,6})"
    r"(?:\s+(?P<after>[^\W\d_]+))?\s*",
    re.I,
)
DOCUMENT = re.compile(r"do[ck]um|artikel|article", re.I)
COPYRIGHT = re.compile(r"\s*(?:copyright\b|©|\(c\)\s|tous droits réservés|alle rechten|alle rechte|all rights reserved)", re.I)
ERROR_NOTICE = re.compile(r"we are sorry but there is an error in this document|error in this document", re.I)
_LABEL = re.compile(r"(?P<label>[^\W\d_][^\n:]{1,28}?)\s?:(?:[ \u00a0\t]+|(?=\n)|$)")
_NUMBER = re.compile(r"\d[\d.,\u00a0\u202f ]*")


@dataclass(frozen=True)
class Block:
    """A paragraph of an export: its text, and whether it stands in the middle of the page."""

    text: str
    centred: bool = False


def separator(line: str) -> tuple[int, int] | None:
    """(n, m) of `3 of 10 DOCUMENTS` or `Dokument 234 von 456`; None of another line."""
    match = SEPARATOR.fullmatch(line) if len(line) < 120 else None
    if match is None:
        return None
    words = [word for word in (match["before"], match["after"]) if word]
    place, of = whole_number(match["n"]), whole_number(match["m"])
    return (place, of) if place is not None and of is not None and any(DOCUMENT.match(word) for word in words) else None


def label_of(text: str) -> tuple[str, str] | None:
    """(role, value) of `LENGTH: 355 words`; None of a text that begins with no label of Nexis."""
    match = _LABEL.match(text.lstrip("\n"))
    role = ROLES.get("-".join(match["label"].casefold().split())) if match else None
    return None if match is None or role is None else (role, text.lstrip("\n")[match.end() :])


def capital_label(text: str) -> tuple[str, str] | None:
    """The same for exports that print labels in capitals, where `Note: …` is a sentence of the article."""
    head = text.lstrip("\n").partition(":")[0]
    return label_of(text) if head.isupper() else None


def declared_articles(numbers: Iterable[tuple[int, int]], found: int) -> Issue | None:
    """What the separators `n of m` say about the number of articles, beside the number found."""
    pairs = list(numbers)
    totals = sorted({m for _n, m in pairs})
    if not totals:
        return None
    in_a_row = [n for n, _m in pairs] == list(range(pairs[0][0], pairs[0][0] + len(pairs)))
    if len(totals) > 1 and in_a_row and len(pairs) > 2:  # One number out of line is a slip of the export.
        totals = [max(totals, key=lambda total: sum(m == total for _n, m in pairs))]
    if len(totals) > 1:
        named = ", ".join(map(str, totals))
        return Issue("concatenated", f"Several exports in one file: their documents are counted as {named}.", found=found)
    declared = totals[0]
    if pairs[0][0] > 1:  # `2001 of 2146` is a part of a larger result, not a truncation.
        return None
    if declared == found:
        return Issue("declared_articles", "", None, "note", declared=declared, found=found)
    message = f"The file says {declared} documents, {found} found."
    return Issue("declared_articles", message, declared=declared, found=found)


def article_of(blocks: Sequence[Block], place: str) -> Article | Issue:
    """The article of the blocks between two separators; an issue where there is none."""
    lines = [block for block in blocks if block.text.strip()]
    content = [block for block in lines if not (block.centred or COPYRIGHT.match(block.text))]
    if not content or all(ERROR_NOTICE.search(block.text) for block in content):
        why = "only an error notice" if content else "only lines of copyright"
        snippet = " ".join(block.text.strip() for block in lines)[:200]
        return Issue("skipped", f"The document holds {why}.", place, "skipped", raw=snippet or None)
    found = _Found()
    for block in lines:
        found.take(block)
    return found.article(place)


class _Found:
    """The parts of one article while its blocks pass by."""

    def __init__(self) -> None:
        self.labels: dict[str, list[str]] = {}
        self.extra: dict[str, str] = {}
        self.outlet: str | None = None
        self.when: tuple[When, str] | None = None
        self.raw: str | None = None
        self.headline: str | None = None
        self.body: list[str] = []
        self._open: str | None = None  # the label whose value goes on
        self._tail = False

    def take(self, block: Block) -> None:
        """Give a block its place."""
        text = block.text.strip("\n")
        if COPYRIGHT.match(text) and len(text) < 400:
            self.extra.setdefault("copyright", one_line(text) or "")
        elif block.centred and not self.body and not self._tail:
            self._heading(text)
        elif (label := capital_label(text)) and (label[0] in BEFORE_BODY) <= (not self.body):
            self._label(*label)
        elif self._open in ("correction", "caption") and self._tail:
            self.labels[self._open].append(text.strip())
        elif self._tail:
            self.extra["tail"] = "\n".join([*filter(None, [self.extra.get("tail")]), text.strip()])
        elif not self.headline and not self.labels and not self.body:
            self.headline = one_line(text)
        else:
            self.body.append(text)

    def _heading(self, text: str) -> None:
        """A line in the middle above the text: outlet, day with edition."""
        found = find_date(text)
        if found and self.when is None:
            self.when, self.raw = found, one_line(text)
        elif self.when is None and self.outlet is None:
            self.outlet = one_line(text)
        elif found is None:
            known = self.extra.get("heading")
            self.extra["heading"] = f"{known} {one_line(text)}" if known else one_line(text) or ""

    def _label(self, role: str, value: str) -> None:
        self._open = role
        if role == "body":
            if value.strip():
                self.body.append(value.strip())
            return
        self._tail = self._tail or role not in BEFORE_BODY
        self.labels.setdefault(role, []).extend([value.strip()] if value.strip() else [])

    def _first(self, role: str) -> str | None:
        return one_line(" ".join(self.labels.get(role, [])))

    def article(self, place: str) -> Article:
        """The article of what was found."""
        if not self.body and self.headline and len(self.headline) > 200:
            self.body, self.headline = [self.headline], None  # A text with neither headline nor labels.
        headline = self.headline or self._first("headline")
        lead, body = "\n".join(self.labels.get("lead", [])), "\n".join(self.body)
        captions = [("caption", text) for text in self.labels.get("caption", []) if text]
        corrections = [("correction", text) for text in self.labels.get("correction", []) if text]
        parts = texts(place, ("headline", headline), ("lead", lead), ("body", body), *corrections, *captions)  # type: ignore[arg-type]
        when = self.when[0] if self.when else None
        length = _NUMBER.search(self._first("length") or "")
        kept = {role: value for role in ("dateline", "series", "load_date", "tail") if (value := self._first(role))}
        issues = () if when else (Issue("date_unread", "The document has no day that could be read.", place),)
        return Article(
            parts,
            place,
            headline,
            self.outlet,
            self._first("byline"),
            when.value if when else None,
            self.raw,
            when.precision if when else None,
            None,
            self._first("language"),
            self._first("section"),
            stub=not body.strip() and not lead.strip(),
            extra={**kept, **self.extra},
            issues=issues,
            edition=self._first("edition") or _edition(self.when) or self.extra.get("heading"),
            page=self._first("page"),
            genre=self._first("type"),
            length_declared=whole_number(length[0]) if length else None,
        )


def _edition(when: tuple[When, str] | None) -> str | None:
    """What stands behind the day: `FINAL EDITION`, without weekday and commas."""
    rest = when[1] if when else ""
    return one_line(rest.strip(" ,;.")) or None
