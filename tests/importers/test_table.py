"""Tables of comments and articles: what the columns are, how rows become articles, and what is never guessed."""

import io
import random

import pytest

from intercoder.importers import Options, Source, choose, table
from intercoder.records import Article, Issue, no_tick

COMMENTS = """article_id,article_url,outlet,headline,published,comment_id,parent_id,author,posted,likes,text
7,https://example.org/7,Der Bote,Die Brücke bleibt zu,2021-03-04,c1,,Ada,2021-03-04T10:00:00,3,Schade um die Brücke.
7,https://example.org/7,Der Bote,Die Brücke bleibt zu,2021-03-04,c2,c1,Ben,2021-03-04T11:30:00,-1,"Finde ich auch,
sehr sogar."
8,https://example.org/8,Der Bote,Ein Fest,2021-03-05,c3,0,Cem,2021-03-05T09:00:00,,Schön war’s 🙂
"""


def parts(records):
    articles = [r for r in records if isinstance(r, Article)]
    issues = [r for r in records if isinstance(r, Issue)] + [i for a in articles for i in a.issues]
    return articles, issues


def codes(issues):
    return [issue.code for issue in issues]


@pytest.fixture
def read_table(read):
    return lambda data, **options: parts(read(data, key="table", name="dump.csv", **options))


def test_comments_are_grouped_under_the_article_that_their_rows_repeat(read_table):
    articles, issues = read_table(COMMENTS)
    assert [(a.provider_id, a.headline, len(a.comments)) for a in articles] == [
        ("7", "Die Brücke bleibt zu", 2),
        ("8", "Ein Fest", 1),
    ]
    assert articles[0].url == "https://example.org/7"
    assert (articles[0].outlet, articles[0].published, articles[0].published_precision) == ("Der Bote", "2021-03-04", "day")
    assert articles[0].stub
    assert not issues


def test_a_comment_keeps_author_time_likes_text_and_the_line_where_it_stands(read_table):
    comment = read_table(COMMENTS)[0][0].comments[1]
    assert comment.text == "Finde ich auch,\nsehr sogar."
    assert (comment.author, comment.posted, comment.posted_precision) == ("Ben", "2021-03-04T11:30:00", "second")
    assert (comment.likes, comment.provider_id, comment.locator) == (-1, "c2", "line 3")


def test_a_parent_id_is_an_explicit_reply_and_zero_is_none(read_table):
    articles, _ = read_table(COMMENTS)
    assert [(c.reply_to, c.reply_basis) for c in articles[0].comments] == [(None, None), (0, "explicit")]
    assert articles[1].comments[0].reply_to is None


def test_rows_of_one_article_need_not_stand_together(read_table):
    head, *rows = COMMENTS.replace('"Finde ich auch,\nsehr sogar."', "Ja.").splitlines()
    articles, _ = read_table("\n".join([head, rows[0], rows[2], rows[1]]))
    assert [[c.provider_id for c in a.comments] for a in articles] == [["c1", "c2"], ["c3"]]


def test_articles_alone_have_a_headline_a_body_and_its_paragraphs(read_table):
    [article], issues = read_table('Titel;Datum;Text\nWahl;24.12.2020;"Erste Zeile.\n\nZweite Zeile."\n')
    assert article.headline == "Wahl"
    assert article.published == "2020-12-24"
    [headline, body] = article.texts
    assert (headline.kind, body.kind, body.text) == ("headline", "body", "Erste Zeile.\n\nZweite Zeile.")
    assert [body.text[a:b] for a, b in body.paragraphs] == ["Erste Zeile.", "Zweite Zeile."]
    assert not issues


def test_article_text_beside_comment_text_becomes_the_body(read_table):
    [article], _ = read_table("title,text,comment\nA day,It rained.,Indeed.\nA day,It rained.,No!\n")
    assert [t.text for t in article.texts] == ["A day", "It rained."]
    assert [c.text for c in article.comments] == ["Indeed.", "No!"]
    assert not article.stub


def test_comments_without_any_key_hang_under_one_stub(read_table):
    [article], _ = read_table("id,comment\n1,First of all\n2,Second to none\n")
    assert article.stub
    assert [c.provider_id for c in article.comments] == ["1", "2"]


