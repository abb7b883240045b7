"""A session: an append-only list of events, and the answers that replaying them gives.

Back, edit and resume need nothing else: the state of an interview is a pure function of its events.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from interview.engine.completions import Known, know
from interview.flow.answers import Answer, Chosen, NotAssessed, Number, Several, Text
from interview.flow.logic.compiler import Logic
from interview.flow.model import Flow, Question
from interview.flow.words import QuestionType


class EventKind(StrEnum):
    """What happened to a question."""

    ANSWERED = "answered"
    CLEARED = "cleared"
    CONFIRMED = "confirmed"
    """The answer was seen again and stays; its age counts from here. With an answer, the one of the last
    visit is kept at this one; a number that is kept was not measured again (`engine.measured`)."""
    CARRIED = "carried"
    """The session goes on under another flow, or an answer counts as something else there; nobody said so."""


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened. `id` makes a repeated save harmless; `at` is UTC in ISO 8601."""

    id: str
    kind: EventKind
    question: str
    at: str
    answer: Answer | None = None


@dataclass(frozen=True, slots=True)
class Session:
    """One run of a flow, as it stands after its events."""

    logic: Logic
    events: tuple[Event, ...]
    answers: Mapping[str, Answer]
    """Every answer on record, inactive ones included, in the order of the flow."""
    known: Known = field(compare=False, repr=False)
    """What the answers leave open."""

    @property
    def flow(self) -> Flow:
        """The flow this is a run of."""
        return self.logic.flow


def start(logic: Logic) -> Session:
    """Return an empty session."""
    return replay(logic, ())


def record(session: Session, event: Event) -> Session:
    """Return the session after one more event.

    An event about a question the flow does not have stays in the log and changes no answer; so does an
    event whose id is already in the log.
    """
    return replay(session.logic, (*session.events, event))


def replay(logic: Logic, events: Iterable[Event]) -> Session:
    """Return the session that these events give.

    An answer the flow no longer accepts stays in the log and its question is unanswered, never "no".
    """
    log = {event.id: event for event in events}
    given = latest(log.values())
    answers = {
        name: given[name]
        for name, question in logic.flow.questions.items()
        if name in given and accepts(question, given[name])
    }
    return Session(logic, tuple(log.values()), answers, know(logic, answers))


def latest(events: Iterable[Event]) -> dict[str, Answer]:
    """Return the answer that stands for each question after these events, whatever the flow."""
    standing: dict[str, Answer] = {}
    for event in events:
        if event.kind is EventKind.CONFIRMED and event.answer is None:
            continue
        if event.answer is None or event.kind is EventKind.CLEARED:
            standing.pop(event.question, None)
        else:
            standing[event.question] = event.answer
    standing.pop("", None)
    return standing


def accepts(question: Question, answer: Answer) -> bool:
    """Return whether an answer is one this question can have."""
    options = {option.id for option in question.options}
    match answer:
        case NotAssessed():
            return True
        case Chosen(option=option):
            return question.type in (QuestionType.ONE, QuestionType.YES_NO) and option in options
        case Several(chosen=chosen):
            return question.type is QuestionType.SEVERAL and chosen <= options
        case Number(value=value):
            limits = question.range
            return question.type is QuestionType.NUMBER and (
                limits is None or limits.low <= value <= limits.high
            )
        case Text():
            return question.type in (QuestionType.TEXT, QuestionType.MONTH)
