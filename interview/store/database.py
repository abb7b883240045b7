"""The SQLite file: opened safely, checked, set aside when damaged, refused when newer.

Not in WAL mode: that needs shared memory, leaves deleted text in a second file, and does not open on
read-only media. `DELETE` with `EXTRA` costs a millisecond an answer and survives power cuts.
"""

from __future__ import annotations

import os
import sqlite3
from dataclasses import dataclass
from pathlib import Path

from interview.store import locks
from interview.store.errors import StoreError, primary_code
from interview.store.locks import Lock
from interview.store.private import private_file, private_folder
from interview.store.schema import VERSION, upgrade, version_of

FILE_NAME = "sessions.db"
BUSY_SECONDS = 2.0
_LOCK_NAME = "sessions.lock"

_PRAGMAS = (
    "journal_mode=DELETE",
    "synchronous=EXTRA",
    "fullfsync=ON",
    "secure_delete=ON",
    "trusted_schema=OFF",
    "foreign_keys=ON",
    "temp_store=MEMORY",
)


@dataclass(frozen=True, slots=True)
class Database:
    """An open file of sessions. `notice` tells the person what was done at opening; mostly empty."""

    connection: sqlite3.Connection
    lock: Lock | None
    notice: str = ""

    def close(self) -> None:
        """Close the file; a transaction that was not committed is undone."""
        self.connection.close()
        if self.lock:
            self.lock.release()


def open_database(folder: Path) -> Database:
    """Open the sessions of a folder, making folder and file where there are none.

    A damaged file is set aside under a new name, never overwritten, and a new one is begun.

    `StoreError` for a file of a newer program, or a damaged one that another window uses; otherwise
    `OSError` and `sqlite3.Error` as they come.
    """
    path = private_folder(folder) / FILE_NAME
    notice = _mended(folder, path)
    lock = _shared(folder)
    try:
        return Database(_connect(private_file(path)), lock, notice)
    except BaseException:
        lock.release()
        raise


def _mended(folder: Path, path: Path) -> str:
    """Set a damaged file aside; return what to tell the person, or nothing."""
    lock = _shared(folder)
    try:
        if _sound(private_file(path)):
            return ""
    finally:
        lock.release()
    return _set_aside(folder, path)


def _shared(folder: Path) -> Lock:
    """Say that this program uses the file, so that none sets it aside meanwhile."""
    lock = locks.take(folder / _LOCK_NAME, shared=True)
    if lock is None:
        raise StoreError(
            f"Another window is repairing the saved sessions in {folder}. Try again in a moment."
        )
    return lock


def _sound(path: Path) -> bool:
    """Tell whether SQLite finds the file whole."""
    connection = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)
    try:
        found = connection.execute("PRAGMA quick_check(1)").fetchone()
    except sqlite3.DatabaseError as error:
        if primary_code(error) in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
            return False
        raise
    finally:
        connection.close()
    return bool(found == ("ok",))


def _set_aside(folder: Path, path: Path) -> str:
    """Give a damaged file and its journal a new name; return what to tell the person."""
    alone = locks.take(folder / _LOCK_NAME)
    if alone is None:
        raise StoreError(
            f"The saved sessions in {path} are damaged and open in another window. Close it first."
        )
    try:
        if _sound(path):
            return ""
        aside = _free_name(path)
        for suffix in ("-journal", ""):
            if (part := Path(f"{path}{suffix}")).exists():
                part.rename(f"{aside}{suffix}")
    finally:
        alone.release()
    return f"The file of saved sessions was damaged. It was kept as {aside}, and a new one was begun."


def _free_name(path: Path) -> Path:
    number = 1
    while (aside := path.with_name(f"{path.stem}-damaged-{number}{path.suffix}")).exists():
        number += 1
    return aside


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)
    try:
        _prepare(connection, path)
    except BaseException:
        connection.close()
        raise
    return connection


def _prepare(connection: sqlite3.Connection, path: Path) -> None:
    for pragma in _PRAGMAS if version_of(connection) <= VERSION else ():
        connection.execute(f"PRAGMA {pragma}")
    upgrade(connection, path)


def look_at_database(folder: Path) -> Database:
    """Open the sessions of a folder for reading, changing nothing; `StoreError` when there are none."""
    path = folder / FILE_NAME
    if not path.exists():
        raise StoreError(f"There are no saved sessions in {folder}.")
    how = "mode=ro" if os.access(folder, os.W_OK) else "mode=ro&immutable=1"
    file = sqlite3.connect(
        f"{path.absolute().as_uri()}?{how}", uri=True, timeout=BUSY_SECONDS, isolation_level=None
    )
    try:
        return Database(_of_today(file), None)
    except BaseException:
        file.close()
        raise


def _of_today(file: sqlite3.Connection) -> sqlite3.Connection:
    """Return the connection; for a file of an older format, one to a copy in memory that is up to date."""
    if version_of(file) == VERSION:
        return file
    copy = sqlite3.connect(":memory:", isolation_level=None)
    file.backup(copy)
    upgrade(copy)
    file.close()
    return copy
