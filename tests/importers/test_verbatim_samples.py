"""Every text of a real dump has the characters of the dump, which the standard library alone reads here.

White space is left out on both sides: containers lay out their lines in their own way. Where a format has none of that,
lines and cells are compared as they are.
"""

import csv
import email
import email.policy
import gzip
import io
import json
import re
import xml.etree.ElementTree as ET
import zipfile
import zlib
from functools import cache
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import pytest

from intercoder.records import Article
from intercoder.tasks.inspect import inspect

NS = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


class Shown(HTMLParser):
    """The characters of a page outside of its markup."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.pieces = []
        self._hidden = 0

    def handle_starttag(self, tag, attrs):
        self._hidden += tag in ("script", "style")

    def handle_endtag(self, tag):
        self._hidden = max(0, self._hidden - (tag in ("script", "style")))

    def handle_data(self, data):
        if not self._hidden:
            self.pieces.append(data)


def decoded(data):
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("latin-1")


def of_html(text):
    parser = Shown()
    parser.feed(text)
    parser.close()
    titles = re.findall(r"<title>(.*?)</title>|content=\"([^\"]*)\"|content='([^']*)'", text, re.S)
    parser.pieces += [unescape(piece) for found in titles for piece in found]
    return "".join(parser.pieces)


def of_xml(data):
    """The characters of a file of XML; what stands in it as markup again is read as such."""
    text = "".join(ET.fromstring(data).itertext())
    return f"{text}\n{of_html(text)}"


def of_word(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return "".join(node.text or "" for node in ET.fromstring(archive.read("word/document.xml")).iter(f"{NS}t"))


def of_workbook(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = [archive.read(name) for name in archive.namelist() if re.search(r"sharedStrings|sheet\d", name)]
    return "\n".join("".join(ET.fromstring(part).itertext()) for part in parts)


def of_json(data):
    def strings(at):
        children = at.values() if isinstance(at, dict) else at if isinstance(at, list) else ()
        return [at] if isinstance(at, str) else [text for child in children for text in strings(child)]

    found = strings(json.loads(data))
    return "\n".join([*found, *map(of_html, found)])


def of_mail(data):
    parts = email.message_from_bytes(data, policy=email.policy.default).walk()
    return "\n".join(of_html(part.get_content()) for part in parts if part.get_content_maintype() == "text")


def of_rtf(data):
    """The characters of RTF: what a reader of its five kinds of signs makes of it."""
    signs = r"\\u(-?\d+) ?\??|\\'([0-9a-fA-F]{2})|\\[a-z]+-?\d* ?|\\([\\{}~_-])|[{}\r\n]|(.)"

    def said(match):
        number, code, sign, plain = match.groups()
        if number:
            return chr(int(number) % 65_536)
        return bytes([int(code, 16)]).decode("cp1252", "replace") if code else sign or plain or ""

    return re.sub(signs, said, decoded(data))


def of_warc(data):
    """Pages as they stand in a web archive, and those that were packed when they were sent."""
    data = gzip.decompress(data) if data.startswith(b"\x1f\x8b") else data
    packed = [data[match.end() - 2 :] for match in re.finditer(b"\r\n\r\n\x1f\x8b", data)]
    pages = [data, *(zlib.decompressobj(31).decompress(page) for page in packed)]
    return "\n".join(of_html(page.decode("latin-1")) for page in pages)


def of_csv(data):
    return "\n".join(cell for row in csv.reader(io.StringIO(decoded(data), newline="")) for cell in row)


def of_archive(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return "\n".join(decoded(archive.read(name)) for name in archive.namelist() if not name.endswith("/"))


READERS = {
    ".txt": decoded, ".htm": lambda data: of_html(decoded(data)), ".html": lambda data: of_html(decoded(data)),
    ".xml": of_xml, ".docx": of_word, ".xlsx": of_workbook, ".json": of_json, ".eml": of_mail, ".rtf": of_rtf,
    ".csv": of_csv, ".gz": of_warc, ".warc": of_warc, ".zip": of_archive,
}  # fmt: skip
SAMPLES = next((p / "shared" / "samples" for p in Path(__file__).parents if (p / "shared" / "samples").is_dir()), None)
NOT_READ = {
    "malformed.xml", "index.xml", "gkg1.csv", "codings_long.csv", "reason_spans_group1_long.csv", "babe_SG2_long.csv",
    "expected.json",
}  # fmt: skip
"""Files that give no articles, and a table of codings."""
FILES = [
    (path.parent.name, path.name)
    for path in sorted(SAMPLES.glob("*/*") if SAMPLES else [])
    if path.suffix.lower() in READERS and path.name not in NOT_READ and not path.name.endswith("_ann.json")
]


def bare(text):
    """The text without white space and what stands for a character that no text can hold."""
    return re.sub(r"[\s\ufffd\u200b]+", "", text)


@cache
def articles_of(path):
    records = []
    inspect([path], take=lambda _file, found: records.extend(found))
    return [record for record in records if isinstance(record, Article)]


@pytest.mark.parametrize(("folder", "name"), FILES or [("", "")])
def test_every_line_of_every_text_stands_in_the_real_dump(samples, folder, name):
    path = samples / folder / name
    source = bare(READERS[path.suffix.lower()](path.read_bytes()).replace("\0", ""))
    lines = [line for article in articles_of(path) for part in article.parts for line in part.text.split("\n")]
    assert len(lines) > 0
    assert [line for line in lines if bare(line) not in source] == []


WHOLE = {
    "plaintext-scrape", "mediacloud", "nexis-txt", "nexis-docx", "coders-nyt-comments", "comments-csv", "reddit-csv",
    "newsml-afp-arabic", "integrum-xlsx", "folder-zip-txt-urdu", "basil-json",
}  # fmt: skip


@pytest.mark.parametrize(("folder", "name"), [file for file in FILES if file[0] in WHOLE] or [("", "")])
def test_every_text_is_one_stretch_of_the_real_dump(samples, folder, name):
    path = samples / folder / name
    source = bare(READERS[path.suffix.lower()](path.read_bytes()).replace("\0", ""))
    texts = [part.text for article in articles_of(path) for part in article.parts]
    assert [text for text in texts if bare(text) not in source] == []


@pytest.mark.parametrize(
    "folder", ["plaintext-scrape", "folder-zip-txt-urdu", "coders-nyt-comments", "comments-csv", "reddit-csv"]
)
def test_every_text_of_a_plain_file_or_table_is_equal_to_the_last_blank(samples, folder):
    for path in sorted((samples / folder).iterdir()):
        if path.name in NOT_READ:
            continue
        source = READERS[path.suffix.lower()](path.read_bytes()).replace("\r\n", "\n").replace("\r", "\n")
        texts = [part.text for article in articles_of(path) for part in article.parts]
        assert [text for text in texts if text not in source] == []


@pytest.mark.parametrize(
    "name", ["lopinion.fr.glyphosate.txt", "thenervousbreakdown.com.loneliest.txt", "verfassungsblog.de.expertinnen.txt"]
)
def test_no_line_of_a_copied_page_is_lost_but_names_and_days_that_became_facts(samples, name):
    path = samples / "plaintext-scrape" / name
    [article] = articles_of(path)
    kept = {line for part in article.parts for line in part.text.split("\n")}
    facts = {fact for comment in article.comments for fact in (comment.author, comment.posted_raw)}
    lost = [line.strip() for line in decoded(path.read_bytes()).splitlines() if line.strip() and line not in kept]
    buttons = re.compile(r"Reply|Antworten|Répondre|says:|Par|le|[,:\s]+")
    left = lost
    for fact in sorted(facts, key=len, reverse=True):
        left = [line.replace(fact, "") for line in left]
    assert [line for line in left if buttons.sub("", line)] == []
