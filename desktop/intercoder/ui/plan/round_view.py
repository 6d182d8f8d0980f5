"""The middle of Plan for a round: its coders with counters, and under them the grid of its units."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSplitter, QVBoxLayout, QWidget

from intercoder.ui import figures, theme
from intercoder.ui.plan.coder_table import CoderTable
from intercoder.ui.plan.fields import choice
from intercoder.ui.plan.grid import Grid
from intercoder.ui.session import Session


class RoundView(QWidget):
    """Shows one round of the open project."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._round = 0
        theme.set_kind(self, "surface")
        self.coders = CoderTable(self)
        self.grid = Grid(self._fetch, self)
        self.shown = choice(
            self,
            [
                (self.tr("All units"), "all"), (self.tr("Coded by several"), "shared"),
                (self.tr("Not finished by all"), "open"), (self.tr("In doubt"), "doubt"),
            ],
        )  # fmt: skip
        self.shown.setAccessibleName(self.tr("Which units the grid shows"))
        self.shown.currentIndexChanged.connect(self._show_units)
        self._units = 0
        self.grid.fitted.connect(self._say_count)
        self.count = QLabel(self)
        theme.set_font(self.count, "small")
        theme.set_kind(self.count, "hint")
        head = QHBoxLayout()
        theme.set_margins(head, (24, 10, 24, 6), 12)
        head.addWidget(self.count, 1)
        head.addWidget(self.shown)
        lower = QWidget(self)
        column = QVBoxLayout(lower)
        theme.set_margins(column)
        column.addLayout(head)
        column.addWidget(self.grid, 1)
        self.parts = QSplitter(Qt.Orientation.Vertical, self)
        self.parts.setChildrenCollapsible(False)
        self.parts.addWidget(self.coders)
        self.parts.addWidget(lower)
        self.parts.setSizes([260, 480])
        whole = QVBoxLayout(self)
        theme.set_margins(whole)
        whole.addWidget(self.parts)

    def show_round(self, round_id: int, works: list) -> None:
        """Shows the coders and units of a round."""
        from intercoder.project import plan_grid

        row = self.coders.currentIndex().row() if self._round == round_id else -1
        self._round = round_id
        self.coders.works.show(works, plan_grid.packages(self._session.project))
        if 0 <= row < len(works):
            self.coders.setCurrentIndex(self.coders.works.index(row, 0))
        self._show_units()

    def _show_units(self) -> None:
        from intercoder.project import plan_grid

        if self._session.project is None or not self._round:
            return
        ids = plan_grid.units(self._session.project, self._round, self.shown.currentData())
        self.grid.show_units(ids, [work.coder for work in self.coders.works.works])
        self._units = len(ids)
        self._say_count()

    def _say_count(self) -> None:
        words = figures.counted(self._units, self.tr("unit"), self.tr("units"))
        hidden = self.grid.hidden_coders
        left = figures.counted(hidden, self.tr("coder has"), self.tr("coders have"))
        self.count.setText(words + (self.tr("; {0} no room here").format(left) if hidden else ""))

    def _fetch(self, ids) -> list:  # type: ignore[no-untyped-def]
        from intercoder.project import plan_grid

        return plan_grid.rows(self._session.project, self._round, ids)

    def clear(self) -> None:
        """Forgets the round of a project that was closed."""
        self._round = 0
        self.coders.works.show([])
        self.grid.show_units(type(self.grid.grid.ids)("q"), [])
