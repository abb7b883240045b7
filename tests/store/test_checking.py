"""Every entry is looked through, what is damaged is named, and whatever is damaged every list works."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interview.flow.answers import Text
from interview.store import Store, StoreError, damage
from interview.store.checking import Checked
from interview.store.legibility import Unreadable
from tests.store.small import AT, event, small_flow

OpenStore = Callable[[], Store]
TABLES = {
    "session": ("id", "flow", "version", "begun", "finished", "label", "follows", "kept", "origin"),
    "event": ("id", "session", "seq", "at", "kind", "question", "body", "chain"),
    "flow": ("hash", "content_hash", "files"),
    "note": ("session", "at", "text", "chain"),
    "latest": ("session", "seq", "chain", "moment", "turn"),
    "words": ("session", "text"),
}


def session(store: Store, *said: str) -> str:
    session_id = store.begin(small_flow(), at=AT)
    for text in said:
        store.append(session_id, event(Text(text)))
    store.release(session_id)
    return session_id


def put(folder: Path, statement: str, *values: object) -> None:
    """Change the file behind the program's back."""
    with closing(sqlite3.connect(folder / "sessions.db")) as other, other:
        for trigger in ("event_is_append_only", "session_is_changed", "event_is_latest"):
            other.execute(f"DROP TRIGGER IF EXISTS {trigger}")
        other.execute(statement, values)


def readable(store: Store, session_id: str) -> list[str]:
    return [one.answer.text for one in store.legible(session_id).events if isinstance(one.answer, Text)]


def test_a_whole_file_is_said_to_be_whole(store: Store) -> None:
    session(store, "a", "b")
    session(store, "c")
    assert store.check(every_page=True) == Checked(2, 3, (), pages=True)
    assert str(store.check()) == ""


def test_a_damaged_entry_is_named_with_its_session(store: Store, folder: Path) -> None:
    session(store, "a", "b")
    damaged = session(store, "c", "d")
    put(folder, "UPDATE event SET body = 'x' WHERE session = ? AND seq = 2", damaged)
    (found,) = store.check().found
    assert found.session == damaged
    assert "the answer to comment cannot be read" in str(found)
    assert "1 kept interview is damaged" in str(store.check())


def test_other_windows_can_write_between_a_few_sessions_and_the_next(
    store: Store, open_store: OpenStore
) -> None:
    kept = [session(store, "a") for _ in range(11)]
    other = open_store()
    pauses: list[int] = []

    def pause() -> None:
        other.append(kept[0], event(Text(f"meanwhile {len(pauses)}")))
        pauses.append(1)

    assert store.check(pause).sessions == 11
    assert len(pauses) == 3
    assert readable(store, kept[0])[1:] == ["meanwhile 0", "meanwhile 1", "meanwhile 2"]


def test_pages_are_not_looked_through_while_another_window_uses_the_file(
    store: Store, open_store: OpenStore
) -> None:
    session(store, "a")
    open_store()
    assert not store.check(every_page=True).pages


def test_what_is_known_of_the_last_entry_is_written_anew(store: Store, folder: Path) -> None:
    first, second = session(store, "a"), session(store, "b")
    put(folder, "UPDATE latest SET moment = 0, seq = 7 WHERE session = ?", first)
    put(folder, "DELETE FROM latest WHERE session = ?", second)
    assert {saved.id for saved in store.sessions()} == {first, second}
    assert store.check().found == ()
    rows = store._read(lambda file: file.execute("SELECT seq, moment > 0 FROM latest").fetchall())
    assert rows == [(1, 1), (1, 1)]


def test_a_last_entry_that_is_lost_is_missed_and_nothing_put_in_its_place(store: Store, folder: Path) -> None:
    kept = session(store, "yes", "no")
    whole = store.export(kept)
    put(folder, "DELETE FROM event WHERE session = ? AND seq = 2", kept)
    with pytest.raises(StoreError, match="Entry 2 of this session was changed or lost"):
        store.events(kept)
    with pytest.raises(Unreadable):
        store.legible(kept).of(small_flow())
    store.append(kept, event(Text("after")))
    with pytest.raises(Unreadable):
        store.legible(kept).of(small_flow())
    assert readable(store, kept)[0] == "yes"
    assert len(whole["events"]) == 2


@pytest.mark.parametrize("seq", [1, 2, 3])
@pytest.mark.parametrize(
    "damage", ["DELETE FROM event WHERE seq = ?", "UPDATE event SET body = 'x' WHERE seq = ?"]
)
def test_an_entry_is_healed_from_a_file_that_has_it_whole(
    store: Store, folder: Path, seq: int, damage: str
) -> None:
    kept = session(store, "a", "b", "c")
    whole = store.export(kept)
    put(folder, damage, seq)
    with pytest.raises(StoreError):
        store.events(kept)
    store.import_(whole)
    assert readable(store, kept) == ["a", "b", "c"]
    assert store.export(kept) == whole


def test_a_long_file_is_opened_at_once_and_mended_when_damage_shows(
    folder: Path, filled: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(damage, "_SMALL", 0)
    path = folder / "sessions.db"
    content = path.read_bytes()
    at = content.index(b"answer 7 ") // 4096 * 4096
    path.write_bytes(content[:at] + b"\xff" * 4096 + content[at + 4096 :])
    with closing(Store.open(folder)) as store:
        assert store.notice == ""
        assert store.find(filled).answers == 1
        found = store.legible(filled)
        assert found.lost
        assert "was damaged" in store.notice
        assert {text.split()[1] for text in readable(store, filled)} >= {"0", "1", "11"}


def test_a_file_that_was_cut_off_is_noticed_when_it_is_opened(
    folder: Path, filled: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(damage, "_SMALL", 0)
    path = folder / "sessions.db"
    path.write_bytes(path.read_bytes()[: 4096 * 12])
    with closing(Store.open(folder)) as store:
        assert "was damaged" in store.notice


VALUES = st.none() | st.integers(-(2**63), 2**63 - 1) | st.floats() | st.text() | st.binary()


@given(st.data())
def test_whatever_stands_in_any_row_every_list_works_and_every_whole_answer_is_read(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    folder = tmp_path_factory.mktemp("any")
    table = data.draw(st.sampled_from(sorted(TABLES)))
    column = data.draw(st.sampled_from(TABLES[table]))
    value = data.draw(VALUES)
    with closing(Store.open(folder)) as store:
        whole, hit = session(store, "first", "second"), session(store, "third", "fourth")
        store.finish(hit, at=AT, note="a note")
        store.sessions("first")
    last = f"rowid = (SELECT max(rowid) FROM {table})"
    try:
        put(folder, f"UPDATE {table} SET {column} = ? WHERE {last}", value)
    except (sqlite3.IntegrityError, sqlite3.OperationalError, UnicodeEncodeError):
        return  # what the table itself refuses
    with closing(Store.open(folder)) as store:
        assert readable(store, whole) == ["first", "second"]
        assert whole in {saved.id for saved in store.sessions()}
        assert whole in {saved.id for saved in store.sessions("second")}
        store.unfinished(["small"], 9)
        store.not_followed(["small"], 9)
        assert [saved.id for saved in store.beginning(whole[:8])] == [whole]
        assert store.page("", 1, 1).kept >= 1
        store.check()
        for saved in store.sessions():
            if saved.id != whole:
                store.beginning(saved.id[:8])
                store.delete(saved.id)
        assert [saved.id for saved in store.sessions()] == [whole]
