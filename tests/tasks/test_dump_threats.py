"""Files from strangers that mean harm: each is refused or read as far as it goes, in a sentence, and touches nothing else."""

import gzip
import json
import os
import stat
import zipfile

import openpyxl
import pytest

from intercoder.errors import UserError
from intercoder.tasks.inspect import inspect

PAGE = "The bridge is shut.\nCOMMENTS (1)\nAbout time.\n"
SECRET = "the secret of another file"


def outcome(path):
    """(articles, codes of warnings) of a dump, or the refusal's sentence."""
    try:
        document = inspect([path], items=True)
    except UserError as error:
        return error.message
    assert SECRET not in json.dumps(document)
    return document["totals"]["articles"], {w["code"] for file in document["files"] for w in file["warnings"]}


@pytest.mark.parametrize(
    "name",
    ["../out.txt", "/etc/out.txt", "a\\..\\out.txt", "C:\\out.txt", "CON.txt", "aux", "a/../../out.txt"],
)
def test_a_name_that_leads_out_of_an_archive_is_refused_and_nothing_is_written(tmp_path, name):
    path = tmp_path / "in" / "dump.zip"
    path.parent.mkdir()
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("page.txt", PAGE)
        info = zipfile.ZipInfo("x")
        info.filename = name
        archive.writestr(info, PAGE)
    assert outcome(path) == (1, {"skipped"})
    assert sorted(p.name for p in tmp_path.rglob("*")) == ["dump.zip", "in"]


def test_a_link_in_an_archive_is_refused(tmp_path):
    path = tmp_path / "dump.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("page.txt", PAGE)
        link = zipfile.ZipInfo("link.txt")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
    assert outcome(path) == (1, {"skipped"})


def test_a_member_that_unpacks_to_fifty_megabytes_is_stopped(tmp_path):
    path = tmp_path / "dump.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("page.txt", PAGE)
        archive.writestr("bomb.txt", b"0" * 50_000_000)
    assert outcome(path) == (1, {"limit"})


def test_a_size_that_lies_is_not_believed(tmp_path):
    path = tmp_path / "dump.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("page.txt", PAGE)
        archive.writestr("bomb.txt", b"0" * 5_000_000)
    data = bytearray(path.read_bytes())
    at = data.rindex(b"bomb.txt") - 46
    data[at + 24 : at + 28] = (100).to_bytes(4, "little")  # the uncompressed size in the central directory
    path.write_bytes(data)
    articles, codes = outcome(path)
    assert articles == 1
    assert codes & {"record_broken", "limit"}


def test_an_archive_in_an_archive_is_not_opened(tmp_path):
    inner = tmp_path / "inner.zip"
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("page.txt", PAGE)
    with zipfile.ZipFile(tmp_path / "dump.zip", "w") as archive:
        archive.writestr("page.txt", PAGE)
        archive.write(inner, "inner.zip")
    assert outcome(tmp_path / "dump.zip") == (1, {"unknown_format"})


BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">' + "".join(
    f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9)
)
XML = {
    "wordpress": '<rss xmlns:wp="http://wordpress.org/export/1.2/"><channel><item><title>T&x;</title></item></channel></rss>',
    "disqus": '<disqus xmlns:dsq="d"><thread dsq:id="1"><title>T&x;</title></thread></disqus>',
    "newsml": "<NewsML><NewsItem><NewsComponent><NewsLines><HeadLine>T&x;</HeadLine></NewsLines><ContentItem><DataContent>"
    "<p>Text &x;</p></DataContent></ContentItem></NewsComponent></NewsItem></NewsML>",
    "nitf": "<nitf><body><body.content><p>Text &x;</p></body.content></body></nitf>",
    "factiva-xml": "<r><article><accessionNo>1</accessionNo><leadParagraph><paragraph>T &x;</paragraph></leadParagraph>"
    "</article></r>",
}


@pytest.mark.parametrize("key", sorted(XML))
def test_an_entity_reads_no_file_and_unfolds_nothing(tmp_path, key):
    (tmp_path / "secret.txt").write_text(SECRET)
    for number, doctype in enumerate((
        f'<!DOCTYPE x [<!ENTITY x SYSTEM "file://{tmp_path}/secret.txt">]>',
        BOMB + '<!ENTITY x "&j;">]>',
        f'<!DOCTYPE x SYSTEM "file://{tmp_path}/secret.txt">',
    )):  # fmt: skip
        path = tmp_path / f"{number}.xml"
        path.write_text('<?xml version="1.0"?>' + doctype + XML[key])
        assert outcome(path)


