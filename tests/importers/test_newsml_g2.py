"""NewsML-G2, written for the purpose."""

# ruff: noqa: E501 - a page reads better in its own lines

ITEM = """<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:wire:{n}" xml:lang="en-GB"><itemMeta>
<provider literal="Wire"/><versionCreated>2018-11-21T16:25:32-05:00</versionCreated></itemMeta><contentMeta>
<creator><name>Åsa Lindqvist</name></creator><language tag="en-GB"/><subject><name>bridges</name></subject>
<headline> Bridge shut</headline></contentMeta><contentSet>{content}</contentSet></newsItem>"""
NITF = """<inlineXML><nitf xmlns="http://iptc.org/std/NITF/2006-10-18/"><body><body.head><hedline><hl1>Bridge shut</hl1>
</hedline><byline>By Åsa Lindqvist, <byttl>Port reporter</byttl></byline></body.head><body.content><p>One 🚧.</p><p>Two.</p>
</body.content></body></nitf></inlineXML>"""
HTML = """<inlineXML><html xmlns="http://www.w3.org/1999/xhtml"><body><p>One <em>one</em>.</p><ul><li>Two.</li></ul></body></html>
</inlineXML>"""


def test_text_in_nitf_is_read(article):
    found = article(ITEM.format(n=1, content=NITF), key="newsml-g2")
    assert (found.headline, found.outlet, found.byline) == ("Bridge shut", "Wire", "By Åsa Lindqvist")
    assert (found.published, found.provider_id, found.section) == ("2018-11-21T21:25:32Z", "urn:wire:1", "bridges")
    assert found.texts[1].text == "One 🚧.\nTwo."


def test_text_in_html_is_read(article):
    assert article(ITEM.format(n=1, content=HTML), key="newsml-g2").texts[1].text == "One one.\nTwo."


def test_many_items_in_a_message_are_many_articles_and_pictures_are_skipped(read):
    text = "<newsMessage><itemSet>" + ITEM.format(n=1, content=NITF) + ITEM.format(n=2, content="<remoteContent/>")
    first, second = read(text + "</itemSet></newsMessage>", key="newsml-g2")
    assert (first.provider_id, second.severity, second.raw) == ("urn:wire:1", "skipped", "Bridge shut")


def test_it_is_known_by_its_namespace(best):
    assert best(ITEM.format(n=1, content=NITF), "x.txt") == "newsml-g2"
