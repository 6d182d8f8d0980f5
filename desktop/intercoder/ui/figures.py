"""Writes numbers the way the window shows them: coefficients as .621, shares as 80 %, counts as 1,000,000."""

from PySide6.QtCore import QLocale

MINUS = "−"
NOTHING = "–"


def coefficient(value: float | None, places: int = 3) -> str:
    """A coefficient without its leading zero: `.621`, `−.050`, `1.000`; a dash where there is none."""
    if value is None:
        return NOTHING
    text = f"{abs(value):.{places}f}"
    sign = MINUS if value < 0 and float(text) else ""
    return sign + (text[1:] if text.startswith("0.") else text)


def interval(low: float | None, high: float | None) -> str:
    """The two ends of an interval with three places: `[.452, .793]`; empty where there is none."""
    return "" if low is None or high is None else f"[{coefficient(low)}, {coefficient(high)}]"


def per_cent(share: float | None) -> str:
    """A share from 0 to 1 as per cent without decimals: `80 %`."""
    return NOTHING if share is None else f"{share * 100:.0f} %"


def count(number: int) -> str:
    """A number of things, with the separators of the locale."""
    locale = QLocale()
    return f"{number:,}" if locale.language() == QLocale.Language.C else locale.toString(number)


def counted(number: int, one: str, many: str) -> str:
    """A number with what it counts: `1 comment`, `12 comments`."""
    return f"{count(number)} {one if number == 1 else many}"
