"""What an import would create: one document for files, folders and archives, good and bad."""

import io
import json
import os
import zipfile
from contextlib import suppress

import pytest

from intercoder.errors import UserError
from intercoder.records import Article, Issue
from intercoder.tasks.inspect import inspect, read_dump

PAGE = """The bridge over the river stays closed until the autumn, the city said on Monday.
Engineers found rust in two of its four cables.
COMMENTS (2)
Comments are moderated.
About time somebody looked.
And who pays for it?
"""
TABLE = "comment_id,author,comment\n1,Ada,Yes\n2,Ben,No\n"


@pytest.fixture
def archive(tmp_path):
    def make(members, name="dump.zip"):
        path = tmp_path / name
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
            for member, data in members.items():
                out.writestr(member, data)
        return path

    return make


def test_the_seed_page_gives_the_numbers_that_were_counted_by_hand(seed_page):
    document = inspect([seed_page])
    [file] = document["files"]
    assert file["path"] == str(seed_page)
    assert (file["format"], file["encoding"]) == ("text", "utf-8")
    assert (file["articles"], file["comments"], file["skipped"]) == (1, 12, 0)
    assert (file["declared_articles"], file["declared_comments"]) == (None, 10)
    assert file["warnings"] == [
        {"code": "declared_comments", "message": "Header says 10 comments, 12 lines found.", "locator": "line 16"}
    ]
    assert document["totals"] == {"files": 1, "articles": 1, "comments": 12, "skipped": 0, "warnings": 1}
    assert "items" not in file


def test_items_list_every_article_with_its_roles_and_comments(seed_page):
    [file] = inspect([seed_page], items=True)["files"]
    [item] = file["items"]
    assert (item["headline"], item["published"], item["declared_comments"]) == (None, None, 10)
    assert item["roles"] == {
        "headline": 0,
        "lead": 0,
        "body": 1,
        "paragraph": 14,
        "correction": 1,
        "caption": 0,
        "boilerplate": 2,
        "comments_header": 1,
        "comment": 12,
    }
    assert item["comments"][8]["text"] == "I believe Jalil Jilani is a foreign secretary not a minister.."
    assert item["comments"][4]["reply_to"] is None


def test_the_document_is_json_as_it_stands(seed_page):
    document = inspect([seed_page], items=True)
    assert json.loads(json.dumps(document)) == document


def test_a_folder_gives_one_entry_for_each_file_in_the_order_of_their_names(tmp_path):
    (tmp_path / "b.txt").write_text(PAGE, "utf-8")
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "t.csv").write_text(TABLE, "utf-8")
    document = inspect([tmp_path])
    assert [os.path.relpath(f["path"], tmp_path) for f in document["files"]] == ["b.txt", "a/t.csv"]
    assert [f["format"] for f in document["files"]] == ["text", "table"]
    assert document["totals"]["comments"] == 4


def test_an_archive_gives_one_entry_for_each_member(archive):
    path = archive({"news/": "", "news/1.txt": PAGE, "news/2.csv": TABLE})
    document = inspect([path])
    assert [f["path"] for f in document["files"]] == [f"{path}!news/1.txt", f"{path}!news/2.csv"]
    assert document["totals"] == {"files": 2, "articles": 2, "comments": 4, "skipped": 0, "warnings": 0}


def test_lines_that_repeat_below_the_headers_are_the_sites_own(tmp_path):
    for n in range(4):
        page = f"Text number {n}, long enough to be one.\nCOMMENTS (1)\nTell us what you think!\nRemark {n}.\n"
        (tmp_path / f"{n}.txt").write_text(page, "utf-8")
    document = inspect([tmp_path], items=True)
    assert [f["comments"] for f in document["files"]] == [1, 1, 1, 1]
    assert not document["totals"]["warnings"]


def test_what_litters_a_folder_is_skipped_with_a_reason(archive):
    path = archive({"1.txt": PAGE, "__MACOSX/._1.txt": "x", ".DS_Store": "x"})
    document = inspect([path])
    assert [f["path"] for f in document["files"]] == [f"{path}!1.txt", str(path)]
    assert document["totals"]["skipped"] == 2
    assert document["files"][1]["format"] == "zip"


@pytest.mark.parametrize("name", ["../out.txt", "/etc/out.txt", "a/../../out.txt", "c:out.txt", "a\\out.txt", "nul.txt"])
def test_a_member_that_leads_out_of_the_archive_is_refused(archive, name):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as out:
        out.writestr("1.txt", PAGE)
        info = zipfile.ZipInfo("placeholder")
        info.filename = name
        out.writestr(info, PAGE.replace("Monday", "Tuesday"))
    path = archive({})
    path.write_bytes(data.getvalue())
    document = inspect([path])
    assert document["totals"]["articles"] == 1
    assert document["totals"]["skipped"] == 1


