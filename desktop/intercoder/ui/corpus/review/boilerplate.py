"""Lines under several articles, each with a tick: ticked ones become boilerplate, the others stay comments for good."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from intercoder.project.review_counts import RepeatedLine
from intercoder.ui import figures, theme
from intercoder.ui.asking import Asking
from intercoder.ui.isolate import isolated
from intercoder.ui.positions import display

_LINE = Qt.ItemDataRole.UserRole
Chosen = tuple[list[int], list[int]]
_ROW, _SHOWN = 64, 5  # pixels at scale 1, enough for a line of Urdu above another; rows in sight


class BoilerplateDialog(Asking):
    """All lines are ticked at first. `ask` gives the comments of the ticked and of the other lines, None = not decided."""

    def __init__(self, lines: Sequence[RepeatedLine], parent: QWidget) -> None:
        sentence = self.tr(
            "Ticked lines are marked in every article, as one step. Take the tick from what readers wrote: it stays a comment"
            " and is not offered again."
        )
        super().__init__(self.tr("Lines of the site"), sentence, self.tr("Mark"), parent, width=640)
        self.list = QListWidget(self.inside)
        self.list.setAccessibleName(self.tr("Lines that repeat"))
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        row = theme.current().px(_ROW)
        self.list.setMinimumHeight(row * min(len(lines), _SHOWN) + theme.current().px(8))
        for line in lines:
            words = " ".join(display(line.text).split())
            where = self.tr("under {0}").format(figures.counted(line.articles, self.tr("article"), self.tr("articles")))
            item = QListWidgetItem(f"{isolated(words)}\n{where}", self.list)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked)
            item.setData(_LINE, line)
            item.setToolTip(words)
            item.setSizeHint(QSize(0, row))
        self.list.setCurrentRow(0)
        self.list.itemChanged.connect(lambda _item: self._count())
        self.body.addWidget(self.list)
        self._count()

    def chosen(self) -> Chosen:
        """The comments of the ticked lines, and those of the others."""
        marked, kept = (self._lines(state) for state in (Qt.CheckState.Checked, Qt.CheckState.Unchecked))
        return [unit for line in marked for unit in line.units], [unit for line in kept for unit in line.units]

    def _lines(self, state: Qt.CheckState) -> list[RepeatedLine]:
        items = (self.list.item(row) for row in range(self.list.count()))
        return [item.data(_LINE) for item in items if item.checkState() == state]

    def _count(self) -> None:
        many = len(self._lines(Qt.CheckState.Checked))
        words = self.tr("Mark {0} as boilerplate") if many else self.tr("Keep {0} as comments")
        self.confirm.setText(words.format(figures.counted(many or self.list.count(), self.tr("line"), self.tr("lines"))))

    @classmethod
    def ask(cls, lines: Sequence[RepeatedLine], parent: QWidget) -> Chosen | None:
        """The comments that are to be boilerplate, and those that readers wrote."""
        dialog = cls(lines, parent)
        return dialog.chosen() if dialog.exec() == cls.DialogCode.Accepted else None
