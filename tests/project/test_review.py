"""The review: comments joined and split with all that hangs on them, and everything undone again."""

import random
import shutil
from contextlib import suppress
from dataclasses import replace

import pytest

from intercoder.errors import UserError
from intercoder.project import Project, frames, package
from intercoder.project.issued import recall
from intercoder.project.merge import merge
from intercoder.project.removal import HasCodings
from intercoder.project.review import AnswersDiffer
from intercoder.project.samples import Filters
from intercoder.project.take_back import take_back
from intercoder.records import Article, Comment, Issue, Text, no_tick

LINES = (
    "why is he standing there 🙂?",
    "@Nadir, the day people realise this\u00a0problem",
    "nothing will change 👨‍👩‍👧‍👦 at all",
    "یہ ایک تبصرہ ہے",
    "中文评论，没有空格",
    "Now people will say so.",
)
WATCHED = ("unit", "comment", "import_issue", "span", "value", "progress", "memo", "assignment", "sample_unit", "decision",
           "disagreement", "meta", "unit_search_docsize")  # fmt: skip


@pytest.fixture
def thread(project: Project, source) -> Project:
    """The study with a third article: six lines of comments under a header that says five."""
    header = Text("comments_header", "COMMENTS (5)", "line 3", declared_comments=5)
    policy = Text("boilerplate", "Comments are moderated.", "line 4")
    parts = (Text("body", "The dam held.", "line 1"), header, policy, *(Comment(text) for text in LINES))
    issue = Issue("declared_comments", "Header says 5 comments, 6 lines found.", "line 3", declared=5, found=6)
    project.material.add(source("dam.txt"), [Article(parts, declared_comments=5, issues=(issue,))], no_tick)
    project.material.index()
    return project


def unit(project: Project, number: int | str) -> int:
    return project.material.unit_by_ref(f"A0003-C{number:03d}" if isinstance(number, int) else f"A0003-{number}").id


def comments(project: Project) -> list[tuple[str, str | None]]:
    article = project.material.unit_by_ref("A0003").id
    return [(u.ref.rpartition("-")[2], u.text) for u in project.material.units(article) if u.kind == "comment"]


def rows(project: Project) -> dict[str, list[tuple[object, ...]]]:
    return {t: sorted(project.db.execute(f"SELECT * FROM {t}").fetchall(), key=repr) for t in WATCHED}


def code(project: Project, coder: str, number: int, answer: str) -> None:
    project.set_coder(coder)
    project.codings.answer(unit(project, number), "incivility", answer)
    project.set_coder("Ada")


@pytest.mark.parametrize("fails", [False, True])
def test_after_the_import_of_a_large_file_a_text_that_is_split_is_found_by_its_halves(thread, source, fails):
    large = replace(source("large.txt"), size=2_000_000)
    with suppress(ZeroDivisionError):
        thread.material.add(large, [Article((Text("body", "Rain."),))], lambda *_: 1 / 0 if fails else None)
    thread.material.index()
    thread.review.split(unit(thread, 6), 4)
    assert thread.material.search("people will") == [unit(thread, "C006.2")]
    assert thread.db.execute("SELECT count(*) FROM unit_search_docsize").fetchone() == (
        thread.db.execute("SELECT count(*) FROM unit").fetchone()
    )


# -------------------------------------------------------------- joining


def test_a_joined_text_is_both_lines_and_the_line_feed_between_them(thread, sound):
    report = thread.review.join(unit(thread, 3))
    assert report.unit == unit(thread, 2)
    assert thread.material.unit(report.unit).text == f"{LINES[1]}\n{LINES[2]}"
    assert [ref for ref, _ in comments(thread)] == ["C001", "C002", "C004", "C005", "C006"]
    assert sound(thread)


def test_lines_in_a_row_are_joined_as_one_step(thread, sound):
    before = rows(thread)
    report = thread.review.join_all([unit(thread, n) for n in (3, 4, 6)])
    assert [text for _, text in comments(thread)] == [LINES[0], "\n".join(LINES[1:4]), "\n".join(LINES[4:])]
    assert report.unit == unit(thread, 2)
    assert thread.undo_label == "Join 3 comments with the one before"
    assert sound(thread)
    thread.undo()
    assert rows(thread)["unit"] == before["unit"]


