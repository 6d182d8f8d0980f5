"""Real dumps beside the repository against the numbers that were counted in them; skipped where they are not."""

import json
import re
from functools import cache

import pytest

from intercoder.errors import UserError
from intercoder.tasks.inspect import inspect

FOLDERS = [
    "plaintext-scrape", "comments-csv", "reddit-csv", "coders-nyt-comments", "folder-zip-txt-urdu", "integrum-xlsx",
    "gdelt", "nexis-docx", "nexis-txt", "nexis-html", "factiva-html", "factiva-xml", "html-pages", "europresse-html",
    "proquest", "wordpress-wxr", "disqus-xml", "guardian-discussion-json", "newsml-g2", "newsml-afp-arabic", "ninjs",
    "mediacloud", "apa-rtf", "clippings-html", "pdf", "basil-json", "warc",
]  # fmt: skip


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


def same(found, wanted):
    """Whether a value is the wanted one, any of several, or a part of it, or it of the value; null must be null."""
    if isinstance(wanted, list):
        return any(same(found, one) for one in wanted)
    if wanted is None:
        return found is None
    return found is not None and (plain(wanted) in plain(found) or plain(found) in plain(wanted))


def dumps():
    return [pytest.param(folder, id=folder) for folder in FOLDERS]


@cache
def read(samples, folder):
    """(name, facts, document) of each file that is to be read; refused ones must be allowed to be."""
    return list(documents(samples, folder))


def documents(samples, folder):
    for name, facts in json.loads((samples / folder / "expected.json").read_text("utf-8"))["files"].items():
        if facts.get("inspect") is False:
            continue
        try:
            yield name, facts, inspect([samples / folder / name], items=True)
        except UserError:
            assert facts.get("refusal_ok"), name


@pytest.mark.parametrize("folder", dumps())
def test_a_real_dump_gives_the_numbers_that_were_counted_in_it(samples, folder):
    for name, facts, document in read(samples, folder):
        totals, files = document["totals"], document["files"]
        for key in ("articles", "comments"):
            assert fits(totals[key], facts.get(key, totals[key])), (name, key, totals[key])
        assert totals["warnings"] >= facts.get("warnings_min", 0), name
        assert totals["skipped"] >= facts.get("skipped_min", 0), name
        for key in ("declared_articles", "declared_comments"):
            assert files[0][key] == facts.get(key, files[0][key]), (name, key, files[0][key])


@pytest.mark.parametrize("folder", dumps())
def test_a_real_dump_gives_the_facts_that_stand_in_it(samples, folder):
    keys = {"titles": "headline", "dates": "published", "bylines": "byline", "outlets": "outlet"}
    for name, facts, document in read(samples, folder):
        items = [item for file in document["files"] for item in file.get("items", [])]
        for group, key in keys.items():
            first, last = facts.get(group, {}).get("first", []), facts.get(group, {}).get("last", [])
            found = [item[key] and item[key][:10] if group == "dates" else item[key] for item in items]
            for value, wanted in [*zip(found, first, strict=False), *zip(found[len(found) - len(last) :], last, strict=True)]:
                assert same(value, wanted), (name, key, wanted, value)
        for title in facts.get("titles_include", []):
            assert any(same(item["headline"], title) for item in items), (name, title)


@pytest.mark.parametrize("folder", dumps())
def test_the_comments_of_a_real_dump_are_its_own(samples, folder):
    for name, facts, document in read(samples, folder):
        comments = [c for file in document["files"] for item in file.get("items", []) for c in item["comments"]]
        for key, at in (("comment_first", 0), ("comment_last", -1)):
            assert comment_fits(comments[at], facts[key]) if key in facts else True, (name, key, comments[at])
        for sentence in facts.get("comment_texts", []):
            assert any(plain(sentence) in plain(comment["text"]) for comment in comments), (name, sentence)
        if "replies" in facts:
            assert sum(c["reply_to"] is not None for c in comments) == facts["replies"], name
