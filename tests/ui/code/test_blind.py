"""In a blind round nothing that another coder coded is shown anywhere: no view, list, search, palette, tooltip or history."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractItemView, QWidget

from intercoder.ui.care.history import HistoryDialog
from intercoder.ui.export.dialog import ExportDialog
from intercoder.ui.text.reader import Reader

LEAD, OTHER = "Aylin Kaya", "Ben Maurer"
PLANTED = "PLANTED"


def plant(project, unit) -> None:
    """Codes a comment with everything that somebody else could read."""
    codings = project.codings
    span = codings.highlight(unit.id, "argument", 1, 7, 16)
    codings.write_memo(unit.id, f"{PLANTED} on the span", span.id)
    codings.write_memo(unit.id, f"{PLANTED} on the unit")
    codings.answer(unit.id, "strength", "2", span=span.id)
    codings.answer(unit.id, "army", "2")
    codings.answer(unit.id, "note", f"{PLANTED} note")
    codings.doubt(unit.id, f"{PLANTED} doubt")
    codings.answer(unit.id, "incivility", "0")
    codings.finish(unit.id)


@pytest.fixture(params=[(LEAD, OTHER), (OTHER, LEAD)], ids=["the lead", "a coder"])
def blind(request, desk):
    """The desk of one who codes in a blind round, in which another one has coded the first comment."""
    looks, coded = request.param
    project, unit = desk.session.project, desk.unit
    comments = [u.id for u in desk.coded.units.values() if u.kind == "comment"]
    project.plan.assign([LEAD, OTHER], "main", comments)
    desk.session.set_coder(coded)
    plant(project, unit)
    desk.session.set_coder(looks)
    desk.show_unit(unit.id)
    return desk


def told(root: QWidget) -> list[str]:
    """Every word that any widget below `root` shows, or tells a screen reader."""
    words = []
    for widget in (root, *root.findChildren(QWidget)):
        for name in ("text", "toPlainText", "title", "placeholderText", "full"):
            tell = getattr(widget, name, None)
            if callable(tell) and not isinstance(widget, Reader):
                words.append(str(tell()))
        words += [widget.toolTip(), widget.statusTip(), widget.accessibleName(), widget.accessibleDescription()]
        if (interface := QAccessible.queryAccessibleInterface(widget)) is not None:
            words += [interface.text(role) for role in (QAccessible.Text.Name, QAccessible.Text.Description)]
        if isinstance(widget, QAbstractItemView) and widget.model() is not None:
            model = widget.model()
            for row in range(model.rowCount()):
                for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
                    words.append(str(model.index(row, 0).data(role)))
    words += [action.text() for action in root.findChildren(type(root.menus.undo))]
    return words


def test_no_widget_tells_what_another_coded(blind):
    assert [word for word in told(blind.window()) if PLANTED in word] == []


def test_neither_text_nor_margin_nor_list_shows_a_highlight_of_another(blind, look):
    assert blind.coded.views == []
    assert blind.coded.memos == []
    assert [coder.name for coder in blind.coded.coders] == [blind.session.project.coder.name]
    blind.reader.grab()
    assert blind.reader.margin.marks == []
    assert blind.reader.spans_at(blind.reader.point_of(blind.unit.id, 10)) == []
    assert blind.here.list.model().rowCount() == 0
    picture = blind.reader.viewport().grab().toImage()
    point = blind.reader.point_of(blind.unit.id, 10)
    blue = look().code("blue").name()
    assert blue not in {picture.pixelColor(point + QPoint(0, y)).name() for y in range(-14, 24)}


def test_the_form_shows_no_answer_of_another(blind):
    assert not any(card.is_answered() for card in blind.form.cards)
    assert blind.session.worklist.item(blind.unit.id).state == "open"


def test_the_palette_and_the_history_know_nothing_of_another(blind):
    project = blind.session.project
    window = blind.window()
    window.open_palette()
    assert not [label for label in window.palette_of_commands.labels() if PLANTED in label]
    assert project.codings.last_used() == []
    assert "Reason" not in window.menus.undo.text()
    assert PLANTED not in window.menus.undo.text()


def test_a_search_marks_nothing_as_highlighted_by_another(blind, qtbot):
    blind.searching.open()
    page = blind.searching.page
    page.field.setText("Gen Kaini")
    page.start()
    qtbot.waitUntil(lambda: page.list.model().rowCount() == 1)
    row = page.list.model().index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "chosen" in row
    assert "highlighted" not in row
    assert "finished" not in row


def test_no_place_of_the_window_tells_what_another_coded(blind, qtbot, qapp):
    window = blind.window()
    for place in sorted(window.offered()):
        window.go(place)
        qtbot.waitUntil(lambda: window.progress.isHidden())
        qapp.processEvents()
        assert [word for word in told(window) if PLANTED in word] == [], place


def test_the_history_of_the_unit_holds_no_step_of_another(blind, monkeypatch):
    shown = []
    monkeypatch.setattr(HistoryDialog, "ask", lambda name, entries, _parent: shown.append(entries))
    blind.window().menus.history.trigger()
    assert shown == [[]]


def test_finding_and_the_list_of_codings_know_the_text_alone(blind, press):
    blind.reader.setFocus()
    press((Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier), PLANTED)
    assert blind.find.told() == "not found"
    press(Qt.Key.Key_Escape, "]")
    assert blind.reader.current_span is None
    blind.queue.set_filter("doubt")
    assert blind.queue.filters["doubt"].accessibleName() == "Doubt: 0"


def test_only_the_lead_exports_from_a_file_with_a_blind_round(blind, monkeypatch):
    asked = []
    monkeypatch.setattr(ExportDialog, "ask", lambda *_facts: asked.append(True))
    blind.window().export()
    is_lead = blind.session.project.coder.name == LEAD
    assert asked == ([True] if is_lead else [])
    assert is_lead or "not the lead" in blind.window().notice.text


def test_the_lead_sees_lane_by_lane_after_finishing(desk):
    project, unit = desk.session.project, desk.unit
    project.plan.assign([LEAD, OTHER], "main", [u.id for u in desk.coded.units.values() if u.kind == "comment"])
    for coder in (OTHER, LEAD):
        desk.session.set_coder(coder)
        plant(project, unit)
    desk.show_unit(unit.id)
    assert {view.initials for view in desk.coded.views} == {"AK", "BM"}
    chips = desk.header._chips.chips
    assert [chip.accessibleName() for chip in chips] == [f"Lane of {LEAD}", f"Lane of {OTHER}"]
    chips[1].click()
    assert {view.initials for view in desk.coded.views} == {"AK"}
    assert not any(OTHER in row.words for row in desk.coded.rows_here(unit))
    chips[1].click()
    assert {view.initials for view in desk.coded.views} == {"AK", "BM"}
