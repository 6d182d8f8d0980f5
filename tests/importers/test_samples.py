"""Real dumps beside the repository against the numbers that were counted in them; skipped where they are not."""

# ruff: noqa: PT017 - a real file may be read or refused, and both are judged

import json
import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from typing import Any

import pytest

from intercoder.errors import UserError
from intercoder.project import Project
from intercoder.records import Article, Issue
from intercoder.tasks.importing import import_dump
from intercoder.tasks.inspect import inspect
from intercoder.tasks.packages import check

FOLDERS = [
    "plaintext-scrape", "comments-csv", "reddit-csv", "coders-nyt-comments", "folder-zip-txt-urdu", "integrum-xlsx",
    "gdelt", "nexis-docx", "nexis-txt", "nexis-html", "factiva-html", "factiva-xml", "html-pages", "europresse-html",
    "proquest", "wordpress-wxr", "disqus-xml", "guardian-discussion-json", "newsml-g2", "newsml-afp-arabic", "ninjs",
    "mediacloud", "apa-rtf", "clippings-html", "pdf", "basil-json", "warc", "coders-babe-news", "coders-spans-nyt",
]  # fmt: skip
OTHERS = {"refi"}
"""Projects of other programs: what is right of them is in the tests of their import."""
COMPARED = {
    "articles", "comments", "declared_articles", "declared_comments", "titles", "titles_include", "dates", "bylines",
    "outlets", "provider_ids", "comment_first", "comment_last", "comment_texts", "replies", "skipped_min",
    "skipped_items", "warnings_min", "refusal_ok", "rows", "duplicates", "deleted", "not_visible", "pingbacks",
}  # fmt: skip
SAID = {"basis", "note"}
ENCODINGS = {
    "nyt_german_ui.html": "cp1252",  # Declares UTF-8.
    "nnz-online.de-Quantensprung.html": "cp1252",  # Declares ISO-8859-1.
}
"""Of the files that are no UTF-8."""


@dataclass
class Dump:
    """A real file as it was read: what is known of it, the document of `inspect`, and the records."""

    name: str
    facts: dict[str, Any]
    document: dict[str, Any]
    articles: list[Article]
    issues: list[Issue]

    @property
    def items(self):
        return [item for file in self.document["files"] for item in file.get("items", [])]

    @property
    def comments(self):
        return [comment for article in self.articles for comment in article.comments]


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
    """Each file of a folder that can be read; one that is refused must be allowed to be, and say why in one line."""
    return list(dumps_of(samples, folder))


def facts_of(samples, folder):
    return json.loads((samples / folder / "expected.json").read_text("utf-8"))["files"]


def dumps_of(samples, folder):
    for name, facts in facts_of(samples, folder).items():
        if facts.get("inspect") is False:
            continue
        records = []
        try:
            document = inspect([samples / folder / name], items=True, take=lambda _file, found, to=records: to.extend(found))
        except UserError as error:
            assert facts.get("refusal_ok"), name
            assert error.message.strip()
            assert "\n" not in error.message
            continue
        articles = [record for record in records if isinstance(record, Article)]
        issues = [record for record in records if isinstance(record, Issue)]
        yield Dump(name, facts, document, articles, [*issues, *(i for a in articles for i in a.issues)])


def test_every_folder_every_file_and_every_fact_of_the_samples_is_compared(samples):
    assert {path.name for path in samples.iterdir() if path.is_dir()} == {*FOLDERS, *OTHERS}
    for folder in FOLDERS:
        known = facts_of(samples, folder)
        assert {path.name for path in (samples / folder).iterdir()} == {*known, "expected.json"}, folder
        for name, facts in known.items():
            assert set(facts) <= ({"inspect", "codings", *SAID} if facts.get("inspect") is False else COMPARED | SAID), name


