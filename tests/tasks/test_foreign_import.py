"""Projects of other programs: every highlight keeps its words and its coder, and our own come back as they were."""

import hashlib
import io
import re
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from intercoder.errors import UserError
from intercoder.exporters.model import ExportOptions
from intercoder.project import Project
from intercoder.records import Variable
from intercoder.tasks import export, foreign_import, packages

_PLACES = [parent / "shared" / "samples" / "refi" for parent in Path(__file__).parents]
SAMPLES = next((place for place in _PLACES if place.is_dir()), _PLACES[0])
TEXT = "\ufeffDer Minister 🙂🙂 lügt!\r\nKein Wort davon 👩🏽‍🚀 ist wahr.\r\nSagt یہ خبر."
NS = 'xmlns="urn:QDA-XML:project:1.0"'
A, B = "11111111-1111-1111-1111-111111111111", "22222222-2222-2222-2222-222222222222"


def selection(start: int, stop: int, code: str = "c1", user: str = A) -> str:
    return (
        f'<PlainTextSelection guid="s{start}" startPosition="{start}" endPosition="{stop}" creatingUser="{user}">'
        f'<Coding guid="k{start}" creatingUser="{user}"><CodeRef targetGUID="{code}"/></Coding></PlainTextSelection>'
    )


def qdpx(folder: Path, marks: str, text: str = TEXT, origin: str = "NVivo", more: str = "") -> Path:
    """A small project of another program: one text, two users, a tree of codes."""
    project = (
        f'<Project name="Fall" origin="{origin}" {NS}><Users>'
        f'<User guid="{A}" name="Gergő"/><User guid="{B}" name="Flóra"/></Users>'
        '<CodeBook><Codes><Code guid="c0" name="Frame"><Description>How it is framed</Description>'
        '<Code guid="c1" name="Blame" color="#FF0000"/><Code guid="c2" name="Hope"/></Code>'
        '<Code guid="c3" name="Alone"/></Codes>'
        f'</CodeBook><Sources><TextSource guid="t1" name="Talk" plainTextPath="internal://T1.txt">{marks}</TextSource></Sources>'
        f"{more}</Project>"
    )
    path = folder / "fall.qdpx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("project.qde", project)
        archive.writestr("Sources/t1.TXT", text.encode())
    return path


def spans(project: Project) -> list[tuple[str, str, str]]:
    """(coder, category, quote) of every highlight."""
    found = export.study_of(project, with_corpus=True)
    labels = {(v.name, c.value): c.label for v in found.corpus.codebook.variables for c in v.categories}
    names = {c.id: c.name for c in found.coders}
    return [(names[s.coder], labels[s.variable, s.category], s.quote) for s in found.corpus.spans]


@pytest.fixture
def project(tmp_path: Path):
    with Project.create(tmp_path / "ours.intercoder") as made:
        yield made


