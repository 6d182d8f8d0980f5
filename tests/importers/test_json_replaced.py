"""Characters in JSON that no text can hold are counted, in a document and in lines."""

import pytest

from intercoder.records import Issue
from intercoder.tasks.inspect import read_dump

RECORD = b'{"title": "A day", "text": "It ra\xffined \xed\xa0\x80 all day."}'


@pytest.mark.parametrize("data", [b"[" + RECORD + b"]", RECORD + b"\n" + b'{"title": "A night", "text": "It snowed."}\n'])
def test_characters_of_json_that_no_text_can_hold_are_counted(tmp_path, data):
    path = tmp_path / "dump.json"
    path.write_bytes(
        data.replace(b"It ", "Straße ü ä ö é è ê ñ ß å ø æ œ ç ï î í ó ú à ù 😀 اردو اردو اردو ".encode() * 3 + b"It ")
    )
    records = [record for _source, found in read_dump(path) for record in found]
    counts = [r.found for r in records if isinstance(r, Issue) and r.code == "replaced_characters"]
    assert counts == [2]