def test_a_link_in_an_archive_is_refused(archive):
    path = archive({"1.txt": PAGE})
    with zipfile.ZipFile(path, "a") as out:
        link = zipfile.ZipInfo("link.txt")
        link.external_attr = 0o120777 << 16
        out.writestr(link, "/etc/passwd")
    assert inspect([path])["totals"] == {"files": 2, "articles": 1, "comments": 2, "skipped": 1, "warnings": 1}


def test_a_member_that_unpacks_to_far_more_than_its_size_is_not_read(archive):
    path = archive({"1.txt": PAGE, "bomb.txt": b"a" * 5_000_000})
    document = inspect([path])
    assert document["totals"]["articles"] == 1
    assert document["files"][-1]["warnings"][0]["code"] == "limit"


def test_a_damaged_member_is_one_warning_and_the_rest_is_read(archive):
    path = archive({"1.txt": PAGE, "2.txt": "A second text, which will be damaged. " * 40})
    with zipfile.ZipFile(path) as opened:
        offset = opened.getinfo("2.txt").header_offset + 40
    data = bytearray(path.read_bytes())
    data[offset : offset + 12] = b"\xff" * 12
    path.write_bytes(data)
    document = inspect([path])
    assert document["totals"]["articles"] == 1
    assert document["totals"]["skipped"] == 1


