"""A text as REFI-QDA carries it: line ends as line feeds, and offsets that follow."""

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property

from intercoder.exporters.identity import uid_of
from intercoder.exporters.model import ExportUnit


@dataclass(frozen=True)
class QdaText:
    """The text of one unit. Offsets come in as code points of the stored text."""

    unit: ExportUnit

    @cached_property
    def text(self) -> str:
        """The text with line feeds alone, for other programs count CRLF in three ways."""
        return (self.unit.text or "").replace("\r\n", "\n").replace("\r", "\n")

    @property
    def changed(self) -> bool:
        """Whether a line end had to change."""
        return self.text != self.unit.text

    @property
    def is_astral(self) -> bool:
        """Whether a character lies beyond U+FFFF, so that programs that count UTF-16 units count it twice."""
        return any(c > "\uffff" for c in self.unit.text or "")

    def guid(self, project_uid: str) -> str:
        """The GUID of the source."""
        return uid_of(project_uid, f"unit/{self.unit.id}")

    def offsets(self, start: int, stop: int, utf16: bool = False) -> tuple[int, int]:
        """Where a stretch of the stored text begins and ends in this text, in code points or UTF-16 units."""
        places = (start - bisect_left(self._dropped, start), stop - bisect_left(self._dropped, stop))
        if not utf16:
            return places
        first, last = (len(self.text[:place].encode("utf-16-le")) // 2 for place in places)
        return first, last

    @cached_property
    def _dropped(self) -> list[int]:
        """Places of the stored text whose character is gone: the CR of each CRLF."""
        return [m.start() for m in re.finditer("\r\n", self.unit.text or "")]
