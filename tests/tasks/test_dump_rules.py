"""Rules that follow from painted lines."""

from intercoder.importers.reading.contract import LineRule
from intercoder.tasks.dump_profile import Profile
from intercoder.tasks.dump_rules import for_others, rules_of

LINES = [
    "",
    "Kerry in Brussels",
    "24 April 2013",
    "برسلز میں مذاکرات ہوئے۔",
    "Correction: It was May.",
    "91 Ergänzungen",
    "Be kind 😀",
    "Why?",
]


def test_each_role_gives_the_rule_that_will_hold_on_other_documents():
    painted = {2: "headline", 3: "published", 4: "body", 5: "correction", 6: "comments_header", 7: "boilerplate", 8: "comment"}
    assert rules_of(LINES, painted) == (
        LineRule("headline", "1", "number"),
        LineRule("published", "2", "number"),
        LineRule("correction", "Correction:", "begins"),
        LineRule("comments_header", "91 Ergänzungen", "like"),
        LineRule("boilerplate", "Be kind 😀"),
    )


def test_a_headline_far_down_gives_no_rule():
    assert rules_of(["x"] * 40, {30: "headline"}) == ()


def test_a_profile_for_others_has_rules_in_place_of_painted_lines():
    old = LineRule("thread_end", "More from us", "contains")
    shared = for_others(Profile(lines=(old,), painted=((2, 2, "headline"),), mode="lines"), LINES)
    assert (shared.painted, shared.mode, shared.lines) == ((), "lines", (LineRule("headline", "1", "number"), old))


def test_lines_beyond_the_end_and_blank_ones_give_nothing():
    assert rules_of(LINES, {1: "boilerplate", 99: "comments_header"}) == ()
    assert rules_of([], {1: "headline"}) == ()
