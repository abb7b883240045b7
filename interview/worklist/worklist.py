"""What can be begun, gone on with and followed, and where it is kept; it hands out conversations."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from interview.conversation import start
from interview.conversation.confirmation import Confirmation
from interview.conversation.conversation import Conversation
from interview.engine import conclude, replay
from interview.errors import FlowError, InterviewError, UsageError
from interview.flow.loading.finder import Opened
from interview.library import asked_as
from interview.moments import present
from interview.store import Recording, Saved, Store, StoreError
from interview.store.errors import OpenElsewhere, UnknownSession
from interview.worklist.daily_check import DailyCheck
from interview.worklist.history import History, read, under_way
from interview.worklist.items import FlowItem, SessionItem, ago, described, in_local_time
from interview.worklist.soundness import errors_of, errors_to_run_with

MOST_UNFINISHED = 20
"""Unfinished interviews that are offered at the start; the history has the others."""
MOST_FINISHED = 9
"""Finished interviews that are offered for a return visit; any other can be followed by its id."""


class CannotGoOn(InterviewError):
    """A kept interview cannot be gone on with now; perhaps it can be looked at."""

    def __init__(self, session_id: str, why: StoreError) -> None:
        super().__init__(str(why))
        self.session_id = session_id
        self.words = str(why)
        if isinstance(why, OpenElsewhere):
            self.words = f"open in another window{f' ({why.holder})' if why.holder else ''}"


class VisitUnderWay(InterviewError):
    """A return visit would be begun beside an unfinished interview of the same patient."""

    def __init__(self, session_id: str, words: str) -> None:
        super().__init__(words)
        self.session_id = session_id


BESIDE = (("go_on", "Go on with it"), ("beside", "Begin a return visit all the same"))
"""What to do instead, and how it is worded."""


@dataclass(frozen=True)
class Worklist:
    """Flows by id, or what is wrong with them, and the store; None keeps nothing."""

    flows: Mapping[str, Opened | FlowError]
    store: Store | None
    asked_for: str = ""
    """The name or folder the only flow was asked for by; empty where there are several."""
    anyway: bool = False
    """Whether a flow with errors is run."""
    asked: Mapping[str, str] = field(default_factory=dict)
    """What flows are asked for by from here, by their ids; a flow that is not here by its id."""

    @property
    def problem(self) -> str:
        """Why nothing can be saved at present, in plain words; mostly empty."""
        return self.store.problem if self.store else ""

    @cached_property
    def history(self) -> History | None:
        """Every kept interview; None where nothing is kept."""
        return History(self.store) if self.store is not None else None

    def begin(self, flow_id: str) -> Conversation:
        """Begin an interview; `FlowError` when the flow has mistakes, `UsageError` when it has errors."""
        opened = self._opened(flow_id)
        errors = self._errors(opened)
        begun = start.begin(self.store, opened.logic, clock=present, origin=opened.origin, errors=errors)
        return _asked_for(begun, opened)

    def resume(self, session_id: str) -> Conversation:
        """Go on with an unfinished interview; `CannotGoOn` when that is not possible now."""
        try:
            finished = self._kept(session_id)[1].finished
        except UnknownSession:
            finished = "or gone"
        except StoreError as error:
            raise CannotGoOn(session_id, error) from error
        if finished:
            raise UsageError("this interview is not there any more, or is finished")
        return self.go_on(session_id)

    def go_on(self, session_id: str) -> Conversation:
        """Go on with a kept interview, or correct one that is finished: its next answer opens it again.

        `CannotGoOn` when that is not possible now.
        """
        try:
            store, saved, opened = self._kept(session_id)
            errors = errors_of(opened)
            begun = start.go_on(
                store, saved, opened.logic, clock=present, origin=opened.origin, errors=errors
            )
        except StoreError as error:
            raise CannotGoOn(session_id, error) from error
        return _asked_for(begun, opened)

    def follow(self, session_id: str, *, beside: bool = False) -> Conversation:
        """Begin a return visit after a kept interview; raises as `begin` does, and `CannotGoOn`.

        `VisitUnderWay` while an interview of the same patient is unfinished, unless begun `beside` that.
        """
        try:
            store, saved, opened = self._kept(session_id)
            saved.must_be_readable()
            errors = self._errors(opened)
            unfinished = None if beside else read(store, lambda kept: under_way(kept, saved))
            if unfinished is not None:
                which = "This interview" if unfinished.id == saved.id else "An interview of the same patient"
                words = f"{which} is not finished: {self._item(unfinished).words}."
                raise VisitUnderWay(unfinished.id, words)
            begun = start.follow(
                store, saved, opened.logic, clock=present, origin=opened.origin, errors=errors
            )
        except StoreError as error:
            raise CannotGoOn(session_id, error) from error
        return _asked_for(begun, opened)

    def look(self, cannot: CannotGoOn) -> Conversation:
        """Return an interview that cannot be gone on with, for reading."""
        from interview.store.visits import visits, visits_before

        if self.store is None:
            raise UsageError("nothing is kept here")
        looking = self.store.looking()
        saved = looking.find(cannot.session_id)
        logic = self._opened(saved.flow_id).logic
        *_, session = visits(looking, saved, logic)
        recording = Recording(looking, session, present)
        recording.held_as(saved)
        before = Confirmation(session, visits=visits_before(looking, saved, logic))
        return Conversation(recording, before, read_only=cannot.words)

    def unfinished(self) -> tuple[Saved, ...]:
        """Return the latest unfinished interviews of these flows; none when they cannot be read.

        Where nothing can be written, they can still be looked at.
        """
        return self._latest(lambda store: store.unfinished(self._runnable, MOST_UNFINISHED))

    def finished(self) -> tuple[Saved, ...]:
        """Return the latest finished interviews of these flows that no visit followed yet."""
        return self._latest(lambda store: store.not_followed(self._runnable, MOST_FINISHED))

    def _latest(self, ask: Callable[[Store], tuple[Saved, ...]]) -> tuple[Saved, ...]:
        try:
            return read(self.store, ask) if self.store else ()
        except StoreError:
            return ()

    @property
    def _runnable(self) -> tuple[str, ...]:
        """The ids of the flows that can be loaded."""
        return tuple(flow_id for flow_id, flow in self.flows.items() if isinstance(flow, Opened))

    @property
    def notice(self) -> str:
        """Return what the person should know of what is kept: that it was damaged, and what became of it."""
        if self.store is None:
            return ""
        return " ".join(filter(None, (self.store.notice, DailyCheck(self.store).told)))

    def flow_items(self) -> tuple[FlowItem, ...]:
        """Return the flows that can be begun, as a list shows them."""
        return tuple(_flow_item(flow_id, flow, self.asked) for flow_id, flow in self.flows.items())

    def unfinished_items(self) -> tuple[SessionItem, ...]:
        """Return the unfinished interviews, the latest first; a list shows them `numbered`."""
        return tuple(self._item(saved) for saved in self.unfinished())

    def finished_items(self) -> tuple[SessionItem, ...]:
        """Return the finished interviews that a return visit can follow, the latest first."""
        return tuple(self._item(saved) for saved in self.finished())

    def is_pressing(self, session_id: str) -> bool:
        """Tell whether something is urgent in an unfinished interview; not so where it cannot be read."""
        from interview.summary.urgency import urgent  # no start needs it

        try:
            store, _, opened = self._kept(session_id)
            events = read(store, lambda kept: kept.events(session_id))
        except InterviewError:
            return False
        return urgent(conclude(replay(opened.logic, events))) is not None

    def _item(self, saved: Saved) -> SessionItem:
        opened = self._opened(saved.flow_id)
        return SessionItem(
            id=saved.id,
            title=opened.logic.flow.title,
            when=_period(in_local_time(saved.begun), in_local_time(saved.last)),
            answers=saved.answers,
            about=self._described(saved.id, opened),
            label=saved.shown_label,
            age=ago(saved.last, present()),
            visit="return visit" if saved.follows else "first visit",
            since=saved.begun,
        )

    def _described(self, session_id: str, opened: Opened) -> str:
        """Describe a saved interview; nothing when it cannot be read, which is told when it is opened."""
        try:
            events = read(self.store, lambda store: store.events(session_id)) if self.store else ()
        except StoreError:
            return ""
        return described(opened.logic.flow, events)

    def is_runnable(self, session_id: str) -> bool:
        """Tell whether a kept interview can be gone on with or followed here: its flow is at hand."""
        try:
            return not self._kept(session_id)[1].unreadable
        except InterviewError:
            return False

    def _kept(self, session_id: str) -> tuple[Store, Saved, Opened]:
        """Return a kept interview with the flow it belongs to, and where it is kept."""
        if self.store is None:
            raise UsageError("nothing is kept here")
        saved = read(self.store, lambda store: store.find(session_id))
        if self.flows.get(saved.flow_id) is None:
            raise UsageError(_of_another_flow(saved))
        return self.store, saved, self._opened(saved.flow_id)

    def _errors(self, opened: Opened) -> int:
        """Return how many errors an interview is begun with all the same; `UsageError` when it is not."""
        return errors_to_run_with(opened, anyway=self.anyway, keep=self.store is not None)

    def _opened(self, flow_id: str) -> Opened:
        flow = self.flows[flow_id]
        if isinstance(flow, FlowError):
            raise flow
        return flow


def _asked_for(conversation: Conversation, opened: Opened) -> Conversation:
    """Note how the flow of an interview is asked for from anywhere."""
    conversation.recording.asked_as = asked_as(opened.folder)
    return conversation


def _of_another_flow(saved: Saved) -> str:
    """Say that the flow of an interview is not at hand, and how to go on with it all the same."""
    came = f" from {saved.origin}" if saved.origin else ""
    return (
        f"that interview belongs to the flow '{saved.flow_id}'{came}, which is not at hand here. "
        f"'interview run FLOW --continue {saved.id:.8}' goes on with it, where FLOW is the folder of that "
        "flow; --follow instead begins a return visit"
    )


def _flow_item(flow_id: str, flow: Opened | FlowError, asked: Mapping[str, str]) -> FlowItem:
    if isinstance(flow, FlowError):
        told = f"interview check {asked.get(flow_id, flow_id)}"
        return FlowItem(flow_id, flow_id, f"has mistakes; see '{told}'")
    content = flow.logic.flow
    return FlowItem(flow_id, content.title, content.description, flow.origin)


def _period(begun: str, last: str) -> str:
    """Return when an interview was begun and when it was last answered; a day it shares is said once."""
    if begun == last:
        return begun
    return f"begun {begun}, last answer {last[11:] if last[:10] == begun[:10] else last}"
