"""What an import will create, as rows: articles with their facts and texts, and their comments with author and day."""

from collections import Counter
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from intercoder.records import Article, Comment, Issue
from intercoder.tasks.preview import Preview
from intercoder.ui import figures
from intercoder.ui.isolate import isolated, side_by_side

FEW = 3
"""Up to so many articles show all facts, also those that are not known."""


_FIRST = ("declared_comments", "declared_articles", "concatenated", "date_order")
MOST_COMMENTS, MOST_ROWS = 1_000, 8_000
"""More are counted, not listed."""


@dataclass(frozen=True)
class Made:
    """A row: an `article`, a `fact`, the head of its `comments`, or one `comment`. `part` is a number of its parts."""

    kind: str
    name: str
    value: str = ""
    known: bool = True
    article: int | None = None
    part: int | None = None
    warn: bool = False
    about: str = ""  # author and day of a comment


def _tr(text: str) -> str:
    return QCoreApplication.translate("Made", text)


def rows_of(preview: Preview) -> list[Made]:
    """The rows of a preview; what was left out stands at the end."""
    rows: list[Made] = []
    few = len(preview.articles) <= FEW
    for number, article in enumerate(preview.articles):
        rows += _article(article, number, few)
        if len(rows) > MOST_ROWS:
            left = len(preview.articles) - number - 1
            rows += [Made("more", "", _tr("and {0} more articles").format(figures.count(left)))] if left else []
            break
    skipped = [issue for issue in preview.issues if issue.severity == "skipped"]
    if skipped:
        rows.append(Made("article", _tr("Left out"), figures.counted(len(skipped), _tr("record"), _tr("records"))))
        rows += [Made("skipped", issue.locator or "", issue.message) for issue in skipped[:200]]
    return rows


def first_words(article: Article) -> str:
    """The headline, or the first words of an article that has none."""
    text = article.headline or next((part.text for part in article.parts if part.text.strip()), "")
    return " ".join(text[:300].split())


def _article(article: Article, number: int, all_facts: bool) -> list[Made]:
    title = first_words(article)
    rows = [Made("article", title or _tr("An article without text"), known=article.headline is not None, article=number)]
    for name, value in _facts(article):
        if value is not None or all_facts:
            absent = _tr("none in the file") if name == _tr("Headline") else _tr("not known")
            rows.append(Made("fact", name, value or absent, value is not None, number))
    rows += [Made("fact", name, value, True, number, part) for name, value, part in _texts(article)]
    for issue in article.issues:
        if issue.code != "declared_comments":
            rows.append(Made("warning", issue.locator or "", issue.message, article=number))
    return rows + _comments(article, number)


def _facts(article: Article) -> list[tuple[str, str | None]]:
    return [
        (_tr("Headline"), article.headline),
        (_tr("Outlet"), article.outlet),
        (_tr("Published"), day(article.published, article.published_raw, article.published_precision)),
        (_tr("Author"), article.byline),
        *((name, value) for name, value in (
            (_tr("Section"), article.section), (_tr("Address"), article.url), (_tr("Language"), article.language),
        ) if value),
    ]  # fmt: skip


def day(value: str | None, raw: str | None, precision: str | None) -> str | None:
    """A day as it was read, how precise it is, and as it was printed; None where there is none."""
    if value is None:
        return _tr("“{0}”, not read").format(isolated(raw)) if raw else None
    words = {"year": _tr("the year"), "month": _tr("the month"), "day": _tr("the day"), "minute": _tr("to the minute"),
             "second": _tr("to the second")}  # fmt: skip
    exact = words.get(precision or "", "")
    shown = f"{value} ({exact})" if exact else value
    return shown if raw is None or raw == value else _tr("{0}, printed “{1}”").format(shown, isolated(raw))


def _texts(article: Article) -> list[tuple[str, str, int]]:
    """(name, what of it, number of the part) for each kind of text."""
    rows: list[tuple[str, str, int]] = []
    counts = Counter(text.kind for text in article.texts)
    names = {
        "correction": (_tr("Correction"), _tr("a text of its own")),
        "boilerplate": (_tr("Boilerplate"), _tr("kept and marked")), "caption": (_tr("Captions"), _tr("texts of their own")),
    }  # fmt: skip
    seen: set[str] = set()
    for at, part in enumerate(article.parts):
        if isinstance(part, Comment) or part.kind in seen:
            continue
        seen.add(part.kind)
        if part.kind == "body":
            paragraphs = figures.counted(len(part.paragraphs), _tr("paragraph"), _tr("paragraphs"))
            characters = figures.counted(len(part.text), _tr("character"), _tr("characters"))
            rows.append((_tr("Body"), f"{paragraphs}, {characters}", at))
        elif part.kind == "lead":
            rows.append((_tr("Lead"), figures.counted(len(part.text), _tr("character"), _tr("characters")), at))
        elif part.kind in names:
            name, words = names[part.kind]
            count = figures.count(counts[part.kind])
            rows.append((name, f"{count}, {words}", at))
    return rows


def _comments(article: Article, number: int) -> list[Made]:
    found = [(at, part) for at, part in enumerate(article.parts) if isinstance(part, Comment)]
    declared, comments = article.declared_comments, tuple(comment for _at, comment in found)
    if not found and declared is None:
        return []
    count = sum(comment.status != "pingback" for _at, comment in found)
    words = _tr("{0} found, {1} declared").format(figures.count(count), _declared(declared))
    rows = [Made("comments", _tr("Comments"), words, article=number, warn=declared not in (None, count))]
    for n, (at, comment) in enumerate(found[:MOST_COMMENTS], 1):
        known = bool(comment.text.strip())
        rows.append(Made("comment", str(n), _said(comment), known, number, at, about=about(comment, comments)))
    if len(found) > MOST_COMMENTS:
        rows.append(Made("more", "", _tr("and {0} more").format(figures.count(len(found) - MOST_COMMENTS)), article=number))
    return rows


def _declared(declared: int | None) -> str:
    return _tr("none") if declared is None else figures.count(declared)


def _said(comment: Comment) -> str:
    return " ".join(comment.text[:300].split()) or _tr("no text")


def about(comment: Comment, comments: tuple[Comment, ...]) -> str:
    """Author, day and whom a comment answers, on one line; empty if nothing is known."""
    posted = comment.posted or (f"“{comment.posted_raw}”" if comment.posted_raw else None)
    answered = comments[comment.reply_to].author if comment.reply_to is not None else None
    reply = None if comment.reply_to is None else _tr("answers {0}").format(answered or f"{comment.reply_to + 1}")
    status = None if comment.status == "visible" else comment.status
    return side_by_side((comment.author, posted, reply, status))


def checks(issues: tuple[Issue, ...]) -> list[Issue]:
    """The issues that want a decision: another count than declared, days that may be read in two ways."""
    return [issue for issue in issues if issue.code in _FIRST]
