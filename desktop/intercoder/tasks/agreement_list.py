"""The statistics of data files as plain text for a terminal: a line per statistic, intervals beside their alpha."""

import textwrap
from collections.abc import Iterator

from intercoder.agreement.report import Statistic
from intercoder.tasks.agreement_notes import shown
from intercoder.tasks.agreement_text import WIDTH, display_width

KALPHA = "KALPHA-style"
_INDENT = "  "


def lines(title: str, level: str, statistics: dict[str, Statistic], notes: tuple[str, ...]) -> Iterator[str]:
    """One result: its title, a line per statistic, its remarks."""
    yield f"{title} ({level})"
    keys = [key for key in statistics if not key.startswith("bootstrap_")]
    width = max((display_width(key) for key in keys), default=0)
    for key in keys:
        name = key + " " * (width - display_width(key))
        yield f"{_INDENT}{name}  {_value(key, statistics[key]):>7}{_beside(key, statistics)}".rstrip()
    for note in notes:
        yield from textwrap.wrap(note, WIDTH, initial_indent=_INDENT, subsequent_indent=_INDENT)


def _value(key: str, statistic: Statistic) -> str:
    if key.startswith("n.") and statistic.value is not None:
        return f"{statistic.value:,.0f}"
    return shown(statistic)


def _beside(key: str, statistics: dict[str, Statistic]) -> str:
    """The reason why there is no number, or the intervals of an alpha."""
    if statistics[key].value is None:
        return f"  {statistics[key].undefined}"
    own, pairs = (_interval(f"{kind}.{key.removeprefix('alpha.')}", statistics) for kind in _KINDS)
    if not key.startswith("alpha.") or not own:
        return ""
    return f"  {own}" + (f"  {KALPHA} {pairs}" if pairs else "")


_KINDS = ("bootstrap_units", "bootstrap_kripp2016")


def _interval(key: str, statistics: dict[str, Statistic]) -> str:
    ends = [statistics.get(f"{key}.{end}") for end in ("lo95", "hi95")]
    return f"[{shown(ends[0])}, {shown(ends[1])}]" if None not in ends else ""
