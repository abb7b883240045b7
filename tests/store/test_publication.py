"""Finished sessions can be published elsewhere, in any order, as often as one likes, broken off or not.

The department here is SQLite, in statements that PostgreSQL takes as well; it knows nothing of this program.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from itertools import permutations
from pathlib import Path
from typing import Any, Protocol

import pytest

from interview.flow.answers import Answer, Chosen, NotAssessed, Number, Reason, Text
from interview.store import Saved, Store
from tests.store.small import AT, event, small_flow

LATER = "2026-03-02T10:00:00Z"
TABLES = """
CREATE TABLE session
    (id TEXT PRIMARY KEY, flow TEXT, version TEXT, content_hash TEXT, begun TEXT, finished TEXT);
CREATE TABLE event
    (id TEXT PRIMARY KEY, session TEXT REFERENCES session (id), seq INTEGER, at TEXT, kind TEXT,
    question TEXT, answer TEXT, UNIQUE (session, seq));
"""
SESSION = """
INSERT INTO session VALUES (?, ?, ?, ?, ?, ?)
ON CONFLICT (id) DO UPDATE SET finished = excluded.finished WHERE excluded.finished > session.finished
"""
EVENT = "INSERT INTO event VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING"


class Source(Protocol):
    """All that publishing needs of a store."""

    def sessions(self) -> tuple[Saved, ...]: ...
    def export(self, session_id: str) -> dict[str, Any]: ...


class Department:
    """A database of somebody else, whose line may break after so many statements."""

    def __init__(self, *, whole_sessions: bool) -> None:
        self._level = "DEFERRED" if whole_sessions else None
        self.connection = sqlite3.connect(":memory:", isolation_level=self._level)  # type: ignore[arg-type]
        self.connection.executescript(TABLES)
        self.holds_for: int | None = None

    def execute(self, statement: str, values: tuple[object, ...]) -> None:
        if self.holds_for == 0:
            self.connection.rollback()
            raise ConnectionError
        if self.holds_for is not None:
            self.holds_for -= 1
        self.connection.execute(statement, values)

    def rows(self) -> list[tuple[object, ...]]:
        sessions = self.connection.execute("SELECT * FROM session ORDER BY id").fetchall()
        return [*sessions, *self.connection.execute("SELECT * FROM event ORDER BY session, seq").fetchall()]


def publish(source: Source, department: Department, order: Iterable[str] = ()) -> None:
    finished = [saved.id for saved in source.sessions() if saved.finished]
    for session_id in order or finished:
        data = source.export(session_id)
        head = data["session"]
        names = ("id", "flow", "version", "content_hash", "begun", "finished")
        department.execute(SESSION, tuple(head[name] for name in names))
        for one in data["events"]:
            values = (one["id"], session_id, *(one[name] for name in ("seq", "at", "kind", "question")))
            department.execute(EVENT, (*values, json.dumps(one["answer"], sort_keys=True)))
        department.connection.commit()


@pytest.fixture(params=[True, False], ids=["whole sessions", "single rows"])
def department(request: pytest.FixtureRequest) -> Iterator[Department]:
    department = Department(whole_sessions=request.param)
    yield department
    department.connection.close()


def session(store: Store, *answers: Answer | None, finished: str = AT) -> str:
    session_id = store.begin(small_flow(), at=AT)
    for answer in answers:
        store.append(session_id, event(answer))
    if finished:
        store.finish(session_id, at=finished)
    store.release(session_id)
    return session_id


@pytest.fixture
def finished(store: Store) -> tuple[str, ...]:
    """Three finished sessions, beside one that is not."""
    session(store, Text("not yet"), finished="")
    return (
        session(store, Chosen("yes"), Text("unsteady"), None),
        session(store, Number(4.5)),
        session(store, NotAssessed(Reason.PENDING), Text("[/] 日本")),
    )


@pytest.fixture
def expected(store: Store, finished: tuple[str, ...]) -> list[tuple[object, ...]]:
    """The rows of one publication from beginning to end."""
    department = Department(whole_sessions=True)
    publish(store, department)
    rows = department.rows()
    department.connection.close()
    return rows


def test_every_finished_session_arrives_and_no_other(
    store: Store, finished: tuple[str, ...], expected: list[tuple[object, ...]]
) -> None:
    events = [(one.id, name) for name in finished for one in store.events(name)]
    assert {row[0] for row in expected[:3]} == set(finished)
    assert sorted(row[:2] for row in expected[3:]) == sorted(events)
    assert not any("not yet" in str(row) for row in expected)


def test_any_order_twice_gives_the_same_rows(
    store: Store, finished: tuple[str, ...], expected: list[tuple[object, ...]], department: Department
) -> None:
    for order in permutations(finished):
        publish(store, department, order)
        assert department.rows() == expected
        publish(store, department, reversed(order))
        assert department.rows() == expected


def test_a_line_that_breaks_at_any_statement_costs_and_doubles_nothing(
    store: Store, expected: list[tuple[object, ...]], department: Department
) -> None:
    for statements in range(len(expected)):
        department.holds_for = statements
        with pytest.raises(ConnectionError):
            publish(store, department)
        assert all(row in expected for row in department.rows())
    department.holds_for = None
    publish(store, department)
    assert department.rows() == expected


def test_a_session_that_went_on_is_published_again_by_what_is_new(
    store: Store, finished: tuple[str, ...], expected: list[tuple[object, ...]], department: Department
) -> None:
    publish(store, department)
    store.append(finished[0], event(Text("later")))
    publish(store, department)
    assert department.rows() == expected
    store.finish(finished[0], at=LATER)
    publish(store, department)
    assert len(department.rows()) == len(expected) + 1
    ends = {row[0]: row[-1] for row in department.rows()[:3]}
    assert ends == {finished[0]: LATER, finished[1]: AT, finished[2]: AT}


def test_a_session_on_two_computers_is_published_once(
    store: Store,
    tmp_path: Path,
    finished: tuple[str, ...],
    expected: list[tuple[object, ...]],
    department: Department,
) -> None:
    with closing(Store.open(tmp_path / "there")) as there:
        for name in finished:
            there.import_(store.export(name))
        publish(there, department)
        publish(store, department)
    assert department.rows() == expected


def test_publishing_only_reads(
    store: Store, folder: Path, finished: tuple[str, ...], department: Department
) -> None:
    store.close()
    before = (folder / "sessions.db").read_bytes()
    with closing(Store.open(folder, read_only=True)) as looking:
        publish(looking, department)
    assert len(department.rows()) > 3
    assert (folder / "sessions.db").read_bytes() == before
