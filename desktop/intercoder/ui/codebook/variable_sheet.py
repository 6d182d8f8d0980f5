"""One variable of the codebook in full, for reading: its question, its facts, and each category with its rules."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from intercoder.records import Category, Codebook, Variable
from intercoder.ui import figures, paint, theme
from intercoder.ui.keys import Cap
from intercoder.ui.language import tr
from intercoder.ui.page import hair

_ANSWERS = {
    "one": "One category", "several": "Several categories", "number": "A number", "text": "Free text", "date": "A date",
    "spans": "Marked passages",
}  # fmt: skip
_NAME_WIDTH = 104
_MOST_WIDE = 743  # of the page at scale 1: longer lines are hard to read


class VariableSheet(QScrollArea):
    """Shows a variable. Every text can be selected and copied, none can be changed here."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Variable"))
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_variable(self, variable: Variable, codebook: Codebook) -> None:
        """Shows this variable; the codebook gives the labels that its condition needs."""
        ground = QWidget(self)
        theme.set_kind(ground, "surface")
        page = QWidget(ground)
        page.setMaximumWidth(theme.current().px(_MOST_WIDE))
        row = QHBoxLayout(ground)
        theme.set_margins(row, (24, 16, 24, 32))
        row.addWidget(page, 100)
        row.addStretch(1)
        column = QVBoxLayout(page)
        theme.set_margins(column, spacing=16)
        if variable.question:
            column.addWidget(_words(variable.question, page, "heading"))
        column.addLayout(_facts(_facts_of(variable, codebook), page))
        if variable.categories:
            column.addWidget(hair(page))
            column.addLayout(_heading(variable, page))
            for category in variable.categories:
                column.addWidget(CategoryBlock(category, page))
                column.addWidget(hair(page))
        column.addStretch(1)
        old = self.takeWidget()
        self.setWidget(ground)
        if old is not None:
            old.deleteLater()
        self.verticalScrollBar().setValue(0)
        self.setAccessibleName(self.tr("Variable {0}").format(variable.label or variable.name))

    def shown_texts(self) -> list[str]:
        """Every text on the sheet, top to bottom as it was laid out."""
        return [label.text() for label in self.widget().findChildren(QLabel)]


