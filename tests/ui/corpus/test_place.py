from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton

from intercoder.project import Project
from intercoder.tasks.dump_profile import Profile, Profiles
from intercoder.ui.background import stop_jobs
from intercoder.ui.corpus import place as corpus_place
from intercoder.ui.corpus.article_model import COMMENTS, OUTLET, PUBLISHED, TITLE, ArticleModel
from intercoder.ui.corpus.facts_dialog import FactsDialog
from intercoder.ui.corpus.importing.dialog import ImportDialog
from intercoder.ui.corpus.importing.issues import IssuesDialog
from intercoder.ui.corpus.place import CorpusPlace
from intercoder.ui.writing import WritingDialog

DUMP = """Kerry hosts talks in Brussels.

The talks come after weeks of tension over their border.

COMMENTS (2)
why is he standing like he is a servant of other two
Now people will say that the Army does not control foreign policy.
Do not say Gen Kiani rather original foreign minister of Pakistan.
"""


@pytest.fixture
def place(qtbot, session, look):
    made = CorpusPlace(session)
    qtbot.addWidget(made, before_close_func=stop_jobs)
    made.resize(1360, 820)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


@pytest.fixture
def dump(tmp_path) -> Path:
    path = tmp_path / "kerry.txt"
    path.write_text(DUMP, encoding="utf-8")
    return path


@pytest.fixture
def clipboard():
    """The clipboard, empty again afterwards: what lies on it must not outlive the application."""
    held = QGuiApplication.clipboard()
    yield held
    held.clear()


@pytest.fixture
def agreed(monkeypatch):
    """The researcher says yes to every import; the files that were asked about."""
    asked = []

    def ask(_cls, _previews, files, _parent):
        asked.append(files)
        return Profiles()

    monkeypatch.setattr(ImportDialog, "ask", classmethod(ask))
    return asked


def texts(widget):
    return [label.text() for label in widget.findChildren(QLabel)]


def test_the_model_keeps_the_rules_of_qt(qtmodeltester, session):
    model = ArticleModel(session.project.material.articles)
    model.show(session.project.material.article_ids())
    qtmodeltester.check(model)


def test_only_the_pages_in_sight_are_read(session):
    from array import array

    asked = []
    model = ArticleModel(lambda ids: asked.append(list(ids)) or [str(i) for i in ids])
    model.show(array("q", range(1_000_000)))
    assert model.row(999_999) == "999999"
    assert asked == [list(range(999_800, 1_000_000))]


def test_an_article_without_a_headline_shows_its_first_words(place):
    assert place.articles.index(0, TITLE).data() == "Afghanistan has grown increasingly frustrated with Pakistan."
    assert place.articles.index(1, TITLE).data() == "Karzai in Brussels"


def test_what_is_absent_is_named(place):
    assert place.articles.index(0, OUTLET).data() == "not known"
    assert "none in the file" in texts(place.about)


def test_another_count_than_declared_is_a_warning_in_words(place):
    index = place.articles.index(0, COMMENTS)
    assert index.data() == "6, 4 declared"
    assert index.data(Qt.ItemDataRole.ToolTipRole) == "Header says 4 comments, 6 lines found"
    assert "Header says 4 comments, 6 lines found" in texts(place.about)
    assert place.articles.index(1, COMMENTS).data() == "0"


def test_the_preview_shows_texts_and_comments_of_the_current_article(place):
    shown = place.preview.toPlainText()
    assert "frustrated with Pakistan" in shown
    assert "servant of other two" in shown
    place.table.setFocus()
    QTest.keyClick(place.table, Qt.Key.Key_Down)
    assert "Talks went on." in place.preview.toPlainText()


def test_a_click_chooses_an_article_and_j_and_k_go_on(place):
    rect = place.table.visualRect(place.articles.index(1, TITLE))
    QTest.mouseClick(place.table.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())
    assert "Karzai in Brussels" in texts(place.about)
    QTest.keyClick(place.table, Qt.Key.Key_K)
    assert place.table.currentIndex().row() == 0


def test_the_collection_with_warnings_holds_only_those(place):
    place._collections.choose("warned")
    assert list(place.articles.ids) == [place.session.project.material.article_ids()[0]]


