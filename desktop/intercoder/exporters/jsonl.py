"""JSON Lines: a unit with its text, spans and answers on each line, for programs that learn from texts."""

import json
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from intercoder.exporters.folder import whole_file
from intercoder.exporters.model import (
    PLAIN,
    ExportAnswer,
    ExportCorpus,
    ExportOptions,
    ExportReport,
    ExportSpan,
    ExportStudy,
)  # fmt: skip
from intercoder.records import Tick, no_tick


def write(study: ExportStudy, destination: Path, options: ExportOptions = PLAIN, tick: Tick = no_tick) -> ExportReport:
    """Writes one file, UTF-8 with line feeds. Offsets are code points, `end` exclusive. Raises UserError, leaving nothing."""
    assert study.corpus is not None
    with whole_file(study, destination, ".jsonl") as (draft, name):
        total = len(study.corpus.units)
        with open(draft.path / name, "w", encoding="utf-8", newline="\n") as file:
            for done, record in enumerate(_records(study, study.corpus)):
                if done % 1000 == 0:
                    tick(done, total)
                file.write(json.dumps(record, ensure_ascii=False, separators=(",", ":")).replace("\u2028", "\\u2028"))
                file.write("\n")
        draft.note(name, total)
        tick(total, total)
        return draft.finish_file(study, "jsonl", name)


def _records(study: ExportStudy, corpus: ExportCorpus) -> Iterator[dict[str, object]]:
    names = {c.id: c.name for c in study.coders}
    rounds = {r.id: r.name for r in corpus.rounds}
    labels = {(v.name, c.value): c.label for v in corpus.codebook.variables for c in v.categories}
    spans: dict[int, list[ExportSpan]] = defaultdict(list)
    answers: dict[int, list[ExportAnswer]] = defaultdict(list)
    for span in corpus.spans:
        spans[span.unit].append(span)
    for answer in corpus.answers:
        answers[answer.unit].append(answer)
    for unit in corpus.units:
        yield {
            "id": str(unit.id),
            "ref": unit.ref,
            "kind": unit.kind,
            "text": unit.text,
            "spans": [
                {"id": s.id, "start": s.start, "end": s.stop, "label": labels[s.variable, s.category], "variable": s.variable,
                 "value": s.category, "coder": names[s.coder], "round": rounds[s.round], "quote": s.quote}
                for s in spans[unit.id]
            ],
            "answers": [
                {"variable": a.variable, "coder": names[a.coder], "round": rounds[a.round], "status": a.status,
                 "value": a.value, "label": a.label, **({"span": a.span} if a.span else {})}
                for a in answers[unit.id]
            ],
            "meta": unit.meta,
        }  # fmt: skip
