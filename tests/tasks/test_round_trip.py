"""Any characters go from a dump through the project into every export and come back as they were."""

import csv
import json
import re
import shutil
import tempfile
from pathlib import Path

import openpyxl
import pyreadstat
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from intercoder.project import Project
from intercoder.records import Category, Codebook, Variable
from intercoder.tasks import export
from intercoder.tasks.importing import import_dump

ODD = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from(
            "\0\t\u00a0\u2028\u2029\x85\x0b\x0c\x1c\ufeff\ufffe\u200d\u200e\u200f\u202e\u2066\ud800\udfff😀👩🏽‍🚀🇪🇺اردوעברית"
            "é\u0301漢字ก็\"',;<>&{}\\=+-@%_ "
        ),
    ),
    max_size=40,
)  # fmt: skip
LINES = st.lists(ODD.map(lambda text: text.replace("\r", " ").replace("\n", " ")), min_size=1, max_size=12)
TOLD = [
    "a\u2028b\u2029c\x85d", "\ud83d", "\udc69\u200d\udcbb", "NUL\0here", "\ufeffmark", "اردو \u202eabc\u202c",
    "👩🏽\u200d🚀 é\u0301", "  edges  ", "=1+1", "@name", "'quoted'", "_x0041_", "&amp; <b>", "\x01\x1f", "C:\\",
    "ends in \ufffe\uffff", "漢字\u3000", ";;;,,,\t\t",
]  # fmt: skip
CODEBOOK = Codebook("Any", (Variable("tone", "Tone", "comment", "one", categories=(Category(1, "any"),)),))
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def kept(text):
    """The text after the documented replacements."""
    return re.sub("[\0\ud800-\udfff]", "\ufffd", text)


def as_json(texts, path):
    path.write_text(json.dumps([{"comment_id": f"c{n}", "comment": text} for n, text in enumerate(texts)]), "ascii")


def as_table(texts, path):
    with path.open("w", encoding="utf-8", errors="surrogatepass", newline="") as stream:
        writer = csv.writer(stream, quoting=csv.QUOTE_ALL)
        writer.writerows([["comment_id", "comment"], *([f"c{n}", text] for n, text in enumerate(texts))])


def as_page(texts, path):
    texts = [text for text in texts if text.strip()]  # A blank line would make blocks of them.
    path.write_bytes("\n".join(["The bridge is shut.", "COMMENTS (1)", *texts]).encode("utf-8", "surrogatepass"))


def stored(project):
    """The texts of all comments of a project by their references, in order."""
    units = [unit for article in project.material.article_ids() for unit in project.material.units(article)]
    return {unit.ref: unit.text for unit in units if unit.kind == "comment"}


def exported(project, folder):
    """For each kind of export the texts by the references of their units, as others read them."""
    export.export(project, "csv", folder / "csv")
    export.export(project, "xlsx", folder / "x.xlsx")
    export.export(project, "jsonl", folder / "x.jsonl")
    export.export(project, "spss", folder / "spss")
    with (folder / "csv" / "units.csv").open(encoding="utf-8", newline="") as stream:
        yield "csv", {row["unit_ref"]: row["txt"] for row in csv.DictReader(stream)}
    book = openpyxl.load_workbook(folder / "x.xlsx", read_only=True)
    names, _labels, *rows = book["units"].iter_rows(values_only=True)
    ref, txt = names.index("unit_ref"), names.index("txt")
    yield "xlsx", {row[ref]: (row[txt] or "").replace("_x005F_", "_") for row in rows}  # ECMA-376, 22.9.2.19
    book.close()
    lines = (folder / "x.jsonl").read_text("utf-8").split("\n")
    yield "jsonl", {found["ref"]: found["text"] for line in lines if line for found in [json.loads(line)]}
    frame, _ = pyreadstat.read_sav(folder / "spss" / "comment_long.sav")
    yield "spss", dict(zip(frame["unit_ref"], frame["txt"], strict=True))


def wanted(kind, text):
    """What a format can hold of a text: a cell of Excel no control characters, one of SPSS no spaces at its end."""
    if kind == "xlsx":
        return CONTROL.sub("\ufffd", text)
    return text.rstrip(" ") if kind == "spss" else text


@pytest.mark.parametrize("write", [as_json, as_table, as_page])
@settings(max_examples=6, deadline=None)
@example(texts=TOLD)
@given(texts=LINES)
def test_any_characters_survive_import_store_and_export(write, texts):
    folder = Path(tempfile.mkdtemp())
    try:
        dump = folder / "dump.any"
        write(["first", *texts, "last"], dump)
        with Project.create(folder / "study.intercoder", "Any", CODEBOOK) as project:
            import_dump(project, [dump])
            found = stored(project)
            filled = [kept(text) for text in texts if write is not as_page or text.strip()]
            assert list(found.values()) == ["first", *filled, "last"]
            for article in project.material.article_ids():
                for unit in project.material.units(article):
                    if unit.kind == "comment" and unit.codable:
                        project.codings.answer(unit.id, "tone", "1")
            for kind, texts_of in exported(project, folder):
                read = {ref: text for ref, text in texts_of.items() if ref in found}
                assert read == {ref: wanted(kind, text) for ref, text in found.items() if kind != "spss" or ref in read}, kind
                assert len(read) == sum(bool(text.strip()) for text in found.values()) or kind != "spss"
    finally:
        shutil.rmtree(folder)
