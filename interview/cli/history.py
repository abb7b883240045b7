"""The kept interviews as the history shows them, and what can be done with each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from interview.cli.describing import in_local_time
from interview.cli.looking import read
from interview.export.session_file import pack
from interview.moments import local
from interview.store import Recording, Saved, Store
from interview.store.continuing import as_held
from interview.store.telling import NOTE_DAMAGED, notes_made_anew
from interview.store.transfer import IMPORTED
from interview.store.visits import visits_before
from interview.tui.offers import Found, History, SessionItem


def history(store: Store, follow: Callable[[str], Recording]) -> History:
    """Return what a history screen offers; `follow` begins a return visit."""
    kept = _Kept(store)
    return History(
        kept.sessions,
        kept.look,
        kept.note,
        follow,
        kept.export,
        kept.label_of,
        kept.label,
        kept.delete,
        goes_too=kept.goes_too,
    )


@dataclass(frozen=True, slots=True)
class _Kept:
    store: Store

    def sessions(self, search: str, limit: int) -> Found:
        """Return the interviews in which a text stands."""
        page = read(self.store, lambda store: store.page(search, limit))
        return Found(tuple(map(_offer, page.sessions)), page.found, page.kept)

    def look(self, session_id: str) -> Recording:
        """Return a session as it was held, for reading: its moment is when it was finished."""
        return read(self.store, lambda store: _held(store, session_id))

    def note(self, session_id: str) -> str:
        """Return the note of a finished interview, the very text of its day."""
        damaged = read(self.store, lambda store: store.note_is_damaged(session_id))
        return NOTE_DAMAGED if damaged else read(self.store, lambda store: store.note(session_id))

    def export(self, session_id: str) -> str:
        """Return the text of a file that `sessions import` takes."""
        return pack(read(self.store, lambda store: store.export(session_id)))

    def label_of(self, session_id: str) -> str:
        """Return what an interview is called."""
        return read(self.store, lambda store: store.find(session_id)).label

    def label(self, session_id: str, text: str) -> None:
        """Call an interview something."""
        self.store.label(session_id, text)

    def goes_too(self, session_id: str) -> str:
        """Return what goes with an interview that is deleted: the notes of the visits after it."""
        return notes_made_anew(read(self.store, lambda store: store.notes_after(session_id)))

    def delete(self, session_id: str) -> None:
        """Delete an interview."""
        self.store.delete(session_id)


def _held(store: Store, session_id: str) -> Recording:
    saved = store.find(session_id)
    session = as_held(store, saved)
    at = local(saved.moment)
    recording = Recording(store, session, lambda: at)
    recording.held_as(saved)
    recording.visits = visits_before(store, saved, session.logic)
    return recording


def _offer(saved: Saved) -> SessionItem:
    state = "finished" if saved.finished else "unfinished"
    came = f"from {IMPORTED}" if saved.origin == IMPORTED else ""
    about = "; ".join(part for part in (saved.label, saved.unreadable or state, came) if part)
    title = f"{saved.flow_id} {saved.flow_version}"
    return SessionItem(saved.id, title, in_local_time(saved.last), saved.answers, about)
