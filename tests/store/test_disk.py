"""A disk that fails at any step of a save: it is said, and nothing is lost, doubled or out of order."""

from __future__ import annotations

import os
import signal
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from interview.flow.answers import Text
from interview.store import Store, sql

from .failing import Fault, inject
from .programs import writer
from .small import begin, texts

OpenStore = Callable[[], Store]
PATIENCE = sql.BUSY_SECONDS
"""As it is outside the tests, which do not wait."""


@pytest.fixture
def fault(monkeypatch: pytest.MonkeyPatch) -> Fault:
    return inject(monkeypatch)


@pytest.mark.parametrize(
    "code", [sqlite3.SQLITE_IOERR_FSYNC, sqlite3.SQLITE_IOERR_WRITE, sqlite3.SQLITE_FULL]
)
@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize("statement", ["PRAGMA", "BEGIN", "SELECT", "INSERT INTO event", "COMMIT"])
def test_whatever_fails_once_is_said_and_made_good_with_the_next_answer(
    fault: Fault, store: Store, open_store: OpenStore, statement: str, after: bool, code: int
) -> None:
    recording = begin(store)
    recording.answer("comment", Text("0"))
    if statement == "PRAGMA":
        store.close()
    fault.statement, fault.after, fault.code = statement, after, code
    recording.answer("comment", Text("1"))
    assert not recording.saved
    assert recording.problem
    recording.answer("comment", Text("2"))
    assert recording.saved
    assert fault.reported == 1
    recording.close()
    assert texts(open_store(), recording.id) == ["0", "1", "2"]


def test_a_commit_that_fails_again_and_again_is_said_each_time(fault: Fault, store: Store) -> None:
    recording = begin(store)
    fault.statement, fault.times = "COMMIT", 5
    for number in range(5):
        recording.answer("comment", Text(str(number)))
        assert "The disk reports an error" in recording.problem
    recording.answer("comment", Text("5"))
    assert recording.saved
    assert texts(store, recording.id) == [str(number) for number in range(6)]


def test_a_commit_that_failed_but_was_kept_is_not_kept_twice(fault: Fault, store: Store) -> None:
    recording = begin(store)
    recording.answer("comment", Text("0"))
    fault.statement, fault.after, fault.times = "COMMIT", True, 3
    for number in (1, 2, 3):
        recording.answer("comment", Text(str(number)))
    assert not recording.saved
    assert recording.save()
    assert texts(store, recording.id) == ["0", "1", "2", "3"]


def test_a_full_disk_takes_answers_again_once_there_is_room(
    folder: Path, monkeypatch: pytest.MonkeyPatch, open_store: OpenStore
) -> None:
    store = open_store()
    recording = begin(store)
    recording.answer("comment", Text("0"))
    store.close()
    pages = (folder / "sessions.db").stat().st_size // 4096
    with monkeypatch.context() as full:
        full.setattr(sql, "_PRAGMAS", (*sql._PRAGMAS, f"max_page_count={pages}"))
        problems = []
        for number in range(1, 60):
            recording.answer("comment", Text(f"{number} " + "x" * 400))
            problems.append(recording.problem)
    assert problems[-1].startswith("The disk is full: free some space")
    assert len(recording.session.events) == 60
    kept = problems.index(problems[-1])
    assert [text.split()[0] for text in texts(open_store(), recording.id)] == [
        str(n) for n in range(kept + 1)
    ]
    recording.answer("comment", Text("60"))
    assert recording.saved
    assert [text.split()[0] for text in texts(open_store(), recording.id)] == [str(n) for n in range(61)]


def test_a_window_suspended_in_the_middle_of_a_write_is_told_of_and_recovered_from(
    folder: Path, open_store: OpenStore
) -> None:
    recording = begin(open_store())
    recording.answer("comment", Text("0"))
    with writer(folder, "suspended") as other:
        os.waitpid(other.pid, os.WUNTRACED)
        recording.answer("comment", Text("1"))
        assert "is writing there and does not let go" in recording.problem
        os.kill(other.pid, signal.SIGCONT)
    assert recording.save()
    assert texts(open_store(), recording.id) == ["0", "1"]


def test_a_window_that_is_suspended_is_waited_for_two_seconds() -> None:
    assert PATIENCE == 2.0
