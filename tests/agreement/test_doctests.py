"""The worked examples in the docstrings come out to the digits that are printed there."""

import doctest
from importlib import import_module

import pytest

from intercoder.agreement import STATISTICS


@pytest.mark.parametrize("module", sorted({family.module for family in STATISTICS} | {"counts", "pairing"}))
def test_worked_examples_come_out(module):
    result = doctest.testmod(import_module(f"intercoder.agreement.{module}"))
    assert result.attempted > 0
    assert result.failed == 0
