"""Locks between programs. The system lets go of them when a program ends, however it ends."""

from __future__ import annotations

import os
import platform
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from interview.store.private_files import FILE_MODE, NO_LINK

if sys.platform != "win32":
    import fcntl

WAIT = 1.0
"""Seconds to wait for a lock: a program that was just killed may need a moment to let go."""
_PAUSE = 0.02


@dataclass(frozen=True, slots=True)
class Lock:
    """A lock this program holds until `release`."""

    path: Path
    handle: int

    def release(self, *, remove: bool = False) -> None:
        """Let go; with `remove`, the file goes as well, unless nothing can be changed there any more."""
        if remove:
            with suppress(OSError):
                self.path.unlink(missing_ok=True)
        os.close(self.handle)


def take(path: Path, *, shared: bool = False) -> Lock | None:
    """Take the lock on a file, which is made where there is none; None when another program keeps it.

    Any number of programs can hold a shared lock, and none of them while one holds it alone. `OSError`
    when the file cannot be made.
    """
    deadline = time.monotonic() + WAIT
    while True:
        lock = _try(path, shared)
        if lock or time.monotonic() >= deadline:
            return lock
        time.sleep(_PAUSE)


def holder(path: Path) -> str:
    """Return who holds the lock on a file alone, such as `process 4242 on ward-pc`; empty when unknown."""
    try:
        process, _, computer = path.read_text(encoding="utf-8").strip().partition(" ")
    except (OSError, UnicodeDecodeError):
        return ""
    return f"process {process} on {computer}" if process and computer else ""


def _try(path: Path, shared: bool) -> Lock | None:
    handle = os.open(path, os.O_RDWR | os.O_CREAT | NO_LINK, FILE_MODE)
    try:
        if _locked(handle, shared) and _still_there(handle, path):
            if not shared:
                _sign(handle)
            return Lock(path, handle)
    except BaseException:
        os.close(handle)
        raise
    os.close(handle)
    return None


def _locked(handle: int, shared: bool) -> bool:
    if sys.platform == "win32":
        return True  # no such lock there; SQLite's own still keeps every event of both windows
    try:
        fcntl.flock(handle, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _still_there(handle: int, path: Path) -> bool:
    """Tell whether the locked file is still the one of this name: its last owner may have removed it."""
    try:
        return os.path.samestat(os.fstat(handle), path.stat())
    except FileNotFoundError:
        return False


def _sign(handle: int) -> None:
    """Say in the file who holds it. On a full disk the lock holds all the same, without a name."""
    with suppress(OSError):
        os.truncate(handle, 0)
        os.write(handle, f"{os.getpid()} {platform.node() or 'this computer'}\n".encode())
