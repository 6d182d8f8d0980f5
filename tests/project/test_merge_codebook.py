"""Merging into a project whose codebook has changed since the package was made."""

import itertools
import shutil

import pytest

from intercoder.errors import UserError
from intercoder.project import Project, package
from intercoder.project.merge import merge
from intercoder.project.take_back import merges, take_back


def test_an_answer_that_was_changed_to_a_category_that_is_gone_goes_too(planned, tmp_path, sound):
    """What is shown is never an answer that the coder has given up; the newer one stays in the history."""
    file, ben = tmp_path / "ben.intercoder", planned.plan.coder("Ben").id
    package.make(planned, "Ben", file)
    with Project.open(file) as project:
        project.codings.answer(1, "topic", "1")
    merge(planned, file)
    assert planned.codings.answers(1, ben)["topic", 0].answer == "1"
    planned.codebook.remove_category("topic", 3)
    with Project.open(file) as project:
        project.codings.answer(1, "topic", "3")
    report = merge(planned, file, dry_run=True)
    assert merge(planned, file).removed == report.removed == 1
    assert report.unknown == 1
    assert ("topic", 0) not in planned.codings.answers(1, ben)
    assert sound(planned)
    with Project.open(file) as project:
        project.codings.answer(1, "topic", "2")
    assert merge(planned, file).new == 1
    assert planned.codings.answers(1, ben)["topic", 0].answer == "2"
    assert sound(planned)


def test_a_highlight_that_was_given_a_category_that_is_gone_goes_with_what_was_said_of_it(planned, tmp_path, sound):
    file, ben = tmp_path / "ben.intercoder", planned.plan.coder("Ben").id
    package.make(planned, "Ben", file)
    with Project.open(file) as project:
        body = project.material.unit_by_ref("A0001-B01").id
        span = project.codings.highlight(body, "frame", 1, 2, 9).id
        project.codings.answer(1, "strength", "2", span=span)
    merge(planned, file)
    assert [s.id for s in planned.codings.spans([body], ben)] == [span]
    planned.codebook.remove_category("frame", 2)
    with Project.open(file) as project:
        project.codings.recategorise_span(span, 2)
    report = merge(planned, file)
    assert (report.removed, report.unknown) == (2, 1)
    assert planned.codings.spans([body], ben) == []
    assert planned.db.execute("SELECT count(*) FROM value WHERE coder = ?", (ben,)).fetchone() == (0,)
    assert sound(planned)


def test_an_answer_never_becomes_one_of_another_category_that_was_given_its_number(planned, tmp_path, sound):
    file, ben = tmp_path / "ben.intercoder", planned.plan.coder("Ben").id
    package.make(planned, "Ben", file)
    with Project.open(file) as project:
        project.codings.answer(1, "topic", "3")
    planned.codebook.remove_category("topic", 3)
    planned.codebook.add_category("topic", "دیگر", value=3)
    before = planned.path.read_bytes()
    for dry_run in (True, False):
        with pytest.raises(UserError, match="and 3 stands for “دیگر” by now; nothing was merged") as refused:
            merge(planned, file, dry_run)
        assert "another number" in refused.value.hint
    assert planned.path.read_bytes() == before
    planned.codebook.change_category("topic", 3, value=8)
    assert merge(planned, file).unknown == 1
    assert ("topic", 0) not in planned.codings.answers(1, ben)
    assert sound(planned)


def test_a_category_that_was_removed_and_made_again_takes_its_answers(planned, tmp_path, sound):
    file, ben = tmp_path / "ben.intercoder", planned.plan.coder("Ben").id
    package.make(planned, "Ben", file)
    with Project.open(file) as project:
        project.codings.answer(1, "topic", "3")
    label = planned.codebook.variable("topic").category(3).label
    planned.codebook.remove_category("topic", 3)
    planned.codebook.add_category("topic", label, value=3)
    merge(planned, file)
    assert planned.codings.answers(1, ben)["topic", 0].answer == "3"
    assert sound(planned)


