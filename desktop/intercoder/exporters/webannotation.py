"""W3C Web Annotation: one page of annotations, each with the quote it is about, so that it survives a change of the text."""

import json
from collections.abc import Iterator
from pathlib import Path

from intercoder.exporters.folder import stamp, whole_file
from intercoder.exporters.identity import uid_of
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

AROUND = 32  # characters of prefix and suffix
CONTEXT = "http://www.w3.org/ns/anno.jsonld"
Node = dict[str, object]


def write(study: ExportStudy, destination: Path, options: ExportOptions = PLAIN, tick: Tick = no_tick) -> ExportReport:
    """Writes one .jsonld file, an AnnotationPage. Offsets are code points. Raises UserError, leaving nothing."""
    assert study.corpus is not None
    tick(0, 0)
    items = list(_items(study, study.corpus))
    page = {
        "@context": CONTEXT,
        "id": _urn(study, "page"),
        "type": "AnnotationPage",
        "label": study.title,
        "generator": {"type": "Software", "name": study.program},
        "modified": stamp(study),
        "startIndex": 0,
        "items": items,
    }
    with whole_file(study, destination, ".jsonld") as (draft, name):
        draft.add(name, (json.dumps(page, ensure_ascii=False, indent=1) + "\n").encode(), len(items))
        return draft.finish_file(study, "webannotation", name)


def _items(study: ExportStudy, corpus: ExportCorpus) -> Iterator[Node]:
    """Spans first, then what was said of whole units; answers that are no category carry their text."""
    texts = {u.id: u.text or "" for u in corpus.units}
    names = {c.id: c.name for c in study.coders}
    labels = {(v.name, c.value): c.label for v in corpus.codebook.variables for c in v.categories}
    for span in corpus.spans:
        label = labels[span.variable, span.category]
        yield {
            **_head(study, span, f"span/{span.id}", names[span.coder]),
            "created": span.at,
            "body": _category(study, span.variable, span.category, label),
            "target": {"source": _urn(study, f"unit/{span.unit}"), "selector": _selectors(texts[span.unit], span)},
        }
    for answer in corpus.answers:
        if answer.status != "value":
            continue
        path = f"answer/{answer.round}/{answer.coder}/{answer.unit}/{answer.variable}/{answer.span or ''}"
        target = _urn(study, f"span/{answer.span}" if answer.span else f"unit/{answer.unit}")
        head = _head(study, answer, path, names[answer.coder])
        yield {**head, "body": _bodies(study, answer, labels), "target": {"source": target}}


def _head(study: ExportStudy, coding: ExportSpan | ExportAnswer, path: str, coder: str) -> Node:
    creator = {"id": _urn(study, f"coder/{coding.coder}"), "type": "Person", "name": coder}
    return {"id": _urn(study, path), "type": "Annotation", "motivation": "classifying", "creator": creator}


def _bodies(study: ExportStudy, answer: ExportAnswer, labels: dict[tuple[str, int], str]) -> object:
    value = answer.value
    if isinstance(value, tuple) and value:
        return [_category(study, answer.variable, v, labels[answer.variable, v]) for v in value]
    if isinstance(value, int) and (answer.variable, value) in labels:
        return _category(study, answer.variable, value, labels[answer.variable, value])
    said = "none of them" if value == () else value
    return {"type": "TextualBody", "purpose": "describing", "value": f"{answer.variable}: {said}"}


def _category(study: ExportStudy, variable: str, value: int, label: str) -> Node:
    source = _urn(study, f"category/{variable}/{value}")
    return {"type": "SpecificResource", "source": source, "value": label, "purpose": "classifying"}


def _selectors(text: str, span: ExportSpan) -> list[Node]:
    before, after = text[max(0, span.start - AROUND) : span.start], text[span.stop : span.stop + AROUND]
    return [
        {"type": "TextQuoteSelector", "exact": span.quote, "prefix": before, "suffix": after},
        {"type": "TextPositionSelector", "start": span.start, "end": span.stop},
    ]


def _urn(study: ExportStudy, path: str) -> str:
    return f"urn:uuid:{uid_of(study.project_uid, path)}"
