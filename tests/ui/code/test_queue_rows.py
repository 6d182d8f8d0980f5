"""The queue lists articles as groups with the units that are coded."""

import pytest

from intercoder.project import Project
from intercoder.records import Unit
from intercoder.ui.code.queue_rows import GroupRow, UnitRow, name_of, number_of, rows_of, time_words
from intercoder.ui.worklist import Worklist


@pytest.fixture
def worklist(study):
    """Two articles, six comments with the first; the first coder has finished them all in the round `pilot`."""
    with Project.open(study, coder="Aylin Kaya") as project:
        project.set_round("pilot")
        made = Worklist()
        made.hold(project)
        project.on_change = lambda tables: made.update(tables, False, project.touched_units)
        made.project = project
        yield made


def units(rows) -> list[str]:
    return [row.label for row in rows if isinstance(row, UnitRow)]


def test_an_open_group_lists_its_units_and_a_closed_one_only_itself(worklist):
    first = next(group.article for group in worklist.listing.groups if group.comments)
    rows = rows_of(worklist, {first})
    assert units(rows) == ["", "1", "2", "3", "4", "5", "6"]
    assert [row.article for row in rows if isinstance(row, GroupRow)] == [group.article for group in worklist.listing.groups]


def test_a_group_says_what_is_in_it_and_how_much_is_done(worklist):
    facts = {row.article: row.facts for row in rows_of(worklist, set())}
    assert sorted(facts.values()) == ["6 comments · 6 of 7 done", "Article alone"]


def test_filters_leave_out_groups_without_a_unit_of_them_but_keep_the_current_unit(worklist):
    both = {group.article for group in worklist.listing.groups}
    assert units(rows_of(worklist, both, "to do")) == ["", ""]
    assert units(rows_of(worklist, both, "done")) == ["1", "2", "3", "4", "5", "6"]
    assert list(rows_of(worklist, both, "doubt")) == []
    fourth = next(item.unit.id for item in worklist.items if item.unit.ref.endswith("C004"))
    assert units(rows_of(worklist, both, "doubt", current=fourth)) == ["4"]


def test_a_done_unit_in_doubt_is_in_both_filters(worklist):
    fourth = next(item.unit.id for item in worklist.items if item.unit.ref.endswith("C004"))
    worklist.project.codings.doubt(fourth, "two readings")
    (row,) = (row for row in rows_of(worklist, set(), "doubt") if isinstance(row, UnitRow))
    assert (row.unit, row.state, row.doubt) == (fourth, "done", True)
    assert "4" in units(rows_of(worklist, {group.article for group in worklist.listing.groups}, "done"))
    assert worklist.counts() == (6, 1, 8)


def test_numbers_and_names_come_from_the_readable_reference():
    assert number_of("A0012-C003") == "3"
    assert number_of("A0012") == "12"
    assert name_of(Unit(4, "comment", "A0001-C012", 1, 1, 1, "text", True)) == "Comment 12"


@pytest.mark.parametrize(
    ("ms", "words"),
    [(0, "1 min"), (59_000, "1 min"), (14 * 60_000, "14 min"), (23 * 60_000, "25 min"), (58 * 60_000, "1 h"),
     (111 * 60_000, "1 h 50"), (605 * 60_000, "10 h 05")],
)  # fmt: skip
def test_a_time_is_said_as_a_coder_would(ms, words):
    assert time_words(ms) == words
