"""The look of the window: tokens from the theme files, turned into fonts, palette, one style sheet and one style.

Everything that has a colour, a size or a font asks the theme. `apply` is the one way to change it; widgets ask
`current()` while they paint, so a delegate follows a change without being told.
"""

import functools
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from string import Template
from types import MappingProxyType
from typing import Literal

from PySide6.QtCore import QEvent, QLocale, QObject, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontMetricsF, QPalette
from PySide6.QtWidgets import QApplication, QLayout, QWidget

from intercoder.resources import resource

ThemeName = Literal["light", "dark"]
CODE_COLOURS = ("blue", "vermilion", "green", "purple", "ochre", "sky", "olive", "grey")
FONT_FILES = ("NotoSans-Regular.ttf", "NotoSans-Medium.ttf", "NotoSans-SemiBold.ttf", "NotoSans-Italic.ttf")
READING_SIZES = (13, 24)  # the smallest and largest size of the material, px at scale 1

_MEASURES, _ROLE, _FIXED = "themeMargins", "themeFont", "themeFixed"  # properties of dressed widgets and layouts


@dataclass(frozen=True)
class Theme:
    """The tokens of one theme at one scale. Lengths come out in device independent pixels, rounded."""

    name: ThemeName
    scale: float
    colours: Mapping[str, str]
    codes: Mapping[str, str]
    alphas: Mapping[str, float]
    measures: Mapping[str, float]  # "space.l", "radius.card", "height.row", "width.queue"
    types: Mapping[str, Mapping[str, object]]
    family: str
    reading_px: int = 15

    def colour(self, token: str, alpha: float = 1.0) -> QColor:
        """The colour of a token such as `text2`; alpha from 0 to 1."""
        colour = QColor(self.colours[token])
        colour.setAlphaF(alpha)
        return colour

    def code(self, name: str | None, alpha: float = 1.0) -> QColor:
        """The colour of a category by its name in the codebook; a category without one gets grey."""
        colour = QColor(self.codes.get(name or "grey", self.codes["grey"]))
        colour.setAlphaF(alpha)
        return colour

    def wash(self, name: str | None, dimmed: bool = False) -> QColor:
        """The transparent ground of a highlighted stretch."""
        return self.code(name, self.alphas["wash"] * (self.alphas["dimmed"] if dimmed else 1.0))

    def ink(self, ground: QColor) -> QColor:
        """White or black, whichever reads better on this ground."""
        light, dark = self.colour("ink_light"), self.colour("ink_dark")
        return max((light, dark), key=lambda ink: contrast(ink, ground))

    def mix(self, token: str, share: float) -> QColor:
        """The token mixed into the surface: 0 is surface, 1 the token itself."""
        a, b = self.colour("surface"), self.colour(token)
        parts = ((x + (y - x) * share) for x, y in zip(a.getRgbF()[:3], b.getRgbF()[:3], strict=True))
        return QColor.fromRgbF(*parts)

    def px(self, measure: float | str) -> int:
        """A length at this scale: a number of pixels at scale 1, or a measure such as `height.row`."""
        value = self.measures[measure] if isinstance(measure, str) else measure
        return round(value * self.scale)

    def font(self, role: str = "body") -> QFont:
        """The font of a role: title heading body label strong small small_label small_strong quote tiny tiny_strong
        initials reading.
        """
        return QFont(_font(*self.font_key(role)))

    def font_key(self, role: str) -> tuple[str, int, int, bool]:
        """What makes the font of a role: family, pixels, weight, italic."""
        if role not in self._font_keys:
            kind = self.types[role]
            pixels = max(6, round(self._size(role) * self.scale))
            self._font_keys[role] = self.family, pixels, int(str(kind["weight"])), bool(kind.get("italic", False))
        return self._font_keys[role]

    @functools.cached_property
    def _font_keys(self) -> dict[str, tuple[str, int, int, bool]]:
        return {}

    def line(self, role: str = "body") -> int:
        """The height of one line of a role."""
        step = float(str(self.types[role]["line"]))
        if role == "reading":
            step *= self.reading_px / float(str(self.types[role]["px"]))
        return round(step * self.scale)

    def _size(self, role: str) -> float:
        return self.reading_px if role == "reading" else float(str(self.types[role]["px"]))


@functools.lru_cache(maxsize=128)
def _font(family: str, pixels: int, weight: int, italic: bool) -> QFont:
    font = QFont([family, *other_families()])
    font.setPixelSize(pixels)
    font.setWeight(QFont.Weight(weight))
    font.setItalic(italic)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


