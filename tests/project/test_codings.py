"""Answers, progress and the queue of one coder."""

import pytest

from intercoder.errors import UserError
from intercoder.project import Project
from intercoder.project.codings import WORTH_WRITING_MS
from intercoder.project.codings_intake import GivenCoding, import_codings
from intercoder.records import Category, Codebook, Variable


def comment(project: Project, number: int) -> int:
    return project.material.unit_by_ref(f"A0001-C00{number}").id


def finish_article(project: Project) -> None:
    project.codings.answer(1, "topic", "2")
    project.codings.answer(1, "actors", ticked=[])
    project.codings.finish(1)


@pytest.mark.parametrize(
    "text", ["یہ ایک خلاصہ", "👩🏽‍🚀", "two\r\nlines", "'; DROP TABLE value; --", '["json"]', "a\u2028b", " kept "]
)
def test_a_text_is_stored_as_it_was_typed(project, path, text):
    project.codings.answer(1, "summary", text)
    project.codings.answer(1, "summary", "another")
    project.undo()
    project.close()
    with Project.open(path) as again:
        assert again.codings.answers(1)["summary", 0].answer == text


@pytest.mark.parametrize("typed", ["0.1", "0.30000000000000004", "1e3", "-0", "007", "12345678901234567890"])
def test_a_number_keeps_the_digits_that_were_typed(project, typed):
    project.codings.answer(1, "sources", typed)
    project.undo()
    project.redo()
    assert project.codings.answers(1)["sources", 0].answer == typed


def test_a_comma_is_read_as_a_point_where_it_can_be_nothing_else(project):
    project.codings.answer(1, "sources", "1,5")
    assert project.codings.answers(1)["sources", 0].answer == "1.5"


@pytest.mark.parametrize("number", ["", " ", "many", "1,500", "inf", "nan", "1e999", "1_000", None])
def test_what_is_no_number_is_refused(project, number):
    with pytest.raises(UserError, match=r"needs|is no number|or 1500"):
        project.codings.answer(1, "sources", number)
    assert project.codings.answers(1) == {}


@pytest.mark.parametrize("answer", ["0", "4", "Talks", "", None, "1.0", "²", "--1", "1-", "9" * 5000])
def test_what_is_no_category_is_refused(project, answer):
    with pytest.raises(UserError, match="has no category"):
        project.codings.answer(1, "topic", answer)
    assert project.codings.answers(1) == {}


def test_none_of_them_differs_from_no_answer(project):
    assert ("actors", 0) not in project.codings.answers(1)
    project.codings.answer(1, "actors", ticked=[])
    answer = project.codings.answers(1)["actors", 0]
    assert (answer.status, answer.ticked) == ("value", ())
    project.codings.clear(1, "actors")
    assert ("actors", 0) not in project.codings.answers(1)


def test_a_new_answer_takes_the_place_of_the_old_one_whole(project):
    project.codings.answer(1, "actors", ticked=[1, 2, 3])
    project.codings.answer(1, "actors", ticked=[2])
    assert project.codings.answers(1)["actors", 0].ticked == (2,)
    project.codings.answer(1, "topic", status="undetermined")
    project.codings.answer(1, "topic", "1")
    assert project.codings.answers(1)["topic", 0].status == "value"


def test_cannot_be_determined_only_where_it_is_offered(project):
    project.codings.answer(1, "topic", status="undetermined")
    with pytest.raises(UserError, match="no “cannot be determined”"):
        project.codings.answer(1, "actors", status="undetermined")


@pytest.mark.parametrize(
    ("ref", "name"),
    [("A0001", "incivility"), ("A0001-C001", "topic"), ("A0001-B01", "topic"), ("A0001", "strength"), ("A0001", "frame")],
)
def test_a_question_that_is_not_asked_of_a_unit_is_not_answered_there(project, state, ref, name):
    before = state(project)
    with pytest.raises(UserError, match=f"is not asked of {ref}"):
        project.codings.answer(project.material.unit_by_ref(ref).id, name, "1")
    assert state(project) == before


def test_an_answer_about_a_highlight_belongs_to_the_article_of_its_text(project):
    body = project.material.unit_by_ref("A0001-B01").id
    span = project.codings.highlight(body, "frame", 1, 0, 8)
    project.codings.answer(body, "strength", "2", span=span.id)
    assert project.codings.answers(1)["strength", span.id].answer == "2"
    assert project.plan.assigned(1, 1) == [1]


def test_a_question_about_other_highlights_is_refused(project):
    span = project.codings.highlight(comment(project, 1), "remark", 1, 0, 2)
    with pytest.raises(UserError, match="is not asked about this highlight"):
        project.codings.answer(1, "strength", "1", span=span.id)
    with pytest.raises(UserError, match="not there any more"):
        project.codings.answer(1, "strength", "1", span=4711)


