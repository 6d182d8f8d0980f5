"""The window of near duplicates: groups above, two members of one below, and what the researcher says about them."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QDialog, QHBoxLayout, QLabel, QSplitter, QVBoxLayout, QWidget

from intercoder.errors import UserError
from intercoder.ui import figures, theme
from intercoder.ui.corpus.duplicates.pair import PairView
from intercoder.ui.isolate import isolated
from intercoder.ui.page import button, hair, resize_within
from intercoder.ui.quiet_table import QuietTable
from intercoder.ui.writing import WritingDialog

if TYPE_CHECKING:
    from intercoder.records import Tick
    from intercoder.ui.session import Session

_TABLES = frozenset({"article", "unit", "meta", "project"})


class GroupModel(QAbstractTableModel):
    """The groups; likeness, outlets and days of one are read when its row is seen."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self.groups: list[list[int]] = []
        self._facts = lru_cache(maxsize=2000)(self._read)
        self._headers = (self.tr("Article"), self.tr("Articles"), self.tr("Alike"), self.tr("Outlets"), self.tr("Published"))

    def show(self, groups: list[list[int]]) -> None:
        """Lists these groups, the largest first."""
        self.beginResetModel()
        self.groups = sorted(groups, key=lambda members: (-len(members), members))
        self._facts.cache_clear()
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.groups)

    def columnCount(self, parent: QModelIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._headers)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._headers[section]
        return _side(section) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _side(index.column())
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._facts(index.row())[index.column()]
        return None

    def _read(self, number: int) -> tuple[str, ...]:
        from intercoder.tasks.near_duplicates import likeness

        project, members = self._session.project, self.groups[number]
        low, high = likeness(project, members)
        rows = project.material.articles(members)
        first = project.material.article(project.material.duplicates.representative(members))
        outlets = dict.fromkeys(row.outlet for row in rows if row.outlet)
        days = sorted(row.published[:10] for row in rows if row.published)
        alike = figures.per_cent(low) if round(low * 100) == round(high * 100) else f"{low * 100:.0f}–{figures.per_cent(high)}"
        span = " – ".join(dict.fromkeys((days[0], days[-1]))) if days else self.tr("not known")
        return first.title, figures.count(len(members)), alike, ", ".join(map(isolated, outlets)) or self.tr("not known"), span


