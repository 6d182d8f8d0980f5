"""The set-up of a checkout: what it installs from the system's packages, and what it says where it may not."""

import os
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

SETUP = Path(__file__).parents[2] / "packaging" / "setup.sh"
SetUp = Callable[..., subprocess.CompletedProcess[str]]

pytestmark = pytest.mark.skipif(shutil.which("sh") is None, reason="there is no POSIX shell here")


@pytest.fixture
def set_up(tmp_path: Path) -> SetUp:
    """Run `setup.sh system KIND` on a pretended Linux on which only the packages `there` are installed."""

    def run(kind: str, there: str = "", user: int = 1000, apt: bool = True) -> subprocess.CompletedProcess[str]:
        programs = {"uname": "echo Linux", "id": f"echo {user}"}
        if apt:
            programs["dpkg-query"] = (
                f'for last; do :; done; case " {there} " in *" $last "*) echo install ok installed;; *) exit 1;; esac'
            )
            programs["apt-get"] = f'echo "$*" >> "{tmp_path}/installed"'
        for name, body in programs.items():
            (tmp_path / name).write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
            (tmp_path / name).chmod(0o755)
        for name in ("sh", "dirname"):
            (tmp_path / name).symlink_to(shutil.which(name) or name)
        command = [str(tmp_path / "sh"), str(SETUP), "system", kind]
        return subprocess.run(command, env={"PATH": str(tmp_path)}, capture_output=True, text=True, check=False)

    return run


QT = "libgl1 libegl1 libfontconfig1 libxkbcommon0 libdbus-1-3 libglib2.0-0 libx11-6"


def test_root_gets_the_missing_packages_installed(set_up: SetUp, tmp_path: Path) -> None:
    done = set_up("test", there=f"{QT} pspp", user=0)
    assert done.returncode == 0
    assert (tmp_path / "installed").read_text(encoding="utf-8").splitlines() == [
        "install -y -qq --no-install-recommends fonts-noto-core fonts-noto-color-emoji"
    ]


def test_another_user_reads_the_one_line_to_type(set_up: SetUp, tmp_path: Path) -> None:
    done = set_up("plain", there=QT.replace("libegl1 ", ""))
    assert done.returncode == 0
    assert done.stderr.splitlines()[-1].strip() == "sudo apt-get install --no-install-recommends libegl1"
    assert not (tmp_path / "installed").exists()


def test_a_system_without_apt_reads_what_is_needed_and_goes_on(set_up: SetUp) -> None:
    done = set_up("screen", apt=False)
    assert done.returncode == 0
    assert "libxcb-cursor0" in done.stderr


def test_nothing_is_said_when_all_packages_are_there(set_up: SetUp) -> None:
    done = set_up("plain", there=QT)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_package_under_its_newer_name_is_recognised(set_up: SetUp) -> None:
    done = set_up("plain", there=QT.replace("libglib2.0-0", "libglib2.0-0t64"))
    assert (done.returncode, done.stderr) == (0, "")


def test_a_python_that_is_too_old_is_refused_with_a_hint(tmp_path: Path) -> None:
    old = tmp_path / "python"
    old.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    old.chmod(0o755)
    copy = tmp_path / "packaging" / "setup.sh"
    copy.parent.mkdir()
    copy.write_bytes(SETUP.read_bytes())
    environment = {**os.environ, "PYTHON": str(old)}
    done = subprocess.run(["sh", str(copy), "python"], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.splitlines()[0] == f"error: {old} was not found or is older than 3.11."
    assert "make PYTHON=" in done.stderr


def test_an_unknown_word_is_wrong_usage() -> None:
    done = subprocess.run(["sh", str(SETUP), "everything"], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr.startswith("usage:")


def test_the_list_of_third_party_software_is_that_of_the_lock() -> None:
    root = SETUP.parents[1]
    locked = re.findall(r"^([A-Za-z0-9._-]+)==([^ ;\\]+)", (root / "requirements.lock").read_text(), re.MULTILINE)
    listed = re.findall(r"^\| (\S+) \| ([0-9][^|]*) \|", (root / "THIRD-PARTY.md").read_text(), re.MULTILINE)
    pairs = {(name, version) for name, versions in listed for version in versions.strip().split(" or ")}
    assert pairs == set(locked)
