"""The fields of one question, each saved when it is left."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from intercoder.records import Codebook, Variable
from intercoder.ui import theme
from intercoder.ui.codebook.condition_row import ConditionRow
from intercoder.ui.codebook.fields import LineField, PickField, Switch, TextField, row

UNITS = (
    ("Articles", "article"), ("Comments", "comment"), ("Headlines", "headline"), ("Leads", "lead"), ("Bodies", "body"),
    ("Paragraphs", "paragraph"), ("Corrections", "correction"), ("Captions", "caption"),
)  # fmt: skip
ANSWERS = (
    ("One category", "one"), ("Several categories", "several"), ("A number", "number"), ("Free text", "text"),
    ("A date", "date"), ("Marked passages", "spans"),
)  # fmt: skip
ABOUT = "about:"
"""Before the name of a span question, in the choice of what a question is asked of."""
LEVELS = (("Nominal", "nominal"), ("Ordinal", "ordinal"), ("Interval", "interval"), ("Ratio", "ratio"))
LEVEL_WORDS = {
    "nominal": "Any two different answers disagree equally. Agreement: nominal alpha.",
    "ordinal": "Answers have an order; near ones disagree less. Agreement: ordinal alpha.",
    "interval": "Distances between numbers count. Agreement: interval alpha.",
    "ratio": "Numbers with a true zero; distances count relative to size. Agreement: ratio alpha.",
}


class VariableForm(QWidget):
    """Emits `change(field, value)`; the place asks the project and tells what came of it."""

    change = Signal(str, object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._variable: Variable | None = None
        self._taken: dict[str, str] = {}
        self.name = LineField(self.tr("Name"), self, example=self.tr("army"))
        self.label = LineField(self.tr("Label"), self, example=self.tr("Role of the army"))
        self.question = TextField(self.tr("Question"), self, example=self.tr("Does the comment question the army's part?"))
        self.unit_kind = PickField(self.tr("Asked of"), self)
        self.answer_kind = PickField(self.tr("Answer"), self)
        self.level = PickField(self.tr("Level"), self)
        self.group = LineField(self.tr("Group"), self, example=self.tr("Tone"))
        self.required = Switch(self.tr("Answer required"), self)
        self.undetermined = Switch(self.tr("Offer “Cannot be determined”"), self)
        self.condition = ConditionRow(self)
        self._lay_out()
        for field in ("name", "label", "question", "unit_kind", "answer_kind", "level", "group"):
            getattr(self, field).changed.connect(lambda value, f=field: self.change.emit(f, value))
        self.condition.changed.connect(lambda value: self.change.emit("condition", value))
        self.required.clicked.connect(lambda on: self.change.emit("required", on))
        self.undetermined.clicked.connect(lambda on: self.change.emit("undetermined", on))
        self.name.typing.connect(self._judge_name)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        theme.set_margins(column, spacing=16)
        column.addLayout(row(self.name, self.label, self.group, shares=(3, 7, 3)))
        column.addWidget(self.question)
        column.addLayout(row(self.unit_kind, self.answer_kind, self.level))
        column.addWidget(self.condition)
        switches = QHBoxLayout()
        theme.set_margins(switches, spacing=24)
        switches.addWidget(self.required)
        switches.addWidget(self.undetermined)
        switches.addStretch(1)
        column.addLayout(switches)

    def show_variable(self, v: Variable, codebook: Codebook) -> None:
        """Shows what the project holds."""
        self._variable = v
        self._taken = {o.name.casefold(): o.label for o in codebook.variables if o.name != v.name}
        self.name.show_value(v.name)
        self.label.show_value(v.label)
        self.question.show_value(v.question)
        self.group.show_value(v.group or "")
        spans = [(f"Passages of {o.label}", ABOUT + o.name) for o in codebook.variables if o.answer_kind == "spans"]
        offered = [*UNITS, *(spans if v.answer_kind != "spans" else ())]
        self.unit_kind.show_value(offered, ABOUT + v.about if v.about else v.unit_kind)
        self.answer_kind.show_value(ANSWERS, v.answer_kind)
        self.level.show_value(LEVELS, v.level)
        self.level.set_help(_level_words(v))
        self.required.setChecked(v.required)
        self.required.setVisible(v.answer_kind != "spans")
        self.undetermined.setChecked(v.undetermined)
        self.undetermined.setVisible(v.answer_kind != "spans")
        self.condition.show_condition(v, codebook)
        self.condition.setVisible(v.answer_kind != "spans")
        if not self.name.line.hasFocus():
            self._judge_name(v.name, quiet=True)

    @property
    def shown(self) -> str:
        """The name of the question whose fields these are."""
        return self._variable.name if self._variable is not None else ""

    def say(self, field: str, sentence: str) -> None:
        """What is wrong with what was typed or chosen; the project holds what it held."""
        where = getattr(self, field)
        if hasattr(where, "say"):
            where.say(sentence)

    def field(self, name: str) -> QWidget:
        """The field of this name, to jump to."""
        return self.condition.add if name == "condition" else getattr(self, name, self.label)

    def _judge_name(self, typed: str, quiet: bool = False) -> None:
        from intercoder.tasks.codebook_lint import name_fault

        name = typed.strip()
        fault = name_fault(name)
        if name.casefold() in self._taken:
            self.name.say(self.tr("“{0}” has this name.").format(self._taken[name.casefold()]))
        elif fault:
            self.name.say(fault, "danger" if not name.isidentifier() else "warn")
        else:
            self.name.say("" if quiet else self.tr("SPSS takes this name."), "ok")


def _level_words(v: Variable) -> str:
    if v.answer_kind in ("one", "number"):
        return LEVEL_WORDS[v.level]
    words = {
        "several": "Sets of answers are compared, and each category by itself.",
        "spans": "Passages are compared by what they cover.",
        "text": "Free text has no coefficient.",
        "date": "Dates are compared as they are written.",
    }
    return words[v.answer_kind]
