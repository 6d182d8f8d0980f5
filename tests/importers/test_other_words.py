"""Nothing is tuned to the real dumps at hand: with all words, names and addresses exchanged they give the same counts.

What stays is what makes a format: its markup, its field names and labels, days, numbers, and the words by which pages of
many sites head, sign and end comments. Letters are exchanged for others of their script, the same word always for the same.
"""

import gzip
import io
import json
import random
import re
import zipfile
from contextlib import suppress
from functools import cache
from pathlib import Path

import pytest

from intercoder.errors import UserError
from intercoder.records import Article
from intercoder.tasks.inspect import inspect

IMPORTERS = Path(__file__).parents[2] / "desktop" / "intercoder" / "importers"
VENDORS = {"guardian", "the guardian", "theguardian", "disqus", "wordpress", "facebook"}
"""Their export or interface is the format, or they serve the comments of many sites."""
NO_NAMES = {"w3", "www", "ns", "mag", "redacted", "example", "search"}
"""Standards in addresses, and what stands as an outlet in a real dump and is a word."""
LETTERS = (
    "aeiou", "bcdfghjklmnpqrstvwxz", "äöüéèêàâîôû", "абвгдежзиклмнопрстуфхцчшэюя", "ابتثجحخدرزسشصضطعغفقكلمنهوي",
)  # fmt: skip
_MONTHS = """\
january february march april may june july august september october november december jan feb mar apr jun jul aug sep
sept oct nov dec januar februar märz mai juni juli oktober dezember janvier février mars avril juin juillet août
septembre octobre novembre décembre jänner monday tuesday wednesday thursday friday saturday sunday montag dienstag
mittwoch donnerstag freitag samstag sonntag lundi mardi mercredi jeudi vendredi samedi dimanche mo di mi do fr sa so
am pm uhr le um at est gmt utc edt h on t z à"""
_THREAD = """\
comment comments kommentar kommentare commentaire commentaires responses response thoughts says reply antworten par to
pingback leave write a poster un"""
_NEXIS = """\
end of document documents dokument document von body length words byline section load date language english
publication type subject geographic industry company copyright rights reserved all newspaper classification highlight
headline series dateline person organization graphic correction abstract full text time job number client matter
search terms narrowed by content"""
_FACTIVA = (
    _NEXIS
    + """ \
wörter mots se hd by wc pd et sn sc la cy lp td co in ns re ipc pub an rf ngc ed pg ct deutsch anglais français"""
)
_PROQUEST = (
    _NEXIS
    + """ \
proquest id author publication title source info pages first year country issn publisher place database link links
document url publicationinfo last updated language subject location identifier keyword people company copyright volume
issue section credit startpage city edition dateline column feature record version classification bibliography hide
table contents citation style retrieved from"""
)
_APA = "vom gefunden nr seite ressort von autor uhr"
STRUCTURE = {
    "html-pages": _THREAD + " kommentare anmelden beitrag",
    "plaintext-scrape": _THREAD,
    "nexis-docx": _NEXIS,
    "nexis-txt": _NEXIS,
    "nexis-html": _NEXIS,
    "factiva-html": _FACTIVA,
    "factiva-xml": "",
    "europresse-html": "no",
    "proquest": _PROQUEST,
    "apa-rtf": _APA,
    "clippings-html": "pagina",
    "disqus-xml": "true false",
    "wordpress-wxr": "post page publish draft open closed category pingback approved attachment",
    "newsml-afp-arabic": "",
    "newsml-g2": "",
    "mediacloud": "",
    "basil-json": "",
    "ninjs": "",
    "guardian-discussion-json": "ok visible blocked",
    "coders-nyt-comments": "",
    "comments-csv": "true false",
    "reddit-csv": "",
    "integrum-xlsx": "источник дата время заголовок анонс оригинал автор",
    "folder-zip-txt-urdu": "txt",
    "warc": "http ok html",
}
"""For each folder the words that are the format's own, or any site's."""
PLAIN = {".txt", ".csv"}
_WORD = re.compile(r"[^\W\d_]+")
_HOST = re.compile(
    r"\b(?!(?:[\w-]+\.)*(?:w3|openxmlformats|iptc|purl|theguardian|wordpress|disqus|microsoft)\.)"
    r"(?:[a-z0-9-]+\.)+(?:com|de|fr|net|org|uk|eu|nl|be|at|ch|online)\b",
    re.I,
)
_MARKUP = re.compile(
    r"(?P<kept><(?:script|style)\b.*?</(?:script|style)\s*>|<!--|-->|<!\[CDATA\[|\]\]>|<[/?!]?[A-Za-z][^<>]*>|&#?\w+;"
    r"|\\u-?\d+\??|\\'[0-9a-f]{2}|\\[a-z]+-?\d* ?|https?://[^\s\"'<>]+|\[(?:deleted|removed)\])|(?P<word>[^\W\d_]+)",
    re.S | re.I,
)


