"""Saved pages, written for the purpose: nested and flat threads in several languages, and what stands around them."""

import re

import pytest

from intercoder.importers import IMPORTERS
from intercoder.records import Article, Issue

HEAD = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Harbour bridge to stay shut | Evening Ledger</title>
<link rel="canonical" href="https://ledger.example/bridge">
<meta property="og:site_name" content="Evening Ledger"><meta name="author" content="Åsa Lindqvist">
<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Harbour bridge to stay shut",
"datePublished": "2019-05-15T06:00:01+02:00"}</script></head><body><nav><a href="/">Home</a><a href="/sport">Sport</a></nav>
<main><article><h1>Harbour bridge to stay shut</h1>
<p>The bridge stays shut until the divers have looked at every one of its piers 🚧, the harbour&nbsp;office said on Monday.</p>
<p>Ferries run every hour from the north quay, and the fare is the same as before; season tickets are valid on board.</p>
<p>“Nobody likes it,” said the harbour master, “but a closed bridge is better than a broken one, and we all know that.”</p>
</article>"""
FOOT = """<footer><p>© 2019 Ledger Press. All rights reserved. Imprint and terms of use.</p></footer></main></body></html>"""
NESTED = """<section id="comments"><h3>4 Comments</h3><ol class="comment-list">
<li class="comment even depth-1" id="comment-101"><div class="comment-body"><cite class="fn">Ada</cite> <span>says:</span>
<a href="#comment-101"><time datetime="2019-05-15T08:07:00+02:00">May 15, 2019 at 8:07 am</time></a>
<p>About time!</p><p>Who pays?</p><a class="comment-reply-link" href="?replytocom=101">Reply</a></div>
<ul class="children"><li class="comment odd alt depth-2" id="comment-102"><div class="comment-body"><cite class="fn">Ben</cite>
<span>says:</span> <a><time datetime="2019-05-15T09:23:00+02:00">May 15, 2019 at 9:23 am</time></a>
<p>We do 😀.</p><a class="comment-reply-link" href="?replytocom=102">Reply</a></div></li></ul></li>
<li class="comment even depth-1" id="comment-103"><div class="comment-body"><cite class="fn">Cleo</cite> <span>says:</span>
<a><time datetime="2019-05-16T10:00:00+02:00">May 16, 2019 at 10:00 am</time></a>
<p>@Ben I do not.</p><a class="comment-reply-link">Reply</a></div></li>
<li class="pingback" id="comment-104">Pingback: <a href="https://blog.example">Bridges</a></li></ol>
<form id="respond"><h3>Leave a Reply</h3><textarea name="comment"></textarea><p>May 20, 2019</p></form></section>"""
FLAT = """<div class="kommentare"><h2>Kommentare (2)</h2>
<div class="kommentar-item">
<div class="kommentar-info"><span class="benutzer">Jörg</span> <span>06.11.2023, 13.47 Uhr</span></div>
<h5>Endlich</h5><div class="kommentar-text">Gut so.<br><br>Sehr gut.</div></div>
<div class="kommentar-item">
<div class="kommentar-info"><span class="benutzer">Weiß</span> <span>07.11.2023, 8.01 Uhr</span></div>
<h5>Schade</h5><div class="kommentar-text">Nicht gut.</div></div></div>"""
SIBLINGS = """<h3>Comentarios</h3><dl class="comentarios-lista"><dt class="comentario-cabecera">Ana | 15 mayo 2019, 08:07</dt>
<dd>Ya era hora.</dd><dt class="comentario-cabecera">Luis | 16 mayo 2019, 09:00</dt><dd>¿Quién paga?</dd></dl>"""
RECENT = """<aside class="widget recent-comments"><ul><li class="recentcomment">Zoe, May 1, 2019: Nice</li>
<li class="recentcomment">Yan, May 2, 2019: Ugly</li><li class="recentcomment">Xu, May 3, 2019: So so</li></ul></aside>"""


@pytest.fixture
def page(article):
    return lambda *thread: article(HEAD + "".join(thread) + FOOT, key="html")


def test_the_facts_come_from_what_the_page_tells_machines(page):
    found = page()
    assert (found.headline, found.outlet, found.byline) == ("Harbour bridge to stay shut", "Evening Ledger", "Åsa Lindqvist")
    assert (found.published, found.published_raw) == ("2019-05-15T04:00:01Z", "2019-05-15T06:00:01+02:00")
    assert (found.url, found.language) == ("https://ledger.example/bridge", "en")


def test_the_body_has_the_page_s_own_characters_and_no_headline_menu_or_footer(page):
    body = next(text for text in page(NESTED).texts if text.kind == "body")
    assert body.text.startswith("The bridge stays shut until the divers")
    assert "piers 🚧, the harbour\u00a0office said" in body.text
    assert "Sport" not in body.text
    assert len(body.paragraphs) == 3


def test_comments_are_cut_out_of_the_body(page):
    body = next(text for text in page(NESTED).texts if text.kind == "body")
    assert "About time" not in body.text
    assert "We do" not in body.text


def test_nested_comments_have_their_own_text_author_and_day(page):
    comments = page(NESTED).comments
    assert [c.text for c in comments[:3]] == ["About time!\nWho pays?", "We do 😀.", "@Ben I do not."]
    assert [c.author for c in comments[:3]] == ["Ada", "Ben", "Cleo"]
    assert [c.posted for c in comments[:2]] == ["2019-05-15T06:07:00Z", "2019-05-15T07:23:00Z"]
    assert comments[0].posted_raw == "May 15, 2019 at 8:07 am"
    assert [c.provider_id for c in comments[:3]] == ["101", "102", "103"]


def test_a_reply_is_known_by_nesting_else_by_the_name_it_begins_with(page):
    comments = page(NESTED).comments
    assert [(c.reply_to, c.reply_basis) for c in comments[:3]] == [(None, None), (0, "explicit"), (1, "mention")]


def test_pingbacks_explain_what_the_header_counts_more(page):
    found = page(NESTED)
    assert [c.status for c in found.comments] == ["visible"] * 3 + ["pingback"]
    [declared] = [issue for issue in found.issues if issue.code == "declared_comments"]
    assert declared.message == "The header says 4: 3 comments and 1 pingbacks."


def test_a_title_of_a_comment_is_its_first_line_and_the_header_in_brackets_counts(page):
    found = page(FLAT)
    assert [c.text for c in found.comments] == ["Endlich\nGut so.\n\nSehr gut.", "Schade\nNicht gut."]
    assert [(c.author, c.posted) for c in found.comments] == [("Jörg", "2023-11-06T13:47"), ("Weiß", "2023-11-07T08:01")]
    assert found.declared_comments == 2


def test_texts_that_follow_their_heads_as_siblings_belong_to_them(page):
    comments = page(SIBLINGS).comments
    assert [(c.author, c.posted, c.text) for c in comments] == [
        ("Ana", "2019-05-15T08:07", "Ya era hora."),
        ("Luis", "2019-05-16T09:00", "¿Quién paga?"),
    ]


def test_a_name_that_ends_in_a_number_is_told_from_the_day_behind_it(page):
    item = '<li class="comment"><b>User {n}</b> <span>May {n}, 2019</span><p>Text {n}.</p></li>'
    found = page('<ol class="comment-list">' + "".join(item.format(n=n) for n in range(1, 6)) + "</ol>").comments
    assert [(c.author, c.posted, c.text) for c in found][4] == ("User 5", "2019-05-05", "Text 5.")
    assert len(found) == 5


def test_a_single_comment_is_one(page):
    one = FLAT[: FLAT.index('<div class="kommentar-item">', 200)] + "</div>"
    [comment] = page(one.replace("(2)", "(1)")).comments
    assert (comment.author, comment.text) == ("Jörg", "Endlich\nGut so.\n\nSehr gut.")


def test_a_box_with_comments_of_other_pages_is_no_thread(page):
    assert page(RECENT).comments == ()
    assert [c.author for c in page(RECENT, FLAT).comments] == ["Jörg", "Weiß"]


def test_a_platform_that_would_have_loaded_comments_is_named(page):
    found = page('<div id="disqus_thread"></div><script src="https://x.disqus.com/embed.js"></script>')
    assert [i.message for i in found.issues] == ["The page holds no comments; Disqus would have loaded them."]


@pytest.mark.parametrize("name", ["post comments-open", "has-comments entry", "comment-status-open"])
def test_a_page_that_may_be_commented_is_no_comment_itself(article, name):
    text = HEAD.replace("<article>", f'<div class="{name}"><p>May 15, 2019</p><article>') + "</div>" + FOOT
    found = article(text, key="html")
    assert found.comments == ()
    assert found.texts[1].text.endswith("and we all know that.”")


def test_an_article_is_never_part_of_a_comment(page):
    box = '<div class="kommentar-box"><p>Kommentar vom 1. Mai 2019: Alles neu</p></div>'
    found = page(box, FLAT)
    assert len([t for t in found.texts if t.kind == "body"]) == 1
    assert all("divers" not in c.text for c in found.comments)


def test_a_count_in_a_teaser_is_no_header_of_this_page(page):
    found = page('<ul class="teaser"><li><a href="/x">Storm <span>12 Comments</span></a></li></ul>')
    assert (found.declared_comments, found.comments) == (None, ())


def test_a_header_without_its_comments_is_a_warning(page):
    found = page("<section><h3>44 Kommentare</h3></section>")
    assert [(i.code, i.declared, i.found) for i in found.issues] == [("declared_comments", 44, 0)]


def test_a_byline_that_is_a_commenter_is_dropped(article):
    text = (HEAD + NESTED + FOOT).replace('content="Åsa Lindqvist"', 'content="Ada says"')
    assert article(text, key="html").byline is None


@pytest.mark.parametrize("markup", ["<html></html>", "<html><body><!-- nothing --></body></html>", "<p></p><p></p><p></p>"])
def test_a_page_without_text_is_skipped(read, markup):
    [issue] = [r for r in read(markup, key="html") if isinstance(r, Issue)]
    assert (issue.code, issue.severity) == ("no_text", "skipped")


def test_a_page_nested_without_end_is_read_as_far_as_it_goes(read):
    records = read("<html><body><p>Before.</p>" + "<div>" * 50_000 + "deep" + "</div>" * 50_000, key="html")
    assert [r.code for r in records if isinstance(r, Issue)] == ["limit"]


@pytest.mark.parametrize("share", [0.3, 0.5, 0.7, 0.9])
def test_a_page_that_breaks_off_gives_an_article_or_a_reason(read, share):
    text = HEAD + NESTED + FOOT
    assert read(text[: int(len(text) * share)], key="html")


def test_a_page_is_known_by_its_markup_not_by_its_name(best):
    assert best(HEAD + FOOT, "page.csv") == "html"
    assert IMPORTERS["html"].sniff(b"Plain text with 1 < 2.", "page.html").score == 0


@pytest.mark.parametrize(
    "place", ["</script>\x01", "</nav>\n<main>\x0b", "</form>\x02", "said on Monday\x0c.", "About\x1b time!"]
)
def test_a_page_with_control_characters_is_read_as_without_them(read, place):
    markup = HEAD + NESTED + FOOT
    bare = re.sub(r"[\x01-\x08\x0b\x0c\x0e-\x1f]", "", place)
    assert bare in markup
    clean, odd = (
        [record for record in read(text, key="html") if isinstance(record, Article)]
        for text in (markup, markup.replace(bare, place))
    )
    assert [shown(a) for a in odd] == [shown(a) for a in clean]
    assert "\x1b" not in place or "\x1b" in odd[0].comments[0].text


def shown(article):
    """All texts of an article without control characters and white space."""
    return [re.sub(r"[\x00-\x20]+", "", part.text) for part in article.parts]


@pytest.mark.parametrize(
    ("header", "says"),
    [
        ("“Harbour bridge” için 4 yanıt", "dedi ki:"),
        ("《Harbour bridge》有4条评论", "说道："),
        ("4 kommenttia artikkeliin ”Harbour bridge”", "sanoo:"),
    ],
)
def test_a_header_in_other_words_counts_where_it_is_the_last_heading_above_the_comments(page, header, says):
    found = page(NESTED.replace("4 Comments", header).replace("says:", says))
    assert found.declared_comments == 4
    assert [comment.author for comment in found.comments] == ["Ada", "Ben", "Cleo", None]


def test_a_heading_with_a_number_farther_above_declares_nothing(page):
    found = page("<h3>7 Gründe</h3><p>Text.</p><h3>Meinungen</h3>", NESTED.replace("<h3>4 Comments</h3>", ""))
    assert found.declared_comments is None


BUILT = "".join(
    f"""<div class="x1f k{n}"><div class="q7"><b>{name}</b> <span>May {n + 1}, 2020, 9:0{n} am</span></div>
