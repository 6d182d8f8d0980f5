"""Steps, undo and redo: the one way to write, and every way back."""

import random
import sqlite3

import pytest

from intercoder.errors import UserError
from intercoder.project import Project, schema
from intercoder.project.codings_intake import GivenCoding, import_codings
from intercoder.records import Article, Comment, no_tick

WEIGHTS = {
    "highlight": 5, "move": 2, "recategorise": 2, "about": 2, "remove": 2, "one": 4, "several": 3, "number": 2, "text": 2,
    "undetermined": 1, "comment": 4, "clear": 2, "finish": 3, "reopen": 2, "doubt": 2, "coder": 1, "assign": 1,
}  # fmt: skip


def act(project: Project, verb: str, chance: random.Random) -> None:
    """One verb with random arguments; raises UserError where the state of the unit forbids it."""
    codings, material = project.codings, project.material
    article = material.unit_by_ref(chance.choice(["A0001", "A0002"])).id
    comment = material.unit_by_ref(f"A0001-C00{chance.randint(1, 5)}").id
    texts = [u for u in material.units(article) if u.kind in ("headline", "body")]
    own = [s for s in codings.spans([u.id for u in texts]) if s.coder == project.coder.id]
    span = chance.choice(own) if own else None
    text = chance.choice(texts)
    length = len(text.text or "")
    start = chance.randrange(length)
    stop = chance.randint(start + 1, length)
    if verb == "highlight":
        codings.highlight(text.id, "frame", chance.randint(1, 2), start, stop)
    elif verb == "coder":
        project.plan.add_coder(f"Coder {chance.randrange(10**9)} 👩🏽‍💻")
    elif verb == "assign":
        project.plan.assign([f"Ünal {chance.randint(1, 3)}"], f"round {chance.randint(1, 3)}", seed=chance.randint(1, 9))
    elif verb in ("move", "recategorise", "remove", "about"):
        if span is None:
            return
        length = len(material.unit(span.unit).text or "")
        if verb == "move":
            start = chance.randrange(length)
            codings.move_span(span.id, start, chance.randint(start + 1, length))
        elif verb == "recategorise":
            codings.recategorise_span(span.id, chance.randint(1, 2))
        elif verb == "remove":
            codings.remove_span(span.id)
        else:
            codings.answer(span.unit, "strength", str(chance.randint(1, 2)), span=span.id)
    elif verb in ("finish", "reopen", "doubt"):
        unit = chance.choice([article, comment])
        memo = chance.choice([None, "", "is “Nadir” a name? 🤔"])
        {"finish": codings.finish, "reopen": codings.reopen, "doubt": lambda u: codings.doubt(u, memo)}[verb](unit)
    elif verb == "clear":
        codings.clear(article, chance.choice(["topic", "actors", "sources", "summary"]))
    elif verb == "comment":
        codings.answer(comment, "incivility", str(chance.randint(0, 1)))
        codings.answer(comment, "form", ticked=chance.sample([1, 2], chance.randint(0, 2)))
    else:
        given = {
            "one": ("topic", str(chance.randint(1, 3)), None, "value"),
            "several": ("actors", None, chance.sample([1, 2, 3], chance.randint(0, 3)), "value"),
            "number": ("sources", chance.choice(["0.1", "3", "1e3", "0.30000000000000004"]), None, "value"),
            "text": ("summary", chance.choice(["یہ", "a\r\nb", "'; DROP TABLE value; --", "👨‍👩‍👧‍👦"]), None, "value"),
            "undetermined": ("topic", None, None, "undetermined"),
        }
        name, answer, ticked, status = given[verb]
        codings.answer(article, name, answer, ticked, status)  # type: ignore[arg-type]


def test_the_state_of_the_walk_holds_what_its_verbs_wrote(project, state):
    chance = random.Random(1)
    for verb in WEIGHTS:
        before = state(project)
        for _ in range(20):
            try:
                act(project, verb, chance)
            except UserError:
                continue
            if state(project) != before:
                break
        else:
            assert verb in ("finish",), f"{verb} never changed anything"


