"""Near duplicates of a project, as the command finds them."""

import pytest

from intercoder.errors import Cancelled
from intercoder.project import Project
from intercoder.tasks.importing import import_dump
from intercoder.tasks.near_duplicates import compare, group_near_duplicates

BODY = "The bridge stays shut until the divers have looked at every one of its piers, the harbour office said on Monday."
ROWS = [
    ("Ledger", "Bridge shut", BODY),
    ("Herald", "No way across", BODY + " Ferries run."),
    ("Ledger", "Ferries", "Ferries run every hour from the north quay."),
]


@pytest.fixture
def project(tmp_path):
    dump = tmp_path / "articles.csv"
    dump.write_text("outlet,headline,body\n" + "".join(f'{o},{h},"{b}"\n' for o, h, b in ROWS), "utf-8")
    with Project.create(tmp_path / "study.intercoder", "Bridge") as opened:
        import_dump(opened, [dump])
        yield opened


def test_wire_copy_is_grouped_and_nothing_is_deleted(project):
    assert group_near_duplicates(project) == {"groups": 1, "articles": 2, "threshold": 0.8, "changed": True}
    first, second, _third = project.material.article_ids()
    assert project.material.duplicates.groups() == [[first, second]]
    assert project.material.counts().articles == 3


def test_the_same_again_changes_nothing(project):
    group_near_duplicates(project)
    assert group_near_duplicates(project)["changed"] is False


def test_two_articles_are_compared(project):
    first, second, third = project.material.article_ids()
    assert compare(project, first, second)["containment"] == 1
    assert compare(project, first, third) == {"jaccard": 0, "containment": 0}


def test_a_cancel_changes_nothing(project):
    def stop(done, total):
        raise Cancelled

    with pytest.raises(Cancelled):
        group_near_duplicates(project, stop)
    assert project.material.duplicates.groups() == []
