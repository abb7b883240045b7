"""The note of a finished session as it was on that day, tied to the end of its chain.

A note counts only while nothing was added to its session, so it can never be shown beside other answers.
"""

from __future__ import annotations

import sqlite3

from interview.store.event_log import last_link, linked

Note = dict[str, str]
"""A note as plain data: `at`, `text` and `chain`."""


def put(connection: sqlite3.Connection, session_id: str, at: str, text: str) -> None:
    """Keep the note of a session; an empty one only takes the earlier one away."""
    forget(connection, session_id)
    if text:
        chain = linked(last_link(connection, session_id), (session_id, at, text))
        connection.execute("INSERT INTO note VALUES (?, ?, ?, ?)", (session_id, at, text, chain))


def note_of(connection: sqlite3.Connection, session_id: str) -> Note | None:
    """Return the note of a session; None when there is none, or when it is not the one that was kept."""
    row = connection.execute("SELECT at, text, chain FROM note WHERE session = ?", (session_id,)).fetchone()
    if row is None or row[-1] != linked(last_link(connection, session_id), (session_id, *row[:-1])):
        return None
    return dict(zip(("at", "text", "chain"), row, strict=True))


def forget(connection: sqlite3.Connection, session_id: str) -> None:
    """Remove the note of a session that goes on."""
    connection.execute("DELETE FROM note WHERE session = ?", (session_id,))


def forget_after(connection: sqlite3.Connection, session_id: str) -> None:
    """Remove the notes of the visits after a session: they tell its answers too, and can be made again."""
    connection.execute(
        """WITH RECURSIVE later(id) AS (
                SELECT id FROM session WHERE follows = ?
                UNION SELECT session.id FROM session JOIN later ON session.follows = later.id)
            DELETE FROM note WHERE session IN (SELECT id FROM later)""",
        (session_id,),
    )
