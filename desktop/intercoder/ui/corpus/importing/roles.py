"""What lines of a source may be: their names, colours and keys."""

from dataclasses import dataclass

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication


@dataclass(frozen=True)
class Role:
    """A role as it is shown: its words, the code colour of its band (None = neutral), and the key that gives it."""

    words: str
    colour: str | None
    key: str = ""
    verb: str = ""  # what the menu says, where it is not the words


ROLES: dict[str, Role] = {
    "headline": Role(QT_TRANSLATE_NOOP("Roles", "Headline"), "purple", "H"),
    "lead": Role(QT_TRANSLATE_NOOP("Roles", "Lead"), "vermilion", "L"),
    "byline": Role(QT_TRANSLATE_NOOP("Roles", "Author of the article"), None, "A"),
    "published": Role(QT_TRANSLATE_NOOP("Roles", "Day of the article"), None, "D"),
    "paragraph": Role(QT_TRANSLATE_NOOP("Roles", "Paragraph"), "blue", "P"),
    "caption": Role(QT_TRANSLATE_NOOP("Roles", "Caption"), "grey"),
    "correction": Role(QT_TRANSLATE_NOOP("Roles", "Correction"), "ochre", "E"),
    "comments_header": Role(QT_TRANSLATE_NOOP("Roles", "Comments header"), "sky", "N"),
    "boilerplate": Role(QT_TRANSLATE_NOOP("Roles", "Boilerplate"), "olive", "B"),
    "comment": Role(QT_TRANSLATE_NOOP("Roles", "Comment"), "green", "C", QT_TRANSLATE_NOOP("Roles", "Comment, a line each")),
    "continues": Role(QT_TRANSLATE_NOOP("Roles", "Joined with the comment above"), "green", "M"),
    "thread_end": Role(QT_TRANSLATE_NOOP("Roles", "End of the comments"), None, "T"),
    "facts": Role(QT_TRANSLATE_NOOP("Roles", "No text"), None),
}
PAINTED = (
    "headline", "lead", "byline", "published", "paragraph", "correction", "comments_header", "boilerplate", "comment",
    "continues", "thread_end",
)  # fmt: skip
"""The roles that can be given to lines."""


def words(role: str) -> str:
    """The name of a role in the language of the window."""
    return QCoreApplication.translate("Roles", ROLES[role].words)


def verb(role: str) -> str:
    """What the menu says of a role."""
    return QCoreApplication.translate("Roles", ROLES[role].verb or ROLES[role].words)