# -------------------------------------------------------------------- conditions and the finish


def test_a_condition_asks_and_stops_asking(project):
    unit = project.material.unit(comment(project, 1))

    def asked() -> list[str]:
        return [v.name for v in project.codings.questions(unit)]

    assert asked() == ["incivility", "remark"]
    project.codings.answer(unit.id, "incivility", "1")
    assert asked() == ["incivility", "form", "remark"]
    assert [v.name for v in project.codings.missing(unit)] == ["form"]
    project.codings.answer(unit.id, "incivility", "0")
    assert asked() == ["incivility", "remark"]


def test_finish_names_every_required_question_without_an_answer(project, state):
    project.codings.answer(1, "sources", "3")
    before = state(project)
    with pytest.raises(UserError, match="2 required questions have no answer: “Topic”, “Actors”"):
        project.codings.finish(1)
    assert state(project) == before


def test_questions_about_a_span_are_missing_until_they_are_answered(project):
    article, body = project.material.unit(1), project.material.unit_by_ref("A0001-B01").id
    assert project.codings.missing_about(article) == []
    span = project.codings.highlight(body, "frame", 1, 0, 8)
    assert [(s, v.name) for s, v in project.codings.missing_about(article)] == [(span.id, "strength")]
    project.codings.answer(1, "strength", "1", span=span.id)
    assert project.codings.missing_about(article) == []


def test_a_finished_unit_is_locked_for_every_verb_until_it_is_reopened(project, state):
    body = project.material.unit_by_ref("A0001-B01").id
    span = project.codings.highlight(body, "frame", 1, 0, 8)
    finish_article(project)
    before = state(project)
    for verb in (
        lambda: project.codings.answer(1, "topic", "1"),
        lambda: project.codings.clear(1, "topic"),
        lambda: project.codings.highlight(body, "frame", 2, 3, 5),
        lambda: project.codings.move_span(span.id, 2, 4),
        lambda: project.codings.recategorise_span(span.id, 2),
        lambda: project.codings.remove_span(span.id),
        lambda: project.codings.finish(1),
    ):
        with pytest.raises(UserError, match="is finished"):
            verb()
    assert state(project) == before
    project.codings.reopen(1, "a second look")
    project.codings.answer(1, "topic", "1")


def test_finish_and_reopen_leave_the_codings_as_they_were(project):
    project.codings.answer(1, "sources", "3")
    project.codings.answer(1, "topic", "2")
    project.codings.answer(1, "actors", ticked=[1])
    before = project.codings.answers(1)
    project.codings.finish(1)
    assert project.codings.answers(1)["summary", 0].status == "skipped"
    project.codings.reopen(1)
    assert project.codings.answers(1) == before


def test_reopening_keeps_a_skipped_answer_that_was_given(project):
    given = [
        GivenCoding(1, "Ada", "topic", status="skipped"),
        GivenCoding(1, "Ada", "actors", status="not_applicable"),
    ]
    import_codings(project, given, [], "main", "given.csv")
    assert project.codings.progress(1).finished_at is not None
    project.codings.reopen(1)
    answers = project.codings.answers(1)
    assert (answers["topic", 0].status, answers["actors", 0].status) == ("skipped", "not_applicable")


def test_the_reason_of_a_reopening_is_kept(project):
    assert project.codings.why_reopened(1) is None
    finish_article(project)
    project.codings.reopen(1, "read too fast: twice")
    assert project.codings.why_reopened(1) == "read too fast: twice"
    project.codings.finish(1)
    assert project.codings.why_reopened(1) is None


def test_only_a_finished_unit_is_reopened(project, state):
    project.codings.answer(1, "topic", "1")
    before = state(project)
    with pytest.raises(UserError, match="A0001 is not finished"):
        project.codings.reopen(1)
    assert state(project) == before


def test_a_gate_behind_a_closed_gate_is_closed(tmp_path, articles, source):
    yes_no = (Category(0, "no"), Category(1, "yes"))
    chain = tuple(
        Variable(name, name, "comment", "one", condition=condition, categories=yes_no)
        for name, condition in (("uncivil", None), ("threat", "uncivil = 1"), ("violent", "threat = 1"))
    )
    from intercoder.records import no_tick

    with Project.create(tmp_path / "chain.intercoder", codebook=Codebook("Chain", chain)) as project:
        project.material.add(source("talks.txt"), articles, no_tick)
        unit = project.material.unit_by_ref("A0001-C001")
        for name in ("uncivil", "threat", "violent"):
            project.codings.answer(unit.id, name, "1")
        project.codings.answer(unit.id, "uncivil", "0")
        assert [v.name for v in project.codings.questions(unit)] == ["uncivil"]
        project.codings.finish(unit.id)
        states = [project.codings.answers(unit.id)[name, 0].status for name in ("uncivil", "threat", "violent")]
        assert states == ["value", "not_applicable", "not_applicable"]


