"""The categories of a question as rows in a tree, by keyboard and by mouse; what is done is told, the project does it."""

from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from intercoder.records import Category, Variable
from intercoder.ui import figures, paint, theme
from intercoder.ui.code.options import key_of
from intercoder.ui.icons import paint_icon

_INDENT = 20
_NUMBER, _COLOUR, _LABEL = 52, 28, 176  # widths of the columns at scale 1


@dataclass(frozen=True)
class Arranged:
    """Order and tree of all categories: (number, number of the one above) from top to bottom."""

    order: tuple[tuple[int, int | None], ...]
    words: str  # what was done: "Move", "Indent", "Outdent"


def depths(categories: tuple[Category, ...]) -> dict[int, int]:
    """How deep each category lies in the tree."""
    above = {c.value: c.parent for c in categories}

    def depth(value: int | None, left: int) -> int:
        parent = above.get(value) if value is not None else None
        return 0 if parent is None or not left else 1 + depth(parent, left - 1)

    return {c.value: depth(c.value, len(categories)) for c in categories}


class CategoryTree(QWidget):
    """Emits `chosen(number or None)`, `add_wanted(number or None)`, `remove_wanted(number)`, `arranged(Arranged)`,
    `opened()`: the fields are to be typed into.
    """

    chosen = Signal(object)
    add_wanted = Signal(object)
    remove_wanted = Signal(int)
    duplicate_wanted = Signal(int)
    arranged = Signal(object)
    opened = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.rows: list[CategoryRow] = []
        self.current: int | None = None
        self._form: QWidget | None = None
        self._categories: tuple[Category, ...] = ()
        self._drop: int | None = None
        self._column = QVBoxLayout(self)
        theme.set_margins(self._column)

    def set_form(self, form: QWidget) -> None:
        """The fields of the current category, which open under its row."""
        self._form = form
        form.setParent(self)

    def show_categories(self, variable: Variable, uses: dict[tuple[str, int], int], current: int | None) -> None:
        """The rows as the project holds them; the current one stays if it is still there."""
        self._categories = variable.categories
        values = [c.value for c in variable.categories]
        self.current = current if current in values else None
        level = depths(variable.categories)
        while len(self.rows) > len(values):
            gone = self.rows.pop()
            self._column.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        while len(self.rows) < len(values):
            self.rows.append(CategoryRow(self))
        coloured = variable.answer_kind == "spans" or any(c.colour for c in variable.categories)
        for row, c in zip(self.rows, variable.categories, strict=True):
            row.show_category(c, level[c.value], uses.get((variable.name, c.value), 0), coloured)
        self._place()

    def choose(self, value: int | None) -> None:
        """Opens another category, or closes the open one."""
        if value != self.current and (value is None or value in {c.value for c in self._categories}):
            self.current = value
            self._place()
            self.chosen.emit(value)

    def _place(self) -> None:
        for item in (*self.rows, *((self._form,) if self._form is not None else ())):
            self._column.removeWidget(item)
        for row in self.rows:
            self._column.addWidget(row)
            row.show()
            is_current = row.category.value == self.current
            row.set_current(is_current)
            if is_current and self._form is not None:
                self._column.addWidget(self._form)
        if self._form is not None:
            self._form.setVisible(self.current is not None)
        self._name()

    def _name(self) -> None:
        row = self.row()
        self.setAccessibleName(self.tr("Categories") + (f", {row.accessibleName()}" if row is not None else ""))

    def row(self) -> "CategoryRow | None":
        """The row of the current category."""
        return next((row for row in self.rows if row.category.value == self.current), None)

    # ---------------------------------------------------------------- keyboard

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.hasFocus():  # a field lets Return through to what lies around it
            event.ignore()
            return
        key, keys = event.key(), Qt.Key
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        ctrl = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if self.current is None:
            if key in (keys.Key_Return, keys.Key_Enter, keys.Key_Insert):
                self.add_wanted.emit(None)
            elif key in (keys.Key_Up, keys.Key_Down, keys.Key_Home, keys.Key_End) and self._categories:
                last = key in (keys.Key_Up, keys.Key_End)
                self.choose(self._categories[-1 if last else 0].value)
            else:
                super().keyPressEvent(event)
        elif key == keys.Key_Escape:
            self.choose(None)
        elif alt and key in (keys.Key_Up, keys.Key_Down):
            self.move_by(-1 if key == keys.Key_Up else 1)
        elif (alt and key == keys.Key_Right) or (ctrl and key == keys.Key_BracketRight):
            self.indent()
        elif (alt and key == keys.Key_Left) or (ctrl and key == keys.Key_BracketLeft):
            self.outdent()
        elif key in (keys.Key_Up, keys.Key_Down, keys.Key_Home, keys.Key_End) and not alt:
            self._step(key)
        elif key in (keys.Key_Return, keys.Key_Enter, keys.Key_Insert):
            self.add_wanted.emit(self.current)
        elif key == keys.Key_F2:
            self.opened.emit()
        elif key in (keys.Key_Delete, keys.Key_Backspace):
            self.remove_wanted.emit(self.current)
        elif ctrl and key == keys.Key_D:
            self.duplicate_wanted.emit(self.current)
        else:
            super().keyPressEvent(event)

    def _step(self, key: int) -> None:
        values = [c.value for c in self._categories]
        here = values.index(self.current)
        steps = {Qt.Key.Key_Up: here - 1, Qt.Key.Key_Down: here + 1, Qt.Key.Key_Home: 0, Qt.Key.Key_End: len(values) - 1}
        self.choose(values[min(max(steps[key], 0), len(values) - 1)])

    def move_by(self, step: int) -> None:
        """Moves the current category, with all below it, past the next one of its level."""
        branch = self._branch(self.current)
        siblings = [c.value for c in self._categories if c.parent == self._parent(self.current)]
        place = siblings.index(self.current) + step
        if 0 <= place < len(siblings):
            other = self._branch(siblings[place])
            rest = [v for v in self._values() if v not in branch]
            at = rest.index(other[-1]) + 1 if step > 0 else rest.index(other[0])
            self._tell([*rest[:at], *branch, *rest[at:]], {}, "Move")

    def indent(self) -> None:
        """Puts the current category under the one before it of its level."""
        siblings = [c.value for c in self._categories if c.parent == self._parent(self.current)]
        place = siblings.index(self.current)
        if place:
            above = siblings[place - 1]
            branch = self._branch(self.current)
            rest = [v for v in self._values() if v not in branch]
            at = rest.index(self._branch(above)[-1]) + 1
            self._tell([*rest[:at], *branch, *rest[at:]], {self.current: above}, "Indent")

    def outdent(self) -> None:
        """Puts the current category one level up, after the one it lay under."""
        parent = self._parent(self.current)
        if parent is not None:
            branch = self._branch(self.current)
            rest = [v for v in self._values() if v not in branch]
            at = rest.index([v for v in self._branch(parent) if v not in branch][-1]) + 1
            self._tell([*rest[:at], *branch, *rest[at:]], {self.current: self._parent(parent)}, "Outdent")

    def _values(self) -> list[int]:
        return [c.value for c in self._categories]

    def _parent(self, value: int | None) -> int | None:
        return next((c.parent for c in self._categories if c.value == value), None)

    def _branch(self, value: int | None) -> list[int]:
        """The category and all below it, in their order."""
        found = {value}
        for _ in self._categories:
            found |= {c.value for c in self._categories if c.parent in found}
        return [c.value for c in self._categories if c.value in found]

    def _tell(self, values: list[int], parents: dict[int | None, int | None], words: str) -> None:
        order = tuple((v, parents[v] if v in parents else self._parent(v)) for v in values)
        if order != tuple((c.value, c.parent) for c in self._categories):
            self.arranged.emit(Arranged(order, words))

    # ---------------------------------------------------------------- mouse

    def drag(self, at: QPoint) -> None:
        """A row is dragged with the mouse to a point of the tree: a line shows where it would lie."""
        middle = [r.mapTo(self, r.rect().center()).y() for r in self.rows]
        self._drop = sum(y < at.y() for y in middle)
        self.update()

    def drop(self, row: "CategoryRow") -> None:
        """The dragged row is let go: it and all below it lie there, on the level of what follows."""
        place, self._drop = self._drop, None
        self.update()
        if place is None:
            return
        branch = self._branch(row.category.value)
        values = self._values()
        rest = [v for v in values if v not in branch]
        at = sum(v not in branch for v in values[:place])
        after = rest[at] if at < len(rest) else None
        parent = self._parent(after) if after is not None else None
        self._tell([*rest[:at], *branch, *rest[at:]], {row.category.value: parent}, "Move")

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._drop is None or not self.rows:
            return
        y = self.rows[self._drop].y() if self._drop < len(self.rows) else self.rows[-1].geometry().bottom()
        painter, look = QPainter(self), theme.current()
        painter.fillRect(0, max(0, y - look.px(1)), self.width(), look.px(2), look.colour("accent"))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._repaint()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._repaint()

    def _repaint(self) -> None:
        for row in self.rows:
            row.update()


