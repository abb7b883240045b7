"""What a step has to record, worked out from the log alone: the oracle that both faces are held to.

Faces that agree could be wrong together, for they ask one conversation.
"""

from __future__ import annotations

from collections.abc import Mapping

from interview.conversation.conversation import Conversation
from interview.engine import Event, EventKind, Relevance, Session, relevance, replay
from interview.engine.return_visit import Earlier
from interview.errors import UsageError
from interview.flow.answer_text import from_text
from interview.flow.answers import Answer, Chosen, NotAssessed, Several
from interview.flow.model import Question
from tests.conversation.steps import Add, Choose, Enter, Pass, Rest, Step, Tick, Type

Said = tuple[EventKind, str, Answer | None]


def said(event: Event) -> Said:
    return event.kind, event.question, event.answer


def by_somebody(log: list[Said]) -> list[Said]:
    """Return a log without what a changed flow makes of answers, which waits for what is said next."""
    return [one for one in log if one[0] is not EventKind.CARRIED]


def meaning(conversation: Conversation, step: Step) -> list[Said]:
    """Return the events that a step at the question being asked has to add to the log."""
    question, session = conversation.question, conversation.session
    if question is None:
        return []
    last, name = conversation.confirmation.offers(session), question.id
    waits = waits_again(session, name)
    if isinstance(step, Enter):
        if name not in session.answers and name in last:
            return [(EventKind.CONFIRMED, name, last[name].answer)]
        return [(EventKind.CONFIRMED, name, None)] if waits else []
    if isinstance(step, Rest):
        now = session.answers.get(name)
        if not isinstance(now, Several) or not now.chosen or not said_today(session, name):
            return []
        step = Tick(tuple(now.chosen), rest_absent=False)
    answer = answered(question, step, session.answers.get(name), last)
    same = answer == session.answers.get(name) and said_today(session, name)
    return [] if answer is None or (same and not waits) else [(EventKind.ANSWERED, name, answer)]


def answered(
    question: Question, step: Step, now: Answer | None, last: Mapping[str, Earlier]
) -> Answer | None:
    """Return the answer that a step is; None when it is none."""
    match step:
        case Choose(option):
            return Chosen(option)
        case Tick(options, rest_absent):
            return Several(frozenset(options), rest_absent)
        case Add(option):
            there = now or (last[question.id].answer if question.id in last else None)
            return Several((there.chosen if isinstance(there, Several) else frozenset()) | {option})
        case Pass(reason):
            return NotAssessed(reason)
        case Type(text):
            try:
                return from_text(question, text)
            except UsageError:
                return None
        case _:
            return None


def said_today(session: Session, name: str) -> bool:
    """Tell whether the answer on record was given at this visit, and not only kept."""
    kinds = [event.kind for event in session.events if event.question == name]
    since = kinds[::-1].index(EventKind.CLEARED) if EventKind.CLEARED in kinds else len(kinds)
    return EventKind.ANSWERED in kinds[len(kinds) - since :]


def waits_again(session: Session, name: str) -> bool:
    """Tell whether a question that was answered did not apply in between, and applies again."""
    at = max((n for n, event in enumerate(session.events) if event.question == name), default=-1)
    if name not in session.answers or relevance(session, name) is not Relevance.ASKED:
        return False
    since = (replay(session.logic, session.events[: n + 1]) for n in range(at, len(session.events)))
    return any(relevance(then, name) is Relevance.INACTIVE for then in since)
