"""Files that a death left unfinished go; what is being written, and what is somebody else's, stays."""

import os
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest

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


def marked(folder, host: str, process: int, seconds: float):
    return aged(folder / f".Ada x.intercoder.{host}-{process}.part", seconds)


def test_a_slow_writer_of_this_computer_keeps_its_file_while_it_lives(tmp_path):
    mine = aged(durable.part_of(tmp_path / "Ada x.intercoder"), 2 * durable.ABANDONED_ELSEWHERE_S)
    durable.clear_abandoned(tmp_path, "Ada ")
    assert mine.exists()


@pytest.mark.skipif(os.name != "posix", reason="elsewhere an open file cannot be removed, and nobody is asked")
def test_what_a_dead_writer_of_this_computer_left_goes_after_a_while(tmp_path):
    with subprocess.Popen([sys.executable, "-c", ""]) as child:
        child.wait()
    host = durable.part_of(tmp_path / "x").name.split(".")[2].partition("-")[0]
    old = marked(tmp_path, host, child.pid, 2 * durable.ABANDONED_S)
    young = aged(tmp_path / f".Ada y.{host}-{child.pid}.part", 1)
    durable.clear_abandoned(tmp_path, "Ada ")
    assert not old.exists()
    assert young.exists()


def test_a_writer_on_another_computer_is_given_a_day(tmp_path):
    slow = marked(tmp_path, "000000", 1, 2 * durable.ABANDONED_S)
    dead = marked(tmp_path, "111111", 1, 2 * durable.ABANDONED_ELSEWHERE_S)
    durable.clear_abandoned(tmp_path, "Ada ")
    assert slow.exists()
    assert not dead.exists()


def fail_half_way(dest: Path) -> None:
    with durable.writing(dest) as part:
        part.write_bytes(b"seco")
        raise ZeroDivisionError


def test_a_file_is_written_whole_or_not_at_all(tmp_path):
    dest = tmp_path / "نادر [1].csv"
    with durable.writing(dest) as part:
        part.write_bytes(b"first")
        assert not dest.exists()
    with pytest.raises(ZeroDivisionError):
        fail_half_way(dest)
    assert dest.read_bytes() == b"first"
    assert [path.name for path in tmp_path.iterdir()] == [dest.name]


def test_the_next_writer_of_a_file_clears_what_a_death_left_of_it(tmp_path):
    left = aged(tmp_path / ".table.csv.111111-1.part", 2 * durable.ABANDONED_ELSEWHERE_S)
    other = aged(tmp_path / ".table 2.csv.111111-1.part", 2 * durable.ABANDONED_ELSEWHERE_S)
    with durable.writing(tmp_path / "table.csv") as part:
        part.write_bytes(b"x")
    assert not left.exists()
    assert other.exists()


OWN_WAYS = {
    "exporters/folder.py", "exporters/spss_extensions.py",  # several files of one export, in a hidden folder
    "project/carrying.py", "project/leftovers.py", "project/local_copy.py", "project/package.py",  # under a lock of their own
    "project/durable.py",
}  # fmt: skip


def test_everybody_else_writes_files_in_the_one_way():
    home = Path(durable.__file__).parents[1]
    by_hand = re.compile(r"""\.part["']|os\.replace\(|\bpart\.replace\(""")
    found = {str(p.relative_to(home).as_posix()) for p in home.rglob("*.py") if by_hand.search(p.read_text(encoding="utf-8"))}
    assert found <= OWN_WAYS
