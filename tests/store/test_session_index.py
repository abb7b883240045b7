"""Finding, naming and removing sessions, and the flows that are kept with them."""

from __future__ import annotations

import os
import sqlite3
import zlib
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from interview.engine import Event, EventKind
from interview.flow.answers import Chosen, NotAssessed, Number, Reason, Several, Text
from interview.flow.model import Flow
from interview.store import Store, StoreError, UnknownSession
from tests.store.small import AT, event, small_flow

OpenStore = Callable[[], Store]


def kept(content_hash: str = "content-1") -> Flow:
    return replace(small_flow(), files={"flow.yaml": f"été {content_hash}"}, content_hash=content_hash)


def session(store: Store, *answers: Event, label: str = "", at: str = AT, flow: Flow | None = None) -> str:
    session_id = store.begin(flow or small_flow(), at=at, label=label)
    for one in answers or (event(Text("x"), at=at),):
        store.append(session_id, one)
    store.release(session_id)
    return session_id


def found(store: Store, search: str) -> list[str]:
    return [saved.id for saved in store.sessions(search)]


def test_every_session_with_an_answer_is_listed_the_latest_first(store: Store) -> None:
    first, second, done = (session(store) for _ in range(3))
    store.begin(small_flow(), at=AT)
    store.finish(done, at="2026-03-02T10:00:00Z")
    store.append(first, event(Text("again")))
    assert found(store, "") == [first, done, second]
    assert [saved.finished for saved in store.sessions()] == ["", "2026-03-02T10:00:00Z", ""]


@pytest.mark.parametrize("search", ["bed 4", "BED 4", " Bed ", "4"])
def test_a_session_is_found_by_its_label(store: Store, search: str) -> None:
    session(store)
    labelled = session(store, label="Bed 4")
    assert found(store, search) == [labelled]


@pytest.mark.parametrize(
    ("answer", "search"),
    [
        (Text("Reist nach ÖSTERREICH"), "österreich"),
        (Text("50 % of_it"), "% of_"),
        (Chosen("yes"), "YES"),
        (Several(frozenset({"arms", "legs"})), "legs"),
        (Several(frozenset({"sjogren", "sle"})), "Sjögren"),
        (Chosen("finger_weaker"), "finger weaker"),
        (Text("Café au lait"), "CAFE AU"),
    ],
)
def test_a_session_is_found_by_what_was_answered(store: Store, answer: Text, search: str) -> None:
    session(store, event(Number(50)), event(NotAssessed(Reason.PENDING), question="food_sticks"))
    answered = session(store, event(answer))
    assert found(store, search) == [answered]


def test_a_session_is_found_by_its_flow(store: Store) -> None:
    session(store)
    other = session(store, flow=small_flow(flow_id="other"))
    assert found(store, "oth") == [other]


def test_an_answer_that_was_taken_back_is_not_searched_and_a_confirmed_one_is(store: Store) -> None:
    session(store, event(Text("before")), event(Text("after")))
    session(store, event(Text("before")), event(None))
    confirmed = session(store, event(Text("before")), Event("seen", EventKind.CONFIRMED, "comment", AT))
    assert found(store, "before") == [confirmed]
    assert store.find(confirmed).answers == 1


def test_what_was_passed_over_is_no_answer_that_is_counted(store: Store) -> None:
    passed_over = (event(NotAssessed(reason), question=f"q{reason}") for reason in Reason)
    empty = event(Several(frozenset(), rest_absent=False), question="seen")
    one = session(store, event(Text("x")), empty, event(Number(1), question="q"), event(None, question="q"))
    assert store.find(one).answers == 2
    assert store.find(session(store, event(Text("x")), *passed_over)).answers == 1


def test_a_label_is_one_clean_line_and_can_be_changed_while_another_window_has_the_session(
    store: Store, open_store: OpenStore
) -> None:
    session_id = session(store, label=" bed\n4\x1b[2J ")
    assert store.find(session_id).label == "bed 4"
    store.hold(session_id)
    open_store().label(session_id, "bed 5")
    assert store.find(session_id).label == "bed 5"
    store.label(session_id, "")
    assert store.find(session_id).label == ""


def test_a_session_that_is_not_there_cannot_be_labelled(store: Store) -> None:
    with pytest.raises(UnknownSession, match="no saved session nobody"):
        store.label("nobody", "x")


