"""Codebooks go out to tables and exchange files and come back equal; what a format cannot carry is said."""

import csv
import io
from dataclasses import replace

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from intercoder.errors import UserError
from intercoder.records import Category, Codebook, Variable
from intercoder.tasks import codebook_file
from intercoder.tasks.codebook_formats.rows import COLUMNS

RICH = Codebook(
    "=HYPERLINK(\"x\") Grenzgespräche 🌉",
    (
        Variable("uncivil", "=1+1", "comment", "one", "nominal", "Is it uncivil?\r\nکیا یہ بدتمیزی ہے؟",
                 undetermined=True, group="Tone", categories=(
                     Category(0, "No", key="0"), Category(1, "-Yes", "Attacks\na person.", "“You clown”", "@irony alone",
                                                                  ("you clown\nand worse", "گدھا", "+1"), "vermilion", "y"))),
        Variable("forms", "Forms", "comment", "several", condition="uncivil = 1", required=False,
                 categories=(Category(1, "Insult"), Category(-3, "Slur 👨‍👩‍👧‍👦", parent=1), Category(2, "Threat"))),
        Variable("words", "Uncivil words", "comment", "spans", categories=(Category(1, "Word", colour="blue", key="w"),)),
        Variable("target", "Whom?", "comment", "one", about="words", categories=(Category(1, "Author"),)),
        Variable("share", "0123", "article", "number", "ratio"),
        Variable("why", "Why?", "article", "text"),
    ),
    "2.10",
)  # fmt: skip

NASTY = st.one_of(
    st.sampled_from(["", "=1+1", "@Nadir, no", "-", "0123", "1e5", "NA", " a ", "\t", "“q”", 'a "b", c;', "TRUE"]),
    st.sampled_from(["a\nb", "a\r\nb", "a\rb"]),
    st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn")), max_size=12),
    st.sampled_from(["اردو", "👨‍👩‍👧‍👦 é", "日本語", "a\u00a0b", "[1]", "['x']", "{}"]),
)  # fmt: skip
LABEL = NASTY.filter(lambda text: text.strip())


@st.composite
def codebooks(draw):
    names = draw(
        st.lists(
            st.sampled_from(["tone", "Ton2", "لہجہ", "q_1", "überschrift", "是", "x9"]), min_size=0, max_size=4, unique=True
        )
    )
    variables, gates = [], []
    for name in names:
        kind = draw(st.sampled_from(["one", "several", "spans", "number", "text", "date"]))
        categories = ()
        if kind in ("one", "several", "spans"):
            values = draw(st.lists(st.integers(-99, 10**15), min_size=1, max_size=4, unique=True))
            keys = draw(st.lists(st.sampled_from("abcdefghi1234"), min_size=len(values), max_size=len(values), unique=True))
            categories = tuple(
                Category(
                    value, draw(LABEL), draw(NASTY), draw(NASTY), draw(NASTY),
                    tuple(draw(st.lists(NASTY, max_size=2))), draw(st.sampled_from([None, "blue", "grey"])),
                    draw(st.sampled_from([None, key])), values[0] if n and draw(st.booleans()) else None,
                )
                for n, (value, key) in enumerate(zip(values, keys, strict=True))
            )  # fmt: skip
        condition = f"{gates[-1][0]} = {gates[-1][1]}" if gates and draw(st.booleans()) else None
        variables.append(
            Variable(
                name, draw(LABEL), draw(st.sampled_from(["article", "comment"])), kind,
                draw(st.sampled_from(["nominal", "ordinal", "interval", "ratio"])), draw(NASTY), None, draw(st.booleans()),
                draw(st.booleans()), condition, draw(st.sampled_from([None, "Group", "گروپ"])), categories,
            )
        )  # fmt: skip
        if categories:
            gates.append((name, categories[0].value))
    return Codebook(draw(NASTY), tuple(variables), draw(st.sampled_from(["", "1.0", "2.10"])))


@pytest.mark.parametrize("suffix", [".json", ".csv", ".xlsx"])
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(book=codebooks())
def test_any_codebook_comes_back_equal(tmp_path, suffix, book):
    path = tmp_path / f"book{suffix}"
    assert codebook_file.write(book, path) == []
    assert codebook_file.read(path) == book