@functools.cache
def other_families() -> tuple[str, ...]:
    """The installed families for what the bundled one has no letters for, those of the computer's language first."""
    font = _toml("base")["font"]
    locale, installed = QLocale.system(), set(QFontDatabase.families())
    taiwan = locale.script() == QLocale.Script.TraditionalChineseScript
    language = "zh_Hant" if taiwan else QLocale.languageToCode(locale.language())
    return tuple(dict.fromkeys(name for name in (*font["first"].get(language, ()), *font["others"]) if name in installed))


@functools.lru_cache(maxsize=8192)
def advance(key: tuple[str, int, int, bool], text: str) -> float:
    """The width of a text in the font of a `font_key`."""
    return QFontMetricsF(_font(*key)).horizontalAdvance(text)


@functools.lru_cache(maxsize=8192)
def elided(key: tuple[str, int, int, bool], text: str, width: float) -> str:
    """The beginning of a text that fits into a width in the font of a `font_key`, with an ellipsis where it is cut."""
    return QFontMetricsF(_font(*key)).elidedText(text, Qt.TextElideMode.ElideRight, width)


# ---------------------------------------------------------------- contrast


def contrast(a: QColor, b: QColor) -> float:
    """The contrast of two opaque colours, from 1 to 21 (WCAG 2.1, relative luminance)."""
    low, high = sorted((_luminance(a), _luminance(b)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: QColor) -> float:
    channels = ((c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4) for c in colour.getRgbF()[:3])
    red, green, blue = channels
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


# ---------------------------------------------------------------- loading and applying


@functools.cache
def _toml(name: str) -> dict[str, dict[str, object]]:
    return tomllib.loads(resource(f"themes/{name}.toml").read_text(encoding="utf-8"))


def load(name: ThemeName = "light", scale: float = 1.0, reading_px: int = 15) -> Theme:
    """The theme of this name at this scale, from the files in `resources/themes`."""
    base, tokens = _toml("base"), _toml(name)
    groups = ("space", "radius", "height", "width")
    measures = {f"{group}.{key}": float(str(value)) for group in groups for key, value in base[group].items()}
    return Theme(
        name=name,
        scale=scale,
        colours=MappingProxyType({key: str(value) for key, value in tokens["colour"].items()}),
        codes=MappingProxyType({key: str(value) for key, value in tokens["code"].items()}),
        alphas=MappingProxyType({key: float(str(value)) for key, value in tokens["alpha"].items()}),
        measures=MappingProxyType(measures),
        types=MappingProxyType(base["type"]),  # type: ignore[arg-type]
        family=str(base["font"]["family"]),
        reading_px=reading_px,
    )


def stronger(theme: Theme) -> Theme:
    """The same theme for who asks the system for more contrast: every text in full ink, every line as strong as a second text.

    What is disabled stays readable; colours of categories and of states are as they were.
    """
    ink, line = theme.colours["text"], theme.colours["text2"]
    colours = {**theme.colours, **dict.fromkeys(("text2", "text3", "dim"), ink)}
    colours |= dict.fromkeys(("hair", "strong", "control"), line)
    return replace(theme, colours=MappingProxyType(colours), alphas=MappingProxyType({**theme.alphas, "disabled": 0.7}))


_current: list[Theme] = []


def current() -> Theme:
    """The theme applied last; before the first `apply` the light one at scale 1."""
    if not _current:
        _current.append(load())
    return _current[-1]


@functools.cache
def load_fonts() -> tuple[str, ...]:
    """Makes the bundled fonts known to Qt once; the families found."""
    numbers = [QFontDatabase.addApplicationFont(str(resource(f"fonts/{name}"))) for name in FONT_FILES]
    return tuple(family for number in numbers for family in QFontDatabase.applicationFontFamilies(number))


def apply(app: QApplication, theme: Theme, scale: float | None = None) -> Theme:
    """Gives the whole program this look: fonts, style, palette, sheet, and every dressed widget anew."""
    from intercoder.ui.style import Style

    if scale is not None and scale != theme.scale:
        theme = load(theme.name, scale, theme.reading_px)
    load_fonts()
    _current[:] = [theme]
    if app.property("intercoderStyle") is None:
        app.setStyle(Style())
        app.setProperty("intercoderStyle", True)
    app.setFont(theme.font("body"))
    app.setPalette(palette(theme))
    app.setStyleSheet(sheet(theme))
    for widget in app.allWidgets():
        _dress(widget, theme)
    return theme


def palette(theme: Theme) -> QPalette:
    """Every role of the palette for all three groups: with it alone the program already looks right."""
    roles = {
        "Window": "canvas", "WindowText": "text", "Base": "surface", "AlternateBase": "surface", "Text": "text",
        "Button": "surface", "ButtonText": "text", "BrightText": "danger", "Highlight": "selected",
        "HighlightedText": "text", "Accent": "accent", "PlaceholderText": "text3", "Link": "accent",
        "LinkVisited": "accent", "ToolTipBase": "surface", "ToolTipText": "text", "Light": "surface",
        "Midlight": "hover", "Mid": "hair", "Dark": "strong", "Shadow": "strong",
    }  # fmt: skip
    result = QPalette()
    for role, token in roles.items():
        for group in (QPalette.ColorGroup.Active, QPalette.ColorGroup.Inactive, QPalette.ColorGroup.Disabled):
            result.setColor(group, getattr(QPalette.ColorRole, role), theme.colour(token))
    for role in ("WindowText", "Text", "ButtonText"):
        result.setColor(QPalette.ColorGroup.Disabled, getattr(QPalette.ColorRole, role), _faded(theme, "text"))
    result.setColor(QPalette.ColorGroup.Inactive, QPalette.ColorRole.Highlight, theme.colour("sunken"))
    return result


def sheet(theme: Theme) -> str:
    """The style sheet with every token written out: `$accent` the colour, `$p12` twelve pixels at this scale."""
    values = dict(theme.colours)
    values |= {f"p{n}": str(theme.px(n)) for n in range(1, 65)}
    values["text_off"] = _faded(theme, "text").name()
    values["accent_off"] = _faded(theme, "accent").name()
    values["selection"] = theme.mix("accent", theme.alphas["selection"]).name()
    return Template(resource("themes/window.qss").read_text(encoding="utf-8")).substitute(values)


def _faded(theme: Theme, token: str) -> QColor:
    return theme.mix(token, theme.alphas["disabled"])


# ---------------------------------------------------------------- dressing widgets


def set_kind(widget: QWidget, kind: str) -> None:
    """Chooses the rules of the sheet for this widget (`primary`, `ghost`, `danger`, `canvas`, `second` …)."""
    if widget.property("kind") == kind:
        return
    widget.setProperty("kind", kind)
    if kind in ("canvas", "surface", "sunken"):
        widget.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    if widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):  # else Qt does it before the first paint
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def set_font(widget: QWidget, role: str) -> None:
    """Gives the widget the font of a role, and keeps it there when the scale changes."""
    widget.setProperty(_ROLE, role)
    widget.setFont(current().font(role))


