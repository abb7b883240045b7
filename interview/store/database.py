"""The file of sessions, open: safely for writing, or for looking only.

Not in WAL mode: that needs shared memory, leaves deleted text in a second file, and does not open on read-
only media. `DELETE` with `EXTRA` costs a millisecond an answer and survives power cuts. On a network share
neither locks nor commits can be relied on, which is said.
"""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from interview.store.damage import is_small, is_whole, mend, recovered, seems_whole, shared
from interview.store.errors import primary_code
from interview.store.locks import Lock
from interview.store.private_files import erase, private_file, private_folder
from interview.store.schema import VERSION, upgrade, version_of
from interview.store.sql import CONVERTED_NAME, PLAIN_NAME, SessionFile, copy, errors, session_file
from interview.text import shown_path

_NEEDS_WRITING = (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN)

_MOUNTS = Path("/proc/mounts")
_SHARES = re.compile(
    r"nfs\d?|cifs|smb\w*|ncpfs|afs|afpfs|9p|ceph|lustre|beegfs|gpfs|glusterfs|davfs2?"
    r"|fuse\.(sshfs|rclone|glusterfs|davfs2?|cephfs|gvfsd-fuse|s3fs|smbnetfs)"
)


@dataclass(frozen=True, slots=True)
class Database:
    """An open file of sessions. `notice` tells the person what was done at opening; mostly empty."""

    connection: sqlite3.Connection
    lock: Lock | None
    notice: str = ""
    is_damaged: bool = False
    """Whether this is what is whole in a damaged file, which was left as it is."""

    def close(self) -> None:
        """Close the file; a transaction that was not committed is undone."""
        self.connection.close()
        if self.lock:
            self.lock.release()


def open_database(folder: Path, passphrase: str = "", thorough: bool = False) -> Database:
    """Open the sessions of a folder, making folder and file where there are none.

    A damaged file is set aside under a new name, never overwritten, and what is whole in it is kept. A long
    one is looked through only when that should be `thorough`.

    `StoreError` for a file of a newer program, a wrong passphrase, or a damaged file that another window
    uses; otherwise `OSError` and errors of SQLite as they come.
    """
    file = session_file(private_folder(folder), passphrase)
    notice = mend(file, thorough=thorough)
    lock = shared(folder)
    try:
        private_file(file.path)
        erase(folder / CONVERTED_NAME)  # left half done: none is under way beside this lock
        notices = (notice, network_warning(folder), _left_open(file))
        return Database(_up_to_date(file), lock, " ".join(filter(None, notices)))
    except BaseException:
        lock.release()
        raise


def look_at_database(folder: Path, passphrase: str = "", thorough: bool = False) -> Database:
    """Open the sessions of a folder, changing nothing; where there are none, none are found.

    What cannot be read in place is read in memory: a file of an older program, one that is damaged, and one
    that a program left in the middle of a write.
    """
    file = session_file(folder, passphrase)
    try:
        file.path.stat()
    except FileNotFoundError:
        return Database(_in_memory(file, lambda memory: None), None)
    how = "mode=ro&immutable=1" if _on_read_only_medium(file.path) else "mode=ro"
    try:
        whole = (is_whole if thorough or is_small(file) else seems_whole)(file, how)
    except errors() as error:
        if primary_code(error) not in _NEEDS_WRITING:
            raise
        return Database(_finished_elsewhere(file), None)
    if not whole:
        from interview.store.recovery import fill

        found = recovered(file)
        return Database(
            _in_memory(file, lambda memory: fill(memory, found)),
            None,
            f"The file of saved sessions is damaged, and was left as it is. {found}",
            is_damaged=True,
        )
    connection = file.connect(how)
    if version_of(connection) == VERSION:
        return Database(connection, None)
    with closing(connection):
        return Database(_in_memory(file, partial(copy, connection)), None)


def _up_to_date(file: SessionFile) -> sqlite3.Connection:
    connection = file.prepared()
    try:
        upgrade(connection, file)
    except BaseException:
        connection.close()
        raise
    return connection


def _left_open(file: SessionFile) -> str:
    """Return what to tell the person about an unencrypted file beside an encrypted one."""
    plain = file.path.with_name(PLAIN_NAME)
    if not file.key or not plain.exists():
        return ""
    return (
        f"Beside the encrypted sessions stands an unencrypted file, {shown_path(plain)}: a copy, or what was "
        "left when encrypting was broken off. Remove it when nothing in it is missing here."
    )


def _in_memory(file: SessionFile, fill: Callable[[sqlite3.Connection], None]) -> sqlite3.Connection:
    memory = file.in_memory()
    fill(memory)
    upgrade(memory)
    return memory


def _finished_elsewhere(file: SessionFile) -> sqlite3.Connection:
    """Return a copy in which the write that a program left half done is undone."""
    import shutil  # both are slow to import, and rarely needed
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as folder:
        beside = file.at(Path(folder, file.path.name))
        for suffix in ("", "-journal"):
            if (part := Path(f"{file.path}{suffix}")).exists():
                shutil.copyfile(part, private_file(Path(f"{beside.path}{suffix}")))
        with closing(beside.connect()) as connection:
            return _in_memory(file, partial(copy, connection))


def _on_read_only_medium(path: Path) -> bool:
    """Tell whether nobody can be writing here; with a journal beside it, the file is not whole as it is."""
    if not hasattr(os, "statvfs") or Path(f"{path}-journal").exists():
        return False
    return bool(os.statvfs(path).f_flag & os.ST_RDONLY)


def network_warning(folder: Path) -> str:
    """Return what to tell the person about a folder on a network share; nothing about any other."""
    if not (kind := _share(folder)):
        return ""
    return (
        f"The saved sessions are on a network share ({kind}: {shown_path(folder)}), where two computers can "
        "damage them. Choose a folder of this computer with INTERVIEW_DATA."
    )


def _share(folder: Path) -> str:
    """Return the kind of network share a folder is on; empty when it is on none, or nothing can tell."""
    try:
        path = folder.resolve()
    except RuntimeError:  # a link that leads round in a circle, which is told when the folder is used
        return ""
    if path.drive.startswith("\\\\"):
        return "a folder of another computer"
    try:
        lines = _MOUNTS.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:  # only Linux has this list
        return ""
    mounts = {_plain(point): kind for _, point, kind, *_ in map(str.split, lines)}
    kind = next((mounts[at] for at in map(str, (path, *path.parents)) if at in mounts), "")
    return kind if _SHARES.fullmatch(kind) else ""


def _plain(point: str) -> str:
    """Return a name as it is: the list writes spaces and the like as octal numbers."""
    return re.sub(r"\\(\d{3})", lambda found: chr(int(found[1], 8)), point)
