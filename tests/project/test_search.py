"""Searching the corpus: what is typed, what is found in every script, where it stands, and what narrows it."""

import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intercoder.errors import Cancelled, UserError
from intercoder.project import Project
from intercoder.project.check import check
from intercoder.project.search import Scope
from intercoder.project.search_query import fold, parse, words_of
from intercoder.records import Article, Comment, SourceFile, Text, no_tick

AWKWARD = (
    "The café was late, said the mayor’s office; cafe\u0301 and CAFÉ again.",
    "great🤣 and 🤣great, said nobody. Great!",
    "Straße, ΣΊΣΥΦΟΣ, İstanbul, naïve cooperation — don't stop at 3.1 m",
    "用手机看中文评论，很好。",
    "یہ اردو ہے، اور ٹھیک ہے",
    "100 % of C++ under_score \\ back",
    "late late late",
    "",
)


@pytest.fixture(params=["with the index", "without it"])
def corpus(request, tmp_path) -> Project:
    """Two outlets: the first article has awkward comments, the second is a year later and in another file."""
    comments = tuple(Comment(text, f"line {n}", author=f"Nadir_{n}") for n, text in enumerate(AWKWARD))
    first = Article(
        (Text("headline", "Water talks"), Text("body", "The peace talks on water begin."), *comments),
        headline="Water talks", outlet="Dawn", published="2013-04-24T10:00", language="en",
    )  # fmt: skip
    second = Article(
        (Text("body", "Peace came late; talks of peace went on."), Text("boilerplate", "Talks are moderated.")),
        outlet="Le Soir", published="2014-05", language="fr",
    )  # fmt: skip
    with Project.create(tmp_path / "corpus.intercoder", "Corpus") as project:
        for name, articles in (("one.txt", [first]), ("two.txt", [second])):
            project.material.add(SourceFile(name, name.ljust(64, "0"), 9, "text", "", "utf-8"), articles, no_tick)
        if request.param == "with the index":
            project.material.index()
        yield project


def found(project: Project, typed: str, **scope: object) -> list[str]:
    units = project.material.searching.units(parse(typed), Scope(**scope))
    return [unit.ref for unit in project.material.units_by_id(units)]


def quotes(project: Project, typed: str, **scope: object) -> list[str]:
    room = project.material.searching
    return [hit.quote for hit in room.hits(parse(typed), room.units(parse(typed), Scope(**scope)))]


@pytest.mark.parametrize(
    ("typed", "refs"),
    [
        ("talks water", ["A0001-H01", "A0001-B01"]),
        ('"peace talks"', ["A0001-B01"]),
        ("“peace talks”", ["A0001-B01"]),
        ('"talks of pea*"', ["A0002-B01"]),
        ("tal*", ["A0001-H01", "A0001-B01", "A0002-B01", "A0002-X01"]),
        ("tal", []),
        ("talks -water", ["A0002-B01", "A0002-X01"]),
        ('talks -"peace talks"', ["A0001-H01", "A0002-B01", "A0002-X01"]),
        ("-water", []),
        ("cafe", ["A0001-C001"]),
        ("naive", ["A0001-C003"]),
        ("strasse", []),
        ("STRAßE", ["A0001-C003"]),
        ("σίσυφος", ["A0001-C003"]),
        ("don't", ["A0001-C003"]),
        ("3.1", ["A0001-C003"]),
        ("great", ["A0001-C002"]),
        ('"and great"', ["A0001-C002"]),
        ("gre*", ["A0001-C002"]),
        ("late -mayor", ["A0001-C007", "A0002-B01"]),
        ("手机", ["A0001-C004"]),
        ("机", ["A0001-C004"]),
        ("评论 手", ["A0001-C004"]),
        ("手 -很好", []),
        ("🤣", ["A0001-C002"]),
        ("🤣 nobody", ["A0001-C002"]),
        ("اردو", ["A0001-C005"]),
        ("%", ["A0001-C006"]),
        ("_", ["A0001-C006"]),
        ("\\", ["A0001-C006"]),
        ("%_", []),
        ("peace - talks", ["A0001-B01", "A0002-B01"]),
        ("m", ["A0001-C003"]),
    ],
)
def test_a_query_finds_what_it_says_with_and_without_the_index(corpus, typed, refs):
    if "A0002-X01" in refs:  # a reference of boilerplate is no fixed name
        [boilerplate] = [u.ref for u in corpus.material.units(corpus.material.article_ids()[1]) if u.kind == "boilerplate"]
        refs = [boilerplate if ref == "A0002-X01" else ref for ref in refs]
    assert found(corpus, typed) == refs


