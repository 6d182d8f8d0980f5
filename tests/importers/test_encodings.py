"""The encoding of a file: found in a fixed order, said aloud where it is a guess, and no byte lost in silence."""

import codecs
import io

import pytest

from intercoder.importers.reading.encodings import binary_kind, clean, decode, detect, text_lines

GERMAN = "Größe und Ärger über schöne Straßen, das müssen wir künftig für alle ändern. " * 6
RUSSIAN = "Вода в реке поднимается, и жители города готовят лодки к новому наводнению. " * 6


def found(data):
    encoding = detect(io.BytesIO(data))
    return encoding.name, encoding.how


@pytest.mark.parametrize(
    ("bom", "name"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
    ],
)
def test_a_byte_order_mark_decides_and_is_no_character(bom, name):
    data = bom + GERMAN.encode(name)
    assert found(data) == (name, "bom")
    assert decode(data, detect(io.BytesIO(data))) == GERMAN


@pytest.mark.parametrize("text", ["plain", GERMAN, RUSSIAN, "🙂🏳️‍🌈", "\ufffd"])
def test_strict_utf8_wins_over_everything_without_a_mark(text):
    assert found(text.encode()) == ("utf-8", "utf-8")


def test_a_declared_charset_is_taken_as_its_superset():
    data = ('<meta charset="iso-8859-1"> ' + GERMAN + "„quoted“").encode("cp1252")
    assert found(data) == ("cp1252", "declared")


def test_a_wrong_declaration_is_said():
    encoding = detect(io.BytesIO(b'encoding="windows-1251" ' + GERMAN.encode()))
    assert encoding.name == "utf-8"
    assert [issue.code for issue in encoding.issues()] == ["encoding_declared_wrong"]


@pytest.mark.parametrize(("text", "name"), [(GERMAN, "cp1252"), (RUSSIAN, "cp1251")])
def test_a_guess_is_right_for_long_text_and_is_said(text, name):
    encoding = detect(io.BytesIO(text.encode(name)))
    assert decode(text.encode(name), encoding) == text
    assert [issue.code for issue in encoding.issues()] == ["encoding_guessed"]


def test_utf16_without_a_mark_is_seen_by_its_zeros():
    data = GERMAN.encode("utf-16-le")
    assert found(data) == ("utf-16-le", "guessed")
    assert binary_kind(data) is None


def test_a_character_cut_off_at_the_end_does_not_change_the_encoding():
    data = GERMAN.encode() + "ü".encode()[:1]
    encoding = detect(io.BytesIO(data))
    assert encoding.name == "utf-8"
    assert clean(decode(data, encoding)) == (GERMAN + "\ufffd", 1)


def test_a_few_broken_bytes_in_much_utf8_leave_it_utf8():
    data = GERMAN.encode() + b" \xff\xfe " + RUSSIAN.encode()
    encoding = detect(io.BytesIO(data))
    assert encoding.name == "utf-8"
    assert clean(decode(data, encoding))[1] == 2


def test_an_encoded_lone_surrogate_is_one_replaced_character():
    data = "a\ud83db".encode("utf-8", "surrogatepass")
    encoding = detect(io.BytesIO(data))
    assert clean(decode(data, encoding)) == ("a\ufffdb", 1)


def test_a_replacement_character_of_the_source_is_not_counted():
    data = "a\ufffdb".encode()
    assert clean(decode(data, detect(io.BytesIO(data)))) == ("a\ufffdb", 0)


def test_lines_of_a_stream_are_those_of_the_whole():
    data = codecs.BOM_UTF8 + b"one\r\ntwo\rthree\n\xe2\x80\xa8four"
    encoding = detect(io.BytesIO(data))
    with text_lines(io.BytesIO(data), encoding) as stream:
        assert "".join(stream) == decode(data, encoding) == "one\ntwo\nthree\n\u2028four"


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"\x89PNG\r\n\x1a\n", "a PNG picture"),
        (b"%PDF-1.7\n", "a PDF document"),
        (b"PK\x03\x04" + bytes(20), "a zip archive"),
        (bytes(range(32)) * 4, "a binary file"),
        (b"MZ" + bytes(60), "a program"),
    ],
)
def test_a_binary_file_is_named(head, kind):
    assert binary_kind(head) == kind


@pytest.mark.parametrize("head", [b"plain", b"", b"a\0b", b"MZ is a name, too", b"RIFFs are music", GERMAN.encode()])
def test_text_is_not_taken_for_binary(head):
    assert binary_kind(head) is None
