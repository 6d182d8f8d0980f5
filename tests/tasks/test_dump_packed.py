"""Single packed files: read as they are unpacked, as far as they go."""

import bz2
import gzip
import io
import lzma

import docx
import openpyxl
import pytest

from intercoder.tasks import dump_packed
from intercoder.tasks.dump_profile import Profiles
from intercoder.tasks.inspect import inspect
from intercoder.tasks.preview import Previews

zstandard = pytest.importorskip("zstandard", reason="the extra “bigdata” is not installed")
LINES = "".join(
    f'{{"id": "c{n}", "link_id": "t3_a", "author": "u{n}", "body": "Comment {n} 😀", "score": {n}}}\n' for n in range(200)
)
PACK = {"gz": gzip.compress, "bz2": bz2.compress, "xz": lzma.compress, "zst": zstandard.ZstdCompressor().compress}


@pytest.mark.parametrize("kind", sorted(PACK))
def test_a_packed_dump_is_read_as_what_is_in_it(tmp_path, kind):
    path = tmp_path / f"comments.jsonl.{kind}"
    path.write_bytes(PACK[kind](LINES.encode()))
    [file] = inspect([path], items=True)["files"]
    assert (file["path"], file["format"], file["comments"]) == (f"{path}!comments.jsonl", "json", 200)
    assert file["items"][0]["comments"][7]["text"] == "Comment 7 😀"


@pytest.mark.parametrize("kind", ["gz", "bz2", "xz"])
def test_a_packed_dump_that_breaks_off_is_read_as_far_as_it_goes(tmp_path, kind):
    path = tmp_path / f"comments.csv.{kind}"
    rows = "comment_id,comment\n" + "".join(f"{n},{'word ' * 50}{n * 7919}\n" for n in range(9_000))
    data = PACK[kind](rows.encode())
    path.write_bytes(data[: len(data) * 9 // 10])
    document = inspect([path])
    assert document["totals"]["comments"] > 100
    assert "truncated" in {w["code"] for file in document["files"] for w in file["warnings"]}


def test_a_packed_dump_that_unpacks_without_end_is_stopped(tmp_path, monkeypatch):
    monkeypatch.setattr(dump_packed, "RATIO_FROM_BYTES", 20_000)
    path = tmp_path / "comments.csv.gz"
    path.write_bytes(gzip.compress(b"comment_id,comment\n" + b"1,yes\n" * 400_000))
    document = inspect([path])
    assert 0 < document["totals"]["comments"] < 200_000
    assert "limit" in {w["code"] for file in document["files"] for w in file["warnings"]}


def test_packed_files_in_a_folder_are_read_beside_the_others(tmp_path):
    (tmp_path / "a.txt").write_text("The bridge is shut.\nCOMMENTS (1)\nYes.\n", "utf-8")
    (tmp_path / "b.jsonl.gz").write_bytes(gzip.compress(LINES.encode()))
    assert inspect([tmp_path])["totals"]["comments"] == 201


@pytest.mark.parametrize("kind", sorted(PACK))
def test_a_packed_dump_is_previewed_as_it_is_counted(tmp_path, kind):
    path = tmp_path / f"comments.csv.{kind}"
    path.write_bytes(PACK[kind]("comment_id,comment\n1,Ja 😀\n2,نہیں\n".encode()))
    previews = Previews([path])
    [file] = previews.files()
    preview = previews.one(file.name, Profiles())
    assert [comment.text for comment in preview.articles[0].comments] == ["Ja 😀", "نہیں"]
    assert previews.whole(Profiles()).document["totals"]["comments"] == 2


@pytest.mark.parametrize("kind", sorted(PACK))
def test_a_packed_word_document_and_workbook_are_read(tmp_path, kind):
    book = openpyxl.Workbook()
    for row in [["comment_id", "comment"], [1, "Yes 👍"], [2, "No"]]:
        book.active.append(row)
    document = docx.Document()
    for line in ["The bridge is shut.", "COMMENTS (1)", "About time."]:
        document.add_paragraph(line)
    table, page = io.BytesIO(), io.BytesIO()
    book.save(table)
    document.save(page)
    for name, data, format_, comments in (("page.docx", page, "docx", 1), ("comments.xlsx", table, "table", 2)):
        path = tmp_path / f"{name}.{kind}"
        path.write_bytes(PACK[kind](data.getvalue()))
        [file] = inspect([path])["files"]
        assert (file["format"], file["comments"]) == (format_, comments)
