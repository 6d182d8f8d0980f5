"""The preview of a dump: the same records as `inspect`, and where they stand in the source."""

from collections import Counter

import pytest

from intercoder.errors import UserError
from intercoder.tasks.dump_profile import PLAIN, Profile, Profiles
from intercoder.tasks.inspect import inspect
from intercoder.tasks.preview import Previews

NEXIS = "\ufeff                              1 of 1 DOCUMENTS\r\n\r\n\r\n                 The Harbour Post\r\n\r\n" \
    "                            April 24, 2013 Wednesday\r\n\r\nKerry hosts talks\r\n\r\nLENGTH: 20 words\r\n\r\n" \
    "The talks come after weeks of tension over their border, which nobody had\r\nexpected so soon.\r\n\r\n" \
    "LOAD-DATE: April 24, 2013\r\n\r\nLANGUAGE: ENGLISH\r\n"  # fmt: skip


def one(*paths, profile=PLAIN, name=None, most=2_000_000):
    previews = Previews(paths)
    return previews.one(name or previews.files()[0].name, Profiles(profile), most=most)


def test_the_seed_page_shows_what_was_counted_by_hand(seed_page):
    preview = one(seed_page)
    assert Counter(band.role for band in preview.bands) == {
        "paragraph": 14, "correction": 1, "comments_header": 1, "boilerplate": 2, "comment": 12,
    }  # fmt: skip
    assert [(band.start, band.stop) for band in preview.bands] == [(at, at + 1) for at in range(30)]
    assert (preview.entry["articles"], preview.entry["comments"], preview.entry["declared_comments"]) == (1, 12, 10)
    assert [w["message"] for w in preview.entry["warnings"]] == ["Header says 10 comments, 12 lines found."]
    assert (preview.whole, preview.shown.verbatim) == (True, True)
    assert "\n".join(preview.shown.lines) == seed_page.read_text()


def test_preview_and_inspect_give_the_same_records(seed_page, tmp_path):
    (tmp_path / "nexis.txt").write_bytes(NEXIS.encode())
    (tmp_path / "table.csv").write_text("author;comment;date\nAda;Gut 😀;03.04.2019\nبن;برا;04.04.2019\n")
    (tmp_path / "page.txt").write_bytes(seed_page.read_bytes())
    document = inspect([tmp_path], items=True)
    previews = Previews([tmp_path])
    shown = [previews.one(file.name, Profiles()).entry for file in previews.files()]
    assert shown == document["files"]
    assert previews.whole(Profiles()).document == inspect([tmp_path])


def test_hard_wrapped_texts_are_found_in_the_lines_of_the_file(tmp_path):
    path = tmp_path / "nexis.txt"
    path.write_bytes(NEXIS.encode())
    preview = one(path, profile=Profile(format="nexis-txt"))
    lines = preview.shown.lines
    marked = {band.role: " ".join(lines[band.start : band.stop]) for band in preview.bands}
    assert marked["headline"].endswith("Kerry hosts talks")
    assert marked["paragraph"].endswith("which nobody had expected so soon.")


def test_what_has_no_lines_of_its_own_is_shown_as_it_was_read(tmp_path):
    path = tmp_path / "page.csv"
    path.write_text("title,text\nTalks,First line.\nMore,Second.\n")
    preview = one(path)
    assert preview.shown.lines == ("Talks", "First line.", "", "More", "Second.")
    assert not preview.shown.verbatim
    assert [(b.role, b.article) for b in preview.bands] == [
        ("headline", 0), ("paragraph", 0), ("headline", 1), ("paragraph", 1),
    ]  # fmt: skip
    [sample] = preview.tables
    assert sample.columns.roles == ("headline", "body")
    assert [cells for _place, cells in sample.rows] == [["Talks", "First line."], ["More", "Second."]]


def test_a_long_file_is_read_as_far_as_the_limit_and_says_so(tmp_path):
    path = tmp_path / "long.csv"
    path.write_text("comment,author\n" + "".join(f"Text number {n} of many,Ada {n}\n" for n in range(5000)))
    preview = one(path, most=2_000)
    assert not preview.whole
    assert 0 < preview.entry["comments"] < 100
    assert Previews([path]).whole(Profiles()).document["totals"]["comments"] == 5000


def test_a_quotation_that_the_limit_cuts_through_is_no_damage_of_the_file(tmp_path):
    path = tmp_path / "long.csv"
    beginning = "author,comment\n" + 'Ada,"Gut so 😀\nund weiter"\n' * 40 + 'Ada,"Gut so 😀\n'
    path.write_text(f'{beginning}und weiter"\n' * 2, "utf-8")
    preview = one(path, most=len(beginning.encode()))
    assert not preview.whole
    assert (preview.issues, preview.entry["warnings"], preview.entry["skipped"]) == ((), [], 0)
    path.write_text(path.read_text("utf-8") + 'Ben,"Nein\n', "utf-8")
    [warning] = Previews([path]).whole(Profiles()).document["files"][0]["warnings"]
    assert warning["code"] == "truncated"


def test_each_file_is_read_by_its_own_profile(tmp_path):
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("Wer;Was\nAda;Gut\nBen;Nein\n")
    previews = Previews([tmp_path])
    chosen = Profile(format="table", columns={"Was": "comment", "Wer": "author"})
    profiles = Profiles(own={str(tmp_path / "b.txt"): chosen})
    assert previews.one(str(tmp_path / "a.txt"), profiles).entry["comments"] == 0
    assert previews.one(str(tmp_path / "b.txt"), profiles).entry["comments"] == 2
    assert previews.whole(profiles).document["totals"]["comments"] == 2


def test_the_next_best_formats_are_offered_with_their_evidence(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("author;comment;date\nAda;Gut;03.04.2019\nBen;Nein;04.04.2019\n")
    [file] = Previews([path]).files()
    assert [key for key, _evidence in file.choices][:2] == ["table", "text"]
    assert all(evidence.sentence for _key, evidence in file.choices)


def test_what_is_skipped_is_listed_with_place_and_reason(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("author,comment\nAda,Gut\n,\nBen,Nein\n")
    [(name, issue)] = Previews([path]).whole(Profiles()).skipped
    assert (name, issue.locator, issue.message) == (str(path), "line 3", "The row is empty.")


def test_what_is_no_file_is_refused_in_a_sentence(tmp_path):
    with pytest.raises(UserError, match="There is no file"):
        Previews([tmp_path / "gone.txt"]).files()