def in_way(start: int, stop: int, utf16: bool, crlf_is_one: bool, bom: bool) -> tuple[int, int]:
    """The offsets of a stretch of TEXT without its mark, as another program would write them."""
    text = TEXT.removeprefix("\ufeff")

    def count(place: int) -> int:
        before = text[:place]
        before = before.replace("\r\n", "\n") if crlf_is_one else before
        return (len(before.encode("utf-16-le")) // 2 if utf16 else len(before)) + bom

    return count(start), count(stop)


@pytest.mark.parametrize("utf16", [False, True])
@pytest.mark.parametrize("crlf_is_one", [False, True])
@pytest.mark.parametrize("bom", [False, True])
def test_each_way_of_counting_is_found_by_the_ends_of_words(project, tmp_path, utf16, crlf_is_one, bom):
    text = TEXT.removeprefix("\ufeff")
    words = ["Minister", "lügt", "Kein Wort", "davon", "ist wahr", "Sagt", "خبر"]
    places = [(text.index(w), text.index(w) + len(w)) for w in words]
    marks = "".join(selection(*in_way(a, b, utf16, crlf_is_one, bom)) for a, b in places)
    foreign_import.import_project(project, qdpx(tmp_path, marks, origin="x"))
    assert [quote for _, _, quote in spans(project)] == words


def test_users_are_coders_and_codes_are_categories_in_their_tree(project, tmp_path):
    marks = selection(4, 12) + selection(4, 12, "c2", B) + selection(0, 3, "c3", B)
    report = foreign_import.import_project(project, qdpx(tmp_path, marks))
    assert spans(project) == [("Flóra", "Alone", "Der"), ("Gergő", "Blame", "Minister"), ("Flóra", "Hope", "Minister")]
    frame, alone = project.codebook.current().variables
    assert [(c.value, c.label, c.colour) for c in frame.categories] == [(1, "Blame", "vermilion"), (2, "Hope", "vermilion")]
    assert (frame.question, alone.label) == ("How it is framed", "Codes")
    assert report["users"] == ["Gergő", "Flóra"]


def test_a_code_over_others_that_was_used_is_a_category_too(project, tmp_path):
    foreign_import.import_project(project, qdpx(tmp_path, selection(4, 12, "c0")))
    frame = project.codebook.current().variables[0]
    assert [(c.label, c.parent) for c in frame.categories] == [("Frame", None), ("Blame", 1), ("Hope", 1)]


def test_a_code_on_a_whole_text_answers_a_question_about_the_article(project, tmp_path):
    coding = f'<Coding guid="k" creatingUser="{B}"><CodeRef targetGUID="c2"/></Coding>'
    foreign_import.import_project(project, qdpx(tmp_path, coding))
    project.set_coder("Flóra")
    article = project.material.article_ids()[0]
    assert project.codings.answers(article)["frame_all", 0].ticked == (2,)


def test_notes_become_memos_of_their_user(project, tmp_path):
    marked = selection(4, 12).replace("</PlainTextSelection>", '<NoteRef targetGUID="n1"/></PlainTextSelection>')
    more = (
        f'<Notes><Note guid="n1" name="?" creatingUser="{A}"><PlainTextContent>Wer? یہ</PlainTextContent></Note>'
        f'<Note guid="n2" creatingUser="{B}"><PlainTextContent>Whole text</PlainTextContent></Note></Notes>'
    )
    foreign_import.import_project(project, qdpx(tmp_path, marked + '<NoteRef targetGUID="n2"/>', more=more))
    found = export.study_of(project, with_corpus=True).corpus
    assert [s.memo for s in found.spans] == ["Wer? یہ"]
    assert [m.text for m in found.memos] == ["Whole text"]


def test_the_same_file_again_brings_nothing_new_and_the_codings_are_one_undoable_step(project, tmp_path):
    path = qdpx(tmp_path, selection(4, 12))
    foreign_import.import_project(project, path)
    again = foreign_import.import_project(project, path)
    assert (again["new"], again["codings"]["spans"], again["codings"]["identical"]) == (False, 0, 1)
    assert project.material.counts().articles == 1
    project.undo()
    assert spans(project) == []


def test_offsets_that_fit_no_way_of_counting_are_not_imported_without_asking(project, tmp_path):
    path = qdpx(tmp_path, "".join(selection(n, n + 3) for n in (5, 7, 9, 24, 26, 28)))
    with pytest.raises(UserError, match="highlights begin and end at words") as refused:
        foreign_import.import_project(project, path)
    assert "--offsets" in str(refused.value.hint)
    assert project.material.counts().articles == 0
    assert foreign_import.import_project(project, path, offsets="codepoint")["codings"]["spans"] == 6


def test_what_has_no_place_is_counted(project, tmp_path):
    more = '<Links><Link guid="l" direction="Associative"/></Links>'
    bare = '<PlainTextSelection guid="s" startPosition="0" endPosition="3"/>'
    report = foreign_import.import_project(project, qdpx(tmp_path, bare + selection(4, 12), more=more))
    assert report["ignored"] == {"PlainTextSelection without a code": 1, "Links": 1}


def test_our_own_export_comes_back_with_the_same_texts_and_codings(demo_run, tmp_path):
    with Project.open(demo_run.project, read_only=True) as first:
        export.export(first, "qdpx", tmp_path / "a.qdpx")
        before = export.study_of(first, with_corpus=True).corpus
        names = {c.id: c.name for c in first.plan.coders()}
    with Project.create(tmp_path / "again.intercoder") as second:
        foreign_import.import_project(second, tmp_path / "a.qdpx")
        after = export.study_of(second, with_corpus=True).corpus
        again = {c.id: c.name for c in second.plan.coders()}
        assert packages.check(second)["ok"]
    texts = ("headline", "lead", "body", "correction", "caption", "comment")
    assert [u.text for u in after.units if u.kind in texts] == [u.text for u in before.units if u.kind in texts]

    def told(corpus, who):
        refs = {u.id: (u.ref, u.kind) for u in corpus.units}
        marks = sorted((refs[s.unit], s.variable, s.category, who[s.coder], s.start, s.stop, s.quote) for s in corpus.spans)
        values = sorted(
            (refs[a.unit], a.variable, who[a.coder], str(a.value))
            for a in corpus.answers
            if a.status == "value" and a.value != ()
        )
        return marks, values

    assert told(after, again) == told(before, names)
    assert [_bare(v) for v in after.codebook.variables] == [_bare(v) for v in before.codebook.variables]


def _bare(variable: Variable) -> Variable:
    """The variable without the numbers that a project gives it, its categories in the order of their numbers."""
    categories = sorted((replace(c, id=0) for c in variable.categories), key=lambda c: c.value)
    return replace(variable, id=0, categories=tuple(categories))


def test_offsets_for_nvivo_are_read_back_too(demo_run, tmp_path):
    with Project.open(demo_run.project, read_only=True) as first:
        export.export(first, "qdpx", tmp_path / "a.qdpx", options=ExportOptions(nvivo=True))
    found = foreign_import.preview(tmp_path / "a.nvivo.qdpx").project
    assert (found.offsets, found.clean) == ("utf16", found.marks)


def archive(**members: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in members.items():
            made.writestr(name.replace("__", "/"), content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "no REFI-QDA project"),
        (b"not a zip", "no REFI-QDA project"),
        (archive(other="x"), "holds no project.qde"),
        (archive(**{"project.qde": "<a"}), "no XML"),
        (archive(**{"project.qde": "<CodeBook/>"}), "no REFI-QDA project"),
        (archive(**{"project.qde": f"<Project {NS}/>"}), "holds no texts"),
        (archive(**{"project.qde": '<!DOCTYPE a [<!ENTITY x "y">]><Project/>'}), "declares entities"),
        (archive(**{"project.qde": "<Project/>", "..__..__evil.txt": "x"}), "outside itself"),
        (archive(**{"project.qde": "<Project>" + " " * 5_000_000 + "</Project>"}), "too large"),
    ],
)
def test_a_file_that_is_none_or_not_to_be_trusted_is_refused_in_a_sentence(project, tmp_path, data, reason):
    (tmp_path / "a.qdpx").write_bytes(data)
    with pytest.raises(UserError, match=reason):
        foreign_import.import_project(project, tmp_path / "a.qdpx")
    assert project.material.counts().articles == 0


