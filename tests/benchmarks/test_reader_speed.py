"""How fast the reader opens and scrolls long texts with many codings.

Budgets: 200,000 characters with 2,000 codings opened in 100 ms, 2,000,000 with 20,000 in 250 ms, a frame of scrolling 16 ms.
"""

import os
import random

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from intercoder.records import Unit
from intercoder.ui import theme
from intercoder.ui.text.article_blocks import Facts
from intercoder.ui.text.reader import Reader
from intercoder.ui.text.span_view import LaneCoder, SpanView

WORDS = ["the", "talks", "follow", "weeks", "of", "tension", "with", "Pakistan", "over", "their", "border", "😀", "تبصرہ"]
COLOURS = ("blue", "vermilion", "green", "purple", "ochre", "sky")
CODERS = tuple(LaneCoder(n, f"C{n}") for n in (1, 2, 3))
LENGTH, SPANS = 200_000, 2_000


def paragraphs(length: int, of: int, chance: random.Random) -> str:
    lines, total = [], 0
    while total < length:
        line = ""
        while len(line) < of:
            line += chance.choice(WORDS) + " "
        lines.append(line.rstrip())
        total += len(lines[-1]) + 1
    return "\n".join(lines)


def study(of: int, length: int = LENGTH, count: int = SPANS) -> tuple[list[Unit], list[SpanView]]:
    """An article of one body of `length` characters with paragraphs of about `of` characters, and its codings."""
    chance = random.Random(1)
    body = paragraphs(length, of, chance)
    units = [Unit(1, "article", "A0001", 1, None, 1, None, True), Unit(2, "body", "A0001-B01", 1, 1, 1, body, True)]
    at = 0
    for number, line in enumerate(body.split("\n"), 1):
        units.append(Unit(2 + number, "paragraph", f"A0001-P{number}", 1, 2, number, line, True, at, at + len(line)))
        at += len(line) + 1
    spans = []
    for number in range(1, count + 1):
        start = chance.randrange(len(body) - 200)
        kind, coder = chance.randrange(len(COLOURS)), chance.choice(CODERS)
        stop = start + chance.randint(10, 200)
        spans.append(SpanView(number, 2, start, stop, COLOURS[kind], f"Frame {kind}", coder.id, coder.initials, coder.id == 1))
    return units, spans


@pytest.fixture
def reader(qtbot, qapp: QApplication) -> Reader:
    theme.apply(qapp, theme.load())
    reader = Reader()
    reader.resize(800, 900)
    qtbot.addWidget(reader)
    with qtbot.waitExposed(reader):
        reader.show()
    reader.set_lanes(CODERS)
    return reader


def paint(reader: Reader) -> None:
    """Paints what is in sight, as a frame does."""
    picture = QImage(reader.size(), QImage.Format.Format_ARGB32_Premultiplied)
    reader.render(picture, QPoint())


@pytest.mark.parametrize("of", [400, 4_000])
def test_opening_a_long_text_with_many_codings(benchmark, reader, of):
    units, spans = study(of)

    def open_it() -> None:
        reader.show_article(units)
        reader.set_spans(spans)
        paint(reader)

    benchmark.pedantic(open_it, rounds=10, warmup_rounds=1)


def test_opening_the_longest_text_with_the_most_codings(benchmark, reader):
    units, spans = study(400, 2_000_000, 20_000)

    def open_it() -> None:
        reader.show_article(units)
        reader.set_spans(spans)
        paint(reader)

    benchmark.pedantic(open_it, rounds=5, warmup_rounds=1)


def test_scrolling_by_a_step(benchmark, reader):
    units, spans = study(400)
    reader.show_article(units)
    reader.set_spans(spans)
    bar = reader.verticalScrollBar()

    def scroll() -> None:
        bar.setValue(bar.value() + 60)
        paint(reader)

    benchmark.pedantic(scroll, rounds=200, warmup_rounds=5)


def test_jumping_to_the_end(benchmark, reader):
    units, spans = study(400)

    def prepared() -> None:
        reader.show_article(units)
        reader.set_spans(spans)
        paint(reader)

    def jump() -> None:
        reader.set_current_span(max(spans, key=lambda s: s.start).id)
        paint(reader)

    benchmark.pedantic(jump, setup=prepared, rounds=5)


