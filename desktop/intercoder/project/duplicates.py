"""Articles that are near duplicates of one another: their texts for comparing, and the groups that were found."""

import json
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from intercoder.errors import UserError

if TYPE_CHECKING:
    from intercoder.project.project import Project

_TEXT = (
    "SELECT a.unit, (SELECT group_concat(text, char(10)) FROM (SELECT text FROM unit u WHERE u.article = a.unit"
    " AND u.kind IN ('lead', 'body') ORDER BY u.id)) FROM article a"
)
BATCH = 500
REPRESENTATIVES, APART = "representatives", "not_same"
"""Keys of `meta`: articles that stand for their group; articles that were taken out, each with those it is not the same as."""
FIRST = (
    "{0} NOT IN (SELECT value FROM json_each((SELECT value FROM meta WHERE key = 'representatives'))),"
    " {1}published IS NULL, {1}published, {0}"
)
"""The order in which one of a group stands for it: the chosen one, else the first published."""


class DuplicatesRoom:
    """Reads the texts of articles and keeps which of them belong together. Owned by the material."""

    def __init__(self, project: "Project") -> None:
        self._project = project
        self._db = project.db

    def texts(self) -> Iterator[tuple[int, str]]:
        """(unit id, lead and body) of each article that has any, in order."""
        last = 0
        while rows := self._db.execute(f"{_TEXT} WHERE a.unit > ? ORDER BY a.unit LIMIT {BATCH}", (last,)).fetchall():
            last = rows[-1][0]
            yield from ((unit, text) for unit, text in rows if text)

    def text(self, article: int) -> str:
        """The lead and body of an article, '' if it has none."""
        row = self._db.execute(f"{_TEXT} WHERE a.unit = ?", (article,)).fetchone()
        return row[1] or "" if row else ""

    def groups(self) -> list[list[int]]:
        """The articles of each group, the first ones first."""
        query = "SELECT duplicate_group, unit FROM article WHERE duplicate_group IS NOT NULL ORDER BY duplicate_group, unit"
        found: dict[int, list[int]] = {}
        for group, unit in self._db.execute(query).fetchall():
            found.setdefault(group, []).append(unit)
        return list(found.values())

    def group(self, groups: Sequence[Sequence[int]]) -> bool:
        """Keeps these groups in place of the present ones, as one step; False if they are the same already.

        A group is named by its first article. What was said to be not the same stays apart.
        """
        wanted = {unit: min(members) for members in self._without_apart(groups) for unit in members}
        present = dict(
            self._db.execute("SELECT unit, duplicate_group FROM article WHERE duplicate_group IS NOT NULL").fetchall()
        )
        if wanted == present:
            return False
        self._project.need_project()
        changed = {unit: wanted.get(unit) for unit in {**present, **wanted} if wanted.get(unit) != present.get(unit)}
        with self._project.step("Group near duplicates"):
            self._db.executemany(
                "UPDATE article SET duplicate_group = ? WHERE unit = ?", [(group, unit) for unit, group in changed.items()]
            )
        return True

    def members(self, article: int) -> list[int]:
        """The other articles of an article's group."""
        query = (
            "SELECT b.unit FROM article a JOIN article b ON b.duplicate_group = a.duplicate_group AND b.unit <> a.unit"
            " WHERE a.unit = ? ORDER BY b.unit"
        )
        return [unit for (unit,) in self._db.execute(query, (article,)).fetchall()]

    # -------------------------------------------------------------- what the researcher says

    def representative(self, members: Sequence[int]) -> int:
        """The article that stands for a group: the one that was chosen, else the first published."""
        within = "unit IN (SELECT value FROM json_each(?))"
        query = f"SELECT unit FROM article WHERE {within} ORDER BY {FIRST.format('unit', '')} LIMIT 1"
        return int(self._db.execute(query, (json.dumps(list(members)),)).fetchone()[0])

    def choose(self, article: int) -> None:
        """Lets an article stand for its group from now on, as one step. Raises UserError if it is in none."""
        others = self._others(article)
        chosen = [unit for unit in self._kept(REPRESENTATIVES) if unit not in others]
        if article in chosen:
            return
        with self._project.step("Choose a representative"):
            self._keep(REPRESENTATIVES, sorted([*chosen, article]))

    def take_out(self, article: int) -> None:
        """Takes an article out of its group, as one step; finding groups again leaves it out of their company.

        A group of one is none. Raises UserError if the article is in no group.
        """
        others = self._others(article)
        left = others if len(others) > 1 else []
        with self._project.step("Not the same as the others"):
            rows = [(min(left) if unit in left else None, unit) for unit in (article, *others)]
            self._db.executemany("UPDATE article SET duplicate_group = ? WHERE unit = ?", rows)
            self._keep(APART, [*self._kept(APART), [article, others]])
            if article in (chosen := self._kept(REPRESENTATIVES)):
                self._keep(REPRESENTATIVES, [unit for unit in chosen if unit != article])

    def versions(self, article: int) -> list[int]:
        """The older and newer versions of an article that repeated imports brought, the oldest first, with itself."""
        query = (
            "WITH RECURSIVE up(unit) AS (SELECT ?1 UNION SELECT a.version_of FROM article a JOIN up ON a.unit = up.unit"
            " WHERE a.version_of IS NOT NULL), all_of(unit) AS (SELECT min(unit) FROM up UNION SELECT a.unit FROM article a"
            " JOIN all_of ON a.version_of = all_of.unit) SELECT unit FROM all_of ORDER BY unit"
        )
        return [unit for (unit,) in self._db.execute(query, (article,)).fetchall()]

    def _others(self, article: int) -> list[int]:
        self._project.need_project()
        others = self.members(article)
        if not others:
            raise UserError("This article is in no group of near duplicates.", "Find near duplicates first.")
        return others

    def _without_apart(self, groups: Sequence[Sequence[int]]) -> list[list[int]]:
        """The groups without articles that were taken out of the company of any of their members."""
        apart = [(article, set(others)) for article, others in self._kept(APART)]
        kept = []
        for members in groups:
            together = set(members)
            for article, others in apart:
                if article in together and others & together:
                    together.discard(article)
            if len(together) > 1:
                kept.append(sorted(together))
        return kept

    def _kept(self, key: str) -> list[Any]:
        return list(json.loads(self._project.meta(key) or "[]"))

    def _keep(self, key: str, value: list[Any]) -> None:
        query = "INSERT INTO meta VALUES(?, ?) ON CONFLICT(key) DO UPDATE SET value = excluded.value"
        self._db.execute(query, (key, json.dumps(value)))
