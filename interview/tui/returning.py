"""Answers kept while their question did not apply, to be confirmed when it applies again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from interview.engine import Relevance, Session, record, relevance, start
from interview.flow.conditions.syntax import Always


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


def replay(session: Session) -> Awakened:
    """Return the state that a whole session leaves behind, as when it is resumed."""
    state = Awakened()
    if not any(_conditional(session)):
        return state
    so_far = start(session.logic)
    for event in session.events:
        so_far = record(so_far, event)
        state = state.after(so_far, event.question)
    return state


def inactive(session: Session) -> Iterator[str]:
    """Yield the answered questions that do not apply at present."""
    return (name for name in _conditional(session) if relevance(session, name) is Relevance.INACTIVE)


def _conditional(session: Session) -> Iterator[str]:
    questions = session.flow.questions
    return (name for name in session.answers if not isinstance(questions[name].applies_when, Always))


def _asked_again(session: Session, name: str) -> bool:
    return name in session.answers and relevance(session, name) is Relevance.ASKED
