from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import replace
from enum import StrEnum
from pathlib import Path

import pytest

from interview.flow.answers import Chosen, NotAssessed, Number, Reason, Several, Text
from interview.store import Saved, Store, StoreError, UnknownSession
from tests.store.small import AT, event, small_flow, texts

OpenStore = Callable[[], Store]


class LaterKind(StrEnum):
    SIGNED = "signed"


def test_every_kind_of_answer_comes_back_in_order(store: Store, open_store: OpenStore) -> None:
    session_id = store.begin(small_flow(), at=AT)
    answers = (
        Chosen("yes"),
        Several(frozenset({"a", "b"}), rest_absent=False),
        Number(4.5),
        Text("[/] متن 日本 {{ x }}"),
        NotAssessed(Reason.PENDING),
        None,
    )
    events = tuple(event(answer) for answer in answers)
    for one in events:
        store.append(session_id, one)
    assert open_store().events(session_id) == events


def test_order_is_that_of_saving_even_when_the_clock_steps_back(store: Store) -> None:
    session_id = store.begin(small_flow(), at=AT)
    store.append(session_id, event(Text("first"), at="2026-03-01T12:00:00Z"))
    store.append(session_id, event(Text("second"), at="2026-03-01T09:00:00Z"))
    assert texts(store, session_id) == ["first", "second"]
    assert store.find(session_id).last == "2026-03-01T09:00:00Z"


def test_an_event_is_on_disk_before_append_returns(store: Store, folder: Path) -> None:
    session_id = store.begin(small_flow(), at=AT)
    store.append(session_id, event(Text("kept")))
    with sqlite3.connect(folder / "sessions.db") as other:
        assert other.execute("SELECT body FROM event").fetchall() == [('{"text":"kept"}',)]
    other.close()
    assert not (folder / "sessions.db-journal").exists()


def test_the_same_event_twice_is_kept_once(store: Store) -> None:
    session_id = store.begin(small_flow(), at=AT)
    once = event(Text("once"))
    store.append(session_id, once)
    store.append(session_id, event(Text("then")))
    store.append(session_id, once)
    assert texts(store, session_id) == ["once", "then"]


def test_another_event_under_a_used_id_is_refused_and_not_dropped(store: Store) -> None:
    session_id = store.begin(small_flow(), at=AT)
    store.append(session_id, event(Text("one"), event_id="same"))
    with pytest.raises(StoreError, match="Another saved answer has the id same"):
        store.append(session_id, event(Text("two"), event_id="same"))
    assert texts(store, session_id) == ["one"]


def test_a_session_remembers_its_flow(store: Store) -> None:
    session_id = store.begin(small_flow(), at=AT)
    store.append(session_id, event(Chosen("yes"), question="food_sticks", at="2026-03-01T10:01:00Z"))
    assert store.find(session_id) == Saved(
        session_id, "small", "1", "logic-1", "content-1", AT, "2026-03-01T10:01:00Z", 1
    )


def test_the_count_of_answers_is_that_of_answered_questions(store: Store) -> None:
    session_id = store.begin(small_flow(), at=AT)
    for answer in (Text("a"), Text("b")):
        store.append(session_id, event(answer))
    store.append(session_id, event(Chosen("yes"), question="food_sticks"))
    assert store.find(session_id).answers == 2
    store.append(session_id, event(None, question="food_sticks"))
    assert store.find(session_id).answers == 1


def test_unfinished_sessions_are_listed_latest_first(store: Store) -> None:
    first, second, empty, done = (store.begin(small_flow(), at=AT) for _ in range(4))
    for session_id in (first, second, done, first):
        store.append(session_id, event(Text("x")))
    store.finish(done, at=AT)
    listed = [saved.id for saved in store.unfinished()]
    assert listed == [first, second]
    assert empty not in listed


def test_an_answer_after_the_end_makes_a_session_unfinished_again(store: Store) -> None:
    session_id = store.begin(small_flow(), at=AT)
    store.append(session_id, event(Text("x")))
    store.finish(session_id, at=AT)
    assert store.unfinished() == ()
    store.append(session_id, event(Text("y")))
    assert [saved.id for saved in store.unfinished()] == [session_id]


def test_an_unknown_session_is_named(store: Store) -> None:
    for call in (store.find, store.events, lambda name: store.append(name, event(Text("x")))):
        with pytest.raises(UnknownSession, match="no saved session nobody"):
            call("nobody")


def test_deleted_text_is_not_in_the_folder_any_more(store: Store, folder: Path) -> None:
    kept, gone = (store.begin(small_flow(), at=AT) for _ in range(2))
    store.append(kept, event(Text("stays here")))
    for number in range(20):
        store.append(gone, event(Text(f"private matter {number} " * 100)))
    assert b"private matter" in (folder / "sessions.db").read_bytes()
    store.delete(gone)
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert not any(b"private matter" in path.read_bytes() for path in files)
    assert texts(store, kept) == ["stays here"]


def tampered(folder: Path, statement: str) -> None:
    with sqlite3.connect(folder / "sessions.db") as other:
        other.execute("DROP TRIGGER event_is_append_only")
        other.execute(statement)
    other.close()


@pytest.mark.parametrize(
    "statement",
    [
        'UPDATE event SET body = \'{"text":"changed"}\' WHERE seq = 2',
        "UPDATE event SET question = 'food_sticks' WHERE seq = 2",
        "UPDATE event SET at = '' WHERE seq = 2",
        "DELETE FROM event WHERE seq = 2",
        "UPDATE event SET seq = seq + 1 WHERE seq = 3",
        "UPDATE session SET logic_hash = 'other'",
    ],
)
def test_a_changed_record_is_noticed(store: Store, folder: Path, statement: str) -> None:
    session_id = store.begin(small_flow(), at=AT)
    for number in range(3):
        store.append(session_id, event(Text(str(number))))
    tampered(folder, statement)
    with pytest.raises(StoreError, match=r"Entry \d of this session was changed or lost"):
        store.events(session_id)


def test_an_event_of_a_later_kind_is_refused_and_not_skipped(store: Store, folder: Path) -> None:
    session_id = store.begin(small_flow(), at=AT)
    store.append(session_id, replace(event(Text("x")), kind=LaterKind.SIGNED))  # type: ignore[arg-type]
    with pytest.raises(StoreError, match=r"a kind this program does not know \(signed\)"):
        store.events(session_id)


def test_events_cannot_be_changed_by_mistake(store: Store, folder: Path) -> None:
    store.append(store.begin(small_flow(), at=AT), event(Text("x")))
    other = sqlite3.connect(folder / "sessions.db")
    with pytest.raises(sqlite3.IntegrityError, match="events are never changed"):
        other.execute("UPDATE event SET body = 'null'")
    other.close()
