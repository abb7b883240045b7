"""What can go wrong on disk, in plain words."""

from __future__ import annotations

import errno
import os
import sqlite3
from pathlib import Path

from interview.errors import InterviewError
from interview.text import shown_path

_FULL = "The disk is full: free some space"
_READ_ONLY = "The folder or the file can only be read, not written"
_REFUSED = "This account may not write there"
_DISK = "The disk reports an error"
_BUSY = "Another window or program is writing there and does not let go"
_DAMAGED = "The file is damaged"

_SQLITE = {
    sqlite3.SQLITE_FULL: _FULL,
    sqlite3.SQLITE_READONLY: _READ_ONLY,
    sqlite3.SQLITE_PERM: _REFUSED,
    sqlite3.SQLITE_CANTOPEN: "A file cannot be opened or made there",
    sqlite3.SQLITE_IOERR: _DISK,
    sqlite3.SQLITE_BUSY: _BUSY,
    sqlite3.SQLITE_LOCKED: _BUSY,
    sqlite3.SQLITE_CORRUPT: _DAMAGED,
    sqlite3.SQLITE_NOTADB: _DAMAGED,
}
_SYSTEM = {
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
    errno.EROFS: _READ_ONLY,
    errno.EACCES: _REFUSED,
    errno.EPERM: _REFUSED,
    errno.EIO: _DISK,
    errno.ENOTDIR: "There is a file where a folder should be",
    errno.EEXIST: "There is a file where a folder should be",
    errno.EISDIR: "There is something else where a file should be",
    errno.ELOOP: "A link stands there, and symbolic links are not followed: put the file itself there",
}


class StoreError(InterviewError):
    """Sessions cannot be saved or read; the text says why, and what to do where something can be done."""


class DiskFull(StoreError):
    """There is no room left on the disk."""


class Damaged(StoreError):
    """The file, or what was asked for in it, is damaged."""


class UnknownSession(StoreError):
    """The store has no session with this id."""


class WrongPassphrase(StoreError):
    """The passphrase does not open the file; nothing was touched."""


class OpenElsewhere(StoreError):
    """Another window has the session; `holder` says which, such as `process 4242 on ward-pc`, if known."""

    def __init__(self, holder: str) -> None:
        where = f" ({holder})" if holder else ""
        super().__init__(
            f"This session is open in another window{where}. Go on there, close it, or start another session."
        )
        self.holder = holder


_KINDS: dict[str, type[StoreError]] = {_FULL: DiskFull, _DAMAGED: Damaged}


def explained(error: BaseException, path: Path) -> StoreError:
    """Return an error of the disk or of SQLite as a `StoreError` in plain words."""
    if isinstance(error, OSError):
        number = error.errno or 0
        words = _SYSTEM.get(number) or os.strerror(number)
    else:
        words = _SQLITE.get(primary_code(error)) or f"The file cannot be used ({error})"
    return _KINDS.get(words, StoreError)(f"{words} ({shown_path(path)}).")


def primary_code(error: BaseException) -> int:
    """Return SQLite's primary result code, without the detail in the upper bits; 0 when there is none."""
    return int(getattr(error, "sqlite_errorcode", 0)) & 0xFF
