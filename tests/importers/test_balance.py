"""What went into a dump came out or was skipped: records counted by other means than the importers'."""

import csv
import zipfile

import pytest

from intercoder.tasks.inspect import inspect


def rows(path):
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return sum(any(cells) for cells in csv.reader(stream)) - 1


def members(path):
    with zipfile.ZipFile(path) as archive:
        return sum(not info.is_dir() for info in archive.infolist())


def times(word):
    return lambda path: path.read_bytes().count(word)


# Files whose records are counted here by other means than the importers; text, PDF and pages state no number of records.
ARTICLES = [
    ("folder-zip-txt-urdu", "urdu_fire2020_test.zip", members),
    ("wordpress-wxr", "small-export.xml", times(b"</item>")),
    ("wordpress-wxr", "wordpress.xml", times(b"</item>")),
    ("factiva-xml", "factiva_test.xml", times(b"</article>")),
    ("nexis-html", "afp_2013-03-12_0501.html", times(b"<DOC NUMBER=")),
]
COMMENTS = [
    ("comments-csv", "ucc_val.csv", rows),
    ("coders-nyt-comments", "comments.csv", rows),
]


@pytest.mark.parametrize(("folder", "name", "count"), ARTICLES, ids=[name for _, name, _ in ARTICLES])
def test_each_record_of_an_article_is_an_article_or_skipped(samples, folder, name, count):
    totals = inspect([samples / folder / name])["totals"]
    assert totals["articles"] + totals["skipped"] == count(samples / folder / name)


@pytest.mark.parametrize(("folder", "name", "count"), COMMENTS, ids=[name for _, name, _ in COMMENTS])
def test_each_row_of_a_table_of_comments_is_a_comment_or_skipped(samples, folder, name, count):
    totals = inspect([samples / folder / name])["totals"]
    assert totals["comments"] + totals["skipped"] == count(samples / folder / name)


def test_each_post_and_thread_of_disqus_is_counted_once(samples):
    path = samples / "disqus-xml" / "disqus.xml"
    totals = inspect([path])["totals"]
    assert totals["comments"] == times(b"</post>")(path)
    missing = 1  # The stub of the thread that a post names and the file does not hold.
    assert totals["articles"] + totals["skipped"] == times(b"</thread>")(path) + missing


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
