"""Every window and dialog by keyboard and screen reader alone: named, reached by Tab, in the order in which it is read, and
no letter taken twice.
"""

import importlib
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QDialog, QLabel, QPushButton, QRadioButton, QWidget
from shiboken6 import isValid

import intercoder.ui
from intercoder.project.codebook_difference import Change
from intercoder.records import Category
from intercoder.ui.background import Job

MOST_TABS = 400  # presses of Tab after which a ring should be closed


@dataclass(frozen=True)
class Given:
    """What a dialog is made from: a window on the small study, and a folder for files."""

    window: QWidget
    folder: Path

    @property
    def project(self):
        """The open project."""
        return self.window.session.project

    def dump(self) -> Path:
        """A table of comments with an empty row."""
        path = self.folder / "a.csv"
        path.write_text("author,comment,email\nAda,Gut,ada@example.org\n,,\nBen,Nein 😀,b@example.org\n", "utf-8")
        return path


# ------------------------------------------------------------------ how each dialog is made


def _import(given: Given) -> QDialog:
    from intercoder.tasks.preview import Previews
    from intercoder.ui.corpus.importing.dialog import ImportDialog

    previews = Previews([given.dump()])
    return ImportDialog(previews, previews.files(), given.window)


def _apply(given: Given) -> QDialog:
    from intercoder.tasks.dump_profile import PLAIN
    from intercoder.tasks.preview import Previews
    from intercoder.ui.corpus.importing.apply_dialog import ApplyDialog
    from intercoder.ui.corpus.importing.dialog import ImportDialog

    previews = Previews([given.dump()])
    looking = ImportDialog(previews, previews.files(), given.window).looking
    return ApplyDialog(previews, looking.profiles, PLAIN, (), given.window)


def _issues(given: Given) -> QDialog:
    from intercoder.ui.corpus.importing.issues import IssuesDialog, Reported

    dialog = _import(given)
    wait(lambda: dialog.looking.whole is not None)
    return IssuesDialog(Reported.of_preview(dialog.looking.whole), given.window)


def _foreign(given: Given) -> QDialog:
    from intercoder.ui.corpus.foreign_dialog import ForeignDialog

    document = {
        "origin": "NVivo", "texts": 1, "codes": 2, "users": ["نادر"], "highlights": 3, "clean": 1, "offsets": "utf16",
        "quotes": ["nister 🙂 l"], "ignored": {"Links": 2}, "warnings": ["One text is empty."],
        "ways": ["codepoint", "utf16"],
    }  # fmt: skip
    return ForeignDialog(document, given.window)


def _duplicates(given: Given) -> QDialog:
    from intercoder.ui.corpus.duplicates.window import DuplicatesWindow

    return DuplicatesWindow(given.window.session, given.window)


def _facts(given: Given) -> QDialog:
    from intercoder.ui.corpus.facts_dialog import FactsDialog

    session = given.window.session
    return FactsDialog(session, session.project.material.article_ids()[0], given.window)


def _boilerplate(given: Given) -> QDialog:
    from intercoder.project.review_counts import RepeatedLine
    from intercoder.ui.corpus.review.boilerplate import BoilerplateDialog

    return BoilerplateDialog([RepeatedLine("نادر 😀", (1, 2, 3), 3), RepeatedLine("Report", (4, 5), 2)], given.window)


def _choose(given: Given) -> QDialog:
    from intercoder.ui.corpus.review.dialogs import ChooseDialog

    return ChooseDialog("Answers", "Which comment does it answer?", "Answers it", [(1, "Nadir"), (2, "نادر")], 1, given.window)


def _backups(given: Given) -> QDialog:
    from intercoder.ui.care.keeping import BackupsDialog

    backup = {
        "file": "b", "at": 1_700_000_000_000, "reason": "daily", "sound": True, "steps_since": 2, "codings": {"Ada": 3},
        "articles": 1, "comments": 3, "last_step": "Answer", "last_step_at": 1_700_000_000_000,
    }  # fmt: skip
    return BackupsDialog(Path("study.intercoder"), [backup], given.window)


def _merges(given: Given) -> QDialog:
    from intercoder.project.take_back import Merged
    from intercoder.ui.care.merges import MergesDialog

    merged = Merged(1, 1_700_000_000_000, "ben.intercoder", "Ben", ("main",), 3, 0, 0, 0, None)
    return MergesDialog([merged], lambda _number: (), False, given.window)


def _returned(given: Given) -> QDialog:
    from intercoder.ui.care.returned_dialog import ReturnedDialog

    package = {
        "file": "ben.intercoder", "known": False, "rounds": ["main"], "codebook_version": "1.0", "new": 3, "changed": 0,
        "identical": 0, "removed": 0, "unknown": 0, "coder": "Ben", "conflicts": [],
    }  # fmt: skip
    return ReturnedDialog({"packages": [package], "refused": []}, False, given.window)


