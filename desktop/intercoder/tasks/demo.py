"""The main job from dump to tables on the example study: what a group does in a month, in seconds."""

from collections.abc import Callable
from pathlib import Path

from intercoder.agreement.report import AgreementReport
from intercoder.errors import UserError
from intercoder.project import Project
from intercoder.records import Tick, no_tick
from intercoder.resources import example_study
from intercoder.tasks import agreement, codebook_file, codings_import, packages
from intercoder.tasks.export import export
from intercoder.tasks.importing import import_dump

CODERS = ("A", "B", "C")
ROUND = "reliability"
EXPORTS = ("spss", "csv", "agreement")
_VALUES = codings_import.Columns("unit", "coder", "variable", "value", status="status")
_SPANS = codings_import.Columns("unit", "coder", "variable", "value", start="start", stop="stop")


def demo(folder: Path, say: Callable[[str], None], tick: Tick = no_tick) -> AgreementReport:
    """Dump, packages, codings, merge, table, exports in `folder`. Raises UserError if it is not empty."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UserError(f"{folder} is not empty.", "Name a new or empty folder; nothing was changed.")
    study = example_study()
    try:
        (folder / "packages").mkdir(parents=True)
    except OSError as error:
        raise UserError(f"{folder} could not be written: {error.strerror}.", "Choose another folder.") from error
    codebook = codebook_file.read(study / "codebook.json")
    with Project.create(folder / "example.intercoder", codebook.title, codebook, round_name=ROUND) as project:
        _import(project, study, say)
        for coder in CODERS:
            file = packages.package(project, coder, folder / "packages" / f"{coder}.intercoder")["file"]
            say(f"Package for {coder}: {file}")
            _code(Path(str(file)), study, coder, say)
        _merge(project, folder, say)
        report = agreement.report(project, round=ROUND, tick=tick)
        say(agreement.as_table(report))
        for kind in EXPORTS:
            files = export(project, kind, folder / "exports" / kind).files
            say(f"Exported {kind}: {len(files)} files in {folder / 'exports' / kind}")
    return report


def _import(project: Project, study: Path, say: Callable[[str], None]) -> None:
    document = import_dump(project, [study / "dump"])
    totals = document["totals"]
    assert isinstance(totals, dict)
    say(f"Imported {totals['articles']} articles with {totals['comments']} comments, {totals['warnings']} warnings:")
    for issue in project.material.issues():
        say(f"  {issue.source.rsplit('/', 1)[-1]}, {issue.locator}: {issue.message}")
    project.codebook.freeze("1.0", "The example study")
    plan = project.plan.assign(CODERS, ROUND)
    say(f"Assigned {plan.units} units in round {ROUND} to {', '.join(CODERS)}")


def _code(package: Path, study: Path, coder: str, say: Callable[[str], None]) -> None:
    with Project.open(package) as project:
        for name, columns in ((f"{coder}.csv", _VALUES), (f"{coder}_spans.csv", _SPANS)):
            report = codings_import.import_file(project, study / "codings" / name, columns, ROUND, by="ref")
            say(f"  {report['rows']} codings from {name}")


def _merge(project: Project, folder: Path, say: Callable[[str], None]) -> None:
    files = [folder / "packages" / f"{coder}.intercoder" for coder in CODERS]
    document = packages.merge(project, files, backup=False)
    reports = document["packages"]
    assert isinstance(reports, list)
    for report in reports:
        say(f"Merged {report['coder']}: {report['new']} new, {report['changed']} changed, {len(report['conflicts'])} conflicts")