def test_where_one_of_several_lines_cannot_be_joined_none_is(thread):
    before = rows(thread)
    with pytest.raises(UserError, match="is the first comment"):
        thread.review.join_all([unit(thread, 1), unit(thread, 3)])
    assert rows(thread) == before


def test_the_first_comment_has_none_to_be_joined_with(thread):
    with pytest.raises(UserError, match="A0003-C001 is the first comment"):
        thread.review.join(unit(thread, 1))


def test_a_reference_that_was_joined_away_says_where_its_text_is(thread):
    old = unit(thread, 3)
    thread.review.join(old)
    with pytest.raises(UserError, match="joined with the comment before") as refusal:
        unit(thread, 3)
    assert refusal.value.hint == "Its text is part of A0003-C002 now."
    assert "A0003-C003" not in thread.material.refs()


def test_comments_of_two_people_are_not_joined(thread):
    with pytest.raises(UserError, match="A0001-C001 is by reader 0, A0001-C002 by reader 1"):
        thread.review.join(thread.material.unit_by_ref("A0001-C002").id)


def test_highlights_of_both_comments_keep_their_words(thread, sound):
    thread.set_coder("Ada")
    first = thread.codings.highlight(unit(thread, 2), "remark", 1, 0, 6)
    second = thread.codings.highlight(unit(thread, 3), "remark", 2, 20, 27)
    thread.review.join(unit(thread, 3))
    spans = {s.id: s for s in thread.codings.spans([unit(thread, 2)])}
    assert spans[first.id].quote == "@Nadir"
    assert spans[first.id].start == 0
    assert spans[second.id].quote == second.quote
    assert spans[second.id].start == len(LINES[1]) + 1 + 20
    assert sound(thread)


def test_answers_that_differ_are_named_and_nothing_is_joined(thread):
    code(thread, "Ada", 2, "1")
    code(thread, "Ada", 3, "0")
    before = rows(thread)
    with pytest.raises(AnswersDiffer, match="1 answer about A0003-C002 and A0003-C003 differ: Ada, Incivility"):
        thread.review.join(unit(thread, 3))
    assert rows(thread) == before


def test_answers_that_differ_may_be_asked_for_again(thread, sound):
    for number, answer in ((2, "1"), (3, "0")):
        code(thread, "Ada", number, answer)
        thread.codings.answer(unit(thread, number), "form", ticked=[1]) if answer == "1" else None
        thread.codings.finish(unit(thread, number))
    report = thread.review.join(unit(thread, 3), ask_again=True)
    assert report.asked_again == 1
    assert ("incivility", 0) not in thread.codings.answers(report.unit)
    assert thread.codings.progress(report.unit).finished_at is None
    assert sound(thread)


def test_an_answer_about_one_of_the_two_holds_for_both(thread, sound):
    code(thread, "Ada", 3, "1")
    report = thread.review.join(unit(thread, 3))
    assert thread.codings.answers(report.unit)["incivility", 0].answer == "1"
    assert sound(thread)


def test_only_what_a_coder_had_finished_both_of_stays_finished(planned, thread):
    for coder, numbers in (("Ben", (2, 3)), ("Chloé", (2,))):
        thread.set_coder(coder)
        thread.set_round("reliability")
        for number in numbers:
            thread.codings.answer(unit(thread, number), "incivility", "0")
            thread.codings.finish(unit(thread, number))
    thread.set_coder("Ada")
    report = thread.review.join(unit(thread, 3))
    ids = {c.name: c.id for c in thread.plan.coders()}
    round_id = thread.plan.round("reliability").id
    assert thread.codings.progress(report.unit, ids["Ben"], round_id).finished_at is not None
    assert thread.codings.progress(report.unit, ids["Chloé"], round_id).finished_at is None
    assert report.asked_again == 1


