"""Where an open database is in danger is known by the folder's name, by what lies in it, and by the drive."""

from pathlib import Path

import pytest

from intercoder.project import folders
from intercoder.project.folders import danger_of, kind_of_mount

MOUNTS = """\
sysfs /sys sysfs rw,nosuid 0 0
/dev/vda / ext4 rw,relatime 0 0
server:/export/home /srv/ada nfs4 rw,relatime 0 0
//server/team /mnt/team\\040folder cifs rw 0 0
/dev/sdb1 /mnt/stick fuseblk rw 0 0
ada@server: /srv/ada/remote fuse.sshfs rw 0 0
tmpfs /mnt/twice tmpfs rw 0 0
//server/other /mnt/twice cifs rw 0 0
"""
MAC = """\
/dev/disk1s1s1 on / (apfs, sealed, local, read-only, journaled)
//ada@server/team on /Volumes/team folder (smbfs, nodev, nosuid, mounted by ada)
"""


@pytest.fixture(autouse=True)
def local_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folders, "_mounts", lambda: "/dev/vda / ext4 rw 0 0\n")
    for key in ("OneDrive", "OneDriveCommercial", "OneDriveConsumer"):
        monkeypatch.delenv(key, raising=False)


@pytest.mark.parametrize(
    ("folder", "service"),
    [
        ("Dropbox", "Dropbox"),
        ("Dropbox (Institut für Medien)", "Dropbox"),
        ("OneDrive", "OneDrive"),
        ("OneDrive - Universität Wien", "OneDrive"),
        ("Google Drive", "Google Drive"),
        ("GoogleDrive-ada@example.org", "Google Drive"),
        ("iCloud Drive", "iCloud"),
        ("com~apple~CloudDocs", "iCloud"),
        ("Nextcloud2", "Nextcloud"),
        ("ownCloud", "ownCloud"),
    ],
)
def test_a_synchronised_folder_is_known_by_its_name(tmp_path, folder, service):
    assert danger_of(tmp_path / folder / "study" / "study.intercoder") == service


@pytest.mark.parametrize("folder", ["Documents", "My Dropbox study", "Drive", "Cloud atlas", "box"])
def test_a_folder_with_a_name_of_its_own_is_no_danger(tmp_path, folder):
    assert danger_of(tmp_path / folder / "study.intercoder") is None


@pytest.mark.parametrize(
    ("mark", "service"),
    [
        (".dropbox", "Dropbox"),
        (".stfolder", "Syncthing"),
        (".sync_0a1b2c3d4e5f.db", "Nextcloud"),
        ("._sync_0a1b.db", "Nextcloud"),
    ],
)
def test_a_synchronised_folder_is_known_by_what_its_program_keeps_in_it(tmp_path, mark, service):
    (tmp_path / mark).touch()
    (tmp_path / "a" / "b").mkdir(parents=True)
    assert danger_of(tmp_path / "a" / "b" / "study.intercoder") == service


def test_onedrive_is_known_by_its_variable(tmp_path, monkeypatch):
    monkeypatch.setenv("OneDriveCommercial", str(tmp_path / "Arbeit"))
    assert danger_of(tmp_path / "Arbeit" / "study.intercoder") == "OneDrive"
    assert danger_of(tmp_path / "study.intercoder") is None


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("/srv/ada/study", "nfs4"),
        ("/srv/ada/remote/study", "fuse.sshfs"),
        ("/srv/adam", "ext4"),
        ("/mnt/team folder", "cifs"),
        ("/mnt/stick", "fuseblk"),
        ("/mnt/twice", "cifs"),
    ],
)
def test_the_file_system_is_that_of_the_nearest_mount(folder, kind):
    assert kind_of_mount(Path(folder), MOUNTS) == kind


def test_a_share_of_macos_is_known():
    assert kind_of_mount(Path("/Volumes/team folder/study"), MAC) == "smbfs"
    assert kind_of_mount(Path("/Volumes/ada"), MAC) == "apfs"


def test_a_project_on_a_share_is_in_danger(monkeypatch):
    monkeypatch.setattr(folders, "_mounts", lambda: MOUNTS)
    assert danger_of(Path("/mnt/team folder/study.intercoder")) == "a network drive"
    assert danger_of(Path("/mnt/stick/study.intercoder")) is None
    assert danger_of(Path("//server/team/study.intercoder")) == "a network drive"


def test_a_system_without_a_list_of_mounts_is_no_danger(tmp_path, monkeypatch):
    monkeypatch.setattr(folders, "_mounts", lambda: "")
    assert danger_of(tmp_path / "study.intercoder") is None
