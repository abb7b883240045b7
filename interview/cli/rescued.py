"""Files that hold an interview which could not be saved, and that are ahead of what is kept."""

from __future__ import annotations

import os
import shlex
from collections.abc import Iterator
from pathlib import Path

from interview.cli.looking import read
from interview.cli.terminal import complain
from interview.errors import UsageError
from interview.export import session_file
from interview.store import Store, StoreError
from interview.text import one_line

_NAMES = "session-????????*.json"
_MOST = 20
"""Files that are looked at in each folder; a start should not wait for more."""


def tell(store: Store | None) -> None:
    """Say where a copy lies that is newer than what is kept here, and how to add it."""
    for path in ahead(store) if store is not None else ():
        name = one_line(str(path))
        complain(
            f"interview: A newer copy of an interview lies in {name}; "
            f"'interview sessions import {shlex.quote(name)}' adds it."
        )


def ahead(store: Store) -> Iterator[Path]:
    """Yield the files that go on where the kept session ends; none when the sessions cannot be read."""
    for folder in dict.fromkeys(session_file.rescue_folders()):
        for path in _files(folder):
            try:
                if _is_ahead(store, path):
                    yield path
            except (OSError, ValueError, KeyError, TypeError, UsageError, StoreError):
                continue  # no file of ours, or nothing to compare it with


def _files(folder: Path) -> list[Path]:
    try:
        return [path for path in sorted(folder.glob(_NAMES)) if path.is_file()][:_MOST]
    except OSError:
        return []


def _is_ahead(store: Store, path: Path) -> bool:
    from interview.export.session_file import MOST_CHARACTERS, unpack

    about = path.stat()
    if about.st_size > MOST_CHARACTERS or (hasattr(os, "getuid") and about.st_uid != os.getuid()):
        return False
    data = unpack(path.read_text(encoding="utf-8"))
    session_id, written = data["session"]["id"], [event["id"] for event in data["events"]]
    kept = [event.id for event in read(store, lambda one: one.events(session_id))]
    return len(written) > len(kept) and written[: len(kept)] == kept