def test_assignments_samples_memos_and_replies_of_the_second_comment_are_kept(thread, sound):
    third = unit(thread, 3)
    thread.plan.assign(["Ben"], "main", [third])
    with thread.step("Draw"):
        sample = thread.db.execute("INSERT INTO sample(name, method) VALUES('few', 'all') RETURNING id").fetchone()[0]
        thread.db.execute("INSERT INTO sample_unit VALUES(?, ?, 1)", (sample, third))
    thread.codings.write_memo(unit(thread, 2), "one 🙂")
    thread.codings.write_memo(third, "two")
    thread.review.reply_to(unit(thread, 4), third)
    joined = thread.review.join(third).unit
    assert joined in thread.plan.assigned(thread.plan.round("main").id, thread.plan.coder("Ben").id)
    assert thread.samples.units("few") == [joined]
    assert thread.codings.memo(joined) == "one 🙂\ntwo"
    assert thread.material.comment(unit(thread, 4)).reply_to == joined
    assert sound(thread)


# -------------------------------------------------------------- splitting


def test_the_halves_of_a_split_are_the_text_and_stand_where_it_stood(thread, sound):
    at = LINES[1].index("the day")
    half = thread.review.split(unit(thread, 2), at).unit
    assert comments(thread)[1:3] == [("C002", LINES[1][:at]), ("C002.2", LINES[1][at:])]
    assert thread.material.unit(half).position == thread.material.unit(unit(thread, 2)).position
    assert [row.unit.ref for row in frames.units(thread) if row.unit.kind == "comment" and row.article_number == 3][:3] == [
        "A0003-C001", "A0003-C002", "A0003-C002.2",
    ]  # fmt: skip
    assert sound(thread)


def test_later_cuts_stand_in_the_order_of_the_text(thread, sound):
    text = LINES[2]
    last = thread.review.split(unit(thread, 3), text.index("at all")).unit
    thread.review.split(unit(thread, 3), text.index("change"))
    thread.review.split(last, 3)
    found = [(ref, part) for ref, part in comments(thread) if ref.startswith("C003")]
    assert "".join(part for _, part in found) == text
    assert [ref for ref, _ in found] == ["C003", "C003.3", "C003.2", "C003.4"]
    order = thread.plan.units_with_questions()
    assert [thread.material.unit(u).ref for u in order][-7:-3] == [f"A0003-{ref}" for ref, _ in found]
    assert [item.unit.ref for item in thread.plan.queue()][-7:-3] == [f"A0003-{ref}" for ref, _ in found]
    assert sound(thread)


def test_a_join_taken_apart_at_its_line_feed_gives_both_lines_again(thread):
    joined = thread.review.join(unit(thread, 3)).unit
    thread.review.split(joined, len(LINES[1]))
    assert comments(thread)[1:3] == [("C002", LINES[1]), ("C002.2", LINES[2])]
    thread.undo()
    thread.review.split(joined, len(LINES[1]) + 1)
    assert comments(thread)[1:3] == [("C002", LINES[1]), ("C002.3", LINES[2])]


@pytest.mark.parametrize("at", [0, 999, -5])
def test_a_half_without_words_is_refused(thread, at):
    with pytest.raises(UserError, match="One half of the comment would have no words"):
        thread.review.split(unit(thread, 2), at)


def test_a_sample_is_drawn_from_comments_in_the_order_in_which_they_are_read(thread):
    thread.review.split(unit(thread, 2), 8)
    second = unit(thread, "C002.2")
    drawn = [candidate.unit for candidate in thread.samples.candidates(Filters("comment"))]
    assert drawn[drawn.index(second) - 1 :][:3] == [unit(thread, 2), second, unit(thread, 3)]


def test_a_highlight_across_the_cut_is_named_and_nothing_is_split(thread):
    thread.codings.highlight(unit(thread, 2), "remark", 1, 0, 11)
    before = rows(thread)
    with pytest.raises(UserError, match="a highlight of Ada, Irony: “@Nadir, the”"):
        thread.review.split(unit(thread, 2), 8)
    assert rows(thread) == before


def test_highlights_after_the_cut_go_with_their_words(thread, sound):
    first = thread.codings.highlight(unit(thread, 2), "remark", 1, 0, 6)
    second = thread.codings.highlight(unit(thread, 2), "remark", 2, 8, 15)
    thread.codings.write_memo(unit(thread, 2), "about the day", second.id)
    half = thread.review.split(unit(thread, 2), 8).unit
    [moved], [stayed] = thread.codings.spans([half]), thread.codings.spans([unit(thread, 2)])
    assert (moved.id, moved.start, moved.stop, moved.quote) == (second.id, 0, 7, "the day")
    assert stayed.id == first.id
    assert thread.codings.memo(0, second.id) == "about the day"
    assert sound(thread)


