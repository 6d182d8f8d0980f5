"""The queue lists articles as groups with the units that are coded."""

from intercoder.project.plan import QueueItem
from intercoder.records import Unit
from intercoder.ui.code.queue_rows import GroupRow, UnitRow, name_of, number_of, rows_of
from intercoder.ui.worklist import Group


def item(number: int, kind: str, ref: str, article: int, state: str = "open") -> QueueItem:
    unit = Unit(number, kind, ref, article, None if kind == "article" else article, 1, f"text  of\n{ref}", True)
    return QueueItem(unit, state, 0)


ITEMS = [
    item(1, "article", "A0001", 1, "done"), item(3, "comment", "A0001-C001", 1), item(4, "comment", "A0001-C012", 1),
    item(9, "article", "A0002", 9),
]  # fmt: skip
GROUPS = [Group(1, [0, 1, 2], 2, 1), Group(9, [3])]


def test_an_open_group_lists_its_units_and_a_closed_one_only_itself():
    rows = rows_of(ITEMS, GROUPS, {1})
    assert [type(row) for row in rows] == [GroupRow, UnitRow, UnitRow, UnitRow, GroupRow]
    assert [row.label for row in rows[1:4]] == ["", "1", "12"]
    assert rows[2].words == "text of A0001-C001"


def test_a_group_says_what_is_in_it_and_how_much_is_done():
    first, second = (row for row in rows_of(ITEMS, GROUPS, set()) if isinstance(row, GroupRow))
    assert first.facts == "2 comments · 1 of 3 done"
    assert second.facts == "Article alone"


def test_a_filter_leaves_out_groups_without_a_unit_of_it_but_keeps_the_current_unit():
    assert [row.article for row in rows_of(ITEMS, GROUPS, set(), "open")] == [1, 9]
    assert rows_of(ITEMS, GROUPS, {1, 9}, "doubt") == []
    assert [row.unit for row in rows_of(ITEMS, GROUPS, {1, 9}, "doubt", current=4)[1:]] == [4]


def test_numbers_and_names_come_from_the_readable_reference():
    assert number_of("A0012-C003") == "3"
    assert number_of("A0012") == "12"
    assert name_of(ITEMS[2].unit) == "Comment 12"