class Exchange:
    """Other words for the words of a text, always the same for the same; `kept` ones stay."""

    def __init__(self, seed, kept):
        self._chance = random.Random(seed)
        self._kept = set(f"{_MONTHS} {kept}".split())
        self._known = {}

    def word(self, word):
        lower = word.lower()
        if lower in self._kept:
            return word
        if lower not in self._known:
            self._known[lower] = "".join(map(self._letter, lower))
        other = self._known[lower]
        return "".join(o.upper() if c.isupper() and len(o.upper()) == 1 else o for c, o in zip(word, other, strict=True))

    def _letter(self, letter):
        letters = next((row for row in LETTERS if letter in row), None)
        return self._chance.choice(letters) if letters else letter

    def plain(self, text):
        return _WORD.sub(lambda m: self.word(m[0]), text)

    def hosts(self, text):
        return _HOST.sub(lambda m: self.plain(m[0].rpartition(".")[0]) + "." + m[0].rpartition(".")[2], text)

    def markup(self, text):
        return _MARKUP.sub(lambda m: self._marked(m["kept"]) if m["kept"] else self.word(m["word"]), text)

    def _marked(self, markup):
        """Markup with other addresses, and other words where it repeats the text of the page for machines."""
        if linked := re.fullmatch(r"(<script[^>]*ld\+json[^>]*>)(.*)(</script\s*>)", markup, re.S | re.I):
            return linked[1] + json.dumps(self.values(json.loads(linked[2], strict=False)), ensure_ascii=False) + linked[3]
        if markup.startswith("<meta") or " title=" in markup:
            said = re.compile(r"""((?:content|title|alt)=)("[^"]* [^"]*"|'[^']* [^']*')""")
            kept = re.compile(r"\d{4}-\d\d|charset|width=")
            markup = said.sub(lambda m: m[0] if kept.search(m[2]) else m[1] + self.markup(m[2]), markup)
        return self.hosts(markup)

    def values(self, document, key=""):
        """A JSON document with other words in its longer strings and names; what is a day or code stays."""
        if isinstance(document, dict):
            return {k: self.values(v, k) for k, v in document.items()}
        if isinstance(document, list):
            return [self.values(v, key) for v in document]
        if isinstance(document, str) and not re.search(r"\d{4}-\d\d|^\w{0,18}$|^urn:|^http", document):
            return self.markup(document)
        return self.hosts(document) if isinstance(document, str) else document


def changed(path, exchange):
    """The bytes of a real dump with other words in it."""
    data = path.read_bytes()
    if data.startswith(b"PK"):
        return repacked(data, exchange)
    if data.startswith(b"\x1f\x8b"):
        return gzip.compress(exchanged_ascii(gzip.decompress(data), exchange))
    if path.suffix == ".warc":
        return exchanged_ascii(data, exchange)
    if path.suffix == ".eml":
        return exchanged_ascii(data, exchange)
    if path.suffix == ".json":
        return json.dumps(exchange.values(json.loads(data)), ensure_ascii=False).encode()
    try:
        text, encoding = data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        text, encoding = data.decode("cp1252"), "cp1252"
    if path.suffix == ".csv":
        head, rest = text.split("\n", 1)
        return f"{head}\n{exchange.markup(rest)}".encode(encoding, "replace")
    return (exchange.plain(text) if path.suffix.lower() in PLAIN else exchange.markup(text)).encode(encoding, "replace")


def exchanged_ascii(data, exchange):
    """The same for bytes that declare their lengths, or are quoted: words of ASCII in pages have others as long."""
    start = data.lower().find(b"<html")
    body = re.sub(rb"=\r?\n", b"", data[start:]) if b"quoted-printable" in data else data[start:]
    other = exchange.markup(body.decode("latin-1")).encode("latin-1", "replace")
    return data[:start] + other


def repacked(data, exchange):
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.infolist():
            content = old.read(member)
            if member.filename in ("word/document.xml", "xl/sharedStrings.xml"):
                content = exchange.markup(content.decode()).encode()
            elif member.filename.endswith(".txt"):
                content = exchange.plain(content.decode()).encode()
            new.writestr(exchange.plain(member.filename) if member.filename.endswith(".txt") else member.filename, content)
    return stream.getvalue()


