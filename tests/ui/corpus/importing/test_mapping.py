from PySide6.QtCore import Qt
from PySide6.QtTest import QTest


def choose(head, role):
    """Chooses a role by keys in the picker of a column."""
    head.role.setFocus()
    while head.role.currentData() != role:
        before = head.role.currentIndex()
        down = before < head.role.findData(role)
        head.role.blockSignals(True)
        QTest.keyClick(head.role, Qt.Key.Key_Down if down else Qt.Key.Key_Up)
        head.role.blockSignals(False)
        assert head.role.currentIndex() != before
    head.role.activated.emit(head.role.currentIndex())


def test_columns_are_known_by_their_names_and_the_rest_is_kept(opened, tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("title,autor,kommentar,datum,karma\nTalks,Ada,Gut 😀,2019-04-03,5\nTalks,بن,برا,2019-04-04,\n", "utf-8")
    dialog = opened(path)
    assert dialog.mapping.words() == [
        "Headline", "Author of the comment", "Text of the comment", "Day of the comment", "Kept as it is",
    ]  # fmt: skip
    assert dialog.mapping.shape.text() == (
        "Each row is a comment with its article beside it; rows with the same title are one article. "
        "1 column is kept beside the text."
    )
    assert dialog.mapping.heads[3].note.text() == "2019-04-03 → 2019-04-03\n2019-04-04 → 2019-04-04"


def test_a_cell_in_urdu_is_shortened_where_its_words_end(opened, tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("title,comment\nبرسلز میں مذاکرات ہوئے,Gut 😀\n", "utf-8")
    rows = opened(path).mapping.rows
    assert rows.index(0, 0).data() == "\u2068برسلز میں مذاکرات ہوئے\u2069"
    assert rows.index(0, 1).data() == "Gut 😀"
    assert rows.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole) == "title: برسلز میں مذاکرات ہوئے"


def test_a_role_that_is_chosen_changes_the_result_at_once(opened, tmp_path, qtbot, settle):
    path = tmp_path / "a.csv"
    path.write_text("author;Was;Wann\nAda;Gut ist das;2019-04-03\nBen;Nein, gar nicht;2019-04-04\nCem;Doch;2019-04-05\n")
    dialog = opened(path)
    for at, role in ((1, "comment"), (2, "posted")):
        choose(dialog.mapping.heads[at], role)
        settle(dialog)
    [article] = dialog.looking.preview.articles
    assert [(c.author, c.text, c.posted) for c in article.comments][:1] == [("Ada", "Gut ist das", "2019-04-03")]
    assert dialog.mapping.shape.text().startswith("Each row is a comment; no column names an article")


def test_the_order_of_day_and_month_is_asked_where_both_are_possible(opened, tmp_path, qtbot, settle):
    path = tmp_path / "a.csv"
    path.write_text("author,comment,date\nAda,Gut,03/04/2019\nBen,Nein,05/06/2019\n")
    dialog = opened(path)
    head = dialog.mapping.heads[2]
    assert head.order.isVisible()
    assert head.note.text() == "03/04/2019 → not read\n05/06/2019 → not read"
    head.order.setFocus()
    QTest.keyClick(head.order, Qt.Key.Key_Down)
    settle(dialog)
    assert dialog.mapping.heads[2].note.text() == "03/04/2019 → 2019-04-03\n05/06/2019 → 2019-06-05"
    assert dialog.looking.profile().date_orders == {"date": "dmy"}


def test_two_columns_have_an_order_of_their_own_each(opened, tmp_path, qtbot, settle):
    path = tmp_path / "a.csv"
    path.write_text("url,published,comment,posted\nhttp://x.org/1,03/04/2019,Gut,03/04/2019\nhttp://x.org/1,03/04/2019,Nein,05/06/2019\n")
    dialog = opened(path)
    for at, key in ((1, "mdy"), (3, "dmy")):
        order = dialog.mapping.heads[at].order
        order.setCurrentIndex(order.findData(key))
        order.activated.emit(order.currentIndex())
        settle(dialog)
    [article] = dialog.looking.preview.articles
    assert (article.published, [c.posted for c in article.comments]) == ("2019-03-04", ["2019-04-03", "2019-06-05"])
    order = dialog.mapping.heads[3].order
    order.setCurrentIndex(0)
    order.activated.emit(0)
    settle(dialog)
    assert dialog.looking.profile().date_orders == {"published": "mdy"}
    assert dialog.looking.preview.articles[0].comments[0].posted is None


def test_a_role_belongs_to_one_column_only(opened, tmp_path, qtbot, settle):
    path = tmp_path / "a.csv"
    path.write_text("author,comment,answer\nAda,Gut,Nun ja\nBen,Nein,Doch\n")
    dialog = opened(path)
    choose(dialog.mapping.heads[2], "comment")
    settle(dialog)
    assert dialog.mapping.words() == ["Author of the comment", "Kept as it is", "Text of the comment"]
    assert dialog.looking.preview.articles[0].comments[0].extra == {"comment": "Gut"}


def test_two_tables_joined_by_a_key_are_said_in_a_sentence(opened, tmp_path, qtbot, settle):
    (tmp_path / "articles.csv").write_text("article_id,title,body\n7,Talks,The talks went on.\n8,More,It ended.\n")
    (tmp_path / "comments.csv").write_text("comment_id,article_id,comment\nc1,7,Gut\nc2,8,Nein\n")
    dialog = opened(tmp_path)
    dialog.files.setFocus()
    QTest.keyClick(dialog.files, Qt.Key.Key_Down)
    settle(dialog)
    assert dialog.mapping.shape.text() == "Each row is a comment; its article stands in articles.csv, joined by article_id."
    assert [row.name for row in dialog.made.made.rows if row.kind == "article"] == ["Talks", "More"]


def test_records_of_json_are_mapped_like_a_table(opened, tmp_path):
    path = tmp_path / "a.json"
    path.write_text(
        '[{"author": "Ada", "comment": "Gut", "mood": "good"}, {"author": "Ben", "comment": "Nein", "mood": "bad"}]'
    )
    dialog = opened(path)
    assert dialog.mapping.words() == ["Author of the comment", "Text of the comment", "Kept as it is"]


def test_columns_as_last_time_are_offered_for_a_file_of_the_same_shape(opened, tmp_path, qtbot, settle):
    text = "author;Was;Wann\nAda;Gut ist das;2019-04-03\nBen;Nein, gar nicht;2019-04-04\nCem;Doch;2019-04-05\n"
    (tmp_path / "a.csv").write_text(text)
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "b.csv").write_text(text.replace("Ada", "Ede"))
    dialog = opened(tmp_path / "a.csv")
    assert not dialog.deciding.last.isVisible()
    choose(dialog.mapping.heads[1], "comment")
    settle(dialog)
    dialog.deciding.remember()
    later = opened(tmp_path / "elsewhere" / "b.csv")
    assert later.deciding.last.isVisible()
    QTest.mouseClick(later.deciding.last, Qt.MouseButton.LeftButton)
    settle(later)
    assert "Text of the comment" in later.mapping.words()
    assert not later.deciding.last.isVisible()


