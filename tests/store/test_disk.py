"""A disk that fails at any step of a save: it is said, and nothing is lost, doubled or out of order."""

from __future__ import annotations

import os
import signal
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from interview.flow.answers import Text
from interview.store import Store, StoreError, sql
from tests.store.failures import Fault, inject
from tests.store.programs import answers, last_of, listen, writer
from tests.store.small import begin, texts

OpenStore = Callable[[], Store]
PATIENCE = sql.BUSY_SECONDS
"""As it is outside the tests, which do not wait."""
SLOW = 300.0
"""Seconds after which a writer that says nothing is broken; no disk is as slow as that."""
HOLDS = ("BEGIN IMMEDIATE", "BEGIN EXCLUSIVE", "BEGIN; SELECT count(*) FROM event")
"""What another program does to a file for as long as it likes: prepares a write, writes, reads."""


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


@contextmanager
def held(folder: Path, how: str) -> Iterator[None]:
    """Keep the file from being written to, as another program does that does not let go."""
    with closing(sqlite3.connect(folder / "sessions.db", isolation_level=None, timeout=SLOW)) as other:
        for statement in how.split("; "):
            other.execute(statement).fetchall()
        yield


@pytest.mark.parametrize("how", HOLDS)
@pytest.mark.parametrize("begun", [False, True])
def test_what_another_program_keeps_from_being_saved_is_said_and_saved_once_it_lets_go(
    store: Store, folder: Path, open_store: OpenStore, how: str, begun: bool
) -> None:
    recording = begin(store)
    given = ["0", "1", "2", "3"]
    for text in given[:begun]:
        recording.answer("comment", Text(text))
    with held(folder, how):
        for text in given[begun:3]:
            recording.answer("comment", Text(text))
            assert not recording.saved
            assert "is writing there and does not let go" in recording.problem
        assert not recording.save()
        assert len(recording.session.events) == 3
    recording.answer("comment", Text("3"))
    assert recording.saved
    recording.close()
    assert texts(open_store(), recording.id) == given
    assert [saved.id for saved in open_store().unfinished()] == [recording.id]


@pytest.mark.parametrize("how", HOLDS)
def test_a_program_acknowledges_nothing_while_another_keeps_the_file(
    store: Store, folder: Path, how: str
) -> None:
    with writer(folder, "impatient") as running:
        assert running.stdout is not None
        output = running.stdout.fileno()
        heard = until(output, b"ACK")
        with held(folder, how):
            heard += listen(output, SLOW, 1)  # what was said before
            failing = until(output, b"NOT") + listen(output, SLOW, 20)
        heard += failing + until(output, b"ACK")
        running.kill()
        heard += running.stdout.read()
    kept = texts(store, store.unfinished()[0].id)
    assert b"ACK" not in failing[failing.index(b"NOT") :]
    assert kept == answers(len(kept))
    assert len(kept) >= last_of(heard)


@pytest.mark.parametrize(("manner", "rounds"), [("alone", 2), ("impatient", 20)])
def test_two_windows_that_write_at_once_lose_nothing(folder: Path, manner: str, rounds: int) -> None:
    """Impatient ones meet a locked file again and again."""
    with writer(folder, manner) as one, writer(folder, manner) as two:
        outputs = [each.stdout for each in (one, two) if each.stdout]
        heard = [[until(output.fileno(), b"ACK") for output in outputs] for _ in range(rounds)]
        for program in (one, two):
            program.kill()
        heard.append([output.read() for output in outputs])
    with closing(Store.open(folder)) as store:
        kept = [texts(store, saved.id) for saved in store.unfinished()]
    assert len(kept) == 2
    for session in kept:
        assert session == answers(len(session))
    said = sorted(last_of(b"".join(parts)) for parts in zip(*heard, strict=True))
    assert all(last <= number for last, number in zip(said, sorted(map(len, kept)), strict=True))


def until(handle: int, word: bytes) -> bytes:
    """Return what a writer says until one of its lines begins with a word."""
    heard = b""
    while not any(line.startswith(word) for line in heard.splitlines()):
        part = listen(handle, SLOW, 1)
        assert part
        heard += part
    return heard


def _answered(store: Store) -> str:
    recording = begin(store)
    recording.answer("comment", Text("0"))
    recording.close()
    return recording.id


def test_on_a_full_disk_the_copies_that_go_with_a_session_make_room_for_deleting_it(
    fault: Fault, store: Store, folder: Path
) -> None:
    session_id, copy = _answered(store), folder / "sessions-format-1.db"
    copy.write_bytes(b"a copy of an older program")
    fault.statement, fault.code = "DELETE FROM session", sqlite3.SQLITE_FULL
    store.delete(session_id)
    assert fault.reported == 1
    assert store.sessions() == ()
    assert not copy.exists()


@pytest.mark.parametrize("statement", ["DELETE FROM session", "COMMIT", "BEGIN"])
def test_on_a_full_disk_deleting_says_how_to_go_on(
    fault: Fault, store: Store, open_store: OpenStore, statement: str
) -> None:
    session_id = _answered(store)
    fault.statement, fault.code, fault.times = statement, sqlite3.SQLITE_FULL, 2
    with pytest.raises(
        StoreError, match=r"The disk is full.*Remove another file of this disk first, then try"
    ):
        store.delete(session_id)
    other = open_store()
    assert texts(other, session_id) == ["0"]
    assert [saved.id for saved in other.purge("2100-01-01")] == [session_id]  # no window has it
    assert store.sessions() == ()


def test_on_a_full_disk_a_purge_deletes_though_the_file_cannot_be_made_smaller(
    fault: Fault, store: Store
) -> None:
    session_id = _answered(store)
    fault.statement, fault.code = "VACUUM", sqlite3.SQLITE_FULL
    assert [saved.id for saved in store.purge("2100-01-01")] == [session_id]
    assert fault.reported == 1
    assert store.sessions() == ()
