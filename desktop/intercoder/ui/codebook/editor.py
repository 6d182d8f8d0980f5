"""One question open for editing: its fields, its categories, and what is asked before codings are touched."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from intercoder.errors import UserError
from intercoder.project.codebook_use import Uses
from intercoder.records import Codebook, Variable
from intercoder.ui import figures, theme
from intercoder.ui.codebook.category_dialogs import MergeDialog, RemoveDialog, SplitDialog
from intercoder.ui.codebook.category_form import CategoryForm
from intercoder.ui.codebook.category_tree import Arranged, CategoryTree
from intercoder.ui.codebook.variable_form import ABOUT, VariableForm
from intercoder.ui.page import button, hair
from intercoder.ui.session import Session

_MOST_WIDE = 791  # of the page at scale 1: 743 and its margins
_CHOSEN = ("unit_kind", "answer_kind", "level", "about", "condition", "required", "undetermined")
NEW_CATEGORY = "New category"


class VariableEditor(QScrollArea):
    """Shows and changes one question through the project's verbs. Emits `said(sentence, hint, look)`."""

    said = Signal(str, str, str)

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self.variable: Variable | None = None
        self._codebook, self._uses = Codebook("", ()), Uses()
        self._categories: dict[int, int] = {}  # id of a variable -> number of the category that is open
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(self.tr("Question"))
        ground = QWidget(self)
        theme.set_kind(ground, "surface")
        self._page = QWidget(ground)
        self.form = VariableForm(self._page)
        self.tree = CategoryTree(self._page)
        self.category = CategoryForm(self.tree)
        self.tree.set_form(self.category)
        self.count = QLabel(self._page)
        self.add = button(self._page, self.tr("Add category"), "ghost", "plus")
        self._lay_out(ground)
        self.setWidget(ground)
        self._connect()

    def _lay_out(self, ground: QWidget) -> None:
        line = QHBoxLayout(ground)
        theme.set_margins(line)
        line.addWidget(self._page, 100)
        line.addStretch(1)
        self._page.setMaximumWidth(theme.current().px(_MOST_WIDE))
        column = QVBoxLayout(self._page)
        theme.set_margins(column, (24, 16, 24, 24), 12)
        column.addWidget(self.form)
        self._part = QWidget(self._page)
        part = QVBoxLayout(self._part)
        theme.set_margins(part, spacing=4)
        part.addWidget(hair(self._part))
        title = QLabel(self.tr("Categories"), self._part)
        theme.set_font(title, "strong")
        theme.set_font(self.count, "small")
        theme.set_kind(self.count, "hint")
        head = QHBoxLayout()
        theme.set_margins(head, (0, 8, 0, 4), 8)
        head.addWidget(title)
        head.addWidget(self.count, 1)
        head.addWidget(self.add)
        part.addLayout(head)
        part.addWidget(self.tree)
        column.addWidget(self._part)
        column.addStretch(1)

    def _connect(self) -> None:
        self.form.change.connect(self._change)
        self.category.change.connect(self._change_category)
        self.tree.chosen.connect(self._open_category)
        self.tree.add_wanted.connect(self.add_category)
        self.tree.remove_wanted.connect(self.remove_category)
        self.tree.duplicate_wanted.connect(self._duplicate_category)
        self.tree.arranged.connect(self._arrange)
        self.tree.opened.connect(lambda: self.category.label.line.setFocus(Qt.FocusReason.TabFocusReason))
        self.add.clicked.connect(lambda: self.add_category(self.tree.current))
        self.category.merge_wanted.connect(self.merge_category)
        self.category.split_wanted.connect(self.split_category)
        self.category.duplicate_wanted.connect(lambda: self._duplicate_category(self.tree.current))
        self.category.remove_wanted.connect(lambda: self.remove_category(self.tree.current))

    # ---------------------------------------------------------------- showing

    def show_variable(self, variable: Variable, codebook: Codebook, uses: Uses) -> None:
        """Shows what the project holds; what is being typed stays."""
        other = self.variable is None or self.variable.id != variable.id
        self.variable, self._codebook, self._uses = variable, codebook, uses
        self.setAccessibleName(self.tr("Question {0}").format(variable.label))
        self.form.show_variable(variable, codebook)
        self._part.setVisible(variable.answer_kind in ("one", "several", "spans"))
        self._show_categories()
        if other:
            self.verticalScrollBar().setValue(0)

    def _show_categories(self) -> None:
        v = self.variable
        opened = self._categories.get(v.id)
        self.tree.show_categories(v, self._uses.of_category, opened)
        self.count.setText(figures.count(len(v.categories)))
        current = v.category(self.tree.current) if self.tree.current is not None else None
        if current is not None:
            self.category.show_category(current, v, self._uses.of_category.get((v.name, current.value), 0))

    def _open_category(self, value: int | None) -> None:
        if value is None:
            self._categories.pop(self.variable.id, None)
        else:
            self._categories[self.variable.id] = value
        self._show_categories()
        QTimer.singleShot(0, self, self._bring_into_sight)

    def _bring_into_sight(self) -> None:
        row = self.tree.row()
        if row is not None:
            self.widget().layout().activate()
            self.ensureWidgetVisible(self.category, 0, theme.current().px(8))
            self.ensureWidgetVisible(row, 0, theme.current().px(8))

    def jump(self, field: str, category: int | None) -> None:
        """Opens the category and puts the focus on the field to mend."""
        if category is not None:
            self._open_category(category)
            where = self.category.field(field)
        else:
            where = self.form.field(field) if field else self.tree if self.variable.categories else self.form.label
        where.setFocus(Qt.FocusReason.TabFocusReason)
        QTimer.singleShot(0, self, lambda: self.ensureWidgetVisible(where, 0, theme.current().px(40)))

    # ---------------------------------------------------------------- the question

    @property
    def _room(self):
        return self._session.project.codebook

    def _change(self, field: str, value: object) -> None:
        fields = {field: value}
        if field == "unit_kind":
            fields = self._asked_of(str(value))
        try:
            self._room.change_variable(self.form.shown, **fields)
        except UserError as error:
            if field in _CHOSEN:
                self.form.show_variable(self.variable, self._codebook)
            self._say_at(self.form.say, field, error)

    def _asked_of(self, value: str) -> dict[str, object]:
        """What changes with what a question is asked of: units, or the passages of a span question."""
        marked = self._codebook.variable(value.removeprefix(ABOUT)) if value.startswith(ABOUT) else None
        wanted = {"unit_kind": marked.unit_kind, "about": marked.name} if marked else {"unit_kind": value, "about": None}
        changed = {field: new for field, new in wanted.items() if getattr(self.variable, field) != new}
        return changed or {"unit_kind": self.variable.unit_kind}

    def _say_at(self, say: Callable[[str, str], None], field: str, error: UserError) -> None:
        sentence = f"{error.message} {error.hint}".strip()
        say(field, sentence)
        if field in ("required", "undetermined", "condition", "colour", "examples", "key", "value", "name", "label"):
            self.said.emit("Not changed: " + error.message, error.hint, "danger")

    # ---------------------------------------------------------------- categories

    def _change_category(self, field: str, value: object) -> None:
        v, number = self.variable, self.category.shown
        if field == "value":
            self._categories[v.id] = value  # the open one stays open under its new number
        try:
            self._room.change_category(v.name, number, **{field: value})
        except UserError as error:
            self._categories[v.id] = number
            self._say_at(self.category.say, field, error)

    def add_category(self, after: int | None) -> None:
        """A new category after another one, on its level; its label is at once to be typed."""
        v = self.variable
        above = v.category(after) if after is not None else None
        taken = {c.label for c in v.categories}
        label = next(
            n for k in range(1, len(taken) + 2) if (n := NEW_CATEGORY if k == 1 else f"{NEW_CATEGORY} {k}") not in taken
        )
        made = self._try(lambda: self._room.add_category(v.name, label, after, above.parent if above is not None else None))
        if made is not None:
            self._open_category(made.value)
            self.category.label.line.setFocus(Qt.FocusReason.TabFocusReason)
            self.category.label.line.selectAll()

    def _duplicate_category(self, value: int) -> None:
        made = self._try(lambda: self._room.duplicate_category(self.variable.name, value))
        if made is not None:
            self._open_category(made.value)

    def _arrange(self, arranged: Arranged) -> None:
        v = self.variable
        label = f"{arranged.words} {v.category(self.tree.current).label}"
        self._try(lambda: self._room.arrange_categories(v.name, arranged.order, label))

    def remove_category(self, value: int) -> None:
        """Takes a category away; asks first if it was used, for then its codings go too."""
        v = self.variable
        category = v.category(value)
        used = self._uses.of_category.get((v.name, value), 0)
        if used and not RemoveDialog.ask(category.label, used, "Merging it into another category keeps the codings.", self):
            return
        values = [c.value for c in v.categories]
        beside = values[values.index(value) - 1] if value != values[0] else values[min(1, len(values) - 1)]
        if self._try(lambda: self._room.remove_category(v.name, value, with_codings=used > 0)) is not None:
            self.said.emit(f"“{category.label}” was removed.", "", "undo")
            self._categories[v.id] = beside
            self._show_categories()
            self.tree.setFocus(Qt.FocusReason.OtherFocusReason)

    def merge_category(self) -> None:
        """Asks which category takes the codings of the open one."""
        v, value = self.variable, self.tree.current
        category = v.category(value)
        into = MergeDialog.ask(v, category, self._uses.of_category.get((v.name, value), 0), self)
        if into is None:
            return
        self._categories[v.id] = into
        report = self._try(lambda: self._room.merge_categories(v.name, [value], into))
        if report is None:
            self._categories[v.id] = value
            return
        target = v.category(into).label
        count, verb = figures.counted(report.codings, "coding", "codings"), "has" if report.codings == 1 else "have"
        words = f"{count} of “{category.label}” now {verb} “{target}”."
        words += f" {report.met} fell together with one that was there." if report.met else ""
        self.said.emit(words, "", "undo")

    def split_category(self) -> None:
        """Asks for a new category beside the open one and for the codings that move there."""
        v, value = self.variable, self.tree.current
        chosen = SplitDialog.ask(v.category(value), self._room.codings_of(v.name, value), self)
        if chosen is None:
            return
        label, codings = chosen
        made = self._try(lambda: self._room.split_category(v.name, value, label, codings))
        if made is not None:
            self._open_category(made.value)
            self.said.emit(
                f"“{label}” is a category now, with {figures.counted(len(codings), 'coding', 'codings')}.", "", "undo"
            )

    def _try(self, act: Callable[[], object]) -> object | None:
        """What the verb gave, or None after the sentence of its refusal was told."""
        try:
            made = act()
        except UserError as error:
            self.said.emit(error.message, error.hint, "danger")
            return None
        return True if made is None else made

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if theme.is_look_change(event) and hasattr(self, "_page"):
            self._page.setMaximumWidth(theme.current().px(_MOST_WIDE))

    def sizeHint(self) -> QSize:
        return QSize(theme.current().px(743), theme.current().px(600))
