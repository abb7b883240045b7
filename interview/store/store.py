"""The store: sessions and their events, each event on disk before `append` returns."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Self
from uuid import uuid4

from interview.engine.session import Event, EventKind
from interview.flow.model import Flow
from interview.store import locks
from interview.store.database import FILE_NAME, Database, open_database
from interview.store.errors import StoreError, UnknownSession, explained
from interview.store.locks import Lock
from interview.store.private import private_folder
from interview.store.serialise import answer_from_json, answer_to_json

_SAVED = """
SELECT s.id, s.flow, s.version, s.logic_hash, s.content_hash, s.begun,
    (SELECT at FROM event WHERE session = s.id ORDER BY seq DESC LIMIT 1),
    -- beside max(seq), SQLite takes `kind` from that same row
    (SELECT coalesce(sum(kind = 'answered'), 0) FROM
        (SELECT kind, max(seq) FROM event WHERE session = s.id GROUP BY question))
FROM session s
"""
_LATEST_FIRST = "ORDER BY (SELECT max(rowid) FROM event WHERE session = s.id) DESC"


@dataclass(frozen=True, slots=True)
class Saved:
    """A session on disk, as a list of sessions shows it. Times are UTC in ISO 8601."""

    id: str
    flow_id: str
    flow_version: str
    logic_hash: str
    content_hash: str
    begun: str
    last: str
    """When the last answer was given."""
    answers: int
    """How many questions have an answer."""


class Store:
    """The saved sessions of one folder.

    `Store(folder)` touches nothing until it is used; `Store.open(folder)` finds out at once whether the
    folder can be used. After any failure the file is closed, and the next call opens it anew.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.notice = ""
        """What the person should know about opening the file, such as that a damaged one was set aside."""
        self._database: Database | None = None
        self._held: dict[str, Lock] = {}

    @classmethod
    def open(cls, folder: Path) -> Self:
        """Open or begin the sessions of a folder; `StoreError` when that is not possible."""
        store = cls(folder)
        with store._using():
            return store

    def begin(self, flow: Flow, *, at: str) -> str:
        """Put a new session on disk and return its id; this program alone may add to it."""
        session_id = str(uuid4())
        row = (session_id, flow.id, flow.version, flow.logic_hash, flow.content_hash, at)
        self.hold(session_id)
        try:
            with self._changing() as connection:
                connection.execute("INSERT INTO session VALUES (?, ?, ?, ?, ?, ?, NULL)", row)
        except StoreError:
            self.release(session_id)
            raise
        return session_id

    def hold(self, session_id: str) -> None:
        """Keep a session for this program alone; `StoreError` names the window that has it."""
        if session_id in self._held:
            return
        path = self._lock_path(session_id)
        try:
            private_folder(path.parent)
            lock = locks.take(path)
        except OSError as error:
            raise explained(error, self.folder / FILE_NAME) from error
        if lock is None:
            raise StoreError(_elsewhere(locks.holder(path)))
        self._held[session_id] = lock

    def release(self, session_id: str) -> None:
        """Let other programs continue a session."""
        if lock := self._held.pop(session_id, None):
            lock.release(remove=True)

    def append(self, session_id: str, event: Event) -> None:
        """Put one event on disk. On return it is there, whatever happens next.

        An event that is there already is left as it is. A finished session is unfinished again.
        """
        self.hold(session_id)
        body = (event.at, event.kind.value, event.question, answer_to_json(event.answer))
        with self._changing() as connection:
            if _kept(connection, session_id, event.id, body):
                return
            seq, chain = _tail(connection, session_id)
            row = (event.id, session_id, seq + 1, *body)
            connection.execute("INSERT INTO event VALUES (?, ?, ?, ?, ?, ?, ?, ?)", (*row, _link(chain, row)))
            connection.execute(
                "UPDATE session SET finished = NULL WHERE id = ? AND finished IS NOT NULL", (session_id,)
            )

    def events(self, session_id: str) -> tuple[Event, ...]:
        """Return a session's events in the order they were saved; `StoreError` when one was tampered with."""
        with self._using() as connection:
            chain = _first_link(connection, session_id)
            rows = connection.execute("SELECT * FROM event WHERE session = ? ORDER BY seq", (session_id,))
            events = []
            for number, (*row, link) in enumerate(rows, start=1):
                chain = _link(chain, tuple(row))
                if link != chain or row[2] != number:
                    raise StoreError(
                        f"Entry {number} of this session was changed or lost after it was saved."
                    )
                events.append(_event(row))
            return tuple(events)

    def find(self, session_id: str) -> Saved:
        """Return what a list of sessions shows of one session; `UnknownSession` when there is none."""
        with self._using() as connection:
            row = connection.execute(f"{_SAVED} WHERE s.id = ?", (session_id,)).fetchone()
        if row is None:
            raise UnknownSession(f"There is no saved session {session_id}.")
        return Saved(*row)

    def unfinished(self) -> tuple[Saved, ...]:
        """Return the sessions that were begun, have an answer and were not finished; the latest first."""
        with self._using() as connection:
            rows = connection.execute(f"{_SAVED} WHERE s.finished IS NULL {_LATEST_FIRST}").fetchall()
        return tuple(saved for saved in (Saved(*row) for row in rows) if saved.last)

    def finish(self, session_id: str, *, at: str) -> None:
        """Mark a session as finished, so that nobody is asked to go on with it."""
        with self._changing() as connection:
            connection.execute("UPDATE session SET finished = ? WHERE id = ?", (at, session_id))

    def delete(self, session_id: str) -> None:
        """Remove a session; its text is overwritten in the file."""
        self.hold(session_id)
        with self._changing() as connection:
            connection.execute("DELETE FROM session WHERE id = ?", (session_id,))
        self.release(session_id)

    def close(self) -> None:
        """Close the file and let go of every session. The store can be used again; it then opens anew."""
        self._drop()
        for session_id in tuple(self._held):
            self.release(session_id)

    @contextmanager
    def _using(self) -> Iterator[sqlite3.Connection]:
        """Give the open file. Whatever fails closes it: a failed write must never just be repeated."""
        try:
            if self._database is None:
                self._database = open_database(self.folder)
                self.notice = self._database.notice or self.notice
            yield self._database.connection
        except (sqlite3.Error, OSError) as error:
            self._drop()
            raise explained(error, self.folder / FILE_NAME) from error
        except BaseException:
            self._drop()
            raise

    @contextmanager
    def _changing(self) -> Iterator[sqlite3.Connection]:
        with self._using() as connection:
            connection.execute("BEGIN IMMEDIATE")
            yield connection
            connection.execute("COMMIT")

    def _drop(self) -> None:
        if self._database is not None:
            self._database.close()
            self._database = None

    def _lock_path(self, session_id: str) -> Path:
        return self.folder / "locks" / f"{session_id}.lock"


