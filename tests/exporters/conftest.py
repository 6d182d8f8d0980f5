"""A small study as exporters get it: comments, three coders, every kind of column, nasty texts; and the judges."""

import importlib.util
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType

import pytest

from intercoder.agreement.report import AgreementReport, CoderPair, Missing, Statistic, VariableReport
from intercoder.exporters.agreement_rows import tables_of
from intercoder.exporters.model import (
    ExportAnswer,
    ExportColumn,
    ExportCorpus,
    ExportMemo,
    ExportSpan,
    ExportStudy,
    ExportTable,
    ExportUnit,
    Triple,
)  # fmt: skip
from intercoder.records import Category, Codebook, Coder, Round, Variable

JUDGES = Path(__file__).parents[1] / "judges"
NASTY = (
    "@Nadir, das ist falsch!",
    "=1+1",
    "یہ خبر غلط ہے 🙂\nzweite Zeile\r\ndritte",
    'He said "no, never", tab\there\x01',
    "cut\0here",
    "x" * 39_999 + "ü",
    "-99",
    "trailing ",
    "NA",
    "0123",
    "",
)
UNITS = len(NASTY)
TONE = {1: "hostile", 2: "neutral — “balanced”", 3: "friendly"}
STATES = Triple().labels


def judge(name: str) -> ModuleType:
    """A judge as a module."""
    spec = importlib.util.spec_from_file_location(name, JUDGES / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def wide(codings: list[list[int | None]]) -> ExportTable:
    """The reliability file of `tone`: a column per coder."""
    columns = [
        ExportColumn("unit_id", "Unit (permanent id)", role="id"),
        ExportColumn("unit_ref", "Unit (readable reference)", role="id"),
        *(
            ExportColumn(
                f"tone_c{n}",
                f"Tone – coder {n} ({name})",
                "number",
                "ordinal",
                "ordinal",
                0,
                TONE,
                STATES,
                "answer",
                "tone",
                coder=n,
            )
            for n, name in enumerate(("Ayşe Yılmaz", "Ben", "Chloé"), 1)
        ),
        ExportColumn("txt", "Text of the unit", role="text"),
    ]
    data = [[f"u{n}" for n in range(UNITS)], [f"A0001-C{n:03}" for n in range(UNITS)], *codings, list(NASTY)]
    return ExportTable("comment_wide", "Comments, one row per unit", "wide", tuple(columns), tuple(data), ("unit_id",))


def long() -> ExportTable:
    """One row per coding, with dates of several precisions, a number and a text answer longer than 255 bytes."""
    columns = (
        ExportColumn("unit_id", "Unit (permanent id)", role="id"),
        ExportColumn("posted", "Posted", "date"),
        ExportColumn("published", "Published", "date"),
        ExportColumn("printed", "Date as printed", "date"),
        ExportColumn("coder", "Coder", "number", labels={1: "Ayşe Yılmaz", 2: "Ben"}, role="key"),
        ExportColumn("round", "Round", "number", labels={1: "main"}, role="key"),
        ExportColumn("tone", "Tone", "number", "ordinal", "ordinal", 0, TONE, STATES, "answer"),
        ExportColumn("score", "Score", "number", "scale", "interval", 2, {}, STATES, "answer"),
        ExportColumn("why", "Why? " + "warum " * 60, role="answer"),
        ExportColumn("why_st", "Why? (state)", "number", labels={1: "answered"}, missing=STATES, role="status"),
        ExportColumn("memo", "Memo", role="text"),
        ExportColumn("txt", "Text of the unit", role="text"),
    )
    data = (
        [f"u{n}" for n in range(UNITS)],
        ["2024-05-01T13:45:07Z"] * (UNITS - 1) + [None],
        ["2024-05-01"] * UNITS,
        ["2024-05"] + ["2024-05-01"] * (UNITS - 1),
        [1 + n % 2 for n in range(UNITS)],
        [1] * UNITS,
        [1, 2, 3, -99, -98, -97, None, 1, 2, 3, 1],
        [0.25, 1 / 3, -1.5, -99, -98, -97, None, 0.0, 2, 3, 1e6],
        ["weil " * 60] * UNITS,
        [1] * UNITS,
        [None] * UNITS,
        list(NASTY),
    )
    key = ("unit_id", "coder", "round")
    return ExportTable("comment_long", "Comments, one row per coding", "long", columns, data, key)


def codebook() -> ExportTable:
    columns = (
        ExportColumn("variable", "Variable", role="key"),
        ExportColumn("value", "Number", "number", role="key"),
        ExportColumn("category", "Category"),
        ExportColumn("definition", "Definition"),
    )
    data = (["tone"] * 3 + ["why"], [1, 2, 3, None], [*TONE.values(), None], ["Attacks a person", "", "", ""])
    return ExportTable("codebook", "Codebook", "codebook", columns, data, ("variable", "value"))


def corpus() -> ExportCorpus:
    """The nasty texts as comments of one article; spans after emoji, over line ends, overlapping; answers of all kinds."""
    categories = tuple(Category(value, label, f"Means {label}", colour="sky") for value, label in TONE.items())
    variables = (
        Variable("tone", "Tone", "comment", "one", "ordinal", categories=categories),
        Variable("forms", "Forms", "comment", "several", categories=(Category(1, "Insult"), Category(2, "Threat"))),
        Variable("score", "Score", "comment", "number", "interval"),
        Variable("why", "Why?", "comment", "text"),
        Variable("frame", "Frame", "comment", "spans", categories=(
            Category(1, "Conflict", "A clash.", "It is named.", "Only hinted.", colour="vermilion"),
            Category(2, "Blame 👪", parent=1))),
        Variable("strength", "Strength", "comment", "one", about="frame", categories=(Category(1, "Weak"),)),
    )  # fmt: skip
    head = ExportUnit(1, "A0001", "article", 1, None, {"outlet": "Dawn", "published": "2013-04-24"})
    body = ExportUnit(2, "A0001-B01", "body", 1, "Talks 🇧🇪 in Brussels.\nNo date yet.", {"outlet": "Dawn"})
    units = [
        ExportUnit(3 + n, f"A0001-C{n:03}", "comment", 1, text, {"author": f"reader {n}", "likes": n, "reply_to": "A0001-C000"})
        for n, text in enumerate(NASTY)
    ]
    urdu = NASTY[2]
    spans = [
        ExportSpan("s01", 5, "frame", 1, 1, 1, 4, 9, urdu[4:9], "2026-03-04T05:06:07Z", "doubtful"),
        ExportSpan("s02", 5, "frame", 2, 2, 1, 16, 24, urdu[16:24], "2026-03-04T05:06:08Z"),
        ExportSpan("s03", 5, "frame", 1, 3, 1, 20, len(urdu), urdu[20:], "2026-03-04T05:06:09Z"),
        ExportSpan("s04", 8, "frame", 1, 1, 1, 39_990, 40_000, NASTY[5][39_990:], "2026-03-04T05:06:10Z"),
    ]
    answers = [
        ExportAnswer(3, "tone", 1, 1, "value", 1, "hostile"),
        ExportAnswer(3, "forms", 1, 1, "value", (1, 2), ("Insult", "Threat")),
        ExportAnswer(3, "forms", 2, 1, "value", (), ()),
        ExportAnswer(3, "score", 1, 1, "value", 0.25, None),
        ExportAnswer(3, "why", 1, 1, "value", "weil 🙂\x01", None),
        ExportAnswer(4, "tone", 2, 1, "skipped", None, None),
        ExportAnswer(5, "strength", 1, 1, "value", 1, "Weak", "s01"),
    ]
    memos = (ExportMemo(3, 1, 1, "Ask Ben\x01"),)
    rounds = (Round(1, "main"),)
    return ExportCorpus(Codebook("Tone", variables, "1.0"), rounds, (head, body, *units), tuple(spans), tuple(answers), memos)


@pytest.fixture
def codings() -> list[list[int | None]]:
    """`tone`, coder by coder."""
    return [
        [1, 2, 3, 3, 2, 1, 1, -99, 2, 3, None],
        [1, 2, 3, 2, 2, 1, 2, 1, -97, 3, None],
        [1, 2, 2, 3, None, 1, 1, 1, 2, 3, -98],
    ]


@pytest.fixture
def study(codings: list[list[int | None]]) -> ExportStudy:
    return ExportStudy(
        title="Leserkommentare 2024",
        project_uid="0123456789abcdef0123456789abcdef",
        codebook_version="1.0",
        saved_at=datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC),
        coders=(Coder(1, "Ayşe Yılmaz"), Coder(2, "Ben"), Coder(3, "Chloé")),
        tables=(long(), wide(codings), codebook()),
        program="Intercoder 0.1.0",
        methods="Agreement was α = .743 (n = 12).\n\nSources\n- Krippendorff (2019).\n",
        corpus=corpus(),
    )


