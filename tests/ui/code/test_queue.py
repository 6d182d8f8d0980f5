"""The list of the queue stays quick with many articles, and true to its rows."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from intercoder.ui import theme
from intercoder.ui.code.queue import QueueList, QueueModel, QueueRows
from intercoder.ui.code.queue_rows import GroupRow, UnitRow


@pytest.fixture
def rows():
    """An open article with two comments between many closed ones."""
    comments = [UnitRow(11, "1", "👩🏽‍🚀 yes", "open"), UnitRow(12, "2", "جی ہاں", "started")]
    closed = [GroupRow(number, "Article alone", False) for number in range(3, 300)]
    return [GroupRow(1, "Article alone", False), GroupRow(2, "2 comments", True), *comments, *closed]


@pytest.fixture
def queue(qtbot, rows):
    """The list, and a note of each row whose height was asked for."""
    model, asked = QueueModel(None), []
    shown = QueueList()
    qtbot.addWidget(shown)
    model.title_of = str
    shown.setModel(model)
    shown.setItemDelegate(QueueRows(shown))
    model.set_rows(rows)
    shown.resize(300, 400)
    shown.show()
    qtbot.waitExposed(shown)
    data = QueueModel.data

    def noted(index, role=Qt.ItemDataRole.DisplayRole):
        if role == Qt.ItemDataRole.SizeHintRole:
            asked.append(index.row())
        return data(model, index, role)

    model.data = noted
    shown.visualRect(model.index(4))
    QApplication.processEvents()
    asked.clear()
    return shown, model, asked


def test_an_answer_asks_no_row_out_of_sight_for_its_height(queue, qtbot):
    shown, model, asked = queue
    model.replace(UnitRow(12, "2", "جی ہاں", "done"))
    QApplication.processEvents()
    assert shown.visualRect(model.index(3)).isValid()
    assert max(asked, default=0) < 30


def test_an_answer_is_painted_in_its_row(queue, qtbot):
    shown, model, _ = queue
    before = shown.grab().toImage()
    model.replace(UnitRow(12, "2", "جی ہاں", "done"))
    assert shown.grab().toImage() != before


def test_a_group_is_taller_than_a_unit_at_every_size_of_type(queue, qtbot):
    shown, model, _ = queue
    look = theme.current()
    heights = [shown.visualRect(model.index(row)).height() for row in range(5)]
    assert heights == [look.px("height.row_two")] * 2 + [look.px(30)] * 2 + [look.px("height.row_two")]
