"""Several exports of a project into one folder, as the window asks for them."""

import re
from collections.abc import Sequence
from pathlib import Path

from intercoder.errors import UserError
from intercoder.exporters import EXPORTERS
from intercoder.exporters.folder import file_stem
from intercoder.exporters.model import PLAIN, ExportedFile, ExportOptions, ExportReport, Loss
from intercoder.project import Project
from intercoder.records import Tick, no_tick
from intercoder.tasks import codebook_file
from intercoder.tasks.export import export

CODEBOOK = "codebook"
"""The codebook for the appendix, which is no table: as page and as Word document."""
TITLES = {CODEBOOK: "The codebook for the appendix (Word, HTML)", **{kind: e.title for kind, e in EXPORTERS.items()}}


def export_all(
    path: Path, kinds: Sequence[str], folder: Path, options: ExportOptions = PLAIN, tick: Tick = no_tick
) -> list[ExportReport]:
    """Writes each kind below the folder; kinds with many files get a folder each. Raises UserError at the first that cannot."""
    reports = []
    with Project.open(path, read_only=True) as project:
        stem = file_stem(project.title)
        for done, kind in enumerate(kinds):
            tick(done, len(kinds))

            def part(inner: int, total: int, done: int = done) -> None:
                tick(done * 100 + (100 * inner // total if total else 0), 100 * len(kinds))

            if kind == CODEBOOK:
                reports.append(_codebook(project, folder, stem))
            else:
                own = kind if EXPORTERS[kind].destination == "folder" else stem + _ending(kind)
                reports.append(export(project, kind, folder / own, part, options))
    return reports


def _ending(kind: str) -> str:
    return " - methods.docx" if kind == "methods" else EXPORTERS[kind].suffix


def _codebook(project: Project, folder: Path, stem: str) -> ExportReport:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserError(f"{folder} cannot be written: {error.strerror}.", "Choose another place.") from error
    files, losses = [], []
    for suffix in (".docx", ".html"):
        place = folder / f"{re.sub(' +', ' ', stem)} - codebook{suffix}"
        lost = codebook_file.write(project.codebook.current(), place)
        losses += [Loss("codebook", place.name, text) for text in lost]
        files.append(ExportedFile(str(place), None, None, place.stat().st_size, ""))
    return ExportReport(tuple(files), tuple(losses))
