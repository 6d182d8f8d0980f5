"""What must change in a table before SPSS can hold it."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intercoder.exporters.model import Cell, ExportColumn, ExportTable, Triple
from intercoder.exporters.names import cut
from intercoder.exporters.spss_rules import LABEL_BYTES, TEXT_BYTES, VALUE_LABEL_BYTES, validated


def table(*columns: ExportColumn, cells: tuple[Sequence[Cell], ...]) -> ExportTable:
    return ExportTable("t", "T", "long", columns, cells)


@given(st.lists(st.text(), min_size=1, max_size=5))
def test_labels_and_texts_of_any_kind_fit_and_every_change_is_counted(texts: list[str]) -> None:
    columns = [ExportColumn(f"x{n}", text, "number", labels={1: text}) for n, text in enumerate(texts)]
    given_table = table(*columns, ExportColumn("txt", "Text"), cells=(*([1] for _ in texts), [texts[0]]))
    out, losses = validated(given_table, Triple())
    for before, after in zip(given_table.columns, out.columns, strict=True):
        assert 0 < len(after.label.encode()) <= LABEL_BYTES
        assert all(0 < len(label.encode()) <= VALUE_LABEL_BYTES for label in after.labels.values())
        assert "\0" not in after.label
        if before.label and after.label != before.label:
            assert any(x.code == "label_cut" and x.where == f"t.{after.name}" for x in losses)


@pytest.mark.parametrize("text", ["ü" * 20_000, "🙂" * 9000, "x" * 40_000, "x" * TEXT_BYTES])
def test_a_long_text_is_cut_at_a_whole_character(text: str) -> None:
    out, losses = validated(table(ExportColumn("txt", "Text"), cells=([text],)), Triple())
    kept = str(out.cells[0][0])
    assert kept == cut(text, TEXT_BYTES)
    assert text.startswith(kept)
    assert [x.code for x in losses] == (["text_cut"] if len(text.encode()) > TEXT_BYTES else [])


def test_a_number_without_a_category_gets_a_label_of_its_own() -> None:
    column = ExportColumn("tone", "Tone", "number", labels={1: "good"}, missing=Triple().labels)
    out, losses = validated(table(column, cells=([1, 7, -99, None],)), Triple())
    assert out.columns[0].labels == {1: "good", 7: "7"}
    assert [(x.code, x.where) for x in losses] == [("unlabelled_value", "t.tone")]


def test_a_second_long_text_with_the_same_first_five_bytes_is_renamed() -> None:
    columns = (ExportColumn("comment_long", "A"), ExportColumn("comment_other", "B"), ExportColumn("txt", "Text"))
    out, losses = validated(table(*columns, cells=(["x" * 300], ["y" * 300], ["z" * 300])), Triple())
    assert [c.name for c in out.columns] == ["t1_comment_long", "comment_other", "txt"]
    assert [x.code for x in losses] == ["renamed"]