def test_other_answers_merge_where_a_number_stands_for_another_category(planned, tmp_path, sound):
    file, ben = tmp_path / "ben.intercoder", planned.plan.coder("Ben").id
    package.make(planned, "Ben", file)
    with Project.open(file) as project:
        project.codings.answer(1, "topic", "2")
        project.codings.answer(1, "actors", ticked=[1, 3])
    planned.codebook.remove_category("topic", 3)
    planned.codebook.add_category("topic", "Other", value=3)
    planned.codebook.remove_category("actors", 3)
    planned.codebook.add_category("actors", "Others", value=3)
    merge(planned, file)
    answers = planned.codings.answers(1, ben)
    assert (answers["topic", 0].answer, answers["actors", 0].ticked) == ("2", (1,))
    assert sound(planned)


def test_ticks_of_which_the_codebook_has_none_any_more_never_say_that_none_applies(planned, tmp_path, sound):
    file, ben = tmp_path / "ben.intercoder", planned.plan.coder("Ben").id
    package.make(planned, "Ben", file)
    planned.codebook.remove_category("actors", 3)
    for ticked, seen in (([3], None), ([1, 3], (1,)), ([], ()), ([3], None), ([2], (2,)), ([3], None)):
        with Project.open(file) as project:
            project.codings.answer(1, "actors", ticked=ticked)
        report = merge(planned, file, dry_run=True)
        assert merge(planned, file).new == report.new
        answer = planned.codings.answers(1, ben).get(("actors", 0))
        assert (answer.ticked if answer else None) == seen
        assert sound(planned)


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_copies_that_ticked_what_is_gone_give_the_same_answer_in_any_order(planned, tmp_path, sound, order):
    files, ben = [tmp_path / f"{n}.intercoder" for n in range(3)], planned.plan.coder("Ben").id
    first, second = planned.material.article_ids()[:2]
    package.make(planned, "Ben", files[0])
    shutil.copy(files[0], files[1])
    shutil.copy(files[0], files[2])
    for file, ticked in zip(files, ([1, 2], [3], [2, 3]), strict=True):
        with Project.open(file) as project:
            project.codings.answer(first, "actors", ticked=ticked)
            project.codings.answer(second, "actors", ticked=[ticked[-1]])
    planned.codebook.remove_category("actors", 3)
    for number in order:
        merge(planned, files[number])
        assert sound(planned)
    assert planned.codings.answers(first, ben)["actors", 0].ticked == (2,)
    assert planned.codings.answers(second, ben) == {}
    numbers = [merged.number for merged in merges(planned)]
    for number in numbers:
        take_back(planned, number)
        assert sound(planned)
    assert planned.codings.answers(first, ben) == {}


@pytest.mark.parametrize(("name", "answer"), [("topic", {"answer": "3"}), ("actors", {"ticked": [1, 3]})])
def test_a_category_that_got_another_number_takes_its_answers_under_the_old_one(planned, tmp_path, sound, name, answer):
    file, ben = tmp_path / "ben.intercoder", planned.plan.coder("Ben").id
    package.make(planned, "Ben", file)
    with Project.open(file) as project:
        project.codings.answer(1, name, **answer)
    label = planned.codebook.variable(name).category(3).label
    planned.codebook.change_category(name, 3, value=7)
    before = planned.path.read_bytes()
    with pytest.raises(UserError, match=f"with 3 “{label}”, which has the number 7 by now; nothing was merged") as refused:
        merge(planned, file)
    assert "Give it 3 again" in refused.value.hint
    assert planned.path.read_bytes() == before
    planned.codebook.change_category(name, 7, value=3)
    assert merge(planned, file).unknown == 0
    planned.codebook.change_category(name, 3, value=7)
    given = planned.codings.answers(1, ben)[name, 0]
    assert (given.answer, given.ticked) == (("7", ()) if name == "topic" else (None, (1, 7)))
    assert sound(planned)


def test_another_number_is_no_matter_for_passages_and_answers_that_do_not_use_it_anew(planned, tmp_path, sound):
    file, ben = tmp_path / "ben.intercoder", planned.plan.coder("Ben").id
    package.make(planned, "Ben", file)
    with Project.open(file) as project:
        body = project.material.unit_by_ref("A0001-B01").id
        project.codings.answer(1, "topic", "3")
        span = project.codings.highlight(body, "frame", 2, 2, 9).id
    merge(planned, file)
    planned.codebook.change_category("topic", 3, value=7)
    planned.codebook.change_category("frame", 2, value=9)
    with Project.open(file) as project:
        project.codings.answer(1, "actors", ticked=[2])
        project.codings.move_span(span, 3, 12)
    report = merge(planned, file)
    assert (report.new, report.changed, report.unknown) == (2, 1, 0)
    answers = planned.codings.answers(1, ben)
    assert (answers["topic", 0].answer, answers["actors", 0].ticked) == ("7", (2,))
    assert [(s.id, s.start) for s in planned.codings.spans([body], ben)] == [(span, 3)]
    assert planned.codebook.variable("frame").category(9).id == planned.codings.spans([body], ben)[0].category
    assert sound(planned)


