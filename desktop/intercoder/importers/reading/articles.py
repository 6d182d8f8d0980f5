"""Rows of a table as articles and comments, once it is known what the columns are."""

import re
from collections.abc import Sequence

from intercoder.importers.reading.replies import with_mentions
from intercoder.importers.reading.sheets import Row
from intercoder.importers.reading.table_survey import OF_AN_ARTICLE, Survey
from intercoder.records import Article, Comment, Issue, Kind, Text

NO_PARENT = frozenset({"", "0", "0.0", "nan", "none", "null", "na", "-1", "false", "root"})
STATUSES = {
    "pending": "pending", "hold": "pending", "0": "pending", "unapproved": "pending", "deleted": "deleted",
    "removed": "deleted", "trash": "deleted", "blocked": "blocked", "rejected": "blocked", "spam": "spam",
    "pingback": "pingback", "trackback": "pingback",
}  # fmt: skip
VISIBLE = frozenset({"visible", "approved", "published", "1"})
DELETED = frozenset({"[deleted]", "[removed]"})
_KIND = re.compile(r"t[1-6]_")
_WHOLE = re.compile(r"[-+]?\d+(?:\.0+)?")
_ID = 1
LARGEST = 2**63 - 1
"""A project keeps no greater number."""
LONGEST_NUMBER = 40
_THOUSANDS = re.compile(r"[-+]?\d{1,3}(?:[,.\u00a0\u202f ]\d{3})+")


def article_of_row(row: Row, survey: Survey) -> Article:
    """An article of a table of articles."""
    place, cells = row
    if not survey.cell(cells, "body").strip() and not survey.cell(cells, "lead").strip():
        survey.faults.add("no_body", place)
    return _article([row], survey, (), survey.extra(cells), survey.of_an_article(cells))


def article_of_comments(rows: list[Row], survey: Survey) -> Article:
    """The article that these rows have in common, with a comment for each row that has one."""
    cells_of = survey.of_a_comment
    said = [survey.of_an_article(row[1]) for row in rows]
    taken = survey.taken(said)
    extra: dict[str, str] = {}
    found: list[tuple[Row, tuple[str, ...], tuple[str, ...]]] = []
    for row, of_article in zip(rows, said, strict=True):
        if (cells := cells_of(row[1]))[0].strip() or any(map(str.strip, cells[1:4])):
            found.append((row, cells, of_article))
        else:
            extra = {**survey.extra(row[1]), **survey.beside(of_article, taken), **extra}
    ids = {i if i.isdecimal() else _bare(i): n for n, (_row, cells, _said) in enumerate(found) if (i := cells[_ID].strip())}
    keys = {survey.value(rows[0][1], "article_key")} - {None}
    comments = []
    for number, (row, cells, of_article) in enumerate(found):
        comment = _comment(row, cells, number, survey, ids, keys)
        if of_article != taken:
            comment.extra = {**comment.extra, **survey.beside(of_article, taken)}
        comments.append(comment)
    if any(comment.text[:1] == "@" for comment in comments):
        comments = with_mentions(comments)
    if not any(survey.key(rows[0]) or ()) and ({"article_key", "url"} & set(survey.columns.roles)):
        for row in rows:
            survey.faults.add("keyless", row[0])
    return _article(rows, survey, comments, extra, taken)


def _article(
    rows: list[Row], survey: Survey, comments: Sequence[Comment], extra: dict[str, str], taken: tuple[str, ...]
) -> Article:
    place, cells = rows[0]
    first = {role: _said(role, cell) for role, cell in zip(OF_AN_ARTICLE, taken, strict=True)}
    key = survey.value(cells, "article_key")
    address = first["url"] or (key if key and "/" in key else None)
    dated = next((row for row in rows if survey.cell(row[1], "published").strip()), rows[0])
    published, raw, precision = survey.when("published", first["published"] or "", dated)
    declared = number_of(printed) if (printed := first["declared"]) else None
    if printed and declared is None:
        extra = {**extra, survey.name("declared"): printed}
    kinds: tuple[Kind, ...] = ("headline", "lead", "body")
    texts = [Text(kind, text, place, _paragraphs(text) if kind == "body" else ()) for kind in kinds if (text := first[kind])]
    issues: tuple[Issue, ...] = ()
    if declared is not None and comments and declared != len(comments):
        message = f"The table says {declared} comments, {len(comments)} found."
        issues = (Issue("declared_comments", message, place, declared=declared, found=len(comments)),)
    return Article(
        (*texts, *comments),
        place,
        first["headline"],
        first["outlet"],
        first["byline"],
        published,
        raw,
        precision,
        address,
        first["language"],
        first["section"],
        key if key != address else None,
        declared,
        not (first["body"] or first["lead"]),
        extra,
        issues,
    )


