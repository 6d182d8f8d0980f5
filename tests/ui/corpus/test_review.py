"""The review by keys: from twelve lines to the ten comments that the header declared, and back."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from intercoder.project import Project
from intercoder.tasks.importing import import_dump
from intercoder.ui.background import stop_jobs
from intercoder.ui.corpus.facts_dialog import FactsDialog
from intercoder.ui.corpus.place import CorpusPlace
from intercoder.ui.corpus.review.boilerplate import BoilerplateDialog
from intercoder.ui.corpus.review.dialogs import ChooseDialog
from intercoder.ui.session import Session

SITE, READERS = "The moderators close comments after three days.", "پل کب کھلے گا 🙂 nobody knows"
PAGE = Path(__file__).parents[3] / "projects" / "example" / "dump" / "01-brussels-talks.txt"


@pytest.fixture
def held(tmp_path, qapp):
    path = tmp_path / "talks.intercoder"
    with Project.create(path, "Brussels talks") as project:
        import_dump(project, [PAGE])
    session = Session()
    session.open(path)
    yield session
    session.close()


@pytest.fixture
def review(qtbot, held, look):
    place = CorpusPlace(held)
    qtbot.addWidget(place, before_close_func=stop_jobs)
    place.resize(1360, 820)
    with qtbot.waitActive(place):
        place.show()
        place.activateWindow()
    [start] = [b for b in place.about.findChildren(QPushButton) if b.text() == "Review"]
    QTest.mouseClick(start, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(place.review.lines.hasFocus)
    return place.review


def comments(review):
    return [line for line in review.lines.lines() if line.number]


def show_instead(review, text):
    """The article again, with another text as its first comment."""
    project, unit = review.session.project, comments(review)[0].unit.id
    with project.step("Write another comment"):
        project.db.execute("UPDATE unit SET text = ? WHERE id = ?", (text, unit))
    review.show_article(review.article)


def press(review, keys):
    for key in keys:
        QTest.keyClicks(review.lines, key)


def test_two_joins_by_keys_bring_twelve_lines_to_the_ten_declared_and_undo_brings_them_back(review):
    assert review.sentence.text() == "Header says 10 comments, 12 lines found"
    press(review, "jjjjjmjm")
    assert len(comments(review)) == 10
    assert review.sentence.text() == "10 comments found, as the header says"
    assert review.bar.property("kind") == "notice-ok"
    assert not review.accept_button.isVisible()
    while review.session.project.undo_label:
        review.session.undo()
    assert len(comments(review)) == 12
    assert review.bar.property("kind") == "notice-warn"


def test_the_likeliest_continuations_are_marked_and_joined_with_one_button(review):
    marked = [line for line in comments(review) if line.is_warning]
    assert len(marked) == 2
    assert review.join_button.text() == "Join both"
    QTest.mouseClick(review.join_button, Qt.MouseButton.LeftButton)
    assert len(comments(review)) == 10
    review.session.undo()
    assert len(comments(review)) == 12


def test_a_refusal_is_said_and_nothing_is_changed(review):
    press(review, "m")
    assert "is the first comment" in review.notice.text
    assert len(comments(review)) == 12


def test_arrow_keys_put_a_caret_into_the_comment_and_s_cuts_there(review):
    before = comments(review)[0].unit
    QTest.keyClick(review.lines, Qt.Key.Key_Right)
    caret = review.lines.caret
    assert caret.hasFocus()
    for _ in range(8):
        QTest.keyClick(caret, Qt.Key.Key_Right)
    QTest.keyClick(caret, Qt.Key.Key_S)
    first, second = (line.unit.text for line in comments(review)[:2])
    assert (first, second) == (before.text[:8], before.text[8:])
    assert review.lines.hasFocus()
    assert review.lines.line().unit.text == second


def test_s_puts_the_caret_in_escape_takes_it_out_and_nothing_was_cut(review):
    press(review, "s")
    assert "S splits the comment there" in review.notice.text
    QTest.keyClick(review.lines.caret, Qt.Key.Key_Escape)
    assert review.lines.caret is None
    assert review.lines.hasFocus()
    assert len(comments(review)) == 12


def test_a_cut_that_leaves_a_half_without_words_is_refused_and_the_caret_stays(review):
    press(review, "ss")
    assert review.lines.caret.hasFocus()
    QTest.keyClick(review.lines.caret, Qt.Key.Key_S)
    assert review.notice.text == "One half of the comment would have no words."
    assert review.lines.caret.hasFocus()
    assert len(comments(review)) == 12


def test_letters_act_on_the_line_also_while_the_caret_is_in_it(review):
    press(review, "s")
    QTest.keyClick(review.lines.caret, Qt.Key.Key_J)
    assert review.lines.caret is None
    assert review.lines.line().number == 2
    press(review, "s")
    QTest.keyClick(review.lines.caret, Qt.Key.Key_B)
    assert len(comments(review)) == 11


def test_the_caret_counts_characters_as_they_are_stored_and_begins_at_the_second_line(review):
    text = "👨\u200d👩\u200d👧\u200d👦 یہ ایک\nand the other 🙂"
    show_instead(review, text)
    press(review, "s")
    caret = review.lines.caret
    assert caret.at == text.index("\n") + 1
    caret.moveCursor(QTextCursor.MoveOperation.Start)
    caret.moveCursor(QTextCursor.MoveOperation.NextCharacter)
    assert caret.at == text.index(" ")
    caret.put(text.index("\n"))
    QTest.keyClick(caret, Qt.Key.Key_S)
    assert [line.unit.text for line in comments(review)[:2]] == text.split("\n")


def test_a_long_comment_is_shown_whole_while_the_caret_is_in_it(review):
    show_instead(review, "یہ ایک لمبا تبصرہ ہے 🙂 and it goes on. " * 60)
    lines = review.lines
    short = lines.visualItemRect(lines.currentItem()).height()
    press(review, "s")
    assert lines.visualItemRect(lines.currentItem()).height() > 2 * short
    assert lines.caret.height() >= lines.caret.document().size().height()
    lines.caret.moveCursor(QTextCursor.MoveOperation.End)
    bottom = lines.caret.mapTo(lines.viewport(), lines.caret.cursorRect().bottomLeft()).y()
    assert 0 < bottom <= lines.viewport().height()


def test_a_double_click_puts_the_caret_where_it_was(review):
    rect = review.lines.visualItemRect(review.lines.currentItem())
    QTest.mouseDClick(review.lines.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, rect.center())
    assert review.lines.caret.at > 0


def test_b_makes_boilerplate_and_a_comment_again(review):
    press(review, "b")
    assert len(comments(review)) == 11
    press(review, "b")
    assert len(comments(review)) == 12


def test_x_takes_a_comment_out_and_says_so(review):
    press(review, "x")
    assert comments(review)[0].mark == "not codable"


def test_r_chooses_the_comment_that_is_answered(review, monkeypatch):
    answered = comments(review)[3].unit.id
    monkeypatch.setattr(ChooseDialog, "ask", classmethod(lambda cls, *given: answered))
    press(review, "r")
    assert comments(review)[0].mark == "answers 4"


def test_a_count_is_accepted_with_its_reason(review, monkeypatch):
    monkeypatch.setattr(ChooseDialog, "ask", classmethod(lambda cls, *given: "older"))
    QTest.mouseClick(review.accept_button, Qt.MouseButton.LeftButton)
    assert review.hint.text() == "Accepted: number older than the list."
    assert review.session.project.review.to_review() == []


def test_done_leads_back_to_the_place(review):
    place = review.parentWidget()
    QTest.mouseClick(review.done_button, Qt.MouseButton.LeftButton)
    assert review.isHidden()
    assert place.table.hasFocus()


def test_the_button_above_the_lines_asks_for_headline_outlet_and_day_of_the_article(review, monkeypatch):
    asked = []
    monkeypatch.setattr(FactsDialog, "ask", classmethod(lambda cls, session, article, parent: asked.append(article)))
    QTest.mouseClick(review.facts_button, Qt.MouseButton.LeftButton)
    assert asked == [review.article]
    review.session.project.review.set_headline(review.article, "Talks 🙂 in Brussels")
    assert review.facts.full().endswith("Talks 🙂 in Brussels")


@pytest.mark.parametrize("headline", ["Talks 🙂 that never come to an end " * 12, "مذاکرات 🙂 جو کبھی ختم نہیں ہوتے " * 12])
def test_a_long_headline_leaves_its_room_to_the_lines(review, headline):
    before = review.lines.height()
    review.session.project.review.set_headline(review.article, headline)
    review.show_article(review.article)
    assert "…" in review.facts.text()
    assert review.facts.toolTip() == review.facts.full()
    assert headline in review.facts.full()
    QApplication.processEvents()
    assert before - review.lines.height() < review.facts.fontMetrics().height()  # Urdu stands higher, on one line too


def test_the_line_with_the_caret_stays_in_sight_as_a_notice_takes_room(review):
    lines = review.lines
    lines.setCurrentRow(lines.count() - 1)
    press(review, "s")
    review.resize(review.width(), review.minimumSizeHint().height() + 60)
    QApplication.processEvents()
    assert review.notice.isVisible()
    assert lines.viewport().rect().contains(lines.visualItemRect(lines.currentItem()))


@pytest.fixture
def pages(review, tmp_path):
    """Imports three pages under which the same two lines stand; gives the last article."""

    def import_them():
        project = review.session.project
        for n in range(3):
            page = tmp_path / f"page{n}.txt"
            page.write_text(f"Story {n} is long enough to be one.\n\nCOMMENTS (3)\nA day {n}\n{SITE}\n{READERS}\n", "utf-8")
            import_dump(project, [page])
        return project.material.article_ids()[-1]

    return import_them


def test_lines_of_the_site_are_offered_each_with_a_tick_and_marked_in_one_step(review, pages, monkeypatch):
    project, article = review.session.project, pages()
    review.show_article(article)
    assert review.notice.text == "2 lines stand in 3 articles."
    mark = next(b for b in review.notice.findChildren(QPushButton) if b.text() == "Mark as boilerplate …")
    before = project.undo_label
    monkeypatch.setattr(BoilerplateDialog, "exec", lambda dialog: BoilerplateDialog.DialogCode.Rejected)
    QTest.mouseClick(mark, Qt.MouseButton.LeftButton)
    assert project.undo_label == before
    assert review.notice.isVisible()

    def keep_what_readers_wrote(dialog):
        assert dialog.confirm.text() == "Mark 2 lines as boilerplate"
        QTest.keyClick(dialog.list, Qt.Key.Key_Down)
        QTest.keyClick(dialog.list, Qt.Key.Key_Space)
        assert dialog.confirm.text() == "Mark 1 line as boilerplate"
        return BoilerplateDialog.DialogCode.Accepted

    monkeypatch.setattr(BoilerplateDialog, "exec", keep_what_readers_wrote)
    QTest.mouseClick(mark, Qt.MouseButton.LeftButton)
    assert project.undo_label == "Mark 3 lines as boilerplate"
    assert [line.unit.text for line in comments(review)] == ["A day 2", READERS]
    review.show_article(article)
    assert review.notice.isHidden()


def test_lines_that_all_lost_their_tick_are_kept_as_comments_and_not_offered_again(review, pages, monkeypatch):
    article = pages()
    review.show_article(article)
    mark = next(b for b in review.notice.findChildren(QPushButton) if b.text() == "Mark as boilerplate …")

    def keep_all(dialog):
        for row in range(dialog.list.count()):
            dialog.list.setCurrentRow(row)
            QTest.keyClick(dialog.list, Qt.Key.Key_Space)
        assert dialog.confirm.text() == "Keep 2 lines as comments"
        return BoilerplateDialog.DialogCode.Accepted

    monkeypatch.setattr(BoilerplateDialog, "exec", keep_all)
    QTest.mouseClick(mark, Qt.MouseButton.LeftButton)
    assert review.session.project.undo_label == "Keep 2 lines as comments"
    review.show_article(article)
    assert review.notice.isHidden()
    review.session.project.undo()
    review.show_article(article)
    assert review.notice.text == "2 lines stand in 3 articles."
