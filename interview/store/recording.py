"""A session that is being recorded: the one thing in an interview that changes."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, Self
from uuid import uuid4

from interview.engine.return_visit import outdated
from interview.engine.session import Event, EventKind, Session, judged, record, replay, start
from interview.flow.answers import Answer, Text
from interview.flow.logic.compiler import Logic
from interview.moments import written
from interview.store.errors import StoreError
from interview.store.store import Store
from interview.store.telling import flow_changed, nothing_touched, return_visit, written_again

if TYPE_CHECKING:
    from interview.engine.carryover import Comparison
    from interview.engine.return_visit import Earlier, Visits
    from interview.flow.model import Flow
    from interview.store.session_index import Saved

_NOT_KEPT = "This interview is kept nowhere."


class Recording:
    """An interview under way. What happens is on disk before the method returns, or `saved` says it is not.

    When the disk refuses, the interview goes on in memory, and each further event first tries again to save
    everything that is missing, in order.
    """

    origin = ""
    """Where the flow was read from, in words; empty when it is the shipped one."""
    asked_as = ""
    """How its flow is asked for, as a word of a shell command; empty where only its id is known."""
    comparison: Comparison | None = None
    """What a changed flow made of the answers, until the person has gone on; mostly None."""
    unconfirmed: frozenset[str] = frozenset()
    """Questions that changed since they were answered, and whose answers wait to be confirmed."""
    visits: Visits = ()
    """The visits before this one, each under the flow of its day."""
    read_only = ""
    """Why this is only looked at, in plain words; empty when questions can be answered."""
    copy = ""
    """Where the session was written last besides the store; empty when nowhere."""
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
        self.reminders: Mapping[str, Earlier] = {}
        """What was said at the last visit, by question, whether it may be kept or is asked anew."""
        self._offers: Mapping[str, Earlier] = {}
        self._copied: Session | None = None
        self._name = str(uuid4())
        self._head: Mapping[str, str] = {}
        self._follows = self._label = ""
        self._store = store
        self._clock = clock
        self._unsaved: deque[Event] = deque()
        self._carried: tuple[Event, ...] = ()
        self._said: Mapping[str, Answer] = {}
        self._finished = self._note = ""
        self._flow_kept = False
        self._changed = ""

    @property
    def notice(self) -> str:
        """What the person should know: this is a return visit, the flow has changed. Mostly empty."""
        aside = self._store_notice
        after = return_visit(self.visits or (), self._label)
        return " ".join(part for part in (after, self._changed, self.restored, aside) if part)

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
        recording = cls(store, start(logic), clock)
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
            changed = flow_changed(saved, logic)
            recording = cls(store, replay(logic, store.legible(session_id).of(logic.flow)), clock)
        except StoreError:
            store.release(session_id)
            raise
        recording.id, recording._name, recording._changed = session_id, session_id, changed
        recording._head, recording._was_finished = saved.head, bool(saved.finished)
        recording._last = recording.session.events[-1].id if recording.session.events else ""
        return recording

    def held_as(self, saved: Saved) -> None:
        """Be the record of a saved session, for reading: its id, its origin and whether it is finished."""
        self.id, self.origin, self._was_finished = saved.id, saved.origin, bool(saved.finished)

    def follow(self, session_id: str, visits: Visits, label: str = "") -> None:
        """Make this a return visit to a saved session, the last of these visits, with the label of that."""
        self._follows, self.visits, self._label = session_id, visits, label
        if visits:
            from interview.engine.carryover import taken_over
            from interview.engine.return_visit import offers, reminders

            last, before = taken_over(visits[-1], self.session.logic), visits[:-1]
            self._offers = offers(last, self._clock().date(), before)
            self.reminders = reminders(last, before)

    @property
    def offers(self) -> Mapping[str, Earlier]:
        """Answers of the last visit that may be kept, by question. None counts until it is."""
        if not self._offers:
            return self._offers
        from interview.engine.return_visit import still_offered

        return still_offered(self._offers, self.session)

    def answer(self, question: str, answer: Answer) -> None:
        """Record an answer. A number takes back those kept from last time that belong to one day with it."""
        self._happened(EventKind.ANSWERED, question, answer)
        for name in outdated(self.session, question):
            self.clear(name)

    def clear(self, question: str) -> None:
        """Take an answer back; the question is as if it had never been answered."""
        self._happened(EventKind.CLEARED, question, None)

    def confirm(self, question: str) -> None:
        """Record that an answer was seen again and stays."""
        self._happened(EventKind.CONFIRMED, question, None)

    def face(self, comparison: Comparison | None) -> None:
        """Let answers count as they do under a changed flow; None when the flow is that of last time.

        Nothing is saved of it before `go_on`, or before something is answered or confirmed.
        """
        self._changed = ""
        if comparison is None:
            return
        self._carried = tuple(
            Event(str(uuid4()), EventKind.CARRIED, question, self.now(), answer)
            for question, answer in comparison.carried
        )
        if comparison.silent and not comparison.told:
            self._carried += (self._going_on(),)
        self.session = replay(self.session.logic, (*self.session.events, *self._carried))
        self._said = {one.id: one.said for one in comparison.to_confirm if one.said is not None}
        self.unconfirmed = frozenset(self._said)
        if not comparison.silent:
            self.comparison = comparison
        elif comparison.logic_changed:
            self._changed = nothing_touched(self.session.flow.id, comparison.versions)

    def mark(self, errors: int) -> None:
        """Note how many errors the flow has; saved with what is said next, it stays with the session."""
        if errors != self.session.errors:
            verdict = judged(errors, id=str(uuid4()), at=self.now())
            self._carried += (verdict,)
            self.session = record(self.session, verdict)

    @property
    def settled(self) -> bool:
        """True unless a change of the flow is still to be told, or an answer to be confirmed."""
        return self.comparison is None and not self.unconfirmed

    def keep(self, question: str) -> None:
        """Let an answer that waits to be confirmed stand as it was given, with what it says of the rest.

        One that is offered from the last visit counts from here; a number keeps the day it was measured on.
        """
        if question not in self.session.answers and question in self.offers:
            self._happened(EventKind.CONFIRMED, question, self.offers[question].answer)
        elif question in self._said and self._said[question] != self.session.answers.get(question):
            self.answer(question, self._said[question])
        else:
            self.confirm(question)

    def go_on(self) -> None:
        """Go on under the changed flow; what it changed is told no more."""
        self._carry()
        if self.comparison is not None and not self.comparison.told:
            told = self._going_on()
            self.session = record(self.session, told)
            self._unsaved.append(told)
        self.comparison = None
        self.save()

    @property
    def finished(self) -> bool:
        """True when the interview is marked as done, and nothing was answered since."""
        return bool(self._finished) or self._was_finished

    def finish(self) -> None:
        """Mark the interview as done, unless it is. Another answer takes that back."""
        if self._was_finished:
            return
        self._finished = self.now()
        if self._store is not None:
            from interview.store.frozen import frozen_note  # renders, which nothing before the end needs

            self._note = frozen_note(self.session, at=self._finished, origin=self.origin, visits=self.visits)
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
        return not self.keeping or self.session.blank or self.saved or self._copied is self.session

    def portable(self) -> dict[str, Any]:
        """Return the session as a store would export it, with everything that is not saved."""
        from interview.store.outbox import exported, head_of, put_together  # mostly never needed

        kept = exported(self._store, self.id)
        if kept and self.saved:
            return kept
        head = kept.get("session") or self._head
        head = head or head_of(self._name, self.session, self._follows, self._label)
        finished = self._finished or ("" if self._unsaved else head["finished"])
        head = {**head, "finished": finished, "origin": self.origin}
        return put_together(head, self._told, self.session.flow, kept.get("flows", {}))

    def copied(self, where: str) -> None:
        """Note that the session as it stands was written elsewhere."""
        self.copy, self._copied = where, self.session

    def now(self) -> str:
        """Return the present moment by this interview's clock, with its zone (`moments`)."""
        return written(self._clock())

    def _happened(self, kind: EventKind, question: str, answer: Answer | None) -> None:
        self._carry()
        event = Event(str(uuid4()), kind, question, self.now(), answer)
        self.session = record(self.session, event)
        self.unconfirmed -= {question}
        self._unsaved.append(event)
        self._finished, self._note, self._was_finished = "", "", False
        self.restored, self._heard = "", self._store_notice
        self.save()

    def _going_on(self) -> Event:
        """Return the event that says that a change of the flow need not be told again."""
        flow = Text(self.session.flow.content_hash)
        return Event(str(uuid4()), EventKind.CARRIED, "", self.now(), flow)

    def _carry(self) -> None:
        """Put what a changed flow made of the answers where it is saved, before anything that comes after."""
        self._unsaved.extend(self._carried)
        self._carried = ()

    @property
    def _told(self) -> tuple[Event, ...]:
        """The events but for what a changed flow makes of the answers before the person has gone on."""
        untold = {event.id for event in self._carried}
        return tuple(event for event in self.session.events if event.id not in untold)

    def _write(self, store: Store) -> None:
        if self._last is not None:
            self._write_again(store)
        self._write_missing(store)

    def _write_again(self, store: Store) -> None:
        """Write what was saved and is not there any more: the file was removed, or an older one is back."""
        there = store.last_event(self.id)
        next_one = self._unsaved[0].id if self._unsaved else self._last
        if there is not None and there[1] in (self._last, next_one):
            return
        count, _ = there or (0, "")
        lost = [event for event in self._told[count:] if event not in self._unsaved]
        self.saved = False
        store.import_(self.portable())
        self._unsaved.clear()
        self._flow_kept, self._last = True, (store.last_event(self.id) or (0, ""))[1]
        self.restored = written_again(len(lost)) if lost else ""

    def _write_missing(self, store: Store) -> None:
        if self._unsaved and not self.id:
            flow, begun = self.session.flow, self._unsaved[0].at
            follows, label, name = self._follows, self._label, self._name
            self.id = store.begin(
                flow, at=begun, label=label, follows=follows, origin=self.origin, session_id=name
            )
            self._flow_kept, self._last = True, ""
        while self._unsaved:
            store.append(self.id, self._unsaved[0], self._flow_to_keep, self.origin)
            self._last = self._unsaved.popleft().id
            self._flow_kept = True
        if self._finished and self.id:
            now = self._flow_to_keep
            store.finish(self.id, at=self._finished, note=self._note, flow=now, origin=self.origin)
            self._flow_kept = True

    @property
    def _flow_to_keep(self) -> Flow | None:
        """The flow, until it is known to be the one that is kept: a sign-off may be new in it."""
        return None if self._flow_kept else self.session.flow