def test_day_and_month_are_not_guessed_when_both_orders_are_possible(read_table):
    [article], issues = read_table("comment,date\nWell said,03/04/2021\nNot at all,05/06/2021\n")
    assert [(c.posted, c.posted_raw) for c in article.comments] == [(None, "03/04/2021"), (None, "05/06/2021")]
    assert codes(issues) == ["date_order"]


def test_one_row_that_allows_one_order_only_tells_it_for_the_column(read_table):
    [article], issues = read_table("comment,date\nWell said,03/04/2021\nNot at all,25/06/2021\n")
    assert [c.posted for c in article.comments] == ["2021-04-03", "2021-06-25"]
    assert not issues


def test_the_order_that_the_researcher_chose_is_taken(read_table):
    [article], _ = read_table("comment,date\nWell said,03/04/2021\n", date_order="mdy")
    assert article.comments[0].posted == "2021-03-04"


def test_each_column_of_days_has_an_order_of_its_own(read_table):
    table = "url,published,comment,posted\nhttp://x.org/1,03/04/2021,Well said,05/06/2021\n"
    [article], issues = read_table(table, date_orders={"published": "mdy", "posted": "dmy"})
    assert (article.published, article.comments[0].posted, issues) == ("2021-03-04", "2021-06-05", [])


def test_a_day_with_dots_does_not_tell_the_order_of_one_with_slashes(read_table):
    [article], issues = read_table("comment,date\nWell said,03.04.2021\nNo,05/06/2021\n")
    assert [c.posted for c in article.comments] == ["2021-04-03", None]
    assert codes(issues) == ["date_order"]


def test_an_order_for_the_whole_file_does_not_change_a_column_that_allows_only_the_other(read_table):
    table = "url,published,comment,posted\n" + "http://x.org/1,03/04/2021,Well said,05/06/2021\n" * 2
    table += "http://x.org/2,25/04/2021,Not at all,05/06/2021\n"
    articles, issues = read_table(table, date_order="mdy")
    assert [a.published for a in articles] == ["2021-04-03", "2021-04-25"]
    assert {c.posted for a in articles for c in a.comments} == {"2021-05-06"}
    assert not issues


def test_an_order_chosen_for_a_column_stands_but_for_a_day_that_allows_only_the_other(read_table):
    [article], issues = read_table("comment,date\nWell said,03/04/2021\nNo,25/06/2021\n", date_orders={"date": "mdy"})
    assert [c.posted for c in article.comments] == ["2021-03-04", "2021-06-25"]
    assert not issues


@pytest.mark.parametrize("raw", ["1455682967", "1455682967000", "1455682967.0"])
def test_unix_seconds_and_milliseconds_are_told_by_their_size(read_table, raw):
    [article], _ = read_table(f"comment,created_utc\nWell said,{raw}\n")
    assert article.comments[0].posted == "2016-02-17T04:22:47Z"


def test_a_time_with_a_zone_is_stored_in_utc_and_as_printed(read_table):
    [article], _ = read_table("comment,posted\nWell said,2013-10-30 23:00:00+02:00\n")
    assert (article.comments[0].posted, article.comments[0].posted_raw) == (
        "2013-10-30T21:00:00Z",
        "2013-10-30 23:00:00+02:00",
    )


def test_numbers_that_are_text_stay_text(read_table):
    [article], _ = read_table("comment_id,comment\n0049,Zero\n123456789012345678,Long\n")
    assert [c.provider_id for c in article.comments] == ["0049", "123456789012345678"]


def test_columns_without_a_role_are_kept_and_named(read_table):
    [article], issues = read_table("comment,mood,device\nWell said,good,phone\n")
    assert article.comments[0].extra == {"mood": "good", "device": "phone"}
    [issue] = issues
    assert issue.code == "column_unmapped"
    assert "mood, device" in issue.message


def test_private_columns_are_left_out_and_counted(read_table):
    data = "comment,author,email,ip_address\nWell said,Ada,ada@example.org,10.0.0.1\n"
    [article], issues = read_table(data)
    assert "example.org" not in repr(article)
    assert "10.0.0.1" not in repr(article)
    assert [(i.code, i.found) for i in issues] == [("private_data_dropped", 2)]


def test_private_columns_are_kept_when_the_researcher_says_so(read_table):
    [article], issues = read_table("comment,email\nWell said,ada@example.org\n", keep_private=True)
    assert article.comments[0].extra == {"email": "ada@example.org"}
    assert not issues


