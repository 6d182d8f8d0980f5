"""How many units a reliability test needs. Pure: numbers in, a whole number out; no project, no window."""

from intercoder.sampling.size import units_for_agreement, units_for_alpha

__all__ = ["units_for_agreement", "units_for_alpha"]
