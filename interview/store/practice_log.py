"""What happened in practice, in a file of its own apart from patients; an event is on disk on return."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable
from contextlib import ExitStack, closing
from pathlib import Path

from interview.store import locks
from interview.store.errors import StoreError
from interview.store.private_files import private_file, private_folder
from interview.store.sql import SessionFile, plain_words, transaction

NAME = "practice.db"
_TABLE = """
CREATE TABLE IF NOT EXISTS event (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    at TEXT NOT NULL,
    attempt TEXT NOT NULL,
    flow TEXT NOT NULL,
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    value TEXT NOT NULL
)
"""
Row = tuple[str, str, str, str, str, str, str]
"""An event: id, moment, attempt, flow, kind, subject and value."""


class PracticeLog:
    """The events of practice in one folder. No patient is in them, so they are never encrypted."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / NAME

    def claim(self) -> Callable[[], None]:
        """Have practice for this window alone until what is returned is called, once or more often.

        `StoreError` names the window that has it. Where no file can be made, nothing is kept, or held.
        """
        path, held = self.path.with_suffix(".lock"), ExitStack()
        try:
            private_folder(path.parent)
            lock = locks.take(path)
        except (OSError, StoreError):
            return held.close
        if lock is None:
            by = locks.holder(path)
            where = f" ({by})" if by else ""
            raise StoreError(f"Practice is open in another window{where}. Go on there, or close it first.")
        held.callback(lock.release, remove=True)
        return held.close

    def append(self, row: Iterable[str]) -> None:
        """Put an event on disk; one that is there already is left as it is. `StoreError` where that fails."""
        with plain_words(self.path), closing(self._opened()) as file, transaction(file):
            file.execute(
                "INSERT OR IGNORE INTO event (id, at, attempt, flow, kind, subject, value)"
                " VALUES (?, ?, ?, ?, ?, ?, ?)",
                tuple(row),
            )

    def rows(self) -> tuple[Row, ...]:
        """Return every event in the order they were kept; none where there is no file yet. `StoreError` where
        what there is cannot be read."""
        with plain_words(self.path):
            try:
                self.path.stat()
            except FileNotFoundError:
                return ()
        with plain_words(self.path), closing(self._opened()) as file:
            found = file.execute("SELECT id, at, attempt, flow, kind, subject, value FROM event ORDER BY seq")
            return tuple(found.fetchall())

    def _opened(self) -> sqlite3.Connection:
        private_folder(self.path.parent)
        connection = SessionFile(private_file(self.path)).prepared()
        try:
            connection.execute(_TABLE)
        except BaseException:
            connection.close()
            raise
        return connection