def test_an_empty_row_is_skipped_with_its_place(read_table):
    articles, issues = read_table("comment_id,comment\n1,Yes\n,\n2,No\n")
    assert [len(a.comments) for a in articles] == [2]
    assert [(i.code, i.severity, i.locator) for i in issues] == [("skipped", "skipped", "line 3")]


def test_a_comment_without_text_counts_and_is_not_codable(read_table):
    [article], issues = read_table("comment_id,author,comment\n1,Ada,\n2,Ben,No\n")
    assert [c.codable for c in article.comments] == [False, True]
    assert codes(issues) == ["no_text"]


def test_a_reply_to_a_comment_that_is_not_there_keeps_the_id(read_table):
    [article], issues = read_table("comment_id,parent_id,comment\n1,99,Yes indeed\n")
    assert article.comments[0].reply_to is None
    assert article.comments[0].extra == {"parent": "99"}
    assert codes(issues) == ["orphan_reply"]


def test_reddit_parents_are_compared_without_their_kind(read_table):
    data = "link_id,id,parent_id,body,score\nt3_a,x1,t3_a,One comment,1\nt3_a,x2,t1_x1,Another one,2\n"
    [article], issues = read_table(data)
    assert [c.reply_to for c in article.comments] == [None, 0]
    assert not issues


def test_a_deleted_comment_keeps_its_place(read_table):
    [article], _ = read_table("comment_id,comment\n1,[deleted]\n2,No\n")
    assert [c.status for c in article.comments] == ["deleted", "visible"]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found(read_table, delimiter):
    rows = [["comment_id", "author", "comment"], ["1", "Ada", "Yes"], ["2", "Ben", "No"]]
    [article], _ = read_table("\n".join(delimiter.join(row) for row in rows))
    assert [c.author for c in article.comments] == ["Ada", "Ben"]


def test_a_sep_line_names_the_delimiter_and_is_no_row(read_table):
    [article], _ = read_table("sep=;\r\ncomment_id;comment\r\n1;Yes, indeed\r\n")
    assert [c.text for c in article.comments] == ["Yes, indeed"]


def test_a_backslash_before_a_quotation_mark_is_an_escape(read_table):
    [article], _ = read_table('comment_id,comment\n1,"He said \\"no\\", twice"\n2,"Well, well"\n')
    assert article.comments[0].text == 'He said "no", twice'


def test_a_header_of_numbers_is_useless_and_columns_are_taken_by_content(read_table):
    rows = [f"{n},this is what reader number {n} wrote that day,d0{n}xx,1455682{n:03},7" for n in range(1, 30)]
    [article], issues = read_table(",0,1,2,3\n" + "\n".join(rows))
    assert len(article.comments) == 29
    assert article.comments[0].provider_id == "d01xx"
    assert article.comments[0].posted is not None
    assert codes(issues)[0] == "header_useless"


def test_names_in_other_alphabets_are_known(read_table):
    [article], issues = read_table("Источник,Дата,Заголовок,Текст\nВестник,28.02.2005,Мост открыт,Мост снова открыт.\n")
    assert (article.outlet, article.published, article.headline) == ("Вестник", "2005-02-28", "Мост открыт")
    assert article.texts[1].text == "Мост снова открыт."
    assert not issues


def test_a_two_digit_year_lies_in_the_past(read_table):
    articles, _ = read_table("Titel;Datum;Text\nEins;28.02.05;Ein Text.\nZwei;28.02.97;Noch einer.\n")
    assert [a.published for a in articles] == ["2005-02-28", "1997-02-28"]


def test_a_table_of_codings_says_that_there_is_no_text(read_table):
    articles, issues = read_table("comment_id,coder,stance\n1,A,2\n1,B,2\n2,A,0\n")
    assert not articles
    assert [(i.code, i.severity, i.found) for i in issues][1:] == [("no_text", "skipped", 3)]


def test_links_without_text_are_stubs_and_say_so(read_table):
    articles, issues = read_table("title,url,date\nA,https://example.org/a,2020-01-02\nB,https://example.org/b,2020-01-03\n")
    assert [a.stub for a in articles] == [True, True]
    assert codes(issues) == ["no_text"]


def test_a_row_with_more_cells_than_the_header_keeps_them(read_table):
    [article], issues = read_table("comment_id,comment\n1,Yes,really\n2,No\n3,So\n4,So\n5,So\n6,So\n")
    assert article.comments[0].extra == {"column 3": "really"}
    assert codes(issues) == ["record_broken"]