def test_one_bad_file_among_many_is_a_warning(tmp_path):
    (tmp_path / "1.txt").write_text(PAGE, "utf-8")
    (tmp_path / "2.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))
    (tmp_path / "3.txt").write_bytes(b"")
    document = inspect([tmp_path])
    assert [f["articles"] for f in document["files"]] == [1, 0, 0]
    assert [w["code"] for f in document["files"] for w in f["warnings"]] == ["unknown_format", "no_text"]
    assert document["totals"]["skipped"] == 2


def test_a_missing_file_among_good_ones_is_a_warning(seed_page, tmp_path):
    document = inspect([seed_page, tmp_path / "gone.txt"])
    assert document["totals"]["articles"] == 1
    assert "gone.txt" in document["files"][1]["warnings"][0]["message"]


@pytest.mark.parametrize(
    "data",
    [b"", b"\n \n", b"\x89PNG\r\n\x1a\n" + bytes(300), b"%PDF-1.4\n%\xe2\xe3", bytes(range(256)) * 4, b"a,b\n1,2\n1,2\n"],
    ids=["empty", "blank", "picture", "pdf", "bytes", "numbers"],
)
def test_a_file_that_holds_nothing_to_import_is_refused_in_one_sentence(tmp_path, data):
    path = tmp_path / "page.txt"
    path.write_bytes(data)
    if data.startswith(b"a,b"):
        assert inspect([path])["totals"]["articles"] == 1  # Three lines of text, however short, are text.
        return
    with pytest.raises(UserError) as error:
        inspect([path])
    assert "\n" not in error.value.message
    assert "page.txt" in error.value.message


def test_a_missing_file_is_refused_by_name(tmp_path):
    with pytest.raises(UserError, match=r"There is no file .*gone\.txt"):
        inspect([tmp_path / "gone.txt"])


def test_an_empty_folder_is_refused(tmp_path):
    with pytest.raises(UserError, match="has no files"):
        inspect([tmp_path])


def test_a_folder_without_documents_is_refused(tmp_path):
    (tmp_path / "a.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(300))
    (tmp_path / ".hidden").write_text("x")
    with pytest.raises(UserError) as error:
        inspect([tmp_path])
    assert "\n" not in error.value.message


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_refused(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(UserError, match="not a regular file"):
        inspect([tmp_path / "pipe"])


def test_a_damaged_archive_is_refused(archive):
    path = archive({"1.txt": PAGE})
    path.write_bytes(path.read_bytes()[:60])
    with pytest.raises(UserError, match="cannot be opened"):
        inspect([path])


def test_an_unknown_format_key_is_refused_with_the_known_ones(seed_page):
    with pytest.raises(UserError) as error:
        inspect([seed_page], format="nexis")
    assert "text" in error.value.hint


def test_a_chosen_format_is_used(tmp_path):
    path = tmp_path / "dump.csv"
    path.write_text(TABLE, "utf-8")
    [file] = inspect([path], format="text")["files"]
    assert (file["format"], file["comments"]) == ("text", 0)


def test_the_same_text_twice_is_reported_and_kept(tmp_path):
    for name in ("1.txt", "2.txt"):
        (tmp_path / name).write_text(PAGE, "utf-8")
    document = inspect([tmp_path])
    assert document["totals"]["articles"] == 2
    [warning] = document["files"][1]["warnings"]
    assert warning["code"] == "duplicates"
    assert "1.txt" in warning["message"]


def test_inspecting_writes_nothing(tmp_path):
    path = tmp_path / "page.txt"
    path.write_text(PAGE, "utf-8")
    before = (path.stat().st_mtime_ns, sorted(os.listdir(tmp_path)))
    inspect([path], items=True)
    assert (path.stat().st_mtime_ns, sorted(os.listdir(tmp_path))) == before


def test_reading_a_dump_gives_the_source_with_its_hash_and_bytes(seed_page):
    [(source, records)] = read_dump(seed_page)
    assert source.sha256 == "c32bb459337c184daaca7999ed0488307e3c104e34afa57c0e11375af492590d"
    assert (source.size, source.format, source.data) == (5271, "text", seed_page.read_bytes())
    [article] = records
    assert isinstance(article, Article)


def test_reading_a_dump_gives_the_container_for_what_was_left_out(archive):
    path = archive({"1.txt": PAGE, ".hidden": "x"})
    sources = [(source.format, list(records)) for source, records in read_dump(path)]
    assert [key for key, _records in sources] == ["text", "zip"]
    [issue] = sources[1][1]
    assert isinstance(issue, Issue)
    assert issue.severity == "skipped"


ARTICLES = "article_id,headline,text\n1,A day,It rained.\n2,A night,It snowed.\n"
READERS = "article_id,comment_id,comment\n1,c1,Indeed.\n1,c2,No!\n3,c3,Where?\n"


def test_a_table_of_articles_and_one_of_comments_are_joined_by_their_key(tmp_path):
    (tmp_path / "articles.csv").write_text(ARTICLES, "utf-8")
    (tmp_path / "comments.csv").write_text(READERS, "utf-8")
    document = inspect([tmp_path], items=True)
    items = {file["path"].rsplit("/", 1)[-1]: file["items"] for file in document["files"]}
    assert [(i["headline"], len(i["comments"])) for i in items["comments.csv"]] == [("A day", 2), (None, 1)]
    assert [i["headline"] for i in items["articles.csv"]] == ["A night"]
    assert document["totals"] == {"files": 2, "articles": 3, "comments": 3, "skipped": 0, "warnings": 0}


def test_two_tables_given_side_by_side_are_joined_in_either_order(tmp_path):
    one, two = tmp_path / "a.csv", tmp_path / "b.csv"
    one.write_text(ARTICLES, "utf-8")
    two.write_text(READERS, "utf-8")
    assert inspect([one, two])["totals"] == inspect([two, one])["totals"]
    assert inspect([one, two])["totals"]["articles"] == 3


def test_an_id_that_two_articles_share_joins_nothing(tmp_path):
    (tmp_path / "articles.csv").write_text(ARTICLES + "1,Another day,It shone.\n", "utf-8")
    (tmp_path / "comments.csv").write_text(READERS, "utf-8")
    document = inspect([tmp_path])
    assert document["totals"]["articles"] == 5


def test_an_archive_without_its_end_gives_the_members_that_are_whole(archive):
    path = archive({"1.txt": PAGE, "2.txt": PAGE.replace("Monday", "Friday"), "3.txt": PAGE.replace("Monday", "Sunday")})
    with zipfile.ZipFile(path) as opened:
        third = opened.getinfo("3.txt").header_offset
    path.write_bytes(path.read_bytes()[: third + 80])
    document = inspect([path])
    assert [f["articles"] for f in document["files"]] == [1, 1, 0]
    [warning] = document["files"][2]["warnings"]
    assert (warning["code"], warning["locator"]) == ("truncated", f"byte {third}")
    assert document["totals"]["skipped"] == 1


def test_an_archive_cut_off_anywhere_never_raises_but_for_the_researcher(archive):
    path = archive({f"{n}.txt": PAGE.replace("Monday", f"day {n}") for n in range(4)})
    data = path.read_bytes()
    for stop in range(1, len(data), 37):
        path.write_bytes(data[:stop])
        with suppress(UserError):
            assert inspect([path])["totals"]["articles"] <= 4


def test_the_folders_of_a_file_are_kept_with_its_articles(tmp_path):
    page = tmp_path / "dump" / "Train" / "Real" / "1.txt"
    page.parent.mkdir(parents=True)
    page.write_text(PAGE, "utf-8")
    with zipfile.ZipFile(tmp_path / "dump.zip", "w") as archive:
        archive.write(page, "Train/Real/1.txt")
    for dump in (tmp_path / "dump", tmp_path / "dump.zip"):
        [(_source, records)] = list(read_dump(dump))
        [article] = records
        assert article.extra == {"path_1": "Train", "path_2": "Real"}


@pytest.mark.parametrize(("written", "name"), [("Überblick/中.txt".encode(), "Überblick/中.txt"), (b"\x9aber.txt", "Über.txt")])
@pytest.mark.parametrize("whole", [True, False], ids=["whole", "cut off"])
def test_a_name_in_an_archive_that_does_not_say_its_encoding_is_as_it_was_given(tmp_path, written, name, whole):
    path, stand_in = tmp_path / "dump.zip", "P" * len(written)
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(stand_in, "The mayor shut the bridge.\n")
        archive.writestr("z.txt", "It rained.\n")
    data = path.read_bytes().replace(stand_in.encode(), written)
    path.write_bytes(data if whole else data[: data.index(b"PK\x01\x02")])
    first = inspect([path])["files"][0]
    assert first["path"] == f"{path}!{name}"
