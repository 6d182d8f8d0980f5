"""The coders of a round with their counters: assigned, finished, in doubt, hours, where their package is, share done."""

from PySide6.QtCore import QAbstractTableModel, QDateTime, QLocale, QModelIndex, QObject, QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from intercoder.ui import figures, paint, theme
from intercoder.ui.language import tr
from intercoder.ui.quiet_table import QuietDelegate, QuietTable

CODER, ASSIGNED, FINISHED, DOUBTS, HOURS, PACKAGE, DONE = range(7)
_SHARE_ROLE = Qt.ItemDataRole.UserRole
_MS_IN_HOUR = 3_600_000


class WorkModel(QAbstractTableModel):
    """Coders of one round; `works` are rows of `plan.workloads`, `packages` says when each was sent and came back."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.works: list = []
        self._packages: dict = {}
        self._headers = (
            self.tr("Coder"), self.tr("Assigned"), self.tr("Finished"), self.tr("Doubts"), self.tr("Hours"),
            self.tr("Package"), self.tr("Done"),
        )  # fmt: skip

    def show(self, works: list, packages: dict | None = None) -> None:
        """Takes the counters of a round."""
        self.beginResetModel()
        self.works, self._packages = works, packages or {}
        self.endResetModel()

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.works)

    def columnCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._headers)

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        work = self.works[index.row()]
        share = work.finished / work.assigned if work.assigned else 0.0
        if role == _SHARE_ROLE:
            return share
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(index.column())
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        if index.column() == CODER:
            return work.coder.name if work.coder.active else self.tr("{0} (inactive)").format(work.coder.name)
        if index.column() == PACKAGE:
            return self._package(work.coder.id)
        if (index.column(), None) in ((HOURS, work.active_ms), (DOUBTS, work.doubts)):
            return "–"
        if index.column() == HOURS:
            return QLocale().toString(work.active_ms / _MS_IN_HOUR, "f", 1)
        counts = {ASSIGNED: work.assigned, FINISHED: work.finished, DOUBTS: work.doubts}
        return figures.count(counts[index.column()]) if index.column() in counts else figures.per_cent(share)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._headers[section]
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(section)
        return None

    def _package(self, coder: int) -> str:
        sent, back = self._packages.get(coder, (None, None))
        if back is not None and (sent is None or back >= sent):
            return self.tr("back {0}").format(_day(back))
        return self.tr("sent {0}").format(_day(sent)) if sent is not None else self.tr("not sent")


class CoderTable(QuietTable):
    """The table of the coders."""

    def __init__(self, parent: QWidget) -> None:
        self.works = WorkModel()
        widths = (None, 72, 72, 64, 56, 108, 120)
        super().__init__(
            tr("Coders of the round"), self.works, widths, parent, drops=(HOURS, DOUBTS, PACKAGE, FINISHED), least=120
        )
        self.setItemDelegate(_WorkDelegate(self))

    @property
    def coder(self) -> str | None:
        """The name of the coder in the current row."""
        row = self.currentIndex().row()
        return self.works.works[row].coder.name if 0 <= row < len(self.works.works) else None


class _WorkDelegate(QuietDelegate):
    """The share that is done stands as a bar and in words."""

    def paint_cell(self, painter: QPainter, box: QRectF, index: QModelIndex, ground: str) -> None:
        if index.column() != DONE:
            super().paint_cell(painter, box, index, ground)
            return
        look, share = theme.current(), index.data(_SHARE_ROLE)
        number = paint.text_width("body", "100 %") + look.px(12)
        bar = QRectF(box.x() + look.px(8), box.center().y() - look.px(2), box.width() - number - look.px(8), look.px(4))
        painter.fillRect(bar, look.colour("hair"))
        painter.fillRect(
            QRectF(bar.x(), bar.y(), bar.width() * share, bar.height()), look.colour("ok" if share == 1 else "accent")
        )
        paint.paint_text(painter, box, str(index.data()), "body", "text2", Qt.AlignmentFlag.AlignRight)


def _alignment(column: int) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignLeft if column == CODER else Qt.AlignmentFlag.AlignRight
    return side | Qt.AlignmentFlag.AlignVCenter


def _day(at_ms: int) -> str:
    return QLocale().toString(QDateTime.fromMSecsSinceEpoch(at_ms).date(), "d MMM")
