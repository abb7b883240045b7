"""Writing a session outside its store, for when the store takes nothing."""

from __future__ import annotations

import os
import shlex
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from interview.errors import UsageError
from interview.export.files import free_name, write_new
from interview.export.session_file import pack
from interview.text import one_line

SHORT_ID = 8


def places() -> tuple[Path, ...]:
    """Return folders that may take a file: home, where the person is, the one for temporary files."""
    return tuple(_places())


def offered() -> Path:
    """Return the first of these folders that seems to take a file."""
    taking = (folder for folder in places() if os.access(folder, os.W_OK | os.X_OK))
    return next(taking, Path("/"))


def named(text: str) -> Path:
    """Return the folder that somebody typed; `UsageError` for the home of an account there is not."""
    try:
        return Path(one_line(text)).expanduser().absolute()
    except RuntimeError:
        raise UsageError(f"there is no folder {one_line(text)}") from None


def write(folder: Path, data: Mapping[str, Any], note: str = "") -> tuple[Path, Path | None]:
    """Write a session, and its note where there is one, as new files for their owner alone.

    The second path is None when there was no room for the note. `UsageError` when the folder does not take
    the session.
    """
    if not folder.is_dir():
        raise UsageError(f"there is no folder {one_line(str(folder))}")
    stem = f"session-{data['session']['id'][:SHORT_ID]}"
    path, beside = free_name(folder, stem, ".json"), free_name(folder, stem, ".txt")
    write_new(path, pack(data))
    if note:
        with suppress(UsageError):
            write_new(beside, note)
            return path, beside
    return path, None


def rescue(data: Mapping[str, Any]) -> Path | None:
    """Write a session into the first folder that takes it; None when none does."""
    for folder in places():
        with suppress(UsageError):
            return write(folder, data)[0]
    return None


def written(path: Path, note: Path | None = None) -> str:
    """Return what to say of files that were written, and how to go on with them."""
    beside = f", its note to {one_line(str(note))}" if note else ""
    taken_up = f"'interview sessions import {shlex.quote(one_line(str(path)))}' takes it up"
    return f"Written to {one_line(str(path))}{beside}. {taken_up}, here or on another computer."


def _places() -> Iterator[Path]:
    with suppress(RuntimeError):  # an account may have no home
        yield Path.home()
    with suppress(OSError):  # the folder may have been removed meanwhile
        yield Path.cwd()
    with suppress(OSError):  # none may be writable
        yield Path(tempfile.gettempdir())
