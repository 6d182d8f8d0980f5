"""Private data of commenters: left out and counted, unless the researcher keeps them."""

from collections import Counter
from collections.abc import Iterator, Mapping

from intercoder.records import Issue


class Private:
    """Takes fields with e-mail addresses, IP addresses, avatars and profiles; gives them back only if they are kept."""

    def __init__(self, keep: bool) -> None:
        self._keep = keep
        self._dropped: Counter[str] = Counter()

    def take(self, fields: Mapping[str, str | None]) -> dict[str, str]:
        """The fields that are kept; those that are not are counted."""
        filled = {name: text for name, text in fields.items() if text}
        if self._keep:
            return filled
        self._dropped.update(filled.keys())
        return {}

    def issues(self) -> Iterator[Issue]:
        """What was left out, as one warning."""
        if self._dropped:
            named = ", ".join(f"{name} ({count})" for name, count in self._dropped.items())
            message = f"Private data were left out: {named}."
            yield Issue("private_data_dropped", message, found=sum(self._dropped.values()))
