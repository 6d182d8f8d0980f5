"""Codings of real studies, imported into a project: the report gives the published figures to the last digit."""

import csv
import json
from collections import Counter
from pathlib import Path

import pytest

from intercoder.project import Project
from intercoder.records import Category, Codebook, Variable
from intercoder.tasks import agreement
from intercoder.tasks.codings_import import Columns, import_file
from intercoder.tasks.importing import import_dump


@pytest.fixture
def study():
    """The folder of a data set and what is expected of a file in it; the data sets are no part of the repository."""

    def find(name: str, file: str) -> tuple[Path, dict]:
        places = [parent / "shared" / "samples" / name for parent in Path(__file__).parents]
        folder = next((place for place in places if place.is_dir()), None)
        if folder is None:
            pytest.skip(f"the data set {name} lies beside the repository, not in it")
        return folder, json.loads((folder / "expected.json").read_text("utf-8"))["files"][file]["codings"]

    return find


def rows_of(project: Project) -> dict:
    return {row.variable: row for row in agreement.report(project, draws=0).rows}


def labels_of(project: Project, name: str) -> list[Counter]:
    """For each unit how many coders gave each label."""
    matrix = project.codings.matrix(name, "main")
    words = {category.value: category.label for category in matrix.variable.categories}
    return [Counter(words[cell] for cell in row if cell is not None) for row in matrix.cells]


def agrees(row, expected: dict) -> None:
    """Alpha, percent agreement where it is given, and all counts are those of the data set."""
    assert row.statistics[f"alpha.{expected['level']}"].value == pytest.approx(expected["alpha"], abs=1e-12)
    if "pairwise_percent_agreement" in expected:
        agreement_of_pairs = row.statistics["agree.pair_weighted"].value
        assert agreement_of_pairs == pytest.approx(expected["pairwise_percent_agreement"], abs=1e-12)
    assert (row.units, row.pairable_units) == (expected["units"], expected["units_pairable"])
    assert (len(row.coders), row.codings) == (expected["coders"], expected["values"])


@pytest.mark.slow
def test_eight_coders_of_3699_sentences_agree_as_published(study, tmp_path):
    folder, expected = study("coders-babe-news", "babe_SG2_long.csv")
    scale = tuple(Category(n, label) for n, label in enumerate(expected["opinion_ordinal"]["value_order"], 1))
    codebook = Codebook("Bias", (Variable("opinion", "Opinion", "comment", "one", "ordinal", categories=scale),))
    with Project.create(tmp_path / "babe.intercoder", "Bias by annotation", codebook) as project:
        columns = Columns("sentence_id", "coder", variables=("bias", "opinion"))
        assert import_file(project, folder / "babe_SG2_long.csv", columns)["rows"] == 2 * expected["rows"]
        rows = rows_of(project)
        bias, opinion = (labels_of(project, name) for name in ("bias", "opinion"))
    assert (sum(bias, Counter()), sum(opinion, Counter())) == (expected["raw_bias_strings"], expected["raw_label_strings"])
    assert len(bias) == expected["sentences"]
    assert sum(labels.total() >= 5 for labels in bias) == expected["sentences_with_5_or_more_coders"]
    assert expected["repeat_rows_dropped"] == 0
    agrees(rows["bias"], expected["bias"])
    agrees(rows["opinion"], expected["opinion_ordinal"])
    agrees(rows["opinion"], expected["opinion_nominal"])


def test_a_crowd_of_79_on_comments_of_imported_articles_agrees_as_published(study, tmp_path):
    folder, expected = study("coders-nyt-comments", "codings_long.csv")
    with Project.create(tmp_path / "debate.intercoder", "Room for debate") as project:
        import_dump(project, [folder / "comments.csv"])
        columns = Columns("comment_id", "coder", variables=("stance", "sarcastic"))
        found = import_file(project, folder / "codings_long.csv", columns)
        assert sorted(found["units_added"]) == expected["coded_without_text"]
        rows = rows_of(project)
        stance = labels_of(project, "stance")
        assert project.material.counts().comments - len(found["units_added"]) == expected["comments_with_text"]
    assert len(stance) == expected["coded_units"]
    assert {labels.total() for labels in stance} == {expected["coders_per_item"]}
    assert set(sum(stance, Counter())) == set(expected["stance"]["value_order"])
    agrees(rows["stance"], expected["stance"])
    agrees(rows["sarcastic"], expected["sarcastic"])


def test_24_coders_of_the_parts_of_comments_agree_as_published(study, tmp_path):
    folder, expected = study("coders-spans-nyt", "reason_spans_group1_long.csv")
    with (folder / "reason_spans_group1_long.csv").open(encoding="utf-8", newline="") as file:
        parts = list(csv.DictReader(file))
    codings = tmp_path / "parts.csv"
    with codings.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(["part", "coder", "bio", "premise"])
        for part in parts:
            unit, label = f"{part['comment_id']}-{part['sentence_or_token_index']}", part["bio_label"]
            table.writerow([unit, part["coder"], label, "out" if label == "O" else "in"])
    with Project.create(tmp_path / "reasons.intercoder", "Reasons") as project:
        import_file(project, codings, Columns("part", "coder", variables=("bio", "premise")))
        rows = rows_of(project)
        bio = labels_of(project, "bio")
    assert (len(bio), sum(bio, Counter())) == (expected["units"], expected["labels"])
    assert len({part["comment_id"] for part in parts}) == expected["comments"]
    assert len({part["coder"] for part in parts}) == expected["coders"]
    agrees(rows["bio"], expected["alpha_nominal_BIO"])
    agrees(rows["premise"], expected["alpha_nominal_in_out"])
