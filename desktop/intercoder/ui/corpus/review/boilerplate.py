"""Lines under several articles, each with a tick: what stays ticked becomes boilerplate, the others stay comments."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from intercoder.project.review_counts import RepeatedLine
from intercoder.ui import figures, theme
from intercoder.ui.asking import Asking
from intercoder.ui.isolate import isolated
from intercoder.ui.positions import display

_LINE = Qt.ItemDataRole.UserRole
_ROW, _SHOWN = 64, 5  # pixels at scale 1, enough for a line of Urdu above another; rows in sight


class BoilerplateDialog(Asking):
    """All lines are ticked at first. `ask` gives the comments of the ticked lines, none if the lead thought better of it."""

    def __init__(self, lines: Sequence[RepeatedLine], parent: QWidget) -> None:
        sentence = self.tr("Ticked lines are marked in every article, as one step. Take the tick from what readers wrote.")
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

    def chosen(self) -> list[int]:
        """The comments of the ticked lines."""
        return [unit for line in self._ticked() for unit in line.units]

    def _ticked(self) -> list[RepeatedLine]:
        items = (self.list.item(row) for row in range(self.list.count()))
        return [item.data(_LINE) for item in items if item.checkState() == Qt.CheckState.Checked]

    def _count(self) -> None:
        many = len(self._ticked())
        lines = figures.counted(many, self.tr("line"), self.tr("lines"))
        self.confirm.setText(self.tr("Mark {0} as boilerplate").format(lines))
        self.confirm.setEnabled(many > 0)

    @classmethod
    def ask(cls, lines: Sequence[RepeatedLine], parent: QWidget) -> list[int]:
        """The comments that are to be boilerplate."""
        dialog = cls(lines, parent)
        return dialog.chosen() if dialog.exec() == cls.DialogCode.Accepted else []
