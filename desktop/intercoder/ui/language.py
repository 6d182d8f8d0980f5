"""Words in the language of the window where there is no widget to ask: functions, tables of words, arguments of a frame."""

from PySide6.QtCore import QCoreApplication


def tr(text: str) -> str:
    """The translation of a text; texts in tables are marked with QT_TRANSLATE_NOOP("Intercoder", …)."""
    return QCoreApplication.translate("Intercoder", text)