<div class="p3">{text}</div></div>"""
    for n, (name, text) in enumerate([("Ada", "About time!"), ("Ben", "We do 😀."), ("Cleo", "نہیں")])
)


def test_items_without_a_speaking_name_are_comments_where_they_are_as_many_as_the_header_says(page):
    found = page(f'<div class="z9"><div class="h1x">3 Comments</div><div class="w4">{BUILT}</div></div>')
    assert [(c.author, c.text, c.posted) for c in found.comments] == [
        ("Ada", "About time!", "2020-05-01T09:00"),
        ("Ben", "We do 😀.", "2020-05-02T09:01"),
        ("Cleo", "نہیں", "2020-05-03T09:02"),
    ]
    assert found.declared_comments == 3
    body = next(text.text for text in found.texts if text.kind == "body")
    assert "About time" not in body


@pytest.mark.parametrize(
    "around",
    [
        '<div class="h1x">4 Comments</div><div class="w4">{}</div>',
        '<div class="h1x">0 Comments</div><div class="w4">{}</div>',
        '<div class="h1x">3 Comments</div><aside>{}</aside>',
        '<div class="w4">{}</div><div class="h1x">3 Comments</div>',
        '<a href="#c"><div class="h1x">3 Comments</div></a><div class="related">{}</div>',
    ],
)
def test_dated_items_that_no_header_counts_are_no_comments(page, around):
    assert page(around.format(BUILT)).comments == ()


@pytest.mark.parametrize("limit", ["BODY_LINES", "BODY_ELEMENTS"])
def test_a_page_with_too_many_elements_is_taken_with_all_its_lines(page, monkeypatch, limit):
    monkeypatch.setattr(IMPORTERS["html"], limit, 3)
    found = page(NESTED)
    body = next(text.text for text in found.texts if text.kind == "body")
    assert "The bridge stays shut until the divers" in body
    assert "Imprint and terms of use" in body
    assert len(found.comments) == 4
