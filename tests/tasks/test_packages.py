"""Packages, merge, check and backup as tasks: documents, progress and what they leave alone."""

import json

import pytest

from intercoder.errors import Cancelled, UserError
from intercoder.project import Project
from intercoder.tasks import packages


@pytest.fixture
def project(bridge):
    """The study, planned for Ada and Ben in the round `pilot`."""
    with Project.open(bridge) as opened:
        opened.plan.assign(["Ada", "Ben"], "pilot")
        yield opened


@pytest.fixture
def coded(project, tmp_path):
    """The packages of Ada and Ben, in each of which the first comment has been answered."""
    paths = []
    for coder, tone in (("Ada", "1"), ("Ben", "3")):
        path = tmp_path / f"{coder}.intercoder"
        packages.package(project, coder, path)
        with Project.open(path) as package:
            unit = package.material.unit_by_ref("A0001-C001").id
            package.codings.answer(unit, "tone", tone)
            package.codings.answer(unit, "uncivil", "0")
            package.codings.finish(unit)
        paths.append(path)
    return paths


def test_the_report_of_a_package_is_a_document(project, tmp_path):
    report = packages.package(project, "Ada", tmp_path / "ada.intercoder")
    assert json.loads(json.dumps(report))["rounds"] == ["pilot"]
    assert (report["coder"], report["units"]) == ("Ada", 4)


def test_packages_merge_into_the_codings_of_all_coders(project, coded):
    document = packages.merge(project, coded)
    assert json.loads(json.dumps(document))["dry_run"] is False
    assert [report["coder"] for report in document["packages"]] == ["Ada", "Ben"]
    assert project.codings.matrix("tone", "pilot").cells[0] == (1, 3)
    assert packages.check(project) == {"ok": True, "problems": []}


def test_a_package_coded_further_brings_only_what_is_new(project, coded):
    packages.merge(project, coded)
    with Project.open(coded[0]) as package:
        unit = package.material.unit_by_ref("A0001-C002").id
        package.codings.answer(unit, "tone", "2")
        package.codings.answer(unit, "uncivil", "0")
        package.codings.finish(unit)
    (report,) = packages.merge(project, coded[:1])["packages"]
    assert not report["known"]
    assert (report["changed"], len(report["conflicts"])) == (0, 0)
    assert report["new"] > 0
    assert project.codings.matrix("tone", "pilot").cells[1] == (2, None)


def test_a_dry_run_leaves_the_bytes_of_the_project(project, coded):
    before = project.path.read_bytes()
    assert packages.merge(project, coded, dry_run=True)["packages"][0]["new"] > 0
    assert project.path.read_bytes() == before


def test_progress_counts_packages_and_a_stop_keeps_those_already_merged(project, coded):
    seen = []

    def tick(done: int, total: int) -> None:
        seen.append((done, total))
        if done == 1:
            raise Cancelled

    with pytest.raises(Cancelled):
        packages.merge(project, coded, tick=tick)
    assert seen == [(0, 2), (1, 2)]
    assert project.codings.matrix("tone", "pilot").cells[0] == (1, None)


def test_a_backup_of_a_project_in_use_is_sound_and_equal(project, coded, tmp_path):
    packages.merge(project, coded)
    report = packages.backup(project, tmp_path / "copy.intercoder")
    assert report["bytes"] == (tmp_path / "copy.intercoder").stat().st_size
    with Project.open(tmp_path / "copy.intercoder", read_only=True) as copy:
        assert packages.check(copy)["ok"]
        assert copy.codings.matrix("tone", "pilot").cells == project.codings.matrix("tone", "pilot").cells


def test_a_backup_of_a_package_is_a_package(coded, tmp_path):
    with Project.open(coded[0], read_only=True) as package:
        packages.backup(package, tmp_path / "copy.intercoder")
    with Project.open(tmp_path / "copy.intercoder", read_only=True) as copy:
        assert (copy.kind, copy.coder.name) == ("package", "Ada")


def test_no_part_of_a_refused_backup_stays(project, tmp_path):
    (tmp_path / "mine").write_text("mine")
    with pytest.raises(UserError, match="exists already"):
        packages.backup(project, tmp_path / "mine")
    with pytest.raises(UserError, match="could not be written"):
        packages.backup(project, tmp_path / "mine" / "copy.intercoder")
    assert {p.name for p in tmp_path.iterdir()} == {"bridge.intercoder", "bridge.intercoder.lock", "mine"}
