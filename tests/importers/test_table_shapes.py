"""Shapes of tables as people make them: titles and merged headings above the header, two sheets, a single column."""

import io

import pytest
from openpyxl import Workbook

from intercoder.records import Article, Issue

HEADED = [
    ["Article", "", "", "Reader", ""],
    ["Title", "URL", "Text", "Author", "Comment"],
    ["Bridge shut", "https://paper.example/1", "It rained.", "Ada", "No"],
    ["Bridge shut", "https://paper.example/1", "It rained.", "Ben", "Yes"],
    ["A feast", "https://paper.example/2", "It shone.", "Cem", "پل 🙂"],
]
TITLED = [["Comments on the bridge, May 2020"], [], ["Titel", "Datum", "Text"]] + [
    [f"Headline {n}", f"2{n}.05.2020", f"Body {n}, with a comma."] for n in range(5)
]


def book(**sheets):
    """A workbook with these rows on each sheet."""
    made, stream = Workbook(), io.BytesIO()
    made.remove(made.active)
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
    made.save(stream)
    return stream.getvalue()


def text(rows):
    return "\n".join(";".join([*row, *[""] * (len(rows[-1]) - len(row))]) for row in rows)


@pytest.fixture
def table(read, best):
    def read_it(data, name="dump.csv"):
        assert best(data, name) == "table"
        records = read(data, key="table", name=name)
        return [r for r in records if isinstance(r, Article)], [r for r in records if isinstance(r, Issue)]

    return read_it


@pytest.mark.parametrize("data", [text(HEADED), book(Data=HEADED)], ids=["text", "workbook"])
def test_merged_headings_above_the_names_of_the_columns_are_no_header(table, data):
    articles, [above] = table(data)
    assert [(a.headline, a.url, a.texts[-1].text, [(c.author, c.text) for c in a.comments]) for a in articles] == [
        ("Bridge shut", "https://paper.example/1", "It rained.", [("Ada", "No"), ("Ben", "Yes")]),
        ("A feast", "https://paper.example/2", "It shone.", [("Cem", "پل 🙂")]),
    ]
    assert (above.severity, above.raw) == ("skipped", "Article | Reader")


@pytest.mark.parametrize("data", [text(TITLED), book(Data=TITLED)], ids=["text", "workbook"])
def test_a_title_above_the_header_is_skipped_and_said(table, data):
    articles, [above] = table(data)
    assert [(a.headline, a.published) for a in articles] == [(f"Headline {n}", f"2020-05-2{n}") for n in range(5)]
    assert above.raw == "Comments on the bridge, May 2020"


def test_a_row_of_words_that_name_columns_is_a_row_where_the_header_is_full(table):
    articles, issues = table("title,text,word\nA,One,x\nDate,Author,Comment\nB,Two,y\n")
    assert [a.headline for a in articles] == ["A", "Date", "B"]
    assert [issue.code for issue in issues] == ["column_unmapped"]


COMMENTS = [["comment_id", "article_id", "parent_id", "comment"], [1, 7, None, "No"], [2, 8, None, "Yes"], [3, 7, 1, "Well"]]
ARTICLES = [
    ["article_id", "title", "text"],
    [7, "Bridge shut", "It rained."],
    [8, "A feast", "Sun."],
    [9, "Rest", "Nobody wrote."],
]


@pytest.mark.parametrize("order", [("Articles", "Comments"), ("Comments", "Articles")])
def test_articles_and_comments_on_two_sheets_of_a_workbook_belong_together(table, order):
    rows = {"Articles": ARTICLES, "Comments": COMMENTS}
    articles, issues = table(book(**{name: rows[name] for name in order}), "dump.xlsx")
    assert [(a.headline, a.texts[-1].text, [(c.text, c.reply_to) for c in a.comments]) for a in articles] == [
        ("Bridge shut", "It rained.", [("No", None), ("Well", 0)]),
        ("A feast", "Sun.", [("Yes", None)]),
        ("Rest", "Nobody wrote.", []),
    ]
    assert not issues


def test_an_id_that_two_articles_share_joins_no_comments(table):
    articles, _issues = table(book(Articles=[*ARTICLES, [7, "Other", "Text."]], Comments=COMMENTS), "dump.xlsx")
    assert [(a.headline, len(a.comments)) for a in articles] == [
        (None, 2), ("A feast", 1), ("Bridge shut", 0), ("Rest", 0), ("Other", 0),
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["comment", "Kommentar", "comments"])
def test_a_single_column_of_comments_has_a_comment_in_each_cell(table, name):
    [article], issues = table(f'{name}\nFirst, with a comma\n"Two\nlines"\nThird, also, with commas\n\nLast\n')
    assert [c.text for c in article.comments] == ["First, with a comma", "Two\nlines", "Third, also, with commas", "Last"]
    assert [(issue.message, issue.locator) for issue in issues] == [("The row is empty.", "line 6")]


def test_commas_in_a_single_column_divide_nothing(table):
    [article], _issues = table("comment\nOne, two\nThree, four\nFive, six\n")
    assert [c.text for c in article.comments] == ["One, two", "Three, four", "Five, six"]


@pytest.mark.parametrize(
    "rows", ["comment_id,comment\nc1,5\nc2,0\n", "author,comment\nAda,5\nBen,0\n", "id,parent,comment\n1,,5\n2,1,0\n"]
)
def test_readers_who_give_a_number_only_have_said_it(table, rows):
    articles, _issues = table(rows)
    assert [comment.text for article in articles for comment in article.comments] == ["5", "0"]


def test_numbers_in_a_column_of_comments_beside_headlines_are_how_many_there_are(table):
    articles, _issues = table(
        "headline,url,comments\nBridge shut,https://paper.example/1,5\nA feast,https://paper.example/2,0\n"
    )
    assert [(article.headline, article.declared_comments, len(article.comments)) for article in articles] == [
        ("Bridge shut", 5, 0), ("A feast", 0, 0),
    ]  # fmt: skip
