"""Small tables of texts: the same rows from every kind of file, and no guessing about a broken one."""

import zipfile

import pytest

from intercoder.errors import UserError
from intercoder.tasks import codebook_file
from intercoder.tasks.tables import Row, read_rows

ROWS = [Row(2, {"unit": "k1", "tone": "1"}), Row(3, {"unit": "k2", "tone": ""})]


@pytest.fixture
def rows(tmp_path):
    """The rows of a file with these contents."""

    def read(contents, name="table.csv"):
        path = tmp_path / name
        path.write_bytes(contents if isinstance(contents, bytes) else contents.encode())
        return read_rows(path)

    return read


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("feed", ["\n", "\r\n", "\r"])
def test_delimiters_and_line_ends_are_found(rows, delimiter, feed):
    lines = ("unit,tone", "k1,1", "k2,")
    assert rows(feed.join(line.replace(",", delimiter) for line in lines)) == ROWS


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_letters_are_read_in_the_usual_encodings(rows, encoding):
    (row,) = rows("unit,who\nk1,Zoë Müller\n".encode(encoding))
    assert row.cells == {"unit": "k1", "who": "Zoë Müller"}


def test_a_quoted_cell_may_hold_delimiters_quotes_and_line_feeds(rows):
    (row,) = rows('unit,memo\nk1,"a, ""b""\nc"\n')
    assert row.cells["memo"] == 'a, "b"\nc'


def test_other_line_separators_inside_a_cell_are_part_of_it(rows):
    (row,) = rows("unit,memo\nk1,a\u2028b\x0bc\x85d\n")
    assert row.cells["memo"] == "a\u2028b\x0bc\x85d"


def test_a_cell_with_quotes_left_open_does_not_swallow_the_table(rows):
    with pytest.raises(UserError):
        rows('unit,memo\nk1,"open\nk2,b\n')


def test_cells_are_trimmed_short_rows_filled_and_empty_ones_left_out(rows):
    assert rows(" unit , tone \n k1 , 1 \n\n , \nk2\n") == [ROWS[0], Row(5, ROWS[1].cells)]


def test_a_row_with_more_cells_than_columns_is_refused_by_its_line(rows):
    with pytest.raises(UserError, match="line 3: there are more cells than columns"):
        rows("unit,tone\nk1,1\nk2,1,2\n")


def test_empty_cells_at_the_end_of_a_row_are_no_cells_too_many(rows):
    assert rows("unit,tone\nk1,1,,\nk2,,,\n") == ROWS


def test_two_columns_of_one_name_are_refused(rows):
    with pytest.raises(UserError, match="two columns called “tone”"):
        rows("unit,tone,tone\nk1,1,2\n")


@pytest.mark.parametrize(("contents", "name", "says"), [
    (b"", "table.csv", "is empty"),
    (b"unit,tone\nk1,\x001\n", "table.csv", "is not a text file"),
    (b"\x89PNG\r\n\x1a\n\x00\x00", "table.txt", "is not a text file"),
    (b"unit,tone\n", "table.xlsx", "is not an Excel workbook"),
    (b"PK\x03\x04 no archive", "table.xlsx", "is not an Excel workbook"),
    (b"unit,tone\n", "table.sav", "is not an SPSS file"),
    (b"$FL2@(#) cut off", "table.sav", "is not an SPSS file"),
])  # fmt: skip
def test_what_is_no_table_is_refused(rows, contents, name, says):
    with pytest.raises(UserError, match=says):
        rows(contents, name)


def test_a_missing_file_and_a_folder_are_refused(tmp_path):
    for path in (tmp_path / "nowhere.csv", tmp_path):
        with pytest.raises(UserError, match="There is no file"):
            read_rows(path)


def test_a_workbook_gives_its_first_sheet_with_whole_numbers_as_such(tmp_path):
    import openpyxl

    book = openpyxl.Workbook()
    for row in (["unit", "tone"], ["k1", 1.0], ["k2", None]):
        book.active.append(row)
    book.create_sheet("other").append(["not", "this"])
    book.save(tmp_path / "table.xlsx")
    assert read_rows(tmp_path / "table.xlsx") == ROWS


def test_a_zip_that_is_no_workbook_is_refused(tmp_path):
    with zipfile.ZipFile(tmp_path / "table.xlsx", "w") as archive:
        archive.writestr("a.txt", "a")
    with pytest.raises(UserError, match="is not an Excel workbook"):
        read_rows(tmp_path / "table.xlsx")


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml"])
def test_a_workbook_that_is_damaged_within_is_refused(tmp_path, part):
    import openpyxl

    path, book = tmp_path / "table.xlsx", openpyxl.Workbook()
    for number in range(100):
        book.active.append(["k😀", number])
    book.save(path)
    with zipfile.ZipFile(path) as archive:
        at = archive.getinfo(part).header_offset + 30 + len(part)
    data = bytearray(path.read_bytes())
    data[at + 20 : at + 40] = b"\xff" * 20
    path.write_bytes(data)
    for read in (read_rows, codebook_file.read):
        with pytest.raises(UserError, match="Excel workbook, or is damaged"):
            read(path)


def test_an_spss_file_gives_codes_and_not_labels(tmp_path):
    import pandas
    import pyreadstat

    frame = pandas.DataFrame({"unit": ["k1", "k2"], "tone": [1.0, float("nan")]})
    pyreadstat.write_sav(frame, str(tmp_path / "table.sav"), variable_value_labels={"tone": {1: "hostile"}})
    assert read_rows(tmp_path / "table.sav") == ROWS
