"""The Spans part of the Reliability place, over the real statistics of three coders' marks in three short articles."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTabBar

from intercoder.errors import UserError
from intercoder.project import Project
from intercoder.records import Article, Category, Codebook, SourceFile, Text, Variable, no_tick
from intercoder.ui.background import stop_jobs
from intercoder.ui.paint import text_width
from intercoder.ui.reliability import parts as reliability_parts
from intercoder.ui.reliability import plots
from intercoder.ui.reliability.place import ReliabilityPlace
from intercoder.ui.reliability.span_rows import ALPHA, BOTH, COVERAGE, EDGES, NAME, SAME_LABEL, SAME_TEXT, VERDICT, SpanRows
from intercoder.ui.reliability.spans_part import span_reports
from intercoder.ui.session import Session

BODY = "Afghanistan has grown increasingly frustrated with Pakistan over efforts to pursue a peace process with the Taliban."
MARKS = {
    "Aylin Kaya": ((0, 0, 11, 1), (1, 0, 40, 1), (1, 60, 80, 2)),
    "Bruno Maier": ((0, 0, 11, 1), (1, 0, 40, 2), (1, 60, 80, 2)),
    "Carla Santos": ((0, 0, 20, 1), (1, 0, 40, 1)),
}
FRAMES = (Category(1, "Conflict", colour="vermilion"), Category(2, "Strategy", colour="purple"), Category(3, "Morality"))


def make(path, marks):
    variables = (
        Variable("topic", "Topic", "article", "one", categories=(Category(1, "Talks"), Category(2, "Troops"))),
        Variable("frame", "Frame", "article", "spans", required=False, categories=FRAMES),
    )
    with Project.create(path, "Talks", Codebook("Talks", variables)) as project:
        source = SourceFile("talks.txt", "ab" * 32, 900, "text", "a page", "utf-8", b"dump")
        project.material.add(
            source, [Article((Text("body", f"{n} {BODY}"),), headline=f"Talks {n}") for n in range(3)], no_tick
        )
        project.plan.assign(list(marks), "pilot")
        articles = project.material.article_ids()
        for coder, given in marks.items():
            project.set_coder(coder)
            project.set_round("pilot")
            for n, start, stop, category in given:
                project.codings.highlight(project.material.units(articles[n])[1].id, "frame", category, start, stop)
            for n, article in enumerate(articles):
                project.codings.answer(article, "topic", str(n % 2 + 1))
                project.codings.finish(article)
    return path


@pytest.fixture
def opened(qtbot, look, tmp_path):
    """Opens the place on a study with these marks, and its Spans part by a click on the tab."""
    held = []

    def open_place(marks=MARKS):
        session = Session()
        session.open(make(tmp_path / "talks.intercoder", marks))
        session.set_round("pilot")
        place = ReliabilityPlace(session)
        held.append(session)
        qtbot.addWidget(place, before_close_func=stop_jobs)
        place.resize(1360, 820)
        with qtbot.waitActive(place):
            place.show()
            place.activateWindow()
        qtbot.waitUntil(lambda: place.report is not None and not place.is_out_of_date)
        QTest.mouseClick(place.tabs, Qt.MouseButton.LeftButton, pos=place.tabs.tabRect(1).center())
        qtbot.waitUntil(lambda: place.shows_spans and not place.spans.is_reading)
        return place

    yield open_place
    for session in held:
        session.close()


@pytest.fixture
def place(opened):
    return opened()


def cells(place, row, *columns):
    return [place.spans.summary.model.index(row, column).data() for column in columns]


def test_the_tabs_count_variables_and_spans_apart(place):
    assert [place.tabs.tabText(n) for n in range(2)] == ["Variables  1", "Spans  1"]
    assert [row.variable for row in place.table.rows.rows] == ["topic"]


def test_the_table_says_what_the_report_says(place):
    found = span_reports(place.report)[0].statistics
    same, both, label, whole, verdict = cells(place, 0, SAME_TEXT, BOTH, SAME_LABEL, ALPHA, VERDICT)
    assert same == f"{found['bar_u_alpha'].value:.3f}"[1:]
    assert both == f"{found['coverage'].value * 100:.0f} %"
    assert label.lstrip("−") == f"{abs(found['cu_alpha.pairwise'].value):.3f}"[1:]
    assert whole == f"{found['u_alpha'].value:.3f}"[1:]
    assert verdict in ("Not yet", "Tentative", "Reliable")


def test_the_edges_stand_per_pair_of_coders(place):
    found = span_reports(place.report)[0].statistics
    value = found["f1.boundary.Aylin Kaya|Carla Santos"].value
    assert cells(place, 0, EDGES)[0].split("  ")[1] == f"AK–CS {value:.2f}".replace(" 0.", " .")


def test_a_category_has_its_alpha_with_the_coverage_beside_it(place):
    found = span_reports(place.report)[0].statistics
    name, coverage = cells(place, 2, NAME, COVERAGE)
    assert name == "Strategy"
    assert coverage == f"{found['ku_coverage.2'].value * 100:.0f} %"


def test_a_number_that_cannot_be_computed_says_why(place):
    index = place.spans.summary.model.index(3, ALPHA)
    assert index.data() == "–"
    assert index.data(Qt.ItemDataRole.ToolTipRole) == "Nobody marked “Morality”"
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "– Nobody marked “Morality”"


def test_overlapping_spans_leave_each_category_alone(opened):
    marks = {**MARKS, "Carla Santos": ((0, 0, 20, 1), (1, 0, 40, 1), (1, 30, 60, 2))}
    place = opened(marks)
    assert cells(place, 0, SAME_TEXT, SAME_LABEL, ALPHA, VERDICT) == ["–", "–", "–", "Not computable"]
    assert "spans of one coder overlap" in cells(place, 1, NAME)[0]
    assert cells(place, 2, NAME, ALPHA)[1] not in ("–", "")


def test_a_study_without_span_variables_has_no_tabs(qtbot, session, look):
    place = ReliabilityPlace(session)
    qtbot.addWidget(place, before_close_func=stop_jobs)
    with qtbot.waitActive(place):
        place.show()
        place.activateWindow()
    qtbot.waitUntil(lambda: place.report is not None and not place.is_out_of_date)
    assert place.findChild(QTabBar).isHidden()
    assert not place.shows_spans


def test_the_text_with_most_difference_is_shown_first_and_down_goes_to_the_next(place):
    pane = place.spans.pane
    assert pane.text.ref == "A0002-B01"
    pane.texts.setFocus()
    QTest.keyClick(pane.texts, Qt.Key.Key_Down)
    assert pane.text.ref == "A0001-B01"
    QTest.keyClick(pane.view, Qt.Key.Key_Up)
    assert pane.text.ref == "A0002-B01"


def test_a_click_on_a_bar_shows_the_passage_with_its_quote(place):
    pane = place.spans.pane
    span = next(s for s in pane.text.spans if s.start == 60)
    QTest.mouseClick(pane.view, Qt.MouseButton.LeftButton, pos=pane.view.place_of(span.id).center().toPoint())
    assert pane.view.selected == span.id
    assert f"<b>{span.quote}</b>" in pane.passage.text()
    assert pane.passage.text().startswith("1 Afghanistan has grown")
    assert pane.span_list.spans[pane.spans.currentIndex().row()].id == span.id


def test_the_list_of_spans_carries_the_same_facts_as_the_picture(place):
    rows = place.spans.pane.span_list
    assert [rows.words(0, column) for column in range(4)] == ["Aylin Kaya", "Conflict", "0–40", f"1 {BODY}"[:40]]
    assert rows.rowCount() == 5


def test_arrows_in_the_list_of_spans_choose_the_bar(place):
    pane = place.spans.pane
    pane.choose(pane.span_list.spans[0].id)
    QTest.keyClick(pane.spans, Qt.Key.Key_Down)
    assert pane.view.selected == pane.span_list.spans[1].id


def test_a_new_coding_is_shown_after_the_figures_are_computed_again(place, qtbot):
    before = len(place.spans.pane.text.spans)
    project = place.session.project
    project.set_coder("Carla Santos")
    project.set_round("pilot")
    unit = place.spans.pane.text.unit
    project.codings.reopen(unit - 1, "one was forgotten")
    project.codings.highlight(unit, "frame", 2, 60, 80)
    project.codings.finish(unit - 1)
    project.set_coder(project.plan.coder_by_id(1).name)
    qtbot.waitUntil(lambda: not place.is_out_of_date and len(place.spans.pane.text.spans) == before + 1)
    assert place.spans.pane.text.ref == "A0002-B01"


def test_copy_table_copies_the_spans_when_they_are_shown(place):
    QTest.mouseClick(place._copy, Qt.MouseButton.LeftButton)
    lines = QGuiApplication.clipboard().text().splitlines()
    assert "Did they mark the same text? Alpha" in lines[0].split("\t")
    assert lines[1].startswith("Frame\t3\t3\t8\t")
    assert place.notice.text == "The table is on the clipboard: 1 variable."


def test_save_picture_proposes_round_variable_and_text_and_writes_what_is_shown(place, tmp_path, monkeypatch):
    monkeypatch.setattr(reliability_parts, "ask_for_picture", lambda parent, proposed: tmp_path / proposed)
    place._picture_action.trigger()
    assert "Strategy" in (tmp_path / "continua-pilot-frame-A0002-B01.svg").read_text(encoding="utf-8")
    QTest.mouseClick(place.tabs, Qt.MouseButton.LeftButton, pos=place.tabs.tabRect(0).center())
    place._picture_action.trigger()
    assert "Topic" in (tmp_path / "agreement-pilot.svg").read_text(encoding="utf-8")


def test_a_picture_that_cannot_be_written_says_so_in_one_sentence(place, tmp_path, monkeypatch):
    def refuse(*_):
        raise UserError("The picture could not be written to /full: no space left on device.", "Choose another folder.")

    monkeypatch.setattr(reliability_parts, "ask_for_picture", lambda parent, proposed: tmp_path / proposed)
    monkeypatch.setattr(plots, "save", refuse)
    place.save_picture()
    assert place.notice.text.startswith("The picture could not be written to /full: no space left on device.")


def test_the_window_can_open_a_span_variable_by_its_name(place):
    place.tabs.setCurrentIndex(0)
    place.show_target("frame")
    assert place.shows_spans
    place.show_target("topic")
    assert not place.shows_spans
    assert place.table.open_report.variable == "topic"


def test_every_part_that_takes_the_focus_has_a_name(place):
    for widget in place.findChildren(object):
        if not hasattr(widget, "focusPolicy") or not widget.isVisible():
            continue
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.focusProxy() is None:
            name = QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)
            assert name, f"{widget} has no name"


@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("name", ["light", "dark"])
def test_the_part_paints_in_every_look(place, look, name, scale):
    shown = look(name, scale)
    place.resize(968, 520)
    place.set_room("medium")
    picture = place.spans.pane.view.grab().toImage()
    assert picture.pixelColor(8, 2) == shown.colour("surface")


def test_the_model_of_the_spans_keeps_the_rules_of_qt(qtmodeltester, place):
    qtmodeltester.check(place.spans.summary.model)
    qtmodeltester.check(place.spans.pane.span_list)
    qtmodeltester.check(place.spans.pane.text_rows)
    assert isinstance(place.spans.summary.model, SpanRows)


def test_three_pairs_of_coders_fit_into_their_column(place):
    table = place.spans.summary.table
    assert text_width("body", cells(place, 0, EDGES)[0]) <= table.columnWidth(EDGES) - 16