@pytest.mark.parametrize("suffix", [".json", ".csv", ".xlsx", ".qdc"])
def test_a_rich_codebook_comes_back_equal(tmp_path, suffix):
    path = tmp_path / f"book{suffix}"
    losses = codebook_file.write(RICH, path)
    found = codebook_file.read(path)
    expected = RICH
    if suffix == ".qdc":  # line ends are those of XML, title and version have no place
        assert any("title and version" in loss for loss in losses)
        uncivil = replace(RICH.variables[0], question=RICH.variables[0].question.replace("\r\n", "\n"))
        expected = replace(RICH, title="", version="", variables=(uncivil, *RICH.variables[1:]))
    assert found == expected


@pytest.mark.parametrize("suffix", [".csv", ".xlsx", ".qdc", ".html", ".docx"])
def test_the_same_codebook_gives_the_same_bytes(tmp_path, suffix):
    first, second = tmp_path / f"a{suffix}", tmp_path / f"b{suffix}"
    codebook_file.write(RICH, first)
    codebook_file.write(RICH, second)
    assert first.read_bytes() == second.read_bytes()


def test_no_cell_of_a_workbook_is_a_formula(tmp_path):
    codebook_file.write(RICH, tmp_path / "book.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "book.xlsx")["codebook"]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value is not None} <= {"s", "n"}


def test_a_table_typed_by_hand_is_read(tmp_path):
    text = "\ufeffvariable;label;unit_kind;answer_kind;required;value;category;definition;examples\r\n"
    text += "tone;Tone;comment;one;yes;1;hostile;Attacks;you clown\r\ntone;;;;;2;friendly;;\r\n\r\n"
    (tmp_path / "book.csv").write_text(text, encoding="utf-8", newline="")
    tone = codebook_file.read(tmp_path / "book.csv").variables[0]
    assert [(c.value, c.label, c.examples) for c in tone.categories] == [(1, "hostile", ("you clown",)), (2, "friendly", ())]
    assert tone.required


def table(**changes):
    row = dict.fromkeys(COLUMNS, "") | {
        "variable": "tone", "label": "Tone", "unit_kind": "comment", "answer_kind": "one", "level": "nominal", "required": "1",
        "undetermined": "0", "value": "1", "category": "hostile",
    }  # fmt: skip
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS)
    writer.writeheader()
    writer.writerow(row | changes)
    return out.getvalue()


@pytest.mark.parametrize(
    ("contents", "reason"),
    [
        ("", "is empty"),
        ("a,b\n1,2\n", "no column “variable”"),
        (table(value="one"), "Row 2: “one” in the column value"),
        (table(value="1" * 40), "no whole number"),
        (table(required="maybe"), "neither 1 nor 0"),
        (table(unit_kind="page"), "no kind of unit"),
        (table(category=" "), "has no label"),
        (b"\xff\xfe\x00", "not a text in UTF-8"),
        ('variable,unit_kind,answer_kind\n"a', "is no table"),
    ],
)
def test_a_table_that_is_no_codebook_says_why(tmp_path, contents, reason):
    path = tmp_path / "book.csv"
    path.write_bytes(contents if isinstance(contents, bytes) else contents.encode())
    with pytest.raises(UserError, match=reason):
        codebook_file.read(path)


@pytest.mark.parametrize("contents", [b"", b"no zip", b"PK\x03\x04 cut off"])
def test_a_file_that_is_no_workbook_says_so(tmp_path, contents):
    (tmp_path / "book.xlsx").write_bytes(contents)
    with pytest.raises(UserError, match="no Excel workbook"):
        codebook_file.read(tmp_path / "book.xlsx")


def test_a_text_that_no_cell_holds_is_refused_and_nothing_is_written(tmp_path):
    long = replace(RICH, variables=(replace(RICH.variables[5], question="😀" * 16_384),))
    with pytest.raises(UserError, match="longer than a cell"):
        codebook_file.write(long, tmp_path / "book.xlsx")
    assert list(tmp_path.iterdir()) == []
