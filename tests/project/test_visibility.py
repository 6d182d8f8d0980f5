"""Who may see whose codings in a blind round."""

from intercoder.project import Project


def comments(project: Project) -> list[int]:
    article = project.material.article_ids()[0]
    return [unit.id for unit in project.material.units(article) if unit.kind == "comment"]


def test_a_lead_who_codes_in_a_blind_round_sees_others_codings_of_a_unit_only_once_finished(planned):
    first, second = comments(planned)[:2]
    planned.plan.assign(["Ada"], "reliability", [first, second])
    planned.set_coder("Ada")
    planned.set_round("reliability")
    other = next(c for c in planned.plan.coders() if c.id != 1)
    assert not planned.codings.may_see(other.id, first)
    planned.codings.answer(first, "incivility", "0")
    planned.codings.finish(first)
    assert planned.codings.may_see(other.id, first)
    assert not planned.codings.may_see(other.id, second)


def test_a_matrix_leaves_out_the_units_that_a_coding_lead_has_not_finished(planned):
    first = comments(planned)[0]
    whole = planned.codings.matrix("incivility", "reliability")
    planned.set_coder("Ada")
    assert planned.codings.visible(whole) == whole  # the lead looks on
    planned.plan.assign(["Ada"], "reliability", [first])
    seen = planned.codings.visible(planned.codings.matrix("incivility", "reliability"))
    assert first not in seen.units
    assert len(seen.units) == len(seen.refs) == len(seen.cells) == len(seen.states)


def test_a_coder_sees_nobody_elses_codings_in_a_blind_round(planned):
    names = [c.name for c in planned.plan.coders() if c.id != 1]
    planned.set_coder(names[0])
    planned.set_round("reliability")
    other = planned.plan.coder(names[1])
    assert not planned.codings.may_see(other.id, comments(planned)[0])
    assert planned.codings.visible(planned.codings.matrix("incivility", "reliability")).units == ()
