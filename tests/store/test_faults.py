"""A disk that fails never loses an answer, never hides that it failed, and is written to once it can be."""

from __future__ import annotations

import errno
import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from interview.flow.answers import Text
from interview.store import Store, StoreError
from interview.store.errors import explained
from tests.store.small import AT, begin, event, small_flow, texts

FAULTY = Path(__file__).with_name("faulty.py")


@pytest.mark.parametrize(
    ("fault", "words", "seen"),
    [
        ("full", "The disk reports an error", 30),
        ("read_only", "can only be read, not written|may not write there", 30),
        ("refused", "may not write there|cannot be opened|can only be read", 0),
    ],
)
def test_a_failing_disk_is_reported_each_time_and_all_is_saved_when_it_recovers(
    fault: str, words: str, seen: int
) -> None:
    run = subprocess.run(
        [sys.executable, str(FAULTY), fault],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert run.returncode == 0, run.stderr
    told = json.loads(run.stdout)
    assert told["before"] == [""] * 30
    assert told["after"] == [""]
    assert len(told["during"]) == 5
    for problem in told["during"]:
        assert any(word in problem for word in words.split("|")), problem
    assert told["in_memory"] == 35
    assert told["seen"] == seen
    assert told["kept"] == [str(number) for number in range(36)]


def test_a_write_that_fails_is_reported_is_reported_and_saved_later(store: Store, folder: Path) -> None:
    recording = begin(store)
    recording.answer("comment", Text("0"))
    in_the_way = folder / "sessions.db-journal"
    in_the_way.mkdir()
    recording.answer("comment", Text("1"))
    recording.answer("comment", Text("2"))
    assert "The disk reports an error" in recording.problem
    in_the_way.rmdir()
    recording.answer("comment", Text("3"))
    assert recording.saved
    assert texts(store, recording.id) == ["0", "1", "2", "3"]


def test_a_window_that_does_not_let_go_is_reported_and_not_waited_for_for_ever(
    store: Store, folder: Path
) -> None:
    recording = begin(store)
    recording.answer("comment", Text("0"))
    other = sqlite3.connect(folder / "sessions.db", isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    recording.answer("comment", Text("1"))
    assert "is writing there and does not let go" in recording.problem
    other.close()
    recording.answer("comment", Text("2"))
    assert texts(store, recording.id) == ["0", "1", "2"]


def test_a_failed_write_that_was_kept_after_all_is_not_kept_twice(store: Store, folder: Path) -> None:
    session_id = store.begin(small_flow(), at=AT)
    once = event(Text("once"))
    store.append(session_id, once)
    store.close()
    Store.open(folder).append(session_id, once)
    assert texts(store, session_id) == ["once"]


def sqlite_error(code: int) -> sqlite3.Error:
    error = sqlite3.OperationalError("from SQLite")
    error.sqlite_errorcode = code
    return error


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (sqlite_error(sqlite3.SQLITE_FULL), "The disk is full: free some space"),
        (sqlite_error(sqlite3.SQLITE_READONLY_DBMOVED), "can only be read"),
        (sqlite_error(sqlite3.SQLITE_IOERR_FSYNC), "The disk reports an error"),
        (sqlite_error(sqlite3.SQLITE_CORRUPT_VTAB), "The file is damaged"),
        (sqlite_error(sqlite3.SQLITE_BUSY), "Another window or program"),
        (sqlite3.OperationalError("something new"), r"cannot be used \(something new\)"),
        (OSError(errno.ENOSPC, ""), "The disk is full"),
        (OSError(errno.EDQUOT, ""), "The disk is full"),
        (OSError(errno.EROFS, ""), "can only be read"),
        (OSError(errno.EACCES, ""), "This account may not write there"),
        (OSError(errno.EIO, ""), "The disk reports an error"),
        (OSError(errno.ELOOP, ""), "symbolic links"),
    ],
)
def test_every_failure_is_explained_with_the_file_it_is_about(error: sqlite3.Error, words: str) -> None:
    with pytest.raises(StoreError, match=rf"{words}.* \(.*sessions\.db\)\.$"):
        raise explained(error, Path("/home/someone/sessions.db"))


@pytest.mark.parametrize("use", [Store.unfinished, lambda store: store.begin(small_flow(), at=AT)])
def test_a_folder_that_cannot_be_used_is_an_error_in_plain_words(
    tmp_path: Path, use: Callable[[Store], object]
) -> None:
    (tmp_path / "file").touch()
    for path in (tmp_path / "file", tmp_path / "file" / "deeper"):
        with pytest.raises(StoreError, match="There is a file where a folder should be"):
            use(Store(path))