def _elsewhere(holder: str) -> str:
    where = f" ({holder})" if holder else ""
    return f"This session is open in another window{where}. Go on there, close it, or start another session."


def _kept(connection: sqlite3.Connection, session_id: str, event_id: str, body: tuple[str, ...]) -> bool:
    """Tell whether this very event is on disk; `StoreError` when its id belongs to another one."""
    found = connection.execute(
        "SELECT session, at, kind, question, body FROM event WHERE id = ?", (event_id,)
    ).fetchone()
    if found not in (None, (session_id, *body)):
        raise StoreError(f"Another saved answer has the id {event_id}.")
    return found is not None


def _tail(connection: sqlite3.Connection, session_id: str) -> tuple[int, str]:
    """Return the number and the link of a session's last event."""
    last = connection.execute(
        "SELECT seq, chain FROM event WHERE session = ? ORDER BY seq DESC LIMIT 1", (session_id,)
    ).fetchone()
    return last or (0, _first_link(connection, session_id))


def _first_link(connection: sqlite3.Connection, session_id: str) -> str:
    """Return the link before the first event: it ties the events to their session and flow."""
    row = connection.execute(
        "SELECT id, flow, version, logic_hash, content_hash, begun FROM session WHERE id = ?", (session_id,)
    ).fetchone()
    if row is None:
        raise UnknownSession(f"There is no saved session {session_id}.")
    return _link("", row)


def _link(previous: str, row: tuple[object, ...]) -> str:
    """Chain a row to everything before it (SHA-256)."""
    return hashlib.sha256(json.dumps([previous, *row]).encode()).hexdigest()


def _event(row: list[str]) -> Event:
    event_id, _, _, at, kind, question, body = row
    if kind not in tuple(EventKind):
        raise StoreError(f"A saved session has an entry of a kind this program does not know ({kind}).")
    return Event(event_id, EventKind(kind), question, at, answer_from_json(body))
