"""The roles of columns in words, in groups, and the sentence on what the rows of a table are."""

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from intercoder.tasks.dump_profile import KEPT

GROUPS: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    (QT_TRANSLATE_NOOP("Columns", "Article"), (
        ("headline", QT_TRANSLATE_NOOP("Columns", "Headline")), ("lead", QT_TRANSLATE_NOOP("Columns", "Lead")),
        ("body", QT_TRANSLATE_NOOP("Columns", "Text of the article")), ("outlet", QT_TRANSLATE_NOOP("Columns", "Outlet")),
        ("published", QT_TRANSLATE_NOOP("Columns", "Day of the article")),
        ("byline", QT_TRANSLATE_NOOP("Columns", "Author of the article")),
        ("section", QT_TRANSLATE_NOOP("Columns", "Section")), ("language", QT_TRANSLATE_NOOP("Columns", "Language")),
        ("url", QT_TRANSLATE_NOOP("Columns", "Address")), ("article_key", QT_TRANSLATE_NOOP("Columns", "Id of the article")),
        ("declared", QT_TRANSLATE_NOOP("Columns", "Number of comments")),
    )),
    (QT_TRANSLATE_NOOP("Columns", "Comment"), (
        ("comment", QT_TRANSLATE_NOOP("Columns", "Text of the comment")),
        ("author", QT_TRANSLATE_NOOP("Columns", "Author of the comment")),
        ("posted", QT_TRANSLATE_NOOP("Columns", "Day of the comment")),
        ("clock", QT_TRANSLATE_NOOP("Columns", "Time of day")),
        ("comment_id", QT_TRANSLATE_NOOP("Columns", "Id of the comment")),
        ("parent", QT_TRANSLATE_NOOP("Columns", "Answers the comment with this id")),
        ("likes", QT_TRANSLATE_NOOP("Columns", "Likes")), ("dislikes", QT_TRANSLATE_NOOP("Columns", "Dislikes")),
        ("status", QT_TRANSLATE_NOOP("Columns", "Status")),
    )),
    (QT_TRANSLATE_NOOP("Columns", "Neither"), (
        (KEPT, QT_TRANSLATE_NOOP("Columns", "Kept as it is")), ("private", QT_TRANSLATE_NOOP("Columns", "Private")),
    )),
)  # fmt: skip
WORDS = {role: words for _group, entries in GROUPS for role, words in entries}
DAYS = ("published", "posted")


def translated(text: str) -> str:
    """Words of this table in the language of the window."""
    return QCoreApplication.translate("Columns", text)


def role_words(role: str | None) -> str:
    """The words of a role."""
    return translated(WORDS.get(role or KEPT, role or ""))


def shape_sentence(shape: str, key: str, rows_from: str) -> str:
    """What the rows of a table are; `key` = the column that joins or repeats, `rows_from` = the other table."""
    if shape == "articles":
        return translated("Each row is an article.")
    if shape == "within":
        return translated("Each row is a comment in the record of its article.")
    if shape == "joined":
        return translated("Each row is a comment; its article stands in {1}, joined by {0}.").format(key, rows_from)
    if shape == "repeated":
        return translated("Each row is a comment with its article beside it; rows with the same {0} are one article.").format(
            key
        )
    return translated("Each row is a comment; no column names an article, so all of them hang under one.")
