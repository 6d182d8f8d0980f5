"""What went into a dump came out or was skipped, with its reason: records counted by other means than the importers'.

The counts of this file are regular expressions, csv, json and zipfile on the bytes of a dump; nothing of the program is
used for them.
"""

import base64
import csv
import gzip
import json
import quopri
import re
import zipfile
from collections import Counter

import pytest

from intercoder.errors import UserError
from intercoder.records import Issue
from intercoder.tasks.inspect import inspect


def times(pattern):
    """How often a pattern stands in the bytes of a file."""
    return lambda path: len(re.findall(pattern, path.read_bytes(), re.M))


def one(_path):
    return 1


def none(_path):
    return 0


def rows(path):
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return sum(any(cells) for cells in csv.reader(stream)) - 1


def distinct(column):
    """How many values a column of a table has; rows without one have one article together."""

    def count(path):
        with path.open(encoding="utf-8-sig", newline="") as stream:
            return len({row[column] for row in csv.DictReader(stream)})

    return count


def members(path):
    with zipfile.ZipFile(path) as archive:
        return sum(not info.is_dir() for info in archive.infolist())


def in_member(member, pattern):
    """How often a pattern stands in the text of a part of an office document, its markup taken away or not."""

    def count(path):
        with zipfile.ZipFile(path) as archive:
            text = archive.read(member).decode()
        return len(re.findall(pattern, text if pattern.startswith("<") else re.sub("<[^>]*>", "", text)))

    return count


def in_mail(pattern):
    """How often a pattern stands in a mail, however its parts are encoded."""

    def count(path):
        data = path.read_bytes()
        decoded = [quopri.decodestring(data), *map(base64.b64decode, re.findall(rb"(?:[A-Za-z0-9+/=]{60,}\r?\n)+", data))]
        return max(len(re.findall(pattern, text)) for text in decoded)

    return count


def keys(name, inside=None):
    """How many objects of a JSON file have a key; those of a part of a discussion alone."""

    def walk(at):
        children = at.values() if isinstance(at, dict) else at if isinstance(at, list) else ()
        return (isinstance(at, dict) and name in at) + sum(map(walk, children))

    def found(path):
        document = json.loads(path.read_text("utf-8"))
        return walk(document if inside is None else document["discussion"][inside])

    return found


def stories(path):
    return len(set(re.findall(rb'"stories_id"\s*:\s*"?(\d+)', path.read_bytes())))


def kinds_of_warc(path):
    """How many records of each kind a web archive has; what follows the last whole one is not looked at."""
    data = path.read_bytes()
    data = gzip.decompress(data) if data.startswith(b"\x1f\x8b") else data
    return Counter(re.findall(rb"^WARC-Type: (\w+)\r$", data, re.M))


def pages_of_warc(path):
    return kinds_of_warc(path)[b"response"]


def others_of_warc(*kinds):
    def count(path):
        found = kinds_of_warc(path)
        return {f"no page: {kind}": found[kind.encode()] for kind in kinds}

    return count


def same_clippings(path):
    """The same clippings were saved as HTML."""
    return times(rb'id="articleTitle"')(path.parents[1] / "clippings-html" / "bzk_test.html")


def pages_without_comments(path):
    items = re.findall(r"<item>.*?</item>", path.read_text("utf-8"), re.S)
    return {"WordPress page without": sum("<wp:post_type>page<" in item and "<wp:comment>" not in item for item in items)}


def threads_without_posts(path):
    text = path.read_text("utf-8")
    threads = set(re.findall(r'<thread dsq:id="(\d+)">', text))
    return {"thread without comments": len(threads - set(re.findall(r'<thread dsq:id="(\d+)"\s*/>', text)))}


def threads(path):
    """The threads that have posts, in the file or not."""
    return len(set(re.findall(r'<thread dsq:id="(\d+)"\s*/>', path.read_text("utf-8"))))


def nothing(_path):
    return {}


