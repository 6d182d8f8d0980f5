"""All statistics of an agreement document as one long CSV file: a row per variable, round and statistic."""

import csv
import io
from pathlib import Path
from typing import cast

from intercoder.errors import UserError
from intercoder.project import durable

COLUMNS = ("variable", "unit_kind", "round", "level", "statistic", "value", "undefined")
_HEADER = ",".join(COLUMNS)


def write(document: dict[str, object], path: Path) -> int:
    """Writes the statistics of a report or of files as UTF-8; gives the number of rows.

    Values have all their digits; one that cannot be computed is an empty cell with the reason under `undefined`. Statistics
    of files have their file in a last column. Raises UserError for a file that holds something else: it stays as it is.
    """
    results = cast("list[dict[str, object]]", document["results"])
    columns = [*COLUMNS, *(["file"] if any("file" in result for result in results) else [])]
    out = io.StringIO(newline="")
    table = csv.DictWriter(out, columns, restval="", extrasaction="ignore", lineterminator="\r\n")
    table.writeheader()
    rows = 0
    for result in results:
        for key, found in cast("dict[str, dict[str, object]]", result["statistics"]).items():
            table.writerow({**result, "statistic": key, "value": _digits(found["value"]), "undefined": found.get("undefined")})
            rows += 1
        for reason, units in cast("dict[str, int]", result.get("disagreements", {})).items():
            table.writerow({**result, "statistic": f"disagreements.{reason}", "value": str(units)})
            rows += 1
    _save(out.getvalue(), path)
    return rows


def _digits(value: object) -> str:
    return repr(value) if isinstance(value, float) else "" if value is None else str(value)


def _save(text: str, path: Path) -> None:
    try:
        if path.exists():
            with path.open("rb") as old:
                if old.read(len(_HEADER)) != _HEADER.encode():
                    raise UserError(f"{path}: exists, and is no table of agreement.", "Name another file for --csv.")
        with durable.writing(path) as part:
            part.write_bytes(text.encode())
    except OSError as fault:
        raise UserError(
            f"{path}: cannot be written ({fault.strerror}).", "Choose a folder that exists and is yours."
        ) from fault
