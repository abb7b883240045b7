from __future__ import annotations

import os
import sqlite3
import stat
from collections.abc import Callable
from pathlib import Path, PureWindowsPath

import pytest

from interview.flow.answers import Text
from interview.store import Store, database
from interview.store.database import open_database
from interview.store.schema import VERSION
from tests.store.small import AT, begin, event, small_flow, texts

OpenStore = Callable[[], Store]

MOUNTS = """\
/dev/sda1 / ext4 rw 0 0
server:/home {base}/home nfs4 rw,vers=4.2 0 0
//server/share {base}/my\\040share cifs rw 0 0
me@server: {base}/far fuse.sshfs rw 0 0
/dev/sdb1 {base}/home/local xfs rw 0 0
tmpfs {base}/far/quick tmpfs rw 0 0
"""


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
        ("user_version", VERSION),
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


@pytest.fixture
def base(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    mounts = tmp_path / "mounts"
    mounts.write_text(MOUNTS.format(base=tmp_path))
    monkeypatch.setattr(database, "_MOUNTS", mounts)
    return tmp_path


@pytest.mark.parametrize(
    ("folder", "kind"),
    [("home", "nfs4"), ("home/me/data", "nfs4"), ("my share/data", "cifs"), ("far", "fuse.sshfs")],
)
def test_a_folder_on_a_network_share_is_pointed_out(base: Path, folder: str, kind: str) -> None:
    said = database.network_warning(base / folder)
    assert f"on a network share ({kind}: {base / folder})" in said
    assert "Choose a folder of this computer with INTERVIEW_DATA" in said


@pytest.mark.parametrize("folder", ["", "home/local", "home/local/data", "far/quick", "homes"])
def test_a_local_folder_is_not(base: Path, folder: str) -> None:
    assert database.network_warning(base / folder) == ""


def test_a_share_is_said_and_never_in_the_way(base: Path) -> None:
    recording = begin(Store(base / "home" / "data"))
    recording.answer("comment", Text("x"))
    assert recording.saved
    assert "on a network share (nfs4" in recording.notice
    recording.close()


def test_a_link_to_a_share_is_followed(base: Path) -> None:
    (base / "home").mkdir()
    (base / "link").symlink_to(base / "home")
    assert "nfs4" in database.network_warning(base / "link")


def test_without_a_list_of_mounts_nothing_is_said(base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "_MOUNTS", base / "nowhere")
    assert database.network_warning(base / "home") == ""


def test_a_folder_of_another_computer_is_known_by_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    class Resolved(PureWindowsPath):
        def resolve(self) -> PureWindowsPath:
            return self

    assert "network share" in database.network_warning(Resolved(r"\\server\share\data"))  # type: ignore[arg-type]
