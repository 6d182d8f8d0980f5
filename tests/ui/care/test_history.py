"""The history of a unit in the window: newest first, in words, and blind where the round is."""

import pytest
from PySide6.QtCore import Qt

from intercoder.project import Project
from intercoder.project.history import HistoryEntry
from intercoder.ui.care.history import AFTER, BEFORE, CODER, WHAT, HistoryDialog, HistoryModel, plain


@pytest.fixture
def shown(monkeypatch):
    """What the window showed: (name of the unit, entries)."""
    found: list[tuple[str, list]] = []
    monkeypatch.setattr(HistoryDialog, "ask", lambda name, entries, _parent: found.append((name, entries)))
    return found


def cells(model: HistoryModel, row: int) -> list[str]:
    return [model.index(row, column).data() for column in range(model.columnCount())]


def entry(**facts: object) -> HistoryEntry:
    usual = {"at": 1_700_000_000_000, "coder": "Ben", "by": "Ben", "round": "main", "unit": "A0001", "step": "Answer Topic",
             "what": "Topic", "before": None, "after": "1 Talks"}  # fmt: skip
    return HistoryEntry(**(usual | facts))


def test_the_history_of_the_coded_unit_shows_each_answer_with_what_stood_before(desk, press, qtbot, shown):
    window = desk.window()
    press("1")
    desk.form.focus_question(0)
    press("2")
    window.menus.history.trigger()
    (name, entries), model = shown[0], HistoryModel(shown[0][1])
    assert name.startswith("A0001-")
    assert len(entries) >= 2
    first, second = entries[-2:]
    assert (first.before, second.before) == (None, first.after)
    assert cells(model, 0)[AFTER] == second.after


def test_the_history_of_an_article_opens_from_corpus(make_window, desk_file, shown):
    with Project.open(desk_file) as project:
        project.codings.answer(1, "topic", "2")
    window = make_window(desk_file)
    window.go("corpus")
    window.menus.history.trigger()
    assert shown[0][0] == "A0001"
    assert [e.after for e in shown[0][1]]


def test_in_a_blind_round_the_lead_who_still_codes_sees_nothing_of_others(make_window, desk_file, shown):
    with Project.open(desk_file) as project:
        project.plan.assign(["Ben Maurer", "Aylin Kaya"], "main")
        project.set_coder("Ben Maurer")
        project.codings.answer(1, "topic", "2")
    window = make_window(desk_file)
    window.go("corpus")
    window.menus.history.trigger()
    assert shown[0][1] == []


def test_the_newest_change_stands_first_and_names_who_did_it_for_whom():
    model = HistoryModel([entry(after="old"), entry(at=1_700_000_001_000, by="Ada", after="new", before="old")])
    assert cells(model, 0)[CODER] == "Ben, by Ada"
    assert [cells(model, row)[AFTER] for row in (0, 1)] == ["new", "old"]
    assert [cells(model, row)[BEFORE] for row in (0, 1)] == ["old", "–"]


def test_a_memo_with_line_breaks_and_tags_stays_one_plain_line():
    model = HistoryModel([entry(what="Memo", after="<b>یہ</b>\nsecond\u2028line 👨‍👩‍👧")])
    assert cells(model, 0)[WHAT] == "Memo"
    assert cells(model, 0)[AFTER] == "<b>یہ</b> second line 👨‍👩‍👧"
    tip = model.index(0, AFTER).data(Qt.ItemDataRole.ToolTipRole)
    assert tip.startswith("&lt;b>یہ&lt;/b><br>")


def test_what_holds_no_tag_is_left_as_it_is():
    assert plain("3 > 2 and\nmore") == "3 > 2 and\nmore"


def test_the_model_of_the_history_keeps_the_rules_of_qt(qtmodeltester):
    qtmodeltester.check(HistoryModel([entry(), entry()]))


def test_an_empty_history_says_so(make_window):
    dialog = HistoryDialog("A0001", [], make_window())
    assert dialog.table.isHidden()
