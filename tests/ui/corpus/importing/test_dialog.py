import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QScrollArea, QWidget

from intercoder.tasks.preview import Previews
from intercoder.ui.corpus.importing.issues import IssuesDialog, Reported
from intercoder.ui.corpus.importing.made import day

URDU = "برسلز میں مذاکرات ہوئے، اور سب نے کہا کہ یہ اچھا ہے۔"


def rows(dialog, kind):
    return [row for row in dialog.made.made.rows if row.kind == kind]


def pick(box, data):
    """Chooses an entry of a picker by keys."""
    box.setFocus()
    target = box.findData(data)
    assert target >= 0
    while box.currentIndex() != target:
        before = box.currentIndex()
        QTest.keyClick(box, Qt.Key.Key_Down if box.currentIndex() < target else Qt.Key.Key_Up)
        assert box.currentIndex() != before
        if box.currentIndex() == target:
            break


def test_the_seed_page_shows_exactly_what_is_in_it(opened, seed):
    dialog = opened(seed)
    assert dialog.counts.text() == "1 article · 12 comments · 1 warning · 0 skipped · 10 comments declared"
    assert dialog.painting.legend.words() == [
        "Paragraph 14", "Correction 1", "Comments header 1", "Boilerplate 2", "Comment 12",
    ]  # fmt: skip
    assert dialog.checks.sentence.text() == "Header says 10 comments, 12 lines found"
    assert dialog.confirm.text() == "Import 1 article"
    [head] = rows(dialog, "comments")
    assert (head.value, head.warn) == ("12 found, 10 declared", True)
    assert ("Headline", "none in the file") in [(row.name, row.value) for row in rows(dialog, "fact")]
    assert len(rows(dialog, "comment")) == 12


def test_a_click_at_the_right_shows_the_line_and_the_reverse(opened, seed, qtbot):
    dialog = opened(seed)
    model = dialog.made.made
    row = next(n for n, made in enumerate(model.rows) if made.kind == "comment" and made.name == "12")
    dialog.made.scrollTo(model.index(row))
    QTest.mouseClick(dialog.made.viewport(), Qt.MouseButton.LeftButton, pos=dialog.made.visualRect(model.index(row)).center())
    assert dialog.painting.view.currentIndex().row() == 29
    view = dialog.painting.view
    qtbot.waitUntil(lambda: not view.visualRect(view.source.index(20)).isEmpty())
    view.scrollTo(view.source.index(20))
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualRect(view.source.index(20)).center())
    assert model.rows[dialog.made.currentIndex().row()].name == "3"


def test_another_format_is_read_at_once(opened, tmp_path, qtbot, settle):
    path = tmp_path / "a.csv"
    path.write_text("author;comment;date\nAda;Gut;03.04.2019\nBen;Nein;04.04.2019\n")
    dialog = opened(path)
    assert dialog.middle.currentWidget() is dialog.mapping
    pick(dialog.bar.format, "text")
    dialog.bar.format.activated.emit(dialog.bar.format.currentIndex())
    settle(dialog)
    assert dialog.middle.currentWidget() is dialog.painting
    assert dialog.looking.preview.source.format == "text"
    assert dialog.counts.text().startswith("1 article · 0 comments")


def test_another_encoding_shows_its_words_before_it_is_chosen(opened, tmp_path, qtbot, settle):
    path = tmp_path / "a.txt"
    path.write_bytes("Die Brücke bleibt zu, und das ist gut so.\n".encode("cp1252"))
    dialog = opened(path)
    entries = {dialog.bar.encoding.itemData(n): dialog.bar.encoding.itemText(n) for n in range(dialog.bar.encoding.count())}
    assert entries["cp1252"] == "Western European (cp1252) – a guess"
    assert "Brьcke" in entries["cp1251"]
    dialog.looking.change(dialog.looking.profile().__class__(encoding="cp1251"))
    settle(dialog)
    assert "Brьcke" in dialog.painting.view.source.lines[0]
    assert dialog.bar.encoding.currentText().endswith("chosen")


def test_several_files_stand_at_the_left_with_what_they_give(opened, tmp_path, seed, qtbot, settle):
    (tmp_path / "a.txt").write_bytes(seed.read_bytes())
    (tmp_path / "b.csv").write_text(f"author,comment\nAda,Gut 😀\nبن,{URDU}\n", "utf-8")
    dialog = opened(tmp_path)
    assert dialog.counts.text().startswith("2 files · 2 articles · 14 comments")
    assert [dialog.files.item(n).text() for n in range(dialog.files.count())] == ["a.txt", "b.csv"]
    dialog.files.setFocus()
    QTest.keyClick(dialog.files, Qt.Key.Key_Down)
    settle(dialog)
    assert dialog.looking.preview.name.endswith("b.csv")
    assert [row.value for row in rows(dialog, "comment")] == ["Gut 😀", URDU]


