"""Whatever a person, a disk and a second window do in turn, the store holds what a list would hold."""

from __future__ import annotations

import os
import shutil
import tempfile
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from interview.engine import Event, EventKind
from interview.flow.answers import Answer, Chosen, NotAssessed, Reason, Text, is_given
from interview.store import Recording, Store, StoreError, locks, sql
from interview.text import clean_text
from tests.effort import tries
from tests.store.failures import inject
from tests.store.small import small_logic

Said = tuple[EventKind, str, Answer | None]
ANSWERS = st.one_of(
    st.tuples(st.just("food_sticks"), st.sampled_from([Chosen("yes"), Chosen("no")])),
    st.tuples(st.just("comment"), st.builds(Text, st.text(max_size=20).map(clean_text))),
    st.tuples(st.sampled_from(["food_sticks", "comment"]), st.builds(NotAssessed, st.sampled_from(Reason))),
)
FAULTS = [("BEGIN", False), ("INSERT", False), ("SELECT", True), ("COMMIT", False), ("COMMIT", True)]
"""Statements that fail, and whether they take effect all the same."""
DAYS = st.integers(-3, 3)
CAN_RECORD = precondition(lambda machine: machine.recording is not None)
AT_REST = precondition(lambda machine: machine.recording is None)
DISK_WORKS = precondition(lambda machine: not machine.fault.statement)