def test_both_halves_are_asked_of_whoever_was_asked_for_the_whole(thread):
    thread.plan.assign(["Ben"], "main", [unit(thread, 2)])
    half = thread.review.split(unit(thread, 2), 8).unit
    ben = thread.plan.coder("Ben").id
    assert thread.plan.assigned(thread.plan.round("main").id, ben) == [unit(thread, 2), half]


# -------------------------------------------------------------- boilerplate, codable, replies


def test_boilerplate_is_kept_marked_and_a_comment_again_with_its_author(thread, sound):
    comment = thread.material.unit_by_ref("A0001-C001").id
    before = thread.material.comment(comment)
    thread.review.mark_boilerplate([comment])
    assert thread.material.unit(comment).kind == "boilerplate"
    assert thread.material.counts().comments == 10
    assert sound(thread)
    thread.review.mark_comment(comment)
    assert thread.material.comment(comment) == before
    assert thread.material.unit(comment).codable
    assert sound(thread)


def test_a_line_that_the_import_took_for_boilerplate_becomes_a_comment(thread, sound):
    thread.review.mark_comment(unit(thread, "X01"))
    assert comments(thread)[0] == ("X01", "Comments are moderated.")
    assert sound(thread)


def test_several_lines_become_boilerplate_as_one_step(thread):
    before = rows(thread)
    thread.review.mark_boilerplate([unit(thread, 1), unit(thread, 6)])
    assert thread.undo_label == "Mark 2 lines as boilerplate"
    thread.undo()
    assert rows(thread) == before


@pytest.mark.parametrize("verb", ["boilerplate", "codable"])
def test_what_was_coded_is_taken_out_only_with_its_codings(thread, sound, verb):
    code(thread, "Ada", 2, "1")
    thread.codings.highlight(unit(thread, 2), "remark", 1, 0, 6)

    def take_out(codings_too: bool) -> None:
        if verb == "codable":
            thread.review.set_codable(unit(thread, 2), False, codings_too)
        else:
            thread.review.mark_boilerplate([unit(thread, 2)], codings_too)

    before = rows(thread)
    with pytest.raises(HasCodings, match="A0003-C002 was coded by 1 coder: 1 answer and 1 highlight"):
        take_out(False)
    assert rows(thread) == before
    take_out(True)
    assert thread.db.execute("SELECT count(*) FROM value").fetchone() == (0,)
    assert sound(thread)
    thread.undo()
    assert rows(thread) == before


def test_a_comment_that_is_answered_does_not_become_boilerplate(thread):
    thread.review.reply_to(unit(thread, 4), unit(thread, 2))
    with pytest.raises(UserError, match="A0003-C004 answers A0003-C002"):
        thread.review.mark_boilerplate([unit(thread, 2)])


def test_replies_keep_their_basis_and_go_round_in_no_circle(thread):
    thread.review.reply_to(unit(thread, 2), unit(thread, 1), "mention")
    assert thread.material.comment(unit(thread, 2)).reply_basis == "mention"
    with pytest.raises(UserError, match="A0003-C002 answers A0003-C001"):
        thread.review.reply_to(unit(thread, 1), unit(thread, 2))
    thread.review.reply_to(unit(thread, 2), None)
    assert thread.material.comment(unit(thread, 2)).reply_to is None


# -------------------------------------------------------------- counts


def test_a_count_is_open_until_it_is_equal(thread):
    article = thread.material.unit_by_ref("A0003").id
    assert thread.review.to_review() == [article]
    thread.review.join(unit(thread, 3))
    assert thread.review.count(article).is_equal
    assert thread.review.to_review() == []
    thread.undo()
    assert thread.review.to_review() == [article]


