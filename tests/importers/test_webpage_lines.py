"""Lines and comments of saved pages as the page has them, and comments that it gives to machines only."""

import json

PAGE = """<!DOCTYPE html><html><head><title>Bridge shut</title>{head}</head><body><article><h1>Bridge shut</h1>{body}</article>
{thread}</body></html>"""
SENTENCE = "The bridge over the river stays closed until the autumn, the city said on Monday"


def page(body="", thread="", head=""):
    return PAGE.format(body=body, thread=thread, head=head)


def body_of(found):
    return next(text.text for text in found.texts if text.kind == "body").split("\n")


def test_a_short_page_keeps_its_paragraphs(article):
    body = f'<p class="author">By Åsa</p><time>1 May 2020</time><p>{SENTENCE}.</p><p>{SENTENCE} 🙂.</p>'
    assert body_of(article(page(body), key="html"))[-2:] == [f"{SENTENCE}.", f"{SENTENCE} 🙂."]


def test_lists_and_tables_have_the_characters_of_the_page_and_no_others(article):
    rows = "<table><tr><th>Year</th><th>Cars</th></tr><tr><td>a|b</td><td>2</td></tr></table>"
    items = "<ul><li>One <b>thing</b></li><li>Two<ul><li>Within</li></ul></li></ul>"
    found = article(page(f"<p>{SENTENCE * 4}.</p>{rows}{items}<p>- Its own dash.</p><p>{SENTENCE * 4}!</p>"), key="html")
    assert body_of(found)[1:-1] == ["Year Cars", "a|b 2", "One thing", "Two", "Within", "- Its own dash."]


def test_what_a_time_shows_is_no_text_of_the_comment_however_it_is_printed(article):
    shown = ("May 1", "۱ مئی", "1er mai", "so long")
    comments = "".join(
        f'<div class="comment"><span class="author">User {n}</span> <time datetime="2020-05-0{n}T10:00">{day}</time>'
        f"<p>Comment {n}, so long.</p></div>"
        for n, day in enumerate(shown, 1)
    )
    found = article(page(f"<p>{SENTENCE}.</p>" * 4, f'<section class="comments">{comments}</section>'), key="html").comments
    assert [(c.author, c.posted, c.text) for c in found] == [
        (f"User {n}", f"2020-05-0{n}T10:00", f"Comment {n}, so long.") for n in range(1, 5)
    ]


LINKED = {
    "@type": "NewsArticle",
    "headline": "Bridge shut",
    "commentCount": 4,
    "comment": [
        {"@type": "Comment", "text": "First &amp; foremost", "dateCreated": "2020-05-02", "author": {"name": "Ada"},
         "upvoteCount": 3, "comment": [{"@type": "Comment", "text": "پل 🙂", "author": "Ben"}]},
        {"@type": "Comment", "text": "@Ada No.", "author": {"name": "Cem", "email": "cem@mail.example"}},
    ],
}  # fmt: skip


def linked(*comments):
    script = f'<script type="application/ld+json">{json.dumps(LINKED)}</script>'
    return page(f"<p>{SENTENCE}.</p>" * 4, "".join(comments), script)


def test_comments_that_a_page_gives_to_machines_only_are_read(article):
    found = article(linked(), key="html")
    assert [(c.author, c.posted, c.text, c.likes, c.reply_to, c.reply_basis) for c in found.comments] == [
        ("Ada", "2020-05-02", "First & foremost", 3, None, None),
        ("Ben", None, "پل 🙂", None, 0, "explicit"),
        ("Cem", None, "@Ada No.", None, 0, "mention"),
    ]
    [issue] = found.issues
    assert (issue.code, issue.declared, issue.found) == ("declared_comments", 4, 3)


def test_comments_that_stand_in_the_page_are_not_read_twice(article):
    item = '<div class="comment"><b class="author">Ada</b><time datetime="2020-05-02">2 May 2020</time><p>First.</p></div>'
    found = article(
        linked('<div class="comments">', item, item.replace("First", "Then"), item.replace("First", "Last"), "</div>"),
        key="html",
    )
    assert [c.text for c in found.comments] == ["First.", "Then.", "Last."]
