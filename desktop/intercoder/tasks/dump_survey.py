"""What the files of a dump say only together: lines that repeat below the headers, and two tables joined by a key."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from intercoder.errors import UserError
from intercoder.importers import Choice, Options, Source, border, choose, plaintext, table
from intercoder.importers.reading.joining import by_id, with_texts
from intercoder.records import Article, Issue, Tick
from intercoder.tasks.dump_files import Container, files_of, is_archive
from intercoder.tasks.dump_profile import Profile, Profiles


@dataclass
class Known:
    """What is known of a dump before it is read, and what was seen of it so far."""

    repeated: frozenset[str] = frozenset()
    tables: frozenset[str] = frozenset()  # names of the tables whose articles are joined
    joined: str | None = None  # hash of these tables
    articles: dict[str, Article] = field(default_factory=dict)  # by their id
    seen: dict[str, str] = field(default_factory=dict)  # hash of a text -> where it was first
    used: set[str] = field(default_factory=set)
    choices: dict[str, Choice] = field(default_factory=dict)  # name of a file -> its format and the evidence

    def join(self, article: Article, name: str, format_key: str) -> Article | None:
        """The article with the texts that another table has for its id; None if it was joined already."""
        identity = article.provider_id
        if not self.articles or format_key != "table" or identity is None:
            return article
        if name in self.tables:
            return None if identity in self.used else article
        full = self.articles.get(identity)
        if full is None or identity in self.used or not article.stub:
            return article
        self.used.add(identity)
        return with_texts(article, full)


def options_of(profile: Profile) -> Options:
    """What a profile says to an importer."""
    return Options(
        profile.known_encoding, frozenset(), profile.columns, profile.date_order, profile.lines, profile.line_roles,
        profile.mode, profile.keep_private, profile.date_orders,
    )  # fmt: skip


def survey(paths: Sequence[Path], profiles: Profiles, tick: Tick) -> Known:
    """Look through dumps of several files; a single file has nothing to be compared with."""
    if len(paths) < 2 and not any(path.is_dir() or (path.is_file() and is_archive(path)) for path in paths):
        return Known()
    known = Known()
    openings: list[tuple[str, ...]] = []
    edges: list[frozenset[str]] = []
    of_articles: list[Source] = []
    with_comments = False
    for path in paths:
        try:
            for file in files_of(path):
                tick(0, 0)
                if isinstance(file, Container) or file.name in profiles.left_out:
                    continue
                if (key := profiles.of(file.name).format or _format(file, known)) is None:
                    continue
                if key == "text":
                    opening, edge = plaintext.lines_of_the_site(file)
                    openings += [opening] if opening else []
                    edges.append(edge)
                elif key == "table":
                    options = options_of(profiles.of(file.name))
                    columns = [c for c in table.columns_of_file(file, options) if c.index("article_key") is not None]
                    with_comments |= any(c.of_comments for c in columns)
                    of_articles += [file] if columns and not any(c.of_comments for c in columns) else []
        except (UserError, OSError):
            continue  # Said when the file is read.
    known.repeated = plaintext.repeated_lines(openings) | plaintext.repeated_edges(edges)
    return _with_articles(known, of_articles, profiles, tick) if with_comments and of_articles else known


def _format(file: Source, known: Known) -> str | None:
    choice = choose(file.head(), file.name)
    if choice is None:
        return None
    known.choices[file.name] = choice
    return choice[0]


def _with_articles(known: Known, tables: list[Source], profiles: Profiles, tick: Tick) -> Known:
    """Hold the articles of these tables by their id. An id that two rows share joins nothing."""
    digests: list[str] = []
    for source in tables:
        try:
            with source.open() as stream:
                digests.append(hashlib.file_digest(stream, "sha256").hexdigest())  # type: ignore[arg-type]
        except OSError:
            return known
    found = by_id(
        _placed(record, Path(source.name).name)
        for source in tables
        for record in border.read("table", source, options_of(profiles.of(source.name)), tick)
    )
    if found is None:
        return known
    known.articles = found
    known.tables = frozenset(source.name for source in tables)
    known.joined = hashlib.sha256("\n".join(sorted(digests)).encode()).hexdigest()
    return known


def _placed(article: Article | Issue, name: str) -> Article | Issue:
    """The article whose texts say in which file they stand."""
    if isinstance(article, Issue):
        return article
    texts = tuple(replace(text, locator=f"{name}, {text.locator}") for text in article.texts)
    return replace(article, parts=texts)
