"""Days and times as printed, in the languages of the press. Day and month are never told apart by guessing.

The value is ISO 8601: with a zone in UTC and a `Z`, without one as printed; as precise as the source and no more.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from typing import Literal

from intercoder.importers.reading.words import FILLERS, MONTHS, ZONES

Order = Literal["dmy", "mdy"]
Precision = Literal["year", "month", "day", "minute", "second"]

_ISO = re.compile(
    r"(?<!\d)(\d{4})-(\d{1,2})(?:-(\d{1,2}))?(?!\d)|(?<!\d)(\d{4})(\d{2})(\d{2})(?=T|\b)|"
    r"(?<!\d)(\d{4})[/.](\d{1,2})[/.](\d{1,2})(?!\d)"
)
_CJK = re.compile(r"(\d{4})\s*[年년]\s*(\d{1,2})\s*[月월]\s*(?:(\d{1,2})\s*[日일])?")
_NUMERIC = re.compile(r"(?<!\d)(\d{1,2})\s?([./-])\s?(\d{1,2})\s?\2\s?(\d{4}|\d{2})(?!\d)")
_TIME = re.compile(
    r"(?<!\d)(\d{1,2})(?:[:.]|\s?h\s?)(\d{2})(?:[:.](\d{2})(?:[.,]\d+)?)?\s*(a\.?m\.?(?!\w)|p\.?m\.?(?!\w))?",
    re.I,
)
_HOUR = re.compile(r"(?<!\d)(\d{1,2})\s*(a\.?m\.?|p\.?m\.?)(?!\w)", re.I)
_HALF = re.compile(r"(?:(오전|上午|午前)|(오후|下午|午後))\s*(\d{1,2}:\d\d(?::\d\d)?)")
_AS_COMPUTERS = re.compile(
    r"(?:[A-Za-z]{3},? )?([A-Za-z]{3}) {1,2}(\d{1,2}) (\d{1,2}:\d\d:\d\d)( [A-Z]{3,4}| [+-]\d{4})? (\d{4})"
)
"""`Wed Oct 10 20:19:24 +0000 2018`, the form of C's `ctime` and of Twitter."""
_ZONE_TWICE = re.compile(r"([+-]\d\d:?\d\d) (?:UTC|GMT|\([^()]*\)?)$")
"""`GMT+0100 (Central European Standard Time)`, the form of JavaScript."""
_OFFSET = re.compile(r"(?:utc|gmt)?\s*([+-])(\d{2}):?(\d{2})(?!\d)", re.I)
_BEFORE_MONTH = re.compile(r"(?<!\d)(\d{1,2})(?:st|nd|rd|th|er|º|ª)?\.?\s*(?:de\s+|of\s+)?$", re.I)
_AFTER_MONTH = re.compile(r"\.?\s*(?:(\d{1,2})(?:st|nd|rd|th)?(?!\d)\s*,?\s*)?(?:del?\s+)?,?\s*(\d{4})(?!\d)", re.I)
_DIGIT = re.compile(r"\d")
_WORD = re.compile(r"[^\W\d_]+")
_PACKED = re.compile(r"^T(\d\d)(\d\d)(\d\d)(?=\D|$)")
_UNIX = re.compile(r"(\d{9,10}|\d{12,13})(?:\.0+)?")
_PLAIN: dict[int, Precision] = {10: "day", 16: "minute", 19: "second"}
"""How precise a plain day or time is, by its length."""
LONGEST = 80
"""A printed day and time has at most so many code points."""


@dataclass(frozen=True)
class When:
    """A day or time as ISO 8601, and how precise it is."""

    value: str
    precision: Precision


def read_date(raw: str, order: Order | None = None) -> When | None:
    """The day and time that the whole of `raw` says; None if it says something else, or could be two days."""
    if (plain := read_iso(raw)) is not None:
        return When(*plain)
    text = raw.strip().strip("()[]|·•–- ")
    if not text or len(text) > LONGEST or not _DIGIT.search(text):
        return None
    if match := _AS_COMPUTERS.fullmatch(text):
        text = f"{match[2]} {match[1]} {match[5]} {match[3]}{match[4] or ''}"
    day, rest = _day(_ZONE_TWICE.sub(r"\1", text), order)
    if day is None:
        return None
    clock, rest = _clock(rest)
    zone, rest = _zone(rest) if clock else (None, rest)
    if any(word.lower() not in FILLERS for word in _WORD.findall(rest)) or any(c.isdigit() for c in rest):
        return None
    return _when(day, clock, zone)


def read_iso(raw: str) -> tuple[str, Precision] | None:
    """The same as `read_date`, value and precision, for `2019-02-10T12:36:00` and its beginnings: sooner, and most are so."""
    precision = _PLAIN.get(len(raw))
    if precision is None:
        return None
    try:
        value = datetime.fromisoformat(raw).isoformat()[: len(raw)]
    except ValueError:
        return None
    is_plain = value == raw or value == raw.replace(" ", "T", 1)
    return (value, precision) if is_plain and "1400" <= value < "2201" else None


def find_date(raw: str, order: Order | None = None) -> tuple[When, str] | None:
    """The first day in a line, and what else stands there but weekdays and fillers; None without a readable day."""
    text = " ".join(raw.split())
    if not _DIGIT.search(text) or len(text) > LONGEST * 4:
        return None
    day, rest = _day(text, order)
    if day is None:
        return None
    clock, without = _clock(rest)
    zone, without = _zone(without) if clock else (None, rest)
    when = _when(day, clock, zone)
    if when is None:
        return None
    kept = [word for word in without.split() if (bare := word.strip(",;.()").lower()) and bare not in FILLERS]
    return when, " ".join(kept).strip(" ,;")


