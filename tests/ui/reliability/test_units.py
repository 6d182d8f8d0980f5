"""The units behind the figures of a question about highlighted passages."""

from intercoder.project import Project
from intercoder.records import Article, Category, Codebook, Comment, SourceFile, Variable, no_tick
from intercoder.tasks import agreement
from intercoder.tasks.agreement_about import matrix_behind
from intercoder.ui.reliability.detail import ReliabilityDetail
from intercoder.ui.reliability.units import Behind


def test_a_cell_of_a_question_about_passages_leads_to_as_many_passages(desk_file):
    with Project.open(desk_file) as project:
        comments = [u for u in project.material.units(project.material.article_ids()[0]) if u.kind == "comment"]
        project.plan.assign(["Ada", "Ben"], "pilot")
        for coder, answers in (("Ada", "112"), ("Ben", "122")):
            project.set_coder(coder)
            project.set_round("pilot")
            for unit, answer in zip(comments, answers, strict=True):
                span = project.codings.highlight(unit.id, "argument", 1, 0, 12)
                project.codings.answer(unit.id, "strength", answer, span=span.id)
                project.codings.answer(unit.id, "army", "0")
                project.codings.answer(unit.id, "incivility", "0")
                project.codings.finish(unit.id)
        project.set_coder("Aylin Kaya")  # the lead, who looks on
        (report,) = agreement.report(project, ["strength"], "pilot", draws=0).rows
        behind = Behind(project.codings.visible(matrix_behind(project, "strength", "pilot")), report)
        (pair,) = report.pairs
        cells = [[len(behind.units_of_cell(pair.a, pair.b, i, j)) for j in range(2)] for i in range(2)]
    assert pair.confusion == ((1, 1), (0, 1))
    assert cells == [[1, 1], [0, 1]]


def test_a_question_with_several_answers_may_be_called_like_a_category_of_another(qtbot, look, tmp_path):
    two, three = (tuple(Category(n, f"Topic {n}") for n in range(1, last + 1)) for last in (2, 3))
    questions = (("topic", three), ("topic_2", two))
    book = Codebook("Topics", tuple(Variable(n, n, "comment", "several", categories=of) for n, of in questions))
    answers = {"topic": (((1, 3), (2,)), ((3,), (3,)), ((), (2, 3))), "topic_2": (((1,), (1, 2)), ((), (2,)), ((2,), (2,)))}
    with Project.create(tmp_path / "topics.intercoder", "Topics", book) as project:
        source = SourceFile("talks.txt", "ab" * 32, 1, "text", "a page", "utf-8")
        project.material.add(source, [Article(tuple(Comment(f"تبصرہ {n} 😀") for n in range(3)), "Talks")], no_tick)
        comments = [u for u in project.material.units(project.material.article_ids()[0]) if u.kind == "comment"]
        project.plan.assign(["Ada", "Ben"], "pilot", [u.id for u in comments])
        for place, coder in enumerate(("Ada", "Ben")):
            project.set_coder(coder)
            project.set_round("pilot")
            for name, cells in answers.items():
                for unit, cell in zip(comments, cells, strict=True):
                    numbers = [project.codebook.variable(name).categories[n - 1].value for n in cell[place]]
                    project.codings.answer(unit.id, name, ticked=numbers)
            for unit in comments:
                project.codings.finish(unit.id)
        project.set_coder("Lead")
        rows = agreement.report(project, None, "pilot", draws=0).rows
        detail = ReliabilityDetail()
        qtbot.addWidget(detail)
        for row in rows:
            detail.show_row(project, row)
            behind, (pair,) = detail._behind, row.pairs
            assert behind.variable.name == (row.part[0] if row.part else row.variable)
            for i, counted in enumerate(pair.confusion):
                assert [len(behind.units_of_cell(pair.a, pair.b, i, j)) for j in range(len(counted))] == list(counted)
    assert [row.variable for row in rows] == ["topic", "topic_1", "topic_2_", "topic_3", "topic_2", "topic_2_1", "topic_2_2"]
