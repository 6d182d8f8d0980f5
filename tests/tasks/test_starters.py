"""The starter codebooks: sound, without anything to look at, with their sources, and every file of the folder offered."""

import pytest

from intercoder.errors import UserError
from intercoder.resources import resource
from intercoder.tasks import codebook_file
from intercoder.tasks.codebook_lint import lint
from intercoder.tasks.starters import NAMES, starter, starters


def test_every_file_of_the_folder_is_offered():
    assert {path.name for path in resource("codebooks").iterdir()} == {f"{name}.json" for name in NAMES}


@pytest.mark.parametrize("name", NAMES)
def test_a_starter_has_nothing_to_look_at(name):
    assert lint(starter(name).codebook) == ()


@pytest.mark.parametrize("name", NAMES)
def test_a_starter_says_what_it_is_for_and_where_its_concepts_come_from(name):
    chosen = starter(name)
    assert chosen.title
    assert chosen.about.endswith(".")
    assert all("(" in source and ")" in source for source in chosen.sources)


@pytest.mark.parametrize("name", NAMES)
def test_every_category_of_a_starter_has_a_definition_and_every_question_its_words(name):
    for variable in starter(name).codebook.variables:
        assert variable.question.endswith(("?", "."))
        assert all(c.definition.endswith(".") for c in variable.categories)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("suffix", [".csv", ".xlsx", ".docx"])
def test_a_starter_can_be_written_out(tmp_path, name, suffix):
    codebook_file.write(starter(name).codebook, tmp_path / f"book{suffix}")
    if suffix != ".docx":
        assert codebook_file.read(tmp_path / f"book{suffix}") == starter(name).codebook


def test_starters_differ_in_their_questions():
    titles = [each.title for each in starters()]
    assert len(set(titles)) == len(NAMES)


def test_an_unknown_starter_is_said_with_the_names_there_are():
    with pytest.raises(UserError, match="no starter codebook “mood”") as refused:
        starter("mood")
    assert "news-frames" in refused.value.hint
