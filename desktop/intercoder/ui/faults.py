"""The one handler of what went wrong: a notice where the researcher can act, else a report that can be copied."""

import logging
import platform
import sys
import traceback
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from intercoder.errors import UserError
from intercoder.ui import theme
from intercoder.ui.asking import foot_of
from intercoder.ui.notices import Notice
from intercoder.ui.page import button


def show_fault(error: BaseException, window: QWidget | None) -> None:
    """Tells of an error: a UserError in the window's notice, anything else as a report."""
    if isinstance(error, UserError):
        notice = getattr(window, "notice", None)
        if isinstance(notice, Notice):
            remedy = getattr(window, "remedy", None)
            notice.say(error.message, error.hint, "danger", remedy(error) if remedy is not None else None)
            return
    logging.getLogger(__name__).error("The window met an error it did not expect", exc_info=error)
    FaultDialog.ask(report(error), window)


def report(error: BaseException) -> str:
    """What a developer needs to know, without a word of the material."""
    from intercoder import __version__

    versions = f"Intercoder {__version__} · Python {platform.python_version()} · Qt {qVersion()} · {platform.platform()}"
    frames = "".join(traceback.format_tb(error.__traceback__))
    return f"{versions}\n\n{frames}{type(error).__name__}: {error}\n"


class FaultDialog(QDialog):
    """Says that nothing was lost, and offers the report to copy."""

    def __init__(self, text: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Something went wrong"))
        heading = QLabel(self.tr("The program met a mistake of its own"), self)
        theme.set_font(heading, "heading")
        sentence = QLabel(
            self.tr("Nothing was lost: the step that was running was taken back. The report below helps to mend it."),
            self,
        )
        sentence.setWordWrap(True)
        self._text = QPlainTextEdit(text, self)
        self._text.setReadOnly(True)
        self._text.setAccessibleName(self.tr("Report"))
        copy, close = button(self, self.tr("Copy report")), button(self, self.tr("Close"))
        copy.clicked.connect(self._copy)
        close.clicked.connect(self.reject)
        close.setDefault(True)
        column = QVBoxLayout(self)
        theme.set_margins(column, (24, 24, 24, 24), 12)
        for widget in (heading, sentence, self._text):
            column.addWidget(widget)
        column.addLayout(foot_of(copy, close))
        self.resize(theme.current().px(640), theme.current().px(400))

    @classmethod
    def ask(cls, text: str, parent: QWidget | None) -> None:
        """Shows the report until it is closed."""
        cls(text, parent).exec()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._text.toPlainText())


def keep_log(folder: Path) -> None:
    """Writes the log of the program into one file that is kept small; it never holds a word of the material."""
    folder.mkdir(parents=True, exist_ok=True)
    handler = RotatingFileHandler(folder / "intercoder.log", maxBytes=500_000, backupCount=1, encoding="utf-8", delay=True)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.getLogger().addHandler(handler)


def install(window: QWidget) -> None:
    """From now on errors in slots and events reach `show_fault`; a keyboard interrupt still ends the program."""

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        show_fault(error, window)

    sys.excepthook = hook
