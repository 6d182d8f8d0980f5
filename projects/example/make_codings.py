"""Writes the codings of the example study: three made-up coders, one reliability round, the same bytes at each run.

The tables in `readings/` hold a reading of every unit by hand. `-1/0` is an ambiguous unit: -1 is the better reading,
0 a defensible one, `u` means "cannot be determined", `-` not asked. Coders differ mostly on ambiguous units, and slip
now and then elsewhere. A line for a span is unit, category (`1/2` ambiguous, `~` seen by some only) and passage: the
core stands in ‹›, a loose edge takes in the rest, and "first words … last words" shortens a long one.

Run `python projects/example/make_codings.py`; it writes `codings/{A,B,C}.csv` and `codings/{A,B,C}_spans.csv`.
"""

import csv
import json
import random
import re
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO
from pathlib import Path

HERE = Path(__file__).resolve().parent
SEED = "border talks 1"
CODERS = ("A", "B", "C")
VALUE_COLUMNS = ("unit", "coder", "variable", "value", "status")
SPAN_COLUMNS = ("unit", "coder", "variable", "value", "start", "stop", "quote")
BODY_ENDS = re.compile(r"^(Correction:|COMMENTS \(\d+\)$)")
BOILERPLATE_LINES = 2  # below the comments header of every page

# How often a coder takes the second reading of an ambiguous unit, slips on a clear one, overlooks a passage.
SECOND_READING = {"A": 0.15, "B": 0.30, "C": 0.40}
SLIP = {"A": 0.004, "B": 0.01, "C": 0.015}
OVERLOOKS = {"A": 0.04, "B": 0.12, "C": 0.25}
LOOSE_EDGE = {"A": 0.15, "B": 0.35, "C": 0.50}
HARDER = {"army": 1.7, "incivility": 2.3, "tone_afg": 1.5}  # variables on which coders part more often
OVERLOOKS_FAINT = 0.6  # any coder, a passage marked ~
FORM_OF_A_SLIP = "2"  # the form of incivility where a slip has seen some

SKIPPED = {
    ("A", "A0008-C009", "tone_pak"),
    ("B", "A0002-C010", "tone_us"),
    ("B", "A0006-C007", "inciv_form"),
    ("C", "A0004-C006", "tone_afg"),
    ("C", "A0004-C006", "tone_us"),
    ("C", "A0007-C002", "questions"),
    ("C", "A0009", "sources"),
}
# Coder B does not read Urdu.
UNDETERMINED = {("B", "A0003-C009", name) for name in ("tone_pak", "tone_afg", "army")}

SPAN_VARIABLES = ("frame_el", "argument")
UNCIVIL_WORDING = ("argument", "3")


def texts_of_dump(dump: Path) -> dict[str, str]:
    """Text by unit reference: `A0001` (empty), its body `A0001-B01`, comments `A0001-C001` and on, in file order."""
    texts: dict[str, str] = {}
    for number, page in enumerate(sorted(dump.glob("*.txt")), start=1):
        lines = page.read_text(encoding="utf-8").removesuffix("\n").split("\n")
        end_of_body = next(i for i, line in enumerate(lines) if BODY_ENDS.match(line))
        header = next(i for i, line in enumerate(lines) if line.startswith("COMMENTS ("))
        texts[f"A{number:04}"] = ""
        texts[f"A{number:04}-B01"] = "\n".join(lines[:end_of_body])
        for position, line in enumerate(lines[header + 1 + BOILERPLATE_LINES :], start=1):
            texts[f"A{number:04}-C{position:03}"] = line
    return texts


def readings(table: Path) -> dict[str, dict[str, list[str]]]:
    """Readings by unit and variable of a table with a header line, the best first; `-` is no answer."""
    header, *rows = (line.split() for line in table.read_text(encoding="utf-8").splitlines())
    return {
        unit: {name: [] if cell == "-" else cell.split("/") for name, cell in zip(header[1:], cells, strict=True)}
        for unit, *cells in rows
    }


def chance(*names: str) -> random.Random:
    """Chance of its own for each decision, so that changing one unit leaves the others as they were."""
    return random.Random(":".join((SEED, *names)))


def choose(coder: str, unit: str, variable: str, options: list[str], scale: Sequence[str] | None = None) -> str:
    """The reading this coder settles on: the first, another one, or by a slip its neighbour on the scale, if there is one."""
    rng = chance(coder, unit, variable)
    if len(options) > 1 and rng.random() < SECOND_READING[coder] * HARDER.get(variable, 1.0):
        return options[1 + int(rng.random() * (len(options) - 1))]
    if scale is None or rng.random() >= SLIP[coder]:
        return options[0]
    return neighbour(options[0], scale, rng)


