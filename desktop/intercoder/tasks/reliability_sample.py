"""The reliability sample: how many units for which alpha and agreement, in words; drawn and assigned to a round."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from intercoder import sampling
from intercoder.project.assigning import AssignReport
from intercoder.project.dealing import Rule
from intercoder.project.samples import Filters
from intercoder.tasks.sampling import Wish, draw, keep

if TYPE_CHECKING:
    from intercoder.project import Project

ROUND = "reliability"
CUSTOM = 50
"""Units below which a test says little even where a formula asks for fewer; a custom of the field."""


@dataclass(frozen=True)
class Need:
    """What a reliability test has to show. `rarest` is the share of the rarest category that matters."""

    unit: str = "comment"  # kind of the units that are compared
    alpha: float = 0.8
    rarest: float = 0.1
    agreement: float = 0.8
    within: str | None = None  # a sample that the study codes; else everything


@dataclass(frozen=True)
class Advice:
    """How many units, and why, in sentences."""

    population: int
    for_alpha: int
    for_agreement: int
    units: int
    reasons: tuple[str, ...]


def advice(project: "Project", need: Need) -> Advice:
    """The larger of both numbers decides, as far as there are so many. Raises UserError for impossible wishes."""
    population = len(project.samples.candidates(Filters(need.unit, within=need.within)))
    for_alpha = sampling.units_for_alpha(need.alpha, need.rarest)
    for_agreement = sampling.units_for_agreement(max(1, population), need.agreement)
    wanted = max(for_alpha, for_agreement, CUSTOM)
    things = "bodies" if need.unit == "body" else f"{need.unit}s"
    reasons = [
        f"{for_alpha:,} units tell an alpha of {_short(need.alpha)} from a lower one if the rarest category is"
        f" {100 * need.rarest:g} % of the codings (Bloch & Kraemer 1989, two coders, level .05).",
        f"{for_agreement:,} of {population:,} {things} show that percent agreement is above {100 * need.agreement:g} %, if it"
        " is 5 points higher (Lacy & Riffe 1996).",
    ]
    if max(for_alpha, for_agreement) < CUSTOM:
        reasons.append(f"Fewer than {CUSTOM} units are seldom accepted, so {CUSTOM} are advised.")
    if wanted > population:
        reasons.append(f"There are only {population:,} {things}: code them all, and say that the test rests on fewer units.")
    return Advice(population, for_alpha, for_agreement, min(wanted, population), tuple(reasons))


def articles_needed(project: "Project", need: Need, units: int, seed: int) -> int:
    """How many articles, in the order of the draw, hold so many units of the kind."""
    held: dict[int, int] = {}
    for candidate in project.samples.candidates(Filters(need.unit, within=need.within)):
        held[candidate.article] = held.get(candidate.article, 0) + 1
    articles = [c.unit for c in project.samples.candidates(Filters("article", within=need.within))]
    found = 0
    for count, article in enumerate(sampling.simple_random(articles, len(articles), seed).units, 1):
        found += held.get(article, 0)
        if found >= units:
            return count
    return len(articles)


def draw_and_assign(
    project: "Project", need: Need, units: int, coders: Sequence[str], whole: bool, seed: int, name: str = ROUND
) -> AssignReport:  # fmt: skip
    """Draws the sample and assigns it to all coders in the round `name`: two steps, each undone by itself."""
    filters = Filters(need.unit, within=need.within)
    n = units
    if whole and need.unit != "article":
        filters, n = replace(filters, unit="article"), articles_needed(project, need, units, seed)
    drawn = draw(project, Wish("random", n, seed=seed, filters=filters))
    project.plan.preview(coders, name, Rule(seed=seed), units=drawn.units)  # refuses before anything is written
    keep(project, name, drawn)
    return project.plan.hand_out(coders, name, Rule(seed=seed, whole=whole), name)


def _short(number: float) -> str:
    return f"{number:.3f}".removeprefix("0")
