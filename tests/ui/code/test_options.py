"""The answers of a question stand below the category above them, have their keys, and are found by typing."""

import pytest

from intercoder.records import Category, Variable
from intercoder.ui import keymap
from intercoder.ui.code.options import NONE, UNDETERMINED, matching, options

ACTORS = (
    Category(10, "State"), Category(20, "Media"), Category(11, "Head of state", parent=10),
    Category(21, "Journalist", key="x", parent=20), Category(12, "Army", parent=10), Category(13, "Army chief", parent=12),
    Category(1, "Über-Bürger"),
)  # fmt: skip
VARIABLE = Variable("actor", "Actor", "comment", "several", undetermined=True, categories=ACTORS)


def test_a_category_stands_below_the_one_above_it_and_knows_its_path():
    found = options(VARIABLE)
    assert [(o.choice, o.depth) for o in found] == [
        (10, 0), (11, 1), (12, 1), (13, 2), (20, 0), (21, 1), (1, 0), (NONE, 0), (UNDETERMINED, 0),
    ]  # fmt: skip
    assert found[3].whole == "State › Army › Army chief"


def test_keys_are_a_digit_or_an_own_letter_and_none_that_a_command_has():
    keys = {o.choice: o.key for o in options(VARIABLE)}
    assert keys == {10: "", 11: "", 12: "", 13: "", 20: "", 21: "x", 1: "1", NONE: "0", UNDETERMINED: "–"}
    taken = Variable("a", "A", "comment", "one", categories=(Category(5, "Joke", key="j"), Category(6, "Fun", key="f")))
    assert [o.key for o in options(taken)] == ["", "f"]
    keymap.current().change("code.next_unit", "f")
    assert [o.key for o in options(taken)] == ["j", ""]


@pytest.mark.parametrize(
    ("typed", "found"),
    [("army", [12, 13]), ("chief arm", [13]), ("state", [10, 11, 12, 13]), ("med jou", [21]), ("bürg", [1]), ("ÜBER", [1]),
     ("rmy", []), ("  ", [10, 11, 12, 13, 20, 21, 1])],
)  # fmt: skip
def test_each_typed_word_begins_a_word_of_the_label_or_above_it(typed, found):
    categories = [o for o in options(VARIABLE) if isinstance(o.choice, int)]
    assert [o.choice for o in matching(categories, typed)] == found
