"""The source of a page with its legend, and the roles that the researcher gives to its lines."""

from collections import Counter
from dataclasses import replace

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from intercoder.tasks.dump_profile import LineRole, Stretch
from intercoder.tasks.preview import Preview
from intercoder.ui import figures, paint, theme
from intercoder.ui.corpus.importing import roles
from intercoder.ui.corpus.importing.source_view import SourceView
from intercoder.ui.page import hair


class Painting(QWidget):
    """Emits `chosen` with article and part of the line that became current, `changed` with another profile."""

    chosen = Signal(object, object)
    changed = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._preview: Preview | None = None
        self._low = False
        self.legend = Legend(self)
        self.view = SourceView(self)
        self.give = QPushButton(self.tr("Lines are …"), self)
        self.give.setAutoDefault(False)
        self.give.setToolTip(self.tr("Give the selected lines another role"))
        self.give.clicked.connect(self._open_menu)
        self._hint = QLabel(self)
        self._hint.setWordWrap(True)
        theme.set_font(self._hint, "small")
        theme.set_kind(self._hint, "hint")
        name = QLabel(self.tr("Source"), self)
        theme.set_font(name, "label")
        theme.set_fixed(name, height="height.control")
        head = QHBoxLayout()
        theme.set_margins(head, (24, 6, 16, 6), 12)
        head.addWidget(name)
        head.addWidget(self.legend, 1)
        head.addWidget(self.give)
        foot = QHBoxLayout()
        theme.set_margins(foot, (24, 6, 24, 8))
        foot.addWidget(self._hint)
        column = QVBoxLayout(self)
        theme.set_margins(column)
        column.addLayout(head)
        column.addWidget(hair(self))
        column.addWidget(self.view, 1)
        column.addLayout(foot)
        self.view.chosen.connect(self._tell)
        self.view.painted.connect(self._paint)

    def show_preview(self, preview: Preview, paintable: bool) -> None:
        """Shows a source; `paintable` = its lines can be given roles."""
        self._preview = preview
        self.view.show_preview(preview, paintable)
        self.legend.show_counts(Counter(band.role for band in preview.bands))
        self.give.setVisible(paintable)
        said = []
        if not preview.shown.verbatim and preview.shown.lines:
            said.append(self.tr("Shown as it was read, without the marks of its format."))
        if not preview.whole:
            said.append(self.tr("The beginning of the file; the counts above are those of all of it."))
        if paintable:
            keys = self.tr("H headline, P paragraph, C comment, M joined with the comment above, B boilerplate")
            said.append(self.tr("Keys give selected lines a role: {0} … A band's border can be dragged.").format(keys))
        self._hint.setText(" ".join(said))
        self._hint.setToolTip(self._hint.text())
        self._hint.setVisible(bool(said) and not self._low)

    def set_low(self, low: bool) -> None:
        """Where there is little room, the keys stand in the menu of roles only."""
        self._low = low
        self._hint.setVisible(bool(self._hint.text()) and not low)

    def go_to(self, article: int | None, part: int | None) -> None:
        """Shows the lines of a part, or the first of an article."""
        bands = [band for band in self.view.source.bands if band.article == article is not None]
        band = next((band for band in bands if part is not None and band.part == part), None)
        if band is None and part is None:
            band = next(iter(bands), None)
        if band is not None:
            self.view.go_to(band.start)

    def _open_menu(self) -> None:
        self.view.menu().exec(self.give.mapToGlobal(self.give.rect().bottomLeft()))

    def _tell(self, line: int) -> None:
        band = self.view.source.band(line)
        if band is not None:
            self.chosen.emit(band.article, band.part)

    def _paint(self, lines: list[int], role: str) -> None:
        if self._preview is None:
            return
        profile = self._preview.profile
        painted = {**profile.line_roles}
        for line in lines:
            if role:
                painted[line] = role  # type: ignore[assignment]
            else:
                painted.pop(line, None)
        self.changed.emit(replace(profile, format=self._preview.source.format, painted=stretches(painted)))


def stretches(painted: dict[int, LineRole]) -> tuple[Stretch, ...]:
    """Painted lines as runs of one role."""
    runs: list[Stretch] = []
    for line in sorted(painted):
        if runs and runs[-1][1] == line - 1 and runs[-1][2] == painted[line]:
            runs[-1] = (runs[-1][0], line, painted[line])
        else:
            runs.append((line, line, painted[line]))
    return tuple(runs)


class Legend(QWidget):
    """The roles of a source with their colours and counts; where room is short the rest stands in the tooltip."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._entries: list[tuple[str, str | None]] = []
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        theme.set_font(self, "small")

    def show_counts(self, counts: Counter[str]) -> None:
        """The roles that there are."""
        self._entries = [
            (f"{roles.words(role)} {figures.count(counts[role])}", kind.colour)
            for role, kind in roles.ROLES.items()
            if counts[role] and role != "facts"
        ]
        everything = ", ".join(words for words, _colour in self._entries)
        self.setToolTip(everything)
        self.setAccessibleName(self.tr("Found: {0}").format(everything or self.tr("nothing")))
        self.update()

    def words(self) -> list[str]:
        """The entries as they are written."""
        return [words for words, _colour in self._entries]

    def sizeHint(self) -> QSize:
        return QSize(200, theme.current().px(28))

    def paintEvent(self, _event: QPaintEvent) -> None:
        look, painter, x = theme.current(), QPainter(self), 0.0
        for number, (words, colour) in enumerate(self._entries):
            width = look.px(16) + paint.text_width("small", words) + 1
            last = number == len(self._entries) - 1
            if x + width > self.width() - (0 if last else look.px(20)):
                paint.paint_text(painter, QRectF(x, 0, self.width() - x, self.height()), "…", "small", "text2")
                return
            if colour:
                paint.swatch(painter, QRectF(x, 0, look.px(10), self.height()), colour)
            paint.paint_text(painter, QRectF(x + look.px(16), 0, width, self.height()), words, "small", "text2",
                             Qt.AlignmentFlag.AlignLeft)  # fmt: skip
            x += width + look.px(14)
