"""The tables of an older program get the form of today, and nothing that stood in them changes."""

from __future__ import annotations

import json
import sqlite3
import stat
import zlib
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

import pytest

from interview.flow.answers import Text
from interview.store import Store, StoreError, encryption, schema, sql
from interview.store.event_log import linked
from interview.store.snapshots import files_hash
from tests.store.small import AT, begin, event, texts

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


FILES = {"flow.yaml": "one", "sources.yaml": "two"}
PACKED = zlib.compress(json.dumps(dict(reversed(FILES.items()))).encode())


def of_the_second_format(connection: sqlite3.Connection) -> None:
    """Three sessions: begun with a kept flow, gone on under it, and with a flow that was not kept."""
    for step in schema._STEPS[:2]:
        for statement in step:
            connection.execute(statement)
    contents = {"one": "content-1", "two": "content-0", "three": "content-9"}
    for session, content_hash in contents.items():
        head = (session, "small", "1", "logic-1", content_hash, AT)
        connection.execute("INSERT INTO session VALUES (?, ?, ?, ?, ?, ?, ?, 'bed 4', '')", (*head, AT))
        event = ("on", session, 1, AT, "carried", "", '{"text":"content-1"}')
        if session == "two":
            connection.execute(
                "INSERT INTO event VALUES (?, ?, ?, ?, ?, ?, ?, ?)", (*event, linked(linked("", head), event))
            )
    connection.execute("INSERT INTO flow VALUES ('content-1', 'small', '1', 'logic-1', ?)", (PACKED,))
    connection.execute("INSERT INTO flow VALUES ('content-2', 'small', '2', 'logic-1', x'00')")
    connection.execute("PRAGMA user_version = 2")


@pytest.fixture
def second(folder: Path) -> Path:
    """A folder with a file of the second format."""
    folder.mkdir()
    with closing(sqlite3.connect(folder / "sessions.db", isolation_level=None)) as connection:
        of_the_second_format(connection)
    return folder


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


def assert_upgraded(store: Store) -> None:
    """Each session has the flow it was held with last, found by its files; what is unreadable is left out."""
    assert {name: store.find(name).kept for name in ("one", "two", "three")} == {
        "one": files_hash(FILES),
        "two": files_hash(FILES),
        "three": "",
    }
    assert store.kept_flow(files_hash(FILES)) == store.kept_content("content-1") == FILES
    assert store.kept_content("content-2") == {}
    assert (store.find("one").label, store.find("one").finished, store.find("one").origin) == (
        "bed 4",
        AT,
        "",
    )
    assert store.note("one") == ""
    assert len(store.events("two")) == 1


def test_a_file_of_the_second_format_names_flows_by_their_files(second: Path, open_store: OpenStore) -> None:
    before = content(second / "sessions.db")
    assert_upgraded(open_store())
    assert_upgraded(open_store())
    assert content(second / "sessions-format-2.db") == before


def test_an_encrypted_file_of_the_second_format_is_upgraded_and_copied_encrypted(
    second: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sql, "_ROUNDS", 1)
    with monkeypatch.context() as older:
        older.setattr(schema, "VERSION", 2)
        older.setattr(encryption, "VERSION", 2)
        older.setattr(schema, "_STEPS", schema._STEPS[:2])
        encryption.encrypt(second, "correct horse battery")
    for _ in range(2):
        with closing(Store.open(second, passphrase="correct horse battery")) as store:
            assert_upgraded(store)
    copy = (second / "sessions-encrypted-format-2.db").read_bytes()
    assert not copy.startswith(b"SQLite format 3")
    assert b"bed 4" not in copy


def test_a_file_of_the_second_format_is_looked_at_without_a_change(second: Path) -> None:
    before = (second / "sessions.db").read_bytes()
    with closing(Store.open(second, read_only=True)) as store:
        assert_upgraded(store)
    assert (second / "sessions.db").read_bytes() == before
    assert not list(second.glob("*format*"))


