"""REFI-QDA project (.qdpx): an archive of texts and codings for NVivo, MAXQDA, ATLAS.ti and other programs."""

import io
import zipfile
from pathlib import Path

from intercoder.exporters.folder import whole_file
from intercoder.exporters.model import PLAIN, ExportCorpus, ExportOptions, ExportReport, ExportStudy, Loss
from intercoder.exporters.qda_texts import QdaText
from intercoder.exporters.qde import Qde
from intercoder.records import Tick, no_tick

FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # that a zip archive can hold
TEXTS = frozenset({"headline", "lead", "body", "correction", "caption", "comment"})  # whose texts are sources
MAIN = "main"
LOST_STATUS = {"skipped": "skipped", "not_applicable": "not applicable", "undetermined": "cannot be determined"}


def write(study: ExportStudy, destination: Path, options: ExportOptions = PLAIN, tick: Tick = no_tick) -> ExportReport:
    """Writes the codings of one round: the chosen one, else main, else the latest. Raises UserError, leaving nothing.

    Offsets are code points, `endPosition` exclusive; with `options.nvivo` UTF-16 units, and the name says so.
    """
    corpus = study.corpus
    assert corpus is not None
    tick(0, 3)
    round_id = _round(corpus, options)
    texts = {u.id: QdaText(u) for u in corpus.units if u.kind in TEXTS and u.text}
    project = Qde(study, corpus, texts, round_id, options.nvivo).data()
    tick(1, 3)
    suffix = ".nvivo.qdpx" if options.nvivo else ".qdpx"
    if options.nvivo and destination.suffix == ".qdpx" and not destination.name.endswith(suffix):
        destination = destination.with_suffix(suffix)
    with whole_file(study, destination, suffix) as (draft, name):
        draft.losses.extend(_losses(corpus, texts, round_id, options))
        draft.add(name, _archive(study, project, texts))
        tick(2, 3)
        tick(3, 3)
        return draft.finish_file(study, "qdpx", name)


def _round(corpus: ExportCorpus, options: ExportOptions) -> int:
    """The round to export."""
    coded = _coded(corpus)
    names = {r.name: r.id for r in corpus.rounds}
    for name in (*options.rounds, MAIN):
        if names.get(name) in coded or name in options.rounds:
            return names[name]
    return max(coded, default=max(names.values()))


def _coded(corpus: ExportCorpus) -> set[int]:
    """The rounds that hold codings."""
    return {span.round for span in corpus.spans} | {answer.round for answer in corpus.answers}


def _archive(study: ExportStudy, project: bytes, texts: dict[int, QdaText]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        _put(archive, "project.qde", project)
        for text in texts.values():
            _put(archive, f"sources/{text.guid(study.project_uid)}.txt", text.text.encode())
    return out.getvalue()


def _put(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    entry = zipfile.ZipInfo(name, FIRST_DAY)
    entry.compress_type = zipfile.ZIP_DEFLATED
    archive.writestr(entry, data)


def _losses(corpus: ExportCorpus, texts: dict[int, QdaText], round_id: int, options: ExportOptions) -> list[Loss]:
    """What REFI-QDA has no place for, and what changed on the way."""
    coded = _coded(corpus)
    out = [
        Loss("round_left_out", r.name, "a REFI-QDA file holds one round")
        for r in corpus.rounds
        if r.id in coded and r.id != round_id and not options.rounds
    ]
    for status, words in LOST_STATUS.items():
        count = sum(a.status == status and a.round == round_id for a in corpus.answers)
        if count:
            out.append(Loss("status_lost", "answers", f"“{words}” has no place in REFI-QDA", count))
    kinds = {u.id: u.kind for u in corpus.units}
    moved = sum(a.round == round_id and a.unit not in texts and kinds.get(a.unit) == "article" for a in corpus.answers)
    if moved:
        out.append(Loss("article_level", "answers", "codings of an article as a whole stand at its body", moved))
    changed = sum(text.changed for text in texts.values())
    if changed:
        out.append(Loss("line_end", "texts", "line ends became line feeds, and offsets follow", changed))
    astral = sum(text.is_astral for text in texts.values())
    if astral and not options.nvivo:
        message = "hold emoji or the like, which NVivo counts as two characters: use offsets for NVivo there"
        out.append(Loss("astral_offsets", "texts", message, astral))
    out.append(Loss("structure_lost", "project", "assignments, conditions and the history have no place in REFI-QDA"))
    return out