@pytest.mark.parametrize("seed", range(4))
def test_a_random_walk_is_undone_and_redone_state_by_state_across_a_reopening(path, state, sound, seed):
    chance = random.Random(seed)
    verbs, weights = list(WEIGHTS), list(WEIGHTS.values())
    project = Project.open(path)
    floor = undoable(project)
    states = [state(project)]
    for number in range(60):
        if number == 30:
            project.close()
            project = Project.open(path)
        depth = undoable(project)
        try:
            act(project, chance.choices(verbs, weights)[0], chance)
        except UserError:
            pass
        if undoable(project) == depth + 1:
            states.append(state(project))
        elif undoable(project) > depth:  # a verb of two steps: the state between them is not known
            project.undo()
            between = state(project)
            project.redo()
            states += [between, state(project)]
        assert state(project) == states[-1]
    assert sound(project)
    at = len(states) - 1
    for move in [*(chance.choice([-1, -1, 1]) for _ in range(60)), *([-1] * len(states)), *([1] * len(states))]:
        if chance.random() < 0.03:
            project.close()
            project = Project.open(path)
        if not 0 <= at + move < len(states):
            continue
        project.undo() if move < 0 else project.redo()
        at += move
        assert state(project) == states[at]
        if at % 10 == 0:
            assert sound(project)
    assert at == len(states) - 1
    assert undoable(project) == floor + at
    assert sound(project)
    project.close()


def undoable(project: Project) -> int:
    assert project._journal is not None
    return len(project._journal._undo)


@pytest.mark.parametrize("table", schema.GUARDED)
def test_a_write_outside_a_step_is_refused(planned, table):
    planned.codings.answer(1, "topic", "1")
    counted = planned.db.execute(f"SELECT count(*) FROM {table}").fetchone()
    columns = [row[1] for row in planned.db.execute(f"PRAGMA table_info({table})").fetchall()]
    writes = [f"INSERT INTO {table} DEFAULT VALUES"]
    if counted[0]:
        writes += [f'UPDATE {table} SET "{columns[-1]}" = "{columns[-1]}"', f"DELETE FROM {table}"]
    for write in writes:
        with pytest.raises(sqlite3.IntegrityError, match="write outside a step"):
            planned.db.execute(write)
    assert planned.db.execute(f"SELECT count(*) FROM {table}").fetchone() == counted


def test_insert_or_replace_does_not_slip_past_the_guard(project):
    with pytest.raises(sqlite3.IntegrityError, match="write outside a step"):
        project.db.execute("INSERT OR REPLACE INTO meta VALUES('title', 'Mine')")


def break_inside_a_step(project: Project, error: BaseException) -> None:
    with project.step("A step that breaks"):
        project.db.execute("DELETE FROM value")
        project.plan.insert_coder("Ben")
        raise error


def test_an_error_inside_a_step_leaves_nothing_and_the_next_step_works(project, state, sound):
    project.codings.answer(1, "topic", "1")
    before, history = state(project), project.db.execute("SELECT * FROM step").fetchall()
    with pytest.raises(ZeroDivisionError):
        break_inside_a_step(project, ZeroDivisionError())
    assert state(project) == before
    assert project.db.execute("SELECT * FROM step").fetchall() == history
    assert not project.db.in_transaction
    project.codings.answer(1, "topic", "2")
    assert project.undo() == "Answer Topic: Army"
    assert state(project) == before
    assert sound(project)


def test_an_interruption_from_the_keyboard_leaves_nothing(project, state):
    before = state(project)
    with pytest.raises(KeyboardInterrupt):
        break_inside_a_step(project, KeyboardInterrupt())
    assert state(project) == before


def test_a_step_that_changes_nothing_leaves_no_trace(project):
    before = project.db.execute("SELECT count(*) FROM step").fetchone(), project.undo_label
    with project.step("Nothing at all"):
        pass
    assert (project.db.execute("SELECT count(*) FROM step").fetchone(), project.undo_label) == before


