"""Whatever a file holds: damaged files of every format, and any bytes under any name, end in records or a sentence."""

# ruff: noqa: E501, PT017 - beginnings of files read better whole; either of two outcomes is right

import bz2
import gzip
import importlib.util
import io
import random
import re
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from intercoder.errors import UserError
from intercoder.importers import IMPORTERS, Options, Source, choose
from intercoder.project import Project
from intercoder.records import Article, Issue, no_tick
from intercoder.tasks.dump_profile import Profiles
from intercoder.tasks.importing import import_dump
from intercoder.tasks.inspect import inspect
from intercoder.tasks.preview import Previews

SUFFIXES = [
    ".txt", ".csv", ".tsv", ".xlsx", ".docx", ".rtf", ".pdf", ".html", ".htm", ".xml", ".json", ".jsonl", ".eml", ".zip", ".gz",
    ".warc", "", ".DOC",
]  # fmt: skip
STARTS = [
    b"", b"\xef\xbb\xbf", b"\xff\xfe", b"<html><body>", b"<?xml version='1.0'?><rss xmlns:wp='http://wordpress.org/export/1.2/'>",
    b"<?xml version='1.0'?><disqus>", b"<NewsML><NewsItem>", b"<nitf>", b"PK\x03\x04", b"%PDF-1.7\n", b"{\\rtf1 ",
    b'{"title": "', b'[{"comment": "', b'{"discussion": {"comments": [{"isoDateTime": ', b"1 of 2 DOCUMENTS\n\nLENGTH: 3 words\n",
    b"<DOC NUMBER=1>\n<DOCFULL> -->", b'<div class="article enArticle">', b'<a name="DocID_1">', b"author,comment\n", b"\x1f\x8b\x08",
    b"COMMENTS (2)\n", b"WARC/1.0\r\n",
]  # fmt: skip


def load(name):
    """A test module beside this one, for the files that it wrote."""
    spec = importlib.util.spec_from_file_location(f"lookalike_{name}", Path(__file__).with_name(f"test_{name}.py"))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def built(word):
    """A look-alike of each format, by its key."""
    html, national, press = load("webpage"), load("national_databases"), load("wordpress")
    nexis_html, factiva, disqus, newsml = load("nexis_html"), load("factiva_html"), load("disqus"), load("newsml")
    g2, documents, json_of = load("newsml_g2"), load("documents"), __import__("json").dumps
    xml = load("factiva_xml")
    return {
        "text": "The bridge is shut.\nCOMMENTS (2)\nYes.\nNo.\n",
        "table": "comment_id,author,comment,parent_id\n1,Ada,Yes,0\n2,Ben,No,1\n",
        "nexis-docx": word(*load("nexis_docx").FIRST),
        "nexis-txt": load("nexis_txt").ENGLISH,
        "nexis-html": nexis_html.page(nexis_html.DOCUMENT.format(n=1, at=1, of=1)),
        "factiva-html": factiva.DIVS.format(n=7, lang="en", words="9 words", day="7 October 2018"),
        "factiva-xml": xml.FILE.format(count=1, articles=xml.ARTICLE.format(n=1)),
        "html": html.HEAD + html.NESTED + html.FOOT,
        "europresse-html": load("europresse_html").OLD,
        "proquest": load("proquest").HTML.format(n=5),
        "docx": word("The bridge is shut.", "COMMENTS (1)", "Yes."),
        "rtf": documents.RTF.format("The bridge is shut.\\par "),
        "pdf": documents.pdf("The bridge is shut."),
        "wordpress": press.feed(press.item(comments=press.comment(7))),
        "disqus": disqus.export(disqus.THREAD.format(n=1), disqus.post(5)),
        "guardian": json_of(load("guardian").PAGE),
        "telegram": json_of(load("telegram").CHAT),
        "newsml-g2": g2.ITEM.format(n=1, content=g2.NITF),
        "newsml": newsml.file(newsml.item()),
        "nitf": load("nitf").FILE,
        "ninjs": json_of(load("ninjs").ONE),
        "mediacloud": json_of(load("mediacloud").STORY),
        "json": json_of(load("json_records").NESTED),
        "apa-rtf": national.APA,
        "defacto-html": national.DEFACTO,
        "clippings-html": "".join(national.ROWS.format(n=n) for n in (1, 2)),
        "integrum-html": national.INTEGRUM,
        "mediargus-txt": national.MEDIARGUS,
        "yomidasu-html": national.YOMIDASU,
        "gdelt": load("gdelt").ROWS,
        "warc": load("warc").archive(html.HEAD + html.FOOT),
    }


@pytest.fixture(scope="module")
def lookalikes(word):
    return {key: data if isinstance(data, bytes) else data.encode() for key, data in built(word).items()}


def records(key, data):
    return list(IMPORTERS[key].read(Source("x", len(data), lambda: io.BytesIO(data)), Options(), no_tick))


KEYS = sorted(IMPORTERS)


def test_there_is_a_look_alike_of_every_format(lookalikes):
    assert set(lookalikes) == set(IMPORTERS)


@pytest.mark.parametrize("key", KEYS)
def test_each_sniffer_wins_on_its_own_file_and_on_no_other(lookalikes, key):
    winners = {
        other: choose(Source("x", len(data), lambda data=data: io.BytesIO(data)).head(), "x")[0]
        for other, data in lookalikes.items()
    }
    assert {other for other, winner in winners.items() if winner == key} == {key}


@pytest.mark.parametrize("key", KEYS)
def test_a_second_reading_gives_the_same_records(lookalikes, key):
    first = records(key, lookalikes[key])
    assert first == records(key, lookalikes[key])
    assert any(isinstance(record, Article) for record in first)


