"""The border at which a record fails alone: what breaks its reading costs the record, not those behind it."""

from collections.abc import Callable
from typing import TypeVar

from intercoder.errors import Cancelled, UserError
from intercoder.records import Article, Issue

Made = TypeVar("Made")


def tried(make: Callable[[], Made]) -> tuple[Made | None, str | None]:
    """(what `make` gives, None), or (None, the name of the error that it ran into).

    A wish to stop and an error that the researcher can mend pass.
    """
    try:
        return make(), None
    except (Cancelled, UserError):
        raise
    except Exception as error:  # noqa: BLE001 - one bad record or file never kills an import
        return None, type(error).__name__


def alone(place: str, make: Callable[[], Article | Issue]) -> Article | Issue:
    """The record that `make` reads at a place, or an issue that it was skipped; it names the kind of error, not the text."""
    found, error = tried(make)
    if found is None:
        return Issue("record_broken", f"The record cannot be read ({error}).", place, "skipped")
    return found