def test_an_import_is_shown_first_then_written_and_reported(place, qtbot, dump, agreed, session):
    place.take_files([str(dump)])
    qtbot.waitUntil(lambda: not place.notice.isHidden())
    assert [file.name for file in agreed[0]] == [str(dump)]
    assert place.notice.text.startswith("Import: 1 new article")
    assert session.project.material.counts().articles == 3
    assert not session.project.read_only
    assert place.articles.rowCount() == 3


def test_the_same_file_again_changes_nothing(place, qtbot, dump, agreed, session):
    for _ in range(2):
        place.notice.hide()
        place.take_files([str(dump)])
        qtbot.waitUntil(lambda: not place.notice.isHidden())
    assert "1 already there" in place.notice.text
    assert session.project.material.counts().articles == 3


def test_after_an_import_the_same_coder_goes_on_in_the_same_round(place, qtbot, dump, agreed, session):
    session.set_coder("Bruno Maier")
    session.set_round("pilot")
    place.take_files([str(dump)])
    qtbot.waitUntil(lambda: not place.notice.isHidden())
    assert (session.project.coder.name, session.project.round.name) == ("Bruno Maier", "pilot")
    with qtbot.waitSignal(session.changed):
        session.project.plan.add_round("main 2")


def test_an_import_that_is_declined_writes_nothing(place, qtbot, dump, monkeypatch, session):
    monkeypatch.setattr(ImportDialog, "ask", classmethod(lambda cls, previews, files, parent: None))
    place.take_files([str(dump)])
    qtbot.waitUntil(lambda: not place.notice.isHidden())
    assert session.project.material.counts().articles == 2


def test_an_import_that_is_cancelled_says_so_and_forgets_what_was_pasted(place, qtbot, monkeypatch, agreed, session, clipboard):
    def endless(_paths, _profiles, _project, tick):
        while True:
            tick(1, 2)

    monkeypatch.setattr(corpus_place, "_import", endless)
    clipboard.setText(DUMP)
    place.paste()
    qtbot.waitUntil(lambda: bool(place.findChildren(WritingDialog)))
    QTest.keyClick(place.findChild(WritingDialog), Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not place.notice.isHidden())
    assert place.notice.accessibleName() == "The import was cancelled. Nothing was imported."
    assert not Path(agreed[0][0].name).exists()
    assert not session.project.read_only


def test_what_an_import_skipped_is_a_click_away_and_stays_in_the_file_menu(place, qtbot, tmp_path, agreed, monkeypatch):
    listed = []
    monkeypatch.setattr(IssuesDialog, "exec", lambda dialog: listed.append(dialog))
    path = tmp_path / "a.csv"
    path.write_text("author,comment\nAda,Gut 😀\n,\nبن,برا\n", "utf-8")
    place.take_files([str(path)])
    qtbot.waitUntil(lambda: not place.notice.isHidden())
    show = next(b for b in place.notice.findChildren(QPushButton) if b.text() == "Show all …")
    QTest.mouseClick(show, Qt.MouseButton.LeftButton)
    menu = {action.text(): action for action in place.menu_actions()["file"]}
    menu["Warnings and skipped records …"].trigger()
    of_import, of_all = listed
    assert [of_import.skipped.topLevelItem(0).text(n) for n in range(3)] == ["a.csv", "line 3", "The row is empty."]
    assert of_import.warnings.topLevelItemCount() == 0
    assert of_all.warnings.topLevelItem(0).text(2) == "Header says 4 comments, 6 lines found"
    assert of_all.skipped.topLevelItemCount() == 1


def test_a_file_that_cannot_be_read_is_said_with_what_to_do(place, qtbot, tmp_path):
    place.take_files([str(tmp_path / "nowhere.txt")])
    qtbot.waitUntil(lambda: not place.notice.isHidden())
    assert place.notice.text.startswith("The import stopped:")


