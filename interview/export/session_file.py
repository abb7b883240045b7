"""A session as one file with a checksum: for another computer, or for when the store takes nothing.

    {"interview_session": 2, "sha256": "...",
     "session": {...}, "flows": {...}, "events": [...], "note": {...}}

The checksum is of the canonical JSON of what comes after it; the store checks the chain of events too. The
files of an older program, form 1, have no note; `store.transfer` knows what else they lack.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from interview.digest import sha256
from interview.errors import UsageError
from interview.export.files import free_name, write_new
from interview.library import data_folder
from interview.text import shell_path, shown_path, typed_path

FORM = 2
MOST_CHARACTERS = 20_000_000
_PARTS = {1: ("session", "flows", "events"), 2: ("session", "flows", "events", "note")}

SHORT_ID = 8
ROOM = 4_000_000
"""Bytes that are free where a session, its flow and its note surely fit."""


def pack(data: Mapping[str, Any]) -> str:
    """Return a session's plain data as the text of a file, in ASCII: no terminal or mail alters that."""
    parts = {name: data[name] for name in _PARTS[FORM]}
    packed = {"interview_session": FORM, "sha256": _checksum(parts), **parts}
    return json.dumps(packed, indent=1) + "\n"


def unpack(text: str) -> dict[str, Any]:
    """Return the plain data in a file's text; `UsageError` when it is none, newer, or was changed."""
    try:
        packed = json.loads(text[: MOST_CHARACTERS + 1])
    except (ValueError, RecursionError):  # a number of thousands of digits too
        raise UsageError("this is not a file of a session") from None
    if not isinstance(packed, dict) or not isinstance(packed.get("interview_session"), int):
        raise UsageError("this is not a file of a session")
    if packed["interview_session"] > FORM:
        raise UsageError("this file was written by a newer version of this program")
    parts = {name: packed.get(name) for name in _PARTS.get(packed["interview_session"], _PARTS[FORM])}
    if packed.get("sha256") != _checksum(parts):
        raise UsageError("this file was changed or damaged since it was exported; nothing was added")
    return parts


def typed_texts(data: Mapping[str, Any]) -> Iterator[str]:
    """Give what somebody typed in their own words: the label and the free answers."""
    yield data["session"]["label"]
    for event in data["events"]:
        match event:
            case {"question": str(question), "answer": {"text": str(text)}} if question:
                yield text


def _checksum(parts: Mapping[str, Any]) -> str:
    text = json.dumps(parts, sort_keys=True, separators=(",", ":"))
    return sha256(text.encode("ascii")).hexdigest()


def rescue_folders() -> tuple[Path, ...]:
    """Return folders that may take a file: that of what is kept, home, the present one, the temporary one."""
    return tuple(_places())


def offered_folder() -> Path:
    """Return the first of these folders that seems to take a file and has room for one."""
    taking = [folder for folder in rescue_folders() if os.access(folder, os.W_OK | os.X_OK)]
    return next(filter(_has_room, taking), taking[0] if taking else Path("/"))


def _has_room(folder: Path) -> bool:
    try:
        return shutil.disk_usage(folder).free >= ROOM
    except OSError:
        return False


def typed_folder(text: str) -> Path:
    """Return the folder that somebody typed; `UsageError` for the home of an account there is not."""
    try:
        return Path(typed_path(text)).expanduser().absolute()
    except RuntimeError:
        raise UsageError(f"there is no folder {shown_path(text)}") from None


def write_rescue_file(folder: Path, data: Mapping[str, Any], note: str = "") -> tuple[Path, Path | None]:
    """Write a session, and its note where there is one, as new files for their owner alone.

    The second path is None when there was no room for the note. `UsageError` when the folder does not take
    the session.
    """
    if not folder.is_dir():
        raise UsageError(f"there is no folder {shown_path(folder)}")
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
    for folder in rescue_folders():
        with suppress(UsageError):
            return write_rescue_file(folder, data)[0]
    return None


def rescue_words(path: Path, note: Path | None = None) -> str:
    """Return what to say of files that were written, and how to go on with them."""
    beside = f", its note to {shown_path(note)}" if note else ""
    taken_up = f"'interview sessions import {shell_path(path)}' takes it up"
    return f"Written to {shown_path(path)}{beside}. {taken_up}, here or on another computer."


def _places() -> Iterator[Path]:
    with suppress(UsageError, OSError):
        if (folder := data_folder()).is_dir():
            yield folder
    with suppress(RuntimeError):  # an account may have no home
        yield Path.home()
    with suppress(OSError):  # the folder may have been removed meanwhile
        yield Path.cwd()
    with suppress(OSError):  # none may be writable
        yield Path(tempfile.gettempdir())
