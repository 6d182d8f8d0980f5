"""A long article in pages: what stands on which, without a window."""

import pytest

from intercoder.ui.text import article_pages
from intercoder.ui.text.article_blocks import Block
from intercoder.ui.text.article_pages import ArticlePages

BODY, HEADER, FIRST = 2, 3, 10


@pytest.fixture(autouse=True)
def small(monkeypatch):
    monkeypatch.setattr(article_pages, "MOST_CHARACTERS", 100)
    monkeypatch.setattr(article_pages, "MOST_COMMENTS", 20)
    monkeypatch.setattr(article_pages, "COMMENTS", 2)


def body(*lengths: int) -> list[Block]:
    blocks, at = [], 0
    for number, length in enumerate(lengths):
        blocks.append(Block("paragraph", BODY, 100 + number, "😀" * length, at, at + length))
        at += length + 1
    return blocks


def thread(*lengths: int, noted: bool = True) -> list[Block]:
    blocks = [Block("comments_header", HEADER, HEADER, "COMMENTS (10)")]
    for number, length in enumerate(lengths):
        unit = FIRST + number
        if noted:
            blocks.append(Block("note", unit, unit, "Nadir", label=f"{number + 1}"))
        blocks.append(Block("comment", unit, unit, "ت" * length, 0, length, "" if noted else f"{number + 1}"))
    return blocks


def stretches(blocks: list[Block]) -> list[tuple[int, int]]:
    pages = ArticlePages(blocks)
    return [(pages[n].first, pages[n].stop) for n in range(len(pages))]


def test_an_article_of_usual_length_is_one_page():
    pages = ArticlePages(body(5) + thread(*[2] * 20, noted=False))
    assert (len(pages), pages.comments) == (1, 20)


def test_more_comments_than_are_shown_as_a_whole_are_divided_however_short_they_are():
    pages = ArticlePages(body(5) + thread(*[2] * 21, noted=False))
    assert (len(pages), pages.comments) == (11, 21)


def test_an_empty_article_is_one_empty_page():
    assert stretches([]) == [(0, 0)]
    assert ArticlePages().page_of(BODY) is None


def test_a_long_thread_is_divided_after_so_many_comments_and_the_first_page_has_the_articles_own_texts():
    pages = ArticlePages(body(20) + thread(20, 20, 20, 20, 20))
    assert [(pages[n].before, pages[n].comments) for n in range(len(pages))] == [(0, 2), (2, 2), (4, 1)]
    assert [block.kind for block in pages.blocks(0)][:2] == ["paragraph", "comments_header"]
    assert [block.kind for block in pages.blocks(1)] == ["note", "comment"] * 2


def test_pages_follow_one_another_without_a_gap_and_never_end_with_a_line_of_the_readers_own():
    blocks = body(90, 30) + thread(60, 60, 5, 60, 99)
    found = stretches(blocks)
    assert found[0][0] == 0
    assert [stop for _, stop in found[:-1]] == [first for first, _ in found[1:]]
    assert found[-1][1] == len(blocks)
    assert all(blocks[stop - 1].kind not in ("note", "comments_header") for _, stop in found)
    assert all(sum(len(b.text) for b in blocks[a:b]) <= 100 for a, b in found[:2])


def test_a_long_body_is_divided_at_paragraphs_and_places_lead_to_their_page():
    pages = ArticlePages(body(60, 60, 60))
    assert len(pages) == 3
    assert [pages.page_of(BODY, position) for position in (0, 59, 61, 121, 122, 181)] == [0, 0, 1, 1, 2, 2]
    assert [pages.page_of(unit) for unit in (BODY, 100, 101, 102, 999)] == [0, 0, 1, 2, None]


LONG = 900
FAMILY = "👨‍👩‍👧‍👦"
WORD = "سلامتی"


@pytest.mark.parametrize("sign", [FAMILY, "🇵🇰", "e\u0301\u0302", WORD + " ", WORD + "\r\n"])
@pytest.mark.parametrize("kind", ["paragraph", "comment"])
def test_a_text_longer_than_a_page_is_divided_between_signs_words_and_lines(sign, kind):
    text = sign * 150
    pages = ArticlePages([*body(10), Block(kind, LONG, LONG, text, 0, len(text)), *thread(60)])
    pieces = {n: block for n in range(len(pages)) for block in pages.blocks(n) if block.unit == LONG}
    assert len(pieces) >= 3
    for page, piece in pieces.items():
        assert piece.text == text[piece.start : piece.stop]
        assert piece.text.replace(sign.strip(), "").strip() == "", "no sign and no word is cut"
        assert {pages.page_of(LONG, at) for at in range(piece.start, piece.stop)} == {page}
    seen = [at for piece in pieces.values() for at in range(piece.start, piece.stop)]
    assert len(seen) == len(set(seen))
    assert {text[at] for at in set(range(len(text))) - set(seen)} <= {"\r", "\n"}


def test_a_divided_comment_counts_once():
    pages = ArticlePages(thread(5, 500, 5, noted=False))
    assert pages.comments == 3
    assert sum(pages[n].comments for n in range(len(pages))) == 3


def test_places_are_ordered_as_they_are_read_over_all_pages():
    pages = ArticlePages(body(60, 60) + thread(30, 30, 30))
    places = [(BODY, 0), (BODY, 61), (FIRST, 0), (FIRST, 9), (FIRST + 2, 0)]
    assert sorted(set(places), key=lambda place: pages.order(*place)) == places
    assert [pages.label_of(FIRST + n) for n in range(3)] == ["1", "2", "3"]
