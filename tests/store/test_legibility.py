"""One damaged entry costs its answer, and never brings an earlier one back."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from enum import StrEnum
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interview.engine import Event
from interview.engine.session import latest
from interview.flow.answers import Chosen, NotAssessed, Reason, Text
from interview.store import Store
from interview.store.legibility import Legible, Unreadable
from tests.store.small import AT, event, resume, small_flow

UNREADABLE = NotAssessed(Reason.UNREADABLE)
FLOW = small_flow()


def given_answers() -> list[Event]:
    return [
        event(Chosen("yes"), question="food_sticks"),
        event(Text("first")),
        event(Chosen("no"), question="food_sticks"),
        event(Text("second")),
        event(Text("third"), at="2026-03-01T11:00:00Z"),
    ]


def damage(folder: Path, column: str, seq: int, value: object) -> None:
    with closing(sqlite3.connect(folder / "sessions.db")) as other, other:
        other.execute("DROP TRIGGER IF EXISTS event_is_append_only")
        new = "CAST(? AS TEXT)" if isinstance(value, bytes) else "?"
        other.execute(f"UPDATE event SET {column} = {new} WHERE seq = ?", (value, seq))


@pytest.fixture
def session_id(store: Store) -> str:
    session_id = store.begin(FLOW, at=AT)
    for one in given_answers():
        store.append(session_id, one)
    store.release(session_id)
    return session_id


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("body", '{"chosen":"mo"}'),
        ("body", b'{"chosen":"n\xff"}'),
        ("body", "{"),
        ("at", "2026-03-01T10:00:01Z"),
        ("at", "2\x0026"),
        ("kind", "cleared"),
        ("kind", b"\xff"),
    ],
)
def test_a_damaged_answer_counts_as_unreadable_and_no_earlier_one_comes_back(
    store: Store, folder: Path, session_id: str, column: str, value: object
) -> None:
    damage(folder, column, 3, value)
    found = store.legible(session_id)
    assert latest(found.of(FLOW)) == {"food_sticks": UNREADABLE, "comment": Text("third")}
    assert "the answer to food_sticks cannot be read" in store.notice
    again = resume(store, session_id)
    assert again.session.answers == {"food_sticks": UNREADABLE, "comment": Text("third")}
    assert "the answer to food_sticks cannot be read" in again.notice
    again.answer("food_sticks", Chosen("no"))
    again.close()
    assert again.saved
    assert latest(store.legible(session_id).of(FLOW))["food_sticks"] == Chosen("no")


def test_a_question_that_was_damaged_into_another_is_proved_by_the_chain(
    store: Store, folder: Path, session_id: str
) -> None:
    damage(folder, "question", 3, "comment")
    assert latest(store.legible(session_id).of(FLOW))["food_sticks"] == Chosen("no")


def test_a_damaged_link_costs_nothing_where_the_next_one_proves_its_entry(
    store: Store, folder: Path, session_id: str
) -> None:
    damage(folder, "chain", 3, "0" * 64)
    assert latest(store.legible(session_id).of(FLOW)) == {
        "food_sticks": Chosen("no"),
        "comment": Text("third"),
    }


def test_damage_in_what_a_session_was_begun_with_costs_no_answer(
    store: Store, folder: Path, session_id: str
) -> None:
    store.append(store.begin(FLOW, at=AT), event(Text("of another session")))
    with closing(sqlite3.connect(folder / "sessions.db")) as other, other:
        other.execute("UPDATE session SET version = '?' WHERE id = ?", (session_id,))
    assert len(store.legible(session_id).of(FLOW)) == 5
    assert not store.legible(session_id).damaged


@pytest.mark.parametrize("question", ["", "\x00", b"\xff\xfe", "never_asked"])
def test_where_the_question_cannot_be_read_nothing_is_concluded(
    store: Store, folder: Path, session_id: str, question: object
) -> None:
    damage(folder, "body", 4, "{}")
    damage(folder, "question", 4, question)
    with pytest.raises(Unreadable, match=r"cannot be read\. Nothing is concluded"):
        store.legible(session_id).of(FLOW)
    with pytest.raises(Unreadable):
        resume(store, session_id)
    assert latest(store.legible(session_id).events)["food_sticks"] == Chosen("no")


@pytest.mark.parametrize("seq", [1, 3, 4])
def test_where_an_entry_is_missing_nothing_is_concluded(
    store: Store, folder: Path, session_id: str, seq: int
) -> None:
    with closing(sqlite3.connect(folder / "sessions.db")) as other, other:
        other.execute("DELETE FROM event WHERE seq = ?", (seq,))
    with pytest.raises(Unreadable):
        store.legible(session_id).of(FLOW)


COLUMNS = ("at", "kind", "question", "body", "chain")


@given(st.data(), st.sampled_from(COLUMNS), st.integers(1, 5), st.integers(1, 255))
def test_whichever_byte_is_damaged_every_other_answer_stands_and_none_that_was_replaced(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject, column: str, seq: int, flip: int
) -> None:
    folder = tmp_path_factory.mktemp("byte")
    with closing(Store.open(folder)) as store:
        session_id = store.begin(FLOW, at=AT)
        for one in given_answers():
            store.append(session_id, one)
        right = latest(store.events(session_id))
        text = bytearray(_cell(folder, column, seq))
        text[data.draw(st.integers(0, len(text) - 1))] ^= flip
        damage(folder, column, seq, bytes(text))
        found = store.legible(session_id)
        try:
            standing = latest(found.of(FLOW))
        except Unreadable:
            return
        readable = {name: answer for name, answer in standing.items() if answer != UNREADABLE}
        assert readable.items() <= right.items()
        assert standing.keys() == right.keys()
        assert len(found.damaged) <= 1


def _cell(folder: Path, column: str, seq: int) -> bytes:
    with closing(sqlite3.connect(folder / "sessions.db")) as other:
        (found,) = other.execute(f"SELECT CAST({column} AS BLOB) FROM event WHERE seq = ?", (seq,)).fetchone()
    return bytes(found)


def test_a_whole_session_says_nothing() -> None:
    assert str(Legible(())) == ""


class LaterKind(StrEnum):
    SIGNED = "signed"


def with_later(store: Store, question: str) -> str:
    """A session with an entry of a kind that only a newer program knows."""
    session_id = store.begin(FLOW, at=AT)
    for one in given_answers():
        store.append(session_id, one)
    later = replace(event(Text("x"), question=question), kind=LaterKind.SIGNED)  # type: ignore[arg-type]
    store.append(session_id, later)
    store.release(session_id)
    return session_id


def test_what_a_newer_program_says_of_a_question_is_told_and_leaves_it_not_assessed(store: Store) -> None:
    found = store.legible(with_later(store, "food_sticks"))
    assert latest(found.of(FLOW)) == {"food_sticks": UNREADABLE, "comment": Text("third")}
    assert "A newer version of this program wrote something about food_sticks" in store.notice


def test_what_a_newer_program_says_of_the_session_lets_nothing_be_concluded(store: Store) -> None:
    found = store.legible(with_later(store, ""))
    assert latest(found.events) == {"food_sticks": Chosen("no"), "comment": Text("third")}
    with pytest.raises(Unreadable, match="written by a newer version of this program"):
        found.of(FLOW)


def test_a_session_that_goes_on_here_keeps_what_a_newer_program_wrote(store: Store) -> None:
    session_id = with_later(store, "food_sticks")
    recording = resume(store, session_id)
    recording.answer("food_sticks", Chosen("yes"))
    recording.close()
    assert latest(store.legible(session_id).of(FLOW))["food_sticks"] == Chosen("yes")
