from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from intercoder.agreement.report import AgreementReport, CoderPair, Missing, Statistic, VariableReport
from intercoder.errors import UserError
from intercoder.project import Project
from intercoder.ui import theme
from intercoder.ui.background import stop_jobs
from intercoder.ui.reliability import parts as reliability_parts
from intercoder.ui.reliability.model import AGREE, ALPHA, ANSWERS, INTERVAL, KALPHA, MISSING, UNITS, VERDICT, ReliabilityModel
from intercoder.ui.reliability.place import ReliabilityPlace

ALPHAS = {"army": (0.621, 0.452, 0.79), "violence": (None, None, None)}


def counted(matrix, a, b):
    values = [c.value for c in matrix.variable.categories]
    table = [[0] * len(values) for _ in values]
    for row in matrix.cells:
        if row[a] is not None and row[b] is not None:
            table[values.index(row[a])][values.index(row[b])] += 1
    return tuple(map(tuple, table))


def row_of(matrix):
    """A row of the table with the true confusion matrices and made-up coefficients."""
    variable, coders = matrix.variable, matrix.coders
    value, low, high = ALPHAS[variable.name]
    given = [cell for row in matrix.cells for cell in row if cell is not None]
    statistics = {
        "agree.unit_mean": Statistic(0.778),
        f"alpha.{variable.level}": Statistic(value, None if value else "No variation: all 18 answers are “No”"),
        f"bootstrap_kripp2016.{variable.level}.lo95": Statistic(0.512),
        f"bootstrap_kripp2016.{variable.level}.hi95": Statistic(0.9),
        f"bootstrap_units.{variable.level}.lo95": Statistic(low),
        f"bootstrap_units.{variable.level}.hi95": Statistic(high),
    }
    pairs = tuple(
        CoderPair(coders[a].id, coders[b].id, 6, Statistic(0.8), Statistic(kappa), counted(matrix, a, b))
        for (a, b), kappa in (((0, 1), 0.7), ((0, 2), 0.5), ((1, 2), 0.2))
    )
    return VariableReport(
        variable.name, variable.label, "comment", "pilot", variable.level, "one",
        tuple((c.value, c.label) for c in variable.categories), 3, coders, 6, 6, len(given),
        Missing(undetermined=2, skipped=1), tuple(given.count(c.value) for c in variable.categories), statistics, pairs,
        {c.id: Statistic(0.5) for c in coders}, ("A category has fewer than 5 codings.",),
        "not_yet" if value else "not_computable",
    )  # fmt: skip


def report_of(path, round_name, draws, tick, read=None):
    """Stands in for the task, so that the window is tested without the statistics."""
    tick(0, draws)
    with Project.open(path, read_only=True) as project:
        variables = [v for v in project.codebook.current().variables if v.unit_kind == "comment" and round_name == "pilot"]
        rows = tuple(row_of(project.codings.matrix(v.name, round_name)) for v in variables)
    return AgreementReport("Talks", rows, draws, 7, "Intercoder", "1.0", None, ("Units were drawn whole.",))


@pytest.fixture
def computed(monkeypatch):
    """The calls of the task, (round, draws)."""
    calls = []

    def compute(path, round_name, draws, tick, read):
        calls.append((round_name, draws))
        return report_of(path, round_name, draws, tick)

    monkeypatch.setattr(reliability_parts, "compute", compute)
    return calls


@pytest.fixture
def place(qtbot, session, look, computed):
    """The place with all figures computed, shown and active."""
    made = ReliabilityPlace(session)
    qtbot.addWidget(made, before_close_func=stop_jobs)
    made.resize(1360, 820)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    qtbot.waitUntil(lambda: made.report is not None and made.report.draws == 10_000 and not made.is_out_of_date)
    return made


def press(place, key, widget=None):
    QTest.keyClick(widget or place.table, key)


def test_the_model_keeps_the_rules_of_qt(qtmodeltester, study, qapp):
    model = ReliabilityModel()
    model.show(report_of(study, "pilot", 100, lambda done, total: None))
    qtmodeltester.check(model)


def test_a_quick_report_comes_first_and_then_the_fine_one(place, computed):
    assert computed == [("pilot", 0), ("pilot", 2_000), ("pilot", 10_000)]
    assert "10,000 draws, seed 7" in place.facts.text()


def test_a_row_says_agreement_alpha_interval_missing_and_verdict(place):
    cells = [place.table.rows.index(0, c).data() for c in (AGREE, ALPHA, INTERVAL, MISSING, VERDICT)]
    assert cells == ["78 %", ".621", "[.452, .790]", "3", "Not yet"]


