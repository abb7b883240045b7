"""When a number was measured, and which numbers only mean something together.

An answer that is kept from an earlier visit was not given again: it keeps the day of then.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from interview.engine.session import EventKind, Session
from interview.flow.answers import Number
from interview.flow.model import Flow


def given(session: Session) -> Mapping[str, str]:
    """Return when each answer on record was given in this session; one kept from an earlier visit has no
    time here. UTC, ISO 8601."""
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


def tied(flow: Flow, question: str) -> frozenset[str]:
    """Return the numbers that are subtracted from this one, or it from them, and so belong to one day.

    A difference from what was said `last_time` is meant to span two days, and ties nothing.
    """
    pairs = ({one.minuend, one.subtrahend} for one in flow.differences.values())
    same_day = (pair for pair in pairs if not any(flow.questions[name].last_time for name in pair))
    return frozenset(name for pair in same_day if question in pair for name in pair - {question})


def new_numbers(session: Session) -> frozenset[str]:
    """Return the questions to which a number was given in this session, and not kept."""
    return frozenset(name for name in given(session) if isinstance(session.answers[name], Number))


def outdated(session: Session, question: str) -> tuple[str, ...]:
    """Return the numbers kept from an earlier visit that a new one to this question puts out of date."""
    fresh = new_numbers(session)
    if question not in fresh:
        return ()
    kept = tied(session.flow, question) - fresh
    return tuple(name for name, said in session.answers.items() if name in kept and isinstance(said, Number))
