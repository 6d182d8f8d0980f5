"""What the reliability table asks of the project: its rules, and with which codebook units were coded."""

import json
import sqlite3
from dataclasses import asdict
from typing import TYPE_CHECKING

from intercoder.errors import UserError
from intercoder.records import AgreementRules

if TYPE_CHECKING:
    from intercoder.project.project import Project

_KEY = "agreement_rules"


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

        A coding belongs to the version in force when it was given, or when its unit was finished with it. A version in which
        the question was only reworded mixes nothing.
        """
        return self._project.codebook.mixed_versions(round_name)


def check_limits(rules: AgreementRules) -> None:
    """Raises UserError if the limits of the verdict are no shares of 1 in their order."""
    if not 0 < rules.tentative <= rules.reliable <= 1:
        raise UserError(
            f"The limits {rules.tentative:g} and {rules.reliable:g} are not in order.",
            "Give two numbers from 0 to 1, the lower one first, such as .667 and .800.",
        )
