"""Folders and files that only their owner can open. No link inside them is ever followed."""

from __future__ import annotations

import errno
import os
import stat
import sys
from contextlib import suppress
from pathlib import Path

from interview.text import shown_path

FOLDER_MODE = 0o700
FILE_MODE = 0o600
NO_LINK = getattr(os, "O_NOFOLLOW", 0)


def private_folder(folder: Path) -> Path:
    """Make a folder of mode 0700 where there is none, and return it.

    An empty folder gets the same mode. One that already holds something keeps its own, because it may be
    shared on purpose; the files in it are private all the same. `OSError` when it cannot be made.
    """
    missing = [path for path in (folder, *folder.parents) if not path.exists()]
    for path in reversed(missing):
        path.mkdir(mode=FOLDER_MODE, exist_ok=True)
        sync(path.parent)
    if not any(folder.iterdir()):
        with suppress(PermissionError):
            folder.chmod(FOLDER_MODE)
    return folder


def private_folder_in(folder: Path, name: str) -> Path:
    """Make a folder within a private one, and return it; `OSError` when a link stands there."""
    path = folder / name
    if path.is_symlink():
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(path))
    return private_folder(path)


def exposure(folder: Path) -> str:
    """Return what to tell the person about a folder that every account may fill or replace; mostly nothing.

    Whoever may write in a folder above, where no sticky bit keeps what is not theirs, may replace it whole.
    """
    if sys.platform == "win32":
        return ""
    if _mode(folder) & stat.S_IWOTH:
        return (
            f"Every account of this computer may write in {shown_path(folder)}, and could remove or replace "
            "what is kept there. 'chmod 700' closes it."
        )
    try:
        above = folder.resolve().parents
    except (OSError, RuntimeError):  # told when it is used
        return ""
    for one in above:
        if _mode(one) & (stat.S_IWOTH | stat.S_ISVTX) == stat.S_IWOTH:
            return (
                f"Every account of this computer may write in {shown_path(one)}, and could replace "
                f"the folder {shown_path(folder)} with all that is kept there. 'chmod o-w' closes it."
            )
    return ""


def _mode(folder: Path) -> int:
    """Return who may do what in a folder; 0 where that cannot be told."""
    try:
        return folder.stat().st_mode
    except OSError:
        return 0


def private_file(path: Path) -> Path:
    """Make an empty file of mode 0600 where there is none, tighten one that is wider, and return it.

    `OSError` when a link, a folder or a pipe stands there.
    """
    handle = os.open(path, os.O_RDWR | os.O_CREAT | NO_LINK, FILE_MODE)
    try:
        mode = os.fstat(handle).st_mode
        if not stat.S_ISREG(mode):
            raise OSError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
        if mode & 0o077 and sys.platform != "win32":
            os.fchmod(handle, FILE_MODE)
    finally:
        os.close(handle)
    return path


def file_identity(path: Path) -> tuple[int, int] | None:
    """Return what tells this file from any other that has had its name; None when there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def sync(folder: Path) -> None:
    """Make the names in a folder survive a power cut, where the system can do that."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def erase(path: Path) -> None:
    """Overwrite a file with zeros, then remove it.

    Of a link, symbolic or hard, only this name goes: what it leads to is not ours. Where a full disk takes
    not even zeros, the file is removed all the same.
    """
    with suppress(FileNotFoundError):
        found = path.lstat()
        if stat.S_ISREG(found.st_mode) and found.st_nlink == 1:
            _overwrite(path, found.st_size)
        path.unlink()


def _overwrite(path: Path, size: int) -> None:
    handle = os.open(path, os.O_RDWR | NO_LINK)
    try:
        with open(handle, "r+b", closefd=False) as file:
            file.write(bytes(size))
        os.fsync(handle)
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EDQUOT):
            raise
    finally:
        os.close(handle)
