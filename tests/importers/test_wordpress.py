"""WordPress exports, written for the purpose: kinds of items, statuses of comments, damage, private data."""

import pytest

from intercoder.importers import choose
from intercoder.records import Article, Issue

COMMENT = """<wp:comment><wp:comment_id>{n}</wp:comment_id><wp:comment_author><![CDATA[Ada & Ben]]></wp:comment_author>
<wp:comment_author_email>ada@mail.example</wp:comment_author_email><wp:comment_author_IP>10.0.0.1</wp:comment_author_IP>
<wp:comment_date_gmt>2014-01-14 17:32:12</wp:comment_date_gmt><wp:comment_content><![CDATA[{text}]]></wp:comment_content>
<wp:comment_approved>{approved}</wp:comment_approved><wp:comment_type>{kind}</wp:comment_type>
<wp:comment_parent>{parent}</wp:comment_parent></wp:comment>"""
ITEM = """<item><title>Bridge shut 🚧</title><link>https://port.example/{n}</link><dc:creator><![CDATA[Åsa]]></dc:creator>
<guid isPermaLink="false">https://port.example/?p={n}</guid><content:encoded><![CDATA[{text}]]></content:encoded>
<wp:post_date_gmt>{day}</wp:post_date_gmt>{kind}{comments}</item>"""
FEED = """<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/"><channel><title>Port notes</title>
<language>en</language>{items}</channel></rss>"""


def comment(n, text="Yes.", approved="1", kind="", parent="0"):
    return COMMENT.format(n=n, text=text, approved=approved, kind=kind, parent=parent)


def item(n=1, text="One.\n\nTwo <b>bold</b>.", day="2014-01-14 17:31:03", kind="post", comments=""):
    kind = f"<wp:post_type>{kind}</wp:post_type>" if kind else ""
    return ITEM.format(n=n, text=text, day=day, kind=kind, comments=comments)


def feed(*items):
    return FEED.format(items="".join(items))


def test_a_post_is_an_article_with_its_paragraphs(article):
    found = article(feed(item()), key="wordpress")
    assert (found.headline, found.outlet, found.byline, found.language) == ("Bridge shut 🚧", "Port notes", "Åsa", "en")
    assert (found.published, found.url) == ("2014-01-14T17:31:03Z", "https://port.example/1")
    assert found.texts[1].text == "One.\n\nTwo bold."
    assert len(found.texts[1].paragraphs) == 2


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("One.\n\nTwo.\n\n<ul>\n<li>a</li>\n<li>b</li>\n</ul>\nThree\nfour.", "One.\n\nTwo.\na\nb\nThree\nfour."),
        ("One <a\nhref='#'>link</a>.<br />\nTwo.\n\nThree.", "One link.\nTwo.\n\nThree."),
        ("<!-- wp:paragraph -->\n<p>One\nline.</p>\n<!-- /wp:paragraph -->\n<ul><li>a</li></ul>", "One line.\na"),
        ("<pre>x\n  y</pre>\n\nOne.", "x\n  y\nOne."),
    ],
    ids=["a list", "within a tag", "paragraphs of its own", "verbatim"],
)
def test_line_feeds_are_breaks_where_a_post_has_no_paragraphs_of_its_own(article, markup, text):
    found = article(feed(item(text=markup, comments=comment(1, markup))), key="wordpress")
    assert [found.texts[1].text, found.comments[0].text] == [text] * 2


def test_a_day_of_zeros_is_unknown(article):
    assert article(feed(item(day="0000-00-00 00:00:00")), key="wordpress").published is None


@pytest.mark.parametrize("kind", ["page", "attachment", "nav_menu_item"])
def test_what_is_no_post_is_skipped_unless_it_carries_comments(read, kind):
    skipped, kept = read(feed(item(kind=kind), item(2, kind=kind, comments=comment(1))), key="wordpress")[:2]
    assert (skipped.code, skipped.severity, skipped.raw) == ("skipped", "skipped", "Bridge shut 🚧")
    assert isinstance(kept, Article)


def test_an_item_without_a_type_is_a_post(article):
    assert article(feed(item(kind="")), key="wordpress").headline == "Bridge shut 🚧"


def test_comments_keep_their_status_and_answer_by_id(article):
    comments = comment(7), comment(8, parent="7"), comment(9, approved="0"), comment(10, approved="trash")
    found = article(feed(item(comments="".join((*comments, comment(11, kind="pingback"))))), key="wordpress").comments
    assert [c.status for c in found] == ["visible", "visible", "pending", "deleted", "pingback"]
    assert [(c.reply_to, c.reply_basis) for c in found[:2]] == [(None, None), (0, "explicit")]
    assert found[0].author == "Ada & Ben"


def test_line_feeds_of_a_comment_are_breaks(article):
    [found] = article(feed(item(comments=comment(7, "One.\nTwo &amp; <i>three</i>."))), key="wordpress").comments
    assert found.text == "One.\nTwo & three."


def test_an_answer_to_a_comment_that_is_missing_says_so(article):
    found = article(feed(item(comments=comment(8, parent="3"))), key="wordpress")
    assert [issue.code for issue in found.issues] == ["orphan_reply"]
    assert found.comments[0].extra == {"parent": "3"}


def test_addresses_are_left_out_and_counted_unless_they_are_kept(read):
    text = feed(item(comments=comment(7)))
    article, dropped = read(text, key="wordpress")
    assert (dropped.code, dropped.found) == ("private_data_dropped", 2)
    assert "ada@mail.example" not in repr(article)
    [kept] = read(text, key="wordpress", keep_private=True)
    assert kept.comments[0].extra["comment_author_email"] == "ada@mail.example"


def test_damage_costs_what_is_damaged_and_is_said_with_its_line(read):
    records = read(feed(item(1), "<item><title>Bro&ken</title>", item(3)), key="wordpress")
    assert any(isinstance(r, Article) for r in records)
    assert any(isinstance(r, Issue) and r.code == "record_broken" and r.severity == "skipped" for r in records)


def test_a_document_type_is_refused(read):
    [issue] = read(feed(item()).replace("<rss ", "<!DOCTYPE rss [<!ENTITY a 'b'>]><rss ", 1), key="wordpress")
    assert (issue.code, issue.severity) == ("record_broken", "skipped")


def test_it_is_known_by_its_elements(best):
    assert best(feed(item()), "x.txt") == "wordpress"


def test_items_in_running_text_and_in_comments_are_no_evidence():
    text = feed(item(text="A feed has &lt;item&gt;, or <item> and <item> 🙂."), "<!-- <item> -->")
    _key, evidence = choose(text.encode(), "x")
    assert "1 item so far" in evidence.sentence
