"""The tables of the file, and how the file of an older program gets the ones of today.

Each step is applied once, in one transaction, after a copy of the file was put beside it.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from interview.store.errors import StoreError
from interview.store.private import private_file

_STEPS = (
    (
        """CREATE TABLE session (
            id TEXT PRIMARY KEY,
            flow TEXT NOT NULL,
            version TEXT NOT NULL,
            logic_hash TEXT NOT NULL,
            content_hash TEXT NOT NULL,
            begun TEXT NOT NULL,
            finished TEXT
        )""",
        """CREATE TABLE event (
            id TEXT PRIMARY KEY,
            session TEXT NOT NULL REFERENCES session (id) ON DELETE CASCADE,
            seq INTEGER NOT NULL,
            at TEXT NOT NULL,
            kind TEXT NOT NULL,
            question TEXT NOT NULL,
            body TEXT NOT NULL,
            chain TEXT NOT NULL,
            UNIQUE (session, seq)
        )""",
        """CREATE TRIGGER event_is_append_only BEFORE UPDATE ON event
            BEGIN SELECT RAISE (ABORT, 'events are never changed'); END""",
    ),
    (
        "ALTER TABLE session ADD COLUMN label TEXT NOT NULL DEFAULT ''",
        "ALTER TABLE session ADD COLUMN follows TEXT NOT NULL DEFAULT ''",
        """CREATE TABLE flow (
            content_hash TEXT PRIMARY KEY,
            id TEXT NOT NULL,
            version TEXT NOT NULL,
            logic_hash TEXT NOT NULL,
            files BLOB NOT NULL
        )""",
    ),
)
VERSION = len(_STEPS)


def upgrade(connection: sqlite3.Connection, path: Path | None = None) -> None:
    """Bring the tables up to date; with a path, a file of an older program is first copied beside it.

    `StoreError` for the file of a newer program, which is left as it is.
    """
    if version_of(connection) == VERSION:
        return
    connection.execute("BEGIN IMMEDIATE")
    version = version_of(connection)  # another window may just have done it
    if version > VERSION:
        raise StoreError(
            f"The saved sessions in {path or 'this file'} were written by a newer version of this program "
            f"(format {version}; this one knows {VERSION}). They were left as they are. "
            "Use the newer version."
        )
    if version and path:
        _copy(connection, path, version)
    for step in _STEPS[version:]:
        for statement in step:
            connection.execute(statement)
    connection.execute(f"PRAGMA user_version = {VERSION}")
    connection.execute("COMMIT")


def version_of(connection: sqlite3.Connection) -> int:
    """Return the format of the file; 0 for an empty one."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def older_copy(path: Path, version: int) -> Path:
    """Return where the copy of a file in an older format is kept."""
    return path.with_name(f"{path.stem}-format-{version}{path.suffix}")


def _copy(connection: sqlite3.Connection, path: Path, version: int) -> None:
    with closing(sqlite3.connect(private_file(older_copy(path, version)))) as copy:
        copy.execute("PRAGMA synchronous=EXTRA")
        connection.backup(copy)
