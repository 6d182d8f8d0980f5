"""Agreement of a file without a project: `agreement --data FILE…`."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import cast

from intercoder import PROGRAM
from intercoder.agreement import statistics_of
from intercoder.agreement.bootstrap import Resampling
from intercoder.agreement.report import Statistic
from intercoder.records import Tick, no_tick
from intercoder.tasks import agreement_files, agreement_list
from intercoder.tasks.agreement_notes import FEW_UNITS
from intercoder.wording import counted

DEFAULT = Resampling()


def statistics_of_files(
    paths: Sequence[str | Path],
    level: str | None = None,
    draws: int = DEFAULT.draws,
    seed: int = DEFAULT.seed,
    tick: Tick = no_tick,
) -> dict[str, object]:
    """The statistics of each variable of each file, as a JSON document; `level` overrides what the files say.

    Raises UserError with one clear sentence for a file that holds no reliability data; then no file is answered.
    """
    results = []
    for name, data_set, found in _computed(paths, level, Resampling(draws, seed), tick):
        result: dict[str, object] = {"file": name}
        if data_set.variable is not None:
            result["variable"] = data_set.variable
        result |= {"level": data_set.level, "statistics": as_document(found), "notes": [*data_set.notes, *_of_interval(found)]}
        results.append(result)
    return {"results": results, "draws": draws, "seed": seed, "software": software()}


def _of_interval(found: dict[str, Statistic]) -> Iterator[str]:
    """What is to be said where an interval rests on little."""
    units = found.get("n.units_pairable")
    has_interval = any(key.endswith(".lo95") for key in found)
    if has_interval and units is not None and units.value is not None and units.value < FEW_UNITS:
        yield f"Only {counted(int(units.value), 'unit')} coded twice: too few for an interval."
    left_out = max((s.value or 0 for key, s in found.items() if key.endswith(".no_variation")), default=0)
    if left_out:
        yield f"{counted(int(left_out), 'draw')} without variation left out of the interval."


def _computed(
    paths: Sequence[str | Path], level: str | None, resampling: Resampling, tick: Tick
) -> Iterator[tuple[str, agreement_files.DataSet, dict[str, Statistic]]]:
    """The statistics of each variable; all files are read before the first is computed."""
    sets = [(str(path), data_set) for path in paths for data_set in agreement_files.read(Path(path), level)]
    for done, (name, data_set) in enumerate(sets):
        tick(done, len(sets))
        yield name, data_set, statistics_of(data_set.kind, data_set.data, resampling)
    tick(len(sets), len(sets))


def as_table(document: dict[str, object]) -> str:
    """The document of `statistics_of_files` as text for a terminal."""
    results = cast("list[dict[str, object]]", document["results"])
    lines: list[str] = []
    for result in results:
        found = cast("dict[str, dict[str, object]]", result["statistics"])
        statistics = {key: _statistic(value) for key, value in found.items()}
        title = " · ".join(str(result[key]) for key in ("file", "variable") if key in result)
        notes = tuple(cast("list[str]", result["notes"]))
        lines += [*agreement_list.lines(title, str(result["level"]), statistics, notes), ""]
    lines.append(f"Intervals: 95 %, {document['draws']:,} draws, seed {document['seed']}. {document['software']}.")
    return "\n".join(lines) + "\n"


def _statistic(found: dict[str, object]) -> Statistic:
    value, reason = found["value"], found.get("undefined")
    return Statistic(float(value) if isinstance(value, float) else None, None if reason is None else str(reason))


def as_document(statistics: dict[str, Statistic]) -> dict[str, dict[str, object]]:
    """Statistics as `{"value": x}` or `{"value": null, "undefined": reason}`."""
    return {
        key: {"value": None, "undefined": found.undefined} if found.value is None else {"value": found.value}
        for key, found in statistics.items()
    }


def software() -> str:
    """What computed the numbers: an interval comes out again with the same version of numpy."""
    import numpy

    return f"{PROGRAM}, numpy {numpy.__version__}"
