"""ninjs, written for the purpose: versions 1 and 2."""

import json

ONE = {
    "uri": "https://wire.example/1",
    "type": "text",
    "versioncreated": "2013-07-09T10:37:00Z",
    "byline": "Åsa Lindqvist",
    "headline": "Bridge shut",
    "language": "en",
    "body_text": "One 🚧. Two.",
    "body_xhtml": "<p>One 🚧.</p><p>Two.</p>",
}
TWO = {
    "uri": "https://wire.example/2",
    "versionCreated": "2021-07-09T10:37:00Z",
    "headlines": [{"role": "main", "value": "Bridge open"}],
    "bodies": [{"contentType": "text/plain", "value": "x"}, {"contentType": "text/html", "value": "<p>Open.</p>"}],
}


def test_a_text_that_is_there_twice_is_read_once_with_its_paragraphs(article):
    found = article(json.dumps(ONE), key="ninjs")
    assert [(t.kind, t.text) for t in found.texts] == [("headline", "Bridge shut"), ("body", "One 🚧.\nTwo.")]
    assert (found.byline, found.published, found.provider_id) == ("Åsa Lindqvist", "2013-07-09T10:37:00Z", ONE["uri"])


def test_version_2_has_lists(article):
    assert [t.text for t in article(json.dumps(TWO), key="ninjs").texts] == ["Bridge open", "Open."]


def test_lines_are_many_items_and_a_picture_is_skipped(read):
    picture = {"uri": "https://wire.example/3", "type": "picture"}
    records = read("\n".join(map(json.dumps, (ONE, TWO, picture))), key="ninjs")
    assert [getattr(r, "headline", None) for r in records] == ["Bridge shut", "Bridge open", None]
    assert records[2].severity == "skipped"


def test_it_is_known_by_its_keys(best):
    assert [best(json.dumps(item), "x.txt") for item in (ONE, TWO)] == ["ninjs", "ninjs"]
