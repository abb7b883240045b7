"""Every kept interview: found, looked at, labelled, taken along, deleted; read also where nothing can be
written, or another window has it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from typing import TypeVar

from interview.conversation.confirmation import Confirmation
from interview.conversation.conversation import Conversation
from interview.moments import local
from interview.store import Recording, Saved, Store, StoreError
from interview.store.errors import UnknownSession
from interview.store.session_index import IMPORTED
from interview.store.snapshots import NOTE_DAMAGED
from interview.worklist.items import SessionItem, in_local_time

_DAY = len("2026-11-22")
_Result = TypeVar("_Result")


@dataclass(frozen=True, slots=True)
class Found:
    """Kept interviews in which a text stands, the latest first."""

    sessions: tuple[SessionItem, ...]
    count: int
    """How many there are of these, shown or not."""
    kept: int
    """How many are kept in all."""


class History:
    """The kept interviews, each by its id. Everything here may raise `InterviewError`."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def sessions(self, search: str, limit: int) -> Found:
        """Return the kept interviews in which a text stands, the latest first, no more than a number."""
        page = read(self._store, lambda store: store.page(search, limit))
        return Found(tuple(map(_item, page.sessions)), page.found, page.kept)

    def look(self, session_id: str) -> Conversation:
        """Return a session as it was held, for reading: its moment is when it was finished."""
        return read(self._store, lambda store: _held(store, session_id))

    def note(self, session_id: str) -> str:
        """Return the note of a finished interview, the very text of its day; empty when there is none."""
        damaged = read(self._store, lambda store: store.note_is_damaged(session_id))
        return NOTE_DAMAGED if damaged else read(self._store, lambda store: store.note(session_id))

    def export(self, session_id: str) -> str:
        """Return the text of a file that `sessions import` takes."""
        from interview.export.session_file import pack  # no start needs it

        return pack(read(self._store, lambda store: store.export(session_id)))

    def is_finished(self, session_id: str) -> bool:
        """Tell whether an interview is marked as done."""
        return bool(self._find(session_id).finished)

    def label_of(self, session_id: str) -> str:
        """Return what an interview is called."""
        return self._find(session_id).label

    def label(self, session_id: str, text: str) -> None:
        """Call an interview something."""
        self._store.label(session_id, text)

    def goes_too(self, session_id: str) -> str:
        """Return what goes with an interview that is deleted: the notes of the visits after it."""
        return notes_made_anew(read(self._store, lambda store: store.notes_after(session_id)))

    def delete(self, session_id: str) -> None:
        """Delete an interview for good."""
        self._store.delete(session_id)

    def _find(self, session_id: str) -> Saved:
        return read(self._store, lambda store: store.find(session_id))


def under_way(store: Store, saved: Saved) -> Saved | None:
    """Return an unfinished interview of the patient of a kept one: that itself, or one by the same flow with
    the same label or the same first visit."""
    if not saved.finished:
        return saved
    first = _first_visit(store, saved)
    for one in store.unfinished((saved.flow_id,)):
        if (one.label and one.label == saved.label) or (one.follows and _first_visit(store, one) == first):
            return one
    return None


def _first_visit(store: Store, saved: Saved) -> str:
    """Return the id of the first visit that is known of, kept or not."""
    seen = {saved.id}
    while saved.follows and saved.follows not in seen:
        seen.add(saved.follows)
        try:
            saved = store.find(saved.follows)
        except UnknownSession:
            return saved.follows
    return saved.id


def notes_made_anew(count: int) -> str:
    """Say what becomes of the kept notes of later visits when a visit is deleted; empty for none."""
    if not count:
        return ""
    notes, go, they = ("note", "goes", "it compares") if count == 1 else ("notes", "go", "they compare")
    visits = "1 return visit" if count == 1 else f"{count} return visits"
    return f"The kept {notes} of {visits} {go} too; made anew, {they} nothing with what is deleted."


def read(store: Store, ask: Callable[[Store], _Result]) -> _Result:
    """Return what `ask` reads; a store that cannot be opened for writing is opened for looking.

    `StoreError` when it cannot be read either.
    """
    try:
        return ask(store)
    except UnknownSession:
        raise
    except StoreError as error:
        with closing(store.looking()) as looking:
            try:
                return ask(looking)
            except StoreError:
                raise error from None
            finally:
                store.take_word_of(looking)


def _held(store: Store, session_id: str) -> Conversation:
    from interview.store.visits import as_held, visits_before

    saved = store.find(session_id)
    session = as_held(store, saved)
    at = local(saved.moment)
    recording = Recording(store, session, lambda: at)
    recording.held_as(saved)
    return Conversation(recording, Confirmation(session, visits=visits_before(store, saved, session.logic)))


def _item(saved: Saved) -> SessionItem:
    state = "finished" if saved.finished else "unfinished"
    came = f"from {IMPORTED}" if saved.origin == IMPORTED else ""
    about = "; ".join(part for part in (saved.unreadable or state, came) if part)
    begun, when = in_local_time(saved.begun), in_local_time(saved.last)
    called = f"begun {begun}" if begun != when else ""
    return SessionItem(saved.id, saved.flow_name, when, saved.answers, about, saved.shown_label, begun=called)
