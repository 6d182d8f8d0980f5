"""Every kind of export of the example study against what it was when it was last looked at.

Small text files stand in tests/golden/exports as they are; of all others the number of lines and a hash are kept.
Times, identifiers of highlights and of the project differ from run to run and are blotted out; of numbers eleven digits
are compared. After a change that is meant: GOLDEN=write python -m pytest tests/tasks/test_export_golden.py, then look at
the difference.
"""

import hashlib
import json
import os
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import docx
import openpyxl
import pandas as pd
import pyreadstat
import pytest

from intercoder.exporters import EXPORTERS
from intercoder.project import Project
from intercoder.tasks import export

GOLDEN = Path(__file__).parents[1] / "golden"
SHORT = 6_000  # characters up to which a file is kept as it is
BLOTS = (
    (r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d)?(\.\d+)?(Z|\+00:00)?", "TIME"),
    (r"\bs[0-9a-z]{13}\b", "SPAN"),
    (r"\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b", "GUID"),
    (r"\b[0-9a-f]{32}\b", "UID"),
    (r"\b[0-9a-f]{64}\b", "HASH"),
    (r"\b(file|files|last) (on \d{4}-\d\d-\d\d|between \d{4}-\d\d-\d\d and \d{4}-\d\d-\d\d)", r"\1 DAYS"),
    (r"version \d+ of its importer", "VERSION of its importer"),
    (r"numpy \d+(\.\d+)*", "numpy"),
    (r"\b\d+ bytes", "bytes"),
    (r'"bytes": \d+', '"bytes": 0'),
)


DIGITS = r"(?<![\w.])-?\d+\.\d{12,}(e-?\d+)?"  # processors differ in the last digits of a logarithm


def blotted(text: str) -> str:
    for pattern, word in BLOTS:
        text = re.sub(pattern, word, text)
    text = re.sub(DIGITS, lambda number: f"{float(number[0]):.11g}", text)
    return text.replace("\r\n", "\n")


def texts(path: Path) -> Iterator[tuple[str, str]]:
    """(name, content as text) of a file; of an archive or workbook what it holds."""
    name, suffix = path.name, path.suffix
    if suffix in (".sav", ".zsav"):
        frame, meta = pyreadstat.read_sav(path, user_missing=True)
        facts = {
            "labels": meta.column_names_to_labels, "values": meta.variable_value_labels, "measure": meta.variable_measure,
            "missing": meta.missing_ranges, "format": meta.original_variable_types,
        }  # fmt: skip
        yield name, json.dumps(facts, ensure_ascii=False, indent=1, default=str) + "\n" + frame.to_csv(index=False)
    elif suffix == ".dta":
        with pd.io.stata.StataReader(path) as reader:
            values = {name: {int(n): t for n, t in found.items()} for name, found in reader.value_labels().items()}
            facts = {"labels": reader.variable_labels(), "values": values}
            frame = reader.read(convert_categoricals=False)
        yield name, json.dumps(facts, ensure_ascii=False, indent=1, default=str) + "\n" + frame.to_csv(index=False)
    elif suffix == ".xlsx":
        for sheet in openpyxl.load_workbook(path):
            rows = ("\t".join("" if v is None else str(v) for v in row) for row in sheet.iter_rows(values_only=True))
            yield f"{name}!{sheet.title}", "\n".join(rows)
    elif suffix == ".docx":
        document = docx.Document(path)
        cells = ["\t".join(c.text for c in row.cells) for table in document.tables for row in table.rows]
        yield name, "\n".join([*(p.text for p in document.paragraphs), *cells])
    elif suffix == ".qdpx":
        with zipfile.ZipFile(path) as archive:
            yield f"{name}!project.qde", archive.read("project.qde").decode()
            sources = sorted(archive.read(n).decode() for n in archive.namelist() if n != "project.qde")
            yield f"{name}!sources", "\n".join(sources)
    else:
        yield name, path.read_bytes().decode("utf-8")


@pytest.mark.parametrize("kind", EXPORTERS)
def test_an_export_of_the_example_is_what_it_was(demo_run, tmp_path, kind):
    exporter = EXPORTERS[kind]
    target = tmp_path / kind if exporter.destination == "folder" else tmp_path / kind / f"example{exporter.suffix}"
    target.parent.mkdir(exist_ok=True)
    with Project.open(demo_run.project, read_only=True) as project:
        report = export.export(project, kind, target)
    found: dict[str, str] = {}
    for file in sorted(Path(f.path) for f in report.files):
        inside = file.relative_to(tmp_path / kind)
        found |= {(inside.parent / name).as_posix(): blotted(text) for name, text in texts(file)}
    digest = {name: f"{text.count(chr(10))} lines, {hashlib.sha256(text.encode()).hexdigest()}" for name, text in found.items()}
    short = {name: text for name, text in found.items() if len(text) <= SHORT}
    if os.environ.get("GOLDEN") == "write":
        write(kind, digest, short)
    kept = json.loads((GOLDEN / "exports.json").read_text("utf-8"))[kind]
    for name, text in short.items():
        assert text == place(kind, name).read_text("utf-8"), name
    assert digest == kept


def place(kind: str, name: str) -> Path:
    return GOLDEN / "exports" / kind / (name.replace("/", "_").replace("!", "_") + ".txt")


def write(kind: str, digest: dict[str, str], short: dict[str, str]) -> None:
    path = GOLDEN / "exports.json"
    known = json.loads(path.read_text("utf-8")) if path.exists() else {}
    path.write_text(json.dumps(known | {kind: digest}, indent=1, ensure_ascii=False, sort_keys=True) + "\n", "utf-8")
    for name, text in short.items():
        place(kind, name).parent.mkdir(parents=True, exist_ok=True)
        place(kind, name).write_text(text, "utf-8", newline="\n")
