"""Rows of GDELT, written after its documentation."""

from intercoder.records import Article

ROWS = "".join(
    "\t".join([f"2015021823000{n}-{n}", "20150218230000", "1", "ledger.example", f"https://ledger.example/{n}", *[""] * 22])
    + "\n"
    for n in range(3)
)
EVENTS = "\t".join(["410412347", "20150218", *[""] * 57, "20150219001500", "https://ledger.example/9"]) + "\n"


def test_a_row_is_a_link_with_the_day_on_which_it_was_seen(read):
    *links, issue = read(ROWS, key="gdelt")
    assert (links[0].url, links[0].outlet) == ("https://ledger.example/0", "ledger.example")
    assert (links[0].stub, links[0].published, links[0].extra) == (True, None, {"seen": "2015-02-18T23:00:00Z"})
    assert (issue.code, issue.found) == ("no_text", 3)


def test_events_name_their_source_at_the_end(read):
    link = read(EVENTS * 2, key="gdelt")[0]
    assert (link.url, link.provider_id, link.extra) == (
        "https://ledger.example/9",
        "410412347",
        {"seen": "2015-02-19T00:15:00Z"},
    )


def test_a_row_of_another_width_is_skipped_with_its_text(read):
    records = read(ROWS + "odd\trow\n", key="gdelt")
    assert sum(isinstance(r, Article) for r in records) == 3
    skipped = next(r for r in records if not isinstance(r, Article))
    assert (skipped.severity, skipped.raw) == ("skipped", "odd\trow")


def test_it_is_known_by_its_width_and_links(best):
    assert best(ROWS, "x.txt") == "gdelt"
    assert best(EVENTS * 2, "x.csv") == "gdelt"
