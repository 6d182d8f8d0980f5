"""Pseudonyms for the authors of comments: stable within a project, the key in a file of its own beside it."""

import json
import secrets
from collections.abc import Iterable, Iterator
from dataclasses import replace
from hashlib import blake2b
from pathlib import Path

from intercoder.errors import UserError
from intercoder.project import durable
from intercoder.records import Article, Comment, Issue

SUFFIX = ".names.json"


class Pseudonyms:
    """Gives each name a number that stays. The names are kept in a file outside the project, to be locked away."""

    def __init__(self, project: Path) -> None:
        self.path = project.with_name(project.stem + SUFFIX)
        self._salt, self._names = _read(self.path)
        self._known = set(self._names.values())
        self._changed = False

    def of(self, name: str) -> str:
        """The pseudonym of a name."""
        if name not in self._names:
            self._names[name] = self._new(name)
            self._changed = True
        return self._names[name]

    def article(self, article: Article) -> Article:
        """The article with pseudonyms in place of its commenters' names; what they wrote stays as it is."""
        if not any(comment.author for comment in article.comments):
            return article
        parts = tuple(
            replace(part, author=self.of(part.author)) if isinstance(part, Comment) and part.author else part
            for part in article.parts
        )
        return replace(article, parts=parts)

    def records(self, records: Iterable[Article | Issue]) -> Iterator[Article | Issue]:
        """Records with pseudonyms. Behind the last one the names are kept: before the project has any of their numbers."""
        for record in records:
            yield self.article(record) if isinstance(record, Article) else record
        self._save()

    def _save(self) -> None:
        """Keeps the names that were given a number. Raises UserError if it cannot."""
        if not self._changed:
            return
        document = {"salt": self._salt, "names": self._names}
        try:
            with durable.writing(self.path) as part:
                part.touch(mode=0o600)
                part.write_text(json.dumps(document, ensure_ascii=False, indent=1), "utf-8")
        except OSError as error:
            message = f"The names behind the pseudonyms cannot be written to {self.path}: {error.strerror or error}."
            raise UserError(message, "Make room there; without that file nobody could tell who wrote what.") from None
        self._changed = False

    def _new(self, name: str) -> str:
        """A number that does not follow from the order in which people wrote."""
        digits = int.from_bytes(
            blake2b(name.encode("utf-8", "replace"), key=self._salt.encode(), digest_size=8).digest(), "big"
        )
        while (pseudonym := f"user_{digits % 10_000_000:07d}") in self._known:
            digits += 1
        self._known.add(pseudonym)
        return pseudonym


def _read(path: Path) -> tuple[str, dict[str, str]]:
    if not path.exists():
        return secrets.token_hex(16), {}
    try:
        found = json.loads(path.read_text("utf-8"))
        return str(found["salt"]), {str(name): str(given) for name, given in found["names"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        raise UserError(
            f"{path.name} beside the project cannot be read.",
            "It holds the names behind the pseudonyms; restore it from a copy.",
        ) from None
