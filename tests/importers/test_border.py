"""A file that breaks its importer costs itself, not the dump."""

import pytest

from intercoder.errors import Cancelled, UserError
from intercoder.importers.border import guarded
from intercoder.records import Article, Issue


def records(error):
    yield Article(())
    raise error


def test_a_file_that_breaks_off_gives_what_was_read_and_an_issue_without_its_text():
    article, issue = guarded(records(KeyError("a reader's words")))
    assert article == Article(())
    assert isinstance(issue, Issue)
    assert (issue.code, issue.severity, issue.message) == (
        "record_broken",
        "skipped",
        "The file cannot be read further (KeyError).",
    )


@pytest.mark.parametrize("error", [Cancelled(), UserError("Choose another file.")])
def test_a_wish_to_stop_and_a_word_to_the_researcher_pass(error):
    with pytest.raises(type(error)):
        list(guarded(records(error)))


def test_a_message_that_quotes_a_broken_file_stays_one_line_of_some_length():
    [issue] = guarded(iter([Issue("record_broken", "Opening\r\n  tag\u2028" + "x" * 1_000, "line 1", "skipped", raw="a\nb")]))
    assert issue.message.startswith("Opening tag xxx")
    assert len(issue.message.splitlines()) == 1
    assert len(issue.message) < 320
    assert (issue.raw, issue.locator) == ("a\nb", "line 1")
