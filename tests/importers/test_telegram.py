"""Chats of Telegram, written after its documentation."""

import json

CHAT = {
    "name": "Port news",
    "type": "public_channel",
    "id": 12,
    "messages": [
        {"id": 1, "type": "service", "date": "2021-03-01T10:00:00", "actor_id": "channel12", "text": ""},
        {"id": 2, "type": "message", "date": "2021-03-01T10:01:00", "from": "Ada", "from_id": "user1", "text": "Bridge shut"},
        {
            "id": 3,
            "type": "message",
            "date": "2021-03-01T10:02:00",
            "from": None,
            "from_id": "user2",
            "reply_to_message_id": 2,
            "text": ["See ", {"type": "link", "text": "https://port.example"}, " 😀"],
        },
    ],
}


def test_messages_are_comments_of_their_chat(read):
    skipped, found = read(json.dumps(CHAT), key="telegram")
    assert (skipped.severity, skipped.locator) == ("skipped", "message 1")
    assert (found.headline, found.stub, found.provider_id) == ("Port news", True, "12")
    assert [c.text for c in found.comments] == ["Bridge shut", "See https://port.example 😀"]
    assert [(c.author, c.reply_to) for c in found.comments] == [("Ada", None), ("user2", 0)]


def test_a_full_export_has_many_chats(read):
    text = json.dumps({"chats": {"list": [CHAT, {**CHAT, "name": "Harbour"}]}})
    assert [r.headline for r in read(text, key="telegram") if hasattr(r, "headline")] == ["Port news", "Harbour"]


def test_it_is_known_by_its_keys(best):
    assert best(json.dumps(CHAT), "x.txt") == "telegram"
