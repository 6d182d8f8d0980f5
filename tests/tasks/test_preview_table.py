"""What the columns of a table say before it is imported: the examples of days are read as the import reads them."""

from intercoder.tasks.dump_profile import PLAIN, Profile
from intercoder.tasks.preview_table import day_examples, order_of


def test_years_are_shown_as_they_will_be_read_and_seconds_of_a_video_are_not():
    assert day_examples(["1923", " 1924 ", "1923"], None) == [("1923", "1923"), ("1924", "1924")]
    assert day_examples(["12", "1430", "1923"], None) == [("12", None), ("1430", None), ("1923", None)]


def test_a_day_that_tells_the_order_tells_it_of_its_whole_column_unless_one_was_chosen():
    cells = ["03/04/2021", "25/04/2021"]
    assert order_of(cells, "date", PLAIN) == "dmy"
    assert order_of(cells, "date", Profile(date_orders={"date": "mdy"})) == "mdy"
    assert order_of(cells[:1], "date", Profile(date_order="mdy")) == "mdy"
    assert order_of(cells[:1], "date", PLAIN) is None
