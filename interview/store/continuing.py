"""Going on with a saved session whose flow may have changed, and seeing it under the flow it was held with.

`recording.comparison` says what a changed flow made of the answers; it is None when there is nothing to tell.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime

from interview.engine.carryover import Comparison, compare
from interview.engine.session import Event, Session, before_change, replay, said_apart_from, under_last
from interview.errors import FlowError
from interview.flow.logic.compiler import Logic, compile_flow
from interview.flow.review import only_claimed
from interview.store.errors import StoreError
from interview.store.recording import Recording
from interview.store.session_index import Saved
from interview.store.store import Store
from interview.store.transfer import IMPORTED


def continue_session(
    store: Store, saved: Saved, logic: Logic, *, clock: Callable[[], datetime], origin: str = ""
) -> Recording:
    """Go on with a saved session under a flow, which need not be the one it was held with.

    Nothing is on disk of what the change made of it before the person goes on. `StoreError` when the session
    is open elsewhere, does not exist, or belongs to another flow.
    """
    saved.must_be_readable()
    recording = Recording.resume(store, saved.id, logic, clock=clock)
    recording.origin = origin
    try:
        comparison = _compared(store, saved, recording.session.events, logic)
    except StoreError:
        store.release(saved.id)
        raise
    recording.face(comparison)
    return recording


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


def _compared(store: Store, saved: Saved, events: Iterable[Event], logic: Logic) -> Comparison | None:
    """Return what a change of flow made of a session; None when it was held under this very flow."""
    log, now = tuple(events), logic.flow.content_hash
    then = before_change(log, saved.content_hash, now)
    said = said_apart_from(log, len(then), saved.content_hash)
    hashes = {under_last(then, saved.content_hash), *(one.under for one in said.values())} - {now}
    if not hashes:
        return None
    earlier = {name: kept for name in hashes if (kept := _kept(store, name)) is not None}
    only_words = hashes == {saved.content_hash} and saved.logic_hash == logic.flow.logic_hash
    return compare(log, logic, earlier, begun_with=saved.content_hash, same_logic=only_words)


def _kept(store: Store, content_hash: str) -> Logic | None:
    """Return a kept flow; None also for a damaged one, without which the session still goes on."""
    try:
        return _read(store.kept_content(content_hash))
    except StoreError:
        return None


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