class DuplicatesWindow(QDialog):
    """Lies over the Corpus. Two versions of one article are shown in it as well, without a list."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._members: list[int] = []
        self.setWindowTitle(self.tr("Near duplicates"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        theme.set_kind(self, "surface")
        self.said = QLabel(self)
        self.said.setWordWrap(True)
        self.find_button = button(self, self.tr("Find near duplicates"), "primary")
        self.groups = GroupModel(session, self)
        self.table = QuietTable(self.tr("Groups"), self.groups, (None, 80, 96, 208, 208), self, drops=(4, 3))
        self.other = QComboBox(self)
        self.other.setAccessibleName(self.tr("Article to compare"))
        self.choose_button = button(self, self.tr("Let it stand for the group"))
        self.apart_button = button(self, self.tr("Not the same"))
        self.pair = PairView(self)
        self._lay_out()
        self.find_button.clicked.connect(lambda _checked=False: self.find())
        self.choose_button.clicked.connect(lambda _checked=False: self._say(self.room.choose))
        self.apart_button.clicked.connect(lambda _checked=False: self._say(self.room.take_out))
        self.other.activated.connect(lambda _row: self._compare())
        self.table.chosen.connect(self._open)
        session.changed.connect(self._refresh)
        resize_within(self, 1120, 760)

    def _lay_out(self) -> None:
        head, row = QHBoxLayout(), QHBoxLayout()
        theme.set_margins(head, (24, 14, 24, 10), 12)
        head.addWidget(self.said, 1)
        head.addWidget(self.find_button)
        theme.set_margins(row, (16, 8, 16, 0), 8)
        for widget in (self.other, self.choose_button, self.apart_button):
            row.addWidget(widget, 1 if widget is self.other else 0)
        self._below = QWidget(self)
        lines = QVBoxLayout(self._below)
        theme.set_margins(lines)
        lines.addLayout(row)
        lines.addWidget(self.pair, 1)
        parts = QSplitter(Qt.Orientation.Vertical, self)
        parts.setChildrenCollapsible(False)
        parts.addWidget(self.table)
        parts.addWidget(self._below)
        parts.setSizes([240, 460])
        column = QVBoxLayout(self)
        theme.set_margins(column)
        column.addLayout(head)
        column.addWidget(hair(self))
        column.addWidget(parts, 1)

    @property
    def room(self):  # type: ignore[no-untyped-def]
        """The verbs of near duplicates."""
        return self._session.project.material.duplicates

    # -------------------------------------------------------------- showing

    def show_groups(self, article: int | None = None) -> None:
        """Lists all groups, with the one of an article opened."""
        groups = self.room.groups()
        self.groups.show(groups)
        number = sum(map(len, groups))
        found = self.tr("{0} of {1}. Nothing is deleted; a sample can take one of each group.").format(
            figures.counted(len(groups), "group", "groups"), figures.counted(number, "article", "articles")
        )
        self.said.setText(found if groups else self.tr("No groups yet. Finding them compares every article with every other."))
        self.find_button.setEnabled(not self._session.project.read_only)
        self._below.setVisible(bool(groups))
        if groups:
            places = [row for row, members in enumerate(self.groups.groups) if article in members]
            self.table.setCurrentIndex(self.groups.index((places or [0])[0], 0))

    def show_versions(self, versions: list[int]) -> None:
        """Shows the newest version of an article beside an older one."""
        self.setWindowTitle(self.tr("Versions of an article"))
        self.said.setText(self.tr("The older version stands at the left; both are kept, and codings stay with theirs."))
        for widget in (self.table, self.find_button, self.choose_button, self.apart_button):
            widget.hide()
        self._fill(versions[-1], versions[:-1], newest=True)

    def _open(self, number: int) -> None:
        members = self.groups.groups[number]
        first = self.room.representative(members)
        self._fill(first, [member for member in members if member != first])

    def _fill(self, fixed: int, others: list[int], newest: bool = False) -> None:
        self._fixed, self._newest, self._members = fixed, newest, others
        self.other.clear()
        for row in self._session.project.material.articles(others):
            parts = (row.ref, row.outlet, (row.published or "")[:10], row.title)
            self.other.addItem(" · ".join(isolated(part) for part in parts if part), row.id)
        can = not self._session.project.read_only
        self.choose_button.setEnabled(can)
        self.apart_button.setEnabled(can)
        self._compare()

    def _compare(self) -> None:
        other = self.other.currentData()
        if other is not None:
            self.pair.show_pair(self._session.project, (other, self._fixed) if self._newest else (self._fixed, other))

    def _refresh(self, tables: frozenset[str]) -> None:
        if "project" in tables or self._session.project is None:
            self.close()
        elif _TABLES & tables and not self.table.isHidden():
            self.show_groups(self._fixed if self._members else None)

    # -------------------------------------------------------------- verbs

    def find(self) -> None:
        """Finds groups anew, with progress; what was said about articles stays."""
        writing = WritingDialog(self._session, self.tr("Finding near duplicates"), _find, self)
        writing.succeeded.connect(lambda _report: self.show_groups())
        writing.failed.connect(lambda error: self.said.setText(str(error)))
        writing.begin()

    def _say(self, verb) -> None:  # type: ignore[no-untyped-def]
        """Chooses the article at the right, or takes it out."""
        try:
            verb(self.other.currentData())
        except UserError as error:
            self.said.setText(f"{error.message} {error.hint}")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.text() in ("n", "p") and not event.modifiers():
            self.pair.step(1 if event.text() == "n" else -1)
        else:
            super().keyPressEvent(event)


def open_duplicates(session: Session, parent: QWidget, article: int | None = None) -> DuplicatesWindow:
    """Shows the groups, or the group of an article."""
    window = DuplicatesWindow(session, parent)
    window.show_groups(article)
    window.show()
    return window


def open_versions(session: Session, parent: QWidget, article: int) -> DuplicatesWindow:
    """Shows the versions of an article side by side."""
    window = DuplicatesWindow(session, parent)
    window.show_versions(session.project.material.duplicates.versions(article))
    window.show()
    return window


def _side(column: int) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column in (1, 2) else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter


def _find(project, tick: Tick) -> object:  # type: ignore[no-untyped-def]
    from intercoder.tasks.near_duplicates import group_near_duplicates

    return group_near_duplicates(project, tick)
