"""The window is painted before anything heavy is imported."""

import os
import subprocess
import sys
from pathlib import Path

START = """
import sys
from PySide6.QtCore import QSettings
QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, sys.argv[1])
from intercoder.ui.app import make_app
app = make_app()
from intercoder.ui.window import Window
window = Window()
window.show()
app.processEvents()
assert not window.grab().isNull()
print(sorted({"pandas", "numpy", "sqlite_utils", "sqlite3", "openpyxl", "lxml"} & set(sys.modules)))
"""


def test_the_window_paints_before_anything_heavy_is_imported(tmp_path):
    desktop = Path(__file__).parents[2] / "desktop"
    env = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(desktop)}
    run = subprocess.run([sys.executable, "-c", START, str(tmp_path)], capture_output=True, text=True, env=env, timeout=60)
    assert run.returncode == 0, run.stderr
    assert run.stdout.strip() == "[]"
