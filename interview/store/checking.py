"""Every session of a file looked through: each entry by its hash and its link to the one before it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from interview.store import session_index, snapshots
from interview.store.errors import StoreError
from interview.store.legibility import legible
from interview.store.snapshots import NOTE_DAMAGED, Elsewhere

SHORT_ID = 8


@dataclass(frozen=True, slots=True)
class Found:
    """What is damaged in a session."""

    session: str
    what: str

    def __str__(self) -> str:
        return f"{self.session[:SHORT_ID]}: {self.what}"


@dataclass(frozen=True, slots=True)
class Checked:
    """What a look through every session found."""

    sessions: int = 0
    entries: int = 0
    found: tuple[Found, ...] = ()
    pages: bool = False
    """Whether every page of the file was looked through, too."""

    def __add__(self, other: Checked) -> Checked:
        return Checked(
            self.sessions + other.sessions,
            self.entries + other.entries,
            (*self.found, *other.found),
            self.pages or other.pages,
        )

    def __str__(self) -> str:
        """What to tell a person of the damage; empty when there is none."""
        if not self.found:
            return ""
        count = len({one.session for one in self.found})
        these = "1 kept interview is damaged" if count == 1 else f"{count} kept interviews are damaged"
        return f"{these}; 'interview sessions check' says what of them cannot be read."


Flows = dict[str, str]
"""What is wrong with each kept flow that was looked at, by the hash of its files; empty with a whole one."""


def checked(
    connection: sqlite3.Connection, sessions: Iterable[str], flows: Flows, elsewhere: Elsewhere
) -> Checked:
    """Look through some sessions, by their ids."""
    return sum((_checked(connection, one, flows, elsewhere) for one in sessions), Checked())


def _checked(connection: sqlite3.Connection, session_id: str, flows: Flows, elsewhere: Elsewhere) -> Checked:
    saved = session_index.find(connection, session_id)
    if saved is None:  # deleted meanwhile, or of an id that is none
        return Checked()
    if saved.kept not in flows:
        flows[saved.kept] = _damage_of(connection, saved.kept, elsewhere)
    wrong = [saved.unreadable, flows[saved.kept], *_damage(connection, session_id)]
    count = connection.execute("SELECT count(*) FROM event WHERE session = ?", (session_id,)).fetchone()[0]
    return Checked(1, count, tuple(Found(saved.id, what) for what in wrong if what))


def _damage(connection: sqlite3.Connection, session_id: str) -> Iterator[str]:
    try:
        yield str(legible(connection, session_id))
    except StoreError as error:
        yield str(error)
    if snapshots.note_is_damaged(connection, session_id):
        yield NOTE_DAMAGED


def _damage_of(connection: sqlite3.Connection, flow: str, elsewhere: Elsewhere) -> str:
    try:
        snapshots.files_of(connection, flow, elsewhere)
    except StoreError as error:
        return str(error)
    return ""
