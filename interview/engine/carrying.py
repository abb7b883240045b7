"""Which flow each answer of a log was given under, where a session went on under more than one.

The first answers belong to the flow the session was begun with. A `carried` event without a question names
the flow from there on by its content hash; one with a question says what an answer counts as under it. When
the person was told of the change and went on, the flow is named once more.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from interview.engine.session import Event, EventKind, latest
from interview.flow.answers import Answer, Text

Carried = tuple[str, Answer | None]
"""A question and what its answer counts as; without a question, the content hash of a flow."""


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