@pytest.fixture
def office(planned, tmp_path):
    """A copy of Ben's package that calls the topic Refugees, merged, and one that later called it Talks, merged too."""
    files = [tmp_path / "office.intercoder", tmp_path / "train.intercoder"]
    package.make(planned, "Ben", files[0])
    shutil.copy(files[0], files[1])
    for file, answer in zip(files, "31", strict=True):
        with Project.open(file) as project:
            project.codings.answer(1, "topic", answer)
    for file in files:
        merge(planned, file)
    return planned


def test_an_answer_never_comes_back_as_one_of_a_category_that_was_given_its_number(office, sound):
    ben = office.plan.coder("Ben").id
    office.codebook.remove_category("topic", 3)
    office.codebook.add_category("topic", "دیگر", value=3)
    before = office.path.read_bytes()
    with pytest.raises(UserError, match="with 3 “Refugees” would come back, and 3 stands for “دیگر” by now") as refused:
        take_back(office)
    assert "another number" in refused.value.hint
    assert office.path.read_bytes() == before
    office.codebook.change_category("topic", 3, value=8)
    take_back(office)
    assert ("topic", 0) not in office.codings.answers(1, ben)
    assert sound(office)


def test_an_answer_comes_back_under_the_number_that_its_category_had(office, sound):
    ben = office.plan.coder("Ben").id
    office.codebook.change_category("topic", 3, value=7)
    with pytest.raises(UserError, match="“Refugees” has the number 7 by now; nothing was changed") as refused:
        take_back(office)
    assert "Give it 3 again" in refused.value.hint
    office.codebook.change_category("topic", 7, value=3)
    take_back(office)
    assert office.codings.answers(1, ben)["topic", 0].answer == "3"
    office.codebook.change_category("topic", 3, value=7)
    assert office.codings.answers(1, ben)["topic", 0].answer == "7"
    assert sound(office)


def test_an_answer_comes_back_to_a_category_that_was_removed_and_made_again_or_never_touched(office, sound):
    ben = office.plan.coder("Ben").id
    office.codebook.remove_category("topic", 2)
    office.codebook.add_category("topic", "Soldiers", value=2)
    office.codebook.remove_category("topic", 3)
    office.codebook.add_category("topic", "Refugees", value=3)
    take_back(office)
    assert office.codings.answers(1, ben)["topic", 0].answer == "3"
    assert sound(office)


@pytest.mark.parametrize(
    ("change", "label"),
    [
        (lambda book: book.merge_categories("topic", [1], 2), "Merge Talks into Army"),
        (lambda book: book.change_category("topic", 1, value=9), "Change number of Talks"),
        (lambda book: book.remove_category("topic", 1, with_codings=True), "Remove Talks from Topic with its codings"),
    ],
)
def test_a_merge_whose_codings_a_change_of_the_codebook_moved_is_not_taken_back(office, sound, change, label):
    change(office.codebook)
    before = office.path.read_bytes()
    with pytest.raises(UserError, match=f"“{label}” moved codings that this merge brought") as refused:
        take_back(office)
    assert "backup from before the merge" in refused.value.hint
    assert office.path.read_bytes() == before
    assert sound(office)


def test_a_merge_is_taken_back_after_codings_of_another_were_moved(office, tmp_path, sound):
    package.make(office, "Chloé", tmp_path / "chloé.intercoder")
    with Project.open(tmp_path / "chloé.intercoder") as project:
        project.codings.answer(1, "topic", "2")
    merge(office, tmp_path / "chloé.intercoder")
    office.codebook.merge_categories("topic", [1], 2)
    take_back(office)
    assert office.codings.answers(1, office.plan.coder("Chloé").id) == {}
    assert office.codings.answers(1, office.plan.coder("Ben").id)["topic", 0].answer == "2"
    assert sound(office)