def test_a_variable_without_variation_says_why_there_is_no_alpha(place):
    assert place.table.rows.index(1, ALPHA).data() == "–"
    assert place.table.rows.index(1, INTERVAL).data() == "No variation: all 18 answers are “No”"
    assert place.table.rows.index(1, VERDICT).data() == "Not computable"


def test_arrows_and_enter_open_a_row_and_escape_closes_it(place):
    place.table.setFocus()
    place.table.setCurrentIndex(place.table.rows.index(1, 0))
    press(place, Qt.Key.Key_Up)
    press(place, Qt.Key.Key_Return)
    assert place.table.open_report.variable == "army"
    assert place.detail.isVisible()
    press(place, Qt.Key.Key_Escape)
    assert place.table.open_report is None
    assert not place.detail.isVisible()


def test_a_click_opens_the_row_under_the_mouse(place):
    rect = place.table.visualRect(place.table.rows.index(1, 0))
    QTest.mouseClick(place.table.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())
    assert place.table.open_report.variable == "violence"


def test_an_opened_row_names_the_interval_as_kalpha_draws_it_for_comparison(place):
    place.show_target("army")
    lines = [label.text() for label in place.detail.findChildren(QLabel) if "KALPHA-style" in label.text()]
    assert len(lines) == 1
    assert "KALPHA-style interval (Krippendorff 2016), for comparison: .512 to .900." in lines[0]


def test_a_row_opens_with_the_pair_that_agrees_least_and_its_fullest_disagreement(place):
    place.show_target("army")
    assert place.detail.title == "BM “Implied”, CS “Stated”: 2 comments"


def test_the_units_behind_a_cell_are_the_very_ones_with_all_answers(place):
    place.show_target("army")
    assert place.detail.passage.text.startswith("Pakistani general in tri-lateral talk")
    assert place.detail.passage.answers() == [
        "Aylin Kaya: Implied", "Bruno Maier: Implied", "Carla Santos: Stated",
    ]  # fmt: skip


def test_clicking_another_cell_shows_other_units(place):
    place.show_target("army")
    matrix = place.detail.findChild(type(place.detail._matrix))
    QTest.mouseClick(matrix.viewport(), Qt.MouseButton.LeftButton, pos=matrix.visualRect(matrix.counts.index(0, 0)).center())
    assert place.detail.title == "BM “No”, CS “No”: 2 comments"
    assert "Gen Kaini" in place.detail.passage.text


def test_arrows_move_through_the_matrix_and_j_through_the_units(place, qtbot):
    place.show_target("army")
    matrix = place.detail._matrix
    matrix.setCurrentIndex(matrix.counts.index(1, 1))
    press(place, Qt.Key.Key_Right, matrix)
    assert matrix.currentIndex().column() == 2
    place.detail._choose_pair(0)
    matrix.setCurrentIndex(matrix.counts.index(1, 1))
    assert place.detail.shown_units == 2
    first = place.detail.passage.text
    press(place, Qt.Key.Key_J, place.detail)
    assert place.detail.passage.text != first
    press(place, Qt.Key.Key_K, place.detail)
    assert place.detail.passage.text == first


def test_the_definition_of_both_categories_stands_under_the_text(place):
    place.show_target("army")
    words = place.detail.units.definition.text()
    assert "Hints at its influence." in words
    assert "Use when: It can be quoted." in words


def test_changed_codings_make_the_figures_out_of_date_and_compute_them_again(place, qtbot, session, computed):
    unit = next(u for u in session.project.material.units(session.project.material.article_ids()[0]) if u.kind == "comment")
    session.project.plan.set_blind("pilot", False)  # in a blind round this coder would see no figures
    qtbot.waitUntil(lambda: not place.is_out_of_date)
    before = len(computed)
    session.project.set_coder("Aylin Kaya")
    session.project.set_round("pilot")
    session.project.codings.reopen(unit.id, "slip")
    assert place.is_out_of_date
    assert "Out of date" in place.facts.text()
    qtbot.waitUntil(lambda: not place.is_out_of_date)
    assert [draws for _round, draws in computed[before:]] == [2_000, 10_000]


def test_a_round_without_codings_says_what_to_do_next(place, qtbot):
    place._rounds.choose("main")
    qtbot.waitUntil(lambda: not place.is_out_of_date)
    assert not place.table.isVisible()
    assert "Give units to coders in Plan" in place._empty._sentence.text()


def test_an_error_of_the_task_is_said_and_can_be_tried_again(place, qtbot, monkeypatch):
    def fail(path, round_name, draws, tick, read):
        raise UserError("The codebook changed in the round.", "Freeze it first.")

    monkeypatch.setattr(reliability_parts, "compute", fail)
    place._compute()
    qtbot.waitUntil(lambda: not place.notice.isHidden())
    assert "The codebook changed in the round." in place.notice.text


