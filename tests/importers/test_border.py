"""A file that breaks its importer costs itself, not the dump."""

import importlib.util
from functools import partial
from pathlib import Path

import pytest

from intercoder.errors import Cancelled, UserError
from intercoder.importers import IMPORTERS
from intercoder.importers.border import guarded
from intercoder.importers.reading.alone import alone
from intercoder.records import Article, Issue


def load(name):
    """A test module beside this one, for the files that it wrote."""
    spec = importlib.util.spec_from_file_location(f"border_{name}", Path(__file__).with_name(f"test_{name}.py"))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def three_times(page):
    """A page with what is in its body three times."""
    return page.replace("</body></html>", "") + page.partition("<body>")[2].replace("</body></html>", "") * 2 + "</body></html>"


press, xml, factiva, national = map(load, ("wordpress", "factiva_xml", "factiva_html", "national_databases"))


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


def test_a_record_that_breaks_its_reading_is_skipped_with_its_place():
    assert alone("item 3", lambda: Article(())) == Article(())
    issue = alone("item 3", lambda: {}["a reader's words"])
    assert (issue.code, issue.severity, issue.locator) == ("record_broken", "skipped", "item 3")
    assert issue.message == "The record cannot be read (KeyError)."
    with pytest.raises(Cancelled):
        alone("item 3", partial(next, records_that_stop()))


def records_that_stop():
    raise Cancelled
    yield


@pytest.mark.parametrize(
    ("key", "name", "data"),
    [
        ("wordpress", "_item", press.feed(*map(press.item, (1, 2, 3)))),
        ("factiva-xml", "_article", xml.FILE.format(count=3, articles="".join(xml.ARTICLE.format(n=n) for n in (1, 2, 3)))),
        ("factiva-html", "_article", three_times(factiva.TABLE)),
        ("clippings-html", "_article", "".join(national.ROWS.format(n=n) for n in (1, 2, 3))),
        ("yomidasu-html", "_article", three_times(national.YOMIDASU)),
    ],
)
def test_a_bad_record_costs_itself_and_not_those_behind_it(read, monkeypatch, key, name, data):
    whole = [record for record in read(data, key=key) if isinstance(record, Article)]
    assert len(whole) == 3
    make, calls = getattr(IMPORTERS[key], name), iter((1, 2, 3))

    def broken(*args):
        return {}["bad"] if next(calls) == 2 else make(*args)

    monkeypatch.setattr(IMPORTERS[key], name, broken)
    found = [record for record in read(data, key=key) if isinstance(record, Article) or record.severity == "skipped"]
    assert [found[0], found[2]] == [whole[0], whole[2]]
    assert found[1].code == "record_broken"
