"""What no text can hold becomes U+FFFD and is counted, once a file, however the format writes it: as bytes or escaped."""

# ruff: noqa: E501 - pages read better on long lines than in pieces

import io
import json
import zipfile
from email.mime.text import MIMEText

import openpyxl
import pytest

from intercoder.importers import Options, Source, border, choose
from intercoder.importers.reading.references import fitted
from intercoder.project import Project
from intercoder.records import Article, Issue, no_tick
from intercoder.tasks.importing import import_dump
from intercoder.tasks.inspect import read_dump

RECORD = b'{"title": "A day", "text": "It ra\xffined \xed\xa0\x80 all day."}'
ODD = "One &#0;two &#xD800;three &#55357; four &#x1F600;"
"""Three references to what no text can hold, and one to a character."""
FIT = "One \ufffdtwo \ufffdthree \ufffd four 😀"

WXR = """<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:wp="http://wordpress.org/export/1.2/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Blog</title>
<wp:wxr_version>1.2</wp:wxr_version><item><title>A bridge</title><wp:post_type>post</wp:post_type>
<content:encoded><![CDATA[<p>{0}</p>]]></content:encoded>
<wp:comment><wp:comment_id>1</wp:comment_id><wp:comment_author>{0}</wp:comment_author>
<wp:comment_content>Yes</wp:comment_content></wp:comment></item></channel></rss>"""
DISQUS = """<?xml version="1.0" encoding="utf-8"?><disqus xmlns="http://disqus.com"
 xmlns:dsq="http://disqus.com/disqus-internals"><thread dsq:id="1"><link>https://a.example/1</link><title>A bridge</title>
<createdAt>2019-01-01T10:00:00Z</createdAt></thread><post dsq:id="2"><message><![CDATA[<p>{0}</p>]]></message>
<createdAt>2019-01-01T11:00:00Z</createdAt><author><name>Ada</name></author><thread dsq:id="1"/></post></disqus>"""
NITF = """<?xml version="1.0" encoding="UTF-8"?><nitf><head><title>A bridge</title></head><body><body.head><hedline>
<hl1>A bridge</hl1></hedline></body.head><body.content><p>{0}</p></body.content></body></nitf>"""
FACTIVA = """<?xml version="1.0" encoding="UTF-8"?><ppsResponse><article><headline><paragraph>A bridge</paragraph></headline>
<sourceName>Ledger</sourceName><publicationDate><date>2019-01-01</date></publicationDate><accessionNo>A1</accessionNo>
<tailParagraphs><paragraph>{0}</paragraph></tailParagraphs></article></ppsResponse>"""
G2 = """<?xml version="1.0" encoding="UTF-8"?><newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:1" version="1">
<itemMeta><itemClass qcode="ninat:text"/></itemMeta><contentMeta><headline>A bridge</headline></contentMeta><contentSet>
<inlineXML contenttype="application/nitf+xml"><nitf><body><body.content><p>{0}</p></body.content></body></nitf></inlineXML>
</contentSet></newsItem>"""
PAGE = """<!DOCTYPE html><html lang="en"><head><title>A bridge</title></head><body><article><h1>A bridge</h1>
<p>The bridge over the river stays closed for the whole of the winter, the city said on Monday. {0}</p>
<p>Ferries run from the north quay every twenty minutes until the repairs are done, it added.</p></article></body></html>"""
NEXIS = """<!-- Hide XML section from browser <DOC NUMBER=1> --><DOCFULL><div class="c0"><p class="c1">1 of 1 DOCUMENTS</p></div>
<div class="c0"><p>The Ledger</p></div><div class="c0"><p>January 1, 2019 Tuesday</p></div><div class="c4"><p>A bridge</p></div>
<div class="c5"><p class="c8">{0}</p></div></DOCFULL>"""
EUROPRESSE = """<html><body><article><header><div class="rdp__DocPublicationName"><span class="DocPublicationName">Le Pont</span>
</div><span class="DocHeader">Politique, mardi 14 mars 2006, p. 12</span><div class="titreArticle"><p>A bridge</p></div></header>
<section><div class="docOcurrContainer"><p>{0}</p></div></section></article></body></html>"""