# -------------------------------------------------------------------- files that other programs wrote


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the files of other programs are not here")
@pytest.mark.parametrize(
    ("name", "way", "clean", "marks", "codings", "quotes"),
    [
        (
            "nvivo12_youtube_comments",
            "utf16",
            300,
            303,
            303,
            "25a50a8cc4d2d7c2c3cd1efd4a35c589be1f501cb1ebab0e9f0eb8bc17cf9029",
        ),
        ("qc_no_scheme", "codepoint", 158, 158, 205, "a4edfddc69239498a9783b039a8b421a760e1b67849d79a5a3ce4b1c166a076f"),
    ],
)
def test_the_quotes_of_real_files_are_exact(project, name, way, clean, marks, codings, quotes):
    path = SAMPLES / f"{name}.qdpx"
    found = foreign_import.preview(path).project
    said = [t.text[m.start : m.stop].replace("\r\n", "\n") for t in found.texts for m in t.marks]
    assert (found.offsets, found.clean, found.marks) == (way, clean, marks)
    assert hashlib.sha256("\n".join(said).encode()).hexdigest() == quotes
    report = foreign_import.import_project(project, path)
    assert report["codings"]["spans"] == codings
    assert packages.check(project)["ok"]


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the files of other programs are not here")
@pytest.mark.parametrize(
    ("name", "names", "texts"),
    [
        (
            "nvivo12_youtube_comments",
            "eaf8a70696a5d1961d41246cc0579933796182694b9fd563c316e525e5812fd1",
            [635_491, 600_490],
        ),
        ("qc_no_scheme", "6e32c9377942e481ed1dd07ab873f909dbe4fda0bd5dd9fcb0b0125be767abd6", [52_543, 31_906]),
    ],
)
def test_users_codes_and_texts_of_real_files_are_as_many_as_their_elements(name, names, texts):
    found = foreign_import.preview(SAMPLES / f"{name}.qdpx").project
    with zipfile.ZipFile(SAMPLES / f"{name}.qdpx") as archive:
        project = archive.read("project.qde")
        sizes = [len(archive.read(n).decode("utf-8-sig")) for n in archive.namelist() if n.lower().endswith(".txt")]
    counted = {tag: len(re.findall(rf"<{tag}[ >]".encode(), project)) for tag in ("User", "Code", "PlainTextSelection")}
    assert (len(found.users), len(found.codes), found.marks) == tuple(counted.values())
    assert hashlib.sha256("\n".join(sorted(code.name for code in found.codes)).encode()).hexdigest() == names
    assert sorted(sizes, reverse=True) == texts
    assert sorted((len(t.text.removeprefix("\ufeff")) for t in found.texts), reverse=True) == texts


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the files of other programs are not here")
def test_an_empty_project_of_atlas_ti_is_refused_since_it_holds_no_texts(project):
    with pytest.raises(UserError, match="holds no texts"):
        foreign_import.import_project(project, SAMPLES / "atlasti23_blank.qdpx")


def test_a_project_is_not_taken_for_an_archive_of_texts(tmp_path):
    from intercoder.tasks.inspect import inspect

    path = qdpx(tmp_path, selection(4, 12))
    with pytest.raises(UserError, match="not a dump: its codings would be lost"):
        inspect([path], None)
    assert foreign_import.is_foreign(path)
    (tmp_path / "x.txt").write_text("no project")
    assert not foreign_import.is_foreign(tmp_path / "x.txt")


@pytest.mark.parametrize("packing", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_project_damaged_within_is_refused_with_a_sentence(project, tmp_path, packing):
    path = tmp_path / "fall.qdpx"
    with zipfile.ZipFile(path, "w", packing) as archive:
        archive.writestr("project.qde", f"<Project {NS}>{TEXT * 50}</Project>")
    data = bytearray(path.read_bytes())
    data[60:90] = b"\xff" * 30
    path.write_bytes(data)
    with pytest.raises(UserError, match=r"fall\.qdpx is damaged: project\.qde cannot be read"):
        foreign_import.import_project(project, path)