@pytest.mark.parametrize("folder", dumps())
def test_a_real_dump_gives_the_numbers_that_were_counted_in_it(samples, folder):
    for dump in read(samples, folder):
        name, facts, totals = dump.name, dump.facts, dump.document["totals"]
        for key in ("articles", "comments"):
            assert fits(totals[key], facts.get(key, totals[key])), (name, key, totals[key])
        assert totals["warnings"] >= facts.get("warnings_min", 0), name
        assert totals["skipped"] >= facts.get("skipped_min", 0), name
        assert totals["skipped"] == facts.get("skipped_items", totals["skipped"]), name
        assert totals["comments"] + totals["skipped"] == facts.get("rows", totals["comments"] + totals["skipped"]), name
        for key in ("declared_articles", "declared_comments"):
            said = {file[key] for file in dump.document["files"]}
            assert said == {facts[key]} if key in facts else True, (name, key, said)


@pytest.mark.parametrize("folder", dumps())
def test_a_real_dump_gives_the_facts_that_stand_in_it(samples, folder):
    keys = {"titles": "headline", "dates": "published", "bylines": "byline", "outlets": "outlet"}
    for dump in read(samples, folder):
        values = {group: [item[key] for item in dump.items] for group, key in keys.items()}
        values["dates"] = [day and day[:10] for day in values["dates"]]
        values["provider_ids"] = [article.provider_id for article in dump.articles]
        for group, found in values.items():
            first, last = (dump.facts.get(group, {}).get(end, []) for end in ("first", "last"))
            assert len(found) >= max(len(first), len(last)), (dump.name, group)
            for value, wanted in [*zip(found, first, strict=False), *zip(found[len(found) - len(last) :], last, strict=True)]:
                alike = value == wanted if group == "provider_ids" else same(value, wanted)
                assert alike, (dump.name, group, wanted, value)
        for title in dump.facts.get("titles_include", []):
            assert any(same(item["headline"], title) for item in dump.items), (dump.name, title)


@pytest.mark.parametrize("folder", dumps())
def test_the_comments_of_a_real_dump_are_its_own(samples, folder):
    for dump in read(samples, folder):
        comments, facts = [c for item in dump.items for c in item["comments"]], dump.facts
        for key, at in (("comment_first", 0), ("comment_last", -1)):
            assert comment_fits(comments[at], facts[key]) if key in facts else True, (dump.name, key, comments[at])
        for sentence in facts.get("comment_texts", []):
            assert any(plain(sentence) in plain(comment["text"]) for comment in comments), (dump.name, sentence)
        if "replies" in facts:
            assert sum(c["reply_to"] is not None for c in comments) == facts["replies"], dump.name


@pytest.mark.parametrize("folder", dumps())
def test_the_states_of_comments_and_the_repeats_of_a_real_dump_are_counted(samples, folder):
    for dump in read(samples, folder):
        states = Counter(comment.status for comment in dump.comments)
        found = {
            "deleted": states["deleted"],
            "pingbacks": states["pingback"],
            "not_visible": states.total() - states["visible"],
            "duplicates": sum(issue.code == "duplicates" for issue in dump.issues),
        }
        wanted = {key: dump.facts[key] for key in found if key in dump.facts}
        assert {key: found[key] for key in wanted} == wanted, dump.name


@pytest.mark.parametrize("folder", dumps())
def test_the_encoding_of_a_real_dump_is_what_its_bytes_are(samples, folder):
    for dump in read(samples, folder):
        data = (samples / folder / dump.name).read_bytes()
        if b"\0" in data or data.startswith((b"%PDF", b"PK", b"\x1f\x8b")) or dump.name.endswith(".warc"):
            continue
        [file] = dump.document["files"]
        wanted = ENCODINGS.get(dump.name, "utf-8")
        assert file["encoding"] == wanted, dump.name
        data.decode(wanted)  # Strictly.


def test_all_real_dumps_are_imported_into_a_project_once(samples, tmp_path):
    paths = [
        samples / folder / name
        for folder in FOLDERS
        for name, facts in facts_of(samples, folder).items()
        if facts.get("inspect", True) and not (facts.get("refusal_ok") and facts.get("articles") == 0)
    ]
    with Project.create(tmp_path / "study.intercoder", "Study") as project:
        first = import_dump(project, paths)["totals"]
        counts = project.material.counts()
        assert first["new"] + first["identical"] + first["changed"] == first["articles"]
        assert counts.articles == first["new"]
        again = import_dump(project, paths)["totals"]
        assert (again["new"], again["changed"], again["conflict"]) == (0, 0, 0)
        assert project.material.counts() == counts
        assert check(project)["ok"]