def test_steps_do_not_nest(project, state):
    before = state(project)

    def nest() -> None:
        with project.step("Outer"):
            project.plan.insert_coder("Ben")
            project.plan.add_coder("Chloé")

    with pytest.raises(RuntimeError, match="nest"):
        nest()
    assert state(project) == before


def test_opening_and_closing_leaves_no_session_and_not_one_changed_byte(path):
    before = path.read_bytes()
    with Project.open(path) as project:
        project.plan.queue()
    assert path.read_bytes() == before


def test_the_session_is_written_with_the_first_step_of_its_coder(project):
    sessions = "SELECT count(*) FROM session"
    before = project.db.execute(sessions).fetchone()[0]
    project.codings.answer(1, "topic", "1")
    project.codings.answer(1, "topic", "2")
    assert project.db.execute(sessions).fetchone()[0] == before + 1
    assert project.db.execute("SELECT coder FROM session ORDER BY id DESC LIMIT 1").fetchone() == (project.coder.id,)


def test_a_clock_set_back_keeps_the_order_of_the_steps(path, state):
    with Project.open(path) as project:
        for topic in "123":
            project.codings.answer(1, "topic", topic)
        three = state(project)
    with Project.open(path) as project:
        project._journal._clock = lambda: 1_000  # 1970
        project.codings.answer(1, "topic", "1")
        project.codings.answer(1, "topic", "2")
        ats = [at for (at,) in project.db.execute("SELECT at FROM step ORDER BY session, n").fetchall()]
        assert ats == sorted(set(ats))
    with Project.open(path) as project:
        assert project.undo() == "Answer Topic: Army"
        assert project.undo() == "Answer Topic: Talks"
        assert state(project) == three


def test_undo_is_refused_when_a_row_was_changed_since(project, state):
    project.plan.add_coder("Ben")
    project.set_coder("Ben")
    project.codings.answer(1, "topic", "1")
    project.set_coder("Ada")
    import_codings(project, [GivenCoding(1, "Ben", "topic", answer="3")], [], "main", "mended.csv")
    project.set_coder("Ben")
    before = state(project)
    with pytest.raises(UserError, match="“Answer Topic: Talks” cannot be taken back"):
        project.undo()
    assert state(project) == before


def test_undo_of_a_coder_who_has_coded_since_is_refused_in_a_sentence(project, state):
    project.plan.add_coder("Ben")
    project.set_coder("Ben")
    project.codings.answer(1, "topic", "1")
    project.set_coder("Ada")
    before = state(project)
    with pytest.raises(UserError, match="“Add coder Ben” cannot be taken back"):
        project.undo()
    assert state(project) == before
    project.codings.answer(1, "topic", "1")


def test_undo_of_an_assignment_is_refused_once_its_coder_has_coded(project, state, sound):
    project.plan.add_coder("Ben")
    project.plan.assign(["Ben"], "main")
    project.set_coder("Ben")
    project.codings.answer(1, "topic", "1")
    project.set_coder("Ada")
    before = state(project)
    with pytest.raises(UserError, match="cannot be taken back"):
        project.undo()
    assert state(project) == before
    assert sound(project)


def test_undo_does_not_cross_an_import(project, source, articles, state):
    project.codings.answer(1, "topic", "1")
    article = Article((*articles[1].parts, Comment("One more comment.")), headline="Another day")
    project.material.add(source("more.txt"), [article], no_tick)
    before = state(project)
    assert (project.undo_label, project.redo_label) == (None, None)
    with pytest.raises(UserError, match="nothing to undo"):
        project.undo()
    assert state(project) == before


def test_an_import_by_the_lead_bars_the_undo_of_every_coder_also_after_reopening(path, source):
    with Project.open(path) as project:
        project.plan.add_coder("Ben")
        project.set_coder("Ben")
        project.codings.answer(1, "topic", "1")
        project.set_coder("Ada")
        project.material.add(source("more.txt"), [Article((Comment("ok"),), headline="Short")], no_tick)
    with Project.open(path, coder="Ben") as project:
        assert project.undo_label is None


