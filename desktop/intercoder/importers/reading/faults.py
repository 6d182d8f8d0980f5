"""What the records of a file have wrong, counted, so that each kind is said once."""

from collections import Counter
from collections.abc import Iterator

from intercoder.records import Issue

FAULTS = {
    "wide": ("record_broken", "row has more cells than the header; the rest is kept beside it.",
             "rows have more cells than the header; the rest is kept beside them."),
    "date_order": ("date_order", "day may be day or month first; it is kept as printed.",
                   "days may be day or month first; they are kept as printed."),
    "date_unread": ("date_unread", "day could not be read; it is kept as printed.",
                    "days could not be read; they are kept as printed."),
    "orphan_reply": ("orphan_reply", "reply answers a comment that is not there.",
                     "replies answer a comment that is not there."),
    "no_comment_text": ("no_text", "comment has no text.", "comments have no text."),
    "no_body": ("no_text", "article has no text.", "articles have no text."),
    "likes": ("record_broken", "number of likes could not be read; it is kept as printed.",
              "numbers of likes could not be read; they are kept as printed."),
    "keyless": ("orphan_comment", "comment names no article.", "comments name no article."),
}  # fmt: skip
"""What rows may have wrong: the code of the warning, what is said of one, and of several."""


class Faults:
    """Counts faults by their names in `FAULTS`, and keeps the place where each was first."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()
        self._first: dict[str, str] = {}

    def add(self, fault: str, place: str) -> None:
        """Count something that could not be read."""
        self._counts[fault] += 1
        self._first.setdefault(fault, place)

    def issues(self) -> Iterator[Issue]:
        """One warning for each kind of fault that there was."""
        for fault, (code, one, more) in FAULTS.items():
            if count := self._counts[fault]:
                sentence = f"1 {one}" if count == 1 else f"{count} {more}"
                yield Issue(code, sentence, self._first[fault], found=count)
