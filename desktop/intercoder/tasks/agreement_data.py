"""Agreement of a file without a project: `agreement --data FILE…`."""

from collections.abc import Sequence
from pathlib import Path

from intercoder import PROGRAM
from intercoder.agreement import statistics_of
from intercoder.agreement.bootstrap import Resampling
from intercoder.agreement.report import Statistic
from intercoder.records import Tick, no_tick
from intercoder.tasks import agreement_files

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
    sets = [(str(path), data_set) for path in paths for data_set in agreement_files.read(Path(path), level)]
    results = []
    for done, (name, data_set) in enumerate(sets):
        tick(done, len(sets))
        result: dict[str, object] = {"file": name}
        if data_set.variable is not None:
            result["variable"] = data_set.variable
        found = statistics_of(data_set.kind, data_set.data, Resampling(draws, seed))
        result |= {"level": data_set.level, "statistics": as_document(found), "notes": list(data_set.notes)}
        results.append(result)
    tick(len(sets), len(sets))
    return {"results": results, "draws": draws, "seed": seed, "software": software()}


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
