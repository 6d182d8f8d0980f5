"""JSON of any kind, written for the purpose: flat and nested, wrapped, as lines, in several languages, and broken."""

import json

import pytest

from intercoder.records import Issue

FLAT = [
    {"comment_id": "c1", "article_id": "a1", "title": "Bridge", "author": "Ada", "comment": "Yes 😀", "created_at": 1560000000},
    {"comment_id": "c2", "article_id": "a1", "title": "Bridge", "user": {"name": "Ben"}, "comment": "No", "parent_id": "c1"},
]
NESTED = {
    "title": "Bridge shut",
    "date": "2010-07-02",
    "body-paragraphs": [["One."], ["Two.", "Three."]],
    "comments": [
        {"id": 1, "user": "Ada", "text": "Yes", "email": "a@mail.example", "replies": [{"id": 2, "user": "Ben", "text": "No"}]},
        {"id": 3, "user": "Cleo", "text": "@Ben why?", "likes": 4},
    ],
}


@pytest.mark.parametrize(
    "text",
    [json.dumps(FLAT), json.dumps({"data": FLAT}), "\n".join(map(json.dumps, FLAT)), json.dumps({"response": {"docs": FLAT}})],
    ids=["list", "wrapped", "lines", "wrapped twice"],
)
def test_flat_records_are_rows_of_a_table(article, text):
    found = article(text, key="json")
    assert (found.headline, found.provider_id) == ("Bridge", "a1")
    assert [(c.text, c.reply_to) for c in found.comments] == [("Yes 😀", None), ("No", 0)]
    assert found.comments[0].posted == "2019-06-08T13:20:00Z"


def test_records_with_comments_in_them_keep_their_threads(article):
    found = article(json.dumps(NESTED), key="json")
    assert [t.text for t in found.texts] == ["Bridge shut", "One.\nTwo.\nThree."]
    assert [(c.text, c.author, c.reply_to, c.reply_basis) for c in found.comments] == [
        ("Yes", "Ada", None, None),
        ("No", "Ben", 0, "explicit"),
        ("@Ben why?", "Cleo", 1, "mention"),
    ]
    assert found.comments[2].likes == 4


def test_private_fields_are_left_out_and_counted(read):
    *_articles, dropped = read(json.dumps(NESTED), key="json")
    assert (dropped.code, dropped.found) == ("private_data_dropped", 1)


def test_keys_in_other_languages_are_known(article):
    found = article(json.dumps([{"заголовок": "Мост", "текст": "Мост закрыт на ремонт.", "дата": "2010-07-02"}]), key="json")
    assert (found.headline, found.published) == ("Мост", "2010-07-02")


def test_a_broken_line_costs_itself_and_is_kept_as_it_is(read):
    broken = '{"title": "B", "text": "cut'
    records = read(json.dumps({"title": "A", "text": "One"}) + "\n" + broken + "\n{}\n", key="json")
    [issue] = [r for r in records if isinstance(r, Issue) and r.code == "record_broken"]
    assert (issue.locator, issue.severity, issue.raw) == ("line 2", "skipped", broken)


def test_a_key_that_comes_late_is_kept(read):
    lines = [json.dumps({"title": "A", "text": "One"})] * 60 + [json.dumps({"title": "A", "text": "Two", "mood": "glad"})]
    assert "mood: glad" in repr(read("\n".join(lines), key="json"))


@pytest.mark.parametrize(
    "text",
    ["[" * 200_000, '{"a":' * 5_000 + "1" + "}" * 5_000, '{"a": NaN}', "[]", "{}", '"x"'],
    ids=["deep list", "deep object", "no number", "empty list", "empty object", "a word"],
)
def test_what_holds_no_records_is_said_in_a_sentence(read, text):
    assert all(isinstance(record, Issue) for record in read(text, key="json"))


def test_a_number_of_six_thousand_digits_is_kept_as_text(article):
    assert article('{"title": ' + "9" * 6_000 + ', "url": "u"}', key="json").headline == "9" * 6_000


def test_characters_that_no_text_holds_are_replaced(passed):
    found, *_issues = passed('[{"title": "A\\u0000B", "text": "x \\ud800 y", "url": "u"}]', key="json")
    assert [t.text for t in found.texts] == ["A\ufffdB", "x \ufffd y"]


def test_it_is_known_by_its_keys(best):
    assert best(json.dumps(FLAT), "x.csv") == "json"


def test_the_day_of_a_record_and_that_of_its_comments_have_an_order_of_their_own_each(article):
    record = {"headline": "Bridge shut", "day": {"printed": "03/04/2010"}, "comments": [{"was": "No", "wann": "05/06/2010"}]}
    roles = {"day.printed": "published", "was": "comment", "wann": "posted"}

    def days(**options):
        found = article(json.dumps([record]), key="json", roles=roles, **options)
        return found.published, found.comments[0].posted

    assert days() == (None, None)
    assert days(date_orders={"day.printed": "mdy"}) == ("2010-03-04", None)
    assert days(date_order="dmy", date_orders={"day.printed": "mdy"}) == ("2010-03-04", "2010-06-05")


def test_records_with_comments_are_shown_as_two_tables_and_a_field_is_what_one_says(article, tmp_path):
    import io

    from intercoder.importers import Options, Source
    from intercoder.importers.json_records import samples_of

    record = {"Kopf": "Bridge 😀 shut", "date": "2010-07-02", "comments": [
        {"id": 1, "wer": "Ada", "was": "پل", "replies": [{"id": 2, "wer": "Ben", "was": "No"}]},
    ]}  # fmt: skip
    raw = json.dumps([record]).encode()

    def tables(**roles):
        return samples_of(Source("a.json", len(raw), lambda: io.BytesIO(raw)), Options(roles=roles))

    articles, comments = tables()
    assert [(t.name, t.columns.names, t.columns.roles) for t in (articles, comments)] == [
        ("articles", ("Kopf", "date"), (None, "published")),
        ("comments", ("id", "wer", "was"), ("comment_id", None, None)),
    ]
    assert [row for _place, row in comments.rows] == [["1", "Ada", "پل"], ["2", "Ben", "No"]]
    assert [place for place, _row in comments.rows] == ["record 1, comment 1", "record 1, comment 2"]
    roles = {"Kopf": "headline", "wer": "author", "was": "comment"}
    assert tables(**roles)[1].columns.roles == ("comment_id", "author", "comment")
    found = article(json.dumps([record]), key="json", roles=roles)
    assert found.headline == "Bridge 😀 shut"
    assert [(c.author, c.text, c.reply_to) for c in found.comments] == [("Ada", "پل", None), ("Ben", "No", 0)]
