"""What a coder types into a field, read as kindly as it can be without guessing.

"12,5", "1 250" and "−3" are numbers; "24.4.2013" and "24 April 2013" are days. What can be read in two ways is refused,
with both readings named.
"""

import re
import unicodedata
from datetime import date

from intercoder.errors import UserError

_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
           "December")  # fmt: skip
_SPACES = re.compile(r"[\s\u00a0\u202f'’]")
_GROUPED = re.compile(r"-?\d{1,3}(?:[ \u00a0\u202f'’]\d{3})+(?:[.,]\d+)?")
_PLAIN = re.compile(r"-?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,3})?")
_COMMA = re.compile(r"-?\d*,\d+")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_DOTS = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})")
_SLASHES = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4})")
_YEAR_FIRST = re.compile(r"(\d{4})[/.](\d{1,2})[/.](\d{1,2})")
_DAY_MONTH = re.compile(r"(\d{1,2})(?:st|nd|rd|th|\.)?\s+([a-z]{3,9})\.?,?\s+(\d{4})")
_MONTH_DAY = re.compile(r"([a-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})")


def number(text: str) -> str:
    """A number with a point, digits kept as typed. Raises UserError if it is none, or could be two."""
    given = _digits(text).strip().replace("−", "-").replace("–", "-").removesuffix("%").strip()
    if _GROUPED.fullmatch(given):
        given = _SPACES.sub("", given)
    if _COMMA.fullmatch(given):
        whole, part = given.split(",")
        if len(part) == 3 and whole.lstrip("-") not in ("", "0"):
            raise UserError(
                f"“{text.strip()}” can be {whole}.{part} or {whole}{part}.", "Write it with a point, or without the comma."
            )
        given = f"{whole or '0'}.{part}"
    if not _PLAIN.fullmatch(given) or not abs(float(given)) < float("inf"):
        raise UserError(f"“{text.strip()}” is no number.", "Write digits, such as 12 or 0.5.")
    return given


def day(text: str) -> str:
    """A day as YYYY-MM-DD. Raises UserError if it is none, or could be two."""
    given = " ".join(_digits(text).casefold().split())
    if match := _ISO.fullmatch(given) or _YEAR_FIRST.fullmatch(given):
        return _written(text, *(int(part) for part in match.groups()))
    if match := _DOTS.fullmatch(given):
        return _written(text, *(int(part) for part in reversed(match.groups())))
    if match := _SLASHES.fullmatch(given):
        return _either(text, *(int(part) for part in match.groups()))
    if match := _DAY_MONTH.fullmatch(given):
        return _written(text, int(match[3]), _month(match[2]), int(match[1]))
    if match := _MONTH_DAY.fullmatch(given):
        return _written(text, int(match[3]), _month(match[1]), int(match[2]))
    raise UserError(f"“{text.strip()}” is no day.", "Write year, month and day, such as 2013-04-24.")


def _either(text: str, first: int, second: int, year: int) -> str:
    if 0 < first <= 12 and 0 < second <= 12 and first != second:
        both = f"{first} {_MONTHS[second - 1]} or {second} {_MONTHS[first - 1]}"
        raise UserError(
            f"“{text.strip()}” can be {both}.", f"Write {year}-{second:02}-{first:02} or {year}-{first:02}-{second:02}."
        )
    return _written(text, year, second, first) if second <= 12 else _written(text, year, first, second)


def _written(text: str, year: int, month: int, number: int) -> str:
    try:
        return date(year, month, number).isoformat()
    except ValueError:
        raise UserError(f"“{text.strip()}” is not in the calendar.", "Write year, month and day, such as 2013-04-24.") from None


def _month(name: str) -> int:
    return next((n for n, month in enumerate(_MONTHS, 1) if month.casefold().startswith(name)), 0)


def _digits(text: str) -> str:
    """Digits of every script as 0 to 9."""
    return "".join(str(unicodedata.digit(c, None)) if c.isdecimal() else c for c in text)