def test_a_file_of_each_format_is_imported_into_a_project_once(lookalikes, tmp_path):
    folder = tmp_path / "dump"
    folder.mkdir()
    for key, data in lookalikes.items():
        (folder / key).write_bytes(data)
    with Project.create(tmp_path / "study.intercoder", "Study") as project:
        first = import_dump(project, [folder])
        assert {file["format"] for file in first["files"]} == set(IMPORTERS)
        assert first["totals"]["new"] == first["totals"]["articles"] == project.material.counts().articles
        again = import_dump(project, [folder])
        assert (again["totals"]["new"], again["totals"]["identical"]) == (0, first["totals"]["articles"])


@pytest.mark.parametrize("key", KEYS)
def test_a_file_cut_off_anywhere_gives_records_and_no_error(lookalikes, key):
    data = lookalikes[key]
    for stop in random.Random(key).sample(range(len(data)), min(20, len(data))):
        assert all(isinstance(record, (Article, Issue)) for record in records(key, data[:stop]))


@pytest.mark.parametrize("key", KEYS)
def test_a_file_with_wrong_bytes_in_it_gives_records_and_no_error(lookalikes, key):
    chance = random.Random(key)
    for _ in range(20):
        data = bytearray(lookalikes[key])
        for _ in range(chance.randrange(1, 12)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        assert all(isinstance(record, (Article, Issue)) for record in records(key, bytes(data)))


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("digits", [25, 5_000])
def test_a_file_with_numbers_beyond_all_counts_gives_records_that_can_be_kept(lookalikes, key, digits):
    for share in (1.0, 0.3):
        chance = random.Random(key)
        data = re.sub(rb"\d+", lambda m: b"9" * digits if chance.random() < share else m[0], lookalikes[key])  # noqa: B023
        for record in records(key, data):
            assert isinstance(record, (Article, Issue))
            counts = [getattr(record, name, None) for name in ("length_declared", "declared_comments", "declared", "found")]
            counts += [number for c in getattr(record, "comments", ()) for number in (c.likes, c.dislikes)]
            assert all(number is None or abs(number) < 2**63 for number in counts)


@pytest.mark.parametrize("key", KEYS)
def test_a_file_of_another_format_gives_records_and_no_error(lookalikes, key):
    for other in random.Random(key).sample(sorted(lookalikes), 8):
        assert all(isinstance(record, (Article, Issue)) for record in records(key, lookalikes[other]))


@pytest.mark.parametrize("key", KEYS)
def test_no_text_holds_a_character_that_cannot_be_stored(lookalikes, passed, key):
    data = lookalikes[key].replace(b"shut", b"sh\x00ut").replace(b"bridge", b"brid\xed\xa0\x80ge")
    for record in passed(data, key=key):
        if isinstance(record, Article):
            texts = [part.text for part in record.parts]
            assert "\0" not in "".join(texts)
            "".join(texts).encode()


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(start=st.sampled_from(STARTS), rest=st.binary(max_size=2_000), suffix=st.sampled_from(SUFFIXES))
def test_any_bytes_under_any_name_end_in_a_report_or_one_sentence(tmp_path, start, rest, suffix):
    path = tmp_path / f"dump{suffix}"
    path.write_bytes(start + rest)
    try:
        document = inspect([path], items=True)
    except UserError as error:
        assert error.message.strip()
        assert "\n" not in error.message.strip()
    else:
        assert document["totals"]["articles"] + document["totals"]["comments"] > 0


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(names=st.lists(st.text(min_size=1, max_size=20), min_size=1, max_size=4, unique=True), data=st.binary(max_size=300))
def test_any_names_in_an_archive_end_in_a_report_or_one_sentence(tmp_path, names, data):
    path = tmp_path / "dump.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name in names:
            archive.writestr(zipfile.ZipInfo(name.encode("utf-8", "replace").decode()), data)
    try:
        assert inspect([path])["totals"]["files"] >= 1
    except UserError as error:
        assert error.message.strip()


def mutated(chance, lookalikes):
    """A look-alike with wrong bytes, a stretch left out or repeated, or the end of another; packed at times."""
    data = chance.choice(sorted(lookalikes.values()))
    start, stop = sorted(chance.randrange(len(data) + 1) for _ in range(2))
    other = chance.choice(sorted(lookalikes.values()))
    data = chance.choice(
        [
            data[:start] + data[stop:],
            data[:stop] + data[start:stop] * chance.choice([1, 50]) + data[stop:],
            data[:start] + other[len(other) // 2 :],
            data[:start] + chance.randbytes(20) + data[start:],
            data[:start] + chance.choice([b"<div>", b"[", b'{"a":', b'"', b"\0", b"9"]) * 3_000 + data[start:],
            re.sub(rb"\d+", lambda m: chance.choice([m[0], b"0", b"-1", b"9" * 40]), data),
        ]
    )
    return chance.choice([bytes, bytes, bytes, gzip.compress, bz2.compress])(data)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32), suffix=st.sampled_from(SUFFIXES))
def test_a_damaged_file_of_any_format_is_previewed_as_it_is_counted(lookalikes, tmp_path, seed, suffix):
    path = tmp_path / f"dump{suffix}"
    path.write_bytes(mutated(random.Random(seed), lookalikes))
    previews = Previews([path])
    try:
        entries = [previews.one(file.name, Profiles()).entry for file in previews.files()]
        files = previews.whole(Profiles()).document["files"]
    except UserError as error:
        assert error.message.strip()
        assert "\n" not in error.message.strip()
    else:
        counts = [(entry["format"], entry["articles"], entry["comments"], entry["skipped"]) for entry in entries]
        assert counts == [(f["format"], f["articles"], f["comments"], f["skipped"]) for f in files[: len(counts)]]
        assert not any("The file cannot be read further" in w["message"] for f in files for w in f["warnings"])
