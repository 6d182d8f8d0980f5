"""What the reliability table asks of the project: its rules, and with which codebook units were coded."""

import json
import sqlite3
from dataclasses import asdict
from itertools import pairwise
from typing import TYPE_CHECKING

from intercoder.errors import UserError
from intercoder.records import AgreementRules

if TYPE_CHECKING:
    from intercoder.project.project import Project

_KEY = "agreement_rules"
# The last state of every coding of a round, and the codebook version that was the newest when it was given.
_VERSIONS = """
SELECT variable, codebook FROM (
  SELECT json_extract(c.key, '$[3]') AS variable, s.codebook AS codebook, c.after AS after, max(s.at)
  FROM change c JOIN step s ON (s.session, s.n) = (c.session, c.step)
  WHERE c.tbl = 'value' AND json_extract(c.key, '$[0]') = :round GROUP BY c.key
  UNION ALL
  SELECT json_extract(coalesce(c.after, c.before), '$[3]'), s.codebook, c.after, max(s.at)
  FROM change c JOIN step s ON (s.session, s.n) = (c.session, c.step)
  WHERE c.tbl = 'span' AND json_extract(coalesce(c.after, c.before), '$[0]') = :round GROUP BY c.key)
WHERE after IS NOT NULL GROUP BY variable, codebook
"""


class ReliabilityRoom:
    """Reads the history of codings, and keeps the rules of the table. Owned by the project."""

    def __init__(self, project: "Project") -> None:
        self._project = project
        self._db: sqlite3.Connection = project.db

    # -------------------------------------------------------------- rules

    @property
    def rules(self) -> AgreementRules:
        """The project's rules; those that nobody changed are the usual ones."""
        stored = json.loads(self._project.meta(_KEY) or "{}")
        usual = asdict(AgreementRules())
        return AgreementRules(**{name: type(value)(stored.get(name, value)) for name, value in usual.items()})

    def set_rules(self, rules: AgreementRules) -> None:
        """Changes the rules, as one step. Raises UserError if the limits are no shares of 1 in their order."""
        self._project.need_project()
        check_limits(rules)
        if rules == self.rules:
            return
        with self._project.step("Change the rules of agreement"):
            insert = "INSERT INTO meta VALUES(?, ?) ON CONFLICT DO UPDATE SET value = excluded.value"
            self._db.execute(insert, (_KEY, json.dumps(asdict(rules))))

    # -------------------------------------------------------------- history

    def mixed_versions(self, round_name: str) -> dict[str, tuple[str, str]]:
        """Variables coded before and after a substantive change of their own question: name -> the two versions.

        A coding belongs to the version that was the newest, in the file it was given in, at its last change; one from
        before the first version belongs to that. A substantive version in which a question stayed as it was mixes nothing.
        """
        query = "SELECT id, version, change_kind, content FROM codebook_version ORDER BY id"
        versions = self._db.execute(query).fetchall()
        if not any(kind == "substantive" for _id, _version, kind, _content in versions[1:]):
            return {}
        names = {number: version for number, version, _kind, _content in versions}
        asked = {number: _questions(content) for number, _version, _kind, content in versions}
        turns = [number for number, _version, kind, _content in versions[1:] if kind == "substantive"]
        found: dict[str, tuple[str, str]] = {}
        for variable, used in self._versions_used(round_name, versions[0][0]).items():
            for before, after in pairwise(sorted(used)):
                turned = any(before < turn <= after for turn in turns)
                if turned and asked[before].get(variable) != asked[after].get(variable):
                    found[variable] = (names[before], names[after])
        return found

    def _versions_used(self, round_name: str, first: int) -> dict[str, set[int]]:
        used: dict[str, set[int]] = {}
        known = {v.id: v.name for v in self._project.codebook.current().variables}
        rows = self._db.execute(_VERSIONS, {"round": self._project.plan.round(round_name).id}).fetchall()
        for variable, version in rows:
            if variable in known:
                used.setdefault(known[variable], set()).add(version or first)
        return used


def check_limits(rules: AgreementRules) -> None:
    """Raises UserError if the limits of the verdict are no shares of 1 in their order."""
    if not 0 < rules.tentative <= rules.reliable <= 1:
        raise UserError(
            f"The limits {rules.tentative:g} and {rules.reliable:g} are not in order.",
            "Give two numbers from 0 to 1, the lower one first, such as .667 and .800.",
        )


def _questions(content: str) -> dict[str, object]:
    """The questions of a frozen codebook by name, as far as they say what is asked."""
    listed = json.loads(content).get("variables", [])
    return {str(variable.get("name")): variable for variable in listed if isinstance(variable, dict)}
