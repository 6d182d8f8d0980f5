"""Roles that the researcher gives to lines of a page, by hand and by rules of its site."""

import pytest

from intercoder.importers.plaintext import read_page
from intercoder.importers.reading.contract import LineRule
from intercoder.records import Comment, Text

PAGE = """\
Kerry hosts talks in Brussels
By Aylin Kaya
24 April 2013
The talks come after weeks of tension over their border.
برسلز میں مذاکرات ہوئے۔ 😀
What readers say: 2
Be kind to each other.
why is he standing like he is a servant of other two
and one thing more
@Nadir, the day people will realize this problem.
""".splitlines()


def kinds(article):
    return [(p.kind if isinstance(p, Text) else "comment", p.text) for p in article.parts]


def test_a_page_that_nobody_touched_is_read_as_ever():
    assert read_page(PAGE, painted={}) == read_page(PAGE)


def test_a_painted_headline_leaves_the_body_and_names_the_article():
    article = read_page(PAGE, painted={1: "headline"})
    assert article.headline == "Kerry hosts talks in Brussels"
    assert kinds(article)[0] == ("headline", "Kerry hosts talks in Brussels")
    body = next(part for part in article.texts if part.kind == "body")
    assert body.text == "\n".join(PAGE[1:])
    assert [body.text[a:b] for a, b in body.paragraphs] == PAGE[1:]


def test_lines_of_author_and_day_become_facts_and_no_text():
    article = read_page(PAGE, painted={2: "byline", 3: "published"})
    assert (article.byline, article.published, article.published_raw) == ("By Aylin Kaya", "2013-04-24", "24 April 2013")
    assert not any("By Aylin Kaya" in part.text or "2013" in part.text for part in article.parts)


def test_a_day_that_cannot_be_read_is_kept_as_printed():
    article = read_page(["yesterday", "The talks went on."], painted={1: "published"})
    assert (article.published, article.published_raw) == (None, "yesterday")
    assert [issue.code for issue in article.issues] == ["date_unread"]


def test_a_painted_header_makes_comments_of_what_is_below():
    article = read_page(PAGE, painted={6: "comments_header", 7: "boilerplate"})
    assert [kind for kind, _text in kinds(article)] == [
        "body",
        "comments_header",
        "boilerplate",
        "comment",
        "comment",
        "comment",
    ]
    assert article.declared_comments == 2


def test_a_line_that_continues_is_joined_to_the_comment_above():
    article = read_page(PAGE, painted={6: "comments_header", 7: "boilerplate", 9: "continues"})
    assert [c.text for c in article.comments] == [f"{PAGE[7]}\n{PAGE[8]}", PAGE[9]]


def test_all_lines_are_somewhere_after_painting():
    painted = {1: "headline", 4: "lead", 6: "comments_header", 8: "boilerplate", 10: "correction"}
    article = read_page(PAGE, painted=painted)
    found = sorted(line for part in article.parts for line in part.text.split("\n"))
    assert found == sorted(PAGE)


def test_an_author_stays_with_a_comment_that_gets_another_line():
    lines = ["A text of some length stands here, with a full stop.", "2 comments", "Ada, 3 May 2019", "Well said.", "Reply",
             "Ben, 4 May 2019", "No.", "Reply"]  # fmt: skip
    article = read_page(lines, painted={5: "continues"})
    assert [(c.author, c.posted, c.text) for c in article.comments] == [
        ("Ada", "2019-05-03", "Well said.\nReply"),
        ("Ben", "2019-05-04", "No."),
    ]


def test_the_head_of_a_comment_that_is_joined_is_kept_as_boilerplate():
    lines = ["A text of some length stands here, with a full stop.", "2 comments", "Ada, 3 May 2019", "Well said.",
             "Ben, 4 May 2019", "And more."]  # fmt: skip
    article = read_page(lines, painted={6: "continues"})
    assert [c.text for c in article.comments] == ["Well said.\nAnd more."]
    assert ("boilerplate", "Ben, 4 May 2019") in kinds(article)


def test_a_mode_decides_how_comments_are_divided():
    lines = ["The talks went on for days.", "COMMENTS (2)", "one line", "another line", "", "a third"]
    assert len(read_page(lines).comments) == 2
    assert [c.text for c in read_page(lines, mode="lines").comments] == ["one line", "another line", "a third"]
    assert len(read_page(lines, mode="blocks").comments) == 2


@pytest.mark.parametrize(
    ("rule", "fits", "not_"),
    [
        (LineRule("comments_header", "91 Ergänzungen", "like"), "7 Ergänzungen", "Ergänzungen"),
        (LineRule("headline", "1", "number"), "whatever comes first", ""),
    ],
)
def test_a_rule_speaks_of_a_line_by_its_shape_or_its_number(rule, fits, not_):
    assert rule.fits(fits, 1)
    assert not rule.fits(not_, 2)


def test_rules_of_a_site_are_used_on_its_next_page():
    rules = (
        LineRule("headline", "1", "number"),
        LineRule("comments_header", "What readers say: 9", "like"),
        LineRule("boilerplate", "Be kind to each other."),
    )
    article = read_page(["", "Another page", *PAGE[3:]], rules=rules)
    assert article.headline == "Another page"
    assert article.declared_comments == 2
    assert len(article.comments) == 3


def test_emoji_and_empty_pages_survive_every_role():
    for role in ("headline", "comment", "continues", "body", "thread_end", "boilerplate"):
        assert read_page([""], painted={1: role}).parts == ()
        [part] = read_page(["👩‍👩‍👧 ok"], painted={1: role}).parts
        assert part.text == "👩‍👩‍👧 ok"
        assert isinstance(part, Comment) == (role in ("comment", "continues"))
