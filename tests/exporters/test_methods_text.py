"""The methods text in four forms, and refused where there is nothing to write."""

from dataclasses import replace
from pathlib import Path

import docx
import pytest

from intercoder.errors import UserError
from intercoder.exporters import methods_text
from intercoder.exporters.model import ExportStudy


def test_plain_text_is_the_text(study: ExportStudy, tmp_path: Path) -> None:
    methods_text.write(study, tmp_path / "m.txt")
    assert (tmp_path / "m.txt").read_text("utf-8") == study.methods


def test_markdown_and_page_have_headings_and_lists(study: ExportStudy, tmp_path: Path) -> None:
    methods_text.write(study, tmp_path / "m.md")
    methods_text.write(study, tmp_path / "m.html")
    assert "## Sources\n\n- Krippendorff (2019)." in (tmp_path / "m.md").read_text("utf-8")
    page = (tmp_path / "m.html").read_text("utf-8")
    assert "<h2>Sources</h2>\n<ul>\n<li>Krippendorff (2019).</li>" in page


def test_the_word_document_has_the_paragraph_and_its_sources(study: ExportStudy, tmp_path: Path) -> None:
    methods_text.write(study, tmp_path / "m.docx")
    paragraphs = [(p.style.name, p.text) for p in docx.Document(tmp_path / "m.docx").paragraphs]
    assert ("Normal", "Agreement was α = .743 (n = 12).") in paragraphs
    assert ("List Bullet", "Krippendorff (2019).") in paragraphs


def test_a_folder_takes_a_document_called_like_the_study(study: ExportStudy, tmp_path: Path) -> None:
    methods_text.write(study, tmp_path)
    assert [p.name for p in tmp_path.iterdir()] == ["Leserkommentare 2024 - methods.docx"]


@pytest.mark.parametrize("name", ["m.pdf", "m"])
def test_an_unknown_ending_is_refused_with_the_known_ones(study: ExportStudy, tmp_path: Path, name: str) -> None:
    with pytest.raises(UserError, match="no ending that is known") as refused:
        methods_text.write(study, tmp_path / name)
    assert ".docx" in str(refused.value.hint)
    assert list(tmp_path.iterdir()) == []


def test_a_study_without_codings_is_refused(study: ExportStudy, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="no codings"):
        methods_text.write(replace(study, methods=""), tmp_path / "m.txt")
