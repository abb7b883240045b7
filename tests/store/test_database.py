from __future__ import annotations

import os
import sqlite3
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from interview.flow.answers import Text
from interview.store import Store, StoreError, damage
from interview.store.database import open_database

from .small import AT, begin, event, small_flow, texts

OpenStore = Callable[[], Store]


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.fixture
def filled(folder: Path) -> str:
    """A folder with one session of enough text to fill several pages; the session's id."""
    store = Store.open(folder)
    session_id = store.begin(small_flow(), at=AT)
    for number in range(12):
        store.append(session_id, event(Text(f"answer {number} " + "x" * 1500)))
    store.close()
    return session_id


@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        ("journal_mode", "delete"),
        ("synchronous", 3),
        ("fullfsync", 1),
        ("secure_delete", 1),
        ("trusted_schema", 0),
        ("foreign_keys", 1),
        ("user_version", 2),
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


def test_a_newer_file_is_refused_and_left_as_it_is(folder: Path, filled: str) -> None:
    other = sqlite3.connect(folder / "sessions.db")
    other.execute("PRAGMA user_version=3")
    other.close()
    before = (folder / "sessions.db").read_bytes()
    with pytest.raises(StoreError, match=r"newer version of this program \(format 3; this one knows 2\)"):
        Store.open(folder)
    assert (folder / "sessions.db").read_bytes() == before


def overwrite(path: Path) -> None:
    path.write_bytes(b"not a database at all\n" * 200)


def truncate(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def scribble(path: Path) -> None:
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * 4096)


@pytest.mark.parametrize("damage", [overwrite, truncate, scribble])
def test_a_damaged_file_is_set_aside_and_a_new_one_begun(
    folder: Path, filled: str, open_store: OpenStore, damage: Callable[[Path], None]
) -> None:
    damage(folder / "sessions.db")
    damaged = (folder / "sessions.db").read_bytes()
    store = open_store()
    assert (folder / "sessions-damaged-1.db").read_bytes() == damaged
    assert "was damaged" in store.notice
    assert "sessions-damaged-1.db" in store.notice
    session_id = store.begin(small_flow(), at=AT)
    store.append(session_id, event(Text("goes on")))
    assert texts(store, session_id) == ["goes on"]


def test_a_second_damaged_file_never_replaces_the_first(folder: Path, filled: str) -> None:
    for _ in range(2):
        overwrite(folder / "sessions.db")
        Store.open(folder).close()
    assert {path.name for path in folder.glob("sessions-damaged-*.db")} == {
        "sessions-damaged-1.db",
        "sessions-damaged-2.db",
    }


def test_a_damaged_file_is_left_alone_while_another_window_uses_it(
    folder: Path, store: Store, open_store: OpenStore
) -> None:
    overwrite(folder / "sessions.db")
    with pytest.raises(StoreError, match=r"damaged and open in another window\. Close it first"):
        open_store()
    store.close()
    assert open_store().notice


def test_a_file_that_another_window_has_mended_meanwhile_is_not_set_aside(
    folder: Path, filled: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = iter([False, True])
    monkeypatch.setattr(damage, "is_whole", lambda file: next(found))
    store = Store.open(folder)
    assert store.notice == ""
    assert len(texts(store, filled)) == 12
    store.close()


def test_the_person_is_told_through_the_recording(folder: Path, filled: str) -> None:
    overwrite(folder / "sessions.db")
    recording = begin(Store(folder))
    assert recording.notice == ""
    recording.answer("comment", Text("x"))
    assert recording.saved
    assert "sessions-damaged-1.db" in recording.notice
    recording.close()


def test_a_whole_file_needs_no_notice(store: Store) -> None:
    assert store.notice == ""