def _history(given: Given) -> QDialog:
    from intercoder.project.history import HistoryEntry
    from intercoder.ui.care.history import HistoryDialog

    entry = HistoryEntry(1_700_000_000_000, "Ada", "Ada", "main", "A0001-C001", "Answer", "Note", None, "so it is")
    return HistoryDialog("A0001-C001", [entry], given.window)


def _export(given: Given) -> QDialog:
    from intercoder.ui.export.dialog import ExportDialog, Study

    return ExportDialog(given.window, str(given.folder), Study(("main",), ("Ada", "Ben"), ("topic", "army")))


def _changes() -> tuple[Change, ...]:
    return (Change("army", 1, None, "label", "Role of the army: label", "Army", "Role of the army", "editorial", "asked"),)


def _freeze(given: Given) -> QDialog:
    from intercoder.ui.codebook.freeze_dialog import FreezeDialog

    given.project.codebook.freeze("1.0")
    given.project.codebook.change_variable("army", label="The army")
    return FreezeDialog(given.project.codebook.draft().changes, "1.0", lambda _changes: 2, given.window)


def _changed(given: Given) -> QDialog:
    from intercoder.ui.codebook.freeze_dialog import ChangesDialog

    return ChangesDialog([("Draft", "", ()), ("v1.0", "After the pilot", ())], given.window)


def _army(given: Given):
    return given.project.codebook.variable("army")


def _merge_categories(given: Given) -> QDialog:
    from intercoder.ui.codebook.category_dialogs import MergeDialog

    return MergeDialog(_army(given), _army(given).categories[0], 3, given.window)


def _remove_category(given: Given) -> QDialog:
    from intercoder.ui.codebook.category_dialogs import RemoveDialog

    return RemoveDialog("Stated", 3, "Merging keeps them.", given.window)


def _split_category(given: Given) -> QDialog:
    from intercoder.project.codebook_use import CategoryUse
    from intercoder.ui.codebook.category_dialogs import SplitDialog

    return SplitDialog(Category(1, "Yes"), (CategoryUse(1, 1, 5, 0, "A1", "Ada", "main", "نادر 😀"),), given.window)


def _reliability_sample(given: Given) -> QDialog:
    from intercoder.ui.plan.wizard import ReliabilityDialog

    given.project.plan.add_coder("Ben")
    return ReliabilityDialog(given.project, given.window)


def _sample(given: Given) -> QDialog:
    from intercoder.ui.plan.sample_dialog import SampleDialog

    return SampleDialog(given.project, given.window)


def _assign(given: Given) -> QDialog:
    from intercoder.ui.plan.assign_dialog import AssignDialog

    given.project.plan.add_coder("Ben")
    return AssignDialog(given.project, "main", given.window)


def _name(given: Given) -> QDialog:
    from intercoder.ui.asking import NameQuestion

    return NameQuestion("Rename", "Another name.", "Rename", "Ada", given.window)


def _packages(given: Given) -> QDialog:
    from intercoder.ui.plan.dialogs import PackagesDialog

    return PackagesDialog(["Ada", "Ben"], given.window)


def _fault(given: Given) -> QDialog:
    from intercoder.ui.faults import FaultDialog

    return FaultDialog("Traceback …", given.window)


def _keys(given: Given) -> QDialog:
    from intercoder.ui.keys import KeysDialog

    return KeysDialog(given.window, {"g": "Reason"})


def _rules(given: Given) -> QDialog:
    from intercoder.ui.reliability.rules_dialog import RulesDialog

    return RulesDialog(given.project.reliability.rules, given.window)


DIALOGS: dict[str, Callable[[Given], QDialog]] = {
    "ApplyDialog": _apply, "AssignDialog": _assign, "BackupsDialog": _backups, "BoilerplateDialog": _boilerplate,
    "ChangesDialog": _changed,
    "ChooseDialog": _choose, "DuplicatesWindow": _duplicates, "ExportDialog": _export,
    "FactsDialog": _facts, "FaultDialog": _fault,
    "ForeignDialog": _foreign, "FreezeDialog": _freeze, "HistoryDialog": _history, "ImportDialog": _import,
    "IssuesDialog": _issues, "KeysDialog": _keys, "MergeDialog": _merge_categories, "MergesDialog": _merges,
    "NameQuestion": _name, "PackagesDialog": _packages, "ReliabilityDialog": _reliability_sample,
    "RemoveDialog": _remove_category, "ReturnedDialog": _returned, "RulesDialog": _rules, "SampleDialog": _sample,
    "SplitDialog": _split_category,
}  # fmt: skip
FRAMES = {"Asking", "_Asking"}
"""What other dialogs are built on."""
FLEETING = {"WaitingDialog", "WritingDialog"}
"""Only a progress line with its button, closed by itself."""


