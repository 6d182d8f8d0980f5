"""The border at which a file fails alone: whatever a format's code runs into, the rest of the dump is read."""

from collections.abc import Iterator
from dataclasses import replace

from intercoder.errors import Cancelled, UserError
from intercoder.records import Article, Issue

LONGEST_MESSAGE = 300


def guarded(records: Iterator[Article | Issue]) -> Iterator[Article | Issue]:
    """The same records; if the file breaks the importer, an issue of severity `skipped` in place of the rest.

    A wish to stop and an error that the researcher can mend pass. The issue names the kind of error, not the text.
    """
    try:
        for record in records:
            yield in_one_line(record) if isinstance(record, Issue) else record
    except (Cancelled, UserError):
        raise
    except Exception as error:  # noqa: BLE001 - one bad file never kills an import
        message = f"The file cannot be read further ({type(error).__name__})."
        yield Issue("record_broken", message, None, "skipped")


def in_one_line(issue: Issue) -> Issue:
    """The issue with a message of one line that can be read at a glance, whatever of a broken file was quoted in it."""
    message = " ".join(issue.message.split())
    if len(message) > LONGEST_MESSAGE:
        message = f"{message[:LONGEST_MESSAGE]} …"
    return issue if message == issue.message else replace(issue, message=message)
