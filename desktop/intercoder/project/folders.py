"""Whether a file lies where an open database is in danger: a network drive, or a folder that is synchronised behind it."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

# Names that the programs give their folders; what stands behind a blank or bracket is the account.
_NAMES = (
    (re.compile(r"dropbox( \(.*\))?", re.I), "Dropbox"),
    (re.compile(r"onedrive( ?[-–] ?.+)?", re.I), "OneDrive"),
    (re.compile(r"google ?drive(-.+)?|drivefs", re.I), "Google Drive"),
    (re.compile(r"icloud ?drive|com~apple~clouddocs|mobile documents", re.I), "iCloud"),
    (re.compile(r"nextcloud\d*", re.I), "Nextcloud"),
    (re.compile(r"owncloud", re.I), "ownCloud"),
    (re.compile(r"box sync", re.I), "Box"),
    (re.compile(r"pcloud ?drive", re.I), "pCloud"),
    (re.compile(r"seafile", re.I), "Seafile"),
)
# Files that the programs leave in the folder they synchronise, under whatever name it has.
_MARKS = (
    (".dropbox", "Dropbox"),
    (".dropbox.cache", "Dropbox"),
    (".stfolder", "Syncthing"),
    (".owncloudsync.log", "ownCloud"),
    (".nextcloudsync.log", "Nextcloud"),
    (".tmp.driveupload", "Google Drive"),
)
_JOURNALS = re.compile(r"\.(_?sync_[0-9a-f]+|csync_journal)\.db")  # of Nextcloud and ownCloud
_NETWORK = frozenset(
    {
        "9p", "afs", "afpfs", "ceph", "cifs", "davfs", "davfs2", "glusterfs", "lustre", "ncpfs", "nfs", "nfs4", "smb3", "smbfs",
        "webdav", "fuse.curlftpfs", "fuse.davfs2", "fuse.glusterfs", "fuse.google-drive-ocamlfuse", "fuse.gvfsd-fuse",
        "fuse.onedriver", "fuse.rclone", "fuse.s3fs", "fuse.smbnetfs", "fuse.sshfs", "macfuse", "osxfuse",
    }
)  # fmt: skip
_REMOTE_DRIVE = 4  # GetDriveTypeW
ORIGIN = "origin.json"
"""The file beside a local copy that says of which project it is one."""


def danger_of(path: Path) -> str | None:
    """The name of what a file is in danger of: the service that synchronises its folder, or "a network drive"."""
    folder = Path(os.path.abspath(path)).parent
    return _service(folder, os.environ) or ("a network drive" if _is_network(folder) else None)


def original_of(path: Path) -> Path | None:
    """The project that a file is the local copy of; None if it is none."""
    with suppress(OSError, ValueError, TypeError, KeyError):
        facts = json.loads(path.with_name(ORIGIN).read_text(encoding="utf-8"))
        original = Path(str(facts["path"]))
        if original.name == path.name and facts["sha256"] and facts["taken"]:
            return original
    return None


def _service(folder: Path, environment: Mapping[str, str]) -> str | None:
    for key in ("OneDrive", "OneDriveCommercial", "OneDriveConsumer"):
        if environment.get(key) and folder.is_relative_to(environment[key]):
            return "OneDrive"
    for part in folder.parts:
        for pattern, name in _NAMES:
            if pattern.fullmatch(part):
                return name
    for above in (folder, *folder.parents):
        for mark, name in _MARKS:
            if (above / mark).exists():
                return name
        with suppress(OSError):
            if any(_JOURNALS.fullmatch(entry.name) for entry in above.glob(".*.db")):
                return "Nextcloud"
    return None


def _is_network(folder: Path) -> bool:
    if str(folder).startswith(("\\\\", "//")):
        return True
    if sys.platform == "win32":
        import ctypes

        return int(ctypes.windll.kernel32.GetDriveTypeW(f"{folder.drive}\\")) == _REMOTE_DRIVE
    return kind_of_mount(folder, _mounts()) in _NETWORK


def kind_of_mount(folder: Path, mounts: str) -> str | None:
    """The file system that a folder lies on; `mounts` as in /proc/mounts, or as the command `mount` of macOS prints it."""
    best, kind = -1, None
    for line in mounts.splitlines():
        found = re.match(r"\S+ (?P<at>\S+) (?P<kind>[\w.]+) ", line) or re.match(
            r".+? on (?P<at>.+) \((?P<kind>[\w.]+)[,)]", line
        )
        if found is None:
            continue
        at = re.sub(r"\\([0-7]{3})", lambda octal: chr(int(octal[1], 8)), found["at"])
        if folder.is_relative_to(at) and len(at) >= best:  # of two on one place the later one is on top
            best, kind = len(at), found["kind"]
    return kind


def _mounts() -> str:
    with suppress(OSError, subprocess.SubprocessError, UnicodeDecodeError):
        if sys.platform == "darwin":
            return subprocess.run(["/sbin/mount"], capture_output=True, text=True, timeout=2, check=True).stdout
        return Path("/proc/self/mounts").read_text(encoding="utf-8")
    return ""
