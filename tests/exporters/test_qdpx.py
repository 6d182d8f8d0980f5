"""REFI-QDA: valid by the schema, every reference sound, every quote where its offsets say, under each way of counting."""

import zipfile
from argparse import Namespace
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from xml.etree import ElementTree

import pytest

from intercoder.exporters import qdpx
from intercoder.exporters.model import ExportAnswer, ExportOptions, ExportSpan, ExportStudy, ExportUnit
from intercoder.exporters.qda_texts import QdaText
from intercoder.records import Round

NS = "{urn:QDA-XML:project:1.0}"
CRLF = "Erste Zeile 🙂\r\nzweite\rdritte Zeile\n"


@pytest.fixture
def judged(judge_qdpx: ModuleType):
    def judge(path: Path) -> dict[str, object]:
        refi = Path(judge_qdpx.__file__).parent / "refi"
        options = Namespace(
            name_is_text=True, texts=True, sources=None, project_xsd=str(refi / "Project.xsd"),
            codebook_xsd=str(refi / "Codebook.xsd"),
        )  # fmt: skip
        return judge_qdpx.judge(str(path), options)

    return judge


def tree(path: Path) -> ElementTree.Element:
    with zipfile.ZipFile(path) as archive:
        return ElementTree.fromstring(archive.read("project.qde"))


def test_the_judge_finds_a_sound_file(study: ExportStudy, tmp_path: Path, judged) -> None:
    qdpx.write(study, tmp_path / "a.qdpx")
    verdict = judged(tmp_path / "a.qdpx")
    assert (verdict["errors"], verdict["xsd_valid"]) == ([], True)
    assert [s["text"] for s in verdict["selections"]] == [span.quote.replace("\r\n", "\n") for span in study.corpus.spans]


def test_line_ends_become_line_feeds_and_offsets_follow(study: ExportStudy, tmp_path: Path, judged) -> None:
    unit = ExportUnit(90, "A0001-C090", "comment", 1, CRLF, {})
    quotes = [(6, 13), (6, 22), (22, 28), (15, 23)]
    spans = tuple(
        ExportSpan(f"s9{n}", 90, "frame", 1, 1, 1, a, b, CRLF[a:b], "2026-03-04T05:06:07Z") for n, (a, b) in enumerate(quotes)
    )
    corpus = replace(study.corpus, units=(*study.corpus.units, unit), spans=spans)
    report = qdpx.write(replace(study, corpus=corpus), tmp_path / "a.qdpx")
    verdict = judged(tmp_path / "a.qdpx")
    assert verdict["errors"] == []
    expected = [CRLF[a:b].replace("\r\n", "\n").replace("\r", "\n").lstrip("\n") for a, b in quotes]
    assert [s["text"].lstrip("\n") for s in verdict["selections"]] == expected
    assert "line_end" in {x.code for x in report.losses}


def test_offsets_for_nvivo_count_utf_16_units_and_the_name_says_so(study: ExportStudy, tmp_path: Path) -> None:
    qdpx.write(study, tmp_path / "a.qdpx", ExportOptions(nvivo=True))
    path = tmp_path / "a.nvivo.qdpx"
    selections = list(tree(path).iter(f"{NS}PlainTextSelection"))
    with zipfile.ZipFile(path) as archive:
        for span, selection in zip(study.corpus.spans, selections, strict=True):
            source = next(s for s in tree(path).iter(f"{NS}TextSource") if selection.get("guid") in {x.get("guid") for x in s})
            text = archive.read(source.get("plainTextPath").replace("internal://", "sources/")).decode().encode("utf-16-le")
            start, stop = int(selection.get("startPosition")), int(selection.get("endPosition"))
            assert text[2 * start : 2 * stop].decode("utf-16-le") == span.quote.replace("\r\n", "\n")
    assert "UTF-16" in tree(path).findtext(f"{NS}Description")


def test_coders_are_users_and_each_highlight_is_theirs(study: ExportStudy, tmp_path: Path) -> None:
    qdpx.write(study, tmp_path / "a.qdpx")
    users = {u.get("guid"): u.get("name") for u in tree(tmp_path / "a.qdpx").iter(f"{NS}User")}
    assert list(users.values()) == ["Ayşe Yılmaz", "Ben", "Chloé"]
    who = [users[s.get("creatingUser")] for s in tree(tmp_path / "a.qdpx").iter(f"{NS}PlainTextSelection")]
    assert who == ["Ayşe Yılmaz", "Ben", "Chloé", "Ayşe Yılmaz"]


