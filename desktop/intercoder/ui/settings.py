"""What the window remembers between two starts: options as data, bad values fall back to the default.

What belongs to a study lives in its project, not here.
"""

import json
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QByteArray, QSettings

RECENT_MOST = 8


@dataclass(frozen=True)
class Option:
    """One thing remembered: its key, its default, and what is allowed (a range of numbers, or words)."""

    key: str
    default: int | str
    least: int = 0
    most: int = 0
    words: tuple[str, ...] = ()


LOOK = Option("look", "system", words=("system", "light", "dark"))
ZOOM = Option("zoom_percent", 100, 80, 200)
READING = Option("reading_px", 15, 13, 43)  # up to 32 pt
ADVANCE = Option("advance", "off", words=("off", "on"))  # whether an answer leads to the next question
KALPHA = Option("kalpha_interval", "off", words=("off", "on"))  # whether the reliability table shows the second interval
OPTIONS = (LOOK, ZOOM, READING, ADVANCE, KALPHA)


class Settings:
    """The settings file of this user."""

    def __init__(self) -> None:
        self._file = QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, "Intercoder", "Intercoder")

    def word(self, option: Option) -> str:
        """A word; the default if the file holds another."""
        value = str(self._file.value(option.key, option.default))
        return value if value in option.words else str(option.default)

    def number(self, option: Option) -> int:
        """A number, kept in its range."""
        try:
            value = int(str(self._file.value(option.key, option.default)))
        except ValueError:
            value = int(option.default)
        return min(max(value, option.least), option.most)

    def keep(self, option: Option, value: int | str) -> None:
        """Remembers a word or number."""
        self._file.setValue(option.key, value)

    def recent(self) -> list[str]:
        """Paths of the projects opened last, newest first."""
        value = self._file.value("recent", [])
        paths = [value] if isinstance(value, str) else list(value or [])
        return [str(path) for path in paths if path][:RECENT_MOST]

    def add_recent(self, path: str) -> None:
        """Puts a project at the head of the list."""
        self._file.setValue("recent", [path, *(p for p in self.recent() if p != path)][:RECENT_MOST])

    def key(self, command: str) -> str | None:
        """The key that the researcher gave a command; None = its own, "" = none."""
        value = self._file.value(f"keys/{command}")
        return str(value) if value is not None else None

    def keep_key(self, command: str, key: str | None) -> None:
        """Remembers another key of a command, or forgets it."""
        if key is None:
            self._file.remove(f"keys/{command}")
        else:
            self._file.setValue(f"keys/{command}", key)

    def checked(self, uid: str) -> date | None:
        """The day on which a project was looked through last; None if it never was."""
        try:
            return date.fromisoformat(str(self._file.value(f"checked/{uid}", "")))
        except ValueError:
            return None

    def keep_checked(self, uid: str, day: date) -> None:
        """Remembers that a project was looked through and found sound."""
        self._file.setValue(f"checked/{uid}", day.isoformat())

    def coder(self, project: str) -> str:
        """Who coded last in the project with this uid; empty if nobody did."""
        return str(self._file.value(f"coder/{project}", ""))

    def keep_coder(self, project: str, name: str) -> None:
        """Remembers who codes in a project."""
        self._file.setValue(f"coder/{project}", name)

    def team_folder(self, uid: str) -> str:
        """The folder that lead and coders of a project share, as it is called on this computer; empty if none was chosen."""
        return str(self._file.value(f"team/{uid}", ""))

    def keep_team_folder(self, uid: str, folder: str) -> None:
        """Remembers the shared folder of a project."""
        self._file.setValue(f"team/{uid}", folder)

    def preset(self, name: str) -> dict[str, object]:
        """What was chosen in a dialog last time; empty if nothing was, or if it cannot be read."""
        try:
            found = json.loads(str(self._file.value(f"presets/{name}", "{}")))
        except ValueError:
            return {}
        return found if isinstance(found, dict) else {}

    def keep_preset(self, name: str, chosen: dict[str, object]) -> None:
        """Remembers what was chosen in a dialog."""
        self._file.setValue(f"presets/{name}", json.dumps(chosen, ensure_ascii=False))

    def bytes(self, key: str) -> QByteArray | None:
        """A state of Qt's own, such as the window's place or the widths of panes."""
        value = self._file.value(f"state/{key}")
        return value if isinstance(value, QByteArray) else None

    def keep_bytes(self, key: str, state: QByteArray) -> None:
        """Remembers a state of Qt's own."""
        self._file.setValue(f"state/{key}", state)