def test_a_damaged_file_of_the_second_format_is_recovered_in_the_form_of_today(
    second: Path, open_store: OpenStore
) -> None:
    with (second / "sessions.db").open("r+b") as file:
        file.write(bytes(100))
    store = open_store()
    assert store.find("two").kept == files_hash(FILES)
    assert store.kept_flow(files_hash(FILES)) == FILES


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
    found = iter([1, schema.VERSION])
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
        other.execute(f"PRAGMA user_version={schema.VERSION + 1}")
    before = (folder / "sessions.db").read_bytes()
    formats = rf"\(format {schema.VERSION + 1}; this one knows {schema.VERSION}\)"
    with pytest.raises(StoreError, match=f"newer version of this program {formats}"):
        Store.open(folder)
    assert (folder / "sessions.db").read_bytes() == before


def test_an_older_program_with_the_file_open_says_that_it_cannot_save(older: str, folder: Path) -> None:
    with closing(sqlite3.connect(folder / "sessions.db", isolation_level=None)) as old_program:
        old_program.execute("SELECT * FROM session").fetchall()
        with closing(Store.open(folder)) as store:
            begin(store).answer("comment", Text("new"))
        with pytest.raises(sqlite3.OperationalError, match="has 11 columns but 7 values"):
            old_program.execute("INSERT INTO session VALUES ('two', '', '', '', '', '', NULL)")


def test_a_file_of_the_third_format_knows_the_last_entry_of_each_session(
    folder: Path, monkeypatch: pytest.MonkeyPatch, open_store: OpenStore
) -> None:
    with monkeypatch.context() as older:
        older.setattr(schema, "_STEPS", schema._STEPS[:3])
        older.setattr(schema, "VERSION", 3)
        third_format(folder)
    store = open_store()
    assert [saved.id for saved in store.sessions()] == ["two", "one"]
    assert [saved.id for saved in store.sessions("stairs")] == ["one"]
    rows = store._read(lambda file: file.execute("SELECT session, seq FROM latest ORDER BY 1").fetchall())
    assert rows == [("one", 2), ("two", 1)]
    assert (folder / "sessions-format-3.db").exists()


def third_format(folder: Path) -> None:
    """A file of the format before: two sessions, the later one at an earlier hour of another zone."""
    folder.mkdir()
    with closing(sqlite3.connect(folder / "sessions.db", isolation_level=None)) as file:
        schema.upgrade(file)
        for session_id, *said in (
            ("one", ("2026-03-01T10:00:00Z", "on stairs"), ("2026-03-01T10:01:00Z", "on stairs too")),
            ("two", ("2026-03-01T07:02:00-04:00", "on ramps")),
        ):
            head = (session_id, "small", "1", "logic-1", "content-1", AT)
            file.execute("INSERT INTO session VALUES (?, ?, ?, ?, ?, ?, NULL, '', '', '', '')", head)
            link = linked("", head)
            for seq, (at, text) in enumerate(said, start=1):
                row = (
                    f"{session_id}-{seq}",
                    session_id,
                    seq,
                    at,
                    "answered",
                    "comment",
                    f'{{"text":"{text}"}}',
                )
                link = linked(link, row)
                file.execute("INSERT INTO event VALUES (?, ?, ?, ?, ?, ?, ?, ?)", (*row, link))


def test_tables_that_another_window_is_just_making_are_not_taken_for_damage(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder.mkdir()
    path = folder / "sessions.db"
    asked = schema.version_of

    def while_another_begins(connection: sqlite3.Connection) -> int:
        version = asked(connection)
        monkeypatch.setattr(schema, "version_of", asked)
        with (
            closing(sqlite3.connect(path, isolation_level=None, timeout=0)) as other,
            suppress(sqlite3.OperationalError),
        ):
            schema.upgrade(other)
        return version

    with closing(sqlite3.connect(path, isolation_level=None)) as looking:
        monkeypatch.setattr(schema, "version_of", while_another_begins)
        assert schema.is_as_made(looking)
        assert schema.is_as_made(looking)
