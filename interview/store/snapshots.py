"""Flows and notes kept as they were, so that old summaries can be seen and made again.

A flow is kept under the SHA-256 of its files: two that differ in nothing but a sign-off are two flows here,
although their content hash is the same.

A note is that of the day its session was finished, tied to the end of its chain. It counts only while
nothing was added to its session, so it can never be shown beside other answers.
"""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Callable, Mapping

from interview.digest import sha256
from interview.flow.model import Flow
from interview.store.errors import StoreError
from interview.store.event_log import last_link, linked

NOTE_DAMAGED = (
    "The note that was kept when this was finished is damaged and cannot be shown. One made again from the "
    "answers may differ from it."
)
Row = tuple[str, str, str, str, str]
"""A kept flow without its files: their hash, content hash, flow id, version, logic hash."""

Elsewhere = Callable[[str], Mapping[str, str]]
"""Gives the files of a flow, by their hash, from where they can be had besides the store; empty for none."""

_LEVEL = 3
"""Of zlib's levels the one that takes a quarter of the strongest's time, for a tenth more bytes."""

_LATER = """WITH RECURSIVE later(id) AS (
    SELECT id FROM session WHERE follows != '' AND follows IN (SELECT value FROM json_each(?))
    UNION SELECT s.id FROM session s JOIN later ON s.follows = later.id AND s.follows != '')
"""
"""The visits after some sessions, whose ids are a list in JSON."""

Note = dict[str, str]
"""A note as plain data: `at`, `text` and `chain`."""


def hold(connection: sqlite3.Connection, session_id: str, flow: Flow, origin: str) -> None:
    """Keep the files of the flow a session is held with from here on, and where they came from."""
    name = files_hash(flow.files) if flow.files else ""
    if name:
        put_flow(connection, (name, flow.content_hash, flow.id, flow.version, flow.logic_hash), flow.files)
    connection.execute("UPDATE session SET kept = ?, origin = ? WHERE id = ?", (name, origin, session_id))


def put_flow(connection: sqlite3.Connection, row: Row, files: Mapping[str, str]) -> None:
    """Keep files, unless they are kept already and whole."""
    found = connection.execute("SELECT files FROM flow WHERE hash = ?", row[:1]).fetchone()
    if found is None or packed_hash(found[0]) != row[0]:
        packed = zlib.compress(json.dumps(dict(files)).encode(), _LEVEL)
        connection.execute("INSERT OR REPLACE INTO flow VALUES (?, ?, ?, ?, ?, ?)", (*row, packed))


def row_of(connection: sqlite3.Connection, name: str) -> Row | None:
    """Return what the flow with this hash of its files is shown as; None when it is not kept."""
    row: Row | None = connection.execute(
        "SELECT hash, content_hash, id, version, logic_hash FROM flow WHERE hash = ?", (name,)
    ).fetchone()
    return row


def with_content(connection: sqlite3.Connection, content_hash: str) -> str:
    """Return the hash of the files of a kept flow with this content hash, whatever its sign-offs; or "".

    One that is whole comes before one that is damaged.
    """
    rows = connection.execute(
        "SELECT hash, files FROM flow WHERE content_hash = ? ORDER BY rowid", (content_hash,)
    ).fetchall()
    names = [name for name, files in rows if packed_hash(files) == name] or [name for name, _ in rows]
    return names[0] if names else ""


def files_of(
    connection: sqlite3.Connection, name: str, elsewhere: Elsewhere = lambda name: {}
) -> Mapping[str, str]:
    """Return the text of a kept flow's files by name; empty when it is not kept.

    Damaged ones are taken from `elsewhere`; `StoreError` when the very same are not there either.
    """
    row = connection.execute("SELECT files FROM flow WHERE hash = ?", (name,)).fetchone()
    if row is None:
        return {}
    for files in (unpacked(row[0]), elsewhere(name)):
        if files and files_hash(files) == name:
            return files
    raise StoreError("The flow that was kept with this session cannot be read.")


def files_hash(files: Mapping[str, str]) -> str:
    """Return the SHA-256, in hexadecimal, of files by name, in whatever order they stand."""
    text = json.dumps(dict(files), sort_keys=True, separators=(",", ":"))
    return sha256(text.encode("ascii")).hexdigest()


def unpacked(packed: bytes) -> dict[str, str] | None:
    """Return the files that were packed; None when they cannot be read."""
    try:
        files = dict(json.loads(zlib.decompress(packed)))
    except (zlib.error, ValueError, TypeError, RecursionError):
        return None
    return files if all(isinstance(part, str) for entry in files.items() for part in entry) else None


def packed_hash(packed: bytes) -> str | None:
    """Return the hash of files that were packed; None when they cannot be read."""
    files = unpacked(packed)
    return None if files is None else files_hash(files)


def forget_unused(connection: sqlite3.Connection) -> None:
    """Remove the flows to which no session refers any more."""
    connection.execute(
        """DELETE FROM flow WHERE NOT EXISTS (SELECT 1 FROM session WHERE kept = flow.hash)
            AND NOT EXISTS (SELECT 1 FROM session WHERE content_hash = flow.content_hash)
            AND content_hash NOT IN
                (SELECT json_extract(body, '$.text') FROM event INDEXED BY event_flow
                    WHERE kind = 'carried' AND question = '' AND json_valid(body))"""
    )


def put_note(connection: sqlite3.Connection, session_id: str, at: str, text: str) -> None:
    """Keep the note of a session; an empty one only takes the earlier one away."""
    forget_note(connection, session_id)
    if text:
        chain = linked(last_link(connection, session_id), (session_id, at, text))
        connection.execute("INSERT INTO note VALUES (?, ?, ?, ?)", (session_id, at, text, chain))


def note_of(connection: sqlite3.Connection, session_id: str) -> Note | None:
    """Return the note of a session; None when there is none, or when it is not the one that was kept."""
    row = connection.execute("SELECT at, text, chain FROM note WHERE session = ?", (session_id,)).fetchone()
    if row is None or row[-1] != linked(last_link(connection, session_id), (session_id, *row[:-1])):
        return None
    return dict(zip(("at", "text", "chain"), row, strict=True))


def note_is_damaged(connection: sqlite3.Connection, session_id: str) -> bool:
    """Tell whether there is a note that is not the one that was kept."""
    kept = connection.execute("SELECT 1 FROM note WHERE session = ?", (session_id,)).fetchone()
    return kept is not None and note_of(connection, session_id) is None


def forget_note(connection: sqlite3.Connection, session_id: str) -> None:
    """Remove the note of a session that goes on."""
    connection.execute("DELETE FROM note WHERE session = ?", (session_id,))


def forget_notes_after(connection: sqlite3.Connection, session_id: str) -> None:
    """Remove the notes of the visits after a session: they tell its answers too, and can be made again."""
    connection.execute(
        f"{_LATER} DELETE FROM note WHERE session IN (SELECT id FROM later)", (_ids(session_id),)
    )


def notes_after(connection: sqlite3.Connection, *session_ids: str) -> int:
    """Return how many notes of later visits would go with these sessions, their own not counted."""
    ids = _ids(*session_ids)
    found = connection.execute(
        f"""{_LATER} SELECT count(*) FROM note WHERE session IN (SELECT id FROM later)
            AND session NOT IN (SELECT value FROM json_each(?))""",
        (ids, ids),
    )
    return int(found.fetchone()[0])


def _ids(*session_ids: str) -> str:
    return json.dumps(session_ids)
