"""What several rooms share: the example study run once, and a small study to be coded from files."""

import io
import shutil
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("intercoder", deadline=None)  # how long an example takes depends on the machine, and proves nothing
settings.load_profile("intercoder")


@dataclass(frozen=True)
class DemoRun:
    """What `intercoder demo` left and said."""

    folder: Path
    code: int
    out: str
    err: str

    @property
    def project(self) -> Path:
        return self.folder / "example.intercoder"


@pytest.fixture(scope="session")
def demo_run(tmp_path_factory: pytest.TempPathFactory) -> DemoRun:
    """The main job on the example study, run once; what is in its folder must not be changed."""
    from intercoder.cli import run

    folder = tmp_path_factory.mktemp("demo") / "study"
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = run(["demo", str(folder)])
    return DemoRun(folder, code, out.getvalue(), err.getvalue())


@pytest.fixture(scope="session")
def bridge_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from intercoder.project import Project
    from intercoder.records import Article, Category, Codebook, Comment, SourceFile, Text, Variable, no_tick

    yes_no = (Category(0, "No"), Category(1, "Yes"))
    codebook = Codebook(
        "The bridge",
        (
            Variable("topic", "Topic", "article", "one", categories=(Category(1, "Traffic"), Category(2, "Safety"))),
            Variable("frame", "Frame", "article", "spans", required=False, categories=(Category(1, "Blame"),)),
            Variable("tone", "Tone", "comment", "one", "ordinal", undetermined=True,
                     categories=(Category(1, "hostile"), Category(2, "neutral"), Category(3, "friendly"))),
            Variable("uncivil", "Incivility", "comment", "one", categories=yes_no),
            Variable("forms", "Forms", "comment", "several", condition="uncivil = 1",
                     categories=(Category(1, "Name-calling"), Category(2, "Vulgarity"))),
            Variable("share", "Share", "comment", "number", "ratio", required=False),
            Variable("words", "Words", "comment", "spans", required=False, categories=(Category(1, "Insult"),)),
        ),
    )  # fmt: skip
    body = "The bridge stays closed until the autumn.\nTwo of its four cables are rusty 🌉."
    texts = ("About time somebody looked.", "And who pays for it, you clowns?", "Rust never sleeps 🙂", "")
    comments = tuple(Comment(text, f"line {n}", provider_id=f"k{n}") for n, text in enumerate(texts, 1))
    parts = (Text("headline", "Bridge closed"), Text("body", body, paragraphs=((0, 41), (42, len(body)))), *comments)
    path = tmp_path_factory.mktemp("bridge") / "bridge.intercoder"
    with Project.create(path, "The bridge", codebook) as project:
        source = SourceFile("bridge.txt", "ab" * 32, 100, "text", "a page", "utf-8", b"dump")
        article = Article(parts, headline="Bridge closed", outlet="Le Soir", provider_id="k9", declared_comments=4)
        project.material.add(source, [article], no_tick)
    return path


@pytest.fixture
def bridge(bridge_template: Path, tmp_path: Path) -> Path:
    """A study of one article (A0001, provider id k9) and four comments (k1 to k4, the last one empty) with a question
    of every kind of answer; nothing is coded, nothing is frozen."""
    return Path(shutil.copy(bridge_template, tmp_path / "bridge.intercoder"))


@pytest.fixture
def krippendorff(tmp_path: Path) -> Path:
    """The data of Krippendorff's “Computing Krippendorff's Alpha-Reliability” (2011), 4 observers x 12 units, long."""
    units = ["11.1", "2232", "3333", "3333", "2222", "1234", "4444", "1121", "2222", ".555", "..11", ".3.."]
    lines = [
        f"u{unit},{observer},colour,{value}"
        for unit, values in enumerate(units, 1)
        for observer, value in zip("ABCD", values, strict=True)
        if value != "."
    ]
    path = tmp_path / "krippendorff.csv"
    path.write_text("unit,coder,variable,value\n" + "\n".join(lines) + "\n", "utf-8")
    return path
