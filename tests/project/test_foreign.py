"""Projects of QualCoder and Taguette: highlights stand at their words, emoji or not; nothing else is believed."""

import sqlite3
from pathlib import Path

import pytest

from intercoder.errors import UserError
from intercoder.project import Project, foreign
from intercoder.tasks import foreign_import, packages

TEXT = "Talks 🙂🙂 failed.\nWho pays, you clowns?\nیہ خبر غلط ہے 👩🏽‍🚀 again."


def utf16(place: int) -> int:
    return len(TEXT[:place].encode("utf-16-le")) // 2


@pytest.fixture
def qualcoder(tmp_path: Path) -> Path:
    """A project folder as QualCoder makes it: places counted in UTF-16 units, words beside them."""
    folder = tmp_path / "clowns.qda"
    folder.mkdir()
    db = sqlite3.connect(folder / "data.qda")
    db.executescript("""
        CREATE TABLE source(id integer primary key, name text, fulltext text, mediapath text, memo text, owner text);
        CREATE TABLE code_cat(catid integer primary key, name text, owner text, date text, memo text, supercatid integer);
        CREATE TABLE code_name(cid integer primary key, name text, memo text, catid integer, owner text, date text, color text);
        CREATE TABLE code_text(ctid integer primary key, cid integer, fid integer, seltext text, pos0 integer, pos1 integer,
                               owner text, date text, memo text);
        CREATE TABLE annotation(anid integer primary key, fid integer, pos0 integer, pos1 integer, memo text, owner text);
        CREATE TABLE code_image(imid integer primary key);
        INSERT INTO code_image VALUES(1);
        INSERT INTO code_cat VALUES(1, 'Tone', 'Ada', '', 'How it sounds', NULL), (2, 'Rude', 'Ada', '', '', 1);
        INSERT INTO code_name VALUES(1, 'Insult', 'Names somebody', 2, 'Ada', '', '#FF0000');
        INSERT INTO code_name VALUES(2, 'Alone', '', NULL, 'Ada', '', NULL);
        INSERT INTO annotation VALUES(1, 1, 0, 5, 'Look again', 'Ben');
    """)
    db.execute("INSERT INTO source VALUES(1, 'comments.txt', ?, NULL, '', 'Ada')", (TEXT,))
    db.execute("INSERT INTO source VALUES(2, 'photo.jpg', NULL, '/x', '', 'Ada')")
    marked = (("clowns", "Ada", 1), ("clowns", "Ben", 1), ("خبر", "Ada", 2), ("again", "Ada", 2))
    for number, (words, owner, code) in enumerate(marked, 1):
        at = TEXT.index(words)
        row = (number, code, words, utf16(at), utf16(at + len(words)), owner, "why?" if number == 1 else "")
        db.execute("INSERT INTO code_text VALUES(?, ?, 1, ?, ?, ?, ?, '', ?)", row)
    db.commit()
    db.close()
    return folder


@pytest.fixture
def taguette(tmp_path: Path) -> Path:
    path = tmp_path / "taguette.sqlite3"
    db = sqlite3.connect(path)
    db.executescript("""
        CREATE TABLE documents(id integer primary key, name text, contents text);
        CREATE TABLE tags(id integer primary key, path text, description text);
        CREATE TABLE highlights(id integer primary key, document_id integer, start_offset integer, end_offset integer,
                                snippet text);
        CREATE TABLE highlight_tags(highlight_id integer, tag_id integer);
        INSERT INTO tags VALUES(1, 'blame', 'Whose fault'), (2, 'hope', '');
    """)
    page = "<p>Größe 🙂 &amp; Maß</p><p>Who pays, <b>you</b> clowns?</p>"
    db.execute("INSERT INTO documents VALUES(1, 'Interview', ?)", (page,))
    plain = "Größe 🙂 & MaßWho pays, you clowns?"
    for number, words in enumerate(("🙂 & Maß", "you clowns", "Größe"), 1):
        start = len(plain[: plain.index(words)].encode())
        db.execute("INSERT INTO highlights VALUES(?, 1, ?, ?, '')", (number, start, start + len(words.encode())))
    db.executemany("INSERT INTO highlight_tags VALUES(?, ?)", [(1, 1), (2, 1), (2, 2)])
    db.commit()
    db.close()
    return path


def quotes(found) -> list[tuple[str, tuple[tuple[str, str], ...]]]:
    return [(text.text[m.start : m.stop], m.codes) for text in found.texts for m in text.marks]


def test_highlights_of_qualcoder_stand_at_their_words_after_emoji(qualcoder):
    found = foreign.read(foreign.file_of(qualcoder))
    assert quotes(found) == [
        ("clowns", (("c1", "Ada"), ("c1", "Ben"))), ("خبر", (("c2", "Ada"),)), ("again", (("c2", "Ada"),)),
    ]  # fmt: skip
    assert (found.title, found.users, found.clean) == ("clowns", ("Ada", "Ben"), 3)
    assert dict(found.ignored) == {"code_image": 1, "source without a text": 1}
    assert found.texts[0].notes == (("Ben", "", "Look again"),)


def test_categories_of_qualcoder_are_the_tree_over_its_codes(qualcoder):
    codes = foreign.read(foreign.file_of(qualcoder)).codes
    assert [(c.name, c.parent, c.codable) for c in codes] == [
        ("Tone", None, False), ("Rude", "k1", False), ("Insult", "k2", True), ("Alone", None, True),
    ]  # fmt: skip


def test_words_that_are_nowhere_near_are_said(qualcoder):
    db = sqlite3.connect(qualcoder / "data.qda")
    db.execute("UPDATE code_text SET seltext = 'elsewhere' WHERE ctid = 4")
    db.commit()
    db.close()
    found = foreign.read(qualcoder / "data.qda")
    assert found.warnings == ("1 highlights do not have their words where they lie.",)


def test_highlights_of_taguette_count_bytes_of_the_text(taguette):
    found = foreign.read(foreign.file_of(taguette))
    assert found.texts[0].text == "Größe 🙂 & Maß\nWho pays, you clowns?\n"
    assert [q for q, _ in quotes(found)] == ["🙂 & Maß", "you clowns"]
    assert [len(codes) for _, codes in quotes(found)] == [1, 2]
    assert dict(found.ignored) == {"highlight without a tag": 1}


@pytest.mark.parametrize("kind", ["qualcoder", "taguette"])
def test_they_come_into_a_project_with_their_coders_and_pass_its_check(kind, tmp_path, request):
    path = request.getfixturevalue(kind)
    with Project.create(tmp_path / "ours.intercoder") as project:
        report = foreign_import.import_project(project, path)
        again = foreign_import.import_project(project, path)
        assert report["codings"]["spans"] == {"qualcoder": 4, "taguette": 3}[kind]
        assert (again["new"], again["codings"]["spans"]) == (False, 0)
        assert packages.check(project)["ok"]


def test_another_database_is_refused_in_a_sentence(tmp_path):
    db = sqlite3.connect(tmp_path / "x.db")
    db.execute("CREATE TABLE t(a)")
    db.close()
    with pytest.raises(UserError, match="no project of QualCoder or Taguette"):
        foreign.read(tmp_path / "x.db")


def test_a_view_in_the_place_of_a_table_is_not_run(qualcoder):
    db = sqlite3.connect(qualcoder / "data.qda")
    db.executescript("ALTER TABLE annotation RENAME TO old; CREATE VIEW annotation AS SELECT * FROM old, old AS o, old AS p;")
    db.close()
    found = foreign.read(qualcoder / "data.qda")
    assert found.texts[0].notes == ()
