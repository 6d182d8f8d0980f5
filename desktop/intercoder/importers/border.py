"""The border between a format and the project: a file fails alone, and nothing passes that no text can hold.

Decoders, JSON and references in markup all can give NUL and lone surrogates. They become U+FFFD here and are counted once a
file, whatever the format.
"""

from collections.abc import Iterator
from dataclasses import fields, replace
from typing import TypeVar

from intercoder.importers import IMPORTERS, Options, Source
from intercoder.importers.reading.alone import tried
from intercoder.importers.reading.encodings import clean, replaced_issue
from intercoder.importers.reading.references import fitted
from intercoder.records import Article, Comment, Issue, Text, Tick

LONGEST_MESSAGE = 300
VERBATIM = frozenset({"text", "table", "json"})
"""Formats in which a reference is as good as any other word."""
DECODED = frozenset({"text", "table"})
"""Formats that know no escapes: where their file is a text, its decoder has replaced and counted what there was."""
_SAID_TWICE = frozenset({"headline", "locator", "issues"})
"""What of an article stands in its parts as well, or not in the dump, and is not counted."""
_END = Article(())
Part = TypeVar("Part", Article, Text, Comment, Issue)


def read(key: str, source: Source, options: Options, tick: Tick) -> Iterator[Article | Issue]:
    """The records of a file as a project can hold them, and at the end one warning with what was replaced in it."""
    replaced = 0
    is_decoded = key in DECODED and options.encoding is not None

    def fit() -> Iterator[Article | Issue]:
        nonlocal replaced
        file, replaced = (source, 0) if key in VERBATIM else fitted(source)
        yield from IMPORTERS[key].read(file, options, tick)

    for record in guarded(fit()):
        if isinstance(record, Issue):
            if record.code == "replaced_characters":
                replaced += record.found or 0
            else:
                yield _fit(record)[0]
        elif is_decoded or _is_fit(record):
            yield record
        else:
            article, count = _fit(record)
            replaced += count
            yield article
    if replaced:
        yield replaced_issue(replaced)


def guarded(records: Iterator[Article | Issue]) -> Iterator[Article | Issue]:
    """The same records; if the file breaks the importer, an issue of severity `skipped` in place of the rest.

    A wish to stop and an error that the researcher can mend pass. The issue names the kind of error, not the text.
    """
    while True:
        found, error = tried(lambda: next(records, _END))
        if error is not None:
            yield Issue("record_broken", f"The file cannot be read further ({error}).", None, "skipped")
        if found is None or found is _END:
            return
        yield in_one_line(found) if isinstance(found, Issue) else found


def in_one_line(issue: Issue) -> Issue:
    """The issue with a message of one line that can be read at a glance, whatever of a broken file was quoted in it."""
    message = " ".join(issue.message.split())
    if len(message) > LONGEST_MESSAGE:
        message = f"{message[:LONGEST_MESSAGE]} …"
    return issue if message == issue.message else replace(issue, message=message)


def _is_fit(article: Article) -> bool:
    """Whether nothing in an article has to be replaced, of its comments looked at together."""
    parts, comments = article.parts, article.comments
    said = [article.headline, article.outlet, article.byline, article.url, article.section, article.provider_id]
    said += [article.published_raw, article.language, article.edition, article.page, article.genre, article.locator]
    said += [issue.message for issue in article.issues] + [issue.raw for issue in article.issues]
    said += [c.author for c in comments] + [c.provider_id for c in comments] + [c.posted_raw for c in comments]
    for extra in (article.extra, *[c.extra for c in comments if c.extra]):
        said += [*extra, *extra.values()]
    whole = "".join([*[part.text for part in parts], *filter(None, said)])
    if "\0" in whole:
        return False
    try:
        whole.encode()
    except UnicodeEncodeError:
        return False
    return True


def _fit(record: Part) -> tuple[Part, int]:
    """A record without what no text can hold, and how often that was replaced in it."""
    changed: dict[str, object] = {}
    count = 0
    for field in fields(record):
        value, found = getattr(record, field.name), 0
        if isinstance(value, str):
            value, found = clean(value)
        elif isinstance(value, dict):
            pairs = [(clean(name)[0], clean(said)) for name, said in value.items()]
            value, found = {name: said for name, (said, _n) in pairs}, sum(n for _name, (_said, n) in pairs)
        elif field.name in ("parts", "issues"):
            inner = [_fit(part) for part in value]
            value, found = tuple(part for part, _n in inner), sum(n for _part, n in inner)
        if value != getattr(record, field.name):
            changed[field.name] = value
        count += 0 if field.name in _SAID_TWICE else found
    return (replace(record, **changed) if changed else record), count  # type: ignore[arg-type]