# Folder, file, and by other means: articles, comments, and how often each reason for skipping is right.
COUNTED = [
    ("apa-rtf", "onlinemanager.rtf", times(rb'"[^"\r\n]+" (?:Nr. \d+ )?(?:vom|gefunden am) \d'), none, nothing),
    ("basil-json", "2b95d2cf-e979-4f9c-ae27-9a5370934f23_1.json", keys("body-paragraphs"), none, nothing),
    ("clippings-html", "bzk_test.html", times(rb'id="articleTitle"'), none, nothing),
    ("coders-nyt-comments", "comments.csv", distinct("article_url"), rows, nothing),
    ("coders-babe-news", "babe_SG2_long.csv", rows, none, nothing),
    ("comments-csv", "ucc_val.csv", one, rows, nothing),
    ("disqus-xml", "disqus.xml", threads, times(rb"</post>"), threads_without_posts),
    ("europresse-html", "europresse_test1.html", times(rb'class="DocPublicationName"'), none, nothing),
    ("factiva-html", "factiva_swiss.htm", times(rb'class="article \w+Article"'), none, nothing),
    ("factiva-html", "factiva_test.html", times(rb'class="article \w+Article"'), none, nothing),
    ("factiva-html", "nyt_german_ui.html", times(rb'class="article \w+Article"'), none, nothing),
    ("factiva-xml", "factiva_test.xml", times(rb"</article>"), none, nothing),
    ("folder-zip-txt-urdu", "urdu_fire2020_test.zip", members, none, nothing),
    ("guardian-discussion-json", "discussion.json", one, keys("numRecommends", "comments"), nothing),
    ("html-pages", "cicero.de.pandemie.html", one, times(rb"<article data-comment-user-id"), nothing),
    ("html-pages", "lopinion.fr.glyphosate.html", one, times(rb'typeof="sioc:Post sioct:Comment"'), nothing),
    ("html-pages", "nnz-online.de-Quantensprung.html", one, times(rb'class="kommentar-item"'), nothing),
    ("html-pages", "thenervousbreakdown.com.loneliest.html", one, times(rb'<li class="comment '), nothing),
    ("html-pages", "verfassungsblog.de.expertinnen.html", one, times(rb'<article id="comment-\d+"'), nothing),
    ("mediacloud", "sample_story_ap.txt", one, none, nothing),
    ("mediacloud", "story_27456565.json", stories, none, nothing),
    ("newsml-g2", "LISTING_2_NewsML-G2_Text_Document.xml", times(rb"<newsItem[\s>]"), none, nothing),
    ("nexis-docx", "guardian1.docx", in_member("word/document.xml", "End of Document"), none, nothing),
    ("nexis-docx", "lnt_sample_with_coverpage.DOCX", in_member("word/document.xml", "End of Document"), none, nothing),
    ("nexis-docx", "usa-today.docx", in_member("word/document.xml", "End of Document"), none, nothing),
    ("nexis-html", "afp_2013-03-12_0501.html", times(rb"<DOC NUMBER="), none, nothing),
    ("nexis-html", "lexisnexis_test_en.html", times(rb"<DOC NUMBER="), none, nothing),
    ("nexis-txt", "lnt_sample.TXT", times(rb"^\W*\d+ of \d+ DOCUMENTS?\s*$"), none, nothing),
    ("nexis-txt", "pioneer_1doc_bom.txt", times(rb"^\W*\d+ of \d+ DOCUMENTS?\s*$"), none, nothing),
    ("ninjs", "ninjsExMediumText1.json", keys("headline"), none, nothing),
    ("pdf", "bzk_test.pdf", same_clippings, none, lambda _path: {"table of contents": 1}),
    ("plaintext-scrape", "lopinion.fr.glyphosate.txt", one, times(rb"^Par .+, le \w+ \d+ \w+ \d{4} "), nothing),
    ("plaintext-scrape", "thenervousbreakdown.com.loneliest.txt", one, times(rb"^.+ says:\r?$"), nothing),
    ("plaintext-scrape", "verfassungsblog.de.expertinnen.txt", one, times(rb"^.+, \w\w \d+ \w+ \d{4} / "), nothing),
    ("proquest", "malformed-html-tag.eml", in_mail(rb"ProQuest document ID"), none, nothing),
    ("proquest", "sample-1.html", in_mail(rb"ProQuest document ID"), none, nothing),
    ("reddit-csv", "lifestyle_drunk_1_401.csv", one, rows, nothing),
    ("warc", "example.warc.gz", pages_of_warc, none, others_of_warc("warcinfo", "request", "revisit")),
    ("wordpress-wxr", "small-export.xml", times(rb"<wp:post_type>post<"), times(rb"<wp:comment>"), pages_without_comments),
    ("wordpress-wxr", "wordpress.xml", times(rb"</item>"), times(rb"<wp:comment>"), pages_without_comments),
    *[
        ("newsml-afp-arabic", name, times(rb"<NewsItem[\s>]"), none, nothing)
        for name in (
            "afp.com-20231124T192141Z-TX-PAR-EWE94.xml", "afp.com-20231125T190125Z-TX-PAR-EWU65.xml",
            "afp.com-20231126T141351Z-TX-PAR-EXF17.xml", "newsmlmmd.urn.newsml.afp.com.20210802.doc.9jd2km.xml",
            "newsmlmmd.urn.newsml.afp.com.20231125.doc.344u4u4.xml",
        )
    ],
    (
        "integrum-xlsx", "channel1_20050201-20050228_0001-0059_0059.xlsx",
        lambda path: in_member("xl/worksheets/sheet1.xml", "<row ")(path) - 1, none, nothing,
    ),
]  # fmt: skip
# Files of which nothing is made, and the words of the reason.
REFUSED = [
    ("basil-json", "2b95d2cf-e979-4f9c-ae27-9a5370934f23_1_ann.json", "No column holds text"),
    ("coders-nyt-comments", "codings_long.csv", "No column holds text"),
    ("coders-spans-nyt", "reason_spans_group1_long.csv", "No column holds text"),
    ("gdelt", "gkg1.csv", "No column holds text"),
    ("newsml-afp-arabic", "index.xml", "refers to others"),
    ("wordpress-wxr", "malformed.xml", "damaged"),
    ("refi", "atlasti23_blank.qdpx", "a project of another program"),
    ("refi", "nvivo12_youtube_comments.qdpx", "a project of another program"),
    ("refi", "qc_no_scheme.qdpx", "a project of another program"),
]
ELSEWHERE = {"example-trunc.warc"}
"""Counted below."""


