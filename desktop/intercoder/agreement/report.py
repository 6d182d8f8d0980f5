"""The records of a reliability report: what tables, exports and windows read.

A number that cannot be computed is a result too: `Statistic(None, "reason in words")`, never 0, 1 or NaN.
"""

from dataclasses import dataclass, field
from typing import Literal

from intercoder.records import Coder

Verdict = Literal["reliable", "tentative", "not_yet", "not_computable"]


@dataclass(frozen=True)
class Statistic:
    """A number, or the reason why there is none."""

    value: float | None
    undefined: str | None = None


@dataclass(frozen=True)
class Missing:
    """Cells without a coding, by kind; a cell that was never assigned is in none of them."""

    undetermined: int = 0
    skipped: int = 0
    not_applicable: int = 0
    open: int = 0


@dataclass(frozen=True)
class CoderPair:
    """Two coders on the units that both coded. `confusion`: rows = coder `a`, columns = `b`, in category order."""

    a: int  # ids of the coders
    b: int
    units: int
    agreement: Statistic
    kappa: Statistic
    confusion: tuple[tuple[int, ...], ...]


@dataclass(frozen=True)
class Period:
    """The units whose last coding was given in one stretch of time: a week by its Monday, or a batch "1–25" of units.

    `first`, `last`: ms since 1970, UTC. `alarm`: the upper end of the interval lies below the threshold.
    """

    label: str
    first: int
    last: int
    units: int  # pairable ones
    alpha: Statistic
    low: Statistic
    high: Statistic
    alarm: bool


@dataclass(frozen=True)
class VariableReport:
    """One variable in one round. `variable` is its name, or NAME_K for category K of a *several* variable.

    Where a variable of the codebook has that name itself, the row of the category is called NAME_K_: a name is one row's.
    """

    variable: str
    label: str
    unit_kind: str
    round: str
    level: str
    answer_kind: str
    categories: tuple[tuple[int | float | str, str], ...]  # (value, label) in codebook order, unused ones too
    categories_used: int
    coders: tuple[Coder, ...]  # who was asked
    units: int
    pairable_units: int
    codings: int
    missing: Missing
    counts: tuple[int, ...]  # codings per category, in category order
    statistics: dict[str, Statistic]
    pairs: tuple[CoderPair, ...]
    leave_one_out: dict[int, Statistic]  # coder id -> alpha of the variable's level without that coder
    notes: tuple[str, ...]
    verdict: Verdict
    needed: tuple[int, int] | None = None  # units that two coders need for alpha .667 and .800, given the rarest category
    drift: tuple[Period, ...] = ()
    part: tuple[str, int] | None = None  # of a row about a category: the *several* variable, and the category's number
    reasons: dict[str, int] = field(default_factory=dict)  # why coders disagreed, as the lead noted -> units
    silent: frozenset[int] = frozenset()  # ids of the coders who were asked and coded nothing

    @property
    def coded_by(self) -> tuple[Coder, ...]:
        """The coders who coded something."""
        return tuple(coder for coder in self.coders if coder.id not in self.silent)


@dataclass(frozen=True)
class AgreementReport:
    """The reliability table of a project: one row per variable and round, never an average over them."""

    title: str
    rows: tuple[VariableReport, ...]
    draws: int
    seed: int
    software: str  # "Intercoder 0.1.0, numpy 2.3.1"
    codebook_version: str
    date: str | None  # of the project's last step
    note: tuple[str, ...]  # the sentences under the table
    limits: tuple[float, float] = (0.667, 0.800)  # of the verdict: tentative, reliable
    resampled: str = "units"  # or "articles": what is drawn again for the intervals
