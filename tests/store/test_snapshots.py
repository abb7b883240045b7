"""The note of a finished session is kept as it was, and shown only while it is true."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from interview.flow.answers import Text
from interview.store import Store
from interview.summary.templates.sandbox import BadTemplate
from tests.conversation.small import finish
from tests.store.small import AT, begin, event, resume, small_flow

NOTE = "the note of that day"


@pytest.fixture
def finished(store: Store) -> str:
    session_id = store.begin(small_flow(), at=AT)
    store.append(session_id, event(Text("x")))
    store.finish(session_id, at=AT, note=NOTE)
    return session_id


def test_it_is_kept_with_its_session_and_goes_with_it(store: Store, finished: str, folder: Path) -> None:
    assert store.note(finished) == NOTE
    store.delete(finished)
    assert NOTE.encode() not in (folder / "sessions.db").read_bytes()


def test_another_answer_takes_it_away(store: Store, finished: str, folder: Path) -> None:
    store.append(finished, event(Text("y")))
    assert store.note(finished) == ""
    assert NOTE.encode() not in (folder / "sessions.db").read_bytes()


def test_one_that_an_older_program_left_beside_new_answers_is_not_shown(store: Store, finished: str) -> None:
    note = store._change(lambda file: file.execute("SELECT * FROM note").fetchone())
    store.append(finished, event(Text("y")))
    store._change(lambda file: file.execute("INSERT INTO note VALUES (?, ?, ?, ?)", note))
    assert store.note(finished) == ""


def test_one_that_was_changed_in_the_file_is_not_shown(store: Store, finished: str, folder: Path) -> None:
    with closing(sqlite3.connect(folder / "sessions.db")) as other, other:
        other.execute("UPDATE note SET text = 'another'")
    assert store.note(finished) == ""


def test_finishing_again_keeps_the_last_one(store: Store) -> None:
    recording = begin(store)
    recording.answer("comment", Text("first"))
    finish(recording)
    first = store.note(recording.id)
    recording.answer("comment", Text("second"))
    finish(recording)
    assert "first" in first
    assert "second" in store.note(recording.id)
    recording.close()


def test_it_names_where_the_flow_came_from(store: Store) -> None:
    recording = begin(store)
    recording.origin = "/my/flows (--flows)"
    recording.answer("comment", Text("x"))
    finish(recording)
    recording.close()
    assert "/my/flows (--flows)" in store.note(recording.id)
    assert store.find(recording.id).origin == "/my/flows (--flows)"


def test_a_template_with_a_mistake_keeps_nobody_from_finishing(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> str:
        raise BadTemplate(())

    monkeypatch.setattr("interview.summary.templates.renderer.render_note", broken)
    recording = begin(store)
    recording.answer("comment", Text("x"))
    finish(recording)
    recording.close()
    assert (store.note(recording.id), recording.saved) == ("", True)
    assert store.find(recording.id).finished


def test_a_note_that_the_disk_did_not_take_is_saved_with_the_next_try(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    recording = begin(store)
    recording.answer("comment", Text("x"))
    with monkeypatch.context() as full:
        full.setattr(store, "finish", failing)
        finish(recording)
    assert not recording.saved
    assert recording.save()
    assert "x" in store.note(recording.id)
    recording.close()


def failing(*_: object, **__: object) -> None:
    from interview.store import StoreError

    raise StoreError("The disk is full.")


def test_a_resumed_session_without_a_new_answer_keeps_its_note(store: Store, finished: str) -> None:
    store.release(finished)
    resume(store, finished).close()
    assert store.note(finished) == NOTE
