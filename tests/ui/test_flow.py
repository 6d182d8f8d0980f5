"""Items that flow: all of them are seen at any width, and none lies on another."""

from itertools import combinations

import pytest
from PySide6.QtWidgets import QLabel, QScrollArea, QVBoxLayout, QWidget

from intercoder.ui import theme
from intercoder.ui.flow import Flow


@pytest.fixture
def area(qtbot, look) -> QScrollArea:
    """Ten items of several heights, in a column that scrolls."""
    look()
    area, inner = QScrollArea(), QWidget()
    area.setWidgetResizable(True)
    column = QVBoxLayout(inner)
    flow = Flow(inner, 8)
    for number in range(10):
        item = QLabel(f"item {number}", flow)
        theme.set_fixed(item, width=90, height=24 if number % 3 else 40)
        flow.items.append(item)
    column.addWidget(flow)
    column.addStretch(1)
    area.setWidget(inner)
    area.resize(620, 120)
    qtbot.addWidget(area)
    with qtbot.waitExposed(area):
        area.show()
    return area


@pytest.mark.parametrize("widths", [(620, 320), (320, 620), (620, 210, 330), (900, 128)])
def test_every_item_is_seen_at_any_width(area, qapp, widths):
    flow = area.findChild(Flow)
    for width in widths:
        area.resize(width, 120)
        qapp.processEvents()
        assert flow.height() == flow.heightForWidth(flow.width())
        assert all(flow.rect().contains(item.geometry()) for item in flow.items)
        assert not any(one.geometry().intersects(other.geometry()) for one, other in combinations(flow.items, 2))
