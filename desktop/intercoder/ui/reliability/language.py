"""The words of the Reliability place in the language of the window."""

from PySide6.QtCore import QCoreApplication


def tr(text: str) -> str:
    """The translation of a text of this place, for where there is no widget to ask."""
    return QCoreApplication.translate("Reliability", text)
