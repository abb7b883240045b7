"""Writing what a person asked for into a new file, and never over another."""

from __future__ import annotations

import os
from pathlib import Path

from interview.errors import InterviewError


class NotWritten(InterviewError):
    """A file that could not be written; says why and what would help."""


def write_new(path: Path, text: str) -> None:
    """Create a file that only its owner can read. An existing file, or a link in its place, is refused."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0)
    try:
        handle = os.open(path, flags, 0o600)
    except FileExistsError:
        raise NotWritten(f"{path} exists already. Choose another name.") from None
    except OSError as error:
        raise NotWritten(f"{path} cannot be written: {error.strerror}.") from None
    _fill(handle, path, text)


def _fill(handle: int, path: Path, text: str) -> None:
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        path.unlink(missing_ok=True)
        raise NotWritten(f"{path} could not be written in full: {error.strerror}.") from None


def free_name(folder: Path, stem: str, suffix: str) -> Path:
    """Return a name in the folder that is not taken yet."""
    path, count = folder / f"{stem}{suffix}", 1
    while path.exists():
        count += 1
        path = folder / f"{stem}-{count}{suffix}"
    return path