def test_cancel_keeps_the_figures_there_are(place, qtbot, monkeypatch):
    def endless(path, round_name, draws, tick, read):
        while True:
            tick(1, 2)

    monkeypatch.setattr(reliability_parts, "compute", endless)
    place._compute()
    qtbot.waitUntil(place.progress.isVisible)
    QTest.mouseClick(place.progress.cancel_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not place.progress.isVisible())
    assert place.report.draws == 10_000


def test_copy_table_puts_both_ends_of_the_interval_on_the_clipboard(place):
    QTest.mouseClick(place._copy, Qt.MouseButton.LeftButton)
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0].split("\t")[4:6] == ["Lower end", "Upper end"]
    assert lines[1].split("\t")[:6] == ["Role of the army", "6", "78 %", ".621", ".452", ".790"]


def test_the_picture_of_the_intervals_is_written_where_the_researcher_says(place, tmp_path, monkeypatch):
    monkeypatch.setattr(reliability_parts, "ask_for_picture", lambda parent, proposed: tmp_path / proposed)
    place.save_picture()
    assert "Role of the army" in (tmp_path / "agreement-pilot.svg").read_text(encoding="utf-8")


def test_the_picture_of_the_open_matrix_is_named_after_variable_round_and_coders(place, tmp_path, monkeypatch):
    monkeypatch.setattr(reliability_parts, "ask_for_picture", lambda parent, proposed: tmp_path / proposed)
    place.show_target("army")
    place.save_matrix()
    assert "Implied" in (tmp_path / "army-pilot-BM-CS.svg").read_text(encoding="utf-8")


def test_the_tables_are_exported_into_the_chosen_folder(place, qtbot, tmp_path, monkeypatch):
    monkeypatch.setattr(reliability_parts, "ask_for_folder", lambda parent: tmp_path / "tables")
    monkeypatch.setattr(reliability_parts, "write_tables", lambda path, folder, tick: replace_files(path, folder))
    place.export_tables()
    qtbot.waitUntil(lambda: not place.notice.isHidden())
    assert place.notice.text == f"0 files written to {tmp_path / 'tables'}."


def replace_files(path, folder):
    folder.mkdir()
    return folder


def test_with_little_room_the_answers_go_first_and_the_rounds_become_a_drawer(place, qtbot):
    place.resize(968, 520)
    place.set_room("medium")
    qtbot.waitUntil(lambda: ANSWERS not in place.table.shown_columns())
    assert MISSING in place.table.shown_columns()
    assert place.left_pane.isHidden()
    QTest.mouseClick(place.drawer, Qt.MouseButton.LeftButton)
    assert not place.left_pane.isHidden()


def test_every_widget_that_takes_the_focus_has_a_name(place):
    place.show_target("army")
    for widget in place.findChildren(object):
        if not hasattr(widget, "focusPolicy") or not widget.isVisible():
            continue
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.focusProxy() is None:
            name = QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)
            assert name, f"{widget} has no name"


def test_a_cell_of_the_matrix_says_in_words_what_it_counts(place):
    place.show_target("army")
    index = place.detail._matrix.counts.index(1, 2)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "BM “Implied”, CS “Stated”: 2 units"


@pytest.mark.parametrize("name", ["light", "dark"])
@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_the_open_row_lies_on_the_canvas_in_every_look(place, look, qtbot, name, scale):
    look(name, scale)
    place.show_target("army")
    qtbot.waitUntil(lambda: place.table.rowHeight(0) > theme.current().px(300))
    picture = place.detail.grab().toImage()
    assert picture.pixelColor(QPoint(3, 3)) == theme.current().colour("canvas")


def test_rows_keep_their_place_when_only_figures_change(place):
    place.show_target("army")
    rows = tuple(replace(row, verdict="tentative") for row in place.report.rows)
    place.table.show_report(replace(place.report, rows=rows))
    assert place.table.open_report.verdict == "tentative"


def test_the_real_report_fills_the_table_and_its_cells_lead_to_as_many_units(qtbot, session, look):
    made = ReliabilityPlace(session)
    qtbot.addWidget(made, before_close_func=stop_jobs)
    made.show()
    qtbot.waitUntil(lambda: made.report is not None and made.report.draws == 10_000, timeout=20_000)
    made.show_target("army")
    behind = made.detail._behind
    for pair in behind.report.pairs:
        for i, row in enumerate(pair.confusion):
            for j, count in enumerate(row):
                assert len(behind.units_of_cell(pair.a, pair.b, i, j)) == count
    assert made.table.rows.index(made.table.rows.row_of("violence"), INTERVAL).data().startswith("No variation")


