"""Import profiles: what a researcher decided about the dumps of one source, as a JSON file that can be shared."""

import codecs
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path

from intercoder.errors import UserError
from intercoder.importers import IMPORTERS, Encoding
from intercoder.importers.reading.columns import KEPT, OF_ARTICLE, OF_COMMENT, ROLES
from intercoder.importers.reading.contract import LINE_ROLES, MATCHES, MODES, LineRole, LineRule, Mode
from intercoder.project import durable

__all__ = [
    "COLUMN_ROLES", "KEPT", "PLAIN", "LineRole", "LineRule", "Mode", "Profile", "Profiles", "Stretch", "profile_of",
    "read_profile", "write_profile",
]  # fmt: skip

LARGEST_BYTES = 1_000_000
LAST_LINE = 10_000_000
COLUMN_ROLES = frozenset({*ROLES.values(), *OF_ARTICLE.values(), *OF_COMMENT.values(), KEPT} - {"text", "date", "id"})
"""What a column of a table may be."""
ORDERS = ("dmy", "mdy")


Stretch = tuple[int, int, LineRole]
"""First and last line, from 1, and what the researcher made of them."""


@dataclass(frozen=True)
class Profile:
    """How the files of a dump are read; None or empty is what the program finds out itself."""

    name: str = ""
    format: str | None = None
    encoding: str | None = None
    date_order: str | None = None  # "dmy" or "mdy", where a column does not tell
    columns: dict[str, str] = field(default_factory=dict)  # name of a column -> role
    lines: tuple[LineRule, ...] = ()
    keep_private: bool = False
    keep_original: bool = True
    pseudonyms: bool = False
    mode: Mode | None = None  # how the comments of a page are divided
    painted: tuple[Stretch, ...] = ()  # of one document, never of its site
    date_orders: dict[str, str] = field(default_factory=dict)  # name of a column -> "dmy" or "mdy"
    version: int = 0  # counts up each time the profile is saved under its name; 0 = never saved

    @property
    def line_roles(self) -> dict[int, LineRole]:
        """The role of each painted line, by its number."""
        return {at: role for first, last, role in self.painted for at in range(first, last + 1)}

    def to_share(self) -> "Profile":
        """The profile without what is true of one document alone."""
        return replace(self, painted=())

    @property
    def known_encoding(self) -> Encoding | None:
        """The encoding as importers want it."""
        return Encoding(codecs.lookup(self.encoding).name, "chosen") if self.encoding else None

    def as_text(self) -> str:
        """The profile as JSON; the same profile gives the same text."""
        return json.dumps(self.as_document(), ensure_ascii=False, indent=1, sort_keys=True) + "\n"

    def as_document(self) -> dict[str, object]:
        """The profile as a JSON value, without what it leaves open."""
        empty = asdict(PLAIN)
        said = {key: value for key, value in asdict(self).items() if value != empty[key]}
        said.pop("painted", None)
        if self.painted:
            said["painted"] = [list(stretch) for stretch in self.painted]
        if self.lines:
            said["lines"] = [asdict(rule) for rule in self.lines]
        return said


PLAIN = Profile()
"""No decision at all."""


@dataclass(frozen=True)
class Profiles:
    """The profile of each file of a dump: its own where it has one, else that of all."""

    base: Profile = PLAIN
    own: Mapping[str, Profile] = field(default_factory=dict)  # name of a file -> its profile
    left_out: frozenset[str] = frozenset()  # names of files that are not to be read

    def of(self, name: str) -> Profile:
        """The profile of a file."""
        return self.own.get(name, self.base)


def read_profile(path: Path) -> Profile:
    """The profile of a file. Raises UserError, naming what is wrong in it."""
    try:
        if path.stat().st_size > LARGEST_BYTES:
            raise UserError(f"{path.name} is too large for an import profile.", "Choose a profile that was saved here.")
        found = json.loads(path.read_text("utf-8-sig"))
    except OSError as error:
        raise UserError(f"{path} cannot be read: {(error.strerror or str(error)).lower()}.") from None
    except (ValueError, RecursionError):
        raise UserError(f"{path.name} is no import profile: it is not JSON.", "Choose a profile that was saved here.") from None
    return profile_of(found, path.name)


def write_profile(profile: Profile, path: Path) -> None:
    """Keep a profile in a file, which is written whole or not at all. Raises UserError if it cannot."""
    try:
        with durable.writing(path) as part:
            part.write_text(profile.as_text(), "utf-8")
    except OSError as error:
        message = f"{path} cannot be written: {(error.strerror or str(error)).lower()}."
        raise UserError(message, "Choose another folder.") from None


