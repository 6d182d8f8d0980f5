"""Every statistic of the oracle is met within its tolerance, and what is undefined says why."""

import json
from pathlib import Path

import pytest

from intercoder.agreement import statistics_of
from intercoder.agreement.bootstrap import Resampling
from intercoder.agreement.codings import Codings
from intercoder.agreement.continuum import MarkedText, SpanCodings
from intercoder.agreement.sets import SetCodings

OWN = sorted((Path(__file__).parent / "oracle").glob("*.json"))
BESIDE = Path(__file__).parents[3] / "shared" / "oracle"  # next to the repository
LOCAL = ("g03_gwet_paradox_2x2", "g05_hand_y_n", "s01_dkpro_sets", "u06_lindanna_readme", "u09_kalpha_example")
OPTIONAL = ("agree.pair_weighted", "light_kappa", "fleiss_kappa_z0", "alpha_u_1995")


def is_optional(key: str) -> bool:
    return key.startswith(OPTIONAL)


def computed(file: dict) -> dict:
    return statistics_of(file["kind"], data_of(file), Resampling(draws=most_draws(file)))


def data_of(file: dict) -> Codings | SetCodings | SpanCodings:
    if file["kind"] == "spans":
        marks = {coder: tuple(map(tuple, spans)) for coder, spans in file["coders"].items()}
        labels = sorted({label for spans in marks.values() for _, _, label in spans})
        return SpanCodings((MarkedText(file["length"], marks),), tuple(marks), tuple(labels))
    if file["kind"] == "multilabel":
        cells = [[None if cell is None else frozenset(cell) for cell in row] for row in file["data"]]
        return SetCodings.from_cells(cells, file["categories"])
    scale = (file.get("U"), file.get("lo"), file.get("hi"))
    return Codings.from_cells(file["data"], file["categories"], file["level"], *scale)


def most_draws(file: dict) -> int:
    return max((expected.get("min_draws", 100) for expected in file["expected"].values()), default=100)


def differences(file: dict) -> list[str]:
    """One line for each key that is missing, off, defined where it must not be, or undefined without a reason."""
    found = computed(file)
    lines = []
    for key, expected in file["expected"].items():
        if key not in found:
            lines += [] if is_optional(key) else [f"{key} is missing"]
        elif expected["value"] is None:
            if found[key].value is not None or not found[key].undefined:
                lines.append(f"{key} is {found[key]}, should be undefined: {expected['undefined']}")
        elif found[key].value is None or not abs(found[key].value - expected["value"]) <= expected["tol"]:
            lines.append(f"{key} is {found[key]}, should be {expected['value']}")
    return lines


@pytest.mark.parametrize("path", [path for path in OWN if not path.name.startswith("n01")], ids=lambda path: path.stem)
def test_statistics_of_a_published_or_constructed_file_are_right(path):
    assert differences(json.loads(path.read_text("utf-8"))) == []


@pytest.mark.parametrize("name", LOCAL)
def test_statistics_of_a_file_that_is_not_ours_to_copy_are_right(name):
    path = BESIDE / f"{name}.json"
    if not path.exists():
        pytest.skip(f"{name}.json belongs to another repository and is not on this machine")
    assert differences(json.loads(path.read_text("utf-8"))) == []
