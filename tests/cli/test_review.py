"""`intercoder review`: what is open, one verb at a time, and what it refuses."""

import pytest

from intercoder.project import Project

PAGE = """The bridge over the river stays closed until the autumn, the city said on Monday.
COMMENTS (2)
Why is he 😀 there
and not at home? پل بند ہے۔
Ask him.
"""


@pytest.fixture
def study(program, save, tmp_path):
    path = tmp_path / "study.intercoder"
    assert program("new", path).code == 0
    assert program("import", path, save("bridge.txt", PAGE)).code == 0
    return path


def texts(path):
    with Project.open(path, read_only=True) as project:
        return {u.ref: u.text for u in project.material.units(project.material.article_ids()[0]) if u.kind == "comment"}


def test_an_open_count_is_listed_with_its_comments_and_likely_continuations(program, study):
    (article,) = program("review", study, "--json").document["articles"]
    assert (article["article"], article["declared_comments"], article["comments"], article["open"]) == ("A0001", 2, 3, True)
    assert [(line["ref"], line["likely_continuation"]) for line in article["lines"]] == [
        ("A0001-C001", False), ("A0001-C002", True), ("A0001-C003", False),
    ]  # fmt: skip
    assert article["lines"][0]["text"] == "Why is he 😀 there"
    shown = program("review", study).out
    assert "A0001: 2 declared, 3 found" in shown
    assert "+ A0001-C002  and not at home?" in shown


def test_a_join_is_one_step_that_settles_the_count(program, study):
    document = program("review", study, "join", "A0001-C002", "--json").document
    assert document["step"] == "Join A0001-C002 with A0001-C001"
    assert (document["comments"], document["open"]) == (2, False)
    assert texts(study) == {"A0001-C001": "Why is he 😀 there\nand not at home? پل بند ہے۔", "A0001-C003": "Ask him."}
    assert program("review", study).out == "Nothing is open: each header and its comments agree, or the count was accepted.\n"
    with Project.open(study) as project:
        assert project.undo() == "Join A0001-C002 with A0001-C001"
    assert len(texts(study)) == 3


def test_a_split_counts_code_points(program, study):
    program("review", study, "split", "A0001-C001", "--at", "11")
    assert texts(study)["A0001-C001"] + texts(study)["A0001-C001.2"] == "Why is he 😀 there"
    assert texts(study)["A0001-C001"].endswith("😀")


def test_boilerplate_replies_and_what_is_coded(program, study):
    assert program("review", study, "boilerplate", "A0001-C003", "--json").document["comments"] == 2
    assert "A0001-C003" not in texts(study)
    assert program("review", study, "comment", "A0001-C003", "--json").document["comments"] == 3
    assert program("review", study, "reply", "A0001-C003", "--to", "A0001-C001").code == 0
    assert program("review", study, "not-codable", "A0001-C001").code == 0
    lines = program("review", study, "list", "A0001", "--json").document["articles"][0]["lines"]
    assert [(line["codable"], line["reply_to"]) for line in lines] == [(False, None), (True, None), (True, "A0001-C001")]
    assert program("review", study, "reply", "A0001-C003").code == 0
    assert program("review", study, "codable", "A0001-C001").code == 0
    lines = program("review", study, "list", "A0001", "--json").document["articles"][0]["lines"]
    assert [(line["codable"], line["reply_to"]) for line in lines] == [(True, None)] * 3


def test_a_count_is_accepted_with_its_reason_and_reconsidered(program, study):
    answer = program("review", study, "accept", "A0001", "--reason", "not_loaded")
    assert answer.out == ("Accept 3 comments of A0001: not all loaded. A0001: 2 declared, 3 found, accepted: not all loaded\n")
    assert program("review", study, "--json").document == {"articles": []}
    assert program("review", study, "reconsider", "A0001", "--json").document["open"] is True


def test_headline_outlet_and_day_are_put_right_each_as_one_step(program, study):
    added = program("review", study, "headline", "A0001", "--to", "پل بند 😀", "--json").document
    assert (added["step"], added["headline"]) == ("Add a headline to A0001", "پل بند 😀")
    assert program("review", study, "outlet", "A0001", "--to", "Der Kurier").out == "Set the outlet of A0001 to Der Kurier.\n"
    known = program("review", study, "day", "A0001", "--to", "9 November 2013", "--json").document
    assert (known["headline"], known["outlet"], known["published"]) == ("پل بند 😀", "Der Kurier", "2013-11-09")
    assert program("review", study, "outlet", "A0001", "--to", "", "--json").document["outlet"] is None
    with Project.open(study) as project:
        undone = [project.undo() for _ in range(4)]
    assert undone == [
        "Clear the outlet of A0001", "Set the day of A0001 to 2013-11-09", "Set the outlet of A0001 to Der Kurier",
        "Add a headline to A0001",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("join",), "join takes one reference, 0 were given."),
        (("join", "A0001-C001"), "A0001-C001 is the first comment; there is none before it."),
        (("join", "A0009"), "The project has no unit “A0009”."),
        (("accept", "A0001"), "Accepting a count needs its reason."),
        (("reconsider", "A0001"), "The count of A0001 was not accepted."),
        (("split", "A0001-C001"), "A split needs the character before which the comment is cut."),
        (("split", "A0001-C001", "--at", "999"), "A0001-C001 has 17 characters; it cannot be cut at 999."),
        (("boilerplate", "A0001"), "A0001 is no comment."),
        (("headline", "A0001", "--to", " "), "A headline has words."),
        (("headline", "A0001", "The dam"), "headline takes one reference, 2 were given."),
        (("outlet", "A0001"), "outlet needs what it is to be."),
        (("outlet", "A0001", "--to", ""), "That is the outlet already."),
        (("day", "A0001", "--to", "03/04/2013"), "“03/04/2013” could be two days: day first, or month first."),
        (("day", "A0001", "--to", "someday"), "“someday” is no day that can be read."),
        (("reply", "A0001-C001", "--to", "A0001-C001"), "A comment answers another comment of the same article."),
    ],
)
def test_what_cannot_be_done_is_refused_in_a_sentence_and_changes_nothing(program, study, arguments, says):
    before = texts(study)
    assert program("review", study, *arguments).refusal == says
    assert texts(study) == before
    with Project.open(study, read_only=True) as project:
        assert project.undo_label is None


def test_a_project_stays_sound_when_texts_come_and_go_after_a_review(program, study, save):
    for verb in (("split", "A0001-C003", "--at", "4"), ("join", "A0001-C002"), ("headline", "A0001", "--to", "The bridge")):
        assert program("review", study, *verb).code == 0
    assert program("import", study, save("rain.txt", "It rained again on Tuesday.\n")).code == 0
    assert program("check", study).out == f"{study} is sound.\n"
    assert program("remove-import", study, "1").code == 0
    assert program("check", study).out == f"{study} is sound.\n"