class CategoryBlock(QWidget):
    """A category: number, swatch, label and key in one line, its definition and rules below."""

    def __init__(self, category: Category, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Category {0}, {1}").format(category.value, category.label))
        number = _words(str(category.value), self, "body", "second")
        number.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        theme.set_fixed(number, width=28)
        head = QHBoxLayout()
        theme.set_margins(head, spacing=12)
        head.addWidget(number)
        head.addWidget(Swatch(category.colour, self))
        head.addWidget(_words(category.label, self, "strong"), 1)
        if category.key:
            head.addWidget(Cap(category.key, self))
        rules = QGridLayout()
        theme.set_margins(rules, (66, 0, 0, 0), 6)
        rules.setColumnStretch(1, 1)
        rows = (("Definition", category.definition), ("Use when", category.use_when), ("Not when", category.not_when))
        for row, (name, text) in enumerate((name, text) for name, text in rows if text):
            rules.addWidget(_name(name, self), row, 0, Qt.AlignmentFlag.AlignTop)
            rules.addWidget(_words(text, self, "body"), row, 1)
        for row, example in enumerate(category.examples, rules.rowCount()):
            if row == rules.rowCount():
                rules.addWidget(_name("Examples", self), row, 0, Qt.AlignmentFlag.AlignTop)
            rules.addWidget(Quote(example, category.colour, self), row, 1)
        if not category.definition:
            rules.addWidget(_words("No definition in the codebook.", self, "small", "hint"), rules.rowCount(), 0, 1, 2)
        column = QVBoxLayout(self)
        theme.set_margins(column, (0, 0, 0, 0), 8)
        column.addLayout(head)
        column.addLayout(rules)


class Swatch(QWidget):
    """The colour of a category."""

    def __init__(self, code: str | None, parent: QWidget) -> None:
        super().__init__(parent)
        self._code = code
        self.setAccessibleName(self.tr("Colour {0}").format(code) if code else self.tr("No colour"))
        theme.set_fixed(self, 14, 14)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._code:
            paint.swatch(painter, QRectF(self.rect()), self._code)


class Quote(QWidget):
    """An example from the material with a bar in the colour of its category."""

    def __init__(self, text: str, code: str | None, parent: QWidget) -> None:
        super().__init__(parent)
        self._code = code
        label = _words(f"“{text}”", self, "quote")
        row = QHBoxLayout(self)
        theme.set_margins(row, (12, 2, 0, 2))
        row.addWidget(label)

    def paintEvent(self, _event: QPaintEvent) -> None:
        look = theme.current()
        colour = look.code(self._code) if self._code else look.colour("strong")
        QPainter(self).fillRect(0, 0, look.px(2), self.height(), colour)


class _Wrapped(QLabel):
    """A label that wraps and tells its layout how high it then is."""

    def __init__(self, text: str, parent: QWidget) -> None:
        super().__init__(text, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        flags = Qt.TextInteractionFlag
        self.setTextInteractionFlags(flags.TextSelectableByMouse | flags.TextSelectableByKeyboard)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.current().px(40), super().minimumSizeHint().height())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if theme.is_look_change(event):
            self.updateGeometry()


def _words(text: str, parent: QWidget, role: str, kind: str = "plain") -> QLabel:
    label = _Wrapped(text, parent)
    theme.set_font(label, role)
    theme.set_kind(label, kind)
    return label


def _name(text: str, parent: QWidget) -> QLabel:
    label = QLabel(text, parent)
    theme.set_font(label, "small_label")
    theme.set_kind(label, "second")
    theme.set_fixed(label, width=_NAME_WIDTH - 40)
    return label


def _facts(facts: list[tuple[str, str]], parent: QWidget) -> QGridLayout:
    grid = QGridLayout()
    theme.set_margins(grid, spacing=8)
    grid.setColumnStretch(1, 1)
    for row, (name, value) in enumerate(facts):
        label = QLabel(name, parent)
        theme.set_font(label, "small_label")
        theme.set_kind(label, "second")
        theme.set_fixed(label, width=_NAME_WIDTH)
        grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(_words(value, parent, "body"), row, 1)
    return grid


def _facts_of(variable: Variable, codebook: Codebook) -> list[tuple[str, str]]:
    facts = [
        ("Name", variable.name),
        ("Asked of", _asked_of(variable, codebook)),
        ("Answer", _ANSWERS[variable.answer_kind]),
    ]
    if variable.answer_kind in ("one", "several", "number"):
        facts.append(("Level", f"{variable.level.capitalize()} – agreement is {variable.level} alpha"))
    facts.append(("Ask only if", _condition(variable, codebook) if variable.condition else "always asked"))
    facts.append(("Required", "Yes" if variable.required else "No, it may stay without an answer"))
    if variable.undetermined:
        facts.append(("Offered too", "Cannot be determined"))
    if variable.group:
        facts.append(("Group", variable.group))
    return facts


def _asked_of(variable: Variable, codebook: Codebook) -> str:
    if variable.about:
        about = codebook.variable(variable.about)
        return f"Each passage marked with {about.label if about else variable.about}"
    noun = {"body": "Bodies of articles"}.get(variable.unit_kind, f"{variable.unit_kind.capitalize()}s")
    return f"Passages in {noun.lower()}" if variable.answer_kind == "spans" else noun


def _condition(variable: Variable, codebook: Codebook) -> str:
    """A condition with the labels of the codebook: `army in 1,2` is "Role of the army is Implied or Stated"."""
    condition = variable.condition or ""
    name, _, rest = condition.partition(" ")
    asked = codebook.variable(name)
    numbers = rest.removeprefix("in").removeprefix("=").strip().split(",")
    if asked is None or not all(n.strip().lstrip("-").isdigit() for n in numbers):
        return condition
    found = [asked.category(int(n)) for n in numbers]
    labels = [c.label for c in found if c is not None]
    return f"{asked.label} is {' or '.join(labels)}" if len(labels) == len(numbers) else condition


def _heading(variable: Variable, parent: QWidget) -> QHBoxLayout:
    title, count = QLabel(tr("Categories"), parent), QLabel(figures.count(len(variable.categories)), parent)
    theme.set_font(title, "strong")
    theme.set_font(count, "small")
    theme.set_kind(count, "second")
    row = QHBoxLayout()
    theme.set_margins(row, spacing=8)
    row.addWidget(title)
    row.addWidget(count)
    row.addStretch(1)
    return row