def read_unix(raw: str) -> When | None:
    """Unix seconds or milliseconds between 1990 and 2050, told by their size."""
    match = _UNIX.fullmatch(raw.strip())
    if not match:
        return None
    seconds = int(match[1]) / (1000 if len(match[1]) > 10 else 1)
    if not 631152000 <= seconds < 2524608000:
        return None
    return When(datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ"), "second")


def orders(raw: str) -> frozenset[Order]:
    """The orders of day and month that a numeric day allows; empty if it is none, or does not need one."""
    match = _numeric_day(raw)
    return _possible(match) if match else frozenset()


def orders_of(raws: Iterable[str], before: frozenset[Order] | None = None) -> frozenset[Order] | None:
    """The orders that all numeric days of a column allow; None where none needs one. Those with dots tell nothing of others."""
    found = before
    for raw in raws:
        match = _numeric_day(raw)
        if match and match[2] != "." and (possible := _possible(match)):
            found = possible if found is None else found & possible
    return found


def _numeric_day(raw: str) -> re.Match[str] | None:
    return _NUMERIC.search(raw) if len(raw) <= LONGEST and not _ISO.match(raw.strip()) else None


def _possible(match: re.Match[str]) -> frozenset[Order]:
    first, second = int(match[1]), int(match[3])
    found: set[Order] = set()
    if 1 <= first <= 31 and 1 <= second <= 12:
        found.add("dmy")
    if 1 <= first <= 12 and 1 <= second <= 31 and match[2] != ".":  # With dots it is day first wherever it is written.
        found.add("mdy")
    return frozenset(found)


def _day(text: str, order: Order | None) -> tuple[tuple[int, int, int] | None, str]:
    """Year, month, day (0 = not said) and the text around it."""
    if match := _ISO.search(text) or _CJK.search(text):
        numbers = [int(g) for g in match.groups() if g is not None]
        day = (numbers[0], numbers[1], numbers[2] if len(numbers) > 2 else 0)
        rest = text[: match.start()] + " " + _PACKED.sub(r" \1:\2:\3", text[match.end() :])
        return day, re.sub(r"(?<![^\W\d_])T(?=\s*\d)", " ", rest)
    if match := _NUMERIC.search(text):
        return _numeric(match, order), text[: match.start()] + " " + text[match.end() :]
    return _named(text)


def _numeric(match: re.Match[str], order: Order | None) -> tuple[int, int, int] | None:
    first, second, year = int(match[1]), int(match[3]), int(match[4])
    possible = _possible(match)
    chosen = order if order in possible else next(iter(possible)) if len(possible) == 1 else None
    if chosen is None and not (first == second and possible):
        return None
    if year < 100:
        year += 2000 if 2000 + year <= datetime.now(UTC).year else 1900
    return (year, first, second) if chosen == "mdy" else (year, second, first)


def _named(text: str) -> tuple[tuple[int, int, int] | None, str]:
    """A day with the month's name: `15 mai 2019`, `July 11, 2011`, `Apr 2020`."""
    for word in _WORD.finditer(text):
        month = MONTHS.get(word[0].lower()) or MONTHS.get(word[0].removeprefix("ב"))  # Hebrew writes "in" on the month
        if month is None:
            continue
        before = _BEFORE_MONTH.search(text[: word.start()])
        after = _AFTER_MONTH.match(text[word.end() :])
        if not after:
            continue
        if before and after[1]:  # `User 5 May 6, 2019`: the number before belongs to something else.
            before = None
        day = int(before[1] if before else after[1] or 0)
        start = before.start() if before else word.start()
        return (int(after[2]), month, day), text[:start] + " " + text[word.end() + after.end() :]
    return None, text


def _clock(text: str) -> tuple[tuple[int, int, int | None] | None, str]:
    text = _HALF.sub(lambda half: f"{half[3]} {'am' if half[1] else 'pm'}", text)
    if match := _TIME.search(text):
        hour, minute, second = int(match[1]), int(match[2]), int(match[3]) if match[3] else None
        half = match[4]
    elif match := _HOUR.search(text):
        hour, minute, second, half = int(match[1]), 0, None, match[2]
    else:
        return None, text
    if half and 1 <= hour <= 12:
        hour = hour % 12 + (12 if half[0] in "pP" else 0)
    return (hour, minute, second), text[: match.start()] + " " + text[match.end() :]


def _zone(text: str) -> tuple[int | None, str]:
    """Minutes east of UTC; None where no zone is given."""
    if match := _OFFSET.search(text):
        minutes = int(match[2]) * 60 + int(match[3])
        return (minutes if match[1] == "+" else -minutes), text[: match.start()] + text[match.end() :]
    for word in _WORD.finditer(text):
        if word[0].lower() in ZONES:
            return ZONES[word[0].lower()], text[: word.start()] + text[word.end() :]
    return None, text


def _when(day: tuple[int, int, int], clock: tuple[int, int, int | None] | None, zone: int | None) -> When | None:
    year, month, dom = day
    try:
        if not 1400 <= year <= 2200:
            return None
        datetime(year, month, dom or 1)
        if not dom:
            return When(f"{year:04}-{month:02}", "month")
        if clock is None:
            return When(f"{year:04}-{month:02}-{dom:02}", "day")
        moment = datetime(year, month, dom, clock[0], clock[1], clock[2] or 0)
        if zone is not None:
            moment = moment.replace(tzinfo=timezone(timedelta(minutes=zone))).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    shape = "%Y-%m-%dT%H:%M" + (":%S" if clock[2] is not None else "") + ("Z" if zone is not None else "")
    return When(moment.strftime(shape), "minute" if clock[2] is None else "second")
