"""A session: an append-only list of events, and the answers that replaying them gives.

Back, edit and resume need nothing else: the state of an interview is a pure function of its events.

A session may go on under another version of its flow. The first answers belong to the flow it was begun
with. A `carried` event without a question names the flow from there on by its content hash; one with a
question says what an answer counts as under it. When the person was told of the change and went on, the
flow is named once more.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from interview.engine.completions import Completions, complete
from interview.flow.answer_text import month
from interview.flow.answers import Answer, Chosen, NotAssessed, Number, Several, Text
from interview.flow.decimals import is_whole
from interview.flow.logic.compiler import Logic
from interview.flow.model import Flow, Question, QuestionType

_COUNT = re.compile("[0-9]{1,9}")
Carried = tuple[str, Answer | None]
"""A question and what its answer counts as; without a question, the content hash of a flow."""


class EventKind(StrEnum):
    """What happened to a question."""

    ANSWERED = "answered"
    CLEARED = "cleared"
    CONFIRMED = "confirmed"
    """The answer was seen again and stays; its age counts from here. With an answer, the one of the last
    visit is kept at this one; a number that is kept was not measured again (`engine.return_visit`)."""
    CARRIED = "carried"
    """The session goes on under another flow, or an answer counts as something else there; nobody said so."""
    JUDGED = "judged"
    """From here on the check finds so many errors in the flow, as text; it is run all the same."""


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened. `id` makes a repeated save harmless; `at` is in ISO 8601, with its zone."""

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
    completions: Completions = field(compare=False, repr=False)
    """What the answers leave open."""

    @property
    def flow(self) -> Flow:
        """The flow this is a run of."""
        return self.logic.flow

    @property
    def blank(self) -> bool:
        """True until something is said: that the flow was judged is nobody's answer."""
        return all(event.kind is EventKind.JUDGED for event in self.events)

    @property
    def errors(self) -> int:
        """How many errors the flow had when the session last went on with it; 0 for a flow that is sound."""
        judged = (event.answer for event in reversed(self.events) if event.kind is EventKind.JUDGED)
        verdict = next(judged, None)
        return int(verdict.text) if isinstance(verdict, Text) and _COUNT.fullmatch(verdict.text) else 0


def judged(errors: int, *, id: str, at: str) -> Event:
    """Return the event that says how many errors the flow has from here on."""
    return Event(id, EventKind.JUDGED, "", at, Text(str(errors)))


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
    logic = logic.renewed()
    log = {event.id: event for event in events}
    given = latest(log.values())
    answers = {
        name: given[name]
        for name, question in logic.flow.questions.items()
        if name in given and accepts(question, given[name])
    }
    return Session(logic, tuple(log.values()), answers, complete(logic, answers))


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
            return question.type is QuestionType.NUMBER and _in_range(question, value)
        case Text(text=text):
            is_month = question.type is QuestionType.MONTH and month(text) == text
            return is_month or question.type is QuestionType.TEXT


def _in_range(question: Question, value: Decimal) -> bool:
    limits = question.range
    return limits is None or (limits.low <= value <= limits.high and (not limits.whole or is_whole(value)))


@dataclass(frozen=True, slots=True)
class Said:
    """An answer as a person gave or confirmed it last, and the content hash of the flow it was about."""

    answer: Answer
    under: str


def said_in(events: Iterable[Event], begun_with: str) -> Mapping[str, Said]:
    """Return what the person said to each question; nothing where it was taken back or withdrawn."""
    under, log = begun_with, list[Event]()
    said: dict[str, Said] = {}
    for event in events:
        log.append(event)
        under = _flow_named(event) or under
        if event.kind is EventKind.CONFIRMED and event.answer is None and event.question in said:
            said[event.question] = Said(latest(log).get(event.question, said[event.question].answer), under)
        elif event.kind in (EventKind.ANSWERED, EventKind.CONFIRMED) and event.answer is not None:
            said[event.question] = Said(event.answer, under)
        elif event.answer is None and event.kind is not EventKind.CONFIRMED:
            said.pop(event.question, None)
    return said


def under_last(events: Iterable[Event], begun_with: str) -> str:
    """Return the content hash of the flow the session went on under last."""
    return [begun_with, *_flows(events)][-1]


def went_on_under(events: Iterable[Event]) -> tuple[str, ...]:
    """Return the content hashes of the flows the session went on under, after the one it was begun with."""
    return tuple(_flows(events))


def before_change(events: Iterable[Event], begun_with: str, content_hash: str) -> tuple[Event, ...]:
    """Return the events before the session came under this flow; all once the person went on under it."""
    log = tuple(events)
    named = [(at, name) for at, event in enumerate(log) if (name := _flow_named(event))]
    names = [begun_with, *(name for _, name in named)]
    told = not named or names[-1] != content_hash or names[-2] == content_hash
    return log if told else log[: named[-1][0]]


def said_apart_from(events: Iterable[Event], then: int, begun_with: str) -> Mapping[str, Said]:
    """Return what the person said, as if what a change of flow after so many events withdrew still stood."""
    log = tuple(events)
    since = (event for event in log[then:] if event.kind is not EventKind.CARRIED or not event.question)
    return said_in((*log[:then], *since), begun_with)


def carry_over(
    events: Iterable[Event], content_hash: str, counts_as: Mapping[str, Answer | None]
) -> tuple[Carried, ...]:
    """Return what has to be put into the log so that from here on the flow is this one, and the answers
    count as they should."""
    now = latest(events)
    changed = [(name, answer) for name, answer in counts_as.items() if now.get(name) != answer]
    return (("", Text(content_hash)), *changed)


def _flows(events: Iterable[Event]) -> Iterator[str]:
    return (name for name in map(_flow_named, events) if name)


def _flow_named(event: Event) -> str:
    """Return the flow that an event names; empty when it names none."""
    names_one = event.kind is EventKind.CARRIED and not event.question
    return event.answer.text if names_one and isinstance(event.answer, Text) else ""