class CategoryRow(QWidget):
    """One category: grip, number, colour, label, definition, how often it was used, key."""

    def __init__(self, tree: CategoryTree) -> None:
        super().__init__(tree)
        self._tree = tree
        self._current = False
        self._pressed: QPoint | None = None
        self._dragged = self._was_open = False
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_category(self, category: Category, depth: int, used: int, coloured: bool) -> None:
        """Takes over what it says."""
        self.category, self._depth, self._used, self._coloured = category, depth, used, coloured
        words = [f"{category.value} {category.label}", f"level {depth + 1}" if depth else "", f"used {used}" if used else ""]
        self.setAccessibleName(", ".join(w for w in words if w))
        self.setToolTip("\n".join(t for t in (category.label, category.definition) if t))
        self.update()

    def set_current(self, current: bool) -> None:
        """The one whose fields are open."""
        self._current = current
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.current().px(300), theme.current().px(40))

    minimumSizeHint = sizeHint

    def paintEvent(self, _event: QPaintEvent) -> None:
        look, painter = theme.current(), QPainter(self)
        rect = QRectF(self.rect())
        hover = self.underMouse() and not self._current
        if self._current or hover:
            focus = self._tree.hasFocus()
            painter.fillRect(rect, look.colour("hover" if hover else "selected"))
            if focus and self._current:
                painter.fillRect(QRectF(0, 0, look.px(3), rect.height()), look.colour("accent"))
        else:
            paint.hairline(painter, 0, rect.bottom() - 1, rect.width())
        if hover or self._current:
            side = look.px(14)
            paint_icon(painter, QRectF(look.px(6), rect.center().y() - side / 2, side, side), "grip-vertical", "text3")
        c, x = self.category, look.px(24)
        x = self._text(painter, x, look.px(_NUMBER) - look.px(12), str(c.value).replace("-", "−"), "body", "text2", right=True)
        x += look.px(_INDENT) * self._depth + look.px(12)
        if c.colour:
            paint.swatch(painter, QRectF(x, rect.y(), look.px(12), rect.height()), c.colour)
        x += look.px(_COLOUR) - look.px(6) if self._coloured else 0
        right = rect.right() - look.px(12)
        key = key_of(c.key, c.value)
        if key:
            size = paint.key_cap_size(key)
            paint.key_cap(painter, QRectF(right - size.width(), rect.center().y() - size.height() / 2, *size.toTuple()), key)
        right -= look.px(32)
        if self._used:
            words = figures.count(self._used)
            width = paint.text_width("small", words) + 1
            place = QRectF(right - width, 0, width, rect.height())
            paint.paint_text(painter, place, words, "small", "text3", Qt.AlignmentFlag.AlignRight)
            right -= width + look.px(12)
        room = right - x
        label = min(paint.text_width("strong", c.label) + 2, max(room * 0.45, room - look.px(240)))
        label = max(label, min(look.px(_LABEL), room))
        x = self._text(painter, x, min(label, room), c.label, "strong" if self._current else "label", "text") + look.px(12)
        first = c.definition.split("\n", 1)[0]
        if right - x > look.px(40):
            missing = not first
            self._text(painter, x, right - x, first or "no definition yet", "body", "text3" if missing else "text2")

    def _text(self, painter: QPainter, x: float, width: float, text: str, role: str, token: str, right: bool = False) -> float:
        align = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        paint.paint_text(painter, QRectF(x, 0, width, self.height()), text, role, token, align)
        return x + width

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed, self._dragged = event.position().toPoint(), False
            self._tree.setFocus(Qt.FocusReason.MouseFocusReason)
            self._was_open = self._tree.current == self.category.value
            self._tree.choose(self.category.value)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed is None:
            return
        far = (event.position().toPoint() - self._pressed).manhattanLength() > theme.current().px(8)
        if far or self._dragged:
            self._dragged = True
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
            self._tree.drag(self.mapTo(self._tree, event.position().toPoint()))

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        dragged, self._pressed, self._dragged = self._dragged, None, False
        if dragged:
            self._tree.drop(self)
        elif self._was_open:
            self._tree.choose(None)

    def mouseDoubleClickEvent(self, _event: QMouseEvent) -> None:
        self._tree.choose(self.category.value)
        self._tree.opened.emit()
