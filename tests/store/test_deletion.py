"""What is deleted is gone from every file of the folder, whether a passphrase protects them or not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from interview.engine import Event, EventKind
from interview.flow.answers import Text
from interview.store import Store, sql
from interview.store.encryption import decrypt, encrypt
from tests.store.small import AT, event, small_flow, texts

PASSPHRASE = "correct horse"
SECRET = b"private matter"
PAGE = 4096
Delete = Callable[[Store, str], object]
WAYS: list[Delete] = [
    lambda store, session_id: store.delete(session_id),
    lambda store, session_id: store.purge("2026-06-01"),
]


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sql, "_ROUNDS", 10)


@pytest.fixture(params=["", PASSPHRASE], ids=["plain", "encrypted"])
def store(folder: Path, request: pytest.FixtureRequest) -> Iterator[Store]:
    """A store with one session that stays."""
    if request.param:
        encrypt(folder, request.param)
    with closing(Store.open(folder, passphrase=request.param)) as opened:
        session(opened, "stays here", at="2026-09-01T10:00:00Z")
        yield opened


def session(store: Store, *said: str, at: str = AT) -> str:
    session_id = store.begin(small_flow(), at=at, label=said[0][:40])
    for text in said:
        store.append(session_id, event(Text(text), at=at))
    store.append(session_id, Event(f"cleared {session_id}", EventKind.CLEARED, "comment", at))
    store.finish(session_id, at=at, note=f"A note that says: {said[0]}")
    store.release(session_id)
    return session_id


def pages(folder: Path) -> set[bytes]:
    """Every page of every file there."""
    contents = [path.read_bytes() for path in folder.rglob("*") if path.is_file()]
    return {content[at : at + PAGE] for content in contents for at in range(0, len(content), PAGE)}


@pytest.mark.parametrize("delete", WAYS, ids=["delete", "purge"])
def test_no_page_that_held_a_deleted_answer_is_left_in_any_file(
    store: Store, folder: Path, delete: Delete
) -> None:
    before = pages(folder)
    gone = session(store, *(f"private matter {number} " + "x" * 9000 for number in range(12)))
    held = pages(folder) - before
    assert len(held) > 24
    assert any(SECRET in page for page in held) == (folder / "sessions.db").exists()
    delete(store, gone)
    assert pages(folder) & held == set()
    assert not any(SECRET in page for page in pages(folder))
    assert [saved.label for saved in store.sessions()] == ["stays here"]


@pytest.mark.parametrize("delete", WAYS, ids=["delete", "purge"])
def test_no_byte_of_it_comes_back_when_the_passphrase_is_taken_away(folder: Path, delete: Delete) -> None:
    encrypt(folder, PASSPHRASE)
    with closing(Store.open(folder, passphrase=PASSPHRASE)) as store:
        delete(store, session(store, *(f"private matter {number}" for number in range(12))))
    decrypt(folder, PASSPHRASE)
    assert not any(SECRET in page for page in pages(folder))


def test_a_label_that_is_taken_away_is_gone_too(store: Store, folder: Path) -> None:
    named = session(store, "x")
    before = pages(folder)
    store.label(named, "private matter " * 13)
    held = pages(folder) - before
    store.label(named, "bed 4")
    assert pages(folder) & held == set()
    assert not any(SECRET in page for page in pages(folder))


def test_encrypting_leaves_nothing_of_the_plain_file(folder: Path) -> None:
    with closing(Store.open(folder)) as store:
        kept = session(store, "private matter")
    encrypt(folder, PASSPHRASE)
    assert not any(SECRET in page or b"SQLite" in page for page in pages(folder))
    with closing(Store.open(folder, passphrase=PASSPHRASE)) as store:
        assert texts(store, kept) == ["private matter"]


def test_an_answer_that_was_changed_stays_in_the_log_until_the_session_goes(store: Store) -> None:
    changed = session(store, "first said", "then said")
    assert texts(store, changed) == ["first said", "then said"]
