"""Columns of days: what the cells say only together, in tables and in JSON records that hold their comments."""

import json

import pytest

from intercoder.importers import Options
from intercoder.importers.reading.day_column import DayColumn
from intercoder.records import Article, Issue


def column(*cells, **options):
    days = DayColumn.of("date", Options(**options))
    days.look(cells)
    return days


def values(*cells):
    days = column(*cells)
    return [when.value if (when := days.read(cell)) else None for cell in cells]


@pytest.mark.parametrize("cell", ["2024", " 2024 ", "2024.0", "2024-00-00", "2024-00-00 00:00:00"])
def test_a_year_alone_is_read_as_one(cell):
    when = column(cell).read(cell)
    assert (when.value, when.precision) == ("2024", "year")


def test_years_stand_beside_days_times_and_gaps():
    cells = ("1923", "12 March 1924", "1925-04", "0", "", "1700000000")
    assert values(*cells) == ["1923", "1924-03-12", "1925-04", None, None, "2023-11-14T22:13:20Z"]


@pytest.mark.parametrize(
    "cell", ["1399", "2201", "24", "2024-Q3", "Q3 2024", "2023/24", "2024-13", "c. 1850", "1850-1860", "٢٠٢٤"]
)
def test_what_may_be_something_else_than_a_year_is_none(cell):
    assert column(cell).read(cell) is None


def test_seconds_of_a_video_are_no_years_where_some_look_like_them():
    assert values("12", "640", "1430", "1822", "2100", "2890") == [None] * 6


def test_one_number_for_unknown_does_not_spoil_a_column_of_years():
    assert values(*["1999"] * 9, "9999") == ["1999"] * 9 + [None]
    assert values(*["1999"] * 8, "9999") == [None] * 9


def read_all(read, text, key, **options):
    records = read(text, key=key, name="dump", **options)
    articles = [record for record in records if isinstance(record, Article)]
    return articles, [i for r in records for i in ([r] if isinstance(r, Issue) else r.issues) if i.severity == "warning"]


def test_the_years_of_a_table_reach_its_articles(read):
    articles, issues = read_all(read, "title,text,year of print,date\nA,One,x,1923\nB,Two,y,1924-05\nC,Three,z,\n", "table")
    found = [(a.published, a.published_raw, a.published_precision) for a in articles]
    assert found == [("1923", "1923", "year"), ("1924-05", "1924-05", "month"), (None, None, None)]
    assert [issue.code for issue in issues] == ["column_unmapped"]


def record(day, *posted):
    return {"title": "Bridge shut", "date": day, "comments": [{"text": "No", "author": "Ada", "date": each} for each in posted]}


def test_records_with_comments_tell_years_and_the_order_of_day_and_month_together(read):
    records = [record("2021", "03/04/2021"), record(2022, "25/04/2021", "05/04/2021")]
    for text in (json.dumps(records), "\n".join(map(json.dumps, records))):
        articles, issues = read_all(read, text, "json")
        assert [(a.published, a.published_precision) for a in articles] == [("2021", "year"), ("2022", "year")]
        assert [c.posted for a in articles for c in a.comments] == ["2021-04-03", "2021-04-25", "2021-04-05"]
        assert not issues


def test_seconds_in_records_with_comments_are_no_years(read):
    [article], [issue] = read_all(read, json.dumps([record("2021-05-06", 12, 1430, 1980)]), "json")
    assert [(c.posted, c.posted_raw) for c in article.comments] == [(None, "12"), (None, "1430"), (None, "1980")]
    assert (issue.code, issue.found, issue.locator) == ("date_unread", 3, "record 1, comment 1")


def test_days_of_comments_that_could_be_two_are_said_once(read):
    articles, [issue] = read_all(read, json.dumps([record("2021-05-06", "03/04/2021", "05/06/2021")] * 2), "json")
    assert {c.posted for a in articles for c in a.comments} == {None}
    assert (issue.code, issue.found) == ("date_order", 4)
