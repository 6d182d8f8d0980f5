"""The session tells every view with one signal what was touched."""

from intercoder.ui.session import EVERYTHING, PROJECT, WHO, Session


def test_opening_a_project_tells_everything(desk_file, qtbot):
    session = Session()
    with qtbot.waitSignal(session.changed) as told:
        session.open(desk_file)
    assert told.args == [EVERYTHING]
    session.close()


def test_an_answer_tells_the_tables_it_touched(desk_file, qtbot):
    session = Session()
    session.open(desk_file)
    unit = session.worklist.items[1].unit.id
    with qtbot.waitSignal(session.changed) as told:
        session.project.codings.answer(unit, "army", "1")
    assert "value" in told.args[0]
    assert PROJECT not in told.args[0]
    assert session.undo() == "Answer Role of the army: Implied"
    assert session.redo() == "Answer Role of the army: Implied"
    session.close()


def test_undo_and_redo_with_nothing_to_do_say_so(desk_file):
    session = Session()
    assert session.undo() is None
    session.open(desk_file)
    while session.undo():
        pass
    assert session.redo() is None or session.project.redo_label is not None
    session.close()


def test_another_coder_is_told_as_such(desk_file, qtbot):
    session = Session()
    session.open(desk_file)
    session.project.plan.add_coder("Ben Maurer")
    with qtbot.waitSignal(session.changed) as told:
        session.set_coder("Ben Maurer")
    assert WHO in told.args[0]
    assert session.project.coder.name == "Ben Maurer"
    session.close()


def test_a_refused_file_leaves_the_open_project_open(desk_file, tmp_path):
    import pytest

    from intercoder.errors import UserError

    session = Session()
    session.open(desk_file)
    with pytest.raises(UserError):
        session.open(tmp_path / "nowhere.intercoder")
    assert session.project.title == "Brussels talks"
    session.close()
