"""HTML of Nexis, written for the purpose: documents in comments, an error notice, a part of a larger result."""

import pytest

from intercoder.records import Issue

HEAD = """<HTML><HEAD><STYLE TYPE="text/css"><!--
.c0 { text-align: center; }
.c3 { text-align: center; margin-left: 13%; }
.c5 { text-align: left; }
--></STYLE><META TOPIC="null" DOCUMENTS="2" /></HEAD><BODY>
"""
DOCUMENT = """<A NAME="D"></A><!-- Hide XML section from browser
<DOC NUMBER={n}>
<DOCFULL> -->
<BR><DIV CLASS="c0"><P><SPAN>{at} of {of} DOCUMENTS</SPAN></P></DIV>
<BR><DIV CLASS="c3"><P><SPAN>Evening Ledger</SPAN></P></DIV>
<BR><DIV CLASS="c3"><P><SPAN>March</SPAN><SPAN> 14, 2013 Thursday 11:21 AM GMT</SPAN></P></DIV>
<BR><DIV CLASS="c5"><P><SPAN>Bridge shut;<BR>Ferries run</SPAN></P></DIV>
<BR><DIV CLASS="c5"><P><SPAN>BYLINE: </SPAN><SPAN>Åsa Lindqvist</SPAN></P></DIV>
<BR><DIV CLASS="c5"><P><SPAN>LENGTH: </SPAN><SPAN>23 words</SPAN></P></DIV>
<BR><DIV CLASS="c5"><P><SPAN>The bri</SPAN><SPAN>dge &amp; the&nbsp;port 🚧.</SPAN></P><P><SPAN>Second
 paragraph.</SPAN></P></DIV>
<BR><DIV CLASS="c5"><P><SPAN>CORRECTION:<BR></SPAN></P><P><SPAN>It was the north pier.</SPAN></P></DIV>
<BR><DIV CLASS="c5"><P><SPAN>LANGUAGE: </SPAN><SPAN>ENGLISH</SPAN></P></DIV>
<BR><DIV CLASS="c3"><P><SPAN>Copyright 2013 Ledger Press</SPAN></P></DIV>
<!-- Hide XML section from browser
</DOCFULL>
</DOC> -->
"""
BROKEN = """<!-- Hide XML section from browser
<DOC NUMBER=2>
<DOCFULL> -->
<DIV CLASS="c0"><P>2 of 2 DOCUMENTS</P></DIV>
<DIV CLASS="c5"><P>We are sorry but there is an error in this document and it is not possible to display it.</P></DIV>
<!-- </DOCFULL></DOC> -->
"""


def page(*documents):
    return HEAD + "".join(documents) + "</BODY></HTML>"


def test_divs_in_their_order_give_the_facts(article):
    found = article(page(DOCUMENT.format(n=1, at=1, of=1)), key="nexis-html")
    assert (found.headline, found.outlet, found.byline) == ("Bridge shut; Ferries run", "Evening Ledger", "Åsa Lindqvist")
    assert (found.published, found.published_precision) == ("2013-03-14T11:21Z", "minute")
    assert (found.language, found.length_declared) == ("ENGLISH", 23)


def test_hit_words_do_not_split_words_and_no_break_spaces_stay(article):
    texts = {t.kind: t.text for t in article(page(DOCUMENT.format(n=1, at=1, of=1)), key="nexis-html").texts}
    assert texts["body"] == "The bridge & the\u00a0port 🚧.\nSecond paragraph."
    assert texts["correction"] == "It was the north pier."


@pytest.mark.parametrize("row", range(1, DOCUMENT.count("</DIV>") + 1))
def test_a_row_that_lost_its_end_stops_where_the_next_begins(article, row):
    whole = DOCUMENT.format(n=1, at=1, of=1)
    rows = whole.split("</DIV>")
    damaged = "</DIV>".join(rows[:row]) + "</DIV>".join(rows[row:])
    assert article(page(damaged), key="nexis-html") == article(page(whole), key="nexis-html")


def test_a_document_with_an_error_notice_is_skipped(read):
    records = read(page(DOCUMENT.format(n=1, at=1, of=2), BROKEN), key="nexis-html")
    skipped = next(r for r in records if isinstance(r, Issue) and r.severity == "skipped")
    assert (skipped.locator, skipped.message) == ("document 2", "The document holds only an error notice.")


def test_a_part_of_a_larger_result_is_no_truncation(read):
    records = read(page(DOCUMENT.format(n=1, at=2001, of=2146)), key="nexis-html")
    assert [r.code for r in records if isinstance(r, Issue)] == []


def test_it_is_known_by_its_comments(best):
    assert best(page(DOCUMENT.format(n=1, at=1, of=1)), "export.txt") == "nexis-html"
