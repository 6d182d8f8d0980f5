"""JSON Lines: every text as stored, and every quote where its offsets say."""

import json
from pathlib import Path

import pytest

from intercoder.exporters import jsonl
from intercoder.exporters.model import ExportStudy

Line = dict[str, object]


@pytest.fixture
def lines(study: ExportStudy, tmp_path: Path) -> list[Line]:
    jsonl.write(study, tmp_path / "study.jsonl")
    data = (tmp_path / "study.jsonl").read_bytes()
    assert data.endswith(b"\n")
    return [json.loads(line) for line in data.decode().split("\n")[:-1]]


def test_every_unit_has_a_line_with_its_text(study: ExportStudy, lines: list[Line]) -> None:
    assert study.corpus is not None
    assert [(line["ref"], line["kind"], line["text"]) for line in lines] == [
        (u.ref, u.kind, u.text) for u in study.corpus.units
    ]


def test_every_quote_stands_at_its_offsets(lines: list[Line]) -> None:
    spans = [(line["text"], span) for line in lines for span in line["spans"]]
    assert [text[s["start"] : s["end"]] == s["quote"] for text, s in spans] == [True] * 4
    assert spans[1][1]["label"] == "Blame 👪"
    assert spans[1][1]["coder"] == "Ben"


def test_answers_carry_number_label_and_status(lines: list[Line]) -> None:
    first, second, third = lines[2]["answers"], lines[3]["answers"], lines[4]["answers"]
    assert first[0] == {
        "variable": "tone",
        "coder": "Ayşe Yılmaz",
        "round": "main",
        "status": "value",
        "value": 1,
        "label": "hostile",
    }
    assert (first[1]["value"], first[1]["label"]) == ([1, 2], ["Insult", "Threat"])
    assert first[2]["value"] == []
    assert (second[0]["status"], second[0]["value"]) == ("skipped", None)
    assert third[0]["span"] == "s01"


def test_facts_of_the_material_stand_under_meta(lines: list[Line]) -> None:
    assert lines[0]["meta"] == {"outlet": "Dawn", "published": "2013-04-24"}
    assert lines[3]["meta"] == {"author": "reader 1", "likes": 1, "reply_to": "A0001-C000"}
