"""Import profiles: what a researcher decided, as a file, and what it does to a dump."""

import json

import pytest

from intercoder.errors import UserError
from intercoder.importers.reading.contract import LineRule
from intercoder.project import Project
from intercoder.tasks.dump_profile import PLAIN, Profile, profile_of, read_profile, write_profile
from intercoder.tasks.importing import import_dump
from intercoder.tasks.inspect import inspect

FULL = Profile(
    "Port",
    "table",
    "cp1252",
    "dmy",
    {"Wer": "author", "Was": "comment"},
    (LineRule("boilerplate", "Bleiben Sie fair", "begins"),),
    keep_private=True,
    keep_original=False,
    pseudonyms=True,
    mode="blocks",
    painted=((1, 2, "headline"),),
    version=3,
)


def test_a_profile_comes_back_equal(tmp_path):
    write_profile(FULL, tmp_path / "port.json")
    assert read_profile(tmp_path / "port.json") == FULL
    assert PLAIN.as_text() == "{}\n"


@pytest.mark.parametrize(
    ("document", "says"),
    [
        ([], "holds no object"),
        ({"colour": 1}, "“colour” is not known"),
        ({"format": "lotus"}, "“lotus” is no format"),
        ({"date_order": "ymd"}, "“ymd” is no date order"),
        ({"date_orders": {"Wann": "ymd"}}, "“ymd” is no date order"),
        ({"date_orders": {"Wann": None}}, "“date_orders” must give dmy or mdy"),
        ({"date_orders": ["dmy"]}, "“date_orders” must give dmy or mdy"),
        ({"encoding": "klingon"}, "“klingon” is no encoding"),
        ({"encoding": "zlib_codec"}, "“zlib_codec” is no encoding"),
        ({"columns": {"Wer": "boss"}}, "“boss”, the role of the column Wer"),
        ({"columns": ["Wer"]}, "“columns” must give a role"),
        ({"lines": [{"role": "boilerplate"}]}, "needs a role and a text"),
        ({"lines": [{"role": "boilerplate", "text": "x", "match": "regex"}]}, "“regex” is no match"),
        ({"keep_private": "yes"}, "“keep_private” must be true or false"),
        ({"mode": "words"}, "“words” is no mode"),
        ({"version": "new"}, "“version” must be a whole number"),
        ({"painted": [[1, 2]]}, "“painted” must be a list"),
        ({"painted": [[0, 2, "body"]]}, "“painted” must be a list"),
        ({"painted": [[1, 2, "boss"]]}, "“boss” is no role"),
    ],
)
def test_a_profile_that_is_wrong_is_refused_with_what_is_wrong(document, says):
    with pytest.raises(UserError, match=says):
        profile_of(document, "port.json")


@pytest.mark.parametrize("text", ["", "{", "\udcff", "[" * 100_000])
def test_a_file_that_is_no_profile_is_refused(tmp_path, text):
    path = tmp_path / "port.json"
    path.write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(UserError, match="no import profile"):
        read_profile(path)


@pytest.fixture
def dump(tmp_path):
    def make(text, name="dump.csv", encoding="utf-8"):
        path = tmp_path / name
        path.write_bytes(text.encode(encoding))
        return path

    return make


def test_roles_and_the_order_of_days_are_those_of_the_profile(dump):
    path = dump("Wer;Was;Wann\nAda;Gut;03.04.2019\nBen;Schlecht;05/06/2019\n")
    profile = Profile(columns={"Wer": "author", "Was": "comment", "Wann": "posted"}, date_order="mdy")
    [item] = inspect([path], items=True, profile=profile)["files"][0]["items"]
    assert [(c["author"], c["text"], c["posted"]) for c in item["comments"]] == [
        ("Ada", "Gut", "2019-04-03"),
        ("Ben", "Schlecht", "2019-05-06"),
    ]


def test_the_encoding_of_the_profile_is_used(dump):
    path = dump("comment_id,comment\n1,Žluťoučký kůň\n2,Příliš\n", encoding="cp1250")
    file = inspect([path], items=True, profile=Profile(encoding="cp1250"))["files"][0]
    assert file["encoding"] == "cp1250"
    assert file["items"][0]["comments"][0]["text"] == "Žluťoučký kůň"


def test_rules_for_lines_say_what_the_lines_of_a_page_are(dump):
    page = "The bridge is shut.\nWHAT READERS SAY\nBe kind to others!\nYes.\nBe kind to others!\nNo.\nMORE FROM US\nSport\n"
    rules = (
        LineRule("comments_header", "WHAT READERS SAY"),
        LineRule("boilerplate", "Be kind", "begins"),
        LineRule("thread_end", "MORE FROM", "contains"),
    )
    [item] = inspect([dump(page, "page.txt")], items=True, profile=Profile(lines=rules))["files"][0]["items"]
    assert [c["text"] for c in item["comments"]] == ["Yes.", "No."]
    assert (item["roles"]["boilerplate"], item["roles"]["comments_header"]) == (4, 1)


def test_the_profile_is_kept_with_the_file_and_another_one_reads_the_file_again(tmp_path, dump):
    path = dump("Wer,Was\nAda,It is about time I say\nBen,And who pays for it\n")
    with Project.create(tmp_path / "p.intercoder", "P") as project:
        roles = Profile(columns={"Was": "comment"})
        import_dump(project, [path], profile=roles)
        assert import_dump(project, [path], profile=roles)["totals"]["identical"] == 1
        import_dump(project, [path], profile=Profile(columns={"Was": "comment", "Wer": "author"}))
        kept = [row[0] for row in project.db.execute("SELECT profile FROM source ORDER BY id").fetchall()]
    assert json.loads(kept[0]) == {"columns": {"Was": "comment"}}
    assert len(kept) == 2


@pytest.mark.parametrize(("profile", "kept"), [(PLAIN, True), (Profile(keep_original=False), False)])
def test_original_bytes_are_kept_unless_that_is_switched_off(tmp_path, dump, profile, kept):
    with Project.create(tmp_path / "p.intercoder", "P") as project:
        import_dump(project, [dump("comment_id,comment\n1,Yes\n2,No\n")], profile=profile)
        [(data,)] = project.db.execute("SELECT data FROM source").fetchall()
    assert (data is not None) is kept


def test_what_is_true_of_one_document_is_not_shared():
    assert (FULL.to_share().painted, FULL.to_share().mode) == ((), "blocks")
