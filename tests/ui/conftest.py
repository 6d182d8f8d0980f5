"""Windows without a screen, in the bundled font; widgets of a test live in the theme it asks for."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtWidgets import QApplication

from intercoder.ui import theme


@pytest.fixture
def look(qapp: QApplication):
    """Applies a theme by name and scale; afterwards the light one at scale 1 is back."""

    def apply(name: theme.ThemeName = "light", scale: float = 1.0) -> theme.Theme:
        return theme.apply(qapp, theme.load(name, scale))

    apply()
    yield apply
    apply()
