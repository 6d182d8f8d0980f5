"""The place Codebook: the lead's questions at the left, the open one in the middle, as coders see it at the right."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAction, QShowEvent
from PySide6.QtWidgets import QLineEdit, QMenu, QStackedWidget, QToolButton, QWidget

from intercoder.errors import UserError
from intercoder.records import Codebook, Variable
from intercoder.tasks.codebook_lint import Finding, data_words, lint
from intercoder.ui import figures, theme
from intercoder.ui.codebook import files
from intercoder.ui.codebook.deeds import Deeds
from intercoder.ui.codebook.draft_bar import DraftBar
from intercoder.ui.codebook.editor import VariableEditor
from intercoder.ui.codebook.groups import ICONS, found_by, grouped
from intercoder.ui.codebook.lint_pane import LintPane
from intercoder.ui.codebook.preview import Preview
from intercoder.ui.codebook.start_codebook import StartCodebook
from intercoder.ui.codebook.variable_sheet import VariableSheet
from intercoder.ui.definition import label
from intercoder.ui.icons import icon
from intercoder.ui.language import tr
from intercoder.ui.page import Page, button, hair
from intercoder.ui.pane import PaneHeader
from intercoder.ui.session import Session
from intercoder.ui.side_list import SideList, SideRow

_INSTRUMENT = frozenset({"project", "variable", "category", "codebook_version"})
_USE = frozenset({"project", "value", "span", "progress"})


class CodebookPlace(Page):
    """For the lead an editor that saves each field when it is left; in a package, or read-only, for reading."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent, (tr("Codebook"), 256), right_width=344)
        self._shown = 0  # id of the open variable
        self._stale = True
        self.deeds = Deeds(session, self)
        self._lay_out_left()
        self.more = QToolButton(self.middle)
        self.more.setIcon(icon("ellipsis"))
        self.more.setAccessibleName(self.tr("More for this question"))
        self.more.setToolTip(self.tr("More for this question"))
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._export = button(self.middle, self.tr("Export …"), icon_name="share")
        self._export.clicked.connect(self.export_codebook)
        self.make_head(self._export, self.more)
        self.body.addWidget(hair(self.middle))
        self.sheet, self.editor = VariableSheet(self.middle), VariableEditor(session, self.middle)
        self._empty = StartCodebook(self.middle)
        self._stack = QStackedWidget(self.middle)
        for page in (self._empty, self.sheet, self.editor):
            self._stack.addWidget(page)
        self.body.addWidget(self._stack, 1)
        self.add_notice()
        self.bar = DraftBar(self.middle)
        self.body.addWidget(self.bar)
        self._lay_out_right()
        self._actions = self._make_actions()
        menu = QMenu(self.more)
        menu.addActions(self._actions["edit"])
        self.more.setMenu(menu)
        self._connect()
        self.begins_at = self._variables
        self._fill()

    def _lay_out_left(self) -> None:
        self.add = QToolButton(self.left_pane)
        self.add.setIcon(icon("plus"))
        self.add.setAccessibleName(self.tr("Add a question"))
        self.add.setToolTip(self.tr("Add a question"))
        self.add.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.add.setMenu(QMenu(self.add))
        self.add.menu().aboutToShow.connect(self._fill_add_menu)
        self.left_head.addWidget(self.add)
        self.find = QLineEdit(self.left_pane)
        theme.set_kind(self.find, "search")
        self.find.setPlaceholderText(self.tr("Find in the codebook"))
        self.find.setAccessibleName(self.tr("Find in the codebook"))
        self.find.setClearButtonEnabled(True)
        line = self._boxed(self.find)
        self.left.addLayout(line)
        self._variables = SideList(self.tr("Variables"), self.left_pane)
        self._variables.installEventFilter(self)
        self.left.addWidget(self._variables, 1)
        self.lint = LintPane(self.left_pane)
        self.left.addWidget(self.lint)

    @staticmethod
    def _boxed(widget: QWidget):
        from PySide6.QtWidgets import QVBoxLayout

        box = QVBoxLayout()
        theme.set_margins(box, (8, 0, 8, 4))
        box.addWidget(widget)
        return box

    def _lay_out_right(self) -> None:
        head = PaneHeader(self.right_pane, margin=20)
        head.say(self.tr("Preview"), self.tr("Try it out: nothing is written"))
        self.forget = button(head, self.tr("Clear"), "ghost")
        head.actions.addWidget(self.forget)
        self.preview = Preview(self.right_pane)
        self.data = label(self.right_pane, "", "small", "second")
        self.right.addWidget(head)
        self.right.addWidget(self.preview, 1)
        self.right.addWidget(hair(self.right_pane))
        title = label(self.right_pane, self.tr("What this does to your data"), "small_strong")
        from PySide6.QtWidgets import QVBoxLayout

        foot = QVBoxLayout()
        theme.set_margins(foot, (20, 12, 20, 16), 4)
        foot.addWidget(title)
        foot.addWidget(self.data)
        self.right.addLayout(foot)

    def _connect(self) -> None:
        self._variables.chosen.connect(self._choose)
        self.find.textChanged.connect(lambda _text: self._fill_list())
        self.lint.jump.connect(self.jump)
        self.forget.clicked.connect(self.preview.clear)
        self.editor.said.connect(self._say)
        self.deeds.said.connect(self._say)
        self.deeds.made.connect(self._open_new)
        self._empty.question_wanted.connect(lambda: self.deeds.add("one", "article"))
        self._empty.import_wanted.connect(self.import_codebook)
        self._empty.starter_wanted.connect(self.deeds.use_starter)
        self.bar.freeze_wanted.connect(self.deeds.freeze)
        self.bar.changes_wanted.connect(self.deeds.show_changes)
        self.bar.anew_wanted.connect(self.deeds.code_anew)
        self.session.changed.connect(self._on_change)

    # ---------------------------------------------------------------- showing

    @property
    def editable(self) -> bool:
        """Whether the codebook can be changed here."""
        project = self.session.project
        return project is not None and project.kind != "package" and not project.read_only

    def _on_change(self, tables: frozenset[str]) -> None:
        self.deeds.note(tables)
        if tables & _INSTRUMENT or (tables & _USE and self.isVisible()):
            self._fill()
        elif tables & _USE:
            self._stale = True

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._fill()

    def _codebook(self) -> Codebook:
        project = self.session.project
        return project.codebook.current() if project is not None else Codebook("", ())

    def _fill(self) -> None:
        self._stale = False
        codebook = self._codebook()
        some = bool(codebook.variables)
        if some and self._variable(codebook) is None:
            self._shown = grouped(codebook)[0][1][0].id
        self.lint.show_findings(lint(codebook, self.deeds.uses()) if self.editable else ())
        self._fill_list()
        self._stack.setCurrentWidget(self._empty if not some else self.editor if self.editable else self.sheet)
        self._empty.set_writable(self.editable)
        self.add.setVisible(self.editable and some)
        self.find.setVisible(some)
        for made in (self._export, self.more, self.bar):
            made.setVisible(some and (made is self._export or self.editable))
        self._show_right(some and self.editable and self._room == "wide")
        for action in self._actions["edit"]:
            action.setEnabled(self.editable and (some or action is self._adding))
        self.importing.setEnabled(self.editable)
        if not some:
            self.title.setText(self.tr("Codebook"))
            self.facts.setText("")
            return
        self._show(codebook)
        if self.editable:
            self.bar.show_state(*self.deeds.state())

    def _fill_list(self) -> None:
        typed, rows = self.find.text(), []
        marks = {f.variable for f in self.lint.found} if self.editable else set()
        for name, variables in grouped(self._codebook()):
            kept = [v for v in variables if found_by(v, typed)]
            if kept:
                rows.append(SideRow(name))
            rows += [
                SideRow(v.label or v.name, str(v.id), icon=ICONS[v.answer_kind], count="!" if v.name in marks else "")
                for v in kept
            ]
        self._variables.fill(rows, str(self._shown))

    def _variable(self, codebook: Codebook) -> Variable | None:
        return next((v for v in codebook.variables if v.id == self._shown), None)

    def _choose(self, key: str) -> None:
        if int(key) != self._shown:
            self._shown = int(key)
            self._show(self._codebook())

    def _show(self, codebook: Codebook) -> None:
        variable = self._variable(codebook)
        if variable is None:
            return
        version = self.session.project.codebook.version
        state = f"Codebook {version}, frozen" if version else "Draft, not frozen yet"
        count = figures.counted(len(codebook.variables), "variable", "variables")
        self.title.setText(variable.label or variable.name)
        if self.editable:
            used = self.deeds.uses().of_variable.get(variable.name, 0)
            words = figures.counted(used, "coding", "codings") if used else "not coded yet"
            self.facts.setText(f"{variable.name} · {words}")
            self.editor.show_variable(variable, codebook, self.deeds.uses())
            self.preview.show_variable(variable, codebook)
            self.data.setText(data_words(variable))
        else:
            self.facts.setText(f"{state} · {count}")
            self.sheet.show_variable(variable, codebook)

    def _show_right(self, shown: bool) -> None:
        if self.right_pane.isHidden() == shown:
            self.right_pane.setVisible(shown)
            self._set_widths()

    def set_room(self, room: str) -> None:
        """The window tells how much room there is."""
        super().set_room(room)
        self._show_right(self.editable and room == "wide" and bool(self._codebook().variables))

    def show_target(self, target: object) -> None:
        """Shows the variable with this name, or with (name, number of a category) that category."""
        name, value = target if isinstance(target, tuple) else (str(target), None)
        variable = self._codebook().variable(name)
        if variable is None:
            return
        self.find.clear()
        self._shown = variable.id
        self._fill_list()
        self._show(self._codebook())
        if value is not None and self.editable:
            self.editor.jump("definition", value)

    def jump(self, finding: Finding) -> None:
        """Goes to the place that a finding is about."""
        self.show_target(finding.variable)
        self.editor.jump(finding.field, finding.category)

    def _open_new(self, variable: Variable) -> None:
        self.find.clear()
        self._shown = variable.id
        self._fill()
        self.editor.form.label.line.setFocus(Qt.FocusReason.TabFocusReason)
        self.editor.form.label.line.selectAll()

    @property
    def current(self) -> Variable | None:
        """The open question."""
        return self._variable(self._codebook())

    # ---------------------------------------------------------------- keys and commands

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._variables and event.type() == QEvent.Type.KeyPress and self.editable and self.current:
            alt = event.modifiers() & Qt.KeyboardModifier.AltModifier
            if alt and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
                self.deeds.move(self.current, -1 if event.key() == Qt.Key.Key_Up else 1)
                return True
            if event.key() == Qt.Key.Key_Delete:
                self.deeds.remove(self.current)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.editor.form.label.line.setFocus(Qt.FocusReason.TabFocusReason)
                return True
        return super().eventFilter(watched, event)

    def _fill_add_menu(self) -> None:
        menu = self.add.menu()
        menu.clear()
        for words, kind, unit, about in self.deeds.kinds():
            menu.addAction(words, partial(self.deeds.add, kind, unit, about, self.current))

    def _make_actions(self) -> dict[str, list[QAction]]:
        made = [
            self._action(self.tr("Add question"), lambda: self.deeds.add_like(self.current)),
            self._action(self.tr("Duplicate question"), lambda: self.deeds.duplicate(self.current)),
            self._action(self.tr("Move question up"), lambda: self.deeds.move(self.current, -1)),
            self._action(self.tr("Move question down"), lambda: self.deeds.move(self.current, 1)),
            self._action(self.tr("Remove question"), lambda: self.deeds.remove(self.current)),
            self._action(self.tr("Freeze the codebook …"), self.deeds.freeze),
            self._action(self.tr("What changed in the codebook"), self.deeds.show_changes),
            self._action(self.tr("Discard the draft of the codebook"), self.deeds.discard),
        ]
        self._adding = made[0]
        self.importing = self._action(self.tr("Import codebook …"), self.import_codebook)
        return {"file": [self.importing, self._action(self.tr("Export codebook …"), self.export_codebook)], "edit": made}

    def _action(self, words: str, act) -> QAction:
        action = QAction(words, self)
        action.triggered.connect(lambda _checked=False: act())
        return action

    def menu_actions(self) -> dict[str, list[QAction]]:
        """What this place adds to the menus of the window."""
        return self._actions

    # ---------------------------------------------------------------- files

    def import_codebook(self) -> None:
        """Reads a codebook from a file the researcher chooses, as one step that can be undone."""
        path = files.ask_for_codebook(self)
        if path is None:
            return
        from intercoder.tasks import codebook_file

        try:
            codebook, notes = codebook_file.read_with_notes(path)
            self.session.project.codebook.load(codebook)
        except UserError as error:
            self._say(f"The codebook was not imported: {error}", f"Nothing was lost. {error.hint}", "danger")
            return
        count = figures.counted(len(codebook.variables), "variable", "variables")
        self._say(f"Codebook imported: {count}.", " ".join(notes), "undo")

    def export_codebook(self) -> None:
        """Writes the codebook in the format of the file's name, and says what that format cannot carry."""
        path = files.ask_where_to_write(self, f"{self._codebook().title or 'codebook'}.json")
        if path is None:
            return
        from intercoder.tasks import codebook_file

        try:
            losses = codebook_file.write(self._codebook(), path)
        except UserError as error:
            self._say(f"The codebook was not written: {error}", f"Nothing was lost. {error.hint}", "danger")
            return
        self._say(f"The codebook was written to {path}.", " ".join(losses), "done")

    def _say(self, sentence: str, hint: str, look: str) -> None:
        action = ("Undo", self.session.undo) if look == "undo" else None
        self.notice.say(sentence, hint, "done" if look == "undo" else look, action)
