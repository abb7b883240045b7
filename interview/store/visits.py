"""Sessions as they were held, each under the flow of its day, and the visits before one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from interview.engine.given_answers import Visits
from interview.engine.session import Session, replay, under_last
from interview.errors import FlowError
from interview.flow.logic.compiler import Logic, compile_flow
from interview.flow.review import only_claimed
from interview.store.errors import StoreError, UnknownSession
from interview.store.session_index import IMPORTED, Saved
from interview.store.store import Store


def as_held(store: Store, saved: Saved) -> Session:
    """Return a session under the very flow it was held with last, so that its summary is what it was.

    `StoreError` when that flow was not kept or cannot be read any more.
    """
    saved.must_be_readable()
    log = store.legible(saved.id)
    files = store.kept_flow(saved.kept) or store.kept_content(under_last(log.events, saved.content_hash))
    kept = _read(files, claimed=saved.origin == IMPORTED)
    if kept is None:
        raise StoreError(
            f"The flow of this session ({saved.flow_name}) was not kept with it, "
            "or cannot be read by this version of the program."
        )
    return replay(kept, log.of(kept.flow))


def kept_logic(store: Store, content_hash: str) -> Logic | None:
    """Return a kept flow by its content; None also for a damaged one, as a session goes on without it."""
    try:
        return _read(store.kept_content(content_hash))
    except StoreError:
        return None


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


def _read(files: Mapping[str, str], *, claimed: bool = False) -> Logic | None:
    """Return the flow in kept files; None when there are none, or when this program cannot read them.

    With `claimed` they came in a file of somebody else.
    """
    from interview.flow.loading.loader import (
        load_kept,  # reads YAML, which going on with the same flow never needs
    )

    try:
        flow = load_kept(files) if files else None
        return compile_flow(only_claimed(flow) if claimed else flow) if flow else None
    except FlowError:
        return None
