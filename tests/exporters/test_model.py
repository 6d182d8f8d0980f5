"""The three codes for "no value" never meet a value of the study."""

from hypothesis import given
from hypothesis import strategies as st

from intercoder.exporters.model import Triple, triple_for


@given(st.lists(st.integers(-1100, 10) | st.floats(-1100, 10, allow_nan=False), max_size=30))
def test_no_value_lies_in_the_range_of_the_codes(values: list[float]) -> None:
    triple = triple_for(values)
    assert not any(triple.skipped <= v <= triple.undetermined for v in values)
    assert triple.undetermined - triple.skipped == 2


def test_the_codes_are_the_usual_ones_unless_a_value_meets_them() -> None:
    assert triple_for([1, 2, -96]) == Triple(-97, -98, -99)
    assert triple_for([-98]) == Triple(-997, -998, -999)
    assert triple_for([-98, -997.5]) == Triple(-9997, -9998, -9999)
