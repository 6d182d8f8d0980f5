"""Drawing a sample: what it is drawn from, the draw, and what has to be said about it; see `intercoder.sampling`."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from intercoder import sampling
from intercoder.errors import UserError
from intercoder.project.samples import Candidate, Filters, Sample
from intercoder.records import Tick, no_tick

if TYPE_CHECKING:
    from intercoder.project import Project

METHODS = ("all", "random", "stratified", "weeks", "per-article")
NOT_KNOWN = "not known"


@dataclass(frozen=True)
class Wish:
    """How a sample is to be drawn. `n` counts units, for `weeks` constructed weeks, for `per-article` units per article."""

    method: str = "random"
    n: int | None = None
    by: str | None = None  # for `stratified`: the field; for `weeks`: weeks of their own for each value
    seed: int = 1
    equal: bool = False  # for `stratified`: strata of equal size instead of shares
    empty_days: bool = False  # for `weeks`: days without an article can be drawn too
    filters: Filters = field(default_factory=Filters)


@dataclass(frozen=True)
class Drawn:
    """A sample before it is kept: its units in the order of the draw, and how it came about."""

    wish: Wish
    units: tuple[int, ...]
    population: int
    findings: dict[str, object]

    @property
    def parameters(self) -> dict[str, object]:
        """What is kept with the sample: filters that say something, population, and all findings."""
        chosen = {"equal": self.wish.equal, "empty_days": self.wish.empty_days}
        filters = {k: list(v) if isinstance(v, tuple) else v for k, v in asdict(self.wish.filters).items()}
        told = {k: v for k, v in filters.items() if v not in (None, [], "")} | {k: v for k, v in chosen.items() if v}
        return {**told, "population": self.population, **self.findings}


def draw(project: "Project", wish: Wish, tick: Tick = no_tick) -> Drawn:
    """The sample that a wish gives, without keeping it. Raises UserError if it cannot be drawn."""
    _check(wish)
    tick(0, 2)
    candidates, findings = _in_period(project.samples.candidates(wish.filters, wish.by), wish.filters)
    tick(1, 2)
    if not candidates:
        raise UserError(f"No {_plural(wish.filters.unit)} pass the filters.", "Loosen them, or import material first.")
    units, more = _draw(candidates, wish)
    tick(2, 2)
    return Drawn(wish, units, len(candidates), {**findings, **more})


def keep(project: "Project", name: str, drawn: Drawn) -> Sample:
    """Keeps a drawn sample under a name, as one step."""
    wish = drawn.wish
    seed = None if wish.method == "all" else wish.seed
    sample = Sample(0, name, wish.method, wish.n, wish.by, seed, len(drawn.units), drawn.parameters)
    return project.samples.keep(sample, drawn.units)


def document(project: "Project", sample: Sample) -> dict[str, object]:
    """A sample as `sample --json` gives it."""
    return {
        "sample": sample.name, "method": sample.method, "n": sample.n, "by": sample.by, "seed": sample.seed,
        "units": project.samples.units(sample.name), **sample.parameters,
    }  # fmt: skip


def _check(wish: Wish) -> None:
    if wish.method not in METHODS:
        raise UserError(f"There is no method “{wish.method}”.", "Methods are: " + ", ".join(METHODS))
    if wish.method == "all":
        return
    if wish.n is None:
        what = {"weeks": "constructed weeks", "per-article": "units per article"}.get(wish.method, "units")
        raise UserError(f"The number of {what} is missing.", "Give it with --n on the command line.")
    if wish.method == "stratified" and wish.by is None:
        raise UserError("A stratified sample needs a field to stratify by.", "Such as outlet: --by outlet.")
    if wish.method == "per-article" and wish.filters.unit == "article":
        raise UserError("Articles cannot be drawn per article.", "Draw comments, or another kind of unit.")


def _in_period(candidates: list[Candidate], filters: Filters) -> tuple[list[Candidate], dict[str, object]]:
    """Those that were published between the days; one whose date is too coarse to tell is left out and counted."""
    if filters.first is None and filters.last is None:
        return candidates, {}
    first, last = _as_day(filters.first) or date.min, _as_day(filters.last) or date.max
    if first > last:
        raise UserError(f"The period ends on {last}, before it begins on {first}.", "Exchange the two days.")
    kept, undated = [], 0
    for candidate in candidates:
        period = sampling.period(candidate.published)
        if period is None:
            undated += 1
        elif first <= period[0] and period[1] <= last:
            kept.append(candidate)
        elif period[0] <= last and period[1] >= first:
            undated += 1
    return kept, {"undated": undated} if undated else {}


def _as_day(text: str | None) -> date | None:
    if text is None:
        return None
    found = sampling.day(text)
    if found is None or len(text) != len("2026-03-01"):
        raise UserError(f"“{text}” is no day.", "Write days as 2026-03-01.")
    return found


def _draw(candidates: list[Candidate], wish: Wish) -> tuple[tuple[int, ...], dict[str, object]]:
    units = [c.unit for c in candidates]
    if wish.method == "all":
        return tuple(units), {}
    n = wish.n or 0
    if wish.method == "random":
        return sampling.simple_random(units, n, wish.seed).units, {}
    if wish.method == "stratified":
        strata = {name: [c.unit for c in group] for name, group in _groups(candidates).items()}
        drawn = sampling.stratified(strata, n, wish.seed, "equal" if wish.equal else "proportional")
        return drawn.units, {"strata": [[s.name, s.population, s.drawn] for s in drawn.strata]}
    if wish.method == "per-article":
        articles: dict[int, list[int]] = {}
        for candidate in candidates:
            articles.setdefault(candidate.article, []).append(candidate.unit)
        short = sum(len(group) < n for group in articles.values())
        drawn = sampling.per_group(articles, n, wish.seed)
        return drawn.units, {"articles": len(articles), "articles_with_fewer": short}
    return _weeks(candidates, n, wish)


def _weeks(candidates: list[Candidate], weeks: int, wish: Wish) -> tuple[tuple[int, ...], dict[str, object]]:
    """Constructed weeks over all articles, or weeks of their own for each value of a field."""
    first, last = _as_day(wish.filters.first), _as_day(wish.filters.last)
    units: list[int] = []
    found: dict[str, dict[str, object]] = {}
    undated = 0
    for name, group in (_groups(candidates) if wish.by else {"": candidates}).items():
        days = {c.unit: day for c in group if (day := sampling.day(c.published)) is not None}
        undated += len(group) - len(days)
        if days:
            drawn = sampling.constructed_weeks(days, weeks, wish.seed, first, last, wish.empty_days, name)
            place = {candidate.unit: n for n, candidate in enumerate(group)}  # the order of the text, within a day
            units += sorted(drawn.units, key=lambda unit: (days[unit], place[unit]))
            found[name] = _of_weeks(drawn)
    if not units:
        raise UserError("No article of the period has a day of publication.", "Choose another period, or another method.")
    findings: dict[str, object] = {"weeks_by": found} if wish.by else dict(found[""])
    return tuple(units), {**findings, "undated": undated} if undated else findings


def _of_weeks(drawn: sampling.Weeks) -> dict[str, object]:
    return {
        "weeks": [[day.isoformat() for day in week] for week in drawn.weeks],
        "short": [list(pair) for pair in drawn.short],
        "missing_days": [day.isoformat() for day in drawn.missing],
    }


def _groups(candidates: Sequence[Candidate]) -> dict[str, list[Candidate]]:
    groups: dict[str, list[Candidate]] = {}
    for candidate in candidates:
        groups.setdefault(candidate.value or NOT_KNOWN, []).append(candidate)
    return dict(sorted(groups.items()))


def _plural(kind: str) -> str:
    return "bodies" if kind == "body" else f"{kind}s"
