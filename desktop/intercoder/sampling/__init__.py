"""Samples of units and the number of units that a reliability test needs; pure functions."""
