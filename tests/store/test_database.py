from __future__ import annotations

import os
import sqlite3
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from interview.flow.answers import Text
from interview.store import Store
from interview.store.database import open_database

from .small import AT, event, small_flow, texts

OpenStore = Callable[[], Store]


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        ("journal_mode", "delete"),
        ("synchronous", 3),
        ("fullfsync", 1),
        ("secure_delete", 1),
        ("trusted_schema", 0),
        ("foreign_keys", 1),
        ("user_version", 3),
    ],
)
def test_the_file_is_opened_in_the_durable_and_private_way(folder: Path, pragma: str, value: object) -> None:
    database = open_database(folder)
    assert database.connection.execute(f"PRAGMA {pragma}").fetchone() == (value,)
    database.close()


def test_a_file_that_was_put_in_wal_mode_is_put_back(
    folder: Path, filled: str, open_store: OpenStore
) -> None:
    other = sqlite3.connect(folder / "sessions.db")
    other.execute("PRAGMA journal_mode=WAL")
    other.close()
    store = open_store()
    store.append(filled, event(Text("more")))
    assert not list(folder.glob("*-wal"))
    assert texts(store, filled)[-1] == "more"


def test_only_the_owner_can_read_folder_file_journal_and_locks(folder: Path, store: Store) -> None:
    store.append(store.begin(small_flow(), at=AT), event(Text("x")))
    database = open_database(folder)
    database.connection.execute("BEGIN IMMEDIATE")
    database.connection.execute("DELETE FROM event")
    modes = {path.name: mode(path) for path in folder.rglob("*") if path.is_file()}
    database.close()
    assert "sessions.db-journal" in modes
    assert set(modes.values()) == {0o600}
    assert mode(folder) == mode(folder / "locks") == 0o700


def test_a_wide_umask_changes_nothing(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        store = Store.open(tmp_path / "new" / "sessions")
        store.append(store.begin(small_flow(), at=AT), event(Text("x")))
        store.close()
    finally:
        os.umask(before)
    assert mode(tmp_path / "new") == mode(tmp_path / "new" / "sessions") == 0o700
    assert mode(tmp_path / "new" / "sessions" / "sessions.db") == 0o600


def test_an_empty_folder_and_a_wide_file_become_private(folder: Path, filled: str) -> None:
    (folder / "sessions.db").chmod(0o644)
    Store.open(folder).close()
    assert mode(folder / "sessions.db") == 0o600
    empty = folder.parent / "empty"
    empty.mkdir()
    empty.chmod(0o755)
    Store.open(empty).close()
    assert mode(empty) == 0o700


def test_a_folder_that_is_shared_on_purpose_keeps_its_mode(tmp_path: Path) -> None:
    shared = tmp_path / "shared"
    shared.mkdir()
    (shared / "someone.txt").write_text("else")
    shared.chmod(0o755)
    Store.open(shared).close()
    assert mode(shared) == 0o755
    assert mode(shared / "sessions.db") == 0o600


def test_a_whole_file_needs_no_notice(store: Store) -> None:
    assert store.notice == ""
