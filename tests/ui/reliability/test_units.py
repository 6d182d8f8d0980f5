"""The units behind the figures of a question about highlighted passages."""

from intercoder.project import Project
from intercoder.tasks import agreement
from intercoder.tasks.agreement_about import matrix_behind
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
