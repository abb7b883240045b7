"""What must be seen again before it counts: the question applies again, it has changed, or it was last visit.

All of it is worked out from the log, so it is the same after a restart.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from interview.engine import Event, Relevance, Session, relevance, replay
from interview.engine.session import SAID
from interview.flow.answers import Answer
from interview.flow.conditions.syntax import Always

if TYPE_CHECKING:
    from interview.engine.carryover import Comparison
    from interview.engine.given_answers import Visits
    from interview.engine.return_visit import Earlier


@dataclass(frozen=True, slots=True)
class Awakened:
    """Which answers have slept, and which of them are awake again and wait to be confirmed."""

    asleep: frozenset[str] = frozenset()
    waiting: frozenset[str] = frozenset()

    def after(self, session: Session, question: str) -> Awakened:
        """Return the state after a question was answered; that answer is confirmed by being given."""
        slept = (self.asleep - {question}) | frozenset(inactive(session))
        asked = {name for name in slept if _asked_again(session, name)}
        return Awakened(slept, frozenset(asked))


class Confirmation:
    """Which answers of an interview count only once they are seen again, and what is offered for that.

    `visits` are the visits before this one, each under the flow of its day; None when the last is not kept.
    `on` is the day of this visit, `comparison` what a changed flow made of the answers.
    """

    def __init__(
        self,
        session: Session,
        *,
        visits: Visits = (),
        on: date | None = None,
        comparison: Comparison | None = None,
    ) -> None:
        self.visits = visits
        self.reminders: Mapping[str, Earlier] = {}
        """What was said at the last visit, by question, whether it may be kept or is asked anew."""
        self.awaited: Mapping[str, str] = {}
        """The questions whose result was pending at the last visit, each with when that was said."""
        self._offers: Mapping[str, Earlier] = {}
        doubtful = comparison.to_confirm if comparison is not None else ()
        self._said: Mapping[str, Answer] = {one.id: one.said for one in doubtful if one.said is not None}
        self._before = len(session.events)
        self._seen: tuple[Event, ...] = ()
        self._awakened = Awakened()
        if visits and on is not None:
            from interview.engine.carryover import taken_over
            from interview.engine.return_visit import awaited, offers, reminders

            last, before = taken_over(visits[-1], session.logic), visits[:-1]
            self._offers, self.reminders = offers(last, on, before), reminders(last, before)
            self.awaited = awaited(last)

    def offers(self, session: Session) -> Mapping[str, Earlier]:
        """Return the answers of the last visit that may be kept, by question. None counts until it is."""
        if not self._offers:
            return self._offers
        from interview.engine.return_visit import still_offered

        return still_offered(self._offers, session)

    def changed(self, session: Session) -> Mapping[str, Answer]:
        """Return what was said to questions that have changed since, while nothing is said to them again."""
        if not self._said:
            return self._said
        seen = {event.question for event in session.events[self._before :] if event.kind in SAID}
        return {name: said for name, said in self._said.items() if name not in seen}

    def waiting(self, session: Session) -> frozenset[str]:
        """Return the questions whose answers wait to be confirmed: they apply again, or have changed."""
        there = (name for name in self.changed(session) if relevance(session, name) is not Relevance.INACTIVE)
        return self._awake(session).union(there)

    def _awake(self, session: Session) -> frozenset[str]:
        """Go through what is new in the log, or through all of it where that is another one."""
        log = session.events
        if log is not self._seen:
            if log[: len(self._seen)] != self._seen:
                self._seen, self._awakened = (), Awakened()
            self._awakened = _through(self._awakened, session, len(self._seen))
            self._seen = log
        return self._awakened.waiting


def _through(state: Awakened, session: Session, done: int) -> Awakened:
    """Return the state after the events of a session from this one on."""
    log = session.events
    for number in range(done, len(log)) if any(_conditional(session)) else ():
        so_far = session if number + 1 == len(log) else replay(session.logic, log[: number + 1])
        state = state.after(so_far, log[number].question)
    return state


def inactive(session: Session) -> Iterator[str]:
    """Yield the answered questions that do not apply at present."""
    return (name for name in _conditional(session) if relevance(session, name) is Relevance.INACTIVE)


def _conditional(session: Session) -> Iterator[str]:
    questions = session.flow.questions
    return (name for name in session.answers if not isinstance(questions[name].applies_when, Always))


def _asked_again(session: Session, name: str) -> bool:
    return name in session.answers and relevance(session, name) is Relevance.ASKED