def test_the_real_export_writes_the_tables(qtbot, study, tmp_path):
    written = reliability_parts.write_tables(study, tmp_path / "tables", lambda done, total: None)
    assert {path.suffix for path in (tmp_path / "tables").iterdir()} >= {".csv", ".xlsx", ".html"}
    assert written.files


def test_marked_passages_stand_side_by_side_where_coders_differ(study):
    from intercoder.records import Category, Codebook, Variable
    from intercoder.ui.reliability.marks import marks_that_differ
    from intercoder.ui.reliability.units import Behind

    with Project.open(study) as project:
        frame = Variable("frame", "Frame", "comment", "spans", categories=(Category(1, "Conflict"),))
        book = project.codebook.current()
        project.codebook.load(Codebook(book.title, (*book.variables, frame)))
        comments = [u for u in project.material.units(project.material.article_ids()[0]) if u.kind == "comment"]
        for coder in ("Aylin Kaya", "Bruno Maier", "Carla Santos"):
            project.set_coder(coder)
            project.set_round("pilot")
            for unit in comments[:2]:
                project.codings.reopen(unit.id, "marks")
                if coder == "Aylin Kaya" or unit == comments[1]:
                    project.codings.highlight(unit.id, "frame", 1, 0, 3)
                project.codings.finish(unit.id)
        behind = Behind(project.codings.matrix("frame", "pilot"), None)
        found = marks_that_differ(project, behind)
    assert list(found) == [comments[0].id]
    assert [answer.words for answer in found[comments[0].id]] == ["Conflict: “why”", "nothing marked", "nothing marked"]


def test_f6_goes_from_the_rounds_to_the_table(place):
    place._rounds.setFocus()
    place.next_pane(1)
    assert place.middle.isAncestorOf(place.focusWidget())
    place.next_pane(1)
    assert place._rounds.hasFocus()


def click_header(place, column):
    header = place.table.horizontalHeader()
    middle = header.sectionViewportPosition(column) + header.sectionSize(column) // 2
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(middle, header.height() // 2))


def test_a_click_on_a_column_sorts_worst_first_then_best_first_then_as_the_codebook(place):
    rows = tuple(replace(row, pairable_units=n) for n, row in zip((6, 4), place.report.rows, strict=True))
    place.table.show_report(replace(place.report, rows=rows))
    place.show_target("army")
    orders = []
    for _ in range(3):
        click_header(place, UNITS)
        orders.append([row.variable for row in place.table.rows.rows])
    assert orders == [["violence", "army"], ["army", "violence"], ["army", "violence"]]
    assert place.table.rows.order[0] == 0
    assert place.table.open_report.variable == "army"


def test_a_variable_without_alpha_stands_last_in_both_directions(place):
    for _ in range(2):
        place.table.sort_by(ALPHA)
        assert place.table.rows.rows[-1].variable == "violence"


def test_sorting_stays_when_the_figures_are_computed_again(place):
    rows = tuple(replace(row, pairable_units=n) for n, row in zip((6, 4), place.report.rows, strict=True))
    place.table.show_report(replace(place.report, rows=rows))
    place.table.sort_by(UNITS)
    assert [row.variable for row in place.table.rows.rows] == ["violence", "army"]
    place.table.show_report(replace(place.report, rows=rows))
    assert [row.variable for row in place.table.rows.rows] == ["violence", "army"]


def test_every_order_is_offered_in_the_palette(place):
    labels = [entry.label for entry in place.entries()]
    assert "Sort by alpha" in labels
    assert "Copy table" in labels


def test_the_choice_of_the_kalpha_column_is_remembered(place, qtbot, session):
    action = next(a for a in place.menu_actions()["view"] if "KALPHA" in a.text())
    action.trigger()
    again = ReliabilityPlace(session)
    qtbot.addWidget(again, before_close_func=stop_jobs)
    assert not again.table.isColumnHidden(KALPHA)
    action.trigger()


def test_the_kalpha_style_interval_is_a_column_of_its_own_that_can_be_shown(place):
    assert place.table.isColumnHidden(KALPHA)
    action = next(a for a in place.menu_actions()["view"] if "KALPHA" in a.text())
    action.trigger()
    assert not place.table.isColumnHidden(KALPHA)
    assert place.table.rows.headerData(KALPHA, Qt.Orientation.Horizontal) == "KALPHA-style"
    assert place.table.rows.index(0, KALPHA).data() == "[.512, .900]"
    action.trigger()
    assert place.table.isColumnHidden(KALPHA)


def test_the_copied_table_names_both_intervals(place):
    place.copy_table()
    head, first = (line.split("\t") for line in QGuiApplication.clipboard().text().splitlines()[:2])
    assert first[head.index("KALPHA-style lower end")] == ".512"
    assert first[head.index("KALPHA-style upper end")] == ".900"
