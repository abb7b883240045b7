"""When the answers of a visit were given, and which numbers belong to one day.

An answer that is kept was not given again: a number keeps the day it was measured, and means nothing beside
one of another day.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from interview.engine.session import EventKind, Session
from interview.flow.answers import Number
from interview.flow.logic.derived import leaves
from interview.flow.model import DerivedNumber, Flow, Operation

ANSWERING = frozenset({EventKind.ANSWERED, EventKind.CONFIRMED})
"""What a person did; an answer that is only carried over to another flow keeps its age."""

Visits = Sequence[Session] | None
"""The visits before one, the oldest first; none for a first visit, None when the last is not kept here."""


def held_at(visit: Session) -> str:
    """Return when a visit was held: when its last answer was given."""
    return next((event.at for event in reversed(visit.events) if event.kind in ANSWERING), "")


def given(session: Session) -> Mapping[str, str]:
    """Return when each answer on record was given in this session; one kept from an earlier visit has no
    time here."""
    at: dict[str, str] = {}
    for event in session.events:
        if event.kind is EventKind.ANSWERED and event.answer is not None:
            at[event.question] = event.at
        elif event.kind is EventKind.CLEARED or (event.kind is EventKind.CONFIRMED and event.answer):
            at.pop(event.question, None)
    return {name: at[name] for name in session.answers if name in at}


def measured_last(visits: Iterable[Session], question: str) -> str:
    """Return when the number that the last of these visits has was measured, the oldest visit first.

    Empty when that is not known: the visit at which it was measured is not among them.
    """
    return next((at for visit in reversed(tuple(visits)) if (at := given(visit).get(question, ""))), "")


def new_numbers(session: Session) -> frozenset[str]:
    """Return the questions to which a number was given in this session, and not kept."""
    return frozenset(name for name in given(session) if isinstance(session.answers[name], Number))


def tied(flow: Flow, question: str) -> frozenset[str]:
    """Return the numbers that are compared with this one by a difference or fall, and so belong to one day.

    A difference from what was said `last_time` is meant to span two days, and ties nothing.
    """
    made_of = (set(leaves(flow, one.id)) & flow.questions.keys() for one in _compared_in_time(flow))
    same_day = (found for found in made_of if not any(flow.questions[name].last_time for name in found))
    return frozenset(name for found in same_day if question in found for name in found - {question})


def _compared_in_time(flow: Flow) -> Iterator[DerivedNumber]:
    """Yield the numbers that say how far two others are apart."""
    apart = (Operation.DIFFERENCE, Operation.PERCENT_FALL)
    return (one for one in flow.numbers.values() if one.operation in apart)


def outdated(session: Session, question: str) -> tuple[str, ...]:
    """Return the numbers kept from an earlier visit that a new one to this question puts out of date."""
    together = tied(session.flow, question)
    fresh = new_numbers(session) if together else frozenset[str]()
    if question not in fresh:
        return ()
    kept = together - fresh
    return tuple(name for name, said in session.answers.items() if name in kept and isinstance(said, Number))
