"""What the tests of the project file share: a study with awkward texts, its codebook, and its rows to compare."""

import hashlib
import os
import shutil
import signal
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from intercoder.project import Project, local_copy, schema
from intercoder.project.check import check
from intercoder.records import Article, Category, Codebook, Comment, SourceFile, Text, Variable, no_tick

FAMILY = "👨‍👩‍👧‍👦"
BODY = (
    "Brussels — The talks 🇧🇪🇪🇺 began on Monday.\r\n"
    f"“We lost our home,” said a mother of three {FAMILY}; é as e\u0301 stays as it is.\r\n"
    "日本語の段落。 اردو کا پیراگراف۔ \u2028 A line separator, a tab\t, a NO-BREAK\u00a0SPACE, and 𝒻𝑜𝓊𝓇 letters."
)
COMMENTS = (
    "👍🏽👍🏽 finally!",
    f"@Nadir, you know nothing {FAMILY}",
    "یہ ایک تبصرہ ہے",
    "中文评论 with “quotes” and a 'line'\nand a second line",
    "  spaces are kept  ",
)
TOUCHES = {"open", "os.rename", "os.remove", "os.rmdir", "os.mkdir"}
"""What a program does to files, as Python reports it."""
State = dict[str, list[tuple[object, ...]]]


def _paragraphs(text: str, feed: str = "\r\n") -> tuple[tuple[int, int], ...]:
    ranges, start = [], 0
    for line in text.split(feed):
        ranges.append((start, start + len(line)))
        start += len(line) + len(feed)
    return tuple(ranges)


@pytest.fixture(scope="session")
def articles() -> list[Article]:
    """Two articles: one with five awkward comments, one without."""
    comments = tuple(
        Comment(text, f"line {n + 9}", f"reader {n}", "2026-03-01T10:00:00Z", provider_id=f"c{n}", likes=n)
        for n, text in enumerate(COMMENTS)
    )
    comments = (*comments[:2], Comment(COMMENTS[2], author="نادر", reply_to=1, reply_basis="explicit"), *comments[3:])
    first = Article(
        (Text("headline", "Talks 🇧🇪🇪🇺 begin", "line 1"), Text("body", BODY, "line 2", _paragraphs(BODY)), *comments),
        "line 1", "Talks 🇧🇪🇪🇺 begin", outlet="Le Soir", url="https://example.org/talks", declared_comments=5,
    )  # fmt: skip
    river = "The river gauge stood at 3.1 m.\nNobody was hurt."
    second = Article(
        (Text("headline", "River gauge"), Text("body", river, paragraphs=_paragraphs(river, "\n"))), "line 20", "River gauge"
    )
    return [first, second]


@pytest.fixture(scope="session")
def source() -> Callable[[str], SourceFile]:
    """A file of a dump by its name; the bytes follow from the name."""

    def make(name: str = "talks.txt") -> SourceFile:
        data = name.encode()
        return SourceFile(name, hashlib.sha256(data).hexdigest(), len(data), "text", "by its header", "utf-8", data)

    return make


@pytest.fixture(scope="session")
def codebook() -> Codebook:
    """Every kind of answer, a question about a span, a condition, and questions that may stay open."""

    def one(*labels: str) -> tuple[Category, ...]:
        return tuple(Category(n, label) for n, label in enumerate(labels, 1))

    yes_no = (Category(0, "no"), Category(1, "yes"))
    return Codebook(
        "The talks",
        (
            Variable("frame", "Frame", "article", "spans", categories=one("Conflict frame", "Human interest 👪")),
            Variable("strength", "Strength of the frame", "article", "one", about="frame", categories=one("weak", "strong")),
            Variable("topic", "Topic", "article", "one", undetermined=True, categories=one("Talks", "Army", "Refugees")),
            Variable("actors", "Actors", "article", "several", categories=one("EU", "Citizens", "Army")),
            Variable("sources", "Sources quoted", "article", "number", "ratio", required=False),
            Variable("summary", "Summary", "article", "text", required=False),
            Variable("incivility", "Incivility", "comment", "one", categories=yes_no),
            Variable("form", "Form", "comment", "several", condition="incivility = 1", categories=one("Insult", "Threat")),
            Variable("remark", "Remark", "comment", "spans", categories=one("Irony", "Insult")),
        ),
    )


@pytest.fixture(scope="session")
def template(
    tmp_path_factory: pytest.TempPathFactory, articles: list[Article], source: Callable[[str], SourceFile], codebook: Codebook
) -> Path:
    """A closed project file with the study in it, for copying."""
    path = tmp_path_factory.mktemp("study") / "study.intercoder"
    with Project.create(path, "The talks", codebook, lead="Ada") as project:
        project.material.add(source("talks.txt"), articles, no_tick)
    return path


@pytest.fixture
def path(template: Path, tmp_path: Path) -> Path:
    """An own closed copy of the study."""
    return Path(shutil.copy(template, tmp_path / "study.intercoder"))


@pytest.fixture
def project(path: Path) -> Iterator[Project]:
    """The study, open as its lead."""
    with Project.open(path) as project:
        yield project


