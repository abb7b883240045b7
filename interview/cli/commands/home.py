"""`interview` alone: what can be begun and continued, on the full screen or line by line.

Files that hold an interview which could not be saved, and that are ahead of what is kept, are told of
first.
"""

from __future__ import annotations

import os
from argparse import Namespace
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from interview.cli.passphrase import open_store
from interview.cli.terminal import begin_asking, complain, hold_full_screen, is_plain
from interview.errors import FlowError, UsageError
from interview.export import session_file
from interview.flow.loading.finder import Opened, folder_option, load
from interview.library import FlowFolder, asked_from_here, flow_cache, list_flows
from interview.store import Store, StoreError
from interview.text import decoded, shell_path, shown_path
from interview.worklist.daily_check import looked_through
from interview.worklist.history import read
from interview.worklist.soundness import errors_to_run_with
from interview.worklist.worklist import Worklist

if TYPE_CHECKING:
    from interview.practice.sitting import Sitting

_NAMES = "session-????????*.json"
_MOST = 20
"""Files that are looked at in each folder; a start should not wait for more."""


def command(arguments: Namespace) -> int:
    """Show the home screen, or list its offers and ask for one."""
    folders = list_flows(folder_option(arguments.flows))
    asked = {folder.id: asked_from_here(folder) for folder in folders}
    worklist = Worklist({one.id: _loaded(one) for one in folders}, open_store(), asked=asked)
    tell_of_copies(worklist.store)
    if arguments.plain or is_plain():
        return _line_by_line(worklist)
    from interview.tui.app import run_home

    with looked_through(worklist.store) as later:
        return hold_full_screen(
            lambda: run_home(worklist, later=later, begin_practice=partial(_practice, worklist))
        )


def _practice(worklist: Worklist, flow: str) -> Sitting:
    """Begin a sitting of practice with a flow; `InterviewError` where it cannot be practised."""
    from interview.cli.commands.practice import begun, typed, written_cases
    from interview.library import data_folder
    from interview.practice.sitting import Sitting
    from interview.store.practice_log import PracticeLog

    opened = worklist.flows[flow]
    if isinstance(opened, FlowError):
        raise opened
    errors_to_run_with(opened)
    practice = begun(opened, PracticeLog(data_folder()), written_cases(opened))
    return Sitting(practice, typed=typed(opened.folder))


def _loaded(folder: FlowFolder) -> Opened | FlowError:
    try:
        return load(folder, flow_cache())
    except FlowError as error:
        return error


def _line_by_line(worklist: Worklist) -> int:
    from interview.cli import line_mode

    begin_asking()
    conversation = line_mode.begun_from(worklist)
    return line_mode.hold(conversation) if conversation is not None else 0


def tell_of_copies(store: Store | None) -> None:
    """Say where a copy lies that is newer than what is kept here, and how to add it."""
    for path in copies_ahead(store) if store is not None else ():
        complain(
            f"interview: A newer copy of an interview lies in {shown_path(path)}; "
            f"'interview sessions import {shell_path(path)}' adds it."
        )


def copies_ahead(store: Store) -> Iterator[Path]:
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
    data = unpack(decoded(path.read_bytes()))
    session_id, written = data["session"]["id"], [event["id"] for event in data["events"]]
    kept = [event.id for event in read(store, lambda one: one.events(session_id))]
    return len(written) > len(kept) and written[: len(kept)] == kept
