"""Sessions can be looked at where nothing can be written, and looking changes nothing."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from interview.flow.answers import Text
from interview.store import Store, StoreError, UnknownSession, database
from interview.store.sql import SessionFile
from tests.store.small import AT, begin, event, small_flow, texts

OpenStore = Callable[[], Store]


def look(folder: Path) -> Store:
    return Store.open(folder, read_only=True)


def everything_in(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_session_that_is_open_in_another_window_can_be_looked_at(store: Store, folder: Path) -> None:
    recording = begin(store)
    recording.answer("comment", Text("a"))
    with closing(look(folder)) as looking:
        assert texts(looking, recording.id) == ["a"]
        recording.answer("comment", Text("b"))
        assert recording.saved
        assert texts(looking, recording.id) == ["a", "b"]
        assert [saved.id for saved in looking.sessions()] == [recording.id]


@pytest.mark.parametrize(
    "change",
    [
        lambda store, name: store.append(name, event(Text("x"))),
        lambda store, name: store.begin(small_flow(), at=AT),
        lambda store, name: store.hold(name),
        lambda store, name: store.label(name, "x"),
        lambda store, name: store.finish(name, at=AT),
        lambda store, name: store.delete(name),
        lambda store, name: store.purge("2030-01-01"),
        lambda store, name: store.import_(store.export(name)),
    ],
)
def test_nothing_can_be_changed_while_looking(
    folder: Path, filled: str, change: Callable[[Store, str], object]
) -> None:
    before = everything_in(folder)
    with closing(look(folder)) as looking:
        with pytest.raises(StoreError, match="opened for looking only; nothing was changed"):
            change(looking, filled)
        assert len(texts(looking, filled)) == 12
    assert everything_in(folder) == before


def test_where_there_is_nothing_to_look_at_nothing_is_made(folder: Path) -> None:
    with closing(look(folder)) as looking:
        assert looking.sessions() == looking.unfinished() == ()
        with pytest.raises(UnknownSession):
            looking.events("nobody")
    assert not folder.exists()


def test_a_read_only_medium_is_read_without_locks(
    folder: Path, filled: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    connect = SessionFile.connect

    def remembered(file: SessionFile, how: str = "") -> sqlite3.Connection:
        asked.append(how)
        return connect(file, how)

    monkeypatch.setattr(SessionFile, "connect", remembered)
    found = os.statvfs(folder)
    fields = [*found[:8], found.f_flag | os.ST_RDONLY, *found[9:]]
    monkeypatch.setattr(os, "statvfs", lambda path: os.statvfs_result(fields))
    with closing(look(folder)) as looking:
        assert len(texts(looking, filled)) == 12
    assert set(asked) == {"mode=ro&immutable=1"}


def test_a_file_of_an_older_program_is_shown_in_the_form_of_today(folder: Path, filled: str) -> None:
    with closing(sqlite3.connect(folder / "sessions.db", isolation_level=None)) as other:
        for trigger in ("event_is_latest", "session_is_changed"):
            other.execute(f"DROP TRIGGER {trigger}")
        for index in ("session_follows", "event_flow"):
            other.execute(f"DROP INDEX {index}")
        for table in ("flow", "note", "latest", "words"):
            other.execute(f"DROP TABLE {table}")
        for column in ("label", "follows", "kept", "origin"):
            other.execute(f"ALTER TABLE session DROP COLUMN {column}")
        other.execute("PRAGMA user_version = 1")
    before = everything_in(folder)
    with closing(look(folder)) as looking:
        assert looking.find(filled).label == ""
        assert len(texts(looking, filled)) == 12
    assert everything_in(folder) == before


def test_a_damaged_file_is_shown_as_far_as_it_is_whole(folder: Path, filled: str) -> None:
    with (folder / "sessions.db").open("r+b") as file:
        file.write(bytes(100))
    before = everything_in(folder)
    with closing(look(folder)) as looking:
        assert len(texts(looking, filled)) == 12
        assert "is damaged, and was left as it is. Recovered from it: 12 answers" in looking.notice
    assert everything_in(folder) == before


def half_written(folder: Path) -> None:
    """Leave file and journal as a program does that was ended in the middle of a write."""
    path = folder / "sessions.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as writer:
        writer.execute("PRAGMA cache_size = 1")
        writer.execute("PRAGMA cache_spill = 1")
        writer.execute("BEGIN IMMEDIATE")
        writer.execute("DELETE FROM event")
        for number in range(50):
            writer.execute(
                "INSERT INTO session (id, flow, version, logic_hash, content_hash, begun)"
                " VALUES (?, ?, '', '', '', '')",
                (number, "x" * 900),
            )
        left = path.read_bytes(), Path(f"{path}-journal").read_bytes()
    path.write_bytes(left[0])
    Path(f"{path}-journal").write_bytes(left[1])


def test_a_half_done_write_is_undone_in_memory(
    folder: Path, filled: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    half_written(folder)
    before = everything_in(folder)
    assert len(before) == 3
    with closing(look(folder)) as looking:
        assert len(texts(looking, filled)) == 12
    assert everything_in(folder) == before


def test_a_reader_waits_for_a_writer_only_so_long(folder: Path, filled: str) -> None:
    with closing(sqlite3.connect(folder / "sessions.db", isolation_level=None)) as writer:
        writer.execute("BEGIN EXCLUSIVE")
        with pytest.raises(StoreError, match="is writing there and does not let go"):
            look(folder)


def test_an_error_of_the_disk_is_not_taken_for_damage(
    folder: Path, filled: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(file: SessionFile, how: str) -> bool:
        error = sqlite3.OperationalError("disk I/O error")
        error.sqlite_errorcode = sqlite3.SQLITE_IOERR_READ
        raise error

    monkeypatch.setattr(database, "is_whole", failing)
    with pytest.raises(StoreError, match="The disk reports an error"):
        look(folder)
