"""Whole tables of a project at once: what they hold, in which order, and that they agree with the rooms of the façade."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from intercoder.project import Project, frames
from intercoder.records import Article, Category, Codebook, Comment, SourceFile, Text, Variable, no_tick

YES_NO = (Category(0, "no"), Category(1, "yes"))


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    codebook = Codebook(
        "Small",
        (
            Variable("rude", "Rude", "comment", "one", categories=YES_NO),
            Variable("how", "How", "comment", "several", condition="rude = 1", categories=YES_NO),
            Variable("words", "Words", "comment", "spans", categories=YES_NO),
            Variable("whom", "Whom", "comment", "one", about="words", categories=YES_NO),
        ),
    )
    parts = (Text("body", "Eins.\nZwei.", paragraphs=((0, 5), (6, 11))), Comment("Lump!"), Comment("Gut."))
    with Project.create(tmp_path / "small.intercoder", "Small", codebook) as opened:
        source = SourceFile("dump.txt", "0" * 64, 1, "text", "evidence", "utf-8")
        opened.material.add(source, [Article(parts), Article(parts[:1], provider_id="2")], no_tick)
        yield opened


def test_units_stand_in_the_order_of_the_text_with_their_place_in_the_article(project: Project) -> None:
    rows = frames.units(project)
    assert [(r.unit.ref, r.article_number, r.place) for r in rows] == [
        ("A0001", 1, 0),
        ("A0001-B01", 1, 1),
        ("A0001-P01", 1, 2),
        ("A0001-P02", 1, 3),
        ("A0001-C001", 1, 4),
        ("A0001-C002", 1, 5),
        ("A0002", 2, 0),
        ("A0002-B01", 2, 1),
        ("A0002-P01", 2, 2),
        ("A0002-P02", 2, 3),
    ]
    assert [r.unit for r in rows[:6]] == project.material.units(rows[0].unit.id)


def test_codings_are_the_answers_of_the_facade(project: Project) -> None:
    comment = project.material.unit_by_ref("A0001-C001").id
    project.codings.answer(comment, "rude", "1")
    project.codings.answer(comment, "how", ticked=[0, 1])
    project.codings.doubt(comment, "ironic?")
    (row,) = frames.codings(project)
    assert {(name, 0): answer for name, answer in row.answers.items()} == project.codings.answers(comment)
    assert (row.unit, row.coder, row.memo) == (comment, 1, "ironic?")
    assert row.last_at is not None


def test_a_question_behind_a_gate_is_asked_only_if_the_gate_says_so(project: Project) -> None:
    how = project.codebook.variable("how")
    for ref, answer in (("A0001-C001", "1"), ("A0001-C002", "0")):
        project.codings.answer(project.material.unit_by_ref(ref).id, "rude", answer)
    assert [row.asks(how) for row in frames.codings(project)] == [True, False]
    assert frames.Coding(1, 1, 1).asks(how)


def test_an_assigned_unit_without_answers_is_a_coding_without_answers(project: Project) -> None:
    project.plan.assign(["Lead"], "main")
    rows = frames.codings(project)
    assert [r.unit for r in rows] == sorted(r.unit for r in rows)
    assert all(r.answers == {} and r.last_at is None and r.active_ms is None for r in rows)


def test_spans_come_with_the_answers_about_them(project: Project) -> None:
    comment = project.material.unit_by_ref("A0001-C001").id
    span = project.codings.highlight(comment, "words", 1, 0, 4)
    project.codings.answer(comment, "whom", "0", span=span.id)
    (row,) = frames.spans(project)
    assert row.span == span
    assert row.answers["whom"].answer == "0"
    assert frames.codings(project)[0].answers == {}


def test_the_moment_of_reading_ends_with_the_block_even_on_an_error(project: Project) -> None:
    with pytest.raises(ZeroDivisionError), frames.moment(project):
        _ = 1 / 0
    assert not project.db.in_transaction
