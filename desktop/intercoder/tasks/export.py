"""Exports: the tables of a project, handed to the writer of a kind of file."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from intercoder import PROGRAM
from intercoder.agreement.report import AgreementReport
from intercoder.errors import UserError
from intercoder.exporters import EXPORTERS
from intercoder.exporters.agreement_rows import tables_of
from intercoder.exporters.model import PLAIN, ExportOptions, ExportReport, ExportStudy, ExportTable, Loss
from intercoder.project import durable, frames
from intercoder.records import Tick, no_tick
from intercoder.tasks import export_choice, export_source, methods
from intercoder.tasks.export_codebook import codebook_table
from intercoder.tasks.export_corpus import corpus
from intercoder.tasks.export_final import final_tables
from intercoder.tasks.export_source import Source
from intercoder.tasks.export_spans import spans_of, spans_table
from intercoder.tasks.export_tables import long_table, units_table, wide_tables

if TYPE_CHECKING:
    from intercoder.project import Project


def export(
    project: "Project",
    kind: str,
    dest: str | Path,
    tick: Tick = no_tick,
    options: ExportOptions = PLAIN,
) -> ExportReport:
    """Writes the project as files of a kind. Raises UserError, leaving nothing, if it cannot."""
    exporter = EXPORTERS.get(kind)
    if exporter is None:
        raise UserError(f"There is no export “{kind}”.", "Kinds are: " + ", ".join(EXPORTERS))
    durable.spare_project(Path(dest))
    if options.pseudonyms:
        options = replace(options, coders=tuple(f"Coder {project.plan.coder(name).id}" for name in options.coders))
    with project.plan.pseudonyms() if options.pseudonyms else nullcontext():
        report = _agreement(project, options, tick) if "agreement" in exporter.needs else None
        study = study_of(project, report, "corpus" in exporter.needs, options)
    return exporter.write(study, Path(dest), options, tick)


def study_of(
    project: "Project", report: AgreementReport | None = None, with_corpus: bool = False, options: ExportOptions = PLAIN
) -> ExportStudy:
    """The project as exporters get it; agreement tables only if a report is given, texts as records only if asked for."""
    with uncollected(), frames.moment(project):
        everything = export_source.read(project)
        source = export_choice.chosen(everything, options)
        built = tables(source)
    return ExportStudy(
        title=project.title,
        project_uid=project.uid,
        codebook_version=source.version,
        saved_at=project.saved_at,
        coders=source.coders,
        tables=(*built, *(tables_of(report) if report else ())),
        triple=source.triple,
        notes=report.note if report else (),
        methods=methods.paragraph(report, project) if report and report.rows else "",
        losses=(*_renamed(source), *export_choice.left_out(everything, options)),
        program=PROGRAM,
        corpus=corpus(source) if with_corpus else None,
    )


def tables(source: Source) -> list[ExportTable]:
    """All tables of the codings and the material, in the order in which they are written."""
    out: list[ExportTable] = []
    for kind in source.kinds:
        out += [long_table(source, kind), *wide_tables(source, kind), *final_tables(source, kind)]
    out += [spans_of(source, v) for v in source.codebook.variables if v.answer_kind == "spans"]
    return [*out, spans_table(source), units_table(source), codebook_table(source)]


def options(**chosen: Any) -> ExportOptions:
    """What may be chosen, by name; windows and commands do not know the room of the exporters."""
    return ExportOptions(**chosen)


def as_json(report: ExportReport) -> dict[str, object]:
    """The report as a document: files and losses."""
    return {"files": [asdict(f) for f in report.files], "losses": [asdict(x) for x in report.losses]}


@contextmanager
def uncollected() -> Iterator[None]:
    """No garbage collection inside the block: it makes millions of records that all stay, and each round walks them all."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _agreement(project: "Project", options: ExportOptions, tick: Tick) -> AgreementReport:
    """The report on the chosen rounds and variables, of all their coders."""
    from intercoder.tasks import agreement

    compared = [v.name for v in project.codebook.current().variables if v.answer_kind not in agreement.NOT_COMPARED]
    variables = [name for name in compared if name in options.variables] if options.variables else None
    reports = [agreement.report(project, variables, name, tick=tick) for name in options.rounds or (None,)]
    if len(reports) == 1:
        return reports[0]
    notes = dict.fromkeys(note for found in reports for note in found.note)
    return replace(reports[0], rows=tuple(row for found in reports for row in found.rows), note=tuple(notes))


def _renamed(source: Source) -> list[Loss]:
    return [
        Loss("renamed", name, f"is called {columns.stem} in the files")
        for name, columns in source.columns.items()
        if columns.stem != name
    ]
