"""The tables of the file, and how the file of an older program gets the ones of today.

Each step is applied once, in one transaction, after a copy of the file was put beside it.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from functools import cache
from pathlib import Path

from interview.store.errors import StoreError
from interview.store.private_files import private_file
from interview.store.snapshots import packed_hash
from interview.store.sql import SessionFile, copy
from interview.text import shown_path

FIND_KEPT = """
UPDATE session SET kept = coalesce(
    (SELECT hash FROM flow WHERE content_hash = coalesce(
        (SELECT json_extract(body, '$.text') FROM event
            WHERE event.session = session.id AND kind = 'carried' AND question = '' AND json_valid(body)
            ORDER BY seq DESC LIMIT 1),
        session.content_hash)),
    '') WHERE kept = ''
"""
"""Finds the flow of sessions that an older program kept, which named it by its content hash."""

FIND_LATEST = """
INSERT INTO latest
    SELECT s.id, e.seq, e.chain, julianday(e.at), e.rowid
    FROM session s JOIN event e ON e.rowid =
        (SELECT rowid FROM event WHERE session = s.id ORDER BY seq DESC LIMIT 1)
    WHERE NOT EXISTS (SELECT 1 FROM latest WHERE session = s.id)
"""
"""Finds the last event of sessions of which it is not known."""

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
    (
        "ALTER TABLE session ADD COLUMN kept TEXT NOT NULL DEFAULT ''",
        "ALTER TABLE session ADD COLUMN origin TEXT NOT NULL DEFAULT ''",
        "ALTER TABLE flow RENAME TO flow_by_content",
        """CREATE TABLE flow (
            hash TEXT PRIMARY KEY NOT NULL,
            content_hash TEXT NOT NULL,
            id TEXT NOT NULL,
            version TEXT NOT NULL,
            logic_hash TEXT NOT NULL,
            files BLOB NOT NULL
        )""",
        """INSERT OR IGNORE INTO flow SELECT packed_hash(files), content_hash, id, version, logic_hash, files
            FROM flow_by_content""",
        "DROP TABLE flow_by_content",
        FIND_KEPT,
        """CREATE TABLE note (
            session TEXT PRIMARY KEY REFERENCES session (id) ON DELETE CASCADE,
            at TEXT NOT NULL,
            text TEXT NOT NULL,
            chain TEXT NOT NULL
        )""",
    ),
    (
        # the last event of each session, whoever writes it: a lost one is missed, and a list is short work
        """CREATE TABLE latest (
            session TEXT PRIMARY KEY REFERENCES session (id) ON DELETE CASCADE,
            seq INTEGER NOT NULL,
            chain TEXT NOT NULL,
            moment REAL,
            turn INTEGER NOT NULL
        )""",
        "CREATE INDEX latest_first ON latest (moment, turn)",
        FIND_LATEST,
        # what the screen says of a session, to be searched; nothing where that has changed since
        """CREATE TABLE words (
            session TEXT PRIMARY KEY REFERENCES session (id) ON DELETE CASCADE,
            text TEXT NOT NULL
        )""",
        """CREATE TRIGGER event_is_latest AFTER INSERT ON event BEGIN
            INSERT OR IGNORE INTO latest
                SELECT id, -1, '', NULL, 0 FROM session WHERE id = NEW.session;
            UPDATE latest
                SET seq = NEW.seq, chain = NEW.chain, moment = julianday(NEW.at), turn = NEW.rowid
                WHERE session = NEW.session AND seq < NEW.seq;
            DELETE FROM words WHERE session = NEW.session;
        END""",
        """CREATE TRIGGER session_is_changed AFTER UPDATE ON session BEGIN
            DELETE FROM words WHERE session = NEW.id;
        END""",
        "CREATE INDEX session_follows ON session (follows) WHERE follows != ''",
        "CREATE INDEX event_flow ON event (body) WHERE kind = 'carried' AND question = ''",
    ),
)
VERSION = len(_STEPS)

_Parts = frozenset[tuple[str, str, str, str]]
"""Kind, name, table and text of all that a file is made of, whatever its line ends."""


def upgrade(connection: sqlite3.Connection, file: SessionFile | None = None) -> None:
    """Bring the tables up to date; with a file given, one of an older program is first copied beside it.

    `StoreError` for the file of a newer program, which is left as it is.
    """
    if version_of(connection) == VERSION:
        return
    connection.execute("BEGIN IMMEDIATE")
    version = version_of(connection)  # another window may just have done it
    if version > VERSION:
        where = file.path if file else "this file"
        raise StoreError(
            f"The saved sessions in {shown_path(where)} were written by a newer version of this program "
            f"(format {version}; this one knows {VERSION}). They were left as they are. "
            "Use the newer version."
        )
    if version and file:
        _keep(file, version)
    _take_steps(connection, version, VERSION)
    connection.execute(f"PRAGMA user_version = {VERSION}")
    connection.execute("COMMIT")


def version_of(connection: sqlite3.Connection) -> int:
    """Return the format of the file; 0 for an empty one."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def is_as_made(connection: sqlite3.Connection) -> bool:
    """Tell whether the tables, indices and triggers are those of the format that the file says it has.

    SQLite does not: to it, a damaged name is just another name. Of a newer format nothing is known here.
    """
    connection.execute("BEGIN")  # both as of one moment: another window may be making them
    version, found = version_of(connection), _parts(connection)
    connection.execute("ROLLBACK")
    if version > VERSION:
        return True
    return _parts_of(version) <= found if version > 0 else not found


@cache
def _parts_of(version: int) -> _Parts:
    with closing(sqlite3.connect(":memory:")) as made:
        _take_steps(made, 0, version)
        return _parts(made)


def _parts(connection: sqlite3.Connection) -> _Parts:
    rows = connection.execute("SELECT type, name, tbl_name, coalesce(sql, '') FROM sqlite_master")
    return frozenset((kind, name, table, " ".join(text.split())) for kind, name, table, text in rows)


def _take_steps(connection: sqlite3.Connection, first: int, last: int) -> None:
    connection.create_function("packed_hash", 1, packed_hash)
    for step in _STEPS[first:last]:
        for statement in step:
            connection.execute(statement)


def older_copies(folder: Path) -> tuple[Path, ...]:
    """Return the copies of the file that were made before its tables changed."""
    return tuple(sorted(folder.glob("sessions*-format-*.db")))


def _keep(file: SessionFile, version: int) -> None:
    path = file.path.with_name(f"{file.path.stem}-format-{version}{file.path.suffix}")
    with (
        closing(file.connect()) as source,  # not the connection that is about to write
        closing(file.at(private_file(path)).prepared()) as target,
    ):
        copy(source, target)
