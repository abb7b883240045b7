"""What somebody else made, file or store, deletes nothing, locks nobody out, and can be deleted."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interview.flow.answers import Text
from interview.store import Store, StoreError
from tests.store.small import AT, chained, event, resume, small_flow, texts


@pytest.fixture
def data(store: Store) -> dict[str, Any]:
    """A session as a file of somebody else has it."""
    session_id = store.begin(small_flow(), at=AT)
    store.append(session_id, event(Text("first")))
    store.finish(session_id, at=AT)
    taken = store.export(session_id)
    store.delete(session_id)
    return taken


@pytest.mark.parametrize(
    ("part", "value", "said"),
    [
        ("id", "../../../stranger", "its id"),
        ("id", "bad00000-ad-begun", "its id"),
        ("id", "2F0E9B6C-9F5E-4D0A-8B5E-6F2F7A9C1D3E", "its id"),
        ("begun", "nope", "its begun"),
        ("begun", "0001-01-01T00:00:00+14:00", "its begun"),
        ("finished", "9999-12-31T23:59:59-12:00", "its finished"),
        ("version", "\ud800", "its version"),
        ("version", "\x1b[2J", "its version"),
        ("flow", "../small", "its flow"),
        ("kept", "\ud800", "its kept"),
        ("follows", "../x", "its follows"),
    ],
)
def test_a_session_that_could_not_be_listed_is_refused(
    store: Store, data: dict[str, Any], part: str, value: str, said: str
) -> None:
    data["session"][part] = value
    with pytest.raises(StoreError, match=f"cannot be taken: {said} .*Nothing was added"):
        store.import_(chained(data))
    assert store.sessions() == store.purge("2100-01-01", dry_run=True) == ()


@pytest.mark.parametrize(
    ("part", "value"),
    [
        ("at", "nope"),
        ("id", "\ud800"),
        ("question", "\ud800"),
        ("question", ""),
        ("answer", {"chosen": "\x1b"}),
    ],
)
def test_an_entry_that_could_not_be_shown_is_refused(
    store: Store, data: dict[str, Any], part: str, value: object
) -> None:
    data["events"][0][part] = value
    with pytest.raises(StoreError):
        store.import_(chained(data))
    assert store.purge("2100-01-01", dry_run=True) == ()


@pytest.mark.parametrize("answer", [{"number": 10**5000}, {"number": float("nan")}, {"number": float("inf")}])
def test_a_number_that_is_none_is_refused(store: Store, data: dict[str, Any], answer: object) -> None:
    data["events"][0]["answer"] = answer
    with pytest.raises(StoreError):
        store.import_(data)


@pytest.fixture
def stranger(folder: Path) -> Iterator[Path]:
    """A lock of another program, which an id that leads elsewhere would name."""
    folder.mkdir(parents=True)
    path = folder.parent / "stranger.lock"
    path.write_text("of another program")
    yield path
    assert path.read_text() == "of another program"


def test_an_id_that_leads_elsewhere_removes_no_file(stranger: Path, store: Store) -> None:
    name = "../../stranger"
    forged(store.folder, name)
    append = partial(store.append, event=event(Text("x")))
    for use in (store.hold, partial(resume, store), append):
        use(name)
        assert not (store.folder.parent / "locks").exists()
        assert all(path.parent == store.folder / "locks" for path in store.folder.rglob("*-*.lock"))
        store.release(name)
    assert [saved.unreadable for saved in store.sessions()] == ["its id is none that this program gives"]
    assert [saved.id for saved in store.purge("2100-01-01")] == [name]
    assert store.sessions() == ()


def forged(folder: Path, session_id: object, **columns: object) -> None:
    """Put a session with one answer into a file behind the program's back."""
    head = {"flow": "small", "version": "1", "logic_hash": "l", "content_hash": "c", "begun": AT, "label": ""}
    row = {"at": AT, "kind": "answered", "question": "comment", "body": '{"text":"x"}', "chain": ""}
    session = {**head, **{name: value for name, value in columns.items() if name in head}}
    entry = {**row, **{name: value for name, value in columns.items() if name in row}}
    with closing(sqlite3.connect(folder / "sessions.db")) as other, other:
        put = f"INSERT INTO session (id, {', '.join(session)}) VALUES (?{', ?' * len(session)})"
        other.execute(put, (session_id, *session.values()))
        put = (
            f"INSERT INTO event (id, session, seq, {', '.join(entry)}) VALUES ('e', ?, 1{', ?' * len(entry)})"
        )
        other.execute(put, (session_id, *entry.values()))


anything = st.text(st.characters(exclude_categories=["Cs"])) | st.binary()
COLUMNS = ("flow", "version", "begun", "label", "at", "kind", "question", "body", "chain")


@given(anything, st.dictionaries(st.sampled_from(COLUMNS), anything))
def test_whatever_stands_in_a_row_every_list_works_and_the_row_can_be_deleted(
    tmp_path_factory: pytest.TempPathFactory, session_id: object, columns: dict[str, object]
) -> None:
    folder = tmp_path_factory.mktemp("rows")
    with closing(Store.open(folder)) as store:
        whole = store.begin(small_flow(), at=AT)
        store.append(whole, event(Text("of the whole session")))
        forged(folder, session_id, **columns)
        assert {saved.id for saved in store.sessions("whole")} >= {whole}
        assert len(store.sessions()) == len(store.unfinished()) == 2
        store.purge("2000-01-01")
        (other,) = (saved for saved in store.sessions() if saved.id != whole)
        for use in readings(store, other.id):
            try:
                use()
            except StoreError:
                continue
        store.delete(other.id)
        assert [saved.id for saved in store.sessions()] == [whole]
        assert texts(store, whole) == ["of the whole session"]


def readings(store: Store, session_id: str) -> Iterator[Callable[[], object]]:
    yield lambda: store.find(session_id)
    yield lambda: store.events(session_id)
    yield lambda: store.note(session_id)
    yield lambda: store.export(session_id)
    yield lambda: resume(store, session_id)


def test_an_entry_of_another_session_is_not_taken_twice(store: Store, data: dict[str, Any]) -> None:
    store.import_(data)
    data["session"]["id"] = "2f0e9b6c-9f5e-4d0a-8b5e-6f2f7a9c1d3e"
    data["note"] = None
    with pytest.raises(
        StoreError, match=r"An entry of another session here has the id .*Nothing was added\."
    ):
        store.import_(chained(data))
    assert len(store.sessions()) == 1