def test_each_coder_undoes_only_their_own_steps(project):
    project.codings.answer(1, "topic", "1")
    project.plan.add_coder("Ben")
    project.set_coder("Ben")
    assert project.undo_label is None
    project.codings.answer(1, "topic", "2")
    assert project.undo() == "Answer Topic: Army"
    with pytest.raises(UserError, match="nothing to undo"):
        project.undo()
    project.set_coder("Ada")
    assert project.codings.answers(1)["topic", 0].answer == "1"


def test_a_new_step_empties_redo(project):
    project.codings.answer(1, "topic", "1")
    project.undo()
    assert project.redo_label == "Answer Topic: Talks"
    project.codings.answer(1, "topic", "3")
    with pytest.raises(UserError, match="nothing to redo"):
        project.redo()


def test_history_is_never_shortened_by_undo(project):
    counted = "SELECT count(*) FROM change"
    project.codings.answer(1, "topic", "1")
    before = project.db.execute(counted).fetchone()[0]
    project.undo()
    assert project.db.execute(counted).fetchone()[0] > before


def test_a_bulk_of_twenty_thousand_changes_is_one_step_and_one_undo(project, state, sound):
    before, steps = state(project), project.db.execute("SELECT count(*) FROM step").fetchone()[0]
    body = project.material.unit_by_ref("A0001-B01")
    variable = project.codebook.variable("frame")
    with project.step("Highlight 20,000 passages"):
        for number in range(20_000):
            start = number % (len(body.text or "") - 1)
            category = variable.categories[number % 2]
            project.codings.insert_span(project.minter.mint(), 1, 1, body, variable, category, start, start + 1)
    after = state(project)
    assert len(after["span"]) == 20_000
    assert project.db.execute("SELECT count(*) FROM step").fetchone()[0] == steps + 1
    assert project.undo() == "Highlight 20,000 passages"
    assert state(project) == before
    project.redo()
    assert state(project) == after
    assert sound(project)


def test_removing_a_highlight_takes_its_answers_along_and_undo_brings_both_back(project, state):
    body = project.material.unit_by_ref("A0001-B01").id
    span = project.codings.highlight(body, "frame", 1, 0, 8)
    project.codings.answer(body, "strength", "2", span=span.id)
    before = state(project)
    project.codings.remove_span(span.id)
    assert project.codings.answers(1) == {}
    project.undo()
    assert state(project) == before


def test_on_change_tells_the_touched_tables_after_step_undo_and_redo(project):
    seen: list[frozenset[str]] = []
    project.on_change = seen.append
    project.codings.answer(1, "topic", "1")
    project.undo()
    project.redo()
    assert seen == [frozenset({"assignment", "progress", "value"})] * 3


def test_nobody_is_told_of_a_step_that_failed(project):
    seen: list[frozenset[str]] = []
    project.on_change = seen.append
    with pytest.raises(UserError):
        project.codings.answer(1, "topic", "99")
    with pytest.raises(ZeroDivisionError):
        break_inside_a_step(project, ZeroDivisionError())
    assert seen == []


def test_another_writer_of_the_database_is_said_in_a_sentence(project, path, state):
    before = state(project)
    project.db.execute("PRAGMA busy_timeout = 0")
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(UserError, match="Another program is writing"):
        project.codings.answer(1, "topic", "1")
    other.execute("ROLLBACK")
    other.close()
    assert state(project) == before
    project.codings.answer(1, "topic", "1")


def test_a_codebook_step_is_undone_with_its_title(project):
    book = project.codebook.current()
    project.codebook.load(type(book)("Another study", book.variables[:3], "2.0"))
    assert project.codebook.current().title == "Another study"
    project.undo()
    assert project.codebook.current() == book