@pytest.fixture
def planned(project: Project) -> Project:
    """The study with everything assigned to Ben, Chloé and Dörte in the round *reliability*."""
    project.plan.assign(["Ben", "Chloé", "Dörte"], "reliability")
    project.set_round("reliability")
    return project


@pytest.fixture(scope="session")
def state() -> Callable[[Project], State]:
    """Every row of every journalled table that is not material imported in bulk."""

    def rows_of(project: Project) -> State:
        tables = (*schema.CODER_TABLES, *schema.LEAD_TABLES, "unit", "article")
        return {t: sorted(project.db.execute(f"SELECT * FROM {t}").fetchall(), key=repr) for t in tables}

    return rows_of


@pytest.fixture(scope="session")
def sound() -> Callable[[Project], bool]:
    """Whether the check has nothing to say; a failure shows what it said."""

    def is_sound(project: Project) -> bool:
        assert check(project) == []
        return True

    return is_sound


@pytest.fixture(scope="session")
def tamper() -> Callable[..., None]:
    """Writes into a closed project file with plain SQLite, as a stranger would."""

    def write(path: Path, *statements: str) -> None:
        db = sqlite3.connect(path, isolation_level=None)
        try:
            for statement in statements:
                db.execute(statement)
        finally:
            db.close()

    return write


@pytest.fixture(scope="session")
def to_schema() -> Callable[[Path, int], None]:
    """Makes a closed file one of an older schema, with all its rows, as if no later program had touched it."""

    def make(path: Path, version: int) -> None:
        old = path.with_suffix(".old")
        with closing(sqlite3.connect(old, isolation_level=None)) as db:
            schema.build(db, version)
            db.execute("ATTACH ? AS new", (str(path),))
            db.execute("BEGIN")
            layout = schema.known_layout(version)
            names = [n for n, sql in layout if sql.startswith("CREATE TABLE") and not n.startswith("unit_search")]
            for table in names:
                columns = {f'"{n}"': f'x."{n}"' for n in _columns(db, table) if n != "span_fk"}
                source = f"new.{table} x"
                if table == "step":
                    columns['"label"'] = "(SELECT text FROM new.label WHERE id = x.label)"
                if table == "change":
                    source += " JOIN new.step s ON (s.session, s.n) = (x.session, x.step)"
                    columns |= {f'"{side}"': _with_time(f"x.{side}") for side in ("before", "after")}
                db.execute(f"INSERT INTO main.{table}({', '.join(columns)}) SELECT {', '.join(columns.values())} FROM {source}")
            marks = ", ".join("?" * len(names))
            db.execute(f"DELETE FROM main.change WHERE tbl NOT IN ({marks})", names)
            db.execute("UPDATE main.session SET schema = ?", (version,))
            db.execute("DELETE FROM main.shape")
            for table in names:
                db.execute(
                    "INSERT INTO main.shape VALUES(?, ?, ?, ?)", (version, table, *map(",".join, schema.shape(db, table)))
                )
            if db.execute("SELECT 1 FROM meta WHERE key = 'searchable'").fetchone():
                db.execute("INSERT INTO unit_search(unit_search) VALUES('rebuild')")
            db.execute("COMMIT")
        old.replace(path)

    return make


def _with_time(image: str) -> str:
    """An image as the first two schemas had it: with the time of its row."""
    cases = "".join(f" WHEN '{table}' THEN {schema.whole(table, image, 's.at')}" for table in schema.TIMED)
    return f"CASE x.tbl{cases} ELSE {image} END"


def _columns(db: sqlite3.Connection, table: str) -> list[str]:
    return [name for _, name, *_ in db.execute(f"PRAGMA main.table_info({table})").fetchall()]


@pytest.fixture(scope="session")
def died() -> Callable[[Callable[[], object], tuple[Path, ...], int], bool]:
    """Whether a process died that was killed before it touched a file in one of the places for the `nth` time."""

    def run(deed: Callable[[], object], places: tuple[Path, ...], nth: int) -> bool:
        pid = os.fork()
        if pid == 0:
            left, code = [nth], 1

            def watch(event: str, given: tuple[object, ...]) -> None:
                if event in TOUCHES and any(str(given[0]).startswith(str(place)) for place in places):
                    left[0] -= 1
                    if left[0] == 0:
                        os.kill(os.getpid(), signal.SIGKILL)

            try:
                sys.addaudithook(watch)
                deed()
                code = 0
            finally:
                os._exit(code)
        status = os.waitpid(pid, 0)[1]
        assert status == 0 or os.WIFSIGNALED(status), "the deed failed"
        return status != 0

    return run


@pytest.fixture
def home(tmp_path_factory, monkeypatch) -> Path:
    """The place of local copies on this computer."""
    folder = tmp_path_factory.mktemp("home")
    monkeypatch.setattr(local_copy, "home", lambda: folder)
    return folder


@pytest.fixture
def shared(path: Path, tmp_path: Path) -> Path:
    """The study in a folder that is shared."""
    (tmp_path / "Dropbox").mkdir()
    return Path(shutil.move(path, tmp_path / "Dropbox" / path.name))
