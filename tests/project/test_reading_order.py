"""What lists a comment that was split in the review: its halves stand where the comment stood, not where their ids are."""

import pytest

from intercoder.project import Project
from intercoder.project.matrix import matrix
from intercoder.project.search_query import parse
from intercoder.records import Article, Comment, Text, no_tick
from intercoder.tasks import sampling
from intercoder.tasks.sampling import Wish

WORDS = ("water one", "water two and water three 🙂", "water four")


@pytest.fixture
def split(project: Project, source) -> list[str]:
    """Two articles more, of one day and of the next; the middle comment of the first is split twice, which gives an order."""
    for day in ("2026-05-04", "2026-05-05"):
        parts = (Text("body", "The dam held.", "line 1"), *(Comment(f"{words} {day}") for words in WORDS))
        project.material.add(source(f"{day}.txt"), [Article(parts, published=day)], no_tick)
    project.material.index()
    middle = project.material.unit_by_ref("A0003-C002")
    project.review.split(middle.id, middle.text.index("and"))
    project.review.split(middle.id, middle.text.index("two"))
    first = [unit.ref for unit in project.material.units(middle.article) if unit.kind == "comment"]
    assert len(first) == 5
    return [*first, *(f"A0004-C{n:03d}" for n in (1, 2, 3))]


def refs(project: Project, units) -> list[str]:
    return [project.material.unit(unit).ref for unit in units]


@pytest.mark.parametrize("typed", ["water", "wat*", "🙂"])
@pytest.mark.parametrize("limit", [None, 1, 2, 3, 4, 6, 99])
def test_hits_stand_in_the_order_of_the_text_and_a_limit_cuts_that_order(project, split, typed, limit):
    wanted = parse(typed)
    of_dam = [ref for ref in refs(project, project.material.searching.units(wanted)) if ref in split]
    assert of_dam == [ref for ref in split if wanted.fits(project.material.unit_by_ref(ref).text)]
    everything = list(project.material.searching.units(wanted))
    assert list(project.material.searching.units(wanted, limit=limit)) == everything[:limit]


@pytest.mark.parametrize(("order", "days"), [("date", (3, 4)), ("newest", (4, 3))])
def test_hits_by_day_stand_in_the_order_of_the_text_within_an_article(project, split, order, days):
    found = refs(project, project.material.searching.units(parse("water"), order=order))
    wanted = [ref for number in days for ref in split if ref.startswith(f"A000{number}") and "water" in text(project, ref)]
    assert [ref for ref in found if ref in split] == wanted


def text(project: Project, ref: str) -> str:
    return project.material.unit_by_ref(ref).text


def test_the_places_in_an_article_go_down_the_page(project, split):
    article = project.material.unit_by_ref("A0003").id
    places = project.material.searching.places(parse("water"), article)
    assert refs(project, [unit for unit, _, _ in places]) == [ref for ref in split[:5] if "water" in text(project, ref)]


def test_the_units_of_a_matrix_stand_in_the_order_of_the_text(project, split):
    for ref in reversed(split):
        project.codings.answer(project.material.unit_by_ref(ref).id, "incivility", "1")
    found = matrix(project, project.codebook.variable("incivility"), project.round)
    assert list(found.refs) == split


def test_the_units_of_a_constructed_week_stand_in_the_order_of_the_text_within_a_day(project, split):
    wish = Wish("weeks", 1, filters=sampling.Filters("comment", first="2026-05-01"), seed=1)
    assert refs(project, sampling.draw(project, wish).units) == split