def test_a_file_that_is_left_out_says_why_and_what_can_be_done(opened, tmp_path, settle):
    picture, table = tmp_path / "a.png", tmp_path / "b.csv"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)))
    table.write_text("author,comment\nAda,Gut 😀\n,\n", "utf-8")
    dialog = opened(picture, table)
    assert dialog.checks.sentence.text().startswith("Not a text but a PNG picture")
    assert dialog.checks.all.text() == "Show 2 warnings …"
    assert (dialog.bar.format.currentText(), dialog.bar.format.placeholderText()) == ("", "not recognised")
    assert dialog.painting._hint.isHidden()  # nothing is shown whose marks could be missing
    alone = opened(picture)
    assert alone.checks.sentence.text().startswith("Not a text but a PNG picture")
    assert alone.checks.hint.text() == "Choose how to read it above, or other files."


@pytest.mark.parametrize("size", [(1440, 900), (1024, 768)])
def test_with_large_type_the_import_scrolls_up_and_down_only(opened, look, seed, tmp_path, size):
    look("light", 2.0)
    (tmp_path / "a.txt").write_bytes(seed.read_bytes())
    (tmp_path / "b.txt").write_bytes(seed.read_bytes())
    dialog = opened(tmp_path, size=size)
    area = next(a for a in dialog.findChildren(QScrollArea) if a.accessibleName() == "What is imported")
    assert area.horizontalScrollBar().maximum() == 0
    assert area.widget().width() <= area.viewport().width()
    assert dialog.panes.sizes()[1] > 2 * dialog.panes.sizes()[0]


def test_nothing_to_import_is_said_and_another_format_may_still_be_chosen(opened, tmp_path, qtbot, look):
    path = tmp_path / "a.csv"
    path.write_text("likes,dislikes\n1,2\n3,4\n5,6\n7,8\n9,10\n")
    window = QWidget()
    qtbot.addWidget(window)
    previews = Previews([path])
    from intercoder.ui.corpus.importing.dialog import ImportDialog

    dialog = ImportDialog(previews, previews.files(), window)
    qtbot.waitUntil(lambda: not dialog.confirm.isEnabled())
    assert dialog.counts.text() == "Nothing to import"
    qtbot.waitUntil(lambda: dialog.looking.is_quiet)
    with qtbot.waitSignal(dialog.looking.counted):
        dialog.looking.change(dialog.looking.profile().__class__(format="text"))
    assert dialog.confirm.isEnabled()
    dialog.done(0)


def test_the_switches_for_people_hold_for_what_is_imported(opened, tmp_path, qtbot, settle):
    path = tmp_path / "a.csv"
    path.write_text("author,comment,email\nAda,Gut,ada@example.org\nBen,Nein,ben@example.org\n")
    dialog = opened(path)
    assert dialog.checks.sentence.text() == "Columns with private data were left out: email"
    QTest.mouseClick(dialog.privacy.private, Qt.MouseButton.LeftButton, pos=dialog.privacy.private.rect().center() * 0.1)
    dialog.privacy.private.setFocus()
    if not dialog.privacy.private.isChecked():
        QTest.keyClick(dialog.privacy.private, Qt.Key.Key_Space)
    settle(dialog)
    assert dialog.looking.preview.articles[0].comments[0].extra == {"email": "ada@example.org"}
    dialog.privacy.pseudonyms.setFocus()
    QTest.keyClick(dialog.privacy.pseudonyms, Qt.Key.Key_Space)
    base = dialog.looking.profiles.base
    assert (base.keep_private, base.pseudonyms, base.keep_original) == (True, True, False)


def test_skipped_records_are_listed_and_saved(opened, tmp_path, qtbot, monkeypatch):
    path, saved = tmp_path / "a.csv", tmp_path / "skipped.csv"
    path.write_text("author,comment\nAda,Gut\n,\nBen,Nein\n")
    dialog = opened(path)
    issues = IssuesDialog(Reported.of_preview(dialog.looking.whole), dialog)
    assert issues.skipped.topLevelItem(0).text(1) == "line 3"
    monkeypatch.setattr("intercoder.ui.corpus.importing.issues.ask_table_to_save", lambda *_args: str(saved))
    issues.show()
    QTest.mouseClick(issues.save, Qt.MouseButton.LeftButton)
    assert "The row is empty." in saved.read_text("utf-8-sig")
    assert issues.say.text() == f"1 record written to {saved}."
    issues.done(0)


def test_enter_imports_and_escape_writes_nothing(opened, seed):
    dialog = opened(seed)
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    assert dialog.result() == 1
    dialog = opened(seed)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.result() == 0


