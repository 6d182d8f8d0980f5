"""HTML of Factiva, written for the purpose: both layouts, interfaces in four languages, and a charset that lies."""

import pytest

DIVS = """<html><head><meta http-equiv="Content-Type" content="text/html; charset=UTF-8"><title>Factiva</title></head><body>
<div id="article-LEDGER0020180{n}e1234567a" class="article"><div class="article {lang}Article"><p></p>
<div id="hd"><span class="{lang}Headline">Bridge <b>sh</b>ut</span></div>
<div class="author">By Åsa Lindqvist</div><div>{words}</div><div>{day}</div><div>Evening Ledger</div><div>LEDGER</div>
<div>Late City Edition</div><div>A4</div><div>English</div><div>© 2018 Ledger Press</div>
<p class="articleParagraph {lang}articleParagraph">The <b>bri</b>dge stays shut 🚧.</p>
<p class="articleParagraph {lang}articleParagraph">Ferries run.</p>
<p>Document LEDGER0020181007e1a7000{n}x</p></div></div></body></html>"""
TABLE = """<html><body><div class="article frArticle"><table>
<tr><td class="index"><b>HD</b>&nbsp;</td><td><b class='frHeadline'>Le pont ferme</b></td></tr>
<tr><td><b>WC</b>&nbsp;</td><td>1&nbsp;295 mots</td></tr><tr><td><b>PD</b>&nbsp;</td><td>29 décembre 2011</td></tr>
<tr><td><b>ET</b>&nbsp;</td><td>15:32</td></tr><tr><td><b>SN</b>&nbsp;</td><td>Le Quai</td></tr>
<tr><td><b>LP</b>&nbsp;</td><td><p class="articleParagraph frarticleParagraph">Un.</p></td></tr>
<tr><td><b>TD</b>&nbsp;</td><td><p class="articleParagraph frarticleParagraph">Deux.</p></td></tr>
<tr><td><b>AN</b>&nbsp;</td><td>Document QUAI000020111229e7ct0001r</td></tr></table></div></body></html>"""


def test_facts_without_labels_are_known_by_their_shape(article):
    text = DIVS.format(n=7, lang="en", words="1,877 words", day="7 October 2018 17:04")
    found = article(text, key="factiva-html")
    assert (found.headline, found.outlet, found.byline) == ("Bridge shut", "Evening Ledger", "By Åsa Lindqvist")
    assert (found.published, found.published_precision) == ("2018-10-07T17:04", "minute")
    assert (found.edition, found.page, found.length_declared) == ("Late City Edition", "A4", 1877)
    assert (found.language, found.provider_id) == ("en", "LEDGER0020181007e1a70007x")


def test_hit_words_do_not_split_words(article):
    found = article(DIVS.format(n=7, lang="en", words="9 words", day="7 October 2018"), key="factiva-html")
    body = next(text for text in found.texts if text.kind == "body")
    assert body.text == "The bridge stays shut 🚧.\nFerries run."
    assert len(body.paragraphs) == 2


@pytest.mark.parametrize(
    ("lang", "words", "day", "value"),
    [
        ("de", "877 Wörter", "9 Januar 1993", "1993-01-09"),
        ("fr", "295 mots", "29 décembre 2011", "2011-12-29"),
        ("zhcn", "1000 字", "2018 年 10 月 7 日 17:04", "2018-10-07T17:04"),
        ("ru", "120 слов", "5 мая 2014", "2014-05-05"),
    ],
)
def test_the_interface_may_speak_any_language(article, lang, words, day, value):
    assert article(DIVS.format(n=1, lang=lang, words=words, day=day), key="factiva-html").published == value


def test_a_missing_fact_does_not_move_the_others(article):
    text = DIVS.format(n=7, lang="en", words="9 words", day="7 October 2018")
    found = article(text.replace("<div>9 words</div>", "").replace("<div>Late City Edition</div>", ""), key="factiva-html")
    assert (found.outlet, found.edition, found.page, found.length_declared) == ("Evening Ledger", None, "A4", None)


def test_rows_with_codes_give_the_same_facts(article):
    found = article(TABLE, key="factiva-html")
    assert (found.headline, found.outlet, found.published) == ("Le pont ferme", "Le Quai", "2011-12-29T15:32")
    assert (found.length_declared, found.provider_id) == (1295, "QUAI000020111229e7ct0001r")
    assert [text.text for text in found.texts] == ["Le pont ferme", "Un.\nDeux."]


def test_bytes_that_are_not_what_the_page_says_are_read_and_said(read):
    text = DIVS.format(n=7, lang="de", words="877 Wörter", day="9 März 1993")
    records = read(text.replace("🚧", "–").encode("cp1252"), key="factiva-html")
    assert {"encoding_guessed", "encoding_declared_wrong"} <= {r.code for r in records if hasattr(r, "code")}
    assert records[-1].published == "1993-03-09"


def test_it_is_known_by_the_class_of_its_articles(best):
    assert best(TABLE, "page.txt") == "factiva-html"
    assert best("<html><body><div class='article'><p>Text</p></div></body></html>", "page.html") != "factiva-html"


def test_an_article_with_a_time_and_no_day_costs_nothing_but_its_day(read):
    without = TABLE.replace("<b>PD</b>", "<b>XX</b>")
    found = read(without.replace("</body></html>", "") + TABLE.replace("<html><body>", ""), key="factiva-html")
    assert [(a.published, a.published_raw, a.headline) for a in found] == [
        (None, "15:32", "Le pont ferme"),
        ("2011-12-29T15:32", "29 décembre 2011 15:32", "Le pont ferme"),
    ]