@pytest.mark.parametrize(
    "typed",
    ["-", "--", '"', '""', '-"', '-""', '"*"', "*", "-*", "a*b*", "AND", "NOT", "NEAR(a b, 2)", "text:a", "\x00", "'",
     "a" * 100_000, "中" * 100_000, "a " * 5_000, "-a " * 5_000 + "b", "中 " * 3_000, '"' * 999, "%" * 999, "(" * 3_000,
     "\u0301",
     " ".join(map(str, range(5_000))), "0 " + " ".join(f"-{n}" for n in range(1, 5_000)),
     " ".join(chr(0x4E00 + n) for n in range(5_000)), " ".join(chr(0x1F300 + n) for n in range(500))],
)  # fmt: skip
def test_no_query_raises(corpus, typed):
    assert isinstance(found(corpus, typed), list)


@given(st.text(max_size=60))
def test_any_text_can_be_typed(typed):
    query = parse(typed)
    assert isinstance(query.match(), str)
    assert query.places("") == []


@given(st.text(max_size=200), st.text(min_size=1, max_size=4))
def test_places_lie_in_the_text_in_order_and_apart(text, typed):
    last = 0
    for start, stop in parse(typed).places(text):
        assert last <= start < stop <= len(text)
        last = stop


_OLD = st.characters(min_codepoint=32, max_codepoint=0x24F)


@given(st.lists(_OLD, min_size=1, max_size=12).map("".join))
def test_words_are_divided_and_folded_as_the_index_does_it(text):
    db = sqlite3.connect(":memory:")
    db.execute("CREATE VIRTUAL TABLE t USING fts5(text, tokenize='unicode61 remove_diacritics 2')")
    db.execute("CREATE VIRTUAL TABLE v USING fts5vocab(t, instance)")
    text = text.replace("\u01e0", "a").replace("\u01e1", "a")  # SQLite forgot the marks of these two
    db.execute("INSERT INTO t VALUES(?)", (text,))
    assert [term for (term,) in db.execute("SELECT term FROM v ORDER BY offset").fetchall()] == words_of(text)
    db.close()


def test_quotes_are_the_stored_characters_with_their_marks(corpus):
    assert quotes(corpus, "cafe") == ["café", "cafe\u0301", "CAFÉ"]
    assert quotes(corpus, '"peace talks" begin') == ["peace talks", "begin"]
    assert quotes(corpus, "gre*") == ["great", "great", "Great"]
    assert quotes(corpus, "late", kinds=("comment",), author="nadir_6") == ["late", "late", "late"]


def test_offsets_count_code_points(corpus):
    room = corpus.material.searching
    for hit in room.hits(parse("nobody"), room.units(parse("nobody"))):
        text = corpus.material.unit(hit.unit).text
        assert (text[hit.start : hit.stop], hit.before, hit.after) == ("nobody", text[: hit.start], text[hit.stop :])


def test_folding_keeps_the_places_of_a_text_with_marks():
    folded, starts = fold("a cafe\u0301 é")
    assert (folded, list(starts)) == ("a cafe e", [0, 1, 2, 3, 4, 5, 7, 8, 9])


@pytest.mark.parametrize(
    ("scope", "refs"),
    [
        ({"outlets": ("Dawn",)}, ["A0001-H01", "A0001-B01"]),
        ({"outlets": ("Dawn", "Le Soir"), "kinds": ("body",)}, ["A0001-B01", "A0002-B01"]),
        ({"languages": ("fr",), "kinds": ("body",)}, ["A0002-B01"]),
        ({"sources": ("two.txt",), "kinds": ("body",)}, ["A0002-B01"]),
        ({"first": "2014", "kinds": ("body",)}, ["A0002-B01"]),
        ({"last": "2013-04-24"}, ["A0001-H01", "A0001-B01"]),
        ({"first": "2014-05-01"}, []),  # the article names a month only
        ({"kinds": ("comment",)}, []),
    ],
)
def test_a_scope_narrows_the_texts(corpus, scope, refs):
    assert found(corpus, "talks", **scope) == refs