def test_a_return_visit_names_the_session_it_follows(store: Store) -> None:
    first = session(store)
    assert store.find(store.begin(small_flow(), at=AT, follows=first)).follows == first
    assert store.find(first).follows == ""


def test_the_flow_is_kept_once_with_its_sessions_and_goes_with_the_last(store: Store, folder: Path) -> None:
    one, two = (session(store, flow=kept()) for _ in range(2))
    session(store, flow=kept("content-2"))
    assert store.kept_content("content-1") == {"flow.yaml": "été content-1"}
    with closing(sqlite3.connect(folder / "sessions.db")) as other:
        assert other.execute("SELECT count(*) FROM flow").fetchone() == (2,)
    store.delete(one)
    assert store.kept_content("content-1")
    store.delete(two)
    assert store.kept_content("content-1") == {}
    assert store.kept_content("content-2")


def test_a_flow_that_was_not_kept_is_empty(store: Store) -> None:
    session(store)
    assert store.kept_content("content-1") == {}


@pytest.mark.parametrize("files", [b"", b"\x00\x01", zlib.compress(b"[1]"), zlib.compress(b"{")])
def test_a_kept_flow_that_cannot_be_read_is_said(store: Store, folder: Path, files: bytes) -> None:
    session(store, flow=kept())
    with closing(sqlite3.connect(folder / "sessions.db")) as other, other:
        other.execute("UPDATE flow SET files = ?", (files,))
    with pytest.raises(StoreError, match="flow that was kept with this session cannot be read"):
        store.kept_content("content-1")


def test_sessions_without_anything_since_a_moment_are_purged(store: Store) -> None:
    old = session(store, at="2026-01-31T23:59:59Z", flow=kept("content-9"))
    recent = session(store, at="2026-02-01T00:00:00Z")
    went_on = session(store, event(Text("x"), at="2025-01-01T00:00:00Z"), event(Text("y"), at=AT))
    empty = store.begin(small_flow(), at="2025-01-01T00:00:00Z")
    store.release(empty)
    assert {saved.id for saved in store.purge("2026-02-01", dry_run=True)} == {old, empty}
    assert set(found(store, "")) == {old, recent, went_on}
    assert {saved.id for saved in store.purge("2026-02-01T01:00:00+01:00")} == {old, empty}
    assert set(found(store, "")) == {recent, went_on}
    assert store.kept_content("content-9") == {}


def test_a_session_that_is_open_is_not_purged(store: Store, open_store: OpenStore) -> None:
    mine, theirs = session(store), session(store)
    other = open_store()
    store.hold(mine)
    other.hold(theirs)
    assert store.purge("2030-01-01") == ()
    other.release(theirs)
    assert [saved.id for saved in store.purge("2030-01-01")] == [theirs]
    assert found(store, "") == [mine]


def test_purged_text_is_nowhere_in_the_folder_and_the_file_shrinks(store: Store, folder: Path) -> None:
    for number in range(5):
        session(store, event(Text(f"private matter {number} " * 500)), label="private matter")
    damaged = folder / "sessions-damaged-1.db"
    damaged.write_bytes(b"private matter")
    recent = folder / "sessions-damaged-2.db"
    recent.write_bytes(b"recent")
    long_ago = datetime(2020, 1, 1).timestamp()
    os.utime(damaged, (long_ago, long_ago))
    before = (folder / "sessions.db").stat().st_size
    assert len(store.purge("2026-06-01")) == 5
    assert not any(b"private" in path.read_bytes() for path in folder.rglob("*") if path.is_file())
    assert (folder / "sessions.db").stat().st_size < before
    assert store.damaged() == (recent,)


def test_a_purge_that_the_disk_refuses_is_said(store: Store, folder: Path) -> None:
    session(store)
    (folder / "sessions-damaged-1.db").mkdir()
    os.utime(folder / "sessions-damaged-1.db", (0, 0))
    with pytest.raises(StoreError, match=r"\(.*sessions\.db\)"):
        store.purge("2026-06-01")


def test_times_of_another_form_are_compared_as_moments(store: Store) -> None:
    session(store, at="2026-02-01T00:30:00+01:00")
    assert len(store.purge("2026-02-01T00:00:00Z", dry_run=True)) == 1
