"""When units were coded, as the reliability table asks for it."""


def test_the_time_of_a_unit_is_that_of_its_last_coding(planned):
    article = planned.material.article_ids()[0]
    first, second = [u.id for u in planned.material.units(article) if u.kind == "comment"][:2]
    for coder in ("Ben", "Chloé"):
        planned.set_coder(coder)
        planned.set_round("reliability")
        planned.codings.answer(first, "incivility", "0")
    with planned.step("Times"):
        planned.db.execute("UPDATE value SET at = 1000 WHERE coder = 2")
        planned.db.execute("UPDATE value SET at = 2000 WHERE coder = 3")
    found = planned.reliability.coded_at("incivility", "reliability")
    assert found == {first: 2000}
    assert second not in found
