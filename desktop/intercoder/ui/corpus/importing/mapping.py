"""The first rows of a table, and above each column what it is; what it makes is seen at once beside it."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QAbstractTableModel, QEvent, QModelIndex, QPersistentModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QScrollArea,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from intercoder.tasks.dump_profile import KEPT, Profile
from intercoder.tasks.preview import Preview, Sample
from intercoder.tasks.preview_table import cells_of, day_examples, order_of, possible_orders, shape_of
from intercoder.ui import figures, theme
from intercoder.ui.corpus.importing.column_head import ColumnHead
from intercoder.ui.corpus.importing.column_words import DAYS, role_words, shape_sentence
from intercoder.ui.isolate import isolated
from intercoder.ui.page import hair

WIDTH = 190  # of a column, pixels at scale 1


class RowsModel(QAbstractTableModel):
    """The first rows of a table."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.sample: Sample | None = None

    def show(self, sample: Sample | None) -> None:
        """Shows other rows."""
        self.beginResetModel()
        self.sample = sample
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() or self.sample is None else len(self.sample.rows)

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() or self.sample is None else len(self.sample.columns.names)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        cells = self.sample.rows[index.row()][1] if self.sample else []
        text = cells[index.column()] if index.column() < len(cells) else ""
        if role == Qt.ItemDataRole.DisplayRole:
            return isolated(" ".join(text[:400].split()))  # so that its ellipsis stands where its words end
        if role == Qt.ItemDataRole.ToolTipRole:
            return text[:2000] if len(text) > 24 else None
        if role == Qt.ItemDataRole.ForegroundRole and self.sample and self.sample.columns.roles[index.column()] is None:
            return theme.current().colour("text3")
        if role == Qt.ItemDataRole.AccessibleTextRole and self.sample:
            return f"{self.sample.columns.names[index.column()]}: {text[:400] or self.tr('empty')}"
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role != Qt.ItemDataRole.DisplayRole or self.sample is None:
            return None
        return self.sample.columns.names[section] if orientation == Qt.Orientation.Horizontal else str(section + 1)