def skipped_of(path):
    """(document, skipped issues) of a dump."""
    issues = []
    document = inspect(
        [path],
        take=lambda _file, records: issues.extend(
            issue
            for record in records
            for issue in ([record] if isinstance(record, Issue) else record.issues)
            if issue.severity == "skipped"
        ),
    )
    return document, issues


def test_every_real_dump_is_counted_here(samples):
    files = {p.name for p in samples.glob("*/*") if p.is_file() and p.name not in ("expected.json", "SOURCES.md")}
    assert files == {name for _, name, *_ in (*COUNTED, *REFUSED)} | ELSEWHERE


@pytest.mark.parametrize(("folder", "name", "articles", "comments", "skipped"), COUNTED, ids=[row[1] for row in COUNTED])
def test_each_record_of_a_real_dump_came_out_or_was_skipped_for_its_reason(samples, folder, name, articles, comments, skipped):
    path = samples / folder / name
    document, issues = skipped_of(path)
    totals = document["totals"]
    wanted = skipped(path)
    found = {reason: sum(issue.found or 1 for issue in issues if reason in issue.message) for reason in wanted}
    assert (totals["articles"], totals["comments"], found) == (articles(path), comments(path), wanted)
    assert totals["skipped"] == sum(wanted.values())


@pytest.mark.parametrize(("folder", "name", "reason"), REFUSED, ids=[row[1] for row in REFUSED])
def test_a_real_file_without_texts_is_refused_for_its_reason(samples, folder, name, reason):
    with pytest.raises(UserError, match=reason):
        inspect([samples / folder / name])


def test_a_web_archive_that_is_damaged_is_read_around_the_damage(samples):
    path = samples / "warc" / "example-trunc.warc"
    document, issues = skipped_of(path)
    kinds = kinds_of_warc(path)
    assert document["totals"]["articles"] == kinds.pop(b"response")
    said = Counter({issue.code: 0 for issue in issues})
    said.update({issue.code: issue.found or 1 for issue in issues if issue.code != "skipped"})
    said["skipped"] = sum(issue.found for issue in issues if issue.code == "skipped")
    assert said == {"skipped": kinds.total(), "record_broken": 1}  # The page declares fewer bytes than it has.
    assert document["totals"]["skipped"] == sum(issue.found or 1 for issue in issues)


@pytest.mark.parametrize("broken", [0, 1, 3])
def test_each_line_of_json_is_an_article_or_skipped(tmp_path, broken):
    lines = [
        '{"title": "دن", "text": "It rained 👍."}',
        '{"title": "A night", "text": "It snowed."}',
        *['{"title": "cut'] * broken,
    ]
    (tmp_path / "news.jsonl").write_text("\n".join(lines), "utf-8")
    totals = inspect([tmp_path / "news.jsonl"])["totals"]
    assert (totals["articles"], totals["skipped"]) == (2, broken)


@pytest.mark.parametrize("empty", [0, 1, 3])
def test_each_row_with_or_without_text_is_a_comment_or_skipped(tmp_path, empty):
    lines = ["comment_id,author,comment", "1,Ada,Yes 👍", "2,Ben,نہیں", *[f"{n},Cem," for n in range(3, 3 + empty)]]
    (tmp_path / "comments.csv").write_text("\n".join(lines), "utf-8")
    totals = inspect([tmp_path / "comments.csv"])["totals"]
    assert totals["comments"] + totals["skipped"] == 2 + empty
