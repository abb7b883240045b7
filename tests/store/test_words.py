"""A search reads words that stand in the file of sessions, are as new as the session, and go with it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from interview.flow.answers import Chosen, Text
from interview.store import Store, sql, words
from interview.store.encryption import encrypt
from tests.store.small import AT, event, small_flow

PASSPHRASE = "correct horse"
OpenStore = Callable[[], Store]


def session(store: Store, text: str) -> str:
    session_id = store.begin(small_flow(), at=AT, label="bed 4")
    store.append(session_id, event(Text(text)))
    store.release(session_id)
    return session_id


def found(store: Store, search: str) -> list[str]:
    return [saved.id for saved in store.sessions(search)]


def written(store: Store) -> int:
    return int(store._read(lambda file: file.execute("SELECT count(*) FROM words").fetchone()[0]))


def test_the_first_search_writes_words_and_the_next_one_reads_no_answer(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = session(store, "Unsteady on stairs")
    assert found(store, "stairs") == [kept]
    monkeypatch.setattr(words, "words", lambda *_: pytest.fail("an answer was read"))
    assert found(store, "STAIRS") == [kept]
    assert found(store, "ramps") == []


@pytest.mark.parametrize(
    ("change", "before", "after"),
    [
        (lambda store, kept: store.append(kept, event(Text("on ramps"))), "stairs", "ramps"),
        (lambda store, kept: store.label(kept, "bed 5"), "bed 4", "bed 5"),
        (lambda store, kept: store.finish(kept, at="2026-03-02T10:00:00+01:00"), "unfinished", "2026-03-02"),
    ],
)
def test_what_changes_is_searched_as_it_is_now(
    store: Store, change: Callable[[Store, str], None], before: str, after: str
) -> None:
    kept = session(store, "on stairs")
    assert (found(store, before), found(store, after)) == ([kept], [])
    change(store, kept)
    assert (found(store, before), found(store, after)) == ([], [kept])


def test_words_of_a_deleted_session_are_nowhere_in_the_folder(store: Store, folder: Path) -> None:
    kept = session(store, "On  STAIRS ÉTÉ")
    found(store, "stairs")
    assert b"on stairs ete" in (folder / "sessions.db").read_bytes()
    store.delete(kept)
    assert not any(b"on stairs ete" in path.read_bytes() for path in folder.rglob("*") if path.is_file())
    assert written(store) == 0


def test_words_of_encrypted_sessions_are_encrypted(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sql, "_ROUNDS", 10)
    encrypt(folder, PASSPHRASE)
    with closing(Store.open(folder, passphrase=PASSPHRASE)) as store:
        kept = session(store, "unsteady on stairs")
        assert found(store, "stairs") == [kept]
        assert written(store) == 1
    assert not any(b"stairs" in path.read_bytes() for path in folder.rglob("*") if path.is_file())


def test_a_search_that_may_not_write_finds_the_same(store: Store, folder: Path) -> None:
    kept = session(store, "on stairs")
    with closing(Store(folder, read_only=True)) as looking:
        assert found(looking, "stairs") == [kept]
        assert written(looking) == 0


def test_no_text_is_found_across_two_answers(store: Store) -> None:
    kept = store.begin(small_flow(), at=AT)
    store.append(kept, event(Chosen("yes"), question="food_sticks"))
    store.append(kept, event(Text("no")))
    assert found(store, "yes no") == []
    assert found(store, "yes\nno") == []


def test_an_older_program_with_the_file_open_leaves_no_words_that_are_not_so(
    store: Store, folder: Path
) -> None:
    import sqlite3

    kept = session(store, "on stairs")
    found(store, "stairs")
    with closing(sqlite3.connect(folder / "sessions.db")) as older, older:
        older.execute(
            "INSERT INTO event VALUES ('e2', ?, 2, ?, 'answered', 'comment', '{\"text\":\"ramps\"}', 'c')",
            (kept, AT),
        )
    assert written(store) == 0
    assert store.last_event(kept) == (2, "e2")
