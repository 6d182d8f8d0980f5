"""The two lists beside the picture of the continua: the texts, and the spans of the chosen one with their quotes."""

from collections.abc import Sequence

from PySide6.QtCore import QT_TRANSLATE_NOOP, QAbstractTableModel, QModelIndex, QObject, Qt

from intercoder.records import Span, Variable
from intercoder.tasks.span_texts import SpanText
from intercoder.ui import figures
from intercoder.ui.language import tr
from intercoder.ui.reliability import continua
from intercoder.ui.reliability.span_rows import CodeLook

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
COLOURS = 8  # more categories than this repeat colours with a second pattern


def look_of(variable: Variable, place: int) -> CodeLook:
    """The colour of the category at this place of the codebook."""
    return CodeLook(variable.categories[place].colour or "grey", place >= COLOURS)


def continua_of(text: SpanText, variable: Variable) -> continua.Continua:
    """One text as the picture shows it, in the words and colours of the codebook."""
    places = {category.id: n for n, category in enumerate(variable.categories)}
    lanes = []
    for coder in text.coders:
        bars = []
        for span in text.spans:
            if span.coder == coder.id and span.category in places:
                look, label = look_of(variable, places[span.category]), variable.categories[places[span.category]].label
                bars.append(continua.Bar(span.id, span.start, span.stop, label, look.colour, look.striped))
        lanes.append(continua.Lane(coder.name, tuple(bars)))
    return continua.Continua(f"{text.title} ({text.ref})", text.length, tuple(lanes), text.agreed)


class _Table(QAbstractTableModel):
    """Rows of words; the last column of numbers at the right."""

    headers: tuple[str, ...] = ()
    numbers: tuple[int, ...] = ()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows = 0

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else self._rows

    def columnCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.headers)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return tr(self.headers[section])
        return self._side(section) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.words(index.row(), index.column())
        if role == Qt.ItemDataRole.ToolTipRole:
            return self.hint(index.row())
        return self._side(index.column()) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def words(self, row: int, column: int) -> str:
        """What a cell says."""
        raise NotImplementedError

    def hint(self, row: int) -> str | None:
        """The tooltip of a row."""
        raise NotImplementedError

    def _side(self, column: int) -> Qt.AlignmentFlag:
        return _RIGHT if column in self.numbers else _LEFT


class TextRows(_Table):
    """The texts of a span variable, those on which the coders differ most first."""

    headers, numbers = (QT_TRANSLATE_NOOP("Intercoder", "Text"), QT_TRANSLATE_NOOP("Intercoder", "Differ")), (1,)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.texts: list[SpanText] = []

    def show(self, texts: Sequence[SpanText]) -> None:
        """Takes other texts."""
        self.beginResetModel()
        self.texts, self._rows = list(texts), len(texts)
        self.endResetModel()

    def words(self, row: int, column: int) -> str:
        """The title of the text, or how many characters are not marked alike."""
        return figures.count(self.texts[row].differing) if column else self.texts[row].title

    def hint(self, row: int) -> str:
        """The whole title, and what the number is."""
        text = self.texts[row]
        return self.tr("{0} ({1})\n{2} of {3} characters were marked, and not by all alike").format(
            text.title, text.ref, text.differing, text.length
        )


class SpanList(_Table):
    """The spans of one text in reading order: who, which category, which characters, and the passage itself."""

    headers, numbers = (
        (
            QT_TRANSLATE_NOOP("Intercoder", "Coder"),
            QT_TRANSLATE_NOOP("Intercoder", "Category"),
            QT_TRANSLATE_NOOP("Intercoder", "Characters"),
            QT_TRANSLATE_NOOP("Intercoder", "Passage"),
        ),
        (2,),
    )

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.spans: list[Span] = []
        self._cells: list[tuple[str, ...]] = []
        self.looks: list[CodeLook] = []

    def show(self, text: SpanText | None, variable: Variable | None) -> None:
        """Takes the spans of another text."""
        self.beginResetModel()
        self.spans, self._cells, self.looks = [], [], []
        if text is not None and variable is not None:
            places = {category.id: n for n, category in enumerate(variable.categories)}
            names = {coder.id: coder.name for coder in text.coders}
            order = {coder.id: n for n, coder in enumerate(text.coders)}
            self.spans = sorted((s for s in text.spans if s.category in places), key=lambda s: (s.start, order[s.coder]))
            for span in self.spans:
                label = variable.categories[places[span.category]].label
                quote = " ".join(span.quote.split())
                self._cells.append((names[span.coder], label, f"{span.start}–{span.stop}", quote))
                self.looks.append(look_of(variable, places[span.category]))
        self._rows = len(self.spans)
        self.endResetModel()

    def words(self, row: int, column: int) -> str:
        """The cell as words."""
        return self._cells[row][column]

    def hint(self, row: int) -> str:
        """The whole passage."""
        return self._cells[row][3]

    def row_of(self, span: int) -> int:
        """The row of the span with this id, -1 where there is none."""
        return next((n for n, held in enumerate(self.spans) if held.id == span), -1)
