"""What is asked before categories with codings change: which one takes them, which go to a new one, or all go."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QWidget

from intercoder.project.codebook_use import CategoryUse
from intercoder.records import Category, Variable
from intercoder.ui import figures, theme
from intercoder.ui.asking import Asking
from intercoder.ui.codebook.fields import LineField, PickField
from intercoder.ui.definition import label
from intercoder.ui.language import tr

_USE = Qt.ItemDataRole.UserRole


class MergeDialog(Asking):
    """Asks which category takes the codings of another one."""

    def __init__(self, variable: Variable, category: Category, used: int, parent: QWidget) -> None:
        count = figures.counted(used, "coding", "codings")
        sentence = f"The {count} of “{category.label}” get the category you choose, and “{category.label}” goes."
        sentence += " Undo brings both back."
        super().__init__(tr("Merge “{0}”").format(category.label), sentence, tr("Merge"), parent)
        self.into = PickField(self.tr("Merge into"), self.inside)
        others = [(f"{c.value}  {c.label}", c.value) for c in variable.categories if c.value != category.value]
        self.into.show_value(others, others[0][1] if others else None)
        self.body.addWidget(self.into)
        self.body.addStretch(1)

    @classmethod
    def ask(cls, variable: Variable, category: Category, used: int, parent: QWidget) -> int | None:
        """The number of the category that takes them, or None."""
        dialog = cls(variable, category, used, parent)
        return dialog.into.picker.currentData() if dialog.exec() else None


class RemoveDialog(Asking):
    """Asks whether something that was used goes with its codings."""

    def __init__(self, what: str, used: int, hint: str, parent: QWidget) -> None:
        count = figures.counted(used, "coding", "codings")
        sentence = f"{count} of all coders and rounds go with it. Units that then lack an answer count as open again."
        sentence += " Undo brings all back."
        super().__init__(
            tr("Remove “{0}” with its codings").format(what),
            sentence,
            tr("Remove with {0}").format(count),
            parent,
            dangerous=True,
        )
        self.body.addWidget(label(self.inside, hint, "body", "second"))
        self.body.addStretch(1)

    @classmethod
    def ask(cls, what: str, used: int, hint: str, parent: QWidget) -> bool:
        """Whether it goes."""
        return bool(cls(what, used, hint, parent).exec())


class SplitDialog(Asking):
    """Asks for the new category and which codings move to it; words find among them."""

    def __init__(self, category: Category, codings: tuple[CategoryUse, ...], parent: QWidget) -> None:
        sentence = f"A new category beside “{category.label}”. Tick the codings that belong there; the others stay."
        super().__init__(tr("Split “{0}”").format(category.label), sentence, tr("Split"), parent, width=640)
        self.name = LineField(self.tr("New category"), self.inside, example=self.tr("Refugees in camps"))
        self.find = QLineEdit(self.inside)
        theme.set_kind(self.find, "search")
        self.find.setPlaceholderText(self.tr("Find words, a coder or a unit"))
        self.find.setAccessibleName(self.tr("Find among the codings"))
        self.list = QListWidget(self.inside)
        self.list.setAccessibleName(self.tr("Codings"))
        self.list.setWordWrap(True)
        self.list.setMinimumHeight(theme.current().px(260))
        for use in codings:
            item = QListWidgetItem(f"{use.ref} · {use.coder_name}, {use.round_name}\n{_short(use.quote)}", self.list)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Unchecked)
            item.setData(_USE, use)
            item.setSizeHint(QSize(10, theme.current().px(52)))
        self.count = label(self.inside, "", "small", "hint")
        for widget in (self.name, self.find, self.list, self.count):
            self.body.addWidget(widget)
        for widget in (self.find, self.list):
            widget.setVisible(bool(codings))
        self.name.typing.connect(lambda _text: self._refresh())
        self.find.textChanged.connect(self._filter)
        self.list.itemChanged.connect(lambda _item: self._refresh())
        self.list.itemActivated.connect(self._turn)
        self._refresh()

    def chosen(self) -> list[CategoryUse]:
        """The ticked codings."""
        items = (self.list.item(n) for n in range(self.list.count()))
        return [item.data(_USE) for item in items if item.checkState() == Qt.CheckState.Checked]

    def _turn(self, item: QListWidgetItem) -> None:
        checked = item.checkState() == Qt.CheckState.Checked
        item.setCheckState(Qt.CheckState.Unchecked if checked else Qt.CheckState.Checked)

    def _filter(self, typed: str) -> None:
        words = typed.casefold().split()
        for n in range(self.list.count()):
            item = self.list.item(n)
            use: CategoryUse = item.data(_USE)
            text = f"{use.ref} {use.coder_name} {use.round_name} {use.quote}".casefold()
            item.setHidden(not all(word in text for word in words))

    def _refresh(self) -> None:
        self.confirm.setEnabled(bool(self.name.line.text().strip()))
        total = self.list.count()
        self.count.setText(
            self.tr("{0} of {1} will move").format(len(self.chosen()), figures.counted(total, "coding", "codings"))
            if total
            else ""
        )

    @classmethod
    def ask(cls, category: Category, codings: tuple[CategoryUse, ...], parent: QWidget) -> tuple[str, list[CategoryUse]] | None:
        """The label of the new category and the codings that move, or None."""
        dialog = cls(category, codings, parent)
        return (dialog.name.line.text().strip(), dialog.chosen()) if dialog.exec() else None


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 160 else line[:160] + "…"
