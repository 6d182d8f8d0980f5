"""Exports of ProQuest, written for the purpose: HTML, an e-mail with a broken page inside, plain text."""

import quopri

import pytest

from intercoder.records import Issue

HTML = """<div><a name="DocID_LEDGER_{n}"></a>
<p style="font-size:11pt;font-weight:bold;">Bridge shut: [City Desk]</p>
<p><strong>Author:  </strong>Lindqvist, Åsa</p><p><strong>Publication info:  </strong>
Evening Ledger ; Port Vale 08 May 2010: AA.2.</p><p><strong>Abstract:  </strong></p><p>A bridge.</p>
<p><strong>Full text: </strong><text wordcount="9"><title></title>
<p>The bridge stays shut 🚧.</p><p>Source: the port</p><p>Ferries run.</p></text></p>
<p><strong>Subject: </strong>Bridges</p><p><strong>Publication title: </strong>Evening Ledger; Port Vale</p>
<p><strong>Pages: </strong>AA.2</p><p><strong>Publication date: </strong>May 8, 2010</p>
<p><strong>Language of publication: </strong>English</p><p><strong>ProQuest document ID: </strong>{n}</p></div>"""
TEXT = """____________________________________________________________

Bridge shut

Author: Lindqvist, Åsa

Publication info: Evening Ledger ; Port Vale  08 May 2010: AA.2.

Abstract: A bridge.

Full text: The bridge stays shut.

Ferries run.

Subject: Bridges

Publication date: May 8, 2010

ProQuest document ID: 251
____________________________________________________________
"""


def mail(html):
    body = quopri.encodestring(html.encode()).decode()
    return (
        "From: <noreply@export.example>\nSubject: Your research\nMIME-Version: 1.0\n"
        'Content-Type: multipart/mixed; boundary="B"\n\n--B\nContent-Type: text/html; charset="UTF-8"\n'
        f"Content-Transfer-Encoding: quoted-printable\n\n{body}\n--B--\n"
    )


@pytest.mark.parametrize("form", [HTML.format(n=251), mail(HTML.format(n=251)), TEXT], ids=["html", "e-mail", "text"])
def test_the_three_forms_give_the_same_article(article, form):
    found = article(form, key="proquest")
    assert (found.byline, found.published, found.provider_id) == ("Lindqvist, Åsa", "2010-05-08", "251")
    assert found.outlet == "Evening Ledger"
    assert found.headline.startswith("Bridge shut")
    assert found.extra["subject"] == "Bridges"


def test_a_sentence_that_begins_like_a_label_stays_in_the_text(article):
    body = next(text for text in article(HTML.format(n=251), key="proquest").texts if text.kind == "body")
    assert body.text == "The bridge stays shut 🚧.\nSource: the port\nFerries run."


def test_the_page_of_another_document_inside_a_text_does_not_swallow_the_rest(read):
    broken = HTML.format(n=251).replace("<title></title>", "html&gt;<head><meta name='x'><title></title></head><body>")
    first, second = read(mail("<html><body>" + broken + HTML.format(n=252)), key="proquest")
    assert (first.provider_id, second.provider_id) == ("251", "252")
    assert first.texts[1].text.startswith("The bridge stays shut")


def test_an_e_mail_without_a_document_says_so(read):
    [issue] = [r for r in read(mail("<p>Hello from ProQuest</p>"), key="proquest") if isinstance(r, Issue)]
    assert (issue.code, issue.severity) == ("no_text", "skipped")


def test_each_form_is_known_by_its_content(best):
    assert [best(form, "x.doc") for form in (HTML.format(n=1), mail(HTML.format(n=1)), TEXT)] == ["proquest"] * 3
