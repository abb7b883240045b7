"""A return visit: what was said at the last one that may still stand, and what has changed since.

A visit is a session. An earlier answer is only ever offered: it counts once it is said again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from interview.engine.conclusions import Status, conclude
from interview.engine.given_answers import ANSWERING, Visits, given, held_at, measured_last, new_numbers, tied
from interview.engine.routing import Relevance, relevance
from interview.engine.session import Session, accepts
from interview.flow.answers import Answer, NotAssessed, Number, Reason
from interview.moments import day


@dataclass(frozen=True, slots=True)
class Earlier:
    """An answer of an earlier visit. `at` is when it was given or last confirmed, or for a number when it was
    measured; empty when that is not known."""

    answer: Answer
    at: str


@dataclass(frozen=True, slots=True)
class AnswerShift:
    """An answer that differs from last time; None stands for not assessed, never asked, or not applying."""

    question: str
    before: Answer | None
    after: Answer | None


@dataclass(frozen=True, slots=True)
class StatusShift:
    """A recommendation that stands otherwise than last time; None where the flow of then did not have it."""

    recommendation: str
    before: Status | None
    after: Status


@dataclass(frozen=True, slots=True)
class Reading:
    """A number at one visit, in the question's unit."""

    at: str
    value: Decimal


@dataclass(frozen=True, slots=True)
class Measure:
    """A number on record now that was measured at an earlier visit, the oldest reading first."""

    question: str
    readings: tuple[Reading, ...]
    repeated: bool
    """False when it was not measured at this visit: the one of the last reading was kept."""


@dataclass(frozen=True, slots=True)
class Since:
    """What is otherwise than at the last visit, which was at `at`."""

    at: str
    changed: tuple[AnswerShift, ...]
    new: tuple[AnswerShift, ...]
    withdrawn: tuple[AnswerShift, ...]
    """Said last time and not now, the answers that were passed over this time included."""
    lines: tuple[StatusShift, ...]
    measures: tuple[Measure, ...]


def stale(earlier: Session, on: date, before: Sequence[Session] = ()) -> tuple[str, ...]:
    """Return the questions whose answers are too old on this day to be offered, and are asked anew.

    `before` are the visits before that one, the oldest first. A number of which it is not known when it was
    measured is too old.
    """
    questions = earlier.flow.questions
    return tuple(
        name
        for name, said in _last_said(earlier, before).items()
        if isinstance(said.answer, NotAssessed)
        or not said.at
        or _past(questions[name].valid_for, said.at, on)
    )


def offers(earlier: Session, on: date, before: Sequence[Session] = ()) -> Mapping[str, Earlier]:
    """Return the answers of the last visit that are offered for confirmation on this day, by question.

    A question with `last_time` is offered what was said to that other question, whatever its age. The
    session is the last visit's, replayed under the flow of today; `before` are the visits before it, the
    oldest first.
    """
    old, questions = stale(earlier, on, before), earlier.flow.questions
    return {
        name: said
        for name, said in reminders(earlier, before).items()
        if said.at and (questions[name].last_time or name not in old)
    }


def reminders(earlier: Session, before: Sequence[Session] = ()) -> Mapping[str, Earlier]:
    """Return what was said last time to each question, offered or not, where the question still takes it."""
    said = _last_said(earlier, before)
    found: dict[str, Earlier] = {}
    for name, question in earlier.flow.questions.items():
        before_now = said.get(question.last_time or name)
        if before_now is None or isinstance(before_now.answer, NotAssessed):
            continue
        if accepts(question, before_now.answer):
            found[name] = before_now
    return found


def awaited(earlier: Session) -> Mapping[str, str]:
    """Return the questions whose result was pending at the last visit, each with when that was said."""
    pending = NotAssessed(Reason.PENDING)
    return {name: said.at for name, said in _said(earlier).items() if said.answer == pending}


def still_offered(offered: Mapping[str, Earlier], now: Session) -> Mapping[str, Earlier]:
    """Return the offers without the numbers that belong to one day with a number given at this visit."""
    fresh = new_numbers(now)
    return {name: said for name, said in offered.items() if not fresh & tied(now.flow, name)}


def since(visits: Visits, now: Session) -> Since | None:
    """Return what has changed since the last of the earlier visits, the oldest first; None without one.

    Each visit is under the flow that it was held with, so that what was said then stays as it was.
    """
    if not visits:
        return None
    last, shifts = visits[-1], _answers(visits[-1], now)
    return Since(
        at=held_at(last),
        changed=tuple(shift for shift in shifts if shift.before and shift.after),
        new=tuple(shift for shift in shifts if shift.before is None),
        withdrawn=tuple(shift for shift in shifts if shift.after is None),
        lines=_lines(last, now),
        measures=_measures((*visits, now)),
    )


def _said(session: Session) -> dict[str, Earlier]:
    """Return the answers on record with their age, those to questions that do not apply left out."""
    at = {event.question: event.at for event in session.events if event.kind in ANSWERING}
    return {
        name: Earlier(answer, at[name])
        for name, answer in session.answers.items()
        if name in at and relevance(session, name) is not Relevance.INACTIVE
    }


def _last_said(earlier: Session, before: Sequence[Session]) -> dict[str, Earlier]:
    """Return the answers of a visit with their age, which for a number counts from when it was measured."""
    return {
        name: Earlier(one.answer, measured_last((*before, earlier), name))
        if isinstance(one.answer, Number)
        else one
        for name, one in _said(earlier).items()
    }


def _past(days: int | None, at: str, on: date) -> bool:
    """Tell whether an answer is too old; one that holds for one day is too old for a second visit on it."""
    if days is None:
        return False
    return days <= 1 or (on - day(at)).days >= days


def _answers(last: Session, now: Session) -> list[AnswerShift]:
    before, after = _assessed(last), _assessed(now)
    names = [*now.flow.questions, *(name for name in before if name not in now.flow.questions)]
    pairs = (AnswerShift(name, before.get(name), after.get(name)) for name in names)
    return [pair for pair in pairs if pair.before != pair.after]


def _assessed(session: Session) -> dict[str, Answer]:
    said = _said(session)
    return {
        name: one.answer
        for name, one in said.items()
        if not isinstance(one.answer, NotAssessed) and not session.flow.questions[name].last_time
    }


def _lines(last: Session, now: Session) -> tuple[StatusShift, ...]:
    before = conclude(last).statuses
    shifts = (StatusShift(name, before.get(name), after) for name, after in conclude(now).statuses.items())
    return tuple(shift for shift in shifts if shift.before is not shift.after)


def _measures(visits: Iterable[Session]) -> tuple[Measure, ...]:
    *earlier, now = visits
    found = []
    for name, answer in _assessed(now).items():
        if isinstance(answer, Number):
            unit = now.flow.questions[name].unit
            then = [reading for visit in earlier for reading in _reading(visit, name, unit)]
            today = _reading(now, name, unit)
            found += [Measure(name, (*then, *today), bool(today))] if then else []
    return tuple(found)


def _reading(visit: Session, name: str, unit: str) -> list[Reading]:
    """Return the number that was measured at a visit; none in another unit, or kept from the visit before."""
    said, at = _said(visit).get(name), given(visit).get(name)
    if said is None or at is None or not isinstance(said.answer, Number):
        return []
    return [Reading(at, said.answer.value)] if visit.flow.questions[name].unit == unit else []
