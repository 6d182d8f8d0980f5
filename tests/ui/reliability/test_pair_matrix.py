"""Many coders: all pairs as a matrix, and the coders of a unit put together by what they said."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from intercoder.agreement.report import CoderPair, Missing, Statistic, VariableReport
from intercoder.records import Coder, Unit
from intercoder.ui.reliability.pair_matrix import PairMatrix
from intercoder.ui.reliability.units import CoderAnswer
from intercoder.ui.text.passage import Passage

CODERS = tuple(Coder(n, name) for n, name in enumerate(("Ada", "Ben", "Chloé", "Dörte", "عائشہ"), 2))


@pytest.fixture
def matrix(qtbot, look):
    pairs = [(a.id, b.id) for a in CODERS for b in CODERS if a.id < b.id and (a.id, b.id) != (2, 6)]
    listed = tuple(CoderPair(a, b, 30, Statistic(0.8), Statistic((a + b) / 20), ()) for a, b in pairs)
    report = VariableReport(
        "tone", "Tone", "comment", "pilot", "nominal", "one", ((1, "a"), (2, "b")), 2, CODERS, 30, 30, 150,
        Missing(), (75, 75), {}, listed, {}, (), "tentative",
    )  # fmt: skip
    made = PairMatrix()
    qtbot.addWidget(made)
    made.show_pairs(report)
    made.show()
    return made


def test_kappa_stands_below_the_diagonal_and_agreement_above(matrix):
    assert matrix.pairs.index(1, 0).data() == ".25"
    assert matrix.pairs.index(0, 1).data() == ".80"
    assert matrix.pairs.index(1, 1).data() is None


def test_a_pair_without_a_common_unit_is_empty_and_cannot_be_chosen(matrix):
    assert matrix.pairs.index(4, 0).data() is None
    assert matrix.pairs.flags(matrix.pairs.index(4, 0)) == Qt.ItemFlag.NoItemFlags


def test_arrows_choose_a_pair(matrix, qtbot):
    matrix.choose(0)
    with qtbot.waitSignal(matrix.pair_chosen) as chosen:
        QTest.keyClick(matrix, Qt.Key.Key_Down)
    assert matrix.pairs.index(2, 0) == matrix.currentIndex()
    assert chosen.args == [1]


def test_a_cell_says_its_pair_with_names_that_keep_their_direction(matrix):
    said = matrix.pairs.index(4, 1).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "\u2068عائشہ\u2069 and Ben: kappa .450, agreement 80 %, 30 units"


def test_many_coders_of_a_unit_are_put_together_by_what_they_said(qtbot, look):
    said = [("yes", True)] * 3 + [("نہیں", True)] * 4 + [("skipped", False)]
    answers = [CoderAnswer(Coder(n, f"C{n}"), words, coded) for n, (words, coded) in enumerate(said, 2)]
    card = Passage()
    qtbot.addWidget(card)
    card.show_unit(Unit(1, "comment", "A0001-C001", 1, 1, 1, "Why? 🙃", True), "Comment 1", "Why? 🙃", answers)
    assert card.answers() == ["C5, C6, C7, C8: \u2068نہیں\u2069", "C2, C3, C4: yes", "C9: skipped"]