# ------------------------------------------------------------------ what is looked at


def wait(until: Callable[[], bool], presses: int = 2_000) -> None:
    """Lets the window live until something holds."""
    for _ in range(presses):
        if until():
            return
        QTest.qWait(5)
    raise AssertionError("It did not come about.")


def seen(root: QWidget) -> list[QWidget]:
    """Everything in sight that belongs to this window."""
    return [w for w in root.findChildren(QWidget) if w.isVisible() and w.window() is root.window()]


def focusable(root: QWidget) -> list[QWidget]:
    """What takes the focus by Tab; of radio buttons that belong together the one that is chosen."""
    found = [w for w in seen(root) if w.isEnabled() and w.focusPolicy() & Qt.FocusPolicy.TabFocus and w.focusProxy() is None]
    return [w for w in found if not _is_behind(w)]


def _is_behind(widget: QWidget) -> bool:
    """Of buttons of which one alone is chosen, Tab goes to that one, and the arrows to the others."""
    if not isinstance(widget, QAbstractButton) or widget.isChecked():
        return False
    group = widget.group()
    together = group.buttons() if group is not None and group.exclusive() else []
    if isinstance(widget, QRadioButton) and group is None:
        together = [b for b in widget.parentWidget().children() if isinstance(b, QRadioButton)]
    return any(b.isChecked() and b.isVisible() for b in together)


def spoken(widget: QWidget) -> str:
    """The name that a screen reader says."""
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name).strip()


def called(widget: QWidget) -> str:
    """A widget in words, for a message."""
    return f"{type(widget).__name__} “{widget.accessibleName() or spoken(widget)}”"


def nameless(root: QWidget) -> list[str]:
    """What takes the focus and has no name, or no more than that of its class."""
    found = []
    for widget in seen(root):
        if isinstance(widget.parent(), QComboBox):
            continue  # the field of a list that can be typed into is told with it
        name = widget.accessibleName() if isinstance(widget, QComboBox) else spoken(widget)
        if widget.focusPolicy() != Qt.FocusPolicy.NoFocus and (not name or name == type(widget).__name__):
            found.append(f"{type(widget).__name__} in {type(widget.parent()).__name__}")
    return found


def same_letters(root: QWidget) -> list[tuple[str, str]]:
    """Pairs of words that ask for the same key with Alt."""
    taken: dict[str, str] = {}
    twice = []
    for widget in seen(root):
        is_label = isinstance(widget, QLabel) and widget.buddy() is not None
        words = widget.text() if is_label or isinstance(widget, QAbstractButton) else ""
        letter = QKeySequence.mnemonic(words).toString()
        if letter and letter in taken:
            twice.append((taken[letter], words))
        taken.setdefault(letter, words)
    return twice


def by_tab(root: QWidget) -> list[QWidget]:
    """What Tab comes to, in its order, from where the focus is, until it comes back."""
    went: list[QWidget] = []
    for _ in range(MOST_TABS):
        now = QApplication.focusWidget()
        if now is None or now in went:
            break
        went.append(now)
        QTest.keyClick(now, Qt.Key.Key_Tab)
    return went


def unreached(root: QWidget, went: list[QWidget]) -> list[str]:
    """What takes the focus, and Tab does not come to."""
    return [called(w) for w in focusable(root) if w not in went]


def turned_back(went: list[QWidget]) -> list[str]:
    """Steps of Tab that go up within one column of the window, or to the left within one line."""
    found = []
    places = [(w, QRect(w.mapTo(w.window(), QPoint()), w.size())) for w in went]
    first = min(range(len(places)), key=lambda n: (places[n][1].top(), places[n][1].left()), default=0)
    places = places[first:] + places[:first]
    for (before, a), (after, b) in pairwise(places):
        on_a_line = min(a.bottom(), b.bottom()) - max(a.top(), b.top()) > min(a.height(), b.height()) / 2
        if before.isAncestorOf(after):
            continue
        same_column = b.left() <= a.right() and a.left() <= b.right()
        if (on_a_line and b.right() <= a.left()) or (not on_a_line and same_column and b.bottom() <= a.top()):
            found.append(f"{called(before)} -> {called(after)}")
    return found


@pytest.fixture
def given(make_window, desk_file, tmp_path) -> Given:
    return Given(make_window(desk_file), tmp_path)