def profile_of(found: object, name: str) -> Profile:
    """The profile that a JSON value describes. Raises UserError, naming what is wrong in it."""
    if not isinstance(found, dict):
        raise UserError(f"{name} is no import profile: it holds no object.", "Choose a profile that was saved here.")
    known = {item.name for item in fields(Profile)}
    if strange := sorted(str(key) for key in found if key not in known):
        raise UserError(f"{name}: “{strange[0]}” is not known in an import profile.", f"Known: {', '.join(sorted(known))}.")
    _one_of(name, "format", found.get("format"), tuple(IMPORTERS))
    _one_of(name, "date_order", found.get("date_order"), ORDERS)
    _one_of(name, "mode", found.get("mode"), MODES)
    if not isinstance(found.get("version", 0), int) or isinstance(found.get("version", 0), bool) or found.get("version", 0) < 0:
        raise UserError(f"{name}: “version” must be a whole number.")
    for key in ("keep_private", "keep_original", "pseudonyms"):
        if not isinstance(found.get(key, False), bool):
            raise UserError(f"{name}: “{key}” must be true or false.")
    if (encoding := found.get("encoding")) is not None:
        _encoding(name, encoding)
    return Profile(
        str(found.get("name") or ""),
        found.get("format"),
        encoding,
        found.get("date_order"),
        _columns(name, found.get("columns", {})),
        _lines(name, found.get("lines", [])),
        found.get("keep_private", False),
        found.get("keep_original", True),
        found.get("pseudonyms", False),
        found.get("mode"),
        _painted(name, found.get("painted", [])),
        _date_orders(name, found.get("date_orders", {})),
        found.get("version", 0),
    )


def _one_of(name: str, key: str, value: object, allowed: tuple[str, ...]) -> None:
    if value is not None and value not in allowed:
        raise UserError(f"{name}: “{value}” is no {key.replace('_', ' ')}.", f"Possible: {', '.join(allowed)}.")


def _encoding(name: str, encoding: object) -> None:
    try:
        if codecs.lookup(str(encoding))._is_text_encoding:
            return
    except LookupError:
        pass
    raise UserError(f"{name}: “{encoding}” is no encoding.", "Encodings are named like utf-8, cp1252 or shift_jis.")


def _columns(name: str, found: object) -> dict[str, str]:
    if not isinstance(found, dict):
        raise UserError(f"{name}: “columns” must give a role to each name of a column.")
    for column, role in found.items():
        if role not in COLUMN_ROLES:
            message = f"{name}: “{role}”, the role of the column {column}, is not known."
            raise UserError(message, f"Roles: {', '.join(sorted(COLUMN_ROLES))}.")
    return {str(column): str(role) for column, role in found.items()}


def _date_orders(name: str, found: object) -> dict[str, str]:
    if not isinstance(found, dict):
        raise UserError(f"{name}: “date_orders” must give dmy or mdy to each name of a column.")
    for order in found.values():
        _one_of(name, "date_order", order, ORDERS)
        if order is None:
            raise UserError(f"{name}: “date_orders” must give dmy or mdy to each name of a column.")
    return {str(column): str(order) for column, order in found.items()}


def _lines(name: str, found: object) -> tuple[LineRule, ...]:
    if not isinstance(found, list) or not all(isinstance(rule, dict) for rule in found):
        raise UserError(f"{name}: “lines” must be a list of rules.")
    rules = []
    for rule in found:
        _one_of(name, "role", rule.get("role"), LINE_ROLES)
        _one_of(name, "match", rule.get("match", "is"), MATCHES)
        text = rule.get("text")
        if rule.get("role") is None or not isinstance(text, str) or not text.strip():
            raise UserError(f"{name}: a rule for lines needs a role and a text.", f"Roles: {', '.join(LINE_ROLES)}.")
        rules.append(LineRule(rule["role"], text, rule.get("match", "is")))
    return tuple(rules)


def _painted(name: str, found: object) -> tuple[Stretch, ...]:
    if not isinstance(found, list):
        raise UserError(f"{name}: “painted” must be a list of [first line, last line, role].")
    stretches: list[Stretch] = []
    for item in found:
        if not isinstance(item, list) or len(item) != 3 or not all(type(at) is int and 0 < at < LAST_LINE for at in item[:2]):
            raise UserError(f"{name}: “painted” must be a list of [first line, last line, role].")
        _one_of(name, "role", item[2], LINE_ROLES)
        stretches.append((item[0], item[1], item[2]))
    return tuple(stretches)
