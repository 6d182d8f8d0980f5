import os

import pytest
from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QImage, QPainter

from intercoder.errors import UserError
from intercoder.ui import theme
from intercoder.ui.reliability import plots

ROWS = (
    plots.ForestRow("Role of the army", 0.621, 0.452, 0.79, token="danger"),
    plots.ForestRow("Stance on the talks", 0.861, 0.77, 0.9, token="ok"),
    plots.ForestRow("Calls for violence", None, reason="No variation: all 180 answers are “No”"),
)
HEAT = plots.Heat(((22, 0, 3), (3, 10, 1), (6, 1, 12)), ("No", "Implied", "Stated"), "AK", "CS")


def painted(draw, width=600, height=200, name="light"):
    look = theme.load(name)
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(look.colour("surface"))
    painter = QPainter(image)
    draw(painter, QRectF(0, 0, width, height), look)
    painter.end()
    return image


def colours(image, rect):
    left, top, width, height = rect
    return {image.pixelColor(x, y).name() for x in range(left, left + width) for y in range(top, top + height)}


def test_the_axis_begins_at_zero_or_at_the_lowest_end_rounded_down():
    assert plots.axis_start([0.4, None]) == 0.0
    assert plots.axis_start([-0.05, 0.3]) == pytest.approx(-0.2)
    assert plots.axis_start([-0.4]) == pytest.approx(-0.4)
    assert plots.axis_start([]) == 0.0


def test_agreement_is_blue_disagreement_orange_and_nothing_is_the_ground(look):
    light = look()
    assert plots.cell_colour(0, 22, True, light) == light.colour("surface")
    agree, differ = plots.cell_colour(22, 22, True, light), plots.cell_colour(22, 22, False, light)
    assert agree.blue() > agree.red()
    assert differ.red() > differ.blue()


def test_the_number_of_a_cell_can_be_read_on_its_ground(look):
    for name in ("light", "dark"):
        here = look(name)
        for count in range(1, 23):
            for diagonal in (True, False):
                ground = plots.cell_colour(count, 22, diagonal, here)
                assert (
                    theme.contrast(here.ink(ground), ground) >= 4.3
                )  # the most that white or near-black reach on every ground


def test_a_point_lies_at_its_place_on_the_axis(qapp):
    image = painted(lambda p, r, t: plots.forest(p, r, (plots.ForestRow("A", 0.5, token="ok"),), t), 600, 100)
    dots = [x for x in range(600) if image.pixelColor(x, 34) == QColor(theme.load("light").colours["ok"])]
    narrow = painted(lambda p, r, t: plots.forest(p, r, (plots.ForestRow("A", 1.0, token="ok"),), t), 600, 100)
    ends = [x for x in range(600) if narrow.pixelColor(x, 34) == QColor(theme.load("light").colours["ok"])]
    assert dots
    assert min(ends) > max(dots)


def test_a_row_without_a_value_shows_no_mark(qapp):
    image = painted(lambda p, r, t: plots.forest(p, r, ROWS, t))
    marks = {theme.load("light").colours[token].lower() for token in ("ok", "danger")}
    assert not colours(image, (0, 112, 600, 56)) & marks
    assert colours(image, (0, 0, 600, 56)) & marks


def test_the_matrix_is_darkest_where_the_count_is_highest(qapp):
    image = painted(lambda p, r, t: plots.heat(p, r, HEAT, t), 300, 260)
    ground = plots.cell_colour(22, 22, True, theme.load("light")).name()
    assert ground in colours(image, (0, 0, 300, 260))


@pytest.mark.parametrize(("suffix", "begin"), [(".png", b"\x89PNG"), (".svg", b"<?xml"), (".pdf", b"%PDF")])
def test_one_function_paints_every_kind_of_file(tmp_path, qapp, suffix, begin):
    path = tmp_path / f"army{suffix}"
    plots.save(path, QSize(600, 200), lambda p, r, t: plots.forest(p, r, ROWS, t), "Agreement")
    assert path.read_bytes().startswith(begin)


def test_a_saved_picture_is_light_even_in_the_dark_theme(tmp_path, look):
    look("dark")
    path = tmp_path / "army.png"
    plots.save(path, QSize(300, 260), lambda p, r, t: plots.heat(p, r, HEAT, t))
    picture = QImage(str(path))
    assert picture.width() == 600
    assert picture.pixelColor(2, 2) == QColor(theme.load("light").colours["surface"])


def test_a_suffix_that_is_no_picture_is_refused(tmp_path, qapp):
    with pytest.raises(UserError, match=r"\.gif"):
        plots.save(tmp_path / "army.gif", QSize(10, 10), lambda p, r, t: None)


def test_a_folder_that_is_not_there_is_an_error_that_can_be_mended(tmp_path, qapp):
    with pytest.raises(UserError, match="could not be written"):
        plots.save(tmp_path / "nowhere" / "army.png", QSize(10, 10), lambda p, r, t: None)


@pytest.mark.parametrize("suffix", [".png", ".svg", ".pdf"])
def test_a_picture_that_cannot_be_written_leaves_what_was_there(tmp_path, qapp, suffix, monkeypatch):
    path = tmp_path / f"army{suffix}"
    path.write_text("the picture of last week")

    def fail(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(UserError, match="no space left on device"):
        plots.save(path, QSize(10, 10), lambda p, r, t: None)
    assert [file.name for file in tmp_path.iterdir()] == [path.name]
    assert path.read_text() == "the picture of last week"


def test_drift_is_red_only_where_there_is_alarm_and_is_written_as_svg(qapp, tmp_path):
    from intercoder.agreement.report import Period, Statistic
    from intercoder.ui.reliability.drift import in_words, paint_drift

    def period(label, low, value, high, alarm):
        return Period(label, 0, 0, 24, Statistic(value), Statistic(low), Statistic(high), alarm)

    calm = period("2026-03-02", 0.7, 0.82, 0.93, False)
    low = period("2026-03-09", -0.1, 0.2, 0.5, True)
    red = theme.load("light").colours["danger"].lower()
    whole = (0, 0, 600, 200)
    assert red not in colours(painted(lambda p, r, t: paint_drift(p, r, (calm, calm), t)), whole)
    assert red in colours(painted(lambda p, r, t: paint_drift(p, r, (calm, low), t)), whole)
    plots.save(tmp_path / "drift.svg", QSize(420, 300), lambda p, r, t: paint_drift(p, r, (calm, low), t))
    assert "9 Mar" in (tmp_path / "drift.svg").read_text("utf-8")
    assert in_words(low) == "Week of 2026-03-09, 24 units: alpha .200 [−.100, .500]"
