"""The shape of a sample against the corpus: how its articles spread over time and over outlets."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from intercoder import sampling

if TYPE_CHECKING:
    from intercoder.project import Project

MOST_BARS = 36
MOST_OUTLETS = 7


@dataclass(frozen=True)
class Bar:
    """One stretch of time, or one outlet: articles of the corpus and of the sample."""

    name: str
    corpus: int
    sample: int


@dataclass(frozen=True)
class Shape:
    """`time` from first to last, `step` says what one bar is; articles without a whole date are counted apart."""

    step: str
    time: tuple[Bar, ...]
    outlets: tuple[Bar, ...]
    corpus: int
    sample: int
    undated: int


def shape(project: "Project", units: Sequence[int]) -> Shape:
    """How the articles of these units spread, beside all articles."""
    corpus, drawn = project.samples.published(), project.samples.published(units)
    days = [day for at, _ in corpus if (day := sampling.day(at)) is not None]
    drawn_days = [day for at, _ in drawn if (day := sampling.day(at)) is not None]
    step, time = _over_time(days, drawn_days)
    outlets = _over_outlets([outlet for _, outlet in corpus], [outlet for _, outlet in drawn])
    return Shape(step, time, outlets, len(corpus), len(drawn), len(corpus) - len(days))


def _over_time(corpus: list[date], drawn: list[date]) -> tuple[str, tuple[Bar, ...]]:
    """Days, weeks, months or years: the finest that gives no more than `MOST_BARS`."""
    if not corpus:
        return "", ()
    first, last = min(corpus), max(corpus)
    months = 12 * (last.year - first.year) + last.month - first.month + 1
    if (last - first).days < MOST_BARS:
        starts = [first + timedelta(days=n) for n in range((last - first).days + 1)]
        return "day", _bars(starts, [d.isoformat() for d in starts], corpus, drawn)
    monday = first - timedelta(days=first.weekday())
    if (last - monday).days // 7 < MOST_BARS:
        starts = [monday + timedelta(weeks=n) for n in range((last - monday).days // 7 + 1)]
        return "week", _bars(starts, [d.isoformat() for d in starts], corpus, drawn)
    if months <= MOST_BARS:
        places = [divmod(first.month - 1 + n, 12) for n in range(months)]
        starts = [date(first.year + years, month + 1, 1) for years, month in places]
        return "month", _bars(starts, [f"{d:%Y-%m}" for d in starts], corpus, drawn)
    starts = [date(year, 1, 1) for year in range(first.year, last.year + 1)]
    return "year", _bars(starts, [str(d.year) for d in starts], corpus, drawn)


def _bars(starts: list[date], names: list[str], corpus: list[date], drawn: list[date]) -> tuple[Bar, ...]:
    from bisect import bisect_right

    counts = [Counter(bisect_right(starts, day) - 1 for day in days) for days in (corpus, drawn)]
    return tuple(Bar(name, counts[0][n], counts[1][n]) for n, name in enumerate(names))


def _over_outlets(corpus: list[str | None], drawn: list[str | None]) -> tuple[Bar, ...]:
    """The largest outlets, the others together, and last those of which none is known."""
    all_, some = Counter(corpus), Counter(drawn)
    named = sorted((name for name in all_ if name), key=lambda name: (-all_[name], name))
    large, small = named[:MOST_OUTLETS], named[MOST_OUTLETS:]
    if len(small) == 1:
        large, small = named, []
    bars = [Bar(name, all_[name], some[name]) for name in large]
    if small:
        bars.append(Bar(f"{len(small)} others", sum(all_[n] for n in small), sum(some[n] for n in small)))
    unknown = sum(count for name, count in all_.items() if not name)
    if unknown:
        bars.append(Bar("not known", unknown, sum(count for name, count in some.items() if not name)))
    return tuple(bars)
