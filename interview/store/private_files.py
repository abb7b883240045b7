"""Folders and files that only their owner can open."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

FOLDER_MODE = 0o700
FILE_MODE = 0o600


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


def private_file(path: Path) -> Path:
    """Make an empty file of mode 0600 where there is none, tighten one that is wider, and return it."""
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, FILE_MODE))
    if path.stat().st_mode & 0o077:
        path.chmod(FILE_MODE)
    return path


def sync(folder: Path) -> None:
    """Make the names in a folder survive a power cut, where the system can do that."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def erase(path: Path) -> None:
    """Overwrite a file with zeros, then remove it."""
    with suppress(FileNotFoundError):
        with path.open("r+b") as file:
            file.write(bytes(path.stat().st_size))
            file.flush()
            os.fsync(file.fileno())
        path.unlink()
