"""The source of a file as lines, and what each stretch of them becomes.

A file of lines is shown as it is. What is no text for the eye (markup, workbooks, PDF) is shown as it was read.
"""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain

from intercoder.importers import Source
from intercoder.importers.reading.encodings import Encoding, clean, decode, detect
from intercoder.importers.reading.painted import place_of
from intercoder.importers.reading.word import paragraphs_of
from intercoder.records import Article, Comment, SourceFile

LINED = frozenset({"text", "nexis-txt", "mediargus-txt"})
PAGES = frozenset({"text", "docx"})
"""Formats whose parts know their lines."""
WORD = frozenset({"docx", "nexis-docx"})
FIRST_WORDS = 5
"""A text is looked for by so many of its first words."""

Part = int | None


@dataclass(frozen=True)
class Shown:
    """Lines to be shown. `verbatim`: they are the file's own, with its numbers; else those of the texts as they were read."""

    lines: tuple[str, ...]
    verbatim: bool


@dataclass(frozen=True)
class Band:
    """Lines [start, stop), from 0, and what they become: a role, the number of the article, and of its part.

    A body is one band for each paragraph. `facts` are lines that say something of an article, or that nothing was made of.
    """

    start: int
    stop: int
    role: str
    article: int | None = None
    part: Part = None


def shown_source(source: Source, file: SourceFile, articles: Sequence[Article]) -> Shown:
    """The lines of a file, or of what was read from it."""
    if file.format in LINED and file.encoding:
        data = source.read_bytes()
        with source.open() as stream:
            found = detect(stream)
        encoding = found if found.name == file.encoding else Encoding(file.encoding, "chosen")
        return Shown(tuple(clean(decode(data, encoding))[0].split("\n")), True)
    if file.format in WORD:
        try:
            return Shown(tuple(line for p in paragraphs_of(source) for line in p.split("\n")), True)
        except ValueError:
            return Shown((), True)
    return Shown(tuple(line for line, _band in _as_read(articles)), False)


def bands_of(shown: Shown, format_key: str, articles: Sequence[Article]) -> tuple[Band, ...]:
    """What the lines become, without the blank ones between texts."""
    if not shown.verbatim:
        return _joined([(at, band) for at, (_line, band) in enumerate(_as_read(articles)) if band is not None])
    if format_key in PAGES and len(articles) == 1:
        return _with_rest(shown, _by_place(shown, articles[0]))
    return _with_rest(shown, _by_words(shown, articles))


def _as_read(articles: Sequence[Article]) -> Iterable[tuple[str, Band | None]]:
    """The lines of the texts, each with its band of one line; a blank one between articles."""
    for number, article in enumerate(articles):
        if number:
            yield "", None
        for index, part in enumerate(article.parts):
            role = "comment" if isinstance(part, Comment) else part.kind
            for line in part.text.split("\n"):
                if line.strip() or role == "comment":
                    yield line, Band(0, 0, "paragraph" if role == "body" else role, number, index)


def _joined(found: Iterable[tuple[int, Band]]) -> tuple[Band, ...]:
    """Lines of one text as one band; each line of a body is a paragraph."""
    bands: list[Band] = []
    for at, band in found:
        last = bands[-1] if bands else None
        same = last is not None and (last.stop, last.role, last.article, last.part) == (at, band.role, band.article, band.part)
        if last is not None and same and band.role != "paragraph":
            bands[-1] = Band(last.start, at + 1, band.role, band.article, band.part)
        else:
            bands.append(Band(at, at + 1, band.role, band.article, band.part))
    return tuple(bands)


def _by_place(shown: Shown, article: Article) -> list[Band]:
    """The bands of a page whose parts know their lines."""
    lines = list(shown.lines)
    bands: list[Band] = []
    for index, part in enumerate(article.parts):
        head, start, stop = place_of(lines, part)
        if isinstance(part, Comment) or part.kind != "body":
            role = "comment" if isinstance(part, Comment) else part.kind
            bands.append(Band(head, max(stop, start + 1), role, 0, index))
            continue
        offset, at = 0, start
        for first, last in part.paragraphs:
            while offset < first:
                offset += len(lines[at]) + 1
                at += 1
            begin = at
            while offset < last:
                offset += len(lines[at]) + 1
                at += 1
            bands.append(Band(begin, at, "paragraph", 0, index))
    return bands


class _Words:
    """The words of the lines in their order; finds where others begin."""

    def __init__(self, lines: Sequence[str]) -> None:
        self.words = [(word, at) for at, line in enumerate(lines) for word in line.split()]
        self._places: dict[str, list[int]] = {}
        for place, (word, _at) in enumerate(self.words):
            self._places.setdefault(word, []).append(place)

    def find(self, text: str, after: int, before: int | None = None) -> tuple[int, int] | None:
        """The first and the last place of a text behind `after`, stop exclusive; None if it is not there.

        With `before` the last one that begins before that place, if there is one.
        """
        wanted = text.split()
        if not wanted:
            return None
        first = wanted[:FIRST_WORDS]
        places = self._places.get(wanted[0], [])
        begin = bisect_left(places, after)
        near = begin if before is None else max(begin, bisect_left(places, before))
        for number in chain(range(near - 1, begin - 1, -1), range(near, len(places))):  # no copies: "The" has many places
            place = places[number]
            if [word for word, _at in self.words[place : place + len(first)]] == first:
                stop = place
                for word in wanted:
                    if stop >= len(self.words) or self.words[stop][0] != word:
                        break
                    stop += 1
                return place, stop
        return None


def _by_words(shown: Shown, articles: Sequence[Article]) -> list[Band]:
    """The bands of a file whose texts were taken out of its lines: found again by their words, in order."""
    words = _Words(shown.lines)
    bands: list[Band] = []
    cursor = 0
    for number, article in enumerate(articles):
        reached = cursor
        body = next((part for part in article.texts if part.kind == "body" and part.paragraphs), None)
        begins = words.find(body.text[slice(*body.paragraphs[0])], cursor) if body else None
        top = begins[0] if begins else None
        for index, part in enumerate(article.parts):
            if isinstance(part, Comment) or part.kind != "body":
                pieces = [(part.text, "comment" if isinstance(part, Comment) else str(part.kind))]
            else:
                pieces = [(part.text[start:stop], "paragraph") for start, stop in part.paragraphs]
            for text, role in pieces:
                above = top if role in ("headline", "lead") else None  # a headline may stand on a cover page too
                if found := words.find(text, reached if role == "paragraph" else cursor, above):
                    start, stop = words.words[found[0]][1], words.words[found[1] - 1][1] + 1
                    bands.append(Band(start, stop, role, number, index))
                    reached = max(reached, found[1])
        cursor = reached
    return bands


def _with_rest(shown: Shown, bands: list[Band]) -> tuple[Band, ...]:
    """The bands in order, none over another, and the lines that are no text of an article between them."""
    bands.sort(key=lambda band: (band.start, band.stop))
    result: list[Band] = []
    at = 0
    for band in bands:
        start = max(band.start, at)
        if start >= band.stop:
            continue
        result += _facts(shown, at, start)
        result.append(Band(start, band.stop, band.role, band.article, band.part))
        at = band.stop
    return (*result, *_facts(shown, at, len(shown.lines)))


def _facts(shown: Shown, start: int, stop: int) -> list[Band]:
    """Runs of lines with words in [start, stop)."""
    found = [(at, Band(0, 0, "facts")) for at in range(start, stop) if shown.lines[at].strip()]
    return list(_joined(found))