def test_files_dropped_on_the_place_are_imported(place, qtbot, dump, agreed):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(dump))])
    event = QDropEvent(
        QPointF(10, 10), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    place.dropEvent(event)
    qtbot.waitUntil(lambda: not place.notice.isHidden())
    assert len(agreed) == 1


def test_a_text_that_is_pasted_is_imported_as_a_page_and_its_file_goes(place, qtbot, agreed, session, clipboard):
    clipboard.setText(DUMP)
    place.table.setFocus()
    QTest.keySequence(place.table, QKeySequence.StandardKey.Paste)
    qtbot.waitUntil(lambda: not place.notice.isHidden())
    path = Path(agreed[0][0].name)
    assert path.name.startswith("Pasted ")
    assert not path.exists()
    assert place.notice.text.startswith("Import: 1 new article")
    assert session.project.material.counts().articles == 3


def test_an_empty_clipboard_is_said(place, clipboard):
    clipboard.clear()
    QTest.keySequence(place, QKeySequence.StandardKey.Paste)
    assert place.notice.text == "There is no text on the clipboard."


def test_files_on_the_clipboard_are_imported(place, qtbot, agreed, dump, clipboard):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(dump))])
    clipboard.setMimeData(data)
    QTest.keySequence(place, QKeySequence.StandardKey.Paste)
    qtbot.waitUntil(lambda: not place.notice.isHidden())
    assert [file.name for file in agreed[0]] == [str(dump)]


def test_what_was_decided_about_a_file_is_how_it_is_imported(place, qtbot, tmp_path, session, monkeypatch):
    path = tmp_path / "a.txt"
    path.write_text("Wer;Was\nAda;Gut 😀\nبن;برا\n", "utf-8")
    chosen = Profile(format="table", columns={"Was": "comment", "Wer": "author"})
    own = Profiles(own={str(path): chosen})
    monkeypatch.setattr(ImportDialog, "ask", classmethod(lambda cls, previews, files, parent: own))
    place.take_files([str(path)])
    qtbot.waitUntil(lambda: not place.notice.isHidden())
    article = session.project.material.article_ids()[-1]
    comments = [unit.text for unit in session.project.material.units(article) if unit.kind == "comment"]
    assert comments == ["Gut 😀", "برا"]


def test_the_import_button_asks_for_files(place, qtbot, dump, agreed, monkeypatch):
    monkeypatch.setattr(corpus_place, "ask_for_dumps", lambda parent: [str(dump)])
    QTest.mouseClick(place._import, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not place.notice.isHidden())
    assert len(agreed) == 1


def test_an_empty_project_says_what_comes_after_the_button(qtbot, look, tmp_path):
    from intercoder.ui.session import Session

    held = Session()
    held.hold(Project.create(tmp_path / "empty.intercoder", "Empty"))
    made = CorpusPlace(held)
    qtbot.addWidget(made)
    made.show()
    assert made._stack.currentWidget() is made._empty
    assert any(b.text() == "Choose files …" for b in made._empty.findChildren(QPushButton))
    held.close()


def test_with_little_room_the_date_goes_and_the_title_stays(place, qtbot):
    place.set_room("narrow")
    place.resize(640, 600)
    qtbot.waitUntil(lambda: place.table.isColumnHidden(PUBLISHED))
    assert not place.table.isColumnHidden(TITLE)
    assert place.table.columnWidth(TITLE) >= 220


def test_every_widget_that_takes_the_focus_has_a_name(place):
    from PySide6.QtGui import QAccessible
    from PySide6.QtWidgets import QWidget

    for widget in place.findChildren(QWidget):
        if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            name = QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)
            assert name, f"{widget} has no name"


def test_what_an_import_left_to_review_is_a_click_away(place, qtbot, tmp_path, session, agreed):
    path = tmp_path / "page.txt"
    path.write_text("The bridge stays shut until autumn, the city said.\nCOMMENTS (1)\nAbout time 😀.\nپل بند ہے۔\n", "utf-8")
    place.take_files([str(path)])
    qtbot.waitUntil(lambda: "Header says 1 comment, 2 lines found" in place.notice.accessibleName())
    review = next(b for b in place.notice.findChildren(QPushButton) if b.text() == "Review")
    QTest.mouseClick(review, Qt.MouseButton.LeftButton)
    assert place.review.isVisible()
    assert place.review.article == session.project.material.article_ids()[-1]


def test_the_facts_of_the_article_in_sight_are_changed_from_its_pane(place, monkeypatch):
    asked = []
    monkeypatch.setattr(FactsDialog, "ask", classmethod(lambda cls, session, article, parent: asked.append(article)))
    [link] = [b for b in place.about.findChildren(QPushButton) if b.text() == "Change headline, outlet, day …"]
    QTest.mouseClick(link, Qt.MouseButton.LeftButton)
    assert asked == [place.article_in_sight()]