def records_of(tmp_path, name, data):
    path = tmp_path / name
    path.write_bytes(data.encode("utf-8") if isinstance(data, str) else data)
    return [record for _source, found in read_dump(path) for record in found]


def told(records):
    """How many characters were replaced, as each warning says it."""
    return [r.found for r in records if isinstance(r, Issue) and r.code == "replaced_characters"]


def words(records):
    return "\n".join(part.text for r in records if isinstance(r, Article) for part in r.parts)


@pytest.mark.parametrize("data", [b"[" + RECORD + b"]", RECORD + b"\n" + b'{"title": "A night", "text": "It snowed."}\n'])
def test_bytes_of_json_that_no_text_can_hold_are_counted(tmp_path, data):
    data = data.replace(b"It ", "Straße ü ä ö é è ê ñ ß å ø æ œ ç ï î í ó ú à ù 😀 اردو اردو اردو ".encode() * 3 + b"It ")
    assert told(records_of(tmp_path, "dump.json", data)) == [2]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("any.json", [{"title": "A bridge", "text": "TEXT", "author": "Ada"}]),
        ("lines.jsonl", {"title": "A bridge", "text": "TEXT", "author": "Ada"}),
        ("ninjs.json", {"uri": "urn:1", "type": "text", "versioncreated": "2020-01-01T10:00:00Z", "headline": "A bridge", "body_text": "TEXT"}),
        (
            "telegram.json",
            {"name": "News", "type": "public_channel", "id": 1, "messages": [
                {"id": 1, "type": "message", "date": "2020-01-01T10:00:00", "from": "Ada", "from_id": "user1", "text": "TEXT"}]},
        ),
        (
            "guardian.json",
            {"status": "ok", "discussion": {"key": "/p/1", "title": "A bridge", "webUrl": "https://a.example", "commentCount": 1,
             "comments": [{"id": 1, "body": "<p>TEXT</p>", "isoDateTime": "2020-01-01T10:00:00Z", "status": "visible",
                           "numRecommends": 0, "userProfile": {"displayName": "Ada"}}]}},
        ),
    ],
)  # fmt: skip
def test_escapes_of_json_are_replaced_and_counted(tmp_path, name, value):
    odd = json.dumps("TEXT").replace("TEXT", r"One \u0000two \ud800three \udfff four \ud83d\ude00")
    data = json.dumps(value).replace('"TEXT"', odd).replace("TEXT", odd.strip('"'))
    data = data + "\n" + data if name.endswith("l") else data
    assert choose(data.encode(), name)[0] == (name[:-5] if name not in ("any.json", "lines.jsonl") else "json")
    records = records_of(tmp_path, name, data)
    assert FIT in words(records)
    assert told(records) == [6 if name.endswith("l") else 3]


@pytest.mark.parametrize(
    ("key", "page"),
    [
        ("wordpress", WXR), ("disqus", DISQUS), ("nitf", NITF), ("factiva-xml", FACTIVA), ("newsml-g2", G2), ("html", PAGE),
        ("nexis-html", NEXIS), ("europresse-html", EUROPRESSE),
    ],
)  # fmt: skip
def test_references_in_markup_are_replaced_and_counted(tmp_path, key, page):
    records = records_of(tmp_path, "page.xml", page.format(ODD))
    assert choose(page.encode(), "page.xml")[0] == key
    assert FIT in words(records)
    assert told(records) == [3 * page.count("{0}")]


def test_references_in_an_e_mail_are_replaced_and_counted(tmp_path):
    html = (
        '<html><body><a name="DocID_1"></a><p style="font-size:11pt"><b>A bridge</b></p><p><strong>Author: </strong>Ada</p>'
        f"<p><strong>Full text: </strong>{ODD}</p><p><strong>ProQuest document ID: </strong>1</p></body></html>"
    )
    mail = MIMEText(html, "html", "utf-8")
    mail["Subject"], mail["From"] = "ProQuest", "ProQuest <noreply@proquest.example>"
    records = records_of(tmp_path, "mail.eml", mail.as_bytes())
    assert FIT in words(records)
    assert told(records) == [3]


