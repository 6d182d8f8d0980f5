"""The look keeps its promises: contrast, distance of colours, tokens in one place, icons all used."""

import itertools
import re
import tomllib
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QFontDatabase, QFontInfo, QTextLayout

from intercoder.resources import resource
from intercoder.ui import theme

UI = Path(theme.__file__).parent
THEMES = ("light", "dark")
GROUNDS = ("surface", "canvas", "sunken", "hover", "selected")
TEXTS = ("text", "text2", "text3", "dim", "accent", "ok", "warn", "danger")

# Machado, Oliveira and Fernandes 2009, severity 1, on linear RGB.
SIGHTS = {
    "normal": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protan": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deutan": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritan": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}


def linear(colour: QColor) -> list[float]:
    return [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in colour.getRgbF()[:3]]


def times(matrix, vector):
    return [sum(a * b for a, b in zip(row, vector, strict=True)) for row in matrix]


def oklab(rgb: list[float]) -> list[float]:
    lms = times(
        ((0.4122214708, 0.5363325363, 0.0514459929), (0.2119034982, 0.6806995451, 0.1073969566),
         (0.0883024619, 0.2817188376, 0.6299787005)), [min(1, max(0, c)) for c in rgb]
    )  # fmt: skip
    return times(
        ((0.2104542553, 0.7936177850, -0.0040720468), (1.9779984951, -2.4285922050, 0.4505937099),
         (0.0259040371, 0.7827717662, -0.8086757660)), [c ** (1 / 3) for c in lms]
    )  # fmt: skip


def over(top: QColor, ground: QColor) -> QColor:
    a = top.alphaF()
    pairs = zip(top.getRgbF()[:3], ground.getRgbF()[:3], strict=True)
    return QColor.fromRgbF(*(t * a + g * (1 - a) for t, g in pairs))


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize("ground", GROUNDS)
def test_every_text_reads_on_every_ground(name, ground):
    look = theme.load(name)
    for token in TEXTS:
        assert theme.contrast(look.colour(token), look.colour(ground)) >= 4.5, token
    assert theme.contrast(look.colour("control"), look.colour(ground)) >= 3.0


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize("ground", GROUNDS)
def test_with_more_contrast_every_text_and_line_stands_out(name, ground):
    look = theme.stronger(theme.load(name))
    for token in ("text", "text2", "text3", "dim"):
        assert theme.contrast(look.colour(token), look.colour(ground)) >= 7, token
    for token in ("hair", "strong", "control"):
        assert theme.contrast(look.colour(token), look.colour(ground)) >= 4.5, token


def test_the_program_follows_a_system_that_asks_for_more_contrast(qapp, look, monkeypatch):
    from intercoder.ui import appearance
    from intercoder.ui.settings import Settings

    assert not appearance.wants_contrast()
    monkeypatch.setattr(appearance, "wants_contrast", lambda: True)
    look()
    appearance.apply_settings(Settings())
    assert theme.current().colours["text3"] == theme.current().colours["text"]
    assert qapp.palette().placeholderText().color() == theme.current().colour("text")


@pytest.mark.parametrize("name", THEMES)
def test_status_words_read_on_their_own_ground(name):
    look = theme.load(name)
    for token in ("ok", "warn", "danger"):
        assert theme.contrast(look.colour(token), look.colour(f"{token}_ground")) >= 4.5
    for ground in ("accent", "accent2"):
        assert theme.contrast(look.colour("onaccent"), look.colour(ground)) >= 4.5


@pytest.mark.parametrize("name", THEMES)
def test_every_code_colour_shows_as_a_lane_and_carries_initials(name):
    look = theme.load(name)
    for code in theme.CODE_COLOURS:
        colour = look.code(code)
        assert theme.contrast(colour, look.colour("surface")) >= 3.0, code
        assert theme.contrast(look.ink(colour), colour) >= 4.5, code


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize("sight", SIGHTS)
def test_no_two_code_colours_look_alike_to_anybody(name, sight):
    look = theme.load(name)
    seen = {c: oklab(times(SIGHTS[sight], linear(look.code(c)))) for c in theme.CODE_COLOURS}
    for a, b in itertools.combinations(seen, 2):
        distance = 100 * sum((x - y) ** 2 for x, y in zip(seen[a], seen[b], strict=True)) ** 0.5
        assert distance >= 6.5, (a, b, distance)


@pytest.mark.parametrize("name", THEMES)
def test_text_reads_on_washes(name):
    look = theme.load(name)
    surface = look.colour("surface")
    for a, b in itertools.combinations_with_replacement(theme.CODE_COLOURS, 2):
        double = over(look.wash(b), over(look.wash(a), surface))
        assert theme.contrast(look.colour("text"), double) >= 4.5, (a, b)
    for code in theme.CODE_COLOURS:
        assert theme.contrast(look.colour("dim"), over(look.wash(code, dimmed=True), surface)) >= 4.5, code


@pytest.mark.parametrize("word", ["مذاکرات", "یہ", "کرتا", "会谈在布鲁塞尔骨直", "सेना"])
def test_a_word_of_another_script_is_set_in_one_face(qapp, look, word):
    look()
    if "Noto Sans Arabic" not in theme.other_families():
        pytest.skip("needs fonts-noto-core")
    layout = QTextLayout(word, theme.current().font("reading"))
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    assert len({run.rawFont().familyName() for run in layout.glyphRuns()}) == 1


@pytest.mark.parametrize("name", THEMES)
def test_text_reads_on_what_was_found(name):
    for look in (theme.load(name), theme.stronger(theme.load(name))):
        for token in ("text", "dim", "text3"):
            assert theme.contrast(look.colour(token), look.colour("find")) >= 4.5, token


def test_both_themes_have_the_same_tokens():
    light, dark = (tomllib.loads(resource(f"themes/{n}.toml").read_text(encoding="utf-8")) for n in THEMES)
    assert {group: set(light[group]) for group in light} == {group: set(dark[group]) for group in dark}


@pytest.mark.parametrize("path", sorted(UI.rglob("*.py")), ids=lambda p: p.name)
def test_colours_sizes_and_sheets_stand_in_the_theme_alone(path):
    if path.name == "theme.py":
        return
    source = path.read_text(encoding="utf-8")
    found = re.findall(r"#[0-9A-Fa-f]{6}\b|setPixelSize\(|setPointSize\(|setStyleSheet\(", source)
    assert found == []


def test_every_icon_used_exists():
    there = {path.stem for path in resource("icons").glob("*.svg")} - {"app"}
    sources = "\n".join(path.read_text(encoding="utf-8") for path in UI.rglob("*.py"))
    called = set(re.findall(r'\b(?:icon|pixmap|paint_icon)\([^")]*"([a-z-]+)"', sources))
    assert called - there == set()


def test_no_icon_lies_unused():
    there = {path.stem for path in resource("icons").glob("*.svg")} - {"app"}
    sources = "\n".join(path.read_text(encoding="utf-8") for path in UI.rglob("*.py"))
    assert [name for name in sorted(there) if f'"{name}"' not in sources] == []


@pytest.mark.parametrize(("role", "weight"), [("body", 400), ("label", 500), ("heading", 600), ("quote", 400)])
def test_the_bundled_font_has_every_weight(look, role, weight):
    font = look().font(role)
    assert QFontInfo(font).family() == "Noto Sans"
    assert QFontInfo(font).weight() == weight
    assert QFontInfo(font).italic() == (role == "quote")
    assert {"Medium", "SemiBold"} <= set(QFontDatabase.styles("Noto Sans"))


def test_digits_have_one_width_so_that_tables_align(look):
    from intercoder.ui import paint

    look()
    for role in ("body", "label", "strong"):
        assert len({paint.text_width(role, digit) for digit in "0123456789"}) == 1


@pytest.mark.parametrize("name", THEMES)
def test_the_palette_follows_the_theme(look, qapp, name):
    tokens = look(name)
    assert qapp.palette().window().color() == tokens.colour("canvas")
    assert qapp.palette().base().color() == tokens.colour("surface")
    assert qapp.palette().text().color() == tokens.colour("text")