def test_adding_one_coding(benchmark, reader):
    units, spans = study(400)
    reader.show_article(units)
    added = iter(range(1, 1000))

    def add() -> None:
        more = SpanView(10_000 + next(added), 2, 40, 90, "green", "Frame 2", 1, "C1", True)
        reader.set_spans([*spans, more])
        paint(reader)

    benchmark.pedantic(add, rounds=20, warmup_rounds=1)


def test_adding_one_coding_to_a_paragraph_of_200_kilobytes(benchmark, reader):
    units, spans = study(LENGTH)
    reader.show_article(units)
    reader.set_spans(spans)
    reader.set_current_span(spans[len(spans) // 2].id)
    place = spans[len(spans) // 2].start
    added = iter(range(1, 1000))

    def add() -> None:
        more = SpanView(10_000 + next(added), 2, place, place + 50, "green", "Frame 2", 1, "C1", True)
        reader.set_spans([*spans, more])
        paint(reader)

    benchmark.pedantic(add, rounds=20, warmup_rounds=1)


def test_going_to_the_next_unit(benchmark, reader):
    units, spans = study(400)
    reader.show_article(units)
    reader.set_spans(spans)
    following = iter(units[2:])

    def go() -> None:
        reader.set_current_unit(next(following).id)
        paint(reader)

    benchmark.pedantic(go, rounds=50, warmup_rounds=2)


def test_selecting_by_drag(benchmark, reader):
    units, spans = study(400)
    reader.show_article(units)
    reader.set_spans(spans)
    paint(reader)
    first, last = reader.point_of(2, 20), reader.point_of(2, 300)
    view = reader.viewport()
    button = Qt.MouseButton.LeftButton

    def drag() -> None:
        QTest.mousePress(view, button, pos=first)
        QTest.mouseMove(view, last)
        QTest.mouseRelease(view, button, pos=last)

    benchmark.pedantic(drag, rounds=20, warmup_rounds=1)


@pytest.fixture(scope="module")
def thread() -> tuple[list[Unit], Facts, list[SpanView]]:
    """An article with 40,000 comments, 10 MB in all, each with its author, and 20,000 highlights in them."""
    chance = random.Random(2)
    units = [Unit(1, "article", "A0001", 1, None, 1, None, True), Unit(2, "body", "A0001-B01", 1, 1, 1, "A short body.", True)]
    texts = [paragraphs(200, 200, chance) for _ in range(40)]
    for n in range(1, 40_001):
        units.append(Unit(2 + n, "comment", f"A0001-C{n:05}", 1, 1, 1 + n, f"{n} {texts[n % 40]}", True))
    spans = [SpanView(n, 2 + 2 * n, 0, 80, "blue", "Frame", 1, "C1", True) for n in range(1, 20_000)]
    notes = {2 + n: f"Nadir {n} · 3 April 2013" for n in range(1, 40_001)}
    return units, Facts(notes=notes, replies={2 + n: 2 + n - 300 for n in range(301, 40_001)}), spans


@pytest.mark.benchmark(group="a thread of 40,000 comments and 10 MB (budget 250 ms)")
@pytest.mark.parametrize("what", ["opened", "a page turned", "the last comment gone to"])
def test_a_thread_in_pages(benchmark, reader, thread, what):
    units, facts, spans = thread
    unit = iter([40_002 if n % 2 else 3 for n in range(100)])

    def open_it() -> None:
        reader.show_article(units, facts)
        reader.set_spans(spans)
        paint(reader)

    def turn() -> None:
        reader.turn_to(reader.page + 1)
        paint(reader)

    def go() -> None:
        reader.set_current_unit(next(unit))
        paint(reader)

    open_it()
    benchmark.pedantic({"opened": open_it, "a page turned": turn}.get(what, go), rounds=5)
    assert len(reader.pages) == 200


@pytest.mark.parametrize("where", ["top", "end"])
def test_turning_the_pages_of_a_body_of_10_megabytes_back(benchmark, reader, where):
    units, spans = study(400, 10_000_000, 20_000)
    reader.show_article(units)
    reader.set_spans(spans)
    reader.turn_to(len(reader.pages) - 1)

    def turn() -> None:
        reader.turn_to(reader.page - 1)
        if where == "end":
            reader.moveCursor(QTextCursor.MoveOperation.End)
        paint(reader)

    benchmark.pedantic(turn, rounds=5, warmup_rounds=1)
