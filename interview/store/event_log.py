"""Events as rows: each is tied to everything before it, the first to its session and flow."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable

from interview.digest import sha256
from interview.engine.session import Event, EventKind
from interview.store.answer_json import answer_from_json, answer_to_json
from interview.store.errors import Damaged, StoreError, UnknownSession
from interview.store.row_values import is_moment
from interview.text import one_line

Row = tuple[str, str, int, str, str, str, str, str]
"""An event as it stands in the file: id, session, seq, at, kind, question, body, chain."""
_KINDS = {kind.value: kind for kind in EventKind}
_as_json = json.JSONEncoder(default=repr).encode
"""Of the values of a row; what is no text belongs to no event."""


def append(connection: sqlite3.Connection, session_id: str, event: Event) -> bool:
    """Add an event at the end of its session; False when this very event is there already."""
    body = (event.at, event.kind.value, event.question, answer_to_json(event.answer))
    if _kept(connection, session_id, event.id, body):
        return False
    seq, link = _tail(connection, session_id)
    row = (event.id, session_id, seq + 1, *body)
    connection.execute("INSERT INTO event VALUES (?, ?, ?, ?, ?, ?, ?, ?)", (*row, linked(link, row)))
    return True


def rows_of(connection: sqlite3.Connection, session_id: str) -> tuple[Row, ...]:
    """Return the rows of a session in order; `StoreError` when one was changed or lost."""
    first = first_link(connection, session_id)
    rows = stored_rows(connection, session_id)
    whole = intact(first, rows)
    last = (whole[-1][2], whole[-1][-1]) if whole else (0, "")
    if len(whole) < len(rows) or lost_end(connection, session_id, last):
        raise Damaged(f"Entry {len(whole) + 1} of this session was changed or lost after it was saved.")
    return whole


def stored_rows(connection: sqlite3.Connection, session_id: str) -> list[Row]:
    """Return the rows of a session in order, whatever stands in them."""
    return connection.execute("SELECT * FROM event WHERE session = ? ORDER BY seq", (session_id,)).fetchall()


def lost_end(
    connection: sqlite3.Connection, session_id: str, last: tuple[int, str]
) -> tuple[int, str] | None:
    """Return the number and the link of the last event that was saved, if it is lost: not this one, later."""
    noted: tuple[int, str] | None = connection.execute(
        "SELECT seq, chain FROM latest WHERE session = ?", (session_id,)
    ).fetchone()
    if noted is None or not all(isinstance(seq, int) for seq in (noted[0], last[0])):
        return None
    return noted if noted[0] > last[0] and noted[1] != last[1] else None


def intact(link: str, rows: Iterable[Row]) -> tuple[Row, ...]:
    """Return the rows up to the first one that was changed, or after which one is missing."""
    whole: list[Row] = []
    for row in rows:
        link = linked(link, row[:-1])
        if row[-1] != link or row[2] != len(whole) + 1 or not is_text(row):
            break
        whole.append(row)
    return tuple(whole)


def first_link(connection: sqlite3.Connection, session_id: str) -> str:
    """Return the link before the first event of a session."""
    row = connection.execute(
        "SELECT id, flow, version, logic_hash, content_hash, begun FROM session WHERE id = ?", (session_id,)
    ).fetchone()
    if row is None:
        raise UnknownSession(f"There is no saved session {session_id}.")
    return linked("", row)


def last_event(connection: sqlite3.Connection, session_id: str) -> tuple[int, str] | None:
    """Return the number and the id of a session's last event, (0, "") before it; None for no session."""
    if connection.execute("SELECT 1 FROM session WHERE id = ?", (session_id,)).fetchone() is None:
        return None
    last = connection.execute(
        "SELECT seq, id FROM event WHERE session = ? ORDER BY seq DESC LIMIT 1", (session_id,)
    ).fetchone()
    return last or (0, "")


def last_link(connection: sqlite3.Connection, session_id: str) -> str:
    """Return the link of the last event of a session."""
    return _tail(connection, session_id)[1]


def linked(previous: str, row: tuple[object, ...]) -> str:
    """Return the link of a row: the SHA-256 of the link before it and the row."""
    return sha256(_as_json([previous, *row]).encode()).hexdigest()


def is_text(row: tuple[object, ...]) -> bool:
    """Tell whether a row holds text wherever it should."""
    return all(isinstance(value, str) for value in (*row[:2], *row[3:]))


def event_of(row: Row) -> Event:
    """Return what a row says; `StoreError` when this program cannot know."""
    event_id, _, _, at, kind, question, body, _ = row
    if kind not in _KINDS:
        raise StoreError(
            f"A saved session has an entry of a kind this program does not know ({one_line(kind)})."
        )
    if not is_moment(at):
        raise StoreError(f"A saved session has an entry whose time cannot be read ({one_line(at)}).")
    return Event(event_id, _KINDS[kind], question, at, answer_from_json(body))


def _kept(connection: sqlite3.Connection, session_id: str, event_id: str, body: tuple[str, ...]) -> bool:
    """Tell whether this very event is on disk; `StoreError` when its id belongs to another one."""
    found = connection.execute(
        "SELECT session, at, kind, question, body FROM event WHERE id = ?", (event_id,)
    ).fetchone()
    if found not in (None, (session_id, *body)):
        raise StoreError(f"Another saved answer has the id {event_id}.")
    return found is not None


def _tail(connection: sqlite3.Connection, session_id: str) -> tuple[int, str]:
    """Return the number and the link of a session's last event, also where that is lost."""
    last = connection.execute(
        "SELECT seq, chain FROM event WHERE session = ? ORDER BY seq DESC LIMIT 1", (session_id,)
    ).fetchone() or (0, first_link(connection, session_id))
    return lost_end(connection, session_id, last) or last