class StoreMachine(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.patch = pytest.MonkeyPatch()
        self.patch.setattr(locks, "WAIT", 0.0)
        self.patch.setattr(sql, "BUSY_SECONDS", 0.0)
        self.fault = inject(self.patch)
        self.folder = Path(tempfile.mkdtemp())
        self.store = Store(self.folder)
        self.recording: Recording | None = None
        self.given: list[Said] = []
        self.acknowledged = 0
        self.sessions: dict[str, list[Said]] = {}
        self.labels: dict[str, str] = {}
        self.moment = datetime(2026, 3, 1, tzinfo=UTC)

    def teardown(self) -> None:
        self.store.close()
        self.patch.undo()
        shutil.rmtree(self.folder)

    def clock(self) -> datetime:
        return self.moment

    @rule(days=DAYS)
    def time_passes_or_the_clock_is_set_back(self, days: int) -> None:
        self.moment += timedelta(days=days)

    @AT_REST
    @rule()
    def begin(self) -> None:
        self.recording = Recording.begin(self.store, small_logic(), clock=self.clock)
        self.given, self.acknowledged = [], 0

    @AT_REST
    @DISK_WORKS
    @rule(data=st.data())
    def resume(self, data: st.DataObject) -> None:
        if not self.sessions:
            return
        session_id = data.draw(st.sampled_from(sorted(self.sessions)))
        self.recording = Recording.resume(self.store, session_id, small_logic(), clock=self.clock)
        self.given, self.acknowledged = list(self.sessions[session_id]), len(self.sessions[session_id])

    @CAN_RECORD
    @rule(given=ANSWERS, times=st.integers(1, 2))
    def answer(self, given: tuple[str, Answer], times: int) -> None:
        assert self.recording
        for _ in range(times):
            self.recording.answer(*given)
            self.happened((EventKind.ANSWERED, *given))

    @CAN_RECORD
    @rule(question=st.sampled_from(["food_sticks", "comment"]))
    def clear(self, question: str) -> None:
        assert self.recording
        self.recording.clear(question)
        self.happened((EventKind.CLEARED, question, None))

    @CAN_RECORD
    @rule(question=st.sampled_from(["food_sticks", "comment"]))
    def confirm(self, question: str) -> None:
        assert self.recording
        self.recording.confirm(question)
        self.happened((EventKind.CONFIRMED, question, None))

    def happened(self, said: Said) -> None:
        assert self.recording
        self.given.append(said)
        if self.recording.saved:
            self.acknowledged = len(self.given)
            self.sessions[self.recording.id] = list(self.given)
        else:
            assert self.fault.statement
            assert self.recording.problem

    @rule(fault=st.sampled_from(FAULTS))
    def the_disk_fails(self, fault: tuple[str, bool]) -> None:
        statement, after = fault
        self.fault.statement, self.fault.after, self.fault.times = statement, after, 10**6

    @rule()
    def the_disk_recovers(self) -> None:
        self.fault.statement = ""

    @CAN_RECORD
    @DISK_WORKS
    @rule()
    def close(self) -> None:
        """With the disk working, closing saves everything that is missing."""
        assert self.recording
        self.recording.close()
        if self.given:
            assert self.recording.saved
            self.sessions[self.recording.id] = list(self.given)
        self.recording = None

    @rule()
    def crash(self) -> None:
        """The program ends in the middle: what it had not said to be saved may be lost, or kept."""
        for lock in self.store._held.values():
            os.close(lock.handle)
        self.store._held.clear()
        self.store._drop()
        self.store = Store(self.folder)
        recording, self.recording = self.recording, None
        self.fault.statement = ""
        if recording and recording.id:
            self.sessions[recording.id] = kept = self.on_disk(recording.id)
            assert kept == self.given[: len(kept)]
            assert len(kept) >= self.acknowledged
            if not kept:
                del self.sessions[recording.id]

    @DISK_WORKS
    @rule(text=st.text(max_size=10), data=st.data())
    def label(self, text: str, data: st.DataObject) -> None:
        if self.sessions:
            session_id = data.draw(st.sampled_from(sorted(self.sessions)))
            self.store.label(session_id, text)
            self.labels[session_id] = self.store.find(session_id).label

    @DISK_WORKS
    @rule(days=DAYS, dry_run=st.booleans())
    def purge(self, days: int, dry_run: bool) -> None:
        before = self.moment + timedelta(days=days)
        last = {saved.id: latest(self.store, saved.id) for saved in self.store.sessions()}
        gone = {saved.id for saved in self.store.purge(before.isoformat(), dry_run=dry_run)}
        mine = {self.recording.id} if self.recording else set()
        old = {session_id for session_id, moment in last.items() if moment < before}
        assert gone & set(self.sessions) == (old if dry_run else old - mine)
        for session_id in gone if not dry_run else ():
            self.sessions.pop(session_id, None)
            self.labels.pop(session_id, None)

    @CAN_RECORD
    @DISK_WORKS
    @rule()
    def a_second_window_can_look_and_not_touch(self) -> None:
        assert self.recording
        if self.recording.id in self.sessions:
            with closing(Store.open(self.folder)) as second:
                with pytest.raises(StoreError, match="open in another window"):
                    Recording.resume(second, self.recording.id, small_logic(), clock=self.clock)
                assert len(self.on_disk(self.recording.id)) >= self.acknowledged

    @DISK_WORKS
    @rule()
    def a_second_window_holds_another_session(self) -> None:
        with closing(Store.open(self.folder)) as second:
            recording = Recording.begin(second, small_logic(), clock=self.clock)
            recording.answer("comment", Text("second window"))
            assert recording.saved
            recording.close()
            self.sessions[recording.id] = [(EventKind.ANSWERED, "comment", Text("second window"))]

    @invariant()
    def the_interview_on_the_screen_is_what_was_said(self) -> None:
        if self.recording:
            said = [(event.kind, event.question, event.answer) for event in self.recording.session.events]
            assert said == self.given
            assert self.recording.session.answers == standing(self.given)

    @invariant()
    def the_disk_holds_what_was_acknowledged(self) -> None:
        statement, self.fault.statement = self.fault.statement, ""
        under_way = self.recording.id if self.recording else ""
        with closing(Store.open(self.folder, read_only=True)) as store:
            listed = {saved.id: saved for saved in store.sessions()}
            assert set(listed) - {under_way} == set(self.sessions) - {under_way}
            for session_id, said in self.sessions.items():
                kept = events_of(store, session_id)
                assert kept == said or (session_id == under_way and kept == self.given[: len(kept)])
                assert len(kept) >= len(said)
                assert listed[session_id].label == self.labels.get(session_id, "")
                assert listed[session_id].answers == sum(map(is_given, standing(kept).values()))
        self.fault.statement = statement

    def on_disk(self, session_id: str) -> list[Said]:
        with closing(Store.open(self.folder, read_only=True)) as store:
            return events_of(store, session_id)


def events_of(store: Store, session_id: str) -> list[Said]:
    return [said_in(event) for event in store.events(session_id)]


def latest(store: Store, session_id: str) -> datetime:
    return max(datetime.fromisoformat(event.at) for event in store.events(session_id))


def said_in(event: Event) -> Said:
    return event.kind, event.question, event.answer


def standing(given: list[Said]) -> dict[str, Answer]:
    """The answers after all that was said, by the simplest reading."""
    answers: dict[str, Answer] = {}
    for kind, question, answer in given:
        if kind is EventKind.ANSWERED and answer is not None:
            answers[question] = answer
        elif kind is EventKind.CLEARED:
            answers.pop(question, None)
    return answers


TestStoreMachine = StoreMachine.TestCase
TestStoreMachine.settings = settings(max_examples=tries(60), stateful_step_count=50, deadline=None)
