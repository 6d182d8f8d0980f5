"""Qt's binding keeps its reference counts: PySide6 6.12 on Python 3.11 did not, and aborted after some thousand calls."""

import subprocess
import sys

import pytest

CALLS = """
import sys
from PySide6.QtCore import QCoreApplication, QObject, QRunnable, QThreadPool, Signal
from PySide6.QtGui import QColor, QImage, QPainter

class Teller(QObject):
    told = Signal(int)

app = QCoreApplication([])
before = sys.getrefcount(None), sys.getrefcount(True)
thing, picture = QObject(), QImage(4, 4, QImage.Format.Format_RGB32)
painter, black = QPainter(picture), QColor(0, 0, 0)
for _ in range(50_000):
    thing.setObjectName("x")
    painter.fillRect(0, 0, 1, 1, black)
painter.end()
teller = Teller()
def tell():
    for number in range(20_000):
        teller.told.emit(number)
QThreadPool.globalInstance().start(QRunnable.create(tell))
QThreadPool.globalInstance().waitForDone()
after = sys.getrefcount(None), sys.getrefcount(True)
print(max(abs(a - b) for a, b in zip(before, after)))
"""


def test_a_hundred_thousand_calls_leave_the_reference_counts_alone():
    run = subprocess.run([sys.executable, "-c", CALLS], capture_output=True, text=True, timeout=120)
    assert run.returncode == 0, run.stderr
    if sys.version_info < (3, 12):
        assert int(run.stdout) < 1_000  # first use costs some hundred once; lost references would be 100,000


@pytest.mark.parametrize("module", ["QtWidgets", "QtSvg", "QtPrintSupport", "QtNetwork"])
def test_essentials_has_what_the_window_needs(module):
    assert __import__(f"PySide6.{module}")
