"""JSON records that hold their comments: whose id is whose, no field lost, threads in all their shapes."""

import json

import pytest

from intercoder.records import Article, Issue


@pytest.fixture
def told(read):
    def read_it(*records, **options):
        found = read(json.dumps(records[0] if len(records) == 1 else list(records)), key="json", **options)
        articles = [record for record in found if isinstance(record, Article)]
        return articles, [i for r in found for i in ([r] if isinstance(r, Issue) else r.issues)]

    return read_it


def article(*comments, **more):
    return {"title": "Bridge shut", "url": "https://paper.example/1", "comments": list(comments), **more}


def test_the_id_of_a_user_is_no_id_of_a_comment_and_answers_find_theirs(told):
    people = [{"user": {"id": 5, "name": name}, "id": at, "text": name} for at, name in ((77, "Ada"), (78, "Ben"))]
    [found], issues = told(article(people[0], {**people[1], "parent_id": 77}))
    assert [(c.provider_id, c.author, c.reply_to) for c in found.comments] == [("77", "Ada", None), ("78", "Ben", 0)]
    assert [c.extra for c in found.comments] == [{"user.id": "5"}] * 2
    assert not issues


def test_a_comment_without_an_id_gets_none(told):
    [found], _issues = told(article({"text": "No", "replies": [{"text": "Yes"}]}))
    assert [(c.provider_id, c.reply_to) for c in found.comments] == [(None, None), (None, 0)]


def test_fields_that_have_no_place_are_kept(told):
    comment = {"id": 1, "text": "No", "title": "Hm", "url": "https://x.example/1", "time": "10:00", "status": "hidden by staff"}
    [found], _issues = told(article(comment, likes=12, status="live"))
    assert found.extra == {"likes": "12", "status": "live"}
    [kept] = found.comments
    assert kept.extra == {"title": "Hm", "url": "https://x.example/1", "time": "10:00", "status": "hidden by staff"}
    assert kept.status == "visible"


def test_a_field_that_is_to_be_kept_is_kept(told):
    [found], _issues = told(article({"text": "No", "mood": "grim"}, place="Port"), roles={"mood": "keep", "place": "keep"})
    assert (found.extra, found.comments[0].extra) == ({"place": "Port"}, {"mood": "grim"})


def test_lists_of_objects_and_what_lies_deep_are_kept_as_json_without_private_data(told):
    tags = [{"name": "پل"}, {"name": "rain", "email": "ada@paper.example"}]
    [found], issues = told(article({"text": "No", "a": {"b": {"c": {"d": 1}}}}, tags=tags))
    assert found.extra == {"tags": '[{"name": "پل"}, {"name": "rain"}]'}
    assert found.comments[0].extra == {"a.b.c": '{"d": 1}'}
    assert [issue.code for issue in issues] == ["private_data_dropped"]
    [flat], [unmapped, dropped] = told({"title": "A", "text": "One", "tags": tags})
    assert flat.extra == {"tags": '[{"name": "پل"}, {"name": "rain"}]'}
    assert (unmapped.code, dropped.code) == ("column_unmapped", "private_data_dropped")


def test_likes_are_read_with_thousands_apart_and_else_kept_and_said(told):
    [found], [issue] = told(article({"text": "No", "likes": "1,234"}, {"text": "Yes", "likes": "many"}))
    assert [(c.likes, c.extra) for c in found.comments] == [(1234, {}), (None, {"likes": "many"})]
    assert (issue.code, issue.locator) == ("record_broken", "value 1, comment 2")


def test_texts_in_a_list_of_comments_are_a_comment_each(told):
    articles, issues = told(article("No\nno", "Yes 🙂"), article({"text": "One"}, "Two", None), article())
    assert [[c.text for c in a.comments] for a in articles] == [["No\nno", "Yes 🙂"], ["One", "Two"], []]
    assert not issues


def test_texts_under_a_name_that_may_mean_ids_are_no_comments(told):
    [found], _issues = told(article({"text": "No", "children": ["c1", "c2"]}))
    assert [(c.text, c.extra) for c in found.comments] == [("No", {"children": "c1\nc2"})]


def test_all_lists_of_comments_of_a_record_are_read(told):
    [found], _issues = told(article({"text": "One"}, answers=[{"text": "Two"}]))
    assert [c.text for c in found.comments] == ["One", "Two"]


def test_comments_within_an_object_that_only_wraps_are_read(told):
    [found], _issues = told({"message": "A post.", "comments": {"data": [{"id": "1", "message": "No"}], "paging": {}}})
    assert [c.text for c in found.comments] == ["No"]


@pytest.mark.parametrize("depth", [50, 150])
def test_answers_to_answers_are_read_however_deep(told, depth):
    thread: list[dict[str, object]] = []
    for number in range(depth, 0, -1):
        thread = [{"text": f"Comment {number}", "replies": thread}]
    [found], issues = told(article(*thread))
    assert [c.reply_to for c in found.comments] == [None, *range(depth - 1)]
    assert not issues


def test_the_root_of_a_thread_is_no_comment_that_is_missing(told):
    [found], issues = told(article({"id": "c1", "text": "No", "parent": "root"}, {"id": "c2", "text": "Yes", "parent": "c1"}))
    assert [c.reply_to for c in found.comments] == [None, 0]
    assert not issues


def test_records_under_their_ids_are_records(told):
    articles, _issues = told({"a1": {"title": "A", "text": "One"}, "a2": {"title": "B", "text": "Two"}})
    assert [(a.headline, a.extra) for a in articles] == [("A", {"key": "a1"}), ("B", {"key": "a2"})]


def test_records_beside_those_that_are_read_are_counted_as_skipped(told):
    document = {"data": [{"id": "1", "text": "One"}], "users": [{"name": "Ada"}, {"name": "Ben"}]}
    articles, issues = told(document)
    assert len(articles) == 1
    assert [(i.severity, i.found) for i in issues if i.severity == "skipped"] == [("skipped", 2)]