def test_a_profile_is_saved_by_name_in_versions_and_shared_as_a_file(opened, tmp_path, qtbot, monkeypatch, settle):
    from intercoder.tasks.dump_profile import read_profile

    path = tmp_path / "a.csv"
    path.write_text("author;Was;Wann\nAda;Gut ist das;2019-04-03\nBen;Nein, gar nicht;2019-04-04\nCem;Doch;2019-04-05\n")
    dialog = opened(path)
    choose(dialog.mapping.heads[1], "comment")
    settle(dialog)
    monkeypatch.setattr("PySide6.QtWidgets.QInputDialog.getText", lambda *_args, **_named: ("Hafenforum", True))
    for version in (1, 2):
        dialog.deciding.save_as()
        settle(dialog)
        assert dialog.deciding.profile.text() == f"Hafenforum, version {version} ▾"
    shared = tmp_path / "shared.json"
    monkeypatch.setattr("intercoder.ui.corpus.importing.deciding.ask_profile_to_save", lambda *_args: str(shared))
    dialog.deciding.share()
    assert read_profile(shared).columns == {"Was": "comment"}
    assert dialog.deciding.memory.names() == ["Hafenforum"]


def test_records_that_hold_their_comments_have_a_table_of_articles_and_one_of_comments(opened, tmp_path, settle):
    path = tmp_path / "a.json"
    thread = '[{"wer": "Ada", "was": "Gut 😀"}, {"wer": "بن", "was": "برا"}]'
    path.write_text(f'[{{"title": "Bridge shut", "text": "It is shut.", "comments": {thread}}}]', "utf-8")
    dialog = opened(path)
    mapping = dialog.mapping
    assert [mapping.sheets.itemText(row) for row in range(mapping.sheets.count())] == ["articles", "comments"]
    assert mapping.shape.text().startswith("Each row is an article.")
    mapping.sheets.setFocus()
    QTest.keyClick(mapping.sheets, Qt.Key.Key_Down)
    assert mapping.shape.text().startswith("Each row is a comment in the record of its article.")
    for at, role in ((0, "author"), (1, "comment")):
        choose(mapping.heads[at], role)
        settle(dialog)
        assert mapping.sheets.currentText() == "comments"
    [article] = dialog.looking.preview.articles
    assert [(c.author, c.text) for c in article.comments] == [("Ada", "Gut 😀"), ("بن", "برا")]
    assert (article.headline, article.texts[-1].text) == ("Bridge shut", "It is shut.")
