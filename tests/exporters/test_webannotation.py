"""Web Annotation: selectors that find the quote again, and identifiers that stay the same."""

import json
from pathlib import Path

import pytest

from intercoder.exporters import webannotation
from intercoder.exporters.identity import uid_of
from intercoder.exporters.model import ExportStudy


@pytest.fixture
def page(study: ExportStudy, tmp_path: Path) -> dict[str, object]:
    webannotation.write(study, tmp_path / "study.jsonld")
    return json.loads((tmp_path / "study.jsonld").read_text("utf-8"))


def test_quote_prefix_and_suffix_stand_in_the_text(study: ExportStudy, page: dict[str, object]) -> None:
    assert study.corpus is not None
    texts = {f"urn:uuid:{uid_of(study.project_uid, f'unit/{u.id}')}": u.text for u in study.corpus.units}
    marked = [item for item in page["items"] if "selector" in item["target"]]
    assert len(marked) == 4
    for item in marked:
        quote, position = item["target"]["selector"]
        text = texts[item["target"]["source"]]
        assert quote["exact"] == text[position["start"] : position["end"]]
        assert quote["prefix"] + quote["exact"] + quote["suffix"] in text


def test_answers_about_a_unit_or_a_span_have_it_as_their_target(study: ExportStudy, page: dict[str, object]) -> None:
    plain = [item for item in page["items"] if "selector" not in item["target"]]
    assert len(plain) == 6  # a skipped answer is none
    about_span = plain[-1]
    assert about_span["target"]["source"] == page["items"][0]["id"]
    assert about_span["body"]["value"] == "Weak"


def test_answers_that_are_no_category_carry_their_words(page: dict[str, object]) -> None:
    bodies = [item["body"] for item in page["items"]]
    assert {"type": "TextualBody", "purpose": "describing", "value": "score: 0.25"} in bodies
    assert {"type": "TextualBody", "purpose": "describing", "value": "forms: none of them"} in bodies


def test_every_annotation_has_an_identifier_of_its_own(page: dict[str, object]) -> None:
    ids = [item["id"] for item in page["items"]]
    assert len(set(ids)) == len(ids) == 10
