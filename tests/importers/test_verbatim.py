"""Every text has the characters of its dump, but for the documented replacements: line ends, NUL, lone surrogates."""

import csv
import io
import json
import re
from html import escape

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from intercoder.importers.reading.markup import html_text
from intercoder.records import Article

ODD = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from("\0\r\n\t\u00a0\u2028\u2029\x85\x0b\x0c\ufeff\u200d\u200f\u202e\ud800\udfff😀👩🏽‍🚀اردوé\u0301漢\"',;<>&{}\\")
    ),
    max_size=40,
)  # fmt: skip
FEW = settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def replaced(text):
    """The text after the three replacements."""
    return re.sub("[\0\ud800-\udfff]", "\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))


def comments(records):
    return [comment.text for record in records if isinstance(record, Article) for comment in record.comments]


@FEW
@given(st.lists(ODD, min_size=1, max_size=6))
def test_cells_of_a_table_are_kept(read, cells):
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, quoting=csv.QUOTE_ALL)
    writer.writerows([["comment_id", "comment"], *([f"c{n}", cell] for n, cell in enumerate(cells))])
    records = read(stream.getvalue().encode("utf-8", "surrogatepass"), key="table")
    assert comments(records) == [replaced(cell) for cell in cells]


@FEW
@given(st.lists(ODD, min_size=1, max_size=6), st.booleans())
def test_strings_of_json_are_kept(passed, strings, ascii_only):
    document = json.dumps([{"comment_id": f"c{n}", "comment": s} for n, s in enumerate(strings)], ensure_ascii=ascii_only)
    records = passed(document.encode("utf-8", "surrogatepass"), key="json")
    assert comments(records) == [replaced(s) for s in strings]


@FEW
@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=60))
def test_the_text_of_markup_differs_by_white_space_only(text):
    found = html_text(f"<p>{escape(text)}</p>")
    assert found == (re.sub("[ \t\n\r\f]+", " ", text).strip(" \t\n\r\f") if text.strip() else "")


@pytest.mark.parametrize("blank", ["", " ", "\u00a0", "\u3000\u2009"])
def test_a_paragraph_of_white_space_alone_is_no_text(blank):
    assert html_text(f"<p>{blank}</p>") == ""


@pytest.mark.parametrize("space", ["\u00a0", "\u3000", "\u2009", "\u200b", "\ufeff"])
def test_white_space_that_markup_does_not_squeeze_stays(space):
    assert html_text(f"<p>a{space}{space}b</p>") == f"a{space}{space}b"


def test_pre_is_kept_as_it_is():
    assert html_text("<p>a  b</p><pre> x\n   y\n\n z</pre><p>c</p>") == "a b\n x\n   y\n\n z\nc"


def test_breaks_and_blocks_are_lines_and_hit_words_are_not():
    markup = "<div>One<br>two</div><ul><li>three</li><li>fo<b>u</b>r</li></ul>five<!-- six --><script>seven</script> eight"
    assert html_text(markup) == "One\ntwo\nthree\nfour\nfive eight"


@pytest.mark.parametrize("cell", ["\\", "a\\", "C:\\Temp\\", '\\ and "'])
def test_a_cell_that_ends_in_a_backslash_is_kept(read, cell):
    stream = io.StringIO(newline="")
    csv.writer(stream, quoting=csv.QUOTE_ALL).writerows([["comment_id", "comment"], ["c0", cell], ["c1", "next, please"]])
    assert comments(read(stream.getvalue().encode(), key="table")) == [cell, "next, please"]


def test_a_backslash_before_a_quotation_mark_escapes_it_where_the_file_is_written_so(read):
    data = b'"comment_id","comment"\r\n"c0","he said \\"no\\", twice"\r\n"c1","\\"yes\\" again"\r\n'
    assert comments(read(data, key="table")) == ['he said "no", twice', '"yes" again']