@pytest.mark.parametrize("required", [True, False])
def test_a_question_is_not_left_not_applicable_once_its_condition_is_met(tmp_path, articles, source, required):
    from intercoder.records import no_tick

    yes_no = (Category(0, "no"), Category(1, "yes"))
    gate = Variable("uncivil", "Uncivil", "comment", "one", categories=yes_no)
    form = Variable("form", "Form", "comment", "one", required=required, condition="uncivil = 1", categories=yes_no)
    with Project.create(tmp_path / "gate.intercoder", codebook=Codebook("Gate", (gate, form))) as project:
        project.material.add(source("talks.txt"), articles, no_tick)
        unit = project.material.unit_by_ref("A0001-C001")
        import_codings(project, [GivenCoding(unit.id, "Lead", "form", status="not_applicable")], [], "main", "given.csv")
        project.codings.answer(unit.id, "uncivil", "1")
        if required:
            with pytest.raises(UserError, match="“Form”"):
                project.codings.finish(unit.id)
        else:
            project.codings.finish(unit.id)
            assert project.codings.answers(unit.id)["form", 0].status == "skipped"


def test_what_the_review_took_out_is_not_coded(project, state):
    comment = project.material.unit_by_ref("A0001-C001").id
    project.review.set_codable(comment, False)
    before = state(project)
    with pytest.raises(UserError, match="A0001-C001 is not coded"):
        project.codings.write_memo(comment, "why?")
    assert state(project) == before


# -------------------------------------------------------------------- doubt and queue


@pytest.mark.parametrize("memo", ["", "Is “Nadir” a name? 🤔", "کیوں؟"])
def test_a_doubt_keeps_its_memo_also_on_a_finished_unit(project, memo):
    finish_article(project)
    project.codings.doubt(1, memo)
    assert project.codings.progress(1).doubt == memo
    assert project.codings.progress(1).finished_at is not None
    project.codings.doubt(1, None)
    assert project.codings.progress(1).doubt is None


def test_the_queue_knows_how_far_each_unit_is_and_keeps_doubts_apart(project):
    def queue() -> dict[str, tuple[str, bool]]:
        return {i.unit.ref: (i.state, i.doubt) for i in project.plan.queue()}

    assert queue()["A0001"] == ("open", False)
    project.codings.answer(1, "topic", "1")
    assert queue()["A0001"] == ("started", False)
    project.codings.doubt(1, "")
    assert queue()["A0001"] == ("started", True)
    finish_article(project)
    assert queue()["A0001"] == ("done", True)
    assert queue()["A0001-C001"] == ("open", False)
    assert "A0001-B01" not in queue()


def test_the_answer_that_is_there_already_leaves_no_step(project):
    project.codings.answer(1, "topic", "1")
    before = project.last_step_ms
    project.codings.answer(1, "topic", "1")
    assert project.last_step_ms == before


def test_time_spent_is_written_with_the_next_step_and_never_taken_back(project):
    project.codings.spend(1, 4_000)
    assert project.codings.progress(1).active_ms == 0
    project.codings.answer(1, "topic", "1")
    assert project.codings.progress(1).active_ms == 4_000
    project.codings.spend(1, WORTH_WRITING_MS)
    project.codings.answer(1, "topic", "2")
    assert project.codings.progress(1).active_ms == 34_000
    project.undo()
    assert project.codings.progress(1).active_ms == 34_000
    project.redo()
    project.undo()
    assert project.codings.answers(1)["topic", 0].answer == "1"
    assert project.codings.progress(1).active_ms == 34_000


def test_little_time_waits_for_more_or_for_the_finish_and_none_is_lost(project):
    comment = project.material.unit_by_ref("A0001-C001").id
    project.codings.answer(comment, "incivility", "0")
    changes = "SELECT count(*) FROM change WHERE tbl = 'progress'"
    before = project.db.execute(changes).fetchone()
    project.codings.spend(comment, 7_000)
    project.codings.answer(comment, "incivility", "1")
    assert project.db.execute(changes).fetchone() == before
    project.codings.spend(comment, 500)
    project.codings.answer(comment, "incivility", "0")
    project.codings.finish(comment)
    assert project.codings.progress(comment).active_ms == 7_500


def test_a_step_tells_the_units_it_touched(project):
    project.codings.answer(1, "topic", "1")
    assert project.touched_units == {1}
    project.undo()
    assert project.touched_units == {1}


def test_coders_and_rounds_have_their_own_answers(planned):
    planned.set_coder("Ben")
    planned.set_round("reliability")
    planned.codings.answer(1, "topic", "1")
    planned.set_coder("Chloé")
    assert planned.codings.answers(1) == {}
    planned.set_coder("Ben")
    planned.set_round("main")
    assert planned.codings.answers(1) == {}
