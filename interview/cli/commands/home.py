"""`interview` alone: what can be begun and continued, on the full screen or line by line.

Files that hold an interview which could not be saved, and that are ahead of what is kept, are told of
first.
"""

from __future__ import annotations

import os
from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path

from interview.cli.daily_check import looked_through
from interview.cli.desk import Desk
from interview.cli.looking import read
from interview.cli.passphrase import open_store
from interview.cli.terminal import begin_asking, complain, hold_full_screen, is_plain, say
from interview.errors import FlowError, InterviewError, UsageError
from interview.export import session_file
from interview.flow.loading.finder import Opened, folder_option, load
from interview.library import FlowFolder, list_flows
from interview.store import Recording, Store, StoreError
from interview.text import decoded, shell_path, shown_path

_NAMES = "session-????????*.json"
_MOST = 20
"""Files that are looked at in each folder; a start should not wait for more."""


def command(arguments: Namespace) -> int:
    """Show the home screen, or list its offers and ask for one."""
    desk = Desk(_flows(folder_option(arguments.flows)), open_store())
    tell_of_copies(desk.store)
    if arguments.plain or is_plain():
        return _line_by_line(desk)
    from interview.tui.app import run_home

    with looked_through(desk.store) as later:
        return hold_full_screen(lambda: run_home(desk.home(), later=later))


def _flows(folder: Path | None) -> dict[str, Opened | FlowError]:
    return {found.id: _loaded(found) for found in list_flows(folder)}


def _loaded(folder: FlowFolder) -> Opened | FlowError:
    try:
        return load(folder)
    except FlowError as error:
        return error


def _line_by_line(desk: Desk) -> int:
    """Hold what is chosen; what cannot be opened is told, and another may be chosen."""
    from interview.cli import line_mode

    begin_asking()
    while (chosen := _chosen(desk)) is not None:
        kind, name, origin = chosen
        try:
            recording = _opened(desk, kind, name)
        except InterviewError as error:
            say(str(error))
            continue
        if recording is not None:
            return line_mode.hold(recording, origin)
    return 0


def _opened(desk: Desk, kind: str, name: str) -> Recording | None:
    """Return what is to be held; None when an interview was only looked at."""
    ways = {"saved": desk.resume, "visit": desk.follow, "flow": desk.begin}
    try:
        return ways[kind](name)
    except StoreError as error:
        from interview.cli.line_mode import instead

        return instead(desk, name, error)


def _chosen(desk: Desk) -> tuple[str, str, str] | None:
    """List what there is and ask; return what kind of offer it is, its id, and its origin."""
    from interview.cli.line_mode import asked, listed

    saved, flows, finished = desk.saved_offers(), desk.flow_offers(), desk.finished_offers()
    if desk.store is not None and desk.store.problem:
        say(f"Nothing can be saved now: {desk.store.problem}")
    if notice := desk.notice():
        say(notice)
    if saved:
        say("Go on with:")
        listed([f"{offer.title}: {offer.words}" for offer in saved])
    say("Start:" if flows else "No flow was found.")
    listed([offer.words for offer in flows], first=len(saved) + 1)
    if finished:
        say("Return visit after:")
    listed([f"{offer.title}: {offer.words}" for offer in finished], first=len(saved) + len(flows) + 1)
    if saved or finished:
        say("'interview sessions list' lists and searches everything that is kept.")
    offers = [("saved", offer.id, offer.origin) for offer in saved]
    offers += [("flow", offer.id, offer.origin) for offer in flows]
    offers += [("visit", offer.id, offer.origin) for offer in finished]
    chosen = asked("Number, or Enter to leave: ", len(offers), instead=("", "q"), or_else="or only Enter")
    return None if chosen is None else offers[chosen]


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