@pytest.mark.parametrize("key", sorted(XML))
def test_xml_nested_without_end_is_stopped(tmp_path, key):
    path = tmp_path / "deep.xml"
    path.write_text(XML[key].replace("T&x;", "T").replace("&x;", "<b>" * 100_000))
    assert outcome(path)


@pytest.mark.parametrize(
    "text", ["[" * 300_000, '{"a":' * 100_000, '{"title": "A", "text": ' + "[" * 5_000 + "]" * 5_000 + "}"]
)
def test_json_nested_without_end_is_said_in_a_sentence(tmp_path, text):
    path = tmp_path / "deep.json"
    path.write_text(text)
    assert "nested" in outcome(path)


def test_a_cell_of_twelve_million_characters_costs_its_row(tmp_path):
    path = tmp_path / "wide.csv"
    path.write_text("comment_id,comment\n1,Yes\n2," + "x" * 12_000_000 + "\n3,No\n")
    articles, codes = outcome(path)
    assert (articles, codes) == (1, {"record_broken"})


def test_html_in_a_comment_stays_the_characters_it_is(tmp_path):
    path = tmp_path / "markup.csv"
    path.write_text('comment_id,comment\n1,"<img src=""http://evil.example/x.png""><b>hi</b>"\n2,No\n')
    [item] = inspect([path], items=True)["files"][0]["items"]
    assert item["comments"][0]["text"] == '<img src="http://evil.example/x.png"><b>hi</b>'


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="named pipes are of POSIX systems")
def test_a_pipe_and_a_loop_of_links_in_a_folder_are_passed_by(tmp_path):
    (tmp_path / "page.txt").write_text(PAGE)
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "loop.txt").symlink_to(tmp_path / "loop.txt")
    (tmp_path / "again.txt").symlink_to(tmp_path / "page.txt")
    (tmp_path / "up").symlink_to(tmp_path, target_is_directory=True)
    articles, codes = outcome(tmp_path)
    assert (articles, codes) == (1, {"skipped"})


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="named pipes are of POSIX systems")
def test_a_pipe_alone_is_refused(tmp_path):
    os.mkfifo(tmp_path / "pipe.txt")
    assert "not a regular file" in outcome(tmp_path / "pipe.txt")


def test_a_page_with_addresses_is_read_without_asking_for_any_of_them(tmp_path, monkeypatch):
    import socket

    pytest.importorskip("trafilatura")  # its own imports need a real socket class

    def refuse(*_args, **_more):
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket, "socket", refuse)
    path = tmp_path / "page.html"
    path.write_text(
        '<!DOCTYPE html SYSTEM "http://evil.example/x.dtd"><html><head><base href="http://evil.example/">'
        '<link rel="stylesheet" href="x.css"></head><body><h1>Bridge shut</h1><img src="x.png">'
        "<p>The bridge stays shut until the divers have looked at every one of its piers, the office said.</p></body></html>"
    )
    assert outcome(path)[0] == 1


def test_an_archive_with_names_in_no_encoding_is_read_by_its_members(tmp_path):
    path = tmp_path / "dump.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("é.txt", PAGE)
    path.write_bytes(path.read_bytes().replace("é".encode(), b"\xed\xa0"))
    with pytest.raises(UnicodeDecodeError):
        zipfile.ZipFile(path)
    assert outcome(path)[0] == 1


def test_a_text_that_unpacks_to_millions_of_lines_is_refused(tmp_path):
    path = tmp_path / "dump.txt.gz"
    path.write_bytes(gzip.compress(b"a\n" * 2_000_001))
    assert "too many for a page" in outcome(path)


@pytest.mark.parametrize("beside", [False, True])
def test_a_workbook_that_is_damaged_inside_is_read_as_far_as_it_goes(tmp_path, beside):
    book = openpyxl.Workbook()
    for row in [["comment_id", "comment"], *([n, f"word {n} 😀"] for n in range(2_000))]:
        book.active.append(row)
    book.save(tmp_path / "whole.xlsx")
    with zipfile.ZipFile(tmp_path / "whole.xlsx") as whole, zipfile.ZipFile(tmp_path / "comments.xlsx", "w") as broken:
        for name in whole.namelist():
            data = whole.read(name)
            broken.writestr(name, data[:-9_000] + b"<" + data[-9_000:] if "sheet1" in name else data)
    (tmp_path / "whole.xlsx").unlink()
    if beside:
        (tmp_path / "page.txt").write_text(PAGE)
    document = inspect([tmp_path])
    file = next(file for file in document["files"] if file["format"] == "table")
    assert 1_500 < file["comments"] < 2_000
    assert [w["code"] for w in file["warnings"]] == ["truncated"]
    assert document["totals"]["articles"] == 1 + beside
