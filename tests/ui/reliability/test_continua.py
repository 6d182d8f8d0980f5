import pytest
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtTest import QTest

from intercoder.ui import theme
from intercoder.ui.reliability import continua, plots
from intercoder.ui.reliability.continua import Bar, Continua, Lane
from intercoder.ui.reliability.continua_view import ContinuaView

MORALITY = 913012026269877045  # ids of spans have 63 bits
TEXT = Continua(
    "Body · Talks in Brussels (A0001-B01)", 1200,
    (
        Lane("Aylin Kaya", (Bar(1, 0, 300, "Conflict", "vermilion"), Bar(2, 200, 500, "Strategy", "purple"))),
        Lane("Bruno Maier", (Bar(3, 0, 300, "Conflict", "vermilion"), Bar(MORALITY, 900, 1200, "Morality", "vermilion", True))),
        Lane("Carla Santos", ()),
    ),
    ((0, 200),),
)  # fmt: skip
AREA = QRectF(0, 0, 800, 200)


def painted(name="light", selected=0, shown=TEXT):
    look = theme.load(name)
    image = QImage(800, 200, QImage.Format.Format_RGB32)
    image.fill(look.colour("surface"))
    painter = QPainter(image)
    continua.paint(painter, AREA, shown, look, selected)
    painter.end()
    return image


def bars(shown=TEXT):
    return {place.bar.span: place.rect for place in continua.placed(shown, AREA, theme.load())}


def test_a_bar_is_as_long_as_its_share_of_the_text(qapp):
    rects = bars()
    assert rects[1].width() == pytest.approx(rects[3].width())
    assert rects[MORALITY].right() > rects[3].right() * 2
    assert rects[1].left() == rects[3].left()


def test_overlapping_spans_of_a_coder_lie_below_each_other(qapp):
    rects = bars()
    assert rects[2].top() >= rects[1].bottom()
    assert rects[3].top() > rects[2].bottom()


def test_a_bar_has_the_colour_of_its_category_in_both_themes(qapp):
    for name in ("light", "dark"):
        middle = bars()[1].center().toPoint()
        assert painted(name).pixelColor(middle) == theme.load(name).code("vermilion")


def test_the_second_pattern_of_a_colour_has_stripes(qapp):
    image, plain, striped = painted(), bars()[3].toRect(), bars()[MORALITY].toRect()
    rows = [{image.pixelColor(x, r.center().y()).name() for x in range(r.left() + 2, r.right() - 2)} for r in (plain, striped)]
    assert len(rows[0]) == 1
    assert rows[1] > rows[0]


def test_a_bracket_stands_over_the_stretch_on_which_all_agree(qapp):
    image, ink = painted(), theme.load("light").colour("text2")
    over = [x for x in range(800) if image.pixelColor(x, 6) == ink]
    start = bars()[1].left()
    assert min(over) == pytest.approx(start, abs=1)
    assert max(over) == pytest.approx(start + bars()[1].width() * 2 / 3, abs=3)


def test_the_axis_has_a_mark_every_500_characters_and_at_the_end(qapp):
    assert [place for place, _ in continua._marks(1200, 700, theme.load())] == [0, 500, 1000, 1200]
    crowded = continua._marks(40_000, 400, theme.load())
    assert len(crowded) == 81
    assert sum(bool(word) for _, word in crowded) < 10


def test_an_empty_text_and_a_text_without_coders_can_be_painted(qapp):
    painted(shown=Continua("Headline", 0, (Lane("A", ()),)))
    painted(shown=Continua("Headline", 10, ()))


def test_a_point_beside_all_bars_is_no_bar(qapp):
    look = theme.load()
    assert continua.bar_at(TEXT, AREA, look, bars()[2].center()).span == 2
    assert continua.bar_at(TEXT, AREA, look, QPointF(5, 5)) is None


def test_the_words_say_what_the_picture_shows(qapp):
    words = continua.facts(TEXT)
    assert "Aylin Kaya: Conflict 0–300; Strategy 200–500." in words
    assert "Carla Santos: nothing marked." in words
    assert "All agree on 0–200." in words


@pytest.mark.parametrize("suffix", [".png", ".svg", ".pdf"])
def test_the_picture_is_saved_with_the_names_of_its_colours(qapp, tmp_path, suffix):
    path = tmp_path / f"continua{suffix}"
    plots.save(path, QSize(900, 260), lambda p, r, look: continua.paint(p, r, TEXT, look, legend=True))
    content = path.read_bytes()
    assert content
    if suffix == ".svg":
        assert b"Morality" in content


@pytest.fixture
def view(qtbot, look):
    made = ContinuaView()
    qtbot.addWidget(made)
    made.show_text(TEXT)
    made.resize(840, 200)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


def test_a_click_on_a_bar_chooses_its_span(view, qtbot):
    with qtbot.waitSignal(view.chosen) as told:
        QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=view.place_of(MORALITY).center().toPoint())
    assert told.args == [MORALITY]


def test_up_and_down_ask_for_another_text(view, qtbot):
    told = []
    view.stepped.connect(told.append)
    QTest.keyClick(view, Qt.Key.Key_Down)
    QTest.keyClick(view, Qt.Key.Key_Up)
    assert told == [1, -1]


def test_left_and_right_go_from_span_to_span_in_reading_order(view):
    told = []
    view.chosen.connect(told.append)
    view.chosen.connect(view.select)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Left):
        QTest.keyClick(view, key)
    assert told == [1, 3, 2, 3]


def test_the_chosen_bar_has_an_outline_in_the_accent(view):
    view.select(MORALITY)
    edge = view.place_of(MORALITY).adjusted(-3, -3, 3, 3)
    assert view.grab().toImage().pixelColor(edge.center().toPoint().x(), round(edge.top())) == theme.current().colour("accent")


def test_a_screen_reader_hears_the_facts_of_the_picture(view):
    assert "Bruno Maier: Conflict 0–300; Morality 900–1200." in view.accessibleDescription()