class MappingView(QWidget):
    """Emits `changed` with another profile when a column is said to be something else."""

    changed = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._preview: Preview | None = None
        self._low = False
        self.heads: list[ColumnHead] = []
        self.shape, self.sheets = QLabel(self), QComboBox(self)
        self.shape.setWordWrap(True)
        self.shape.setTextFormat(Qt.TextFormat.PlainText)
        theme.set_font(self.shape, "label")
        self.sheets.setAccessibleName(self.tr("Sheet"))
        self.sheets.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.sheets.activated.connect(lambda _row: self._fill())
        self.rows = RowsModel(self)
        self.table = QTableView(self)
        self.table.setModel(self.rows)
        self.table.setAccessibleName(self.tr("First rows of the table"))
        self.table.horizontalHeader().hide()
        self.table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setTabKeyNavigation(False)
        self.table.setWordWrap(False)
        self._area = QScrollArea(self)
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.table.horizontalScrollBar().valueChanged.connect(self._area.horizontalScrollBar().setValue)
        self._area.horizontalScrollBar().valueChanged.connect(self.table.horizontalScrollBar().setValue)
        first = QHBoxLayout()
        theme.set_margins(first, (24, 6, 16, 6), 12)
        first.addWidget(self.shape, 1)
        first.addWidget(self.sheets)
        column = QVBoxLayout(self)
        theme.set_margins(column)
        column.addLayout(first)
        column.addWidget(hair(self))
        column.addWidget(self._area)
        column.addWidget(hair(self))
        column.addWidget(self.table, 1)

    def show_preview(self, preview: Preview) -> None:
        """Shows the tables of a file."""
        names = [sample.name or "" for sample in preview.tables]
        kept = self.sheets.currentText()
        self._preview = preview
        self.sheets.clear()
        self.sheets.addItems(names)
        self.sheets.setCurrentIndex(max(0, self.sheets.findText(kept)))
        self.sheets.setVisible(len(names) > 1)
        self._fill()

    def set_low(self, low: bool) -> None:
        """Where there is little room, one example of a day stands under its column."""
        if low != self._low:
            self._low = low
            self._fill()

    def go_to(self, preview: Preview | None, article: int | None, part: int | None) -> None:
        """Shows the row of a part of an article, if it is among the first."""
        if preview is None or article is None or self.rows.sample is None:
            return
        parts = preview.articles[article].parts
        place = parts[part].locator if part is not None else preview.articles[article].locator
        row = next((n for n, (at, _cells) in enumerate(self.rows.sample.rows) if at == place), None)
        if row is not None:
            self.table.setCurrentIndex(self.rows.index(row, max(0, self.table.currentIndex().column())))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if theme.is_look_change(event):
            self._measure()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        QTimer.singleShot(0, self, self._measure)

    # ---------------------------------------------------------------- filling

    def _fill(self) -> None:
        preview = self._preview
        if preview is None or not preview.tables:
            return
        sample = preview.tables[max(0, self.sheets.currentIndex())]
        focused = next((n for n, head in enumerate(self.heads) if head.isAncestorOf(self.focusWidget() or self)), None)
        place = self.table.horizontalScrollBar().value()
        self.rows.show(sample)
        self._say_shape(preview, sample)
        self._fill_heads(preview, sample)
        self._measure()
        self.table.horizontalScrollBar().setValue(place)
        if focused is not None and focused < len(self.heads):
            self.heads[focused].role.setFocus(Qt.FocusReason.OtherFocusReason)
        QTimer.singleShot(0, self, self._measure)

    def _say_shape(self, preview: Preview, sample: Sample) -> None:
        columns = sample.columns
        role = next((r for r in ("article_key", "url", "headline", "published", "outlet") if r in columns.roles), None)
        key = isolated(columns.names[columns.roles.index(role)]) if role else self.tr("text of the article")
        sentence = shape_sentence(shape_of(preview, sample), key, ", ".join(Path(name).name for name in preview.joined))
        if columns.unmapped:
            count = figures.counted(len(columns.unmapped), self.tr("column is"), self.tr("columns are"))
            sentence += " " + self.tr("{0} kept beside the text.").format(count)
        if len(sample.rows) >= 50:
            sentence += " " + self.tr("The first 50 rows:")
        self.shape.setText(sentence)

    def _fill_heads(self, preview: Preview, sample: Sample) -> None:
        inside = QWidget(self._area)
        row = QHBoxLayout(inside)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addSpacing(self.table.verticalHeader().sizeHint().width())
        self._lead = row.itemAt(0)
        self.heads = []
        for at, (name, role) in enumerate(zip(sample.columns.names, sample.columns.roles, strict=True)):
            head = ColumnHead(name, role, inside)
            if role in DAYS:
                cells = cells_of(sample, at)
                order = order_of(cells, name, preview.profile)
                examples = day_examples(cells, order)[: 1 if self._low else None]
                head.show_days(examples, len(possible_orders(cells)) == 2, order)
            elif role is None:
                head.say_kept()
            elif role == "private":
                head.say_private(preview.profile.keep_private)
            head.chosen.connect(lambda chosen, name=name: self._choose(name, chosen))
            head.ordered.connect(lambda order, name=name: self._order(name, order))
            row.addWidget(head)
            self.heads.append(head)
        row.addStretch(1)
        theme.set_kind(inside, "surface")
        self._area.setWidget(inside)
        if self.heads:  # they stand above the table, and are made after it
            QWidget.setTabOrder(self.heads[-1].role, self.table)

    def _measure(self) -> None:
        look = theme.current()
        self.table.verticalHeader().setDefaultSectionSize(look.px(32))
        self.shape.setMinimumHeight(max(look.px("height.control"), self.shape.heightForWidth(self.shape.width())))
        for at, head in enumerate(self.heads):
            head.setFixedWidth(look.px(WIDTH))
            self.table.setColumnWidth(at, look.px(WIDTH))
        if self.heads:
            self._lead.spacerItem().changeSize(self.table.verticalHeader().width(), 0)
            self._area.widget().layout().invalidate()
            tall = max(head.layout().totalHeightForWidth(head.width()) for head in self.heads)
            self._area.setFixedHeight(max(tall, max(head.sizeHint().height() for head in self.heads)))

    # ---------------------------------------------------------------- deciding

    def _choose(self, name: str, role: str) -> None:
        """Gives a column a role; the column that had it is kept as it stands."""
        preview, sample = self._preview, self.rows.sample
        if preview is None or sample is None:
            return
        columns = dict(preview.profile.columns)
        columns[name] = role
        for other, had in zip(sample.columns.names, sample.columns.roles, strict=True):
            if other != name and had == role and role not in (KEPT, "private"):
                columns[other] = KEPT
        self._tell(replace(preview.profile, format=preview.profile.format or preview.source.format, columns=columns))

    def _order(self, name: str, order: str) -> None:
        """Reads the days of a column in this order; as they tell themselves if it is empty."""
        if self._preview is not None:
            others = {column: chosen for column, chosen in self._preview.profile.date_orders.items() if column != name}
            self._tell(replace(self._preview.profile, date_orders=others | ({name: order} if order else {})))

    def _tell(self, profile: Profile) -> None:
        self.changed.emit(profile)

    def words(self) -> list[str]:
        """What each column is, as it is shown."""
        sample = self.rows.sample
        return [role_words(role) for role in sample.columns.roles] if sample else []
