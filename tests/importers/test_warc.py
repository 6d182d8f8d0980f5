"""Web archives, written for the purpose: packed as a whole and record by record, cut off, chunked pages."""

import bz2
import gzip
import lzma

import pytest

from intercoder.records import Article, Issue
from intercoder.tasks.inspect import inspect

PAGE = (
    "<html><head><title>Bridge shut</title></head><body><h1>Bridge shut</h1><p>Ferries run from the north quay.</p>"
    "</body></html>"
)


def record(kind, content, **headers):
    head = {"WARC-Type": kind, "Content-Length": str(len(content)), **{k.replace("_", "-"): v for k, v in headers.items()}}
    lines = "".join(f"{name}: {value}\r\n" for name, value in head.items())
    return f"WARC/1.0\r\n{lines}\r\n".encode() + content + b"\r\n\r\n"


def answer(body, status="200 OK", kind="text/html; charset=utf-8", **headers):
    extra = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in headers.items())
    return f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n{extra}\r\n".encode() + body


def response(body, *more, n=1, **headers):
    content = answer(body.encode() if isinstance(body, str) else body, *more, **headers)
    return record("response", content, WARC_Target_URI=f"https://ledger.example/{n}", WARC_Date="2017-03-06T04:02:06Z")


def archive(page=PAGE):
    parts = [record("warcinfo", b"software: x"), response(page), response("x", "404 Not Found", n=2)]
    return b"".join([*parts, response(b"\x89PNG", "200 OK", "image/png", n=3)])


def test_a_page_is_an_article_and_the_rest_is_skipped_by_kind(read):
    article, *skipped = read(archive(), key="warc")
    assert (article.headline, article.url) == ("Bridge shut", "https://ledger.example/1")
    assert article.extra["retrieved"] == "2017-03-06T04:02:06Z"
    assert [issue.message.rpartition(": ")[2] for issue in skipped] == ["warcinfo.", "status 404.", "image/png."]


@pytest.mark.parametrize("records", [1, 3])
def test_a_packed_archive_is_read_whether_packed_at_once_or_record_by_record(read, records):
    whole = archive()
    packed = gzip.compress(whole) if records == 1 else gzip.compress(whole[:200]) + gzip.compress(whole[200:])
    assert isinstance(read(packed, key="warc")[0], Article)


def test_a_page_in_chunks_and_packed_is_put_together(read):
    packed = gzip.compress(PAGE.encode())
    chunks = b"".join(b"%x\r\n%b\r\n" % (len(part), part) for part in (packed[:50], packed[50:])) + b"0\r\n\r\n"
    [article] = read(response(chunks, Transfer_Encoding="chunked", Content_Encoding="gzip"), key="warc")
    assert article.headline == "Bridge shut"


def test_an_archive_that_breaks_off_gives_what_was_whole_and_the_byte(read):
    data = response(PAGE) + response(PAGE, n=2)
    article, issue = read(data[:-40], key="warc")
    assert isinstance(article, Article)
    assert (issue.code, issue.locator) == ("truncated", f"byte {len(response(PAGE))}")


@pytest.mark.parametrize("damage", [b"not a record\r\nat all\r\n\r\n", b"WARC/1.0\r\nWARC-Type: response\r\n\r\nno length\r\n"])
def test_a_damaged_record_costs_itself_and_not_the_rest(read, damage):
    data = response(PAGE) + damage + response(PAGE, n=2)
    first, issue, second = read(data, key="warc")
    assert (first.url, second.url) == ("https://ledger.example/1", "https://ledger.example/2")
    assert (issue.code, issue.severity, issue.locator) == ("record_broken", "skipped", f"byte {len(response(PAGE))}")


def test_what_is_no_archive_is_said(read):
    [issue] = read(b"\x1f\x8bnothing", key="warc")
    assert isinstance(issue, Issue)


def test_it_is_known_by_its_first_line(best):
    assert best(archive(), "x.gz") == "warc"
    assert best(gzip.compress(archive()), "x.txt") == "warc"


@pytest.mark.parametrize("pack", [gzip.compress, lzma.compress, bz2.compress])
def test_an_archive_packed_once_more_is_read(tmp_path, pack):
    path = tmp_path / "crawl.bin"
    path.write_bytes(pack(gzip.compress(archive())))
    assert inspect([path])["totals"]["articles"] == 1
    path.write_bytes(pack(archive()))
    assert inspect([path])["totals"]["articles"] == 1
