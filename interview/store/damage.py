"""A damaged file: noticed, set aside and never overwritten; what is whole in it goes into a new one."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from interview.store import locks
from interview.store.errors import StoreError, primary_code
from interview.store.locks import Lock
from interview.store.private_files import private_file, sync
from interview.store.schema import is_as_made, older_copies
from interview.store.sql import SessionFile, errors
from interview.text import shown_path

if TYPE_CHECKING:
    from interview.store.recovery import Recovered, Value

LOCK_NAME = "sessions.lock"
_DAMAGED = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
_SMALL = 1_000_000
"""Bytes of a file that is looked through whenever it is opened."""
_MOST_FAILURES = 1000
"""Rows that cannot be read before a table is given up: far more than a page holds."""


def shared(folder: Path) -> Lock:
    """Say that this program uses the file, so that none sets it aside meanwhile."""
    lock = locks.take(folder / LOCK_NAME, shared=True)
    if lock is None:
        raise StoreError(
            f"Another window is repairing the saved sessions in {shown_path(folder)}. Try again in a moment."
        )
    return lock


def alone(folder: Path, why: str) -> Lock:
    """Keep every other program out of the file; `StoreError` beginning with `why` when one is in it."""
    lock = locks.take(folder / LOCK_NAME)
    if lock is None:
        raise StoreError(f"{why} open in another window. Close it first.")
    return lock


def is_alone(folder: Path) -> bool:
    """Tell whether no other window uses the file at this moment."""
    lock = locks.take(folder / LOCK_NAME)
    if lock is not None:
        lock.release()
    return lock is not None


def mend(file: SessionFile, *, thorough: bool) -> str:
    """Set a damaged file aside and begin a new one with what is whole in it.

    Every page is looked through where that is `thorough`, or a matter of milliseconds. Return what to tell
    the person, or nothing when the file is whole. `StoreError` when another window uses a damaged file.
    """
    private_file(file.path)
    lock = shared(file.path.parent)
    try:
        if (is_whole if thorough or is_small(file) else seems_whole)(file):
            return ""
    finally:
        lock.release()
    keeper = alone(file.path.parent, f"The saved sessions in {shown_path(file.path)} are damaged and")
    try:
        return "" if is_whole(file) else _replaced(file)
    finally:
        keeper.release()


def is_small(file: SessionFile) -> bool:
    """Tell whether a file is looked through in some milliseconds."""
    return file.path.stat().st_size <= _SMALL


def seems_whole(file: SessionFile, how: str = "") -> bool:
    """Tell whether a file is as long as it says and has its own tables; the rest shows when it is read."""

    def looked(connection: sqlite3.Connection) -> bool:
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
        (page,) = connection.execute("PRAGMA page_size").fetchone()
        return bool(file.path.stat().st_size == int(pages) * int(page)) and is_as_made(connection)

    return _shows_no_damage(file, how, looked)


def is_whole(file: SessionFile, how: str = "") -> bool:
    """Tell whether pages and tables of the file are whole; the answers in it are proved by their chain.

    SQLite's quicker `quick_check` does not see an index that lacks answers which the table has.
    """

    def looked(connection: sqlite3.Connection) -> bool:
        found = connection.execute("PRAGMA integrity_check(1)").fetchone()
        (page,) = connection.execute("PRAGMA page_size").fetchone()
        cut = file.path.stat().st_size % int(page)  # which SQLite would fill up
        return bool(found == ("ok",) and not cut) and is_as_made(connection)

    return _shows_no_damage(file, how, looked)


def _shows_no_damage(file: SessionFile, how: str, looked: Callable[[sqlite3.Connection], bool]) -> bool:
    try:
        with closing(file.connect(how)) as connection:
            return looked(connection)
    except UnicodeDecodeError:  # SQLite quotes damaged bytes of its own tables
        return False
    except errors() as error:
        if primary_code(error) in _DAMAGED:
            return False
        raise


def recovered(file: SessionFile) -> Recovered:
    """Return what is whole in a damaged file, or in a copy beside it, which are only read."""
    from interview.store.recovery import recover  # no whole file needs it

    return recover(_rows(file), (row for copy in _other_copies(file) for row in _rows(copy)))


def _rows(file: SessionFile) -> Iterator[tuple[int, tuple[Value, ...]]]:
    if not file.key:
        from interview.store import recovery

        yield from recovery.rows(file.path.read_bytes())
        return
    with closing(file.connect("mode=ro")) as connection:
        yield from _readable(connection)


def _other_copies(file: SessionFile) -> Iterator[SessionFile]:
    """Give the copies of the file that stand beside it: of before its tables changed, or damaged earlier."""
    folder, stem = file.path.parent, file.path.stem
    for path in (*older_copies(folder), *copies(folder)):
        if path.suffix == file.path.suffix and path.stem.startswith((f"{stem}-format-", f"{stem}-damaged-")):
            yield file.at(path)


def copies(folder: Path) -> tuple[Path, ...]:
    """Return the damaged files that were set aside."""
    return tuple(sorted(folder.glob("sessions*-damaged-*.db*")))


def _replaced(file: SessionFile) -> str:
    from interview.store.recovery import fill

    path = file.path
    found, new = recovered(file), file.at(path.with_name(f"{path.stem}-recovered{path.suffix}"))
    new.path.unlink(missing_ok=True)
    with closing(new.at(private_file(new.path)).prepared()) as connection:
        fill(connection, found)
    aside = _kept_aside(path)
    new.path.replace(path)
    sync(path.parent)
    return f"The file of saved sessions was damaged. It was kept as {shown_path(aside)}. {found}"


def _kept_aside(path: Path) -> Path:
    """Give a damaged file and its journal a second name; the file keeps its own until it is replaced."""
    aside = _free_name(path)
    journal = Path(f"{path}-journal")
    if journal.exists():  # a new file must never meet it
        journal.rename(f"{aside}-journal")
    try:
        os.link(path, aside)
    except OSError:  # not every file system can
        path.rename(aside)
    sync(path.parent)
    return aside


def _free_name(path: Path) -> Path:
    number = 1
    while os.path.lexists(aside := path.with_name(f"{path.stem}-damaged-{number}{path.suffix}")):
        number += 1
    return aside


def _readable(connection: sqlite3.Connection) -> Iterator[tuple[int, tuple[Value, ...]]]:
    """Give the number and the values of every row that SQLite can still read."""
    for table in ("session", "event", "flow", "note", "latest"):
        last, failures = 0, 0
        while failures < _MOST_FAILURES:
            try:
                found = connection.execute(
                    f"SELECT rowid, * FROM {table} WHERE rowid > ? ORDER BY rowid LIMIT 1", (last,)
                ).fetchone()
            except errors():
                last, failures = last + 1, failures + 1
                continue
            if found is None:
                break
            last, failures = found[0], 0
            yield last, tuple(found[1:])
