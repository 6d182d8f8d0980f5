"""Exports of a project: what the tables hold, proven on the example study and on small projects made by hand."""

import csv
import gc
import importlib.util
import io
import json
import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import frictionless
import pytest

from intercoder.errors import UserError
from intercoder.exporters import EXPORTERS
from intercoder.exporters.model import ExportStudy, ExportTable
from intercoder.project import Project
from intercoder.records import Article, Category, Codebook, Comment, SourceFile, Text, Variable, no_tick
from intercoder.resources import example_study
from intercoder.tasks import agreement, codebook_file, codings_import, export, packages
from intercoder.tasks.export_spans import span_id
from intercoder.tasks.importing import import_dump

needs_pspp = pytest.mark.skipif(shutil.which("pspp") is None, reason="GNU PSPP is not installed (Debian package pspp)")
VALUES = codings_import.Columns("unit", "coder", "variable", "value", status="status")
SPANS = codings_import.Columns("unit", "coder", "variable", "value", start="start", stop="stop")
TONE = tuple(Category(n, label) for n, label in ((1, "hostile"), (2, "neutral"), (3, "friendly")))


def judge(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, Path(__file__).parents[1] / "judges" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example study, imported and coded by A, B and C."""
    folder = tmp_path_factory.mktemp("example")
    study = example_study()
    codebook = codebook_file.read(study / "codebook.json")
    with Project.create(folder / "example.intercoder", codebook.title, codebook, round_name="reliability") as project:
        import_dump(project, [study / "dump"])
        project.codebook.freeze("1.0")
        for coder in "ABC":
            for name, columns in ((f"{coder}.csv", VALUES), (f"{coder}_spans.csv", SPANS)):
                codings_import.import_file(project, study / "codings" / name, columns, "reliability", by="ref")
    return folder / "example.intercoder"


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """One article with three comments, and a question of every kind."""
    codebook = Codebook(
        "Small",
        (
            Variable(
                "about_it", "About it", "comment", "one", undetermined=True, categories=(Category(0, "no"), Category(1, "yes"))
            ),
            Variable("tone", "Tone", "comment", "one", "ordinal", condition="about_it = 1", undetermined=True, categories=TONE),
            Variable("frames", "Frames", "comment", "several", categories=(Category(1, "economy"), Category(2, "conflict"))),
            Variable("share", "Share", "comment", "number", "ratio", required=False),
            Variable("why", "Why?", "comment", "text", required=False),
            Variable("uncivil", "Uncivil words", "comment", "spans", categories=(Category(1, "insult"), Category(2, "threat"))),
            Variable("target", "Whom?", "comment", "one", about="uncivil", categories=(Category(1, "author"),)),
        ),
    )
    comments = tuple(
        Comment(text, author="Zoë 🙂", posted="2024-05-01T10:00:00Z") for text in ("Du Lump! 🙂 ja", "Gut.", "Hm.")
    )
    parts = (Text("headline", "Ein Titel"), Text("body", "Erster Absatz.\nZweiter.", paragraphs=((0, 14), (15, 23))), *comments)
    with Project.create(tmp_path / "small.intercoder", "Small", codebook) as opened:
        source = SourceFile("dump.txt", "0" * 64, 1, "text", "evidence", "utf-8")
        opened.material.add(source, [Article(parts, headline="Ein Titel", published="2024-05-01")], no_tick)
        yield opened


def unit(project: Project, ref: str) -> int:
    return project.material.unit_by_ref(ref).id


def table(study: ExportStudy, name: str) -> ExportTable:
    return next(t for t in study.tables if t.name == name)


def records(study: ExportStudy, name: str) -> list[dict[str, object]]:
    found = table(study, name)
    return [dict(zip([c.name for c in found.columns], row, strict=True)) for row in found.rows()]


def test_the_four_kinds_of_no_value_stay_apart(project: Project) -> None:
    first, second, third = (unit(project, f"A0001-C00{n}") for n in (1, 2, 3))
    project.codings.answer(first, "about_it", "1")
    project.codings.answer(first, "tone", status="undetermined")
    project.codings.answer(first, "frames", ticked=[])
    project.codings.answer(first, "share", "12.50")
    project.codings.finish(first)
    project.codings.answer(second, "about_it", "0")
    project.codings.answer(second, "frames", ticked=[2])
    project.codings.answer(second, "why", "Weil.")
    project.codings.answer(third, "about_it", "1")
    rows = records(export.study_of(project), "comment_long")
    assert [r["tone"] for r in rows] == [-97, -98, None]
    assert [(r["frames_1"], r["frames_2"]) for r in rows] == [(0, 0), (0, 1), (None, None)]
    assert [r["share"] for r in rows] == [12.5, None, None]
    assert [(r["why"], r["why_st"]) for r in rows] == [(None, -99), ("Weil.", 1), (None, None)]


def test_the_wide_file_holds_finished_units_only(project: Project) -> None:
    first, second = unit(project, "A0001-C001"), unit(project, "A0001-C002")
    for number in (first, second):
        project.codings.answer(number, "about_it", "1")
        project.codings.answer(number, "tone", "3")
        project.codings.answer(number, "frames", ticked=[1])
    project.codings.finish(first)
    rows = records(export.study_of(project), "comment_wide")
    assert [(r["unit_ref"], r["tone_c1"], r["frames_1_c1"], r["n_coders"]) for r in rows] == [
        ("A0001-C001", 3, 1, 1),
        ("A0001-C002", None, None, 0),
    ]


def test_each_round_with_codings_has_a_reliability_file_of_its_own(project: Project) -> None:
    comment = unit(project, "A0001-C001")
    project.codings.answer(comment, "about_it", "0")
    project.codings.answer(comment, "frames", ticked=[])
    project.codings.finish(comment)
    project.plan.add_round("Re-test 2")
    project.plan.add_round("empty")
    project.set_round("Re-test 2")
    project.codings.answer(comment, "about_it", "1")
    project.codings.answer(comment, "frames", ticked=[1])
    project.codings.answer(comment, "tone", "2")
    project.codings.finish(comment)
    study = export.study_of(project)
    assert [t.name for t in study.of_form("wide")] == ["comment_wide_main", "comment_wide_Re_test_2"]
    assert [records(study, t.name)[0]["about_it_c1"] for t in study.of_form("wide")] == [0, 1]
    assert [(r["round"], r["about_it"]) for r in records(study, "comment_long")] == [(1, 0), (2, 1)]


def test_the_package_of_a_coder_exports_that_coders_codings_only(example: Path, tmp_path: Path) -> None:
    copy = shutil.copy(example, tmp_path / "example.intercoder")
    with Project.open(copy) as project:
        packages.package(project, "A", tmp_path / "A.intercoder")
    with Project.open(tmp_path / "A.intercoder", read_only=True) as package:
        number = package.coder.id
        study = export.study_of(package)
    assert {r["coder"] for name in ("article_long", "comment_long", "spans") for r in records(study, name)} == {number}
    assert {c.name[-3:] for c in table(study, "article_wide").columns if c.role == "answer"} == {f"_c{number}"}


def test_spans_carry_their_words_and_the_answers_about_them(project: Project) -> None:
    comment = unit(project, "A0001-C001")
    span = project.codings.highlight(comment, "uncivil", 1, 3, 10)
    project.codings.answer(comment, "target", "1", span=span.id)
    (row,) = records(export.study_of(project), "spans_uncivil")
    assert (row["uncivil"], row["target"], row["start"], row["stop"]) == (1, 1, 3, 10)
    assert row["quote"] == "Lump! 🙂"
    (row,) = records(export.study_of(project), "spans")
    assert (row["variable"], row["code"], row["code_label"], row["n_chars"]) == ("uncivil", 1, "insult", 7)
    assert row["span_id"] == span_id(span.id)


def test_every_text_stands_once_among_the_units(project: Project) -> None:
    rows = records(export.study_of(project), "units")
    texts = [r["txt"] for r in rows if r["txt"] is not None]
    assert texts == ["Ein Titel", "Erster Absatz.\nZweiter.", "Du Lump! 🙂 ja", "Gut.", "Hm."]
    assert [(r["start"], r["stop"]) for r in rows if r["kind"] == "paragraph"] == [(0, 14), (15, 23)]


def test_a_value_that_meets_the_codes_moves_them_in_every_table(project: Project) -> None:
    comment = unit(project, "A0001-C001")
    project.codings.answer(comment, "share", "-98")
    project.codings.answer(comment, "about_it", "0")
    study = export.study_of(project)
    (row,) = records(study, "comment_long")
    assert (row["share"], row["tone"]) == (-98, -998)
    assert set(table(study, "comment_long").columns[-5].missing) == {-997, -998, -999}


def test_names_are_legal_and_the_codebook_says_which(tmp_path: Path) -> None:
    names = ["by", "größe", "Tone", "coder", "unit_id"]
    codebook = Codebook("Names", tuple(Variable(n, n, "comment", "one", categories=TONE) for n in names))
    with Project.create(tmp_path / "names.intercoder", "Names", codebook) as project:
        study = export.study_of(project)
    columns = dict.fromkeys((r["variable"], r["column"]) for r in records(study, "codebook"))
    assert list(columns) == [
        ("by", "by_v"),
        ("größe", "größe"),
        ("Tone", "Tone"),
        ("coder", "coder_2"),
        ("unit_id", "unit_id_2"),
    ]
    assert {x.where for x in study.losses} == {"by", "coder", "unit_id"}


def test_an_unknown_kind_is_refused_with_the_known_ones(project: Project, tmp_path: Path) -> None:
    with pytest.raises(UserError) as refused:
        export.export(project, "word", tmp_path / "out")
    assert refused.value.hint == "Kinds are: " + ", ".join(EXPORTERS)


def test_memory_is_collected_again_after_an_export(project: Project) -> None:
    export.study_of(project)
    assert gc.isenabled()


def test_ids_of_spans_have_one_width_and_keep_their_order() -> None:
    numbers = [0, 1, 31, 32, 2**40, 2**63 - 1]
    assert sorted(span_id(n) for n in numbers) == [span_id(n) for n in numbers]


def test_the_example_gives_the_same_bytes_twice_and_is_not_written(example: Path, tmp_path: Path) -> None:
    before = example.read_bytes()
    for name in ("one", "two"):
        with Project.open(example, read_only=True) as project:
            export.export(project, "spss", tmp_path / name)
    first, second = ({p.name: p.read_bytes() for p in (tmp_path / n).rglob("*.*")} for n in ("one", "two"))
    assert first == second
    assert {name for name in first if not name.endswith((".sps", ".csv"))} == {
        "article_final.sav",
        "article_long.sav",
        "article_wide.sav",
        "comment_final.sav",
        "comment_long.sav",
        "comment_wide.sav",
        "spans_argument.sav",
        "spans_frame_el.sav",
        "export-report.txt",
    }
    assert example.read_bytes() == before


@needs_pspp
def test_pspp_and_the_records_find_no_fault_in_the_example(example: Path, tmp_path: Path) -> None:
    with Project.open(example, read_only=True) as project:
        report = export.export(project, "spss", tmp_path / "out")
    judge_sav, sav_records = judge("judge_sav"), judge("sav_records")
    for file in (f.path for f in report.files if f.path.endswith(".sav")):
        verdict = judge_sav.judge(file)
        assert (file, verdict["complaints"], verdict["rules"]) == (file, [], [])
        assert sav_records.records(Path(file).read_bytes())["rules"] == []


@needs_pspp
def test_the_counts_that_pspp_sees_are_those_of_the_project(example: Path, tmp_path: Path) -> None:
    with Project.open(example, read_only=True) as project:
        export.export(project, "spss", tmp_path / "out")
        matrix = project.codings.matrix("incivility", "reliability")
    seen = {v["name"]: v for v in judge("judge_sav").judge(str(tmp_path / "out" / "comment_wide.sav"))["variables"]}
    for j, coder in enumerate(matrix.coders):
        expected = Counter(str(row[j]) for row in matrix.cells if row[j] is not None)
        counts = {value: n for value, n, kind in seen[f"incivility_c{coder.id}"]["frequencies"] if kind == "valid"}
        assert counts == expected


@needs_pspp
def test_pspp_computes_the_alpha_of_the_report_from_the_wide_file(example: Path, tmp_path: Path) -> None:
    """Every variable and every category of a *several* variable, at its own level, to 1e-9."""
    with Project.open(example, read_only=True) as project:
        export.export(project, "spss", tmp_path / "out")
        report = agreement.report(project, draws=0)
    judged, compared = judge("judge_alpha").judge, 0
    for row in report.rows:
        if row.answer_kind == "spans" or (row.answer_kind == "several" and len(row.categories) != 2):
            continue
        path = tmp_path / "out" / f"{row.unit_kind}_wide.sav"
        seen = judged(f"GET FILE='{path}'.\n", [f"{row.variable}_c{c.id}" for c in row.coders])
        alpha = row.statistics[f"alpha.{row.level}"].value
        if alpha is None:
            assert seen["alpha"][row.level] is None
        else:
            assert seen["alpha"][row.level] == pytest.approx(alpha, abs=1e-9), row.variable
            compared += 1
    assert compared > 12


@needs_pspp
def test_undetermined_is_a_category_of_a_nominal_question_for_pspp_too(project: Project, tmp_path: Path) -> None:
    project.plan.add_coder("Ben")
    codings = {"Lead": ["1", "0", None], "Ben": ["1", None, None]}
    for coder, answers in codings.items():
        project.set_coder(coder)
        for n, answer in enumerate(answers, 1):
            comment = unit(project, f"A0001-C00{n}")
            project.codings.answer(comment, "about_it", answer, status="value" if answer else "undetermined")
            project.codings.answer(comment, "frames", ticked=[])
            if answer == "1":
                project.codings.answer(comment, "tone", "2")
            project.codings.finish(comment)
    export.export(project, "spss", tmp_path / "out")
    row = agreement.report(project, ["about_it"], draws=0).rows[0]
    names = ["about_it_c1", "about_it_c2"]
    seen = judge("judge_alpha").judge(f"GET FILE='{tmp_path / 'out' / 'comment_wide.sav'}'.\n", names)
    assert row.codings == 6
    assert seen["alpha"]["nominal"] == pytest.approx(row.statistics["alpha.nominal"].value, abs=1e-9)
    assert seen["pairs"]["about_it_c1:about_it_c2"]["kappa"] == pytest.approx(row.statistics["cohen_kappa"].value, abs=1e-9)
    verdict = judge("judge_sav").judge(str(tmp_path / "out" / "comment_wide.sav"))
    assert (verdict["complaints"], verdict["rules"]) == ([], [])


def test_frictionless_accepts_the_example_and_reads_the_cells_of_the_project(example: Path, tmp_path: Path) -> None:
    with Project.open(example, read_only=True) as project:
        export.export(project, "csv", tmp_path / "out")
        matrix = project.codings.matrix("tone_pak", "reliability")
    report = frictionless.validate(str(tmp_path / "out" / "datapackage.json"))
    assert report.flatten(["resourceName", "rowNumber", "fieldName", "note"]) == []
    rows = frictionless.Package(str(tmp_path / "out" / "datapackage.json")).get_resource("comment_wide").read_rows()
    for j, coder in enumerate(matrix.coders):
        found = {row["unit_ref"]: row[f"tone_pak_c{coder.id}"] for row in rows}
        expected = {ref: cells[j] for ref, cells in zip(matrix.refs, matrix.cells, strict=True)}
        undetermined = {ref for ref, states in zip(matrix.refs, matrix.states, strict=True) if states[j] == "undetermined"}
        assert all(found[ref] in (-97, None) for ref in undetermined)
        assert {r: v for r, v in found.items() if r not in undetermined} == {
            r: v for r, v in expected.items() if r not in undetermined
        }


def test_the_agreement_files_hold_the_numbers_of_the_command(example: Path, tmp_path: Path) -> None:
    with Project.open(example, read_only=True) as project:
        export.export(project, "agreement", tmp_path / "out")
        document = agreement.as_json(agreement.report(project))
    rows = list(csv.DictReader(io.StringIO((tmp_path / "out" / "agreement_long.csv").read_text("utf-8"), newline="")))
    written = {(r["variable"], r["statistic"]): float(r["value"]) if r["value"] else None for r in rows}
    results = document["results"]
    assert isinstance(results, list)
    assert written == {(r["variable"], key): s["value"] for r in results for key, s in r["statistics"].items()}


def test_the_report_is_a_document_that_names_files_and_losses(example: Path, tmp_path: Path) -> None:
    with Project.open(example, read_only=True) as project:
        report = export.export(project, "spss", tmp_path / "out")
    document = json.loads(json.dumps(export.as_json(report)))
    assert {Path(f["path"]).name for f in document["files"]} == {p.name for p in (tmp_path / "out").rglob("*.*")}
    assert all(set(f) == {"path", "rows", "columns", "bytes", "sha256"} for f in document["files"])
