"""Pages of a discussion as JSON, written for the purpose."""

import json

PAGE = {
    "page": 1,
    "pages": 2,
    "discussion": {
        "key": "/p/1",
        "webUrl": "https://ledger.example/bridge",
        "commentCount": 9,
        "title": "Bridge shut",
        "comments": [
            {
                "id": 7,
                "body": "<p>Yes 😀 &amp; no.</p>",
                "isoDateTime": "2013-05-17T14:15:14Z",
                "status": "visible",
                "numRecommends": 2,
                "userProfile": {"displayName": "Ada", "avatar": "https://a.example/1"},
                "responses": [{"id": 8, "body": "x", "isoDateTime": "2013-05-17T15:15:14Z", "status": "blocked"}],
            },
            {"id": 9, "body": "y", "isoDateTime": "2013-05-18T15:15:14Z", "responseTo": {"commentId": "7"}},
        ],
    },
}


def test_nested_responses_are_replies(article):
    found = article(json.dumps(PAGE), key="guardian")
    assert [(c.text, c.reply_to) for c in found.comments] == [("Yes 😀 & no.", None), ("x", 0), ("y", 0)]
    assert [(c.author, c.likes, c.status) for c in found.comments[:2]] == [("Ada", 2, "visible"), (None, None, "blocked")]


def test_the_page_says_how_many_the_thread_has(article):
    found = article(json.dumps(PAGE), key="guardian")
    assert found.declared_comments == 9
    assert found.issues[0].message == "The discussion says 9 comments, 3 found. Page 1 of 2."


def test_avatars_are_left_out(read):
    *_articles, dropped = read(json.dumps(PAGE), key="guardian")
    assert (dropped.code, dropped.found) == ("private_data_dropped", 1)


def test_it_is_known_by_its_keys(best):
    assert best(json.dumps(PAGE), "x.txt") == "guardian"