def test_where_there_is_little_room_source_and_result_take_turns(opened, seed, look):
    look("light", 2.0)
    dialog = opened(seed, size=(1440, 900))
    assert dialog.painting.isVisible()
    assert not dialog.made.isVisible()
    QTest.mouseClick(dialog.turn, Qt.MouseButton.LeftButton)
    assert dialog.made.isVisible()
    assert not dialog.painting.isVisible()


@pytest.mark.parametrize(("scale", "size"), [(1.0, (800, 560)), (2.0, (1440, 900))])
def test_the_buttons_stay_in_sight_on_a_low_screen_and_the_rest_scrolls(opened, tmp_path, look, scale, size):
    table = tmp_path / "comments.csv"
    table.write_text(f"article_id,headline,published,comment\n1,{URDU},03/04/2019,Gut 🙂\n", "utf-8")
    look("dark", scale)
    dialog = opened(table, size=size)
    assert dialog.width() <= size[0]
    assert dialog.height() <= size[1]
    assert dialog.rect().contains(dialog.confirm.geometry())
    [area] = dialog.findChildren(QScrollArea, options=Qt.FindChildOption.FindDirectChildrenOnly)
    assert area.verticalScrollBar().maximum() > 0
    dialog.privacy.original.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(dialog.privacy.original, Qt.Key.Key_Backtab)
    QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Tab)
    assert (
        area.viewport().rect().contains(dialog.privacy.original.mapTo(area.viewport(), dialog.privacy.original.rect().center()))
    )


def test_a_day_in_urdu_that_was_not_read_stands_in_its_quotation_marks():
    assert day(None, "۳ اپریل", None) == "“\u2068۳ اپریل\u2069”, not read"
    assert day("2019-04-03", "3 April", "day") == "2019-04-03 (the day), printed “3 April”"


def test_every_widget_that_takes_the_focus_has_a_name(opened, tmp_path, seed):
    (tmp_path / "a.txt").write_bytes(seed.read_bytes())
    (tmp_path / "b.csv").write_text("author,comment,date\nAda,Gut,03.04.2019\nBen,Nein,04.05.2019\n")
    for path in (tmp_path, tmp_path / "b.csv"):
        dialog = opened(path)
        for widget in dialog.findChildren(QWidget):
            if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
                name = QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)
                assert name, f"{widget} has no name"


def test_a_long_file_shows_its_beginning_and_counts_all(opened, tmp_path):
    path = tmp_path / "long.csv"
    path.write_text(
        "comment,author\n" + "".join(f"Comment {n} with a good many words in it 😀,Ada {n}\n" for n in range(60_000))
    )
    dialog = opened(path)
    assert dialog.counts.text().startswith("1 article · 60,000 comments")
    assert not dialog.looking.preview.whole
    assert len(rows(dialog, "comment")) < 60_000


def test_tab_goes_from_the_top_to_the_button_that_imports(opened, seed):
    dialog = opened(seed)
    dialog.bar.format.setFocus()
    passed = []
    for _ in range(12):
        passed.append(dialog.focusWidget())
        QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Tab)
    wanted = [dialog.bar.format, dialog.bar.encoding, dialog.bar.mode, dialog.deciding.profile, dialog.painting.give,
              dialog.painting.view, dialog.made, *dialog.privacy.boxes(), dialog.cancel, dialog.confirm]  # fmt: skip
    assert passed == wanted


def test_a_hundred_files_are_listed_and_counted(opened, tmp_path):
    for n in range(100):
        (tmp_path / f"{n:03}.txt").write_text(f"The talks of day {n} went on. {URDU}\n", "utf-8")
    dialog = opened(tmp_path)
    assert dialog.files.count() == 100
    assert dialog.confirm.text() == "Import 100 articles"


def test_more_comments_than_can_be_listed_are_counted(opened, tmp_path):
    path = tmp_path / "many.txt"
    path.write_text("The talks went on for days.\nCOMMENTS (3000)\n" + "".join(f"Reader {n} says no.\n" for n in range(3000)))
    dialog = opened(path)
    assert len(rows(dialog, "comment")) == 1000
    assert [row.value for row in rows(dialog, "more")] == ["and 2,000 more"]


def test_counting_that_is_cancelled_is_said_and_the_import_stays_possible(opened, tmp_path, qtbot):
    path = tmp_path / "long.csv"
    path.write_text("comment,author\n" + "".join(f"Comment {n} with some words in it,Ada {n}\n" for n in range(60_000)))
    dialog = opened(path)
    with qtbot.waitSignal(dialog.looking.stopped):
        dialog.looking.counting.connect(lambda job: job.cancel())
        dialog.looking.refresh()
    assert dialog.counts.text().endswith("so far; the rest was not counted")
    assert dialog.confirm.isEnabled()
