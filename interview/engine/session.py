"""A session: an append-only list of events, and the answers that replaying them gives.

Back, edit and resume need nothing else: the state of an interview is a pure function of its events.

A session may go on under another version of its flow. The first answers belong to the flow it was begun
with. A `carried` event without a question names the flow from there on by its content hash; one with a
question says what an answer counts as under it. When the person was told of the change and went on, the
flow is named once more.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from interview.engine.completions import Completions, amend, complete
from interview.flow.answer_text import month
from interview.flow.answers import Answer, Chosen, NotAssessed, Number, Several, Text
from interview.flow.dates import dated
from interview.flow.decimals import is_whole
from interview.flow.logic.compiler import Logic
from interview.flow.logic.days import is_ahead
from interview.flow.model import LAST_VISIT, TODAY, Flow, Question, QuestionType
from interview.moments import day

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
    VISITED = "visited"
    """The visit before this one was held on this day, as text."""


SAID = frozenset({EventKind.ANSWERED, EventKind.CLEARED, EventKind.CONFIRMED})
"""What a person did."""
UNASKED = frozenset({EventKind.CARRIED, EventKind.JUDGED, EventKind.VISITED})
"""What can be about no question."""


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
        """True until something is said: what a flow is judged, and a visit before, are nobody's answer."""
        return all(event.kind in (EventKind.JUDGED, EventKind.VISITED) for event in self.events)

    @property
    def errors(self) -> int:
        """How many errors the flow had when the session last went on with it; 0 for a flow that is sound."""
        judged = (event.answer for event in reversed(self.events) if event.kind is EventKind.JUDGED)
        verdict = next(judged, None)
        return int(verdict.text) if isinstance(verdict, Text) and _COUNT.fullmatch(verdict.text) else 0


def judged(errors: int, *, id: str, at: str) -> Event:
    """Return the event that says how many errors the flow has from here on."""
    return Event(id, EventKind.JUDGED, "", at, Text(str(errors)))


def visited(on: Text, *, id: str, at: str) -> Event:
    """Return the event that says on which day the visit before this one was held."""
    return Event(id, EventKind.VISITED, "", at, on)


def start(logic: Logic, on: date | None = None) -> Session:
    """Return an empty session, on a day if that is known."""
    return replay(logic, (), on)


def record(session: Session, event: Event) -> Session:
    """Return the session after one more event.

    An event about a question the flow does not have stays in the log and changes no answer; so does an
    event whose id is already in the log.
    """
    logic, name, log = session.logic, event.question, (*session.events, event)
    is_new = all(event.id != one.id for one in session.events)
    one_answer = is_new and name in logic.flow.questions and _is_same_day(session, event)
    if logic.diagrams.half_full or not one_answer:
        return replay(logic, log)
    answers = _answers_after(session, event)
    return Session(logic, log, answers, amend(session.completions, answers, name))


def _is_same_day(session: Session, event: Event) -> bool:
    """Return whether the days that count are those they were before this event."""
    today, before = _days(session.flow, [event], None).get(TODAY), session.completions.days.get(TODAY)
    return not session.flow.uses_days or (event.kind in SAID and today == before)


def _answers_after(session: Session, event: Event) -> Mapping[str, Answer]:
    """Return the answers that stand after one more event on the same day, in the order of asking."""
    questions, name = session.flow.questions, event.question
    said = latest([event]).get(name)
    if said is None and event.kind is EventKind.CONFIRMED:
        return session.answers
    if said is None or not stands(session.flow, name, said, session.completions.days.get(TODAY)):
        return {other: answer for other, answer in session.answers.items() if other != name}
    answers = {**session.answers, name: said}
    if name in session.answers:
        return answers
    return {other: answers[other] for other in questions if other in answers}


def replay(logic: Logic, events: Iterable[Event], on: date | None = None) -> Session:
    """Return the session that these events give; `on` is its day while nothing was said.

    An answer the flow no longer accepts, such as a date to come, stays in the log and its question is
    unanswered, never "no".
    """
    logic = logic.renewed()
    log = {event.id: event for event in events}
    answers = standing(logic.flow, log.values(), on)
    days = _days(logic.flow, log.values(), on)
    return Session(logic, tuple(log.values()), answers, complete(logic, {**answers, **days}))


def standing(flow: Flow, events: Iterable[Event], on: date | None = None) -> dict[str, Answer]:
    """Return the answer that stands for each question of a flow, in the order of asking."""
    log = tuple(events)
    given, today = latest(log), _days(flow, log, on).get(TODAY)
    return {
        name: said for name in flow.questions if (said := given.get(name)) and stands(flow, name, said, today)
    }


def stands(flow: Flow, name: str, answer: Answer, today: Answer | None) -> bool:
    """Return whether a question can have this answer, on a day if that is known."""
    return accepts(flow.questions[name], answer) and not is_ahead(flow, name, answer, today)


def _days(flow: Flow, events: Collection[Event], on: date | None) -> dict[str, Answer]:
    """Return the day of the visit, on which something was said last, and that of the visit before, which is
    not known where it comes out as later; nothing where no day counts in the flow."""
    if not flow.uses_days:
        return {}
    spoken = next((event.at for event in reversed([*events]) if event.kind in SAID), "")
    today = _day(spoken) if spoken else on
    found: dict[str, Answer] = {TODAY: Text(today.isoformat())} if today else {}
    before = [event.answer for event in events if event.kind is EventKind.VISITED and event.answer]
    if before and not is_ahead(flow, LAST_VISIT, before[-1], found.get(TODAY)):
        found[LAST_VISIT] = before[-1]
    return found


def _day(at: str) -> date | None:
    """Return the day of a moment; None where it cannot be read, as in a damaged entry."""
    try:
        return day(at)
    except ValueError:
        return None


def latest(events: Iterable[Event]) -> dict[str, Answer]:
    """Return the answer that stands for each question after these events, whatever the flow."""
    found: dict[str, Answer] = {}
    for event in events:
        if event.answer is not None and event.kind is not EventKind.CLEARED:
            found[event.question] = event.answer
        elif event.kind is not EventKind.CONFIRMED:
            found.pop(event.question, None)
    found.pop("", None)
    return found


def accepts(question: Question, answer: Answer) -> bool:
    """Return whether an answer is one this question can have."""
    match answer:
        case NotAssessed():
            return True
        case Chosen(option=option):
            is_choice = question.type in (QuestionType.ONE, QuestionType.YES_NO)
            return is_choice and any(option == one.id for one in question.options)
        case Several(chosen=chosen):
            return question.type is QuestionType.SEVERAL and chosen <= {one.id for one in question.options}
        case Number(value=value):
            return question.type is QuestionType.NUMBER and _in_range(question, value)
        case Text(text=text):
            is_month = question.type is QuestionType.MONTH and month(text) == text
            is_date = question.type is QuestionType.DATE and dated(text) == text
            return is_month or is_date or question.type is QuestionType.TEXT


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
