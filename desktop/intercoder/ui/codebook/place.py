"""The place Codebook: every variable with its question, categories and definitions, as they were imported."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QWidget

from intercoder.errors import UserError
from intercoder.records import Codebook, Variable
from intercoder.ui import figures
from intercoder.ui.codebook.variable_sheet import VariableSheet
from intercoder.ui.empty import EmptyPlace
from intercoder.ui.page import Page, button, hair
from intercoder.ui.session import Session
from intercoder.ui.side_list import SideList, SideRow

_TABLES = frozenset({"project", "variable", "category", "codebook_version"})
_ASKED_OF = {
    "article": "Asked of articles", "paragraph": "Asked of paragraphs", "comment": "Asked of comments",
    "headline": "Asked of headlines", "lead": "Asked of leads", "body": "Asked of bodies",
    "correction": "Asked of corrections", "caption": "Asked of captions",
}  # fmt: skip
_MARKED, _ABOUT = "Marked in the text", "Asked of marked passages"
ICONS = {
    "one": "circle-dot", "several": "list-checks", "number": "hash", "text": "text", "date": "calendar",
    "spans": "highlighter",
}  # fmt: skip
"""Kind of answer -> icon."""


def grouped(codebook: Codebook) -> list[tuple[str, list[Variable]]]:
    """The variables by what they are asked of, in the order in which the groups first appear."""
    groups: dict[str, list[Variable]] = {}
    for variable in codebook.variables:
        name = _MARKED if variable.answer_kind == "spans" else _ABOUT if variable.about else _ASKED_OF[variable.unit_kind]
        groups.setdefault(name, []).append(variable)
    order = [*_ASKED_OF.values(), _MARKED, _ABOUT]
    return sorted(groups.items(), key=lambda group: order.index(group[0]))


def ask_for_codebook(parent: QWidget) -> Path | None:
    """The file from which the researcher wants to read a codebook."""
    name = QFileDialog.getOpenFileName(parent, "Import a codebook", "", "Codebook (*.json);;All files (*)")[0]
    return Path(name) if name else None


def ask_where_to_write(parent: QWidget, proposed: str) -> Path | None:
    """The file into which the researcher wants the codebook written."""
    name = QFileDialog.getSaveFileName(parent, "Export the codebook", proposed, "Codebook (*.json)")[0]
    return Path(name) if name else None


class CodebookPlace(Page):
    """Variables at the left, the chosen one in full in the middle. For reading; a codebook comes in as a file."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent, ("Codebook", 256))
        self._variables = SideList("Variables", self.left_pane)
        self._variables.chosen.connect(self._show)
        self.left.addWidget(self._variables, 1)
        self._import = button(self.middle, "Import …")
        self._export = button(self.middle, "Export …", icon_name="share")
        self._import.clicked.connect(self.import_codebook)
        self._export.clicked.connect(self.export_codebook)
        self.make_head(self._import, self._export)
        self.body.addWidget(hair(self.middle))
        self.sheet = VariableSheet(self.middle)
        sentence = "Import a codebook as JSON: its variables, categories and definitions then stand here."
        self._empty = EmptyPlace(
            self.middle, "book-marked", "No codebook yet", sentence, ("Import a codebook …", self.import_codebook)
        )
        self._stack = QStackedWidget(self.middle)
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self.sheet)
        self.body.addWidget(self._stack, 1)
        self.add_notice()
        self.setFocusProxy(self._variables)
        session.changed.connect(self._on_change)
        self._fill()

    def _on_change(self, tables: frozenset[str]) -> None:
        if tables & _TABLES:
            self._fill()

    def _fill(self) -> None:
        codebook = self._codebook()
        rows: list[SideRow] = []
        for name, variables in grouped(codebook):
            rows.append(SideRow(name))
            rows += [SideRow(v.label or v.name, v.name, icon=ICONS[v.answer_kind]) for v in variables]
        self._variables.fill(rows)
        some = bool(codebook.variables)
        self._stack.setCurrentWidget(self.sheet if some else self._empty)
        self._export.setVisible(some)
        package = self.session.project is not None and self.session.project.kind == "package"
        self._import.setVisible(some and not package)
        self._import.setEnabled(self.session.project is not None and not self.session.project.read_only)
        if some:
            self._show(self._variables.key)
        else:
            self.title.setText("Codebook")
            self.facts.setText("")

    def _codebook(self) -> Codebook:
        project = self.session.project
        return project.codebook.current() if project is not None else Codebook("", ())

    def _show(self, name: str | None) -> None:
        codebook = self._codebook()
        variable = codebook.variable(name or "")
        if variable is None:
            return
        version = self.session.project.codebook.version
        state = f"Codebook {version}, frozen" if version else "Draft, not frozen yet"
        count = figures.counted(len(codebook.variables), "variable", "variables")
        self.title.setText(variable.label or variable.name)
        self.facts.setText(f"{state} · {count}")
        self.sheet.show_variable(variable, codebook)

    def show_target(self, target: object) -> None:
        """Shows the variable with this name."""
        self._variables.choose(str(target))
        self._show(self._variables.key)

    # -------------------------------------------------------------- files

    def import_codebook(self) -> None:
        """Reads a codebook from a file the researcher chooses, as one step that can be undone."""
        path = ask_for_codebook(self)
        if path is None:
            return
        from intercoder.tasks import codebook_file

        try:
            self.session.project.codebook.load(codebook_file.read(path))
        except UserError as error:
            self._say_error("The codebook was not imported", error)
            return
        count = figures.counted(len(self._codebook().variables), "variable", "variables")
        self.notice.say(f"Codebook imported: {count}.", action=("Undo", self._undo))

    def export_codebook(self) -> None:
        """Writes the codebook as JSON; it can be imported again and comes back equal."""
        proposed = f"{self._codebook().title or 'codebook'}.json"
        path = ask_where_to_write(self, proposed)
        if path is None:
            return
        from intercoder.tasks import codebook_file

        try:
            codebook_file.write(self._codebook(), path)
        except UserError as error:
            self._say_error("The codebook was not written", error)
            return
        self.notice.say(f"The codebook was written to {path}.")

    def _undo(self) -> None:
        self.session.undo()

    def _say_error(self, what: str, error: UserError) -> None:
        self.notice.say(f"{what}: {error}", f"Nothing was lost. {error.hint}", "danger")

    def menu_actions(self) -> dict[str, list[QAction]]:
        """What this place adds to the menus of the window."""
        actions = []
        for words, act in (("Import codebook …", self.import_codebook), ("Export codebook …", self.export_codebook)):
            action = QAction(words, self)
            action.triggered.connect(partial(_call, act))
            actions.append(action)
        return {"file": actions}


def _call(act, _checked: bool = False) -> None:  # type: ignore[no-untyped-def]
    act()
