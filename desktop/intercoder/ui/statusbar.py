"""The bar at the foot: who codes, in which round, with which codebook, how far, and when it was saved."""

from PySide6.QtCore import QLocale, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QWidget

from intercoder.ui import paint, theme
from intercoder.ui.icons import icon
from intercoder.ui.session import Session

_SHOWN = frozenset({"coder", "round", "codebook_version", "variable", "category", "assignment", "progress", "project", "who"})


class Fact(QPushButton):
    """One fact with its icon; a menu opens from it where another can be chosen."""

    def __init__(self, parent: QWidget, icon_name: str, name: str, token: str = "text2") -> None:
        super().__init__(parent)
        self._name = name
        theme.set_kind(self, "status")
        theme.set_font(self, "small")
        self.setIcon(icon(icon_name, token, 14))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._measure()

    def say(self, text: str, tip: str = "") -> None:
        """Shows the fact; empty hides it."""
        if self.text() == " " + text and self.toolTip() == tip and not self.isHidden():
            return
        self.setVisible(bool(text))
        self.setText(" " + text)
        self.setToolTip(tip)
        self.setAccessibleName(f"{self._name}: {text}")

    def changeEvent(self, event) -> None:
        super().changeEvent(event)
        if theme.is_look_change(event):
            self._measure()

    def _measure(self) -> None:
        side = theme.current().px(14)
        self.setIconSize(QSize(side, side))


class StatusBar(QWidget):
    """Reads the session; the coder and the round can be changed here."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._is_draft = False  # whether the codebook was changed since its last frozen version
        theme.set_kind(self, "canvas")
        theme.set_fixed(self, height="height.status")
        self.coder = Fact(self, "user-round", self.tr("Coder"))
        self.round = Fact(self, "layers", self.tr("Round"))
        self.codebook = Fact(self, "book-marked", self.tr("Codebook"))
        self.done = Fact(self, "list-checks", self.tr("Progress"))
        self.saved = Fact(self, "check", self.tr("Saved"), "ok")
        for fact in (self.codebook, self.done, self.saved):
            fact.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        for fact in (self.coder, self.round):
            menu = QMenu(fact)
            menu.aboutToShow.connect(self._fill_menus)
            fact.setMenu(menu)
        self._lay_out()
        session.changed.connect(self.refresh)
        self.refresh()

    def refresh(self, tables: frozenset[str] = _SHOWN) -> None:
        """Writes the facts anew, those of the touched tables only."""
        project = self._session.project
        if project is None:
            for fact in (self.coder, self.round, self.codebook, self.done, self.saved):
                fact.say("")
            return
        if tables & _SHOWN:
            lead = project.coder.id == 1 and project.kind == "project" and project.coder.name.casefold() != "lead"
            self.coder.say(self.tr("{0}, lead").format(project.coder.name) if lead else project.coder.name)
            self.round.say(self.tr("Round {0}").format(project.round.name))
            version = project.codebook.version
            if version and tables & {"variable", "category", "codebook_version", "project"}:
                self._is_draft = project.codebook.draft().is_draft
            if version and self._is_draft:
                version = self.tr("{0}, changed since").format(version)
            self.codebook.say(
                self.tr("Codebook v{0}").format(version) if version else self.tr("Codebook draft"),
                "" if version else self.tr("Not frozen yet"),
            )
            worklist = self._session.worklist
            done, _, units = worklist.counts() if worklist.is_quick() else (0, 0, 0)
            self.done.say(self.tr("{0} of {1} done").format(_count(done), _count(units)) if units else "")
        at = project.saved_at
        self.saved.setIcon(icon("ban", "warn", 14) if project.read_only else icon("check", "ok", 14))
        if project.read_only:
            self.saved.say(self.tr("Read only"))
        elif at is not None:
            self.saved.say(self.tr("Saved {0}").format(at.astimezone().strftime("%H:%M:%S")))
        else:
            self.saved.say("")

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        paint.hairline(painter, 0, 0, self.width())
        look = theme.current()
        facts = [f for f in (self.coder, self.round, self.codebook, self.done) if not f.isHidden()]
        for fact in facts[1:]:
            x = (fact.geometry().left() + facts[facts.index(fact) - 1].geometry().right()) / 2
            paint.hairline(painter, x, look.px(8), self.height() - look.px(16), vertical=True, token="strong")

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        theme.set_margins(row, (12, 1, 12, 0), 12)
        for fact in (self.coder, self.round, self.codebook, self.done):
            row.addWidget(fact)
        row.addStretch(1)
        row.addWidget(self.saved)

    def _fill_menus(self) -> None:
        project = self._session.project
        for fact, names, now, choose in (
            (
                self.coder,
                [c.name for c in project.plan.coders() if c.active],
                project.coder.name,
                self._session.choose_coder,
            ),
            (self.round, [r.name for r in project.plan.rounds()], project.round.name, self._session.set_round),
        ):
            menu: QMenu = fact.menu()
            menu.clear()
            for name in names:
                action = menu.addAction(name, lambda n=name, act=choose: act(n))
                action.setCheckable(True)
                action.setChecked(name == now)
                action.setEnabled(project.kind == "project" or fact is self.round or name == now)
        if project.kind == "project":
            menu = self.coder.menu()
            menu.addSeparator()
            menu.addAction(self.tr("Somebody else …"), self._ask_who).setEnabled(not project.read_only)

    def _ask_who(self) -> None:
        self.window().go("code")
        self._session.ask_who()
        self.window().place.setFocus(Qt.FocusReason.OtherFocusReason)


def _count(number: int) -> str:
    return QLocale().toString(number)