def test_variables_are_codes_that_cannot_be_chosen_and_categories_lie_under_them(study: ExportStudy, tmp_path: Path) -> None:
    qdpx.write(study, tmp_path / "a.qdpx")
    codes = tree(tmp_path / "a.qdpx").find(f"{NS}CodeBook/{NS}Codes")
    frame = next(c for c in codes if c.get("name") == "Frame")
    conflict = next(c for c in frame if c.get("name") == "Conflict")
    assert (frame.get("isCodable"), conflict.get("isCodable"), conflict.get("color")) == ("false", "true", "#EE5E10")
    assert "Use when: It is named." in conflict.findtext(f"{NS}Description")
    assert [c.get("name") for c in conflict.findall(f"{NS}Code")] == ["Blame 👪"]


def test_numbers_texts_and_memos_become_notes_of_their_coder(study: ExportStudy, tmp_path: Path) -> None:
    qdpx.write(study, tmp_path / "a.qdpx")
    notes = {(n.get("name"), n.findtext(f"{NS}PlainTextContent")) for n in tree(tmp_path / "a.qdpx").iter(f"{NS}Note")}
    assert {("score", "score = 0.25"), ("why", "why = weil 🙂"), ("Memo", "Ask Ben"), ("Memo", "doubtful")} == notes


def test_codings_of_an_article_stand_at_its_body(study: ExportStudy, tmp_path: Path) -> None:
    answer = ExportAnswer(1, "tone", 1, 1, "value", 2, "neutral")
    corpus = replace(study.corpus, answers=(*study.corpus.answers, answer))
    report = qdpx.write(replace(study, corpus=corpus), tmp_path / "a.qdpx")
    body = next(s for s in tree(tmp_path / "a.qdpx").iter(f"{NS}TextSource") if s.get("name") == "A0001-B01")
    assert len(body.findall(f"{NS}Coding")) == 1
    assert ("article_level", 1) in {(x.code, x.count) for x in report.losses}


def test_one_round_is_written_and_the_others_are_said(study: ExportStudy, tmp_path: Path) -> None:
    later = replace(study.corpus.answers[0], round=2)
    corpus = replace(study.corpus, rounds=(Round(1, "main"), Round(2, "retest")), answers=(*study.corpus.answers, later))
    both = replace(study, corpus=corpus)
    report = qdpx.write(both, tmp_path / "a.qdpx")
    assert ("round_left_out", "retest") in {(x.code, x.where) for x in report.losses}
    qdpx.write(both, tmp_path / "b.qdpx", ExportOptions(rounds=("retest",)))
    assert len(list(tree(tmp_path / "b.qdpx").iter(f"{NS}Coding"))) == 1


def test_an_article_and_its_comments_are_a_set_and_each_has_a_case(study: ExportStudy, tmp_path: Path, judged) -> None:
    qdpx.write(study, tmp_path / "a.qdpx")
    root = tree(tmp_path / "a.qdpx")
    members = root.findall(f"{NS}Sets/{NS}Set/{NS}MemberSource")
    assert len(members) == len(root.findall(f"{NS}Sources/{NS}TextSource")) == 11
    cases = {c.get("name"): c for c in root.iter(f"{NS}Case")}
    assert {"A0001", "A0001-C000"} <= cases.keys()
    assert "reader 0" in {t.text for t in cases["A0001-C000"].iter(f"{NS}TextValue")}


@pytest.mark.parametrize(
    ("stored", "start", "stop", "quote"),
    [
        ("a\r\nb", 0, 1, "a"),
        ("a\r\nb", 3, 4, "b"),
        ("a\r\nb", 1, 3, "\n"),
        ("\r\r\n\n🙂x", 4, 5, "🙂"),
        ("🙂\r\n🙂", 3, 4, "🙂"),
    ],
)
def test_a_stretch_of_a_text_stays_the_same_stretch(stored: str, start: int, stop: int, quote: str) -> None:
    text = QdaText(ExportUnit(1, "A1", "comment", 1, stored, {}))
    first, last = text.offsets(start, stop)
    assert text.text[first:last] == quote