def test_an_accepted_count_keeps_its_reason(thread, sound):
    article = thread.material.unit_by_ref("A0003").id
    thread.review.accept(article, "paragraphs")
    assert thread.review.count(article).reason == "paragraphs"
    assert thread.review.to_review() == []
    assert thread.undo_label == "Accept 6 comments of A0003: comments of several paragraphs"
    assert thread.review.summary().accepted == {"paragraphs": 1}
    assert sound(thread)
    thread.review.reconsider(article)
    assert thread.review.to_review() == [article]


# -------------------------------------------------------------- search, packages, undo


def found(project: Project, words: str) -> list[str]:
    return [project.material.unit(u).ref for u in project.material.search(words)]


def test_the_search_knows_the_texts_as_they_are_now(thread, sound):
    joined = thread.review.join(unit(thread, 3)).unit
    assert found(thread, "Nadir change") == ["A0003-C002"]
    thread.review.split(joined, LINES[1].index("problem"))
    assert found(thread, "problem") == ["A0003-C002.2"]
    thread.undo()
    thread.undo()
    assert (found(thread, "Nadir problem"), found(thread, "change")) == (["A0003-C002"], ["A0003-C003"])
    assert sound(thread)
    thread.db.execute("INSERT INTO unit_search(unit_search) VALUES('integrity-check')")


def test_a_package_that_is_out_forbids_the_change(thread, tmp_path):
    thread.plan.assign(["Ben"], "main", [unit(thread, 2)])
    package.make(thread, "Ben", tmp_path / "ben.intercoder")
    for verb in (
        lambda: thread.review.join(unit(thread, 3)),
        lambda: thread.review.split(unit(thread, 2), 8),
        lambda: thread.review.reply_to(unit(thread, 2), unit(thread, 1)),
        lambda: thread.review.set_codable(unit(thread, 2), False),
        lambda: thread.review.mark_boilerplate([unit(thread, 2)]),
    ):
        with pytest.raises(UserError, match="A0003-C002 is in a package that is out: Ben"):
            verb()
    recall(thread, 1)
    assert thread.review.join(unit(thread, 3)).unit == unit(thread, 2)


def test_a_package_made_after_the_review_comes_back(thread, tmp_path, sound):
    thread.codings.highlight(unit(thread, 3), "remark", 1, 0, 7)
    joined = thread.review.join(unit(thread, 3)).unit
    half = thread.review.split(joined, LINES[1].index("the day")).unit
    thread.plan.assign(["Ben"], "main", [joined, half])
    package.make(thread, "Ben", tmp_path / "ben.intercoder")
    with Project.open(tmp_path / "ben.intercoder") as ben:
        assert sound(ben)
        ben.codings.highlight(half, "remark", 2, 0, 7)
        ben.codings.answer(joined, "incivility", "1")
        with pytest.raises(UserError, match="A package holds one coder's work"):
            ben.review.join(half)
    report = merge(thread, tmp_path / "ben.intercoder")
    assert report.new == 2
    assert sound(thread)


def test_a_merge_whose_codings_a_review_moved_is_not_taken_back(thread, tmp_path, sound):
    thread.plan.assign(["Ben"], "main", [unit(thread, 2), unit(thread, 3)])
    package.make(thread, "Ben", tmp_path / "ben.intercoder")
    with Project.open(tmp_path / "ben.intercoder") as ben:
        ben.codings.highlight(unit(thread, 3), "remark", 2, 0, 7)
    merge(thread, tmp_path / "ben.intercoder")
    recall(thread, 1)
    thread.review.join(unit(thread, 3))
    before = rows(thread)
    with pytest.raises(UserError, match="“Join A0003-C003 with A0003-C002” moved codings"):
        take_back(thread)
    assert rows(thread) == before
    assert sound(thread)


