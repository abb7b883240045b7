"""The tables of an older program get the form of today, and nothing that stood in them changes."""

from __future__ import annotations

import sqlite3
import stat
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from interview.flow.answers import Text
from interview.store import Store, StoreError, schema

from .small import AT, begin, event, texts

OpenStore = Callable[[], Store]


@pytest.fixture
def older(folder: Path) -> str:
    """A folder with one session in the first format; the session's id."""
    folder.mkdir()
    first = schema._STEPS[0]
    rows = (
        "INSERT INTO session VALUES ('one', 'small', '1', 'logic-1', 'content-1', ?, NULL)",
        "INSERT INTO event VALUES ('event-a', 'one', 1, ?, 'answered', 'comment', '{\"text\":\"old\"}', '"
        "160cd3b2fc9625c998c7dd734dbf8e2548c795be7a5f95af86562ac8e0e23589')",
    )
    with closing(sqlite3.connect(folder / "sessions.db", isolation_level=None)) as connection:
        for statement in first:
            connection.execute(statement)
        for row in rows:
            connection.execute(row, (AT,))
        connection.execute("PRAGMA user_version = 1")
    return "one"


def content(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        return list(connection.iterdump())


def test_a_file_of_the_first_format_is_read_and_goes_on(older: str, open_store: OpenStore) -> None:
    store = open_store()
    assert texts(store, older) == ["old"]
    assert (store.find(older).label, store.find(older).follows) == ("", "")
    store.append(older, event(Text("new")))
    assert texts(open_store(), older) == ["old", "new"]
    assert store.notice == ""


def test_a_private_copy_is_put_beside_before_the_tables_change(folder: Path, older: str) -> None:
    before = content(folder / "sessions.db")
    Store.open(folder).close()
    copy = folder / "sessions-format-1.db"
    assert content(copy) == before
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600


def test_a_change_that_fails_leaves_the_file_as_it_was(
    folder: Path, older: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = content(folder / "sessions.db")
    with monkeypatch.context() as during:
        during.setattr(schema, "_STEPS", (schema._STEPS[0], (*schema._STEPS[1], "no statement")))
        with pytest.raises(StoreError):
            Store.open(folder)
    assert content(folder / "sessions.db") == before
    with closing(Store.open(folder)) as store:
        assert texts(store, older) == ["old"]


def test_a_change_that_another_window_has_just_made_is_not_made_twice(
    folder: Path, older: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    Store.open(folder).close()
    found = iter([1, 3])
    monkeypatch.setattr(schema, "version_of", lambda connection: next(found))
    with closing(sqlite3.connect(folder / "sessions.db", isolation_level=None)) as connection:
        schema.upgrade(connection)
        assert not connection.in_transaction


def test_a_copy_of_deleted_sessions_does_not_stay_behind(folder: Path, older: str) -> None:
    with closing(Store.open(folder)) as store:
        store.delete(older)
    assert not list(folder.glob("sessions-format-*"))


def test_a_newer_file_is_refused_and_left_as_it_is(folder: Path, filled: str) -> None:
    with closing(sqlite3.connect(folder / "sessions.db")) as other:
        other.execute("PRAGMA user_version=4")
    before = (folder / "sessions.db").read_bytes()
    with pytest.raises(StoreError, match=r"newer version of this program \(format 4; this one knows 3\)"):
        Store.open(folder)
    assert (folder / "sessions.db").read_bytes() == before


def test_an_older_program_with_the_file_open_says_that_it_cannot_save(older: str, folder: Path) -> None:
    with closing(sqlite3.connect(folder / "sessions.db", isolation_level=None)) as old_program:
        old_program.execute("SELECT * FROM session").fetchall()
        with closing(Store.open(folder)) as store:
            begin(store).answer("comment", Text("new"))
        with pytest.raises(sqlite3.OperationalError, match="has 11 columns but 7 values"):
            old_program.execute("INSERT INTO session VALUES ('two', '', '', '', '', '', NULL)")