@pytest.fixture
def shown(given, qtbot):
    """Makes a dialog, shows it and waits until it has the focus and nothing runs; closed at the end."""
    made: list[QDialog] = []

    def show(name: str) -> QDialog:
        dialog = DIALOGS[name](given)
        made.append(dialog)
        dialog.open()
        qtbot.waitUntil(lambda: QApplication.activeWindow() is dialog)
        qtbot.waitUntil(lambda: not dialog.findChildren(Job))
        return dialog

    yield show
    for dialog in filter(isValid, made):
        dialog.done(0)


# ------------------------------------------------------------------ the tests


def test_every_dialog_of_the_program_is_looked_at():
    for module in pkgutil.walk_packages(intercoder.ui.__path__, "intercoder.ui."):
        importlib.import_module(module.name)

    def below(kind: type) -> set[type]:
        return {each for sub in kind.__subclasses__() for each in (sub, *below(sub))}

    there = {kind.__name__ for kind in below(QDialog) if kind.__module__.startswith("intercoder.")}
    assert there - FRAMES - FLEETING == {name.partition(" of ")[0] for name in DIALOGS}


@pytest.mark.parametrize("name", sorted(DIALOGS))
def test_a_dialog_is_named_and_reached_by_tab_in_the_order_in_which_it_is_read(shown, name):
    dialog = shown(name)
    assert dialog.windowTitle()
    assert nameless(dialog) == []
    assert same_letters(dialog) == []
    if QApplication.focusWidget() is None or QApplication.focusWidget().window() is not dialog:
        focusable(dialog)[0].setFocus(Qt.FocusReason.TabFocusReason)
    fields = [w for w in focusable(dialog) if not isinstance(w, QPushButton)]
    assert not fields or QApplication.focusWidget() is not getattr(dialog, "cancel", None)
    went = by_tab(dialog)
    assert unreached(dialog, went) == []
    assert turned_back(went) == []
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert not isValid(dialog) or not dialog.isVisible()


@pytest.mark.parametrize("name", sorted(DIALOGS))
def test_a_dialog_is_no_larger_than_its_window_with_large_type(given, shown, look, name):
    look("light", 2.0)
    given.window.resize(1440, 900)
    dialog = shown(name)
    assert dialog.width() <= 1440
    assert dialog.height() <= 900


@pytest.mark.parametrize("size", [(1440, 900), (1024, 640)])
@pytest.mark.parametrize("key", ["corpus", "codebook", "plan", "code", "reliability"])
def test_a_place_is_named_and_reached_by_tab_and_f6(make_window, study, qtbot, key, size):
    window = make_window(study, size)
    window.session.choose_coder(window.session.project.coder.name)
    window.session.set_round("pilot")
    window.go(key)
    qtbot.waitUntil(lambda: not window.findChildren(Job))
    assert nameless(window) == []
    assert same_letters(window) == []
    went: list[QWidget] = []
    for _ in range(6):  # Tab stays within the questions while one codes; F6 leaves them
        for widget in by_tab(window):
            went += [widget] if widget not in went else []
        QTest.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_F6)
    assert unreached(window, went) == []


@pytest.mark.parametrize("key", ["corpus", "codebook", "plan", "reliability"])
def test_tab_alone_goes_all_round_a_place_also_to_what_stands_before_its_list(make_window, study, qtbot, key):
    window = make_window(study)
    window.session.choose_coder(window.session.project.coder.name)
    window.session.set_round("pilot")
    window.go(key)
    qtbot.waitUntil(lambda: not window.findChildren(Job))
    assert QApplication.focusWidget() is window.place.begins_at
    assert unreached(window, by_tab(window)) == []


def test_tab_reaches_the_buttons_above_the_lines_of_a_review(make_window, study):
    window = make_window(study)
    window.go("corpus")
    window.place.begin_review()
    review, went = window.place.review, by_tab(window)
    assert went[0] is review.lines
    assert {review.facts_button, review.accept_button} <= set(went)


def test_without_its_list_a_place_does_not_hold_the_focus(make_window, desk_file):
    window = make_window(desk_file)
    window.go("reliability")
    assert not window.place.begins_at.isVisible()
    assert unreached(window, by_tab(window)) == []


def test_a_button_of_a_dialog_shows_that_it_has_the_focus(shown, look, qtbot):
    accent = look().colour("accent")
    dialog = shown("RemoveDialog")

    def has_ring(button: QPushButton) -> bool:
        corner = button.mapTo(dialog, QPoint(button.width() // 2, 0))
        picture = dialog.grab().toImage()
        return any(picture.pixelColor(corner - QPoint(0, above)) == accent for above in range(1, 5))

    assert QApplication.focusWidget() is dialog.cancel  # the one that does no harm
    qtbot.waitUntil(lambda: has_ring(dialog.cancel))
    QTest.keyClick(dialog.cancel, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is dialog.confirm
    qtbot.waitUntil(lambda: not has_ring(dialog.cancel) and has_ring(dialog.confirm))
