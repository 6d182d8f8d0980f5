"""Real dumps beside the repository against the numbers that were counted in them; skipped where they are not."""

import json
import re

import pytest

from intercoder.errors import UserError
from intercoder.tasks.inspect import inspect

FOLDERS = [
    "plaintext-scrape",
    "comments-csv",
    "reddit-csv",
    "coders-nyt-comments",
    "folder-zip-txt-urdu",
    "integrum-xlsx",
    "gdelt",
]


def fits(number, wanted):
    if isinstance(wanted, dict):
        return wanted.get("min", 0) <= number <= wanted.get("max", number)
    return number in wanted if isinstance(wanted, list) else number == wanted


def plain(text):
    return re.sub(r"[\s\"'“”„«»‘’]", "", text or "").casefold()


def comment_fits(comment, wanted):
    same_author = "author" not in wanted or comment["author"] == wanted["author"]
    same_day = "posted" not in wanted or (comment["posted"] or "").startswith(wanted["posted"])
    return same_author and same_day and plain(comment["text"]).startswith(plain(wanted.get("text")))


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_real_dump_gives_the_numbers_that_were_counted_in_it(samples, folder):
    expected = json.loads((samples / folder / "expected.json").read_text("utf-8"))["files"]
    for name, facts in expected.items():
        if facts.get("inspect") is False:
            continue
        try:
            document = inspect([samples / folder / name], items=True)
        except UserError:
            assert facts.get("refusal_ok"), name
            continue
        totals, items = document["totals"], [item for file in document["files"] for item in file.get("items", [])]
        comments = [comment for item in items for comment in item["comments"]]
        for key in ("articles", "comments"):
            assert fits(totals[key], facts.get(key, totals[key])), (name, key, totals[key])
        assert totals["warnings"] >= facts.get("warnings_min", 0), name
        if "declared_comments" in facts:
            assert document["files"][0]["declared_comments"] == facts["declared_comments"], name
        for key, at in (("comment_first", 0), ("comment_last", -1)):
            assert comment_fits(comments[at], facts[key]) if key in facts else True, (name, key)
        for sentence in facts.get("comment_texts", []):
            assert any(plain(sentence) in plain(comment["text"]) for comment in comments), (name, sentence)
        for at, title in enumerate(facts.get("titles", {}).get("first", [])):
            assert plain(title) in plain(items[at]["headline"]), (name, title)
        for at, day in enumerate(facts.get("dates", {}).get("first", [])):
            assert items[at]["published"][:10] == day, (name, day)
