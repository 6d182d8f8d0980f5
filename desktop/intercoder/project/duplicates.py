"""Articles that are near duplicates of one another: their texts for comparing, and the groups that were found."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from intercoder.project.project import Project

_TEXT = (
    "SELECT a.unit, (SELECT group_concat(text, char(10)) FROM (SELECT text FROM unit u WHERE u.article = a.unit"
    " AND u.kind IN ('lead', 'body') ORDER BY u.id)) FROM article a"
)
BATCH = 500


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

        A group is named by its first article.
        """
        wanted = {unit: min(members) for members in groups for unit in members}
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
