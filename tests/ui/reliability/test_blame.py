"""From a finished example project to the definition that is to blame for an alpha, in five clicks or keys."""

import shutil

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from intercoder.ui.reliability.model import ALPHA


def test_five_clicks_and_keys_lead_from_the_opened_project_to_the_doubtful_definition(make_window, demo_run, tmp_path, qtbot):
    window = make_window(shutil.copy(demo_run.project, tmp_path / "example.intercoder"))
    QTest.keyClick(window, Qt.Key.Key_5, Qt.KeyboardModifier.ControlModifier)  # 1: the place Reliability
    place = window.place
    qtbot.waitUntil(lambda: place.report is not None and not place.is_out_of_date, timeout=60_000)
    header = place.table.horizontalHeader()
    middle = header.sectionViewportPosition(ALPHA) + header.sectionSize(ALPHA) // 2
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(middle, header.height() // 2))  # 2: worst first
    worst = place.table.rows.rows[0]
    rect = place.table.visualRect(place.table.rows.index(0, 0))
    QTest.mouseClick(place.table.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())  # 3: opens it
    assert place.table.open_report.variable == worst.variable
    assert place.detail.shown_units > 0
    assert place.detail.passage.isVisible()
    assert place.detail.units.definition.text()  # the definition stands under the passage already
    QTest.keyClick(place.table, Qt.Key.Key_2)  # 4: codebook unclear, which opens the definition
    assert window.place is not place
    assert place.detail.passage.text[:20] in window.place.notice.text
