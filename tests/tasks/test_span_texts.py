import pytest

from intercoder.errors import UserError
from intercoder.project import Project
from intercoder.records import Article, Category, Codebook, Comment, SourceFile, Text, Variable, no_tick
from intercoder.tasks.span_texts import texts

BODY = "Afghanistan has grown increasingly frustrated with Pakistan over efforts to pursue a peace process."
CODERS = ("Aylin Kaya", "Bruno Maier", "Carla Santos")
MARKS = {
    "Aylin Kaya": ((0, 0, 11, 1), (1, 0, 40, 1)),
    "Bruno Maier": ((0, 0, 11, 1), (1, 0, 40, 2)),
    "Carla Santos": ((0, 0, 20, 1), (1, 0, 40, 1)),
}


@pytest.fixture
def project(tmp_path):
    """Three articles that three coders marked with frames; nobody marked the third, and Carla has not finished."""
    frame = Variable(
        "frame", "Frame", "article", "spans", required=False, categories=(Category(1, "Conflict"), Category(2, "Strategy"))
    )
    with Project.create(tmp_path / "talks.intercoder", "Talks", Codebook("Talks", (frame,))) as made:
        source = SourceFile("talks.txt", "ab" * 32, 900, "text", "a page", "utf-8", b"dump")
        made.material.add(source, [Article((Text("body", f"{n} {BODY}"),), headline=f"Talks {n}") for n in range(3)], no_tick)
        made.plan.assign(list(CODERS), "pilot")
        articles = made.material.article_ids()
        for coder, marks in MARKS.items():
            made.set_coder(coder)
            made.set_round("pilot")
            for n, start, stop, category in marks:
                made.codings.highlight(made.material.units(articles[n])[1].id, "frame", category, start, stop)
            for article in articles:
                made.codings.finish(article)
        made.set_coder(made.plan.coder_by_id(1).name)
        yield made


def test_the_texts_on_which_coders_differ_most_come_first(project):
    found = texts(project, "frame", "pilot")
    assert [text.ref for text in found] == ["A0002-B01", "A0001-B01"]
    assert [text.differing for text in found] == [40, 9]


def test_stretches_that_all_marked_alike_are_agreed_on(project):
    assert texts(project, "frame", "pilot")[1].agreed == ((0, 11),)


def test_a_text_carries_the_spans_of_every_coder_and_its_place(project):
    text = texts(project, "frame", "pilot")[0]
    assert [coder.name for coder in text.coders] == list(CODERS)
    assert {span.quote for span in text.spans} == {f"1 {BODY}"[:40]}
    assert text.title.startswith("Body · ")
    assert text.length == len(BODY) + 2


def test_a_coder_who_may_not_see_others_gets_only_their_own_spans(project):
    project.set_coder("Bruno Maier")
    found = texts(project, "frame", "pilot")
    assert {coder.name for text in found for coder in text.coders} == {"Bruno Maier"}
    assert all(not text.agreed for text in found)


def test_a_variable_that_is_not_in_the_codebook_is_refused(project):
    with pytest.raises(UserError, match="frames"):
        texts(project, "frames", "pilot")


def test_a_comment_is_called_by_its_number_among_the_comments(tmp_path):
    argument = Variable("argument", "Argument", "comment", "spans", required=False, categories=(Category(1, "Reason"),))
    with Project.create(tmp_path / "comments.intercoder", "Talks", Codebook("Talks", (argument,))) as project:
        source = SourceFile("talks.txt", "ab" * 32, 900, "text", "a page", "utf-8", b"dump")
        comments = (Comment("why is he here?"), Comment("the army decides."))
        project.material.add(source, [Article((Text("body", BODY), *comments), headline="Talks")], no_tick)
        project.plan.assign(["Aylin Kaya"], "pilot")
        project.set_coder("Aylin Kaya")
        project.set_round("pilot")
        second = project.material.unit_by_ref("A0001-C002").id
        project.codings.highlight(second, "argument", 1, 0, 8)
        project.codings.finish(second)
        assert [text.title.partition(" · ")[0] for text in texts(project, "argument", "pilot")] == ["Comment 2"]