@pytest.mark.parametrize("how", ["answered", "highlighted"])
def test_a_recalled_package_with_codings_of_what_is_not_coded_any_more_is_refused(thread, tmp_path, sound, how):
    file, number = tmp_path / "ben.intercoder", unit(thread, 3)
    thread.plan.assign(["Ben"], "main", [unit(thread, 2), number])
    package.make(thread, "Ben", file)
    with Project.open(file) as ben:
        ben.codings.answer(unit(thread, 2), "incivility", "0")
    merge(thread, file)
    recall(thread, 1)
    thread.review.mark_boilerplate([number])
    with Project.open(file) as ben:
        ben.codings.answer(unit(thread, 2), "incivility", "1")
    assert merge(thread, file).changed == 1
    with Project.open(file) as ben:
        ben.codings.answer(number, "incivility", "1") if how == "answered" else ben.codings.highlight(number, "remark", 2, 0, 7)
    before = rows(thread)
    with pytest.raises(UserError, match="new codings of A0003-C003, which a review took out of what is coded"):
        merge(thread, file)
    assert rows(thread) == before
    thread.review.mark_comment(number)
    assert merge(thread, file).new
    assert sound(thread)


@pytest.mark.parametrize("what", ["joined", "boilerplate"])
def test_codings_do_not_come_back_to_a_text_that_a_review_changed(thread, tmp_path, sound, what):
    thread.plan.assign(["Ben"], "main", [unit(thread, 2), unit(thread, 3)])
    package.make(thread, "Ben", tmp_path / "office.intercoder")
    with Project.open(tmp_path / "office.intercoder") as ben:
        ben.codings.highlight(unit(thread, 3), "remark", 2, 0, 7)
        ben.codings.answer(unit(thread, 3), "incivility", "1")
    shutil.copy(tmp_path / "office.intercoder", tmp_path / "train.intercoder")
    with Project.open(tmp_path / "train.intercoder") as ben:
        ben.codings.remove_span(ben.codings.spans([unit(thread, 3)])[0].id)
        ben.codings.clear(unit(thread, 3), "incivility")
    merge(thread, tmp_path / "office.intercoder")
    merge(thread, tmp_path / "train.intercoder")
    recall(thread, 1)
    thread.review.join(unit(thread, 3)) if what == "joined" else thread.review.mark_boilerplate([unit(thread, 3)])
    before = rows(thread)
    with pytest.raises(UserError, match="Codings of A0003-C003 would come back"):
        take_back(thread, 2)
    assert rows(thread) == before
    assert sound(thread)


def test_a_merge_that_a_review_of_other_comments_followed_is_taken_back(thread, tmp_path, sound):
    thread.plan.assign(["Ben"], "main", [unit(thread, 2)])
    package.make(thread, "Ben", tmp_path / "ben.intercoder")
    with Project.open(tmp_path / "ben.intercoder") as ben:
        ben.codings.highlight(unit(thread, 2), "remark", 2, 0, 6)
    merge(thread, tmp_path / "ben.intercoder")
    thread.review.join(unit(thread, 6))
    take_back(thread)
    assert thread.db.execute("SELECT count(*) FROM span").fetchone() == (0,)
    assert sound(thread)


def test_only_the_lead_reviews(thread):
    thread.plan.assign(["Ben"], "main", [unit(thread, 2)])
    thread.set_coder("Ben")
    with pytest.raises(UserError, match="The material belongs to the lead"):
        thread.review.join(unit(thread, 3))
    with pytest.raises(UserError, match="The material belongs to the lead"):
        thread.review.keep_lines([unit(thread, 3)])


def test_a_join_that_was_coded_since_is_not_undone(thread):
    thread.plan.assign(["Ben"], "main", [unit(thread, 2)])
    joined = thread.review.join(unit(thread, 3)).unit
    thread.set_coder("Ben")
    thread.codings.highlight(joined, "remark", 1, len(LINES[1]) - 3, len(LINES[1]) + 5)
    thread.set_coder("Ada")
    before = rows(thread)
    with pytest.raises(UserError, match="was coded since"):
        thread.undo()
    assert rows(thread) == before