def _comment(
    row: Row, found: tuple[str, ...], number: int, survey: Survey, ids: dict[str, int], keys: set[str | None]
) -> Comment:
    place, cells = row
    text, identity, author, day, above, likes, dislikes, printed_status = found
    if not text.strip():
        survey.faults.add("no_comment_text", place)
    posted, raw, precision = survey.when("posted", day, row)
    extra = survey.extra(cells)
    parent = _parent(above, keys) if above else None
    reply_to = ids.get(parent) if parent else None
    if parent and (reply_to is None or reply_to == number):
        survey.faults.add("orphan_reply", place)
        extra, reply_to = {**extra, "parent": parent}, None
    numbers: list[int | None] = []
    for role, printed in (("likes", likes), ("dislikes", dislikes)):
        numbers.append(number_of(printed) if printed else None)
        if printed and numbers[-1] is None and (printed := printed.strip()).lower() not in NO_PARENT:
            survey.faults.add("likes", place)
            extra = {**extra, role: printed}
    status = "visible"
    if printed := printed_status.strip():
        status = STATUSES.get(printed.lower(), "visible")
        extra = extra if printed.lower() in (*STATUSES, *VISIBLE) else {**extra, survey.name("status"): printed}
    return Comment(
        text,
        place,
        author.strip() or None,
        posted,
        raw,
        precision,
        reply_to,
        "explicit" if reply_to is not None else None,
        numbers[0],
        numbers[1],
        "deleted" if text[:1] == "[" and text.strip() in DELETED else status,  # type: ignore[arg-type]
        identity.strip() or None,
        extra,
    )


def _said(role: str, cell: str) -> str | None:
    """A cell of an article, None where it is blank; metadata without the space around it, texts as they are."""
    return (cell if role in ("headline", "lead", "body") else cell.strip()) if cell.strip() else None


def _parent(cell: str, keys: set[str | None]) -> str | None:
    """The id of the comment that is answered; None if it is the article, or nothing."""
    cell = cell.strip()
    if cell.lower() in NO_PARENT or cell.startswith("t3_") or cell in keys:
        return None
    return _bare(cell)


def _bare(identity: str) -> str:
    """An id as it is compared: Reddit's `t1_` before it says only its kind, `.0` after it only that it was a number."""
    identity = _KIND.sub("", identity, count=1) if identity[:1] == "t" else identity
    return identity.removesuffix(".0")


def number_of(cell: str) -> int | None:
    """A whole number as it is printed, also with thousands apart or as a fraction of none; None of anything else."""
    if not cell or len(cell) > LONGEST_NUMBER:
        return None
    if not cell.isdecimal():
        cell = cell.strip()
        if _WHOLE.fullmatch(cell):
            cell = cell.split(".")[0]
        elif _THOUSANDS.fullmatch(cell):
            cell = re.sub(r"[^\d+-]", "", cell)
        else:
            return None
    number = int(cell)
    return number if -LARGEST <= number <= LARGEST else None


def _paragraphs(text: str) -> tuple[tuple[int, int], ...]:
    """The lines of a body that are not blank."""
    ranges: list[tuple[int, int]] = []
    start = 0
    for line in text.split("\n"):
        if line.strip():
            ranges.append((start, start + len(line)))
        start += len(line) + 1
    return tuple(ranges)