@pytest.mark.parametrize("name", ["nadir_6", "NADIR_6", "r_6"])
def test_an_author_is_found_by_a_part_of_the_name(corpus, name):
    assert found(corpus, "late", author=name) == ["A0001-C007"]


def test_signs_in_an_author_stand_for_themselves(corpus):
    assert found(corpus, "late", author="nadir%") == []


@pytest.mark.parametrize("day", ["yesterday", "2013-13", "13-04-24", "2013-04-32", "2013-4-2"])
def test_what_is_no_day_is_said(corpus, day):
    with pytest.raises(UserError, match="is no day"):
        found(corpus, "talks", first=day)


def test_what_is_imported_later_is_found_without_what_was_there_being_indexed_again(corpus):
    statements: list[str] = []
    corpus.material.index()
    later = Article((Text("body", "Talks about the talks 😀."), Comment("中文评论 and late talks")))
    corpus.material.add(SourceFile("three.txt", "three".ljust(64, "0"), 9, "text", "", "utf-8"), [later], no_tick)
    corpus.db.set_trace_callback(statements.append)
    corpus.material.index()
    corpus.db.set_trace_callback(None)
    assert found(corpus, "late talks") == ["A0002-B01", "A0003-C001"]
    assert found(corpus, "talks")[-2:] == ["A0003-B01", "A0003-C001"]
    assert not [sql for sql in statements if "'rebuild'" in sql]
    corpus.db.execute("INSERT INTO unit_search(unit_search) VALUES('integrity-check')")
    assert check(corpus) == []


def test_an_index_that_lost_a_text_is_made_anew_by_the_next_import(corpus):
    corpus.material.index()
    gone = corpus.material.unit_by_ref("A0001-B01")
    corpus.db.execute("INSERT INTO unit_search(unit_search, rowid, text) VALUES('delete', ?, ?)", (gone.id, gone.text))
    assert found(corpus, "talks water") == ["A0001-H01"]
    corpus.material.index()
    assert found(corpus, "talks water") == ["A0001-H01", "A0001-B01"]


def test_texts_that_were_coded_can_be_told_from_the_others(project):
    project.material.index()
    body = project.material.unit_by_ref("A0002-B01").id
    project.codings.highlight(body, "frame", 1, 4, 9)
    assert found(project, "gauge", coded=True) == ["A0002-B01"]
    assert found(project, "gauge", coded=False) == ["A0002-H01"]


def test_an_answer_about_an_article_makes_its_texts_coded_but_not_its_comments(project):
    project.material.index()
    project.codings.answer(project.material.unit_by_ref("A0001").id, "topic", "1")
    assert found(project, "talks brussels", coded=True) == ["A0001-B01"]
    assert found(project, "nadir", coded=True) == []


def test_hits_come_by_date_with_texts_of_one_article_together(corpus):
    room = corpus.material.searching
    articles = [hit.article_ref for hit in room.hits(parse("peace"), room.units(parse("peace"), order="newest"))]
    assert articles == ["A0002", "A0002", "A0001"]
    with pytest.raises(UserError, match="sorted"):
        room.units(parse("peace"), order="rank")


def test_the_number_of_places_is_that_of_the_hits(corpus):
    room, query = corpus.material.searching, parse("late")
    units = room.units(query)
    assert room.count_places(query, units) == len(room.hits(query, units)) == 5


def test_the_places_of_one_article_are_those_in_all_its_texts(corpus):
    article = corpus.material.article_ids()[0]
    places = corpus.material.searching.places(parse("water"), article)
    assert [corpus.material.unit(unit).text[a:b] for unit, a, b in places] == ["Water", "water"]


def test_a_search_stops_when_it_is_asked_to(corpus):
    def stop(_done: int, _total: int) -> None:
        raise Cancelled

    corpus.db.execute(
        "CREATE TEMP TABLE many AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 9) SELECT i FROM n"
    )
    with pytest.raises(Cancelled), corpus.material.searching._stopped_by(stop):
        corpus.db.execute("SELECT count(*) FROM many a, many b, many c, many d, many e, many f").fetchone()
    assert found(corpus, "water") == ["A0001-H01", "A0001-B01"]


def test_choices_are_those_of_the_corpus_with_their_numbers(corpus):
    choices = corpus.material.searching.choices()
    assert choices.outlets == [("Dawn", 1), ("Le Soir", 1)]
    assert choices.languages == [("en", 1), ("fr", 1)]
    assert choices.sources == [("one.txt", 1), ("two.txt", 1)]
