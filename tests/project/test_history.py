"""The history of a unit: who coded what, when, before and after, and nobody sees what they may not."""

import pytest

from intercoder.project import package
from intercoder.project.history import history
from intercoder.project.merge import merge


def told(project, ref: str) -> list[tuple[str, str, str | None, str | None]]:
    entries = history(project, project.material.unit_by_ref(ref))
    return [(e.coder, e.what, e.before, e.after) for e in entries if e.what != "Progress"]


def test_every_answer_is_told_with_what_was_there_before(project):
    project.codings.answer(1, "topic", "1")
    project.codings.answer(1, "topic", "3")
    project.codings.answer(1, "actors", ticked=[1, 3])
    project.codings.answer(1, "actors", ticked=[])
    project.codings.clear(1, "topic")
    assert told(project, "A0001") == [
        ("Ada", "Topic", None, "Talks"), ("Ada", "Topic", "Talks", "Refugees"), ("Ada", "Actors", None, "EU, Army"),
        ("Ada", "Actors", "EU, Army", "none of them"), ("Ada", "Topic", "Refugees", None),
    ]  # fmt: skip


def test_a_highlight_its_question_and_its_undo_are_told_with_the_words(project):
    body = project.material.unit_by_ref("A0001-B01")
    start = body.text.index("日本語")
    span = project.codings.highlight(body.id, "frame", 1, start, start + 3)
    project.codings.answer(body.id, "strength", "2", span=span.id)
    project.undo()
    marked = f"Conflict frame, {start}–{start + 3}: “日本語”"
    assert told(project, "A0001") == [
        ("Ada", "Frame", None, marked), ("Ada", "Strength of the frame", None, "strong"),
        ("Ada", "Strength of the frame", "strong", None),
    ]  # fmt: skip
    steps = [e.step for e in history(project, project.material.unit_by_ref("A0001"))]
    assert steps[-1] == "Undo Answer Strength of the frame: strong"


def test_times_rise_and_finishing_is_told(project):
    comment = project.material.unit_by_ref("A0001-C003")
    project.codings.answer(comment.id, "incivility", "0")
    project.codings.finish(comment.id)
    entries = history(project, comment)
    assert [e.at for e in entries] == sorted(e.at for e in entries)
    assert ("Progress", "not finished", "finished") in [(e.what, e.before, e.after) for e in entries]
    assert {e.unit for e in entries} == {"A0001-C003"}


@pytest.mark.parametrize(("who", "sees"), [("Ben", {"Ben"}), ("Chloé", {"Chloé"}), ("Ada", {"Ben", "Chloé"})])
def test_in_a_blind_round_a_coder_sees_only_what_is_their_own(planned, who, sees):
    for name, topic in (("Ben", "1"), ("Chloé", "2")):
        planned.set_coder(name)
        planned.set_round("reliability")
        planned.codings.answer(1, "topic", topic)
    planned.set_coder(who)
    planned.set_round("reliability")
    assert {coder for coder, *_ in told(planned, "A0001")} == sees


def test_what_came_with_a_merge_is_told_and_the_loser_too(planned, tmp_path):
    from intercoder.project import Project

    package.make(planned, "Ben", tmp_path / "ben.intercoder")
    with Project.open(tmp_path / "ben.intercoder") as ben:
        ben.codings.answer(1, "topic", "1")
        ben.codings.answer(1, "topic", "2")
    merge(planned, tmp_path / "ben.intercoder")
    assert told(planned, "A0001") == [("Ben", "Topic", None, "Talks"), ("Ben", "Topic", "Talks", "Army")]


def test_a_unit_that_was_never_coded_has_no_history(project):
    assert told(project, "A0002") == []
