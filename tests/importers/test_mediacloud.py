"""Media Cloud stories, written for the purpose."""

import json

STORY = {
    "stories_id": 5,
    "title": "Bridge &amp; ferry",
    "url": "https://ledger.example/5",
    "media_name": "Ledger",
    "publish_date": "2010-11-24 04:05:00",
    "story_sentences": [{"sentence": "Two.", "sentence_number": 1}, {"sentence": "One 🚧.", "sentence_number": 0}],
}


def test_sentences_are_joined_in_their_order(article):
    found = article(json.dumps(STORY), key="mediacloud")
    assert [t.text for t in found.texts] == ["Bridge & ferry", "One 🚧. Two."]
    assert (found.outlet, found.published, found.provider_id) == ("Ledger", "2010-11-24T04:05:00", "5")


def test_a_story_without_text_is_a_link_and_this_is_said(read):
    stories = [{key: STORY[key] for key in STORY if key != "story_sentences"} | {"stories_id": n} for n in (5, 6)]
    *links, issue = read(json.dumps(stories), key="mediacloud")
    assert [link.stub for link in links] == [True, True]
    assert (issue.code, issue.found) == ("no_text", 2)


def test_rows_of_sentences_are_one_story(article):
    rows = [{"stories_id": 5, "sentence": s, "sentence_number": n} for n, s in enumerate(("One.", "Two."))]
    assert article("\n".join(map(json.dumps, rows)), key="mediacloud").texts[0].text == "One. Two."


def test_it_is_known_by_its_ids(best):
    assert best(json.dumps(STORY), "x.txt") == "mediacloud"