def test_a_page_of_a_web_archive_is_counted_with_the_archive(tmp_path):
    page = PAGE.format(ODD).encode()
    answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page
    head = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://a.example\r\nContent-Length: {len(answer)}\r\n\r\n"
    records = records_of(tmp_path, "crawl.warc", head.encode() + answer + b"\r\n\r\n")
    assert FIT in words(records)
    assert told(records) == [3]


def test_escapes_of_a_workbook_are_counted(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["comment_id", "comment"])
    book.active.append(["1", "One _x0000_two _xD83D__xDE00_"])
    book.save(tmp_path / "book.xlsx")
    records = [r for _source, found in read_dump(tmp_path / "book.xlsx") for r in found]
    assert words(records) == "One \ufffdtwo 😀"
    assert told(records) == [1]


def test_escapes_of_rtf_are_counted(tmp_path):
    records = records_of(tmp_path, "page.rtf", r"{\rtf1\ansi\ansicpg1252 One \u-10240?two \u-10179?\u-8704? three.\par}")
    assert words(records) == "One \ufffdtwo 😀 three."
    assert told(records) == [1]


@pytest.mark.parametrize(
    ("name", "data"),
    [("page.txt", f"The bridge is shut.\nCOMMENTS (1)\n{ODD}\n"), ("table.csv", f"comment_id,comment\n1,{ODD}\n2,Yes\n")],
)
def test_where_a_reference_is_as_good_as_any_word_it_stays(tmp_path, name, data):
    records = records_of(tmp_path, name, data)
    assert ODD in words(records)
    assert told(records) == []


def test_metadata_and_what_was_kept_beside_are_replaced_too_and_a_headline_counts_once(tmp_path):
    value = {"title": "A \0bridge", "text": "It is shut.", "author": "A\ud800da", "colour\0": "r\0ed"}
    *_columns, article, warning = records_of(tmp_path, "dump.json", json.dumps([value]))
    assert (article.headline, article.texts[0].text) == ("A \ufffdbridge", "A \ufffdbridge")
    assert article.byline == "A\ufffdda"
    assert article.extra == {"colour\ufffd": "r\ufffded"}
    assert told([warning]) == [3]


@pytest.mark.parametrize("reference", ["&#0;", "&#000;", "&#x0;", "&#xD800;", "&#XdFfF;", "&#55296;", "&#57343;", "&#x0d900;"])
def test_every_way_to_write_such_a_reference_is_found_also_across_two_pieces(reference):
    for before in ("", "x" * ((1 << 20) - 5)):
        data = f"<p>{before}{reference}</p>".encode()
        source, count = fitted(Source("page.html", len(data), lambda data=data: io.BytesIO(data)))
        assert count == 1
        assert source.read_bytes() == f"<p>{before}&#xFFFD;</p>".encode()
        assert source.size == len(source.read_bytes())


@pytest.mark.parametrize("reference", ["&#1;", "&#55295;", "&#57344;", "&#xD7FF;", "&#xE000;", "&#x1F600;", "&#00", "&amp;#0;"])
def test_a_reference_to_a_character_stays(reference):
    data = f"<p>{reference}</p>".encode()
    source = Source("page.html", len(data), lambda: io.BytesIO(data))
    assert fitted(source) == (source, 0)


def test_a_dump_with_such_characters_can_be_imported(tmp_path):
    archive = tmp_path / "dump.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        packed.writestr("a.json", json.dumps([{"title": "A\ud800", "text": "B\0", "note": "\udfff"}]))
        packed.writestr("b.html", PAGE.format(ODD))
    with Project.create(tmp_path / "study.intercoder", "Bridge") as project:
        document = import_dump(project, [archive])
        assert document["totals"]["new"] == 2
        assert [w["message"] for f in document["files"] for w in f["warnings"] if w["code"] == "replaced_characters"] == [
            "3 characters that no text can hold were replaced by U+FFFD."
        ] * 2


def test_a_record_in_which_nothing_is_replaced_is_the_same_object():
    data = "comment_id,comment\n1,Yes 😀\n2,نہیں\n".encode()
    source = Source("dump.csv", len(data), lambda: io.BytesIO(data))
    [article] = border.read("table", source, Options(), no_tick)
    assert [c.text for c in article.comments] == ["Yes 😀", "نہیں"]
