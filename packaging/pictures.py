"""Paints the pictures of the help pages: the window on the example study, without a screen. Run by `make pictures`."""

import os
import tempfile
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, QSettings, QTimer

from intercoder.tasks.demo import demo
from intercoder.ui.app import make_app
from intercoder.ui.window import Window

PICTURES = Path(__file__).parents[1] / "resources" / "help" / "pictures"
SIZE = (1440, 900)
SHOWN = (  # file, place, look, who looks
    ("code_light", "code", "light", "A"),
    ("code_dark", "code", "dark", "A"),
    ("lanes_light", "code", "light", "Lead"),
    ("reliability_light", "reliability", "light", "Lead"),
)
SETTLING_MS = 6_000  # intervals are computed in the background


def settle() -> None:
    """Lets the window and its background jobs work for a while."""
    loop = QEventLoop()
    QTimer.singleShot(SETTLING_MS, loop.quit)
    loop.exec()


def paint(folder: Path) -> None:
    """Makes the example study in `folder`, and a picture of each place that is shown."""
    demo(folder / "demo", print)
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(folder))  # nobody's own settings
    make_app()
    window = Window()
    window.resize(*SIZE)
    window.show()
    window.open_path(str(folder / "demo" / "example.intercoder"))
    PICTURES.mkdir(parents=True, exist_ok=True)
    for name, place, look, coder in SHOWN:
        window.session.choose_coder(coder)
        window.set_look(look)
        window.go(place)
        settle()
        picture = PICTURES / f"{name}.png"
        if not window.grab().save(str(picture)):
            raise OSError(f"{picture} could not be written")
        print(picture)
    window.close()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as made:
        paint(Path(made))
