"""Files that a death left unfinished go; what is being written, and what is somebody else's, stays."""

import os
import time

from intercoder.project import Project, backups, durable


def aged(path, seconds: float):
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(b"half")
    os.utime(path, (time.time() - seconds,) * 2)
    return path


def test_only_old_unfinished_files_of_that_name_go(tmp_path):
    old = [aged(tmp_path / name, 2 * durable.ABANDONED_S) for name in (".Ada [1] x.part", ".Ada [1] x.part-journal")]
    stays = [
        aged(tmp_path / ".Ada [1] y.part", 1),
        aged(tmp_path / ".Ada 1 x.part", 2 * durable.ABANDONED_S),
        aged(tmp_path / "Ada [1] x.intercoder", 2 * durable.ABANDONED_S),
    ]
    durable.clear_abandoned(tmp_path, "Ada [1] ")
    assert [path.exists() for path in old] == [False, False]
    assert [path.exists() for path in stays] == [True, True, True]


def test_the_next_backup_clears_what_a_death_left_of_one(path):
    left = aged(backups.folder_of(path) / f".{path.stem} 2026-01-01 120000Z daily.intercoder.part", 2 * durable.ABANDONED_S)
    with Project.open(path) as project:
        made = backups.make(project, "daily")
    assert not left.exists()
    assert made.exists()