def neighbour(value: str, scale: Sequence[str], rng: random.Random) -> str:
    """The answer beside this one; a count (no scale) goes one up."""
    if value not in scale:
        return value if ";" in value else str(int(value) + 1)
    at = scale.index(value)
    beside = [scale[i] for i in (at - 1, at + 1) if 0 <= i < len(scale)]
    return beside[int(rng.random() * len(beside))]


def values_of(coder: str, scales: dict[str, list[str]]) -> Iterator[tuple[str, ...]]:
    """Rows of VALUE_COLUMNS: articles and comments in the order of the dump, variables in that of the codebook."""
    table = readings(HERE / "readings" / "articles.txt") | readings(HERE / "readings" / "comments.txt")
    for unit in sorted(table):
        given: dict[str, str] = {}
        for variable, options in table[unit].items():
            answer = choose(coder, unit, variable, options or [FORM_OF_A_SLIP], scales[variable])
            status = status_of(coder, unit, variable, answer, given)
            given[variable] = answer if status == "value" else ""
            yield unit, coder, variable, given[variable], status


def status_of(coder: str, unit: str, variable: str, answer: str, given: dict[str, str]) -> str:
    """The state of an answer; `given` holds what the coder has answered for the unit before."""
    if variable == "inciv_form" and given["incivility"] != "1":
        return "not_applicable"
    if (coder, unit, variable) in SKIPPED:
        return "skipped"
    if answer == "u" or (coder, unit, variable) in UNDETERMINED:
        return "undetermined"
    return "value"


def find(text: str, passage: str) -> tuple[int, int]:
    """Start and stop of a passage, code points; it must occur exactly once. `…` stands for what lies between."""
    first, _, last = passage.partition(" … ")
    if text.count(first) != 1 or text.count(last) < 1:
        raise ValueError(f"not found exactly once: {passage}")
    start = text.index(first)
    return start, (text.index(last, start) + len(last) if last else start + len(first))


def passages(variable: str, texts: dict[str, str]) -> Iterator[tuple[str, str, str, int, int, int, int]]:
    """The passages of a span variable: unit, codes, core, range with loose edges, range of the core."""
    for line in (HERE / "readings" / f"{variable}.txt").read_text(encoding="utf-8").splitlines():
        unit, codes, passage = line.split(" ", 2)
        before, core, after = re.split("[‹›]", passage)
        start, stop = find(texts[unit], core)
        low, high = start - len(before), stop + len(after)
        if texts[unit][low:start] != before or texts[unit][stop:high] != after:
            raise ValueError(f"not in the text: {passage}")
        yield unit, codes, core, low, high, start, stop


def spans_of(coder: str, texts: dict[str, str], uncivil: set[str]) -> Iterator[tuple[str, ...]]:
    """Rows of SPAN_COLUMNS in the order of unit, start, stop, variable; each quote is text[start:stop].

    `uncivil` are the comments in which this coder has seen incivility: only there are uncivil words marked.
    """
    rows = []
    for variable in SPAN_VARIABLES:
        for unit, codes, core, low, high, start, stop in passages(variable, texts):
            rng = chance(coder, unit, variable, core)
            if rng.random() < (OVERLOOKS_FAINT if codes.endswith("~") else OVERLOOKS[coder]):
                continue
            start = low if rng.random() < LOOSE_EDGE[coder] else start
            stop = high if rng.random() < LOOSE_EDGE[coder] else stop
            code = choose(coder, unit, core, codes.rstrip("~").split("/"))
            if (variable, code) != UNCIVIL_WORDING or unit in uncivil:
                rows.append((unit, start, stop, variable, code))
    for unit, start, stop, variable, code in sorted(rows):
        yield unit, coder, variable, code, str(start), str(stop), texts[unit][start:stop]


def as_csv(columns: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> bytes:
    """A CSV file: UTF-8, comma, line feed."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return out.getvalue().encode()


def files() -> dict[str, bytes]:
    """The six files by name."""
    book = json.loads((HERE / "codebook.json").read_text(encoding="utf-8"))
    scales = {v["name"]: [str(c["value"]) for c in v["categories"]] for v in book["variables"]}
    texts = texts_of_dump(HERE / "dump")
    made = {}
    for coder in CODERS:
        values = list(values_of(coder, scales))
        uncivil = {unit for unit, _, variable, value, _ in values if (variable, value) == ("incivility", "1")}
        made[f"{coder}.csv"] = as_csv(VALUE_COLUMNS, values)
        made[f"{coder}_spans.csv"] = as_csv(SPAN_COLUMNS, spans_of(coder, texts, uncivil))
    return made


if __name__ == "__main__":
    (HERE / "codings").mkdir(exist_ok=True)
    for name, content in files().items():
        (HERE / "codings" / name).write_bytes(content)
