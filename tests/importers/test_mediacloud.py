"""Media Cloud stories, written for the purpose."""

import io
import json

from intercoder.importers import Options, Source, mediacloud
from intercoder.records import Article, Issue, no_tick
from intercoder.tasks import dump_reading

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


TABLE = """stories_id,sentence_number,sentence,title,media_name,publish_date,url,language
5,1,"Ferries run, the city said.",Bridge & ferry,Ledger,2010-11-24 04:05:00,https://ledger.example/5,en
7,0,پل بند ہے۔,پل,,,,ur
5,10.0,They cross at noon.,,,,,
5,2,They are full 🚧.,Bridge & ferry,Ledger,2010-11-24 04:05:00,https://ledger.example/5,en
,,,,,,,
5,0,The bridge is shut.,Bridge & ferry,Ledger,2010-11-24 04:05:00,https://ledger.example/5,en
,3,Nobody knows whose.,,,,,
9,0,,A link,Ledger,2010-11-25,https://ledger.example/9,en
"""


def test_rows_of_a_table_are_one_story_with_its_sentences_in_order(read, best):
    assert best(TABLE, "sentences.csv") == "mediacloud"
    *found, no_text = read(TABLE, key="mediacloud")
    skipped = [(issue.locator, issue.severity) for issue in found if isinstance(issue, Issue)]
    assert skipped == [("line 6", "skipped"), ("line 8", "skipped")]
    bridge, urdu, link = [record for record in found if isinstance(record, Article)]
    body = "The bridge is shut. Ferries run, the city said. They are full 🚧. They cross at noon."
    assert [t.text for t in bridge.texts] == ["Bridge & ferry", body]
    assert (bridge.outlet, bridge.published, bridge.url) == ("Ledger", "2010-11-24T04:05:00", "https://ledger.example/5")
    assert (bridge.provider_id, bridge.locator, bridge.language) == ("5", "line 2", "en")
    assert [t.text for t in urdu.texts] == ["پل", "پل بند ہے۔"]
    assert (link.stub, link.headline, no_text.code, no_text.found) == (True, "A link", "no_text", 1)


def test_a_story_goes_out_with_its_last_sentence_and_stories_stay_in_the_order_of_their_first(monkeypatch):
    rows = ["stories_id,sentence_number,sentence", "5,0,Eins.", "5,1,Two 🚧.", "7,0,پل.", "9,0,Nine.", "7,1,بند.", "8,0,Eight."]
    data = "\n".join(rows).encode()
    taken: list[str] = []
    whole = mediacloud._found

    def counted(source, options):
        taken.clear()
        for record in whole(source, options):
            taken.append(record[0])
            yield record

    monkeypatch.setattr(mediacloud, "_found", counted)
    records = mediacloud.read(Source("s.csv", len(data), lambda: io.BytesIO(data)), Options(), no_tick)
    gone = [(story.provider_id, story.texts[0].text, len(taken)) for story in records]
    assert gone == [("5", "Eins. Two 🚧.", 2), ("7", "پل. بند.", 5), ("9", "Nine.", 5), ("8", "Eight.", 6)]


def test_a_table_of_sentences_may_be_larger_than_what_is_read_whole(tmp_path, monkeypatch):
    monkeypatch.setattr(dump_reading, "WHOLE_BYTES", 50)
    path = tmp_path / "sentences.csv"
    path.write_text(TABLE, "utf-8")
    [(source, records)] = dump_reading.read_dump(path)
    assert source.format == "mediacloud"
    assert sum(isinstance(record, Article) for record in records) == 3


def test_what_all_sentences_of_a_story_share_is_kept_beside_it(article):
    rows = ["stories_id,sentence,story_sentences_id,topic", "5,One.,81,bridges", "5,Two.,82,bridges"]
    assert article("\n".join(rows), key="mediacloud").extra == {"topic": "bridges"}


def test_a_table_of_stories_without_sentences_stays_a_table(best):
    assert best("stories_id,title,url\n5,A,https://a.example\n6,B,https://b.example\n", "stories.csv") == "table"


def test_records_of_sentences_that_repeat_the_title_are_one_story(article):
    rows = [{"stories_id": 5, "title": "Bridge", "sentence": s, "sentence_number": n} for n, s in ((1, "Two."), (0, "One."))]
    assert [t.text for t in article(json.dumps(rows), key="mediacloud").texts] == ["Bridge", "One. Two."]


def test_it_is_known_by_its_ids(best):
    assert best(json.dumps(STORY), "x.txt") == "mediacloud"
