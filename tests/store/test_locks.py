from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from interview.store import Store, StoreError, locks
from interview.store.locks import holder, take
from tests.store.small import AT, small_flow


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "one.lock"


def test_a_lock_is_held_by_one_until_it_lets_go(path: Path) -> None:
    first = take(path)
    assert first is not None
    assert take(path) is None
    first.release(remove=True)
    assert not path.exists()
    second = take(path)
    assert second is not None
    second.release()


def test_a_shared_lock_is_held_by_many_and_keeps_out_who_wants_it_alone(path: Path) -> None:
    many = [take(path, shared=True) for _ in range(3)]
    assert all(many)
    assert take(path) is None
    for lock in many:
        assert lock is not None
        lock.release()
    alone = take(path)
    assert alone is not None
    assert take(path, shared=True) is None
    alone.release()


def test_a_program_that_is_just_ending_is_waited_for(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = take(path)
    assert first is not None
    monkeypatch.setattr(locks, "WAIT", 60.0)
    monkeypatch.setattr("time.sleep", lambda seconds: first.release(remove=True))
    second = take(path)
    assert second is not None
    second.release()


def test_a_lock_on_a_file_that_was_removed_meanwhile_does_not_count(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def replaced(handle: int, shared: bool) -> bool:
        path.unlink(missing_ok=True)
        return True

    monkeypatch.setattr(locks, "_locked", replaced)
    assert take(path) is None


def test_the_holder_is_named_by_process_and_computer(path: Path) -> None:
    lock = take(path)
    assert lock is not None
    assert holder(path).startswith(f"process {os.getpid()} on ")
    lock.release()


@pytest.mark.parametrize("signed", [None, b"", b"4242\n", b"\xff\xfe"])
def test_an_unreadable_signature_names_nobody(path: Path, signed: bytes | None) -> None:
    if signed is not None:
        path.write_bytes(signed)
    assert holder(path) == ""


def test_a_full_disk_does_not_take_the_lock_away(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(handle: int, data: bytes) -> int:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(os, "write", full)
    lock = take(path)
    assert lock is not None
    assert take(path) is None
    lock.release()


def test_a_lock_behind_a_link_is_not_followed(path: Path, tmp_path: Path) -> None:
    (tmp_path / "precious").write_text("keep me")
    path.symlink_to(tmp_path / "precious")
    with pytest.raises(OSError, match="symbolic"):
        take(path)
    assert (tmp_path / "precious").read_text() == "keep me"


def test_sessions_under_repair_are_not_opened(folder: Path) -> None:
    Store.open(folder).close()
    repairing = take(folder / "sessions.lock")
    assert repairing is not None
    with pytest.raises(StoreError, match="Another window is repairing the saved sessions"):
        Store.open(folder)
    repairing.release()


def test_a_session_that_could_not_begin_leaves_no_lock_behind(store: Store, folder: Path) -> None:
    (folder / "sessions.db-journal").mkdir()
    with pytest.raises(StoreError):
        store.begin(small_flow(), at=AT)
    assert list((folder / "locks").iterdir()) == []
