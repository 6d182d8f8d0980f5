"""What can be done with rounds, samples and coders in Plan, each as a command with a name: menus and palette show them."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction

from intercoder.errors import UserError
from intercoder.project.naming import proper
from intercoder.ui import figures
from intercoder.ui.asking import NameQuestion
from intercoder.ui.plan.sample_dialog import SampleDialog
from intercoder.ui.plan.wizard import ReliabilityDialog

if TYPE_CHECKING:
    from intercoder.ui.plan.place import PlanPlace


class Deeds(QObject):
    """The commands of the place. Owned by it; `refresh` keeps them true."""

    def __init__(self, place: "PlanPlace") -> None:
        super().__init__(place)
        self._place = place
        self.new = [
            self._action(self.tr("Draw a sample …"), self.draw),
            self._action(self.tr("Reliability sample …"), self.draw_reliability),
            self._action(self.tr("New round …"), self.new_round),
            self._action(self.tr("New coder …"), self.new_coder),
        ]
        self._close = self._action(self.tr("Close the round"), self.turn_open)
        self._blind = self._action(self.tr("Make the round blind"), self.turn_blind)
        self.of_round = [
            self._action(self.tr("Rename the round …"), self.rename_round),
            self._close,
            self._blind,
            self._action(self.tr("Remove the round"), self.remove_round),
        ]
        self.of_sample = [
            self._action(self.tr("Rename the sample …"), self.rename_sample),
            self._action(self.tr("Remove the sample"), self.remove_sample),
        ]
        self._inactive = self._action(self.tr("Make the coder inactive"), self.turn_active)
        self.of_coder = [self._action(self.tr("Rename the coder …"), self.rename_coder), self._inactive]

    def _action(self, words: str, deed: Callable[[], None]) -> QAction:
        action = QAction(words, self)
        action.triggered.connect(lambda _checked=False: deed())
        return action

    def refresh(self) -> None:
        """Only what can be done now, in words that fit."""
        place, project = self._place, self._place.session.project
        may = project is not None and not project.read_only
        for action in self.new:
            action.setEnabled(may)
        for actions, chosen in (
            (self.of_round, place.round_name), (self.of_sample, place.sample_name), (self.of_coder, self._coder())
        ):  # fmt: skip
            for action in actions:
                action.setEnabled(may and chosen is not None)
        if may and place.round_name is not None:
            round_ = project.plan.round(place.round_name)
            self._close.setText(self.tr("Close the round") if round_.open else self.tr("Open the round"))
            self._blind.setText(
                self.tr("Let coders see each other's codings") if round_.blind else self.tr("Make the round blind")
            )
        if may and self._coder() is not None:
            active = project.plan.coder(self._coder()).active
            self._inactive.setText(self.tr("Make the coder inactive") if active else self.tr("Make the coder active"))

    def _coder(self) -> str | None:
        return self._place.table.coder if self._place.round_name is not None else None

    def _do(self, failure: str, deed: Callable[[], object], done: str = "") -> bool:
        """Does something; says what did not happen, or what did, with Undo."""
        try:
            deed()
        except UserError as error:
            self._place.say_error(failure, error)
            return False
        if done:
            self._place.notice.say(done, action=(self.tr("Undo"), self._undo))
        return True

    def _undo(self) -> None:
        self._place.session.undo()

    # -------------------------------------------------------------- samples

    def draw(self) -> None:
        """Asks for a sample, draws and keeps it."""
        from intercoder.tasks import sampling

        project = self._place.session.project
        wanted = SampleDialog.ask(project, self._place)
        if wanted is None:
            return
        kept: list = []
        failed = self.tr("Nothing was drawn")
        if self._do(failed, lambda: kept.append(sampling.keep(project, wanted.name, sampling.draw(project, wanted.wish)))):
            self._place.choose("sample", kept[0].name)
            count = figures.counted(kept[0].size, self.tr("unit"), self.tr("units"))
            self._place.notice.say(self.tr("{0} drawn.").format(count), action=(self.tr("Undo"), self._undo))

    def draw_reliability(self) -> None:
        """Asks what a reliability test has to show, draws its units and assigns them to all coders."""
        from intercoder.tasks.reliability_sample import draw_and_assign

        project = self._place.session.project
        w = ReliabilityDialog.ask(project, self._place)
        if w is None:
            return
        done: list = []
        failed = self.tr("Nothing was drawn")
        if self._do(failed, lambda: done.append(draw_and_assign(project, w.need, w.units, w.coders, w.whole, w.seed, w.name))):
            self._place.choose("round", w.name)
            self._place.say_assigned(done[0])

    def rename_sample(self) -> None:
        """Asks for another name of the sample."""
        place, name = self._place, self._place.sample_name
        new = NameQuestion.ask(self.tr("Rename the sample"), "", self.tr("Rename"), name, place)
        if new and self._do(self.tr("Not renamed"), lambda: place.session.project.samples.rename(name, new)):
            place.choose("sample", new)

    def remove_sample(self) -> None:
        """Forgets the sample; what was assigned stays."""
        place, name = self._place, self._place.sample_name
        done = self.tr("The sample {0} was removed; what was assigned stays.").format(name)
        self._do(self.tr("Not removed"), lambda: place.session.project.samples.remove(name), done)

    # -------------------------------------------------------------- rounds

    def new_round(self) -> None:
        """Asks for the name of a new round."""
        place = self._place
        sentence = self.tr("Codings of different rounds never mix: training, pilot, reliability, main.")
        name = NameQuestion.ask(self.tr("New round"), sentence, self.tr("Add"), "", place)
        if name and self._do(self.tr("No round was added"), lambda: place.session.project.plan.add_round(name)):
            place.choose("round", proper(name))

    def rename_round(self) -> None:
        """Asks for another name of the round."""
        place, name = self._place, self._place.round_name
        new = NameQuestion.ask(self.tr("Rename the round"), "", self.tr("Rename"), name, place)
        if new and self._do(self.tr("Not renamed"), lambda: place.session.project.plan.rename_round(name, new)):
            place.choose("round", proper(new))

    def turn_open(self) -> None:
        """Closes an open round, opens a closed one."""
        plan, name = self._place.session.project.plan, self._place.round_name
        is_open = plan.round(name).open
        done = self.tr("The round {0} is closed: it takes no codings.") if is_open else self.tr("The round {0} is open.")
        self._do(self.tr("Nothing changed"), lambda: plan.set_open(name, not is_open), done.format(name))

    def turn_blind(self) -> None:
        """Makes a round blind, or lets coders see each other's codings."""
        plan, name = self._place.session.project.plan, self._place.round_name
        self._do(self.tr("Nothing changed"), lambda: plan.set_blind(name, not plan.round(name).blind))

    def remove_round(self) -> None:
        """Removes a round without units and codings."""
        plan, name = self._place.session.project.plan, self._place.round_name
        self._do(self.tr("Not removed"), lambda: plan.remove_round(name), self.tr("The round {0} was removed.").format(name))

    # -------------------------------------------------------------- coders

    def new_coder(self) -> None:
        """Asks for the name of a new coder."""
        place = self._place
        sentence = self.tr("The name stands in packages and tables; exports can replace it by a number.")
        name = NameQuestion.ask(self.tr("New coder"), sentence, self.tr("Add"), "", place)
        if name:
            done = self.tr("{0} was added; assign units next.").format(name)
            self._do(self.tr("Nobody was added"), lambda: place.session.project.plan.add_coder(name), done)

    def rename_coder(self) -> None:
        """Asks for another name of the coder in the current row."""
        place, name = self._place, self._coder()
        new = NameQuestion.ask(self.tr("Rename the coder"), "", self.tr("Rename"), name, place)
        if new:
            self._do(self.tr("Not renamed"), lambda: place.session.project.plan.rename_coder(name, new))

    def turn_active(self) -> None:
        """Sets a coder inactive, or active again."""
        plan, name = self._place.session.project.plan, self._coder()
        active = plan.coder(name).active
        done = (
            self.tr("{0} is inactive and gets nothing more; the codings stay.") if active else self.tr("{0} is active again.")
        )
        self._do(self.tr("Nothing changed"), lambda: plan.set_active(name, not active), done.format(name))
