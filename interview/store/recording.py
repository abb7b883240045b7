"""The events of one interview: each is on disk before the method returns, or `saved` says it is not."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, Self
from uuid import uuid4

from interview.engine.session import Event, EventKind, Session, record, replay, start
from interview.flow.answers import Answer
from interview.flow.logic.compiler import Logic
from interview.moments import written
from interview.store.errors import StoreError
from interview.store.outbox import Outbox, exported, head_of, put_together
from interview.store.store import Store, accepted_label

if TYPE_CHECKING:
    from interview.flow.model import Flow
    from interview.store.session_index import Saved

_NOT_KEPT = "This interview is kept nowhere."


class Recording:
    """An interview under way, as it is kept.

    When the disk refuses, the interview goes on in memory, and each further event first tries again to save
    everything that is missing, in order.
    """

    origin = ""
    """Where the flow was read from, in words; empty when it is the shipped one."""
    asked_as = ""
    """How its flow is asked for, as a word of a shell command; empty where only its id is known."""
    restored = ""
    """What was written again with the last answer, as an older file had come back; mostly empty."""
    _heard = ""
    """What the store had told when the last answer was given."""
    _was_finished = False
    _last: str | None = None
    """The event that was saved last; None when nothing is to be saved."""

    def __init__(self, store: Store | None, session: Session, clock: Callable[[], datetime]) -> None:
        self.session = session
        self.keeping = store is not None
        """False when it was begun without a store: then nothing is meant to be saved."""
        self.saved = store is not None
        self.problem = "" if store else _NOT_KEPT
        """Why something is not saved, in plain words; empty while everything is."""
        self.id = ""
        """The session's id in the store; empty until its first answer is on disk."""
        self.label = ""
        """What the session is called in lists; kept with its first answer."""
        self._label_kept = True
        self.outbox = Outbox()
        self._name = str(uuid4())
        self._head: Mapping[str, str] = {}
        self._follows = ""
        self._store = store
        self._clock = clock
        self._finished = self._note = ""
        self._flow_kept = False

    @property
    def notice(self) -> str:
        """What the person should know of the file the sessions are kept in. Mostly empty."""
        return " ".join(part for part in (self.restored, self._store_notice) if part)

    @property
    def told(self) -> str:
        """What the store told with the last answer, or before the first; said until the next one."""
        return self._store_notice.removeprefix(self._heard).strip()

    @property
    def _store_notice(self) -> str:
        return self._store.notice if self._store else ""

    @classmethod
    def begin(
        cls, store: Store | None, logic: Logic, *, clock: Callable[[], datetime], origin: str = ""
    ) -> Self:
        """Begin an interview; nothing is on disk before the first answer. Without a store nothing ever is."""
        recording = cls(store, start(logic, clock().date()), clock)
        recording.origin = origin
        return recording

    @classmethod
    def resume(cls, store: Store, session_id: str, logic: Logic, *, clock: Callable[[], datetime]) -> Self:
        """Go on with a saved session, which this program then holds alone.

        `StoreError` when it is open elsewhere, does not exist, or belongs to another flow.
        """
        store.hold(session_id)
        try:
            saved = store.find(session_id)
            saved.must_belong_to(logic.flow.id)
            recording = cls(store, replay(logic, store.legible(session_id).of(logic.flow)), clock)
        except StoreError:
            store.release(session_id)
            raise
        recording.id, recording._name, recording.label = session_id, session_id, saved.label
        recording._head, recording._was_finished = saved.head, bool(saved.finished)
        recording._last = recording.session.events[-1].id if recording.session.events else ""
        return recording

    def held_as(self, saved: Saved) -> None:
        """Be the record of a saved session, for reading: its id, origin, label and whether it is finished."""
        self.id, self.origin, self.label = saved.id, saved.origin, saved.label
        self._was_finished = bool(saved.finished)

    def follow(self, session_id: str, label: str = "") -> None:
        """Make this a return visit to a saved session, called as that is."""
        self._follows, self.label = session_id, label

    def call(self, label: str) -> None:
        """Call the session something from now on; nothing takes the label away.

        Before the first answer it waits for that. `StoreError` when it is too long.
        """
        self.label, self._label_kept = accepted_label(label), False
        if self.id:
            self.save()

    def answer(self, question: str, answer: Answer) -> None:
        """Record an answer."""
        self.append(EventKind.ANSWERED, question, answer)

    def clear(self, question: str) -> None:
        """Take an answer back; the question is as if it had never been answered."""
        self.append(EventKind.CLEARED, question)

    def confirm(self, question: str) -> None:
        """Record that an answer was seen again and stays."""
        self.append(EventKind.CONFIRMED, question)

    def append(self, kind: EventKind, question: str, answer: Answer | None = None) -> None:
        """Record something that a person said; an interview that was finished is open again."""
        self.outbox.put_carried()
        event = self.event(kind, question, answer)
        self.session = record(self.session, event)
        self.outbox.events.append(event)
        self._finished, self._note, self._was_finished = "", "", False
        self.restored, self._heard = "", self._store_notice
        self.save()

    def carry(self, *events: Event) -> None:
        """Let events count that nobody said. They are saved before what is said next, or by `settle`."""
        self.outbox.carried += events
        self.session = replay(self.session.logic, (*self.session.events, *events), self._clock().date())

    def settle(self) -> None:
        """Save what was carried, as the person goes on with it."""
        self.outbox.put_carried()
        self.save()

    def event(self, kind: EventKind, question: str, answer: Answer | None = None) -> Event:
        """Return an event that happens now."""
        return Event(str(uuid4()), kind, question, self.now(), answer)

    @property
    def finished(self) -> bool:
        """True when the interview is marked as done, and nothing was answered since."""
        return bool(self._finished) or self._was_finished

    def finish(self, note: str = "", *, at: str = "") -> None:
        """Mark the interview as done, unless it is, and keep its note. Another answer takes that back."""
        if self._was_finished:
            return
        self._finished, self._note = at or self.now(), note
        self.save()

    def save(self) -> bool:
        """Save whatever is not saved yet; return whether everything is."""
        if self._store is None:
            return False
        try:
            self._write(self._store)
        except StoreError as error:
            self.saved, self.problem = False, str(error)
        else:
            self.saved, self.problem = True, ""
        return self.saved

    def close(self) -> None:
        """Save once more what is missing, and let another window go on with this interview."""
        self.save()
        if self._store is not None:
            self._store.release(self.id)

    @property
    def safe(self) -> bool:
        """True when the end of the program would lose nothing: all is saved, or was written elsewhere."""
        return not self.keeping or self.session.blank or self.saved or self.outbox.copied is self.session

    def portable(self) -> dict[str, Any]:
        """Return the session as a store would export it, with everything that is not saved."""
        kept = exported(self._store, self.id)
        if kept and self.saved:
            return kept
        head = kept.get("session") or self._head
        head = head or head_of(self._name, self.session, self._follows, self.label)
        finished = self._finished or ("" if self.outbox.events else head["finished"])
        label = head["label"] if self._label_kept else self.label
        head = {**head, "finished": finished, "origin": self.origin, "label": label}
        return put_together(head, self._told, self.session.flow, kept.get("flows", {}))

    def copied(self, where: str) -> None:
        """Note that the session as it stands was written elsewhere; to nowhere, that it is given up."""
        self.outbox.copy, self.outbox.copied = where, self.session

    def now(self) -> str:
        """Return the present moment by this interview's clock, with its zone (`moments`)."""
        return written(self._clock())

    @property
    def _told(self) -> tuple[Event, ...]:
        """The events but for what a changed flow makes of the answers before the person has gone on."""
        untold = {event.id for event in self.outbox.carried}
        return tuple(event for event in self.session.events if event.id not in untold)

    def _write(self, store: Store) -> None:
        if self._last is not None:
            self._write_again(store)
        self._write_missing(store)

    def _write_again(self, store: Store) -> None:
        """Write what was saved and is not there any more: the file was removed, or an older one is back."""
        there = store.last_event(self.id)
        next_one = self.outbox.events[0].id if self.outbox.events else self._last
        if there is not None and there[1] in (self._last, next_one):
            return
        count, _ = there or (0, "")
        lost = [event for event in self._told[count:] if event not in self.outbox.events]
        self.saved = False
        store.import_(self.portable())
        self.outbox.events.clear()
        self._flow_kept, self._last = True, (store.last_event(self.id) or (0, ""))[1]
        self.restored = written_again(len(lost)) if lost else ""

    def _write_missing(self, store: Store) -> None:
        if self.outbox.events and not self.id:
            flow, begun = self.session.flow, self.outbox.events[0].at
            follows, label, name = self._follows, self.label, self._name
            self.id = store.begin(
                flow, at=begun, label=label, follows=follows, origin=self.origin, session_id=name
            )
            self._flow_kept, self._last, self._label_kept = True, "", True
        if self.id and not self._label_kept:
            store.label(self.id, self.label)
            self._label_kept = True
        while self.outbox.events:
            store.append(self.id, self.outbox.events[0], self._flow_to_keep, self.origin)
            self._last = self.outbox.events.popleft().id
            self._flow_kept = True
        if self._finished and self.id:
            now = self._flow_to_keep
            store.finish(self.id, at=self._finished, note=self._note, flow=now, origin=self.origin)
            self._flow_kept = True

    @property
    def _flow_to_keep(self) -> Flow | None:
        """The flow, until it is known to be the one that is kept: a sign-off may be new in it."""
        return None if self._flow_kept else self.session.flow


def written_again(entries: int) -> str:
    """Say that answers that were saved had gone from the file, and are in it again."""
    what = "1 entry was" if entries == 1 else f"{entries} entries were"
    return (
        "While this interview was open, the file of saved sessions was removed or an older copy of it came "
        f"back (a backup, a snapshot, a sync). {what} missing in it and written again from this window. "
        "Other interviews may lack what was answered since that copy was made."
    )
