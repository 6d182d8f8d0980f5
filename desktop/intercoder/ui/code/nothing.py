"""What the Code place says while there is nothing to code, and how it greets a coder who comes back."""

from PySide6.QtWidgets import QWidget

from intercoder.ui.code.queue_rows import time_words
from intercoder.ui.empty import EmptyPlace
from intercoder.ui.session import Session


class NothingToCode(EmptyPlace):
    """Says what is to be done first."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent, "highlighter", "", "")
        self._session = session

    def explain(self) -> None:
        """Says why there is nothing now."""
        project = self._session.project
        if project is None:
            self.say("", "")
        elif not project.material.counts().articles:
            self.say(self.tr("No articles yet"), self.tr("Import a dump in Corpus; then its units wait here."))
        elif not project.codebook.current().variables:
            words = self.tr("Write the codebook first; then articles and comments wait here.")
            self.say(self.tr("No questions yet"), words)
        else:
            words = self.tr("Nothing is assigned to {0} in the round {1}. Assign units in Plan, or choose another coder below.")
            self.say(self.tr("Nothing to code"), words.format(project.coder.name, project.round.name))

    def greeting(self) -> str:
        """How far the coder is and how long it will take, for one who comes back; empty at the very beginning."""
        done, _, total = self._session.worklist.counts()
        if not done:
            return ""
        if done == total:
            return self.tr("All {0} units are finished.").format(total)
        left = self._session.worklist.left_ms()
        words = self.tr("Continue: {0} of {1}").format(done, total)
        return self.tr("{0} · about {1} left").format(words, time_words(left)) if left is not None else words
