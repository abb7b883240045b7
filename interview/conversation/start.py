"""Beginning an interview, going on with one, and following one with a return visit."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from interview.conversation.confirmation import Confirmation
from interview.conversation.conversation import Conversation
from interview.conversation.notices import flow_changed, nothing_touched
from interview.engine import Event, EventKind, judged
from interview.engine.given_answers import held_at
from interview.engine.session import before_change, said_apart_from, under_last, visited
from interview.flow.answers import Text
from interview.flow.logic.compiler import Logic
from interview.flow.model import LAST_VISIT
from interview.moments import day
from interview.store.errors import StoreError
from interview.store.recording import Recording
from interview.store.session_index import Saved
from interview.store.store import Store

if TYPE_CHECKING:
    from interview.engine.carryover import Comparison
    from interview.engine.given_answers import Visits

Clock = Callable[[], datetime]


def begin(
    store: Store | None, logic: Logic, *, clock: Clock, origin: str = "", errors: int = 0
) -> Conversation:
    """Begin an interview; nothing is on disk before the first answer. Without a store nothing ever is.

    `errors` is how many the flow has.
    """
    recording = Recording.begin(store, logic, clock=clock, origin=origin)
    _mark(recording, errors)
    return Conversation(recording)


def follow(
    store: Store, saved: Saved, logic: Logic, *, clock: Clock, origin: str = "", errors: int = 0
) -> Conversation:
    """Begin a return visit after a saved session: its answers are offered, and count once they are confirmed.

    `StoreError` when the session cannot be read or belongs to another flow.
    """
    from interview.store.visits import visits

    saved.must_be_readable()
    saved.must_belong_to(logic.flow.id)
    recording = Recording.begin(store, logic, clock=clock, origin=origin)
    recording.follow(saved.id, saved.label)
    before = visits(store, saved, logic)
    _mark(recording, errors)
    _mark_visit(recording, held_at(before[-1]))
    return Conversation(recording, Confirmation(recording.session, visits=before, on=clock().date()))


def go_on(
    store: Store, saved: Saved, logic: Logic, *, clock: Clock, origin: str = "", errors: int = 0
) -> Conversation:
    """Go on with a saved session under a flow, which need not be the one it was held with.

    Nothing is on disk of what the change made of it before the person goes on. The answers of the visit
    before are offered again; where that was deleted or damaged since, none are, and the summary says so.
    `StoreError` when the session is open elsewhere, does not exist, or belongs to another flow.
    """
    saved.must_be_readable()
    recording = Recording.resume(store, saved.id, logic, clock=clock)
    recording.origin = origin
    try:
        comparison = _compared(store, saved, recording.session.events, logic)
    except StoreError:
        store.release(saved.id)
        raise
    told, changed = comparison, flow_changed(saved, logic.flow) if comparison is None else ""
    if comparison is not None:
        _carry(recording, comparison)
        if comparison.silent:
            told = None
            if comparison.logic_changed:
                changed = nothing_touched(logic.flow.id, comparison.versions)
    confirmation = Confirmation(
        recording.session,
        visits=_visits_before(store, saved, logic),
        on=clock().date(),
        comparison=comparison,
    )
    _mark(recording, errors)
    return Conversation(recording, confirmation, comparison=told, changed=changed, resumed=True)


def _carry(recording: Recording, comparison: Comparison) -> None:
    """Let answers count as they do under a changed flow, from where something is said again."""
    carried = [
        recording.event(EventKind.CARRIED, question, answer) for question, answer in comparison.carried
    ]
    if comparison.silent and not comparison.told:
        carried.append(recording.event(EventKind.CARRIED, "", Text(recording.session.flow.content_hash)))
    recording.carry(*carried)


def _mark(recording: Recording, errors: int) -> None:
    """Note how many errors the flow has; saved with what is said next, it stays with the session."""
    if errors != recording.session.errors:
        recording.carry(judged(errors, id=recording.event(EventKind.JUDGED, "").id, at=recording.now()))


def _mark_visit(recording: Recording, held: str) -> None:
    """Note on which day the last visit was held, where something is counted from it."""
    numbers = recording.session.flow.numbers.values()
    if held and any(one.counts_time and LAST_VISIT in one.operands for one in numbers):
        event = recording.event(EventKind.VISITED, "")
        recording.carry(visited(Text(day(held).isoformat()), id=event.id, at=event.at))


def _visits_before(store: Store, saved: Saved, logic: Logic) -> Visits:
    if not saved.follows:
        return ()
    from interview.store.visits import visits_before

    try:
        return visits_before(store, saved, logic)
    except StoreError:
        return None


def _compared(store: Store, saved: Saved, events: Iterable[Event], logic: Logic) -> Comparison | None:
    """Return what a change of flow made of a session; None when it was held under this very flow."""
    log, now = tuple(events), logic.flow.content_hash
    then = before_change(log, saved.content_hash, now)
    said = said_apart_from(log, len(then), saved.content_hash)
    hashes = {under_last(then, saved.content_hash), *(one.under for one in said.values())} - {now}
    if not hashes:
        return None
    from interview.engine.carryover import compare
    from interview.store.visits import kept_logic

    earlier = {name: kept for name in hashes if (kept := kept_logic(store, name)) is not None}
    only_words = hashes == {saved.content_hash} and saved.logic_hash == logic.flow.logic_hash
    return compare(log, logic, earlier, begun_with=saved.content_hash, same_logic=only_words)