def test_nul_is_replaced_and_counted_and_line_feeds_are_one_kind(read_table):
    [article], issues = read_table('comment_id,comment\r\n1,"a\r\nb\0c\rd"\r\n')
    assert article.comments[0].text == "a\nb\ufffdc\nd"
    assert [(i.code, i.found) for i in issues] == [("replaced_characters", 1)]


def test_windows_text_with_semicolons_is_read(read_table):
    [article], issues = read_table("id;kommentar\r\n1;Größe für Ärger übrig, schöne Grüße\r\n".encode("cp1252"))
    assert article.comments[0].text == "Größe für Ärger übrig, schöne Grüße"
    assert codes(issues) == ["encoding_guessed"]


def test_a_workbook_is_read_like_a_table(read_table):
    import openpyxl

    book = openpyxl.Workbook()
    book.active.append(["comment_id", "author", "comment", "likes"])
    book.active.append([1, "Ada", "Yes", 3])
    book.active.append([2, "Ben", "No", None])
    out = io.BytesIO()
    book.save(out)
    [article], _ = read_table(out.getvalue())
    assert [(c.provider_id, c.text, c.likes) for c in article.comments] == [("1", "Yes", 3), ("2", "No", None)]


def test_characters_that_a_workbook_writes_as_numbers_are_themselves(passed):
    import openpyxl

    book = openpyxl.Workbook()
    book.active.append(["comment_id", "comment"])
    book.active.append([1, "one_x000D_\ntwo_x0009_👍"])
    book.active.append([2, "a_x005F_x0041_ and file_x12_b and _xD83D_"])
    out = io.BytesIO()
    book.save(out)
    [article], _ = parts(passed(out.getvalue(), key="table"))
    assert [c.text for c in article.comments] == ["one\ntwo\t👍", "a_x0041_ and file_x12_b and \ufffd"]


def test_in_is_out_plus_skipped(read_table):
    rows = [f"{n % 7},c{n},word {n}" if n % 5 else ",," for n in range(100)]
    articles, issues = read_table("article_id,comment_id,comment\n" + "\n".join(rows))
    skipped = [i for i in issues if i.severity == "skipped"]
    assert sum(len(a.comments) for a in articles) + len(skipped) == 100


def test_articles_longer_than_what_is_looked_at_together_stay_whole_and_in_order(read_table):
    rows = [f"{'a' if n < 1300 or n == 1900 else n % 3},c{n},word {n}" for n in range(2000)]
    articles, issues = read_table("article_id,comment_id,comment\n" + "\n".join(rows))
    assert [a.provider_id for a in articles] == ["a", "1", "2", "0"]
    assert [a.locator for a in articles] == ["line 2", "line 1302", "line 1303", "line 1304"]
    assert [c.provider_id for c in articles[0].comments] == [*(f"c{n}" for n in range(1300)), "c1900"]
    assert sum(len(a.comments) for a in articles) == 2000
    assert not issues


def test_empty_and_broken_rows_come_in_their_place(read_table):
    rows = ["1,c1,One", ",,", "2,c2,Two", "2,c3," + "x" * 10_000_001, "1,c4,Three", ",,,,"]
    articles, issues = read_table("article_id,comment_id,comment\n" + "\n".join(rows))
    assert [[c.provider_id for c in a.comments] for a in articles] == [["c1", "c4"], ["c2"]]
    assert [(i.code, i.locator) for i in issues] == [("skipped", "line 3"), ("record_broken", "line 5"), ("skipped", "line 7")]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_ends_of_lines_are_line_feeds_whatever_they_were(read_table, end):
    articles, issues = read_table(COMMENTS.replace("\n", end))
    assert (articles, issues) == read_table(COMMENTS)
    assert articles[0].comments[1].text == "Finde ich auch,\nsehr sogar."


def test_the_second_reading_is_equal_to_the_first(read):
    assert read(COMMENTS, key="table") == read(COMMENTS, key="table")


def test_a_table_cut_off_anywhere_never_raises(read):
    data = COMMENTS.encode()
    chance = random.Random(4)
    for stop in [chance.randrange(len(data)) for _ in range(40)]:
        read(data[:stop], key="table")


def test_a_table_wins_over_plain_text_and_a_page_over_a_table(seed):
    assert choose(COMMENTS.encode(), "dump")[0] == "table"
    assert choose(seed.read_bytes(), "page.csv")[0] == "text"