@pytest.mark.parametrize("seed", range(6))
def test_any_steps_of_a_review_are_undone_to_the_start_and_done_again(thread, sound, seed):
    chance = random.Random(seed)
    thread.set_coder("Ada")
    for number in (1, 2, 3, 5):
        if chance.random() < 0.7:
            thread.codings.answer(unit(thread, number), "incivility", chance.choice("01"))
        length = len(LINES[number - 1])
        start = chance.randrange(length - 2)
        thread.codings.highlight(unit(thread, number), "remark", 1, start, chance.randrange(start + 1, length))
    states, article = [rows(thread)], thread.material.unit_by_ref("A0003").id
    while len(states) < 14:
        units = [u for u in thread.material.units(article) if u.kind in ("comment", "boilerplate")]
        some = chance.choice(units)
        other = chance.choice(units)
        verb = chance.choice(("join", "join", "split", "split", "boilerplate", "comment", "codable", "reply", "accept"))
        try:
            if verb == "join":
                thread.review.join(some.id, ask_again=chance.random() < 0.5)
            elif verb == "split":
                thread.review.split(some.id, chance.randrange(len(some.text or " ")))
            elif verb == "boilerplate":
                thread.review.mark_boilerplate([some.id], codings_too=chance.random() < 0.3)
            elif verb == "comment":
                thread.review.mark_comment(some.id)
            elif verb == "codable":
                thread.review.set_codable(some.id, not some.codable, codings_too=chance.random() < 0.3)
            elif verb == "reply":
                thread.review.reply_to(some.id, other.id)
            else:
                thread.review.accept(article, "unknown")
        except UserError:
            assert rows(thread) == states[-1]
            continue
        if rows(thread) == states[-1]:
            continue
        states.append(rows(thread))
        texts = thread.db.execute("SELECT count(*) FROM unit WHERE text IS NOT NULL").fetchone()[0]
        assert int(thread.meta("searchable")) == texts
    assert sound(thread)
    thread.db.execute("INSERT INTO unit_search(unit_search) VALUES('integrity-check')")
    for state in reversed(states[:-1]):
        thread.undo()
        assert rows(thread) == state
    assert sound(thread)
    for state in states[1:]:
        thread.redo()
        assert rows(thread) == state


# -------------------------------------------------------------- boilerplate that repeats


def test_lines_that_stand_under_three_articles_are_offered_together(thread, source, sound):
    policy = "Your e-mail address will not be published."
    for n in range(3):
        parts = (Text("body", f"Story {n}."), Comment(policy), Comment(f"what a day {n} 🙂"), Comment("+1"))
        thread.material.add(source(f"s{n}.txt"), [Article(parts)], no_tick)
    thread.material.index()
    article = thread.material.unit_by_ref("A0005").id
    [found] = thread.review.repeated_lines(article)
    assert (found.text, found.articles, len(found.units)) == (policy, 3, 3)
    thread.review.mark_boilerplate(found.units)
    assert thread.undo_label == "Mark 3 lines as boilerplate"
    assert thread.review.repeated_lines(article) == ()
    assert sound(thread)


def test_a_line_that_the_lead_kept_is_not_offered_again_until_it_is_marked_or_the_step_undone(thread, source, sound):
    policy, refrain = "Your e-mail address will not be published.", "پل کب کھلے گا 🙂 nobody knows"
    for n in range(3):
        parts = (Text("body", f"Story {n}."), Comment(policy), Comment(refrain))
        thread.material.add(source(f"s{n}.txt"), [Article(parts)], no_tick)
    thread.material.index()
    article = thread.material.unit_by_ref("A0005").id
    site, readers = thread.review.repeated_lines(article)
    thread.review.mark_boilerplate(site.units, kept=readers.units)
    assert thread.undo_label == "Mark 3 lines as boilerplate"
    assert thread.review.repeated_lines(article) == ()
    thread.undo()
    assert [line.text for line in thread.review.repeated_lines(article)] == [policy, refrain]
    thread.review.keep_lines([*site.units, *readers.units])
    assert thread.undo_label == "Keep 2 lines as comments"
    assert thread.review.repeated_lines(article) == ()
    parts = (Text("body", "Story 3."), Comment(policy), Comment(refrain))
    thread.material.add(source("s3.txt"), [Article(parts)], no_tick)
    thread.material.index()
    assert thread.review.repeated_lines(thread.material.unit_by_ref("A0007").id) == ()
    thread.review.mark_boilerplate(site.units[:1])
    assert [line.text for line in thread.review.repeated_lines(article)] == [policy]
    assert sound(thread)


def test_lines_of_one_article_alone_are_not_offered(thread):
    assert thread.review.repeated_lines(thread.material.unit_by_ref("A0003").id) == ()