def shape(path):
    """What must not change: the counts of a dump, and how much is known of its comments and articles."""
    records = []
    document = inspect([path], take=lambda _file, found: records.extend(found))
    articles = [record for record in records if isinstance(record, Article)]
    comments = [comment for article in articles for comment in article.comments]
    return {
        **{key: document["totals"][key] for key in ("articles", "comments", "skipped")},
        "declared": [(file["declared_articles"], file["declared_comments"]) for file in document["files"][:1]],
        "format": {file["format"] for file in document["files"]},
        "headlines": sum(article.headline is not None for article in articles),
        "days": sum(article.published is not None for article in articles),
        "bodies": sum(text.kind == "body" for article in articles for text in article.texts),
        "outlets": sum(article.outlet is not None for article in articles),
        "authors": sum(comment.author is not None for comment in comments),
        "posted": sum(comment.posted is not None for comment in comments),
        "explicit replies": sum(comment.reply_basis == "explicit" for comment in comments),
        "lengths": [len(comment.text) for comment in comments],
    }


FILES = [
    (folder, path.name)
    for root in [next((p / "shared" / "samples" for p in Path(__file__).parents if (p / "shared" / "samples").is_dir()), None)]
    if root is not None
    for folder in STRUCTURE
    for path in sorted((root / folder).iterdir())
    if path.name not in ("expected.json", "codings_long.csv", "malformed.xml", "index.xml", "example-trunc.warc")
    and not path.name.endswith("_ann.json")
]


@pytest.mark.parametrize(("folder", "name"), FILES or [("", "")])
def test_a_real_dump_in_other_words_gives_the_same_counts(samples, tmp_path, folder, name):
    path = tmp_path / name
    data = changed(samples / folder / name, Exchange(name, STRUCTURE[folder]))
    assert data != (samples / folder / name).read_bytes()
    path.write_bytes(data)
    assert shape(path) == shape_of_the_real(samples / folder / name)


@cache
def shape_of_the_real(path):
    """The same of a real dump, which does not change."""
    return shape(path)


NUMBERED = ["lopinion.fr.glyphosate.html", "thenervousbreakdown.com.loneliest.html", "verfassungsblog.de.expertinnen.html"]
"""The pages whose header declares a number: there the comments are found whatever their elements are called."""


@pytest.mark.parametrize(
    ("name", "word"),
    [
        *((name, word) for folder, name in FILES if folder == "html-pages" for word in ("posting", "reaccion", "leserbrief")),
        *((name, "xyz") for name in NUMBERED if FILES),
    ]
    or [("", "")],
)
def test_comments_of_a_real_page_are_found_under_other_names_of_classes(samples, tmp_path, name, word):
    text, spoken = (samples / "html-pages" / name).read_bytes(), re.compile(rb"(?:comments?|kommentare?)(?![a-z])", re.I)
    path = tmp_path / name
    path.write_bytes(re.sub(rb"<[a-zA-Z][^<>]*>", lambda m: spoken.sub(word.encode(), m[0]), text))
    before, after = shape_of_the_real(samples / "html-pages" / name), shape(path)
    for fact in ("articles", "comments", "declared", "authors", "posted"):
        assert after[fact] == before[fact], fact


def names_of(samples):
    """The outlets of the real dumps and the hosts of their addresses, as the dumps name them."""
    found = set()
    for path in samples.glob("*/*"):
        if path.name in ("expected.json", "SOURCES.md", "babe_SG2_long.csv"):
            continue
        records = []
        with suppress(UserError):
            inspect([path], take=lambda _file, articles, to=records: to.extend(articles))
        for article in (record for record in records if isinstance(record, Article)):
            found |= {article.outlet} if article.outlet else set()
            found |= set(re.findall(r"^https?://(?:www\.)?([\w-]+)\.", article.url or ""))
    return {name.casefold() for name in found} | {path.name.split(".")[0] for path in (samples / "html-pages").iterdir()}


def test_no_importer_knows_a_site_or_a_newspaper_by_name(samples):
    source = "\n".join(path.read_text("utf-8") for path in sorted(IMPORTERS.rglob("*.py"))).casefold()
    names = names_of(samples) - VENDORS - NO_NAMES - {"expected"}
    assert len(names) > 50
    assert [name for name in sorted(names) if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", source)] == []