def set_fixed(widget: QWidget, width: float | str | None = None, height: float | str | None = None) -> None:
    """Fixes width or height to a measure (`"height.header"` or pixels at scale 1), at every scale."""
    widget.setProperty(_FIXED, [width, height])
    _fix(widget, current())


def set_margins(layout: QLayout, margins: tuple[int, int, int, int] = (0, 0, 0, 0), spacing: int = 0) -> None:
    """Margins (left, top, right, bottom) and spacing of a layout in pixels at scale 1, at every scale."""
    layout.setProperty(_MEASURES, [*margins, spacing])
    _space(layout, current())


def is_look_change(event: QEvent) -> bool:
    """Whether this `changeEvent` says that theme or scale changed, so that own measures must be taken anew."""
    return event.type() in (QEvent.Type.StyleChange, QEvent.Type.PaletteChange)


def _dress(widget: QWidget, theme: Theme) -> None:
    role = widget.property(_ROLE)
    if role:
        widget.setFont(theme.font(role))
    if widget.property(_FIXED):
        _fix(widget, theme)
    for layout in widget.findChildren(QLayout, options=Qt.FindChildOption.FindDirectChildrenOnly):
        _space_all(layout, theme)


def _space_all(layout: QObject, theme: Theme) -> None:
    if isinstance(layout, QLayout) and layout.property(_MEASURES):
        _space(layout, theme)
    for child in layout.children():
        _space_all(child, theme)


def _fix(widget: QWidget, theme: Theme) -> None:
    width, height = widget.property(_FIXED)
    if width is not None:
        widget.setFixedWidth(theme.px(width))
    if height is not None:
        widget.setFixedHeight(theme.px(height))


def _space(layout: QLayout, theme: Theme) -> None:
    left, top, right, bottom, spacing = (theme.px(float(v)) for v in layout.property(_MEASURES))
    layout.setContentsMargins(left, top, right, bottom)
    layout.setSpacing(spacing)
