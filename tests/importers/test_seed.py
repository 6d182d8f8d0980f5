"""The page of the seed, unit by unit, against what was read from it line by line."""

import hashlib
import json

from intercoder.importers import choose
from intercoder.records import Article, Comment, Text


def expected(seed):
    return json.loads(seed.with_name("expected.json").read_text("utf-8"))["files"][seed.name]


def test_the_page_is_recognised_as_plain_text_by_its_header(seed):
    key, evidence = choose(seed.read_bytes(), "page")
    assert key == "text"
    assert evidence.score >= 60
    assert "COMMENTS (10)" in evidence.sentence


def test_every_unit_has_the_kind_the_line_and_the_hash_that_were_read_by_hand(seed, article):
    parts = article(seed.read_bytes()).parts
    found = [
        (
            "comment" if isinstance(p, Comment) else p.kind,
            p.locator,
            len(p.text),
            hashlib.sha256(p.text.encode()).hexdigest(),
        )
        for p in parts
    ]
    assert found == [(u["kind"], f"line {u['lines'][0]}", u["code_points"], u["sha256"]) for u in expected(seed)["units"]]


def test_the_body_has_its_fourteen_paragraphs(seed, article):
    body = article(seed.read_bytes()).parts[0]
    assert isinstance(body, Text)
    assert [list(p) for p in body.paragraphs] == expected(seed)["units"][0]["paragraphs"]


def test_nothing_is_known_of_the_article_that_the_page_does_not_say(seed, article):
    page = article(seed.read_bytes())
    wanted = expected(seed)["article"]
    assert {key: getattr(page, key) for key in wanted} == wanted
    assert not page.stub


def test_the_mention_stays_in_the_text_and_is_no_reply(seed, article):
    comment = article(seed.read_bytes()).comments[4]
    assert comment.text.startswith("@Nadir, ")
    assert (comment.reply_to, comment.reply_basis, comment.author) == (None, None, None)


def test_the_difference_between_header_and_lines_is_the_one_warning(seed, read):
    records = read(seed.read_bytes())
    [page] = records
    assert isinstance(page, Article)
    [issue] = page.issues
    assert (issue.code, issue.locator, issue.severity) == ("declared_comments", "line 16", "warning")
    assert issue.message == "Header says 10 comments, 12 lines found."
    assert (issue.declared, issue.found) == (10, 12)
