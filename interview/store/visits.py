"""Return visits: beginning one after a saved session, and finding the visits before it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime

from interview.engine.return_visit import Visits
from interview.engine.session import Session, replay, under_last
from interview.flow.logic.compiler import Logic
from interview.store.continuing import as_held
from interview.store.errors import StoreError, UnknownSession
from interview.store.recording import Recording
from interview.store.session_index import Saved
from interview.store.store import Store


def begin_after(
    store: Store, saved: Saved, logic: Logic, *, clock: Callable[[], datetime], origin: str = ""
) -> Recording:
    """Begin a return visit after a saved session: its answers are offered, and count once they are confirmed.

    `StoreError` when the session cannot be read or belongs to another flow.
    """
    saved.must_be_readable()
    if saved.flow_id != logic.flow.id:
        raise StoreError(f"This session belongs to the flow '{saved.flow_id}', not to '{logic.flow.id}'.")
    recording = Recording.begin(store, logic, clock=clock, origin=origin)
    recording.follow(saved.id, visits(store, saved, logic), saved.label)
    return recording


def take_up(store: Store, saved: Saved, recording: Recording) -> None:
    """Offer the answers of the last visit again to a return visit that is gone on with.

    Without the earlier session, deleted or damaged since, it goes on without it, and says so.
    """
    if not saved.follows:
        return
    try:
        before = visits_before(store, saved, recording.session.logic)
    except StoreError:
        before = None
    recording.follow(saved.follows, before, saved.label)


def visits_before(store: Store, saved: Saved, logic: Logic) -> Visits:
    """Return the visits before a session that are still kept, the oldest first; None when the last is not."""
    earlier = _found(store, saved.follows)
    if earlier is None:
        return None if saved.follows else ()
    return visits(store, earlier, logic)


def visits(store: Store, last: Saved, logic: Logic) -> tuple[Session, ...]:
    """Return a session and the visits before it, the oldest first.

    Each is under the flow it was held with; under `logic` where that flow is not kept.
    """
    return tuple(_as_held(store, saved, logic) for saved in reversed(tuple(_chain(store, last))))


def _chain(store: Store, last: Saved) -> Iterator[Saved]:
    seen: set[str] = set()
    visit: Saved | None = last
    while visit is not None and visit.id not in seen:  # an imported file might lead round in a circle
        yield visit
        seen.add(visit.id)
        visit = _found(store, visit.follows)


def _found(store: Store, session_id: str) -> Saved | None:
    try:
        return store.find(session_id) if session_id else None
    except UnknownSession:
        return None


def _as_held(store: Store, saved: Saved, logic: Logic) -> Session:
    events = store.legible(saved.id).of(logic.flow)
    if under_last(events, saved.content_hash) == logic.flow.content_hash:
        return replay(logic, events)
    try:
        return as_held(store, saved)
    except StoreError:
        return replay(logic, events)
