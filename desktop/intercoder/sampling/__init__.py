"""What to code: samples, and how many units a reliability test needs. Pure: no project, no window.

Every draw takes a seed and the ids of the units; the same seed gives the same sample, in whatever order the units are
given (see `intercoder.chance`).
"""

from intercoder.sampling.days import day, period
from intercoder.sampling.draw import Draw, Stratum, per_group, simple_random, stratified
from intercoder.sampling.size import units_for_agreement, units_for_alpha
from intercoder.sampling.weeks import Weeks, constructed_weeks

__all__ = [
    "Draw", "Stratum", "Weeks", "constructed_weeks", "day", "per_group", "period", "simple_random", "stratified",
    "units_for_agreement", "units_for_alpha",
]  # fmt: skip
