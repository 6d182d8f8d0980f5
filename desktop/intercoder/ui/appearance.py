"""Brings the look and the size of type that the settings ask for upon the program."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontInfo, QGuiApplication
from PySide6.QtWidgets import QApplication

from intercoder.ui import settings, theme


def apply_settings(kept: settings.Settings) -> None:
    """Gives the program the look and size that the settings ask for."""
    app = QApplication.instance()
    look = kept.word(settings.LOOK)
    if look == "system":
        dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
        look = "dark" if dark else "light"
    scale = system_scale(app) * kept.number(settings.ZOOM) / 100
    wanted = theme.load(look, scale, kept.number(settings.READING))
    theme.apply(app, theme.stronger(wanted) if wants_contrast() else wanted)


def wants_contrast() -> bool:
    """Whether the system asks for more contrast."""
    hints = QGuiApplication.styleHints()  # kept: what belongs to it goes with the Python object
    return hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast


def system_scale(app: QApplication) -> float:
    """How large the system's own font is, against the 13 pixels of the measures; never below 1."""
    known = app.property("systemFontPixels")
    if known is None:
        known = QFontInfo(QApplication.font()).pixelSize()
        app.setProperty("systemFontPixels", known)
    return max(1.0, known / 13)
