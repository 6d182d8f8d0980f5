"""Backups: made where the rule says so, verified before they have a name, thinned out, listed and restored."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from intercoder.errors import UserError
from intercoder.project import Project, backups, package
from intercoder.project.backups import DAY_MS, Backup
from intercoder.project.ids import now_ms
from intercoder.project.merge import merge


def names(project: Path) -> list[str]:
    return [backup.reason for backup in backups.find(project)]


def aged(project: Path, days: float, reason: str = "daily") -> Path:
    """A sound backup that was made days ago, by its name."""
    folder = backups.folder_of(project)
    folder.mkdir(exist_ok=True)
    at = datetime.fromtimestamp(now_ms() / 1000 - days * 86_400, UTC).strftime("%Y-%m-%d %H%M%S")
    return Path(shutil.copy(project, folder / f"{project.stem} {at}Z {reason}.intercoder"))


def test_a_backup_is_made_before_a_merge_and_holds_what_was_there(planned, path, tmp_path):
    package.make(planned, "Ben", tmp_path / "ben.intercoder")
    with Project.open(tmp_path / "ben.intercoder") as project:
        project.codings.answer(1, "topic", "1")
    merge(planned, tmp_path / "ben.intercoder")
    [backup] = backups.find(path)
    with Project.open(backup.path, read_only=True) as before:
        assert before.db.execute("SELECT count(*) FROM value").fetchone() == (0,)
        assert before.plan.takes_part(2, before.plan.coder("Ben").id)


def test_a_merge_that_is_refused_or_only_tried_makes_no_backup(planned, path, tmp_path):
    package.make(planned, "Ben", tmp_path / "ben.intercoder")
    merge(planned, tmp_path / "ben.intercoder", dry_run=True)
    with pytest.raises(UserError):
        merge(planned, path)
    assert names(path) == []


def test_opening_a_project_of_today_makes_no_backup(path):
    with Project.open(path) as project:
        project.codings.answer(1, "topic", "1")
    with Project.open(path):
        pass
    assert not backups.folder_of(path).exists()


def test_a_daily_backup_is_due_when_the_last_is_a_day_old_and_something_changed(path):
    with Project.open(path) as project:
        now = now_ms()
        assert not backups.due(project, now)
        assert backups.due(project, now + DAY_MS + 60_000), "the project itself is older than a day"
        aged(path, -2 / 86_400)  # names count in seconds
        assert not backups.due(project, now + DAY_MS // 2)
        assert not backups.due(project, now + 2 * DAY_MS), "nothing changed since"
        project._journal._clock = lambda: now + 60_000
        project.codings.answer(1, "topic", "1")
        assert backups.due(project, now + 2 * DAY_MS)


def test_opening_for_writing_makes_the_daily_backup_and_reading_does_not(path, tamper):
    tamper(path, f"UPDATE step SET at = at - {3 * DAY_MS}")
    with Project.open(path, read_only=True):
        assert names(path) == []
    with Project.open(path):
        assert names(path) == ["daily"]


def test_a_daily_backup_that_cannot_be_made_does_not_keep_from_work(path, tamper):
    tamper(path, f"UPDATE step SET at = at - {3 * DAY_MS}")
    backups.folder_of(path).write_text("a file where the folder should be")
    with Project.open(path) as project:
        [note] = project.notes
        assert note.message.startswith("The daily backup could not be made. ")
        project.codings.answer(1, "topic", "1")


def test_a_damaged_project_is_not_backed_up(path, tamper):
    with Project.open(path) as project:
        root = project.db.execute("SELECT rootpage FROM sqlite_master WHERE name = 'unit_article'").fetchone()[0]
    raw = bytearray(path.read_bytes())
    raw[root * 4096 - 60 : root * 4096 - 20] = b"x" * 40
    path.write_bytes(raw)
    with Project.open(path, read_only=True) as project, pytest.raises(UserError, match=r"is not sound|is damaged"):
        backups.make(project, "daily")
    assert not backups.folder_of(path).exists()


def test_the_list_says_what_a_backup_holds_and_what_was_done_since(project, path):
    project.codings.answer(1, "topic", "1")
    project.codings.highlight(project.material.unit_by_ref("A0001-B01").id, "frame", 1, 0, 8)
    backups.make(project, "merge")
    project.codings.answer(1, "topic", "2")
    project.undo()
    [backup] = backups.find(path)
    held = backups.contents(backup, project)
    assert (held.sound, held.articles, held.comments, held.codings) == (True, 2, 5, {"Ada": 2})
    assert (held.last_step, held.steps_since, held.reason) == ("Highlight with Conflict frame", 2, "merge")


def test_a_damaged_backup_is_listed_as_damaged(project, path):
    copy = backups.make(project, "daily")
    copy.write_bytes(copy.read_bytes()[:9000])
    [backup] = backups.find(path)
    assert not backups.contents(backup, project).sound
    with pytest.raises(UserError, match="cannot be restored"):
        backups.restore(copy, path.with_name("again.intercoder"))
    assert not path.with_name("again.intercoder").exists()


def test_a_restored_backup_is_the_project_of_then_under_a_new_name(project, path, state, sound):
    project.codings.answer(1, "summary", "یہ 👩🏽‍🚀")
    then = state(project)
    copy = backups.make(project, "daily")
    project.codings.answer(1, "summary", "later")
    dest = path.with_name("study restored.intercoder")
    assert backups.restore(copy, dest) == dest
    with Project.open(dest) as restored:
        assert state(restored) == then
        assert restored.undo() == "Answer Summary: یہ 👩🏽‍🚀"
        assert sound(restored)


def test_what_was_done_since_is_backed_up_before_a_restore(path):
    old = aged(path, 2)
    with Project.open(path) as project:
        project._journal._clock = lambda: now_ms() + 60_000
        project.codings.answer(1, "topic", "1")
    before = names(path)
    backups.restore(old, path.with_name("again.intercoder"))
    assert names(path) == ["restore", *before]
    backups.restore(old, path.with_name("once more.intercoder"))


def test_a_backup_of_a_damaged_project_is_restored_all_the_same(project, path):
    copy = backups.make(project, "daily")
    project.close()
    path.write_bytes(path.read_bytes()[:5000])
    dest = path.with_name("again.intercoder")
    backups.restore(copy, dest)
    with Project.open(dest) as restored:
        assert restored.material.counts().articles == 2


def test_a_backup_is_never_restored_over_a_file(project, path):
    copy = backups.make(project, "daily")
    before = path.read_bytes()
    with pytest.raises(UserError, match="exists already"):
        backups.restore(copy, path)
    assert path.read_bytes() == before


def test_a_journal_that_lies_beside_the_new_name_is_moved_aside(project, path, sound):
    copy = backups.make(project, "daily")
    dest = path.with_name("again.intercoder")
    stray = path.with_name("again.intercoder-journal")
    stray.write_bytes(b"of another file")
    backups.restore(copy, dest)
    assert not stray.exists()
    assert [p.read_bytes() for p in path.parent.glob("again.intercoder-journal.aside-*")] == [b"of another file"]
    with Project.open(dest) as restored:
        assert sound(restored)


def test_two_days_four_weeks_and_twelve_months_are_kept():
    start = datetime(2026, 11, 25, 12, tzinfo=UTC).timestamp() * 1000
    there = [Backup(Path(str(day)), int(start - day * DAY_MS), "daily") for day in range(800)]
    keep = sorted(int(p.name) for p in backups.kept(there))
    # Wednesday and Tuesday; the Sundays before (the newest of each week); the last days of eleven more months
    assert keep == [0, 1, 3, 10, 17, 25, 56, 86, 117, 148, 178, 209, 239, 270, 298, 329]


def test_the_last_backups_before_a_merge_are_kept_also_of_one_day():
    there = [Backup(Path(str(n)), 1_795_000_000_000 - n * 60_000, "merge") for n in range(9)]
    assert sorted(int(p.name) for p in backups.kept(there)) == [0, 1, 2, 3, 4]


def test_old_backups_are_thinned_out_after_a_new_one(path):
    today = now_ms() % DAY_MS / DAY_MS
    files = [aged(path, today + days) for days in (3.1, 3.2, 3.3)]  # of one day, whatever time it is
    with Project.open(path) as project:
        new = backups.make(project, "daily")
    there = {b.path for b in backups.find(path)}
    assert new in there
    assert len(there & set(files)) == 1


def test_no_good_backup_goes_for_the_sake_of_a_damaged_one(path):
    good, spoiled = aged(path, 3.5), aged(path, 3.1)
    spoiled.write_bytes(spoiled.read_bytes()[:8192])
    with Project.open(path) as project:
        backups.make(project, "daily")
    assert good in {b.path for b in backups.find(path)}


def test_files_of_others_in_the_folder_are_left_alone(project, path):
    folder = backups.folder_of(path)
    folder.mkdir()
    (folder / "notes.txt").write_text("mine")
    (folder / "other 2020-01-01 000000Z daily.intercoder").write_text("of another project")
    backups.make(project, "daily")
    assert names(path) == ["daily"]
    assert (folder / "notes.txt").read_text() == "mine"


def test_two_backups_of_one_second_both_stay(project, path):
    made = {backups.make(project, "merge") for _ in range(3)}
    assert len(made) == 3
    assert {b.path for b in backups.find(path)} == made
