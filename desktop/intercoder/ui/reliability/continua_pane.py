"""The part under the spans table: texts at the left, the picture of the chosen one, its spans, and the chosen passage."""

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import QEvent, QModelIndex, QRectF, Qt
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from intercoder.records import Span, Variable
from intercoder.tasks.span_texts import SpanText
from intercoder.ui import figures, theme
from intercoder.ui.page import hair
from intercoder.ui.quiet_table import QuietDelegate, QuietTable
from intercoder.ui.reliability import continua
from intercoder.ui.reliability.continua_models import SpanList, TextRows, continua_of
from intercoder.ui.reliability.continua_view import ContinuaView
from intercoder.ui.reliability.spans_table import swatch
from intercoder.ui.session import Session

_LEAST_PICTURE = 152  # px at scale 1
_AROUND = 160  # characters of the text before and after a passage


class ContinuaPane(QWidget):
    """Shows the texts of one span variable; the first one, on which the coders differ most, is chosen."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.variable: Variable | None = None
        self._chosen: Span | None = None
        theme.set_kind(self, "surface")
        self.text_rows, self.span_list = TextRows(self), SpanList(self)
        self.texts = QuietTable(
            self.tr("Texts, those on which the coders differ most first"), self.text_rows, (None, 60), self, 16, least=80
        )
        theme.set_fixed(self.texts, width=264)
        self.view = ContinuaView(self)
        self.spans = QuietTable(
            self.tr("Spans of the text"), self.span_list, (92, 168, 96, None), self, 16, drops=(2,), least=90
        )
        self.spans.setItemDelegate(_SpanDelegate(self.spans))
        self.passage = QLabel(self)
        self.passage.setWordWrap(True)
        self.passage.setTextFormat(Qt.TextFormat.RichText)
        self.passage.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.passage.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._title, self._facts, self._hint = QLabel(self), QLabel(self), QLabel(self)
        self._arrange()
        self.texts.chosen.connect(self._show_text)
        self.spans.chosen.connect(self._choose_row)
        self.view.chosen.connect(self.choose)
        self.view.stepped.connect(self.step)
        self.show_texts([], None)

    # -------------------------------------------------------------- showing

    def show_texts(self, texts: Sequence[SpanText], variable: Variable | None, hint: str = "") -> None:
        """Takes the texts of a variable; without any, `hint` says why. The text that was chosen stays so if it is there."""
        held = self.text.unit if self.text is not None else None
        same = self.variable is not None and variable is not None and variable.name == self.variable.name
        self.variable = variable
        self.text_rows.show(texts)
        self._hint.setText(hint)
        self._stack.setCurrentIndex(0 if texts else 1)
        if not texts:
            self._show_text(-1)
            return
        row = next((n for n, text in enumerate(texts) if same and text.unit == held), 0)
        self.texts.setCurrentIndex(self.text_rows.index(row, 0))

    @property
    def text(self) -> SpanText | None:
        """The text that is shown."""
        row = self.texts.currentIndex().row()
        return self.text_rows.texts[row] if 0 <= row < len(self.text_rows.texts) else None

    @property
    def picture(self) -> continua.Continua | None:
        """The picture that is shown."""
        return self.view.shown

    def step(self, step: int) -> None:
        """Goes to the text before or after."""
        row = min(max(self.texts.currentIndex().row() + step, 0), len(self.text_rows.texts) - 1)
        if row >= 0:
            self.texts.setCurrentIndex(self.text_rows.index(row, 0))

    def choose(self, span: int) -> None:
        """Chooses a span: its bar, its row and its passage."""
        row = self.span_list.row_of(span)
        if row >= 0:
            self.spans.setCurrentIndex(self.span_list.index(row, 0))

    def _show_text(self, row: int) -> None:
        text = self.text if row >= 0 else None
        shown = continua_of(text, self.variable) if text is not None and self.variable is not None else None
        self.view.show_text(shown)
        self.span_list.show(text, self.variable)
        self._chosen = None
        self._say_title()
        self._facts.setText(self._facts_of(text, row) if text else "")
        self._fit_picture()
        self._say_passage()

    def _say_title(self) -> None:
        """The title as far as there is room, whole in its tooltip."""
        title, look = self.text.title if self.text else "", theme.current()
        room = max(look.px(120), self.width() - self.texts.width() - look.px(44))
        self._title.setText(self._title.fontMetrics().elidedText(title, Qt.TextElideMode.ElideRight, room))
        self._title.setToolTip(title)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._say_title()

    def _fit_picture(self) -> None:
        """The whole picture where there is room, and never less than three coders need."""
        high = self.view.sizeHint().height() + 4
        self._picture.setMaximumHeight(high)
        self._picture.setMinimumHeight(min(high, theme.current().px(_LEAST_PICTURE)))

    def _facts_of(self, text: SpanText, row: int) -> str:
        agreed = sum(stop - start for start, stop in text.agreed)
        alike = (
            self.tr("all agree on {0} (brackets)").format(figures.count(agreed))
            if agreed
            else self.tr("no stretch on which all agree")
        )
        return self.tr("{0} · text {1} of {2} with marks · {3}, {4}, they differ on {5}").format(
            text.ref,
            row + 1,
            len(self.text_rows.texts),
            figures.counted(text.length, "character", "characters"),
            alike,
            figures.count(text.differing),
        )

    def _choose_row(self, row: int) -> None:
        self._chosen = self.span_list.spans[row]
        self.view.select(self._chosen.id)
        self._say_passage()

    def _say_passage(self) -> None:
        if self._chosen is None or self.session.project is None:
            self.passage.setText(self.tr("Choose a bar, and its passage stands here.") if self.text else "")
            theme.set_kind(self.passage, "hint")
            return
        span = self._chosen
        whole = self.session.project.material.unit(span.unit).text or ""
        before, after = whole[max(0, span.start - _AROUND) : span.start], whole[span.stop : span.stop + _AROUND]
        before = ("… " if span.start > _AROUND else "") + before
        after += " …" if span.stop + _AROUND < len(whole) else ""
        look = self.span_list.looks[self.span_list.row_of(span.id)]
        wash = theme.current().wash(look.colour)
        ground = self.tr("rgba({0}, {1}, {2}, {3})").format(wash.red(), wash.green(), wash.blue(), format(wash.alphaF(), ".2f"))
        quote = f'<span style="background-color: {ground};"><b>{escape(span.quote)}</b></span>'
        theme.set_kind(self.passage, "plain")
        self.passage.setText(f"{escape(before)}{quote}{escape(after)}".replace("\n", "<br>"))
        self.passage.setAccessibleName(self.tr("Passage: “{0}”").format(span.quote))

    # -------------------------------------------------------------- arranging

    def _arrange(self) -> None:
        theme.set_font(self._title, "strong")
        theme.set_font(self._facts, "small")
        theme.set_kind(self._facts, "hint")
        theme.set_kind(self._hint, "hint")
        self._hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._hint.setWordWrap(True)
        for label in (self._title, self._facts):
            label.setMinimumWidth(1)
        head = QVBoxLayout()
        theme.set_margins(head, (16, 8, 24, 4))
        head.addWidget(self._title)
        head.addWidget(self._facts)
        self._picture = _scroll(self.view, self, self.tr("Picture of the spans"))
        holder = QWidget(self)
        theme.set_kind(holder, "surface")
        inside = QVBoxLayout(holder)
        theme.set_margins(inside, (16, 8, 24, 8))
        inside.addWidget(self.passage)
        below = QHBoxLayout()
        theme.set_margins(below)
        below.addWidget(self.spans, 3)
        below.addWidget(hair(self, vertical=True))
        below.addWidget(_scroll(holder, self, self.tr("The chosen passage")), 2)
        right = QVBoxLayout()
        theme.set_margins(right)
        right.addLayout(head)
        right.addWidget(self._picture, 2)
        right.addWidget(hair(self))
        right.addLayout(below, 3)
        filled = QWidget(self)
        line = QHBoxLayout(filled)
        theme.set_margins(line)
        line.addWidget(self.texts)
        line.addWidget(hair(self, vertical=True))
        line.addLayout(right, 1)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(filled)
        self._stack.addWidget(self._hint)
        whole = QVBoxLayout(self)
        theme.set_margins(whole)
        whole.addWidget(self._stack)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if theme.is_look_change(event) and hasattr(self, "_picture"):
            self._fit_picture()
            self._say_passage()


class _SpanDelegate(QuietDelegate):
    """Puts the colour of the category before its name."""

    def paint_cell(self, painter: QPainter, box: QRectF, index: QModelIndex, ground: str) -> None:
        if index.column() == 1:
            look = theme.current()
            square = QRectF(box.x(), box.center().y() - look.px(5), look.px(10), look.px(10))
            swatch(painter, square, index.model().looks[index.row()])
            box = box.adjusted(look.px(18), 0, 0, 0)
        super().paint_cell(painter, box, index, ground)


def _scroll(widget: QWidget, parent: QWidget, name: str) -> QScrollArea:
    area = QScrollArea(parent)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setAccessibleName(name)
    area.setWidget(widget)
    return area
