"""The same name is the same string, however it was typed."""

import pytest

from intercoder.errors import UserError
from intercoder.project import Project

COMPOSED, APART = "Zo\u00eb O'Brien", "Zoe\u0308 O'Brien"


@pytest.fixture
def project(tmp_path):
    with Project.create(tmp_path / "p.intercoder", "P") as made:
        yield made


def test_a_name_is_kept_composed_and_with_single_spaces(project):
    assert project.plan.add_coder(f" {APART}\n").name == COMPOSED
    assert project.plan.add_round("Runde \t 1").name == "Runde 1"


def test_a_name_is_found_and_taken_however_it_was_typed(project):
    number = project.plan.add_coder(COMPOSED).id
    assert project.plan.coder(APART).id == number
    with pytest.raises(UserError, match="already"):
        project.plan.add_coder(APART)


def test_a_name_that_an_older_file_kept_apart_is_found_and_can_be_put_right(project):
    number = project.plan.add_coder("Ada").id
    with project.step("As an older program wrote it"):
        project.db.execute("UPDATE coder SET name = ? WHERE id = ?", (APART, number))
    assert project.plan.coder(COMPOSED).id == number
    assert project.plan.rename_coder(COMPOSED, COMPOSED).name == COMPOSED
