"""The review of one article: its lines, the count its header declared, and the verbs that bring the two together."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from intercoder.errors import UserError
from intercoder.project.removal import HasCodings
from intercoder.project.review import AnswersDiffer
from intercoder.project.review_counts import RepeatedLine
from intercoder.tasks.review import continuing, mentioned
from intercoder.ui import figures, theme
from intercoder.ui.corpus.facts_dialog import FactsDialog
from intercoder.ui.corpus.review.boilerplate import BoilerplateDialog
from intercoder.ui.corpus.review.dialogs import ChooseDialog, reasons
from intercoder.ui.corpus.review.lines import Line, ReviewLines
from intercoder.ui.isolate import side_by_side
from intercoder.ui.keys import Cap
from intercoder.ui.notices import Notice
from intercoder.ui.page import button, hair
from intercoder.ui.pane import Elided
from intercoder.ui.session import Session

_NO_REPLY = 0
_TABLES = frozenset({"project", "unit", "comment", "import_issue", "article"})


class ReviewPage(QWidget):
    """Covers the place until it is done. Emits `left` then."""

    left = Signal()

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self.session = session
        self.article: int | None = None
        theme.set_kind(self, "surface")
        self.title, self.sentence, self.hint = (QLabel(self) for _ in range(3))
        self.facts = Elided(self, "small", "hint")  # a headline may be long, and the lines need the room
        for label, role in ((self.title, "title"), (self.sentence, "strong"), (self.hint, "small")):
            theme.set_font(label, role)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        self.facts_button = button(self, self.tr("Headline, outlet, day …"))
        self.facts_button.clicked.connect(self.change_facts)
        self.bar = QFrame(self)
        self.accept_button, self.join_button = button(self.bar, ""), button(self.bar, "")
        self.accept_button.clicked.connect(self.accept_count)
        self.join_button.clicked.connect(self.join_likely)
        self._hints: list[QLabel] = []
        self.lines = ReviewLines(self)
        self.lines.asked.connect(self.do)
        self.notice = Notice(self)
        self.next_button = button(self, self.tr("Next to review"))
        self.done_button = button(self, self.tr("Done"), "primary")
        self.next_button.clicked.connect(self.go_on)
        self.done_button.clicked.connect(self.left)
        self._lay_out()
        session.changed.connect(self._on_change)
        self.hide()

    def _lay_out(self) -> None:
        names = QVBoxLayout()
        theme.set_margins(names, spacing=2)
        names.addWidget(self.title)
        names.addWidget(self.facts)
        head = QHBoxLayout()
        theme.set_margins(head, (24, 14, 24, 12), 12)
        head.addLayout(names, 1)
        head.addWidget(self.facts_button, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        theme.set_margins(words, spacing=2)
        words.addWidget(self.sentence)
        words.addWidget(self.hint)
        row = QHBoxLayout(self.bar)
        theme.set_margins(row, (16, 10, 12, 10), 8)
        row.addLayout(words, 1)
        row.addWidget(self.accept_button)
        row.addWidget(self.join_button)
        around = QVBoxLayout()
        theme.set_margins(around, (24, 0, 24, 12))
        around.addWidget(self.bar)
        note = QVBoxLayout()
        theme.set_margins(note, (24, 4, 24, 4))
        note.addWidget(self.notice)
        foot = QHBoxLayout()
        theme.set_margins(foot, (24, 12, 24, 12), 6)
        for cap, what in (
            ("J", ""), ("K", self.tr("move")), ("M", self.tr("join with previous")), ("S", self.tr("split")),
            ("B", self.tr("boilerplate")), ("R", self.tr("reply to …")), ("X", self.tr("not codable")),
        ):  # fmt: skip
            key = Cap(cap, self)
            key.setToolTip(what)
            foot.addWidget(key)
            if what:
                label = QLabel(what, self)
                self._hints.append(label)
                theme.set_font(label, "small")
                theme.set_kind(label, "second")
                foot.addWidget(label)
        foot.addStretch(1)
        foot.addWidget(self.next_button)
        foot.addWidget(self.done_button)
        column = QVBoxLayout(self)
        theme.set_margins(column)
        column.addLayout(head)
        column.addLayout(around)
        column.addWidget(hair(self))
        column.addWidget(self.lines, 1)
        column.addLayout(note)
        column.addWidget(hair(self))
        column.addLayout(foot)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if theme.is_look_change(event):
            self._make_room()

    def _make_room(self) -> None:
        """In a narrow window the caps stand without their words, which are in their tooltips."""
        for label in self._hints:
            label.setVisible(self.width() >= theme.current().px(900))

    # -------------------------------------------------------------- showing

    def show_article(self, article: int) -> None:
        """Begins the review of an article."""
        self.article = article
        self.notice.hide()
        self._fill(None)
        self.show()
        self.lines.setFocus(Qt.FocusReason.OtherFocusReason)
        self._offer_boilerplate()

    def _offer_boilerplate(self) -> None:
        project = self.session.project
        found = project.review.repeated_lines(self.article)
        if not found or project.read_only or project.is_package:
            return
        lines = figures.counted(len(found), self.tr("line stands"), self.tr("lines stand"))
        articles = figures.counted(max(line.articles for line in found), self.tr("article"), self.tr("articles"))
        self.notice.say(
            self.tr("{0} in {1}.").format(lines, articles),
            self.tr("Likely the site's own words; one step, which undo takes back."),
            "warn",
            (self.tr("Mark as boilerplate …"), partial(self._mark_repeated, found)),
            lasting=True,
        )

    def _mark_repeated(self, found: tuple[RepeatedLine, ...]) -> None:
        chosen, review = BoilerplateDialog.ask(found, self), self.session.project.review
        if chosen is None:
            self._offer_boilerplate()
            return
        marked, kept = chosen
        if marked:
            self._try(lambda: self._take_out(lambda too: review.mark_boilerplate(marked, too, kept)))
        else:
            self._try(lambda: review.keep_lines(kept))

    def _on_change(self, tables: frozenset[str]) -> None:
        if self.isHidden() or self.article is None or not tables & _TABLES:
            return
        project = self.session.project
        if "project" in tables or project is None or self.article not in project.material.article_ids():
            self.left.emit()
            return
        line = self.lines.line()
        self._fill(line.unit.id if line else None)

    def _fill(self, unit: int | None) -> None:
        project = self.session.project
        material, row = project.material, project.material.article(self.article)
        units = [u for u in material.units(self.article) if u.kind not in ("article", "body")]
        comments = [u for u in units if u.kind == "comment"]
        count, waiting = project.review.count(self.article), project.review.to_review()
        self._likely = continuing(count, comments)
        numbers = {u.id: n for n, u in enumerate(comments, 1)}
        replies = {c.unit: c.reply_to for c in material.comments_of([u.id for u in comments])}
        lines = []
        for each in units:
            number, target = numbers.get(each.id, 0), replies.get(each.id)
            mark = self.tr("answers {0}").format(numbers[target]) if target in numbers else ""
            if number and not each.codable:
                mark = self.tr("not codable")
            continues = each.id in self._likely
            mark = self.tr("continues {0}?").format(number - 1) if continues else mark
            lines.append(Line(each, number, mark, continues))
        self.lines.fill(lines, unit)
        self.facts_button.setVisible(FactsDialog.may(self.session))
        self.title.setText(self.tr("Review"))
        others = figures.counted(len(waiting), self.tr("article to review"), self.tr("articles to review"))
        self.facts.say(side_by_side((others, row.ref, row.title)))
        self._fill_bar(count)
        self.next_button.setEnabled(any(article != self.article for article in waiting))

    def _fill_bar(self, count) -> None:
        found = figures.counted(count.found, self.tr("comment"), self.tr("comments"))
        accepted = dict(reasons()).get(count.reason, "").lower() if count.reason else ""
        if count.declared is None:
            sentence, hint = self.tr("{0} found, none declared").format(found), ""
        elif count.is_equal:
            sentence, hint = self.tr("{0} found, as the header says").format(found), self.tr("The count is right.")
        else:
            declared = figures.counted(count.declared, self.tr("comment"), self.tr("comments"))
            lines = figures.counted(count.found, self.tr("line"), self.tr("lines"))
            sentence = self.tr("Header says {0}, {1} found").format(declared, lines)
            hint = self._advice(count.found) if not accepted else self.tr("Accepted: {0}.").format(accepted)
        self.sentence.setText(sentence)
        self.hint.setText(hint)
        self.hint.setVisible(bool(hint))
        theme.set_kind(self.bar, "notice-warn" if count.is_open else "notice-ok" if count.is_equal else "notice")
        theme.set_kind(self.sentence, "warn" if count.is_open else "ok" if count.is_equal else "")
        self.accept_button.setText(self.tr("Accept {0} as they are …").format(figures.count(count.found)))
        self.accept_button.setVisible(count.is_open)
        self.join_button.setVisible(count.is_open and bool(self._likely))
        many = len(self._likely)
        words = self.tr("Join both") if many == 2 else self.tr("Join it") if many == 1 else self.tr("Join all {0}").format(many)
        self.join_button.setText(words)

    def _advice(self, found: int) -> str:
        accept = self.tr("accept all {0} and say why.").format(figures.count(found))
        if not self._likely:
            return self.tr("Join or split lines, or {0}").format(accept)
        many = figures.counted(len(self._likely), self.tr("line looks"), self.tr("lines look"))
        return self.tr("{0} like the continuation of the line before. Join with M, or {1}").format(many, accept)

    # -------------------------------------------------------------- the verbs

    def do(self, key: str) -> None:
        """Does what a letter stands for with the current line; a refusal is said and changes nothing."""
        line = self.lines.line()
        if line is not None:
            acts: dict[str, Callable[[Line], None]] = {
                "m": self._join, "s": self._split, "b": self._boilerplate, "r": self._reply, "x": self._codable,
            }  # fmt: skip
            self._try(lambda: acts[key](line))

    def _try(self, act: Callable[[], None]) -> None:
        try:
            act()
        except UserError as error:
            self.notice.say(error.message, error.hint or "", "warn")

    def _join(self, line: Line) -> None:
        review = self.session.project.review
        try:
            self._go_to(review.join(line.unit.id).unit)
        except AnswersDiffer as error:
            action = (self.tr("Join and ask again"), lambda: self._try(lambda: self._join_anyway(line)))
            self.notice.say(error.message, self.tr("Nothing was changed."), "warn", action, lasting=True)

    def _join_anyway(self, line: Line) -> None:
        self._go_to(self.session.project.review.join(line.unit.id, ask_again=True).unit)

    def join_likely(self) -> None:
        """Joins every line that looks like a continuation, as one step."""
        self._try(lambda: self._join_these(list(self._likely)))

    def _join_these(self, units: list[int]) -> None:
        review = self.session.project.review
        try:
            self._go_to(review.join_all(units).unit)
        except AnswersDiffer as error:
            action = (self.tr("Join and ask again"), lambda: self._try(lambda: self._go_to(review.join_all(units, True).unit)))
            self.notice.say(error.message, self.tr("Nothing was changed."), "warn", action, lasting=True)

    def _split(self, line: Line) -> None:
        if line.unit.kind != "comment":
            raise UserError(self.tr("Only comments are split."), self.tr("Nothing was changed."))
        if self.lines.caret is not None:
            self._go_to(self.session.project.review.split(line.unit.id, self.lines.caret.at).unit)
            self.notice.hide()
        else:
            self.lines.put_caret()
            self.notice.say(self.tr("The arrow keys move the caret; S splits the comment there, Escape leaves it whole."))

    def _boilerplate(self, line: Line) -> None:
        review = self.session.project.review
        if line.unit.kind == "boilerplate":
            review.mark_comment(line.unit.id)
        else:
            self._take_out(lambda too: review.mark_boilerplate([line.unit.id], too))

    def _codable(self, line: Line) -> None:
        review = self.session.project.review
        self._take_out(lambda too: review.set_codable(line.unit.id, not line.unit.codable, too))

    def _take_out(self, act: Callable[[bool], object]) -> None:
        try:
            act(False)
        except HasCodings as error:
            action = (self.tr("Take the codings away too"), lambda: self._try(lambda: act(True)))
            self.notice.say(error.message, self.tr("Nothing was changed."), "warn", action, lasting=True)

    def _reply(self, line: Line) -> None:
        if line.unit.kind != "comment":
            raise UserError(self.tr("Only comments answer comments."), self.tr("Nothing was changed."))
        material = self.session.project.material
        comments = [each for each in self.lines.lines() if each.unit.kind == "comment"]
        facts = {c.unit: c for c in material.comments_of([each.unit.id for each in comments])}
        earlier = [each for each in comments if each.number < line.number]
        place = mentioned(line.unit.text or "", [facts[each.unit.id].author for each in earlier])
        match = earlier[place].unit.id if place is not None else None
        rows: list[tuple[object, str]] = [
            (each.unit.id, f"{each.number}  {facts[each.unit.id].author or ''}  {(each.unit.text or '')[:120]}")
            for each in comments
            if each.unit.id != line.unit.id
        ]
        first = match or facts[line.unit.id].reply_to or _NO_REPLY
        chosen = ChooseDialog.ask(
            self.tr("Reply to …"), self.tr("Which comment does comment {0} answer?").format(line.number),
            self.tr("Choose"), [(_NO_REPLY, self.tr("No reply")), *rows], first, self,
        )  # fmt: skip
        if isinstance(chosen, int):
            basis = "mention" if chosen == match else "manual"
            self.session.project.review.reply_to(line.unit.id, chosen or None, basis)

    def change_facts(self) -> None:
        """Asks for headline, outlet and day of the article under review."""
        FactsDialog.ask(self.session, self.article, self)

    def accept_count(self) -> None:
        """Asks why the count is right as it is, and keeps the reason."""
        count = self.session.project.review.count(self.article)
        sentence = self.tr("Why does the header say {0}? The methods text names the reason.").format(count.declared)
        words = self.tr("Accept {0}").format(figures.counted(count.found, self.tr("comment"), self.tr("comments")))
        reason = ChooseDialog.ask(self.tr("Accept the count"), sentence, words, reasons(), "unknown", self)
        if reason is not None:
            self._try(lambda: self.session.project.review.accept(self.article, reason))

    def go_on(self) -> None:
        """Goes to the next article whose count is to be looked at."""
        waiting = [article for article in self.session.project.review.to_review() if article != self.article]
        later = [article for article in waiting if article > (self.article or 0)]
        if waiting:
            self.show_article((later or waiting)[0])

    def _go_to(self, unit: int) -> None:
        self.lines.fill(self.lines.lines(), unit)
