"""NITF in a file of its own, written for the purpose."""

# ruff: noqa: E501 - a page reads better in its own lines

FILE = """<?xml version="1.0"?><!DOCTYPE nitf SYSTEM "nitf.dtd"><nitf><head><title>Bridge</title><docdata><doc-id id-string="d1"/>
<date.issue norm="20100511T083000Z"/></docdata><pubdata name="Evening Ledger" date.publication="20100511" position.section="City"/>
</head><body><body.head><hedline><hl1>Bridge shut</hl1><hl2>Ferries run</hl2></hedline><byline>Åsa Lindqvist</byline></body.head>
<body.content><p>One 🚧.</p><media media-type="image"><media-caption>The bridge.</media-caption></media><p>Two.</p></body.content>
</body></nitf>"""


def test_headline_lead_text_and_caption_are_told_apart(article):
    found = article(FILE, key="nitf")
    assert [(t.kind, t.text) for t in found.texts] == [
        ("headline", "Bridge shut"),
        ("lead", "Ferries run"),
        ("body", "One 🚧.\nTwo."),
        ("caption", "The bridge."),
    ]
    assert (found.outlet, found.byline, found.published, found.section) == (
        "Evening Ledger",
        "Åsa Lindqvist",
        "2010-05-11",
        "City",
    )


def test_it_is_known_by_its_root(best):
    assert best(FILE, "x.txt") == "nitf"
