"""What an import would create, writing nothing."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from intercoder.errors import UserError
from intercoder.importers import IMPORTERS
from intercoder.records import Article, Comment, Issue, SourceFile, Tick, no_tick
from intercoder.tasks.dump_profile import PLAIN, Profile, Profiles
from intercoder.tasks.dump_reading import Failure, Record, read_dump, read_dumps
from intercoder.tasks.sources_text import UNKNOWN

__all__ = ["inspect", "read_dump"]

Json = dict[str, object]
Take = Callable[[SourceFile, "Passing"], Json | None]
"""Gets a file and its records. It answers, of a file that it knows and did not read, what the document is to say."""

KINDS = ("headline", "lead", "body", "paragraph", "correction", "caption", "boilerplate", "comments_header", "comment")


class NothingFound(UserError):  # noqa: N818 - what the files hold, not a mistake
    """No file gives an article or a comment; `reason` says why, without the path that the message begins with."""

    def __init__(self, reason: str, path: str = "") -> None:
        hint = f"Formats that are read: {', '.join(IMPORTERS)}, also in a folder or a zip archive."
        super().__init__(f"{path}: {reason}" if path else reason, hint)
        self.reason = reason


def inspect(
    paths: Sequence[str | Path],
    format: str | None = None,  # noqa: A002
    items: bool = False,
    tick: Tick = no_tick,
    take: Take | None = None,
    profile: Profile | Profiles = PLAIN,
) -> Json:
    """What an import of these dumps would create: `files` with their counts and warnings, and `totals`.

    With `items` each article and comment is listed. `take` gets each file with its records as they are read, so that an
    import needs one pass; it may know them. Raises UserError if none of the paths holds anything to import.
    """
    files: list[Json] = []
    failures: list[UserError] = []
    for found in read_dumps(paths, format, tick, profile):
        if isinstance(found, Failure):
            failures.append(found.error)
            files.append(_failed(found.path, found.error, items))
        else:
            files.append(entry_of(*found, items, take))
    totals = {key: sum(_number(f[key]) for f in files) for key in ("articles", "comments", "skipped")}
    if not totals["articles"] and not totals["comments"]:
        raise failures[0] if failures else _nothing(paths, files)
    warnings = sum(len(w) for f in files if isinstance(w := f["warnings"], list))
    return {"files": files, "totals": {"files": len(files), **totals, "warnings": warnings}}


# ---------------------------------------------------------------- the document


def entry_of(source: SourceFile, records: Iterable[Record], items: bool, take: Take | None = None) -> Json:
    """The entry of one file in the document; the preview in the window is made of the same."""
    passing = Passing(records, items)
    known = take(source, passing) if take is not None else None
    if known is None:
        for _ in passing:
            pass
        known = passing.counts()
    entry: Json = {
        "path": source.path,
        "format": None if source.format == UNKNOWN else source.format,
        "evidence": source.evidence,
        "encoding": source.encoding or None,
        **known,
    }
    return {**entry, "items": passing.listed} if items else entry


class Passing(Iterator[Record]):
    """The records of one file, counted while they pass by."""

    def __init__(self, records: Iterable[Record], items: bool) -> None:
        self._records = iter(records)
        self._items = items
        self._articles = self._comments = self._pingbacks = 0
        self._declared: list[int] = []
        self._issues: list[Issue] = []
        self.listed: list[Json] = []

    def __next__(self) -> Record:
        record = next(self._records)
        if isinstance(record, Issue):
            self._issues.append(record)
        else:
            self._count(record)
        return record

    def _count(self, article: Article) -> None:
        self._articles += 1
        comments = article.comments
        pingbacks = [c.status for c in comments].count("pingback")
        self._comments += len(comments) - pingbacks
        self._pingbacks += pingbacks
        if article.declared_comments is not None:
            self._declared.append(article.declared_comments)
        self._issues += article.issues
        if self._items:
            self.listed.append(_item(article))

    def counts(self) -> Json:
        """What the document says of the records that passed by."""
        skipped = [i for i in self._issues if i.severity == "skipped"]
        return {
            "articles": self._articles,
            "comments": self._comments,
            "declared_articles": next((i.declared for i in self._issues if i.code == "declared_articles"), None),
            "declared_comments": sum(self._declared) if self._declared else None,
            "skipped": sum(i.found or 1 for i in skipped) + self._pingbacks,
            "warnings": _warnings([i for i in self._issues if i.severity == "warning"], skipped),
        }


def _warnings(warnings: list[Issue], skipped: list[Issue]) -> list[Json]:
    """All warnings, and one for each reason for which something was skipped."""
    listed: list[Json] = [{"code": i.code, "message": i.message, "locator": i.locator} for i in warnings]
    reasons = Counter((i.code, i.message) for i in skipped)
    for (code, message), count in reasons.items():
        first = next(i for i in skipped if (i.code, i.message) == (code, message))
        more = f" ({count} times)" if count > 1 else ""
        listed.append({"code": code, "message": f"{message}{more}", "locator": first.locator})
    return listed


def _item(article: Article) -> Json:
    texts = article.texts
    roles = {kind: sum(1 for t in texts if t.kind == kind) for kind in KINDS}
    roles["paragraph"] = sum(len(t.paragraphs) for t in texts)
    roles["comment"] = len(article.comments)
    return {
        "headline": article.headline,
        "outlet": article.outlet,
        "published": article.published,
        "byline": article.byline,
        "url": article.url,
        "language": article.language,
        "declared_comments": article.declared_comments,
        "roles": roles,
        "comments": [_comment(c) for c in article.comments],
    }


def _comment(comment: Comment) -> Json:
    return {
        "author": comment.author,
        "posted": comment.posted,
        "text": comment.text,
        "reply_to": comment.reply_to,
        "likes": comment.likes,
    }


def _failed(path: str, error: UserError, items: bool) -> Json:
    """The entry of a path that could not be read at all."""
    source = SourceFile(path, "", 0, UNKNOWN, error.message, "")
    return entry_of(source, [Issue("skipped", error.message, None, "skipped")], items)


def _nothing(paths: Sequence[str | Path], files: list[Json]) -> UserError:
    """What is wrong when none of the files holds an article or a comment."""
    if not files:
        return UserError("All files were left out.", "Take at least one of them in.")
    if len(files) == 1:
        warnings = files[0]["warnings"]
        reasons = [str(w["message"]) for w in warnings] if isinstance(warnings, list) else []
        return NothingFound(reasons[-1] if reasons else "No article and no comment.", str(paths[0]))
    where = str(paths[0]) if len(paths) == 1 else f"the {len(paths)} dumps"
    return NothingFound(f"None of the {len(files)} files of {where} could be read as articles or comments.")


def _number(value: object) -> int:
    return value if isinstance(value, int) else 0
