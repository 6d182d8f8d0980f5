"""Highlights: code points, the quote that proves them, and who may see whose."""

import random

import pytest

from intercoder.errors import UserError
from intercoder.project import Project


@pytest.fixture
def body(project: Project):
    return project.material.unit_by_ref("A0001-B01")


def test_any_stretch_of_an_awkward_text_is_quoted_code_point_by_code_point(project, body, sound):
    chance = random.Random(1)
    for _ in range(40):
        start = chance.randrange(len(body.text))
        stop = chance.randint(start + 1, len(body.text))
        span = project.codings.highlight(body.id, "frame", 1, start, stop)
        assert span.quote == body.text[start:stop]
    whole = project.codings.highlight(body.id, "frame", 2, 0, len(body.text))
    assert whole.quote == body.text
    assert len(project.codings.spans([body.id])) == 41
    assert sound(project)


def test_quote_and_context_lie_around_the_highlight(project, body):
    span = project.codings.highlight(body.id, "frame", 1, 40, 50)
    query = "SELECT before, quote, after FROM span WHERE id = ?"
    before, quote, after = project.db.execute(query, (span.id,)).fetchone()
    assert before + quote + after == body.text[8:82]


@pytest.mark.parametrize(("start", "stop"), [(-1, 3), (3, 3), (5, 3), (0, 10_000), (9_999, 10_000)])
def test_a_highlight_outside_the_text_is_refused(project, body, state, start, stop):
    before = state(project)
    with pytest.raises(UserError, match="does not lie in A0001-B01"):
        project.codings.highlight(body.id, "frame", 1, start, stop)
    assert state(project) == before


@pytest.mark.parametrize(
    ("ref", "name", "category", "reason"),
    [
        ("A0001-C001", "frame", 1, "is not marked here"),
        ("A0001-B01", "remark", 1, "is not marked here"),
        ("A0001-P01", "frame", 1, "is not marked here"),
        ("A0001", "frame", 1, "is not marked here"),
        ("A0001-B01", "frame", 9, "no category 9"),
        ("A0001-B01", "topic", 1, "no category 1 to mark with"),
        ("A0001-B01", "fram", 1, "no variable"),
    ],
)
def test_a_highlight_that_does_not_fit_is_refused(project, ref, name, category, reason):
    unit = project.material.unit_by_ref(ref).id
    with pytest.raises(UserError, match=reason):
        project.codings.highlight(unit, name, category, 0, 1)


def test_moving_and_recategorising_keep_the_id_and_renew_the_quote(project, body, sound):
    span = project.codings.highlight(body.id, "frame", 1, 0, 8)
    project.codings.move_span(span.id, 10, 14)
    project.codings.recategorise_span(span.id, 2)
    [moved] = project.codings.spans([body.id])
    assert (moved.id, moved.start, moved.stop, moved.quote) == (span.id, 10, 14, body.text[10:14])
    assert moved.category == project.codebook.variable("frame").category(2).id
    with pytest.raises(UserError, match="does not lie"):
        project.codings.move_span(span.id, 10, 99_999)
    assert project.codings.spans([body.id]) == [moved]
    assert sound(project)


def test_overlapping_and_equal_highlights_stay_apart(project, body):
    spans = [project.codings.highlight(body.id, "frame", 1, *edges) for edges in ((0, 8), (0, 8), (4, 12), (0, 30))]
    assert len({s.id for s in spans}) == 4
    project.codings.remove_span(spans[1].id)
    assert [s.id for s in project.codings.spans([body.id])] == [spans[0].id, spans[3].id, spans[2].id]


def test_nobody_changes_the_highlights_of_another_coder_or_round(planned, body):
    planned.set_coder("Ben")
    span = planned.codings.highlight(body.id, "frame", 1, 0, 8)
    for coder, round_name, reason in (("Chloé", "reliability", "another coder"), ("Ben", "main", "another round")):
        planned.set_coder(coder)
        planned.set_round(round_name)
        for verb in (
            lambda: planned.codings.remove_span(span.id),
            lambda: planned.codings.move_span(span.id, 1, 2),
            lambda: planned.codings.recategorise_span(span.id, 2),
        ):
            with pytest.raises(UserError, match=reason):
                verb()


def test_in_a_blind_round_coders_see_only_their_own_highlights(planned, body):
    for name in ("Ben", "Chloé"):
        planned.set_coder(name)
        planned.codings.highlight(body.id, "frame", 1, 0, 8)
        assert [s.coder for s in planned.codings.spans([body.id])] == [planned.coder.id]
    planned.set_coder("Ada")
    planned.set_round("reliability")
    assert len(planned.codings.spans([body.id])) == 2, "the lead does not code in this round and sees all"


def test_a_lead_who_codes_blind_sees_others_only_after_finishing_the_unit(planned, body):
    planned.plan.assign(["Ada"], "reliability")
    planned.set_coder("Ben")
    planned.codings.highlight(body.id, "frame", 1, 0, 8)
    planned.set_coder("Ada")
    assert planned.codings.spans([body.id]) == []
    planned.codings.answer(1, "topic", "1")
    planned.codings.answer(1, "actors", ticked=[])
    planned.codings.finish(1)
    assert len(planned.codings.spans([body.id])) == 1


def test_in_an_open_round_everybody_sees_everybody(project, body):
    project.plan.add_round("training", blind=False)
    project.plan.assign(["Ben", "Chloé"], "training")
    project.set_coder("Ben")
    project.codings.highlight(body.id, "frame", 1, 0, 8)
    project.set_coder("Chloé")
    assert len(project.codings.spans([body.id])) == 1


def test_a_highlight_of_a_text_counts_for_its_article_and_of_a_comment_for_itself(project, body):
    comment = project.material.unit_by_ref("A0001-C001").id
    project.codings.highlight(body.id, "frame", 1, 0, 8)
    project.codings.highlight(comment, "remark", 1, 0, 2)
    assert project.plan.assigned(1, 1) == [1, comment]