def test_the_job_can_be_stopped(read):
    class StopError(Exception):
        pass

    def stop(done, total):
        raise StopError

    data = ("comment_id,comment\n" + "".join(f"{n},text {n}\n" for n in range(5000))).encode()
    source = Source("dump.csv", len(data), lambda: io.BytesIO(data))
    with pytest.raises(StopError):
        list(table.read(source, Options(), stop))
    assert list(table.read(source, Options(), no_tick))


def test_a_cell_beyond_the_cap_is_skipped_and_the_next_rows_are_read(read_table):
    [article], issues = read_table("comment_id,comment\n1," + "x" * 10_000_001 + "\n2,short\n")
    assert [c.provider_id for c in article.comments] == ["2"]
    assert [(i.code, i.severity, i.locator) for i in issues] == [("record_broken", "skipped", "line 2")]


def test_a_quotation_that_is_never_closed_is_said(read_table):
    _articles, issues = read_table('comment_id,comment\n1,fine\n2,"open\n3,lost\n')
    assert [(i.code, i.locator) for i in issues] == [("truncated", "line 3")]


def test_a_lone_quotation_mark_within_a_cell_is_no_open_quotation(read_table):
    [article], issues = read_table('comment_id,comment\n1,a 5" nail\n2,fine\n')
    assert [c.text for c in article.comments] == ['a 5" nail', "fine"]
    assert not issues


def test_a_quotation_that_opens_in_the_last_byte_is_said(read_table):
    _articles, issues = read_table('comment_id,comment\n1,fine\n2,"')
    assert [(i.code, i.locator) for i in issues if i.code == "truncated"] == [("truncated", "line 3")]


def test_a_number_of_likes_that_no_project_can_hold_is_kept_as_printed(read_table):
    [article], issues = read_table("comment_id,comment,likes\n1,Well said,99999999999999999999\n")
    assert (article.comments[0].likes, article.comments[0].extra["likes"]) == (None, "9" * 20)
    assert [i.code for i in issues] == ["record_broken"]


@pytest.mark.parametrize("posted", ["0001-01-01T00:00:00", "2021-W01-1T10:00:00"])
def test_a_time_that_only_looks_like_one_is_kept_as_printed(read_table, posted):
    [article], _ = read_table(f"comment_id,comment,posted\n1,Well said,{posted}\n")
    assert (article.comments[0].posted, article.comments[0].posted_raw) == (None, posted)


def test_a_header_without_rows_is_nothing_to_import(read_table):
    articles, issues = read_table("comment_id,author,comment\n")
    assert not articles
    assert [(i.code, i.severity) for i in issues] == [("no_text", "skipped")]


def test_a_column_without_a_name_is_kept_under_its_number(read_table):
    [article], _ = read_table("comment,,likes\nWell said,odd,2\n")
    assert article.comments[0].extra == {"column 2": "odd"}


def test_an_address_that_never_repeats_is_the_comments_own(read_table):
    data = "url,title,comment\nhttps://e.org/1,A day,One\nhttps://e.org/2,A day,Two\n"
    articles, _ = read_table(data)
    assert [(a.url, len(a.comments)) for a in articles] == [(None, 2)]
    assert [c.extra["url"] for c in articles[0].comments] == ["https://e.org/1", "https://e.org/2"]


def test_a_repeated_article_with_other_texts_makes_them_comments(read_table):
    articles, _ = read_table("article_id,text\n1,Indeed.\n1,No!\n2,Well.\n2,Oh?\n")
    assert [[c.text for c in a.comments] for a in articles] == [["Indeed.", "No!"], ["Well.", "Oh?"]]


def test_an_article_that_stands_twice_in_a_table_of_articles_stays_an_article(read_table):
    articles, _ = read_table("article_id,headline,text\n1,A day,It rained.\n1,A day,It rained.\n2,A night,It snowed.\n")
    assert [len(a.comments) for a in articles] == [0, 0, 0]


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (1, {"1 comment has no text.", "1 number of likes could not be read; it is kept as printed."}),
        (2, {"2 comments have no text.", "2 numbers of likes could not be read; they are kept as printed."}),
    ],
)
def test_what_is_said_of_rows_agrees_with_their_number(read_table, count, said):
    rows = "".join(f"{n},,many\n" for n in range(count))
    _, issues = read_table("comment_id,comment,likes\n9,Yes 👍,1\n8,No,2\n" + rows)
    assert {issue.message for issue in issues} == said