@pytest.fixture
def agreement_report() -> AgreementReport:
    """A variable with an interval that reaches to 1, and one that nobody varied."""
    coders = (Coder(1, "Ayşe"), Coder(2, "Ben"))
    pair = CoderPair(1, 2, 4, Statistic(0.75), Statistic(0.5), ((2, 1), (0, 1)))
    tone = {
        "agree.unit_mean": Statistic(0.875),
        "holsti": Statistic(0.45021877389027143),
        "agree.all": Statistic(0.75),
        "alpha.ordinal": Statistic(1 / 3),
        "bootstrap_units.ordinal.lo95": Statistic(-0.012),
        "bootstrap_units.ordinal.hi95": Statistic(0.9996),
        "category_alpha.1": Statistic(0.4),
        "cohen_kappa": Statistic(0.5),
    }
    dull = {"alpha.nominal": Statistic(None, "all codings identical"), "agree.all": Statistic(1.0)}
    labels = ((1, "hostile"), (2, "=friendly"))
    same = {"unit_kind": "comment", "round": "main", "answer_kind": "one", "coders": coders, "units": 4, "pairable_units": 4}
    rows = (
        VariableReport(
            "tone", "Tone", level="ordinal", categories=labels, categories_used=2, codings=8, missing=Missing(skipped=2),
            counts=(5, 3), statistics=tone, pairs=(pair,), leave_one_out={2: Statistic(0.25)}, notes=(),
            verdict="not_yet", **same,
        ),
        VariableReport(
            "dull", "Dull", level="nominal", categories=labels, categories_used=1, codings=8, missing=Missing(),
            counts=(8, 0), statistics=dull, pairs=(), leave_one_out={}, notes=("Few units.",),
            verdict="not_computable", **same,
        ),
    )  # fmt: skip
    return AgreementReport("A <b> & study", rows, 10_000, 1, "Intercoder 0.1.0", "1.0", None, ("Two coders <A, B>.",))


@pytest.fixture
def agreement_study(study: ExportStudy, agreement_report: AgreementReport) -> ExportStudy:
    return replace(study, title="A <b> & study", tables=tables_of(agreement_report), notes=agreement_report.note)


@pytest.fixture
def judge_sav() -> ModuleType:
    return judge("judge_sav")


@pytest.fixture
def judge_alpha() -> ModuleType:
    return judge("judge_alpha")


@pytest.fixture
def judge_qdpx() -> ModuleType:
    return judge("judge_qdpx")


@pytest.fixture
def sav_records() -> ModuleType:
    return judge("sav_records")
