"""Days and times as the press prints them; day and month are never told apart by guessing."""

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intercoder.importers.reading.dates import find_date, orders, read_date, read_iso, read_unix


@pytest.mark.parametrize(
    ("raw", "value", "precision"),
    [
        ("2021-03-04", "2021-03-04", "day"),
        ("2021-03", "2021-03", "month"),
        ("20210304", "2021-03-04", "day"),
        ("2021/03/04 10:05", "2021-03-04T10:05", "minute"),
        ("2021-03-04T10:05:06Z", "2021-03-04T10:05:06Z", "second"),
        ("2021-03-04T10:05:06+02:00", "2021-03-04T08:05:06Z", "second"),
        ("20231124T192141+0000", "2023-11-24T19:21:41Z", "second"),
        ("2013-10-30 23:00:00.0 UTC", "2013-10-30T23:00:00Z", "second"),
        ("2021-01-02 03:04:05 CET", "2021-01-02T02:04:05Z", "second"),
        ("Do 9 Apr 2020 / 08:34", "2020-04-09T08:34", "minute"),
        ("le mercredi 15 mai 2019 à 08h07", "2019-05-15T08:07", "minute"),
        ("July 11, 2011 at 12:25 pm", "2011-07-11T12:25", "minute"),
        ("January 22, 2017 at 12:19 am", "2017-01-22T00:19", "minute"),
        ("23. Juni 2016 um 17:21 Uhr", "2016-06-23T17:21", "minute"),
        ("14. 01. 2020, 13:47", "2020-01-14T13:47", "minute"),
        ("07.04.2020", "2020-04-07", "day"),
        ("28.02.05", "2005-02-28", "day"),
        ("25/12/2020", "2020-12-25", "day"),
        ("12/25/2020", "2020-12-25", "day"),
        ("04/04/2020", "2020-04-04", "day"),
        ("3 de mayo de 2018", "2018-05-03", "day"),
        ("5 июня 2019 г. в 10:00", "2019-06-05T10:00", "minute"),
        ("2018 年 10 月 7 日 17:04", "2018-10-07T17:04", "minute"),
        ("29 décembre 2011", "2011-12-29", "day"),
        ("September 1st, 2014", "2014-09-01", "day"),
        ("Mon, 4 Mar 2019 10:11:12 GMT", "2019-03-04T10:11:12Z", "second"),
        ("03/04/2021", None, None),
        ("Wed Oct 10 20:19:24 +0000 2018", "2018-10-10T20:19:24Z", "second"),
        ("Thu Dec  4 10:00:00 2020", "2020-12-04T10:00:00", "second"),
        ("Thu Dec 24 2020 10:00:00 GMT+0100 (Central European Standard Time)", "2020-12-24T09:00:00Z", "second"),
        ("2020년 12월 24일 오후 3:45", "2020-12-24T15:45", "minute"),
        ("2020/12/24 上午 12:05:00", "2020-12-24T00:05:00", "second"),
        ("2020年12月24日 午後3:45", "2020-12-24T15:45", "minute"),
        ("30.02.2020", None, None),
        ("12 Octobre à 17h45", None, None),
        ("Elections 2020", None, None),
        ("In May 2019 we met again", None, None),
        ("10.5.2", None, None),
        ("", None, None),
    ],
)
def test_a_printed_day_is_read_as_precisely_as_it_is_printed(raw, value, precision):
    when = read_date(raw)
    assert (when.value if when else None, when.precision if when else None) == (value, precision)


def test_the_order_of_a_column_reads_what_one_cell_leaves_open():
    assert read_date("03/04/2021", "dmy").value == "2021-04-03"
    assert read_date("03/04/2021", "mdy").value == "2021-03-04"
    assert read_date("25/04/2021", "mdy").value == "2021-04-25"


def test_the_orders_that_a_numeric_day_allows_are_told():
    assert orders("03/04/2021") == {"dmy", "mdy"}
    assert orders("25/04/2021") == {"dmy"}
    assert orders("04/25/2021") == {"mdy"}
    assert orders("03.04.2021") == {"dmy"}
    assert orders("2021-04-03") == frozenset()


@pytest.mark.parametrize("raw", ["12345", "99999999999999", "1455682967a", "", "0"])
def test_what_is_no_time_of_a_newspaper_is_no_unix_time(raw):
    assert read_unix(raw) is None


@pytest.mark.parametrize(
    ("line", "value", "rest"),
    [
        ("January 11, 2010 Monday", "2010-01-11", ""),
        ("May 2, 2002, Thursday,, FINAL EDITION", "2002-05-02", "FINAL EDITION"),
        ("User 5 May 6, 2019", "2019-05-06", "User 5"),
        ("민지 2020년 12월 24일 오후 3:45", "2020-12-24T15:45", "민지"),
        ("Politique, mardi 14 mars 2006, p. 12", "2006-03-14", "Politique, p. 12"),
        ("March 14, 2013 Thursday 11:21 AM GMT", "2013-03-14T11:21Z", ""),
    ],
)
def test_a_day_is_found_among_other_words_which_are_given_back(line, value, rest):
    when, other = find_date(line)
    assert (when.value, other) == (value, rest)


@pytest.mark.parametrize("line", ["", "Monday", "03/04/2019", "Page 12 of 14", "x" * 500 + " 1 May 2019"])
def test_a_line_without_a_day_that_can_be_read_has_none(line):
    assert find_date(line) is None


@pytest.mark.parametrize(
    "printed",
    [
        "2021-03-04", "2021-03-04T10:05", "2021-03-04 10:05", "2021-03-04T10:05:09", "2021-03-04 10:05:09", "2021-02-29",
        "2021-03-04T24:05", "2021-03-04x10:05", "2021-W10-4T10:05", "2021-W10-4", "20210304T100509", "1399-12-31", "2201-01-01",
        "2021-3-4", "2021-03-04T10:05:09Z", "٢٠٢١-03-04", "20210304T100509.123",
    ],
)  # fmt: skip
def test_the_short_way_to_a_day_gives_what_the_long_one_gives(printed):
    plain, long = read_iso(printed), read_date(f" {printed}")
    assert read_date(printed) == long
    assert plain is None or plain == (long.value, long.precision)


@given(st.datetimes(datetime(1390, 1, 1), datetime(2210, 1, 1)), st.sampled_from([10, 16, 19]), st.sampled_from("T "))
def test_nearly_every_database_takes_the_short_way(moment, length, between):
    printed = moment.isoformat(between, "seconds")[:length]
    long = read_date(f" {printed}")
    assert read_iso(printed) == ((long.value, long.precision) if long else None)
