"""What an answer takes for granted of others, so that they need not be told beside it.

That is what its question `applies_when`, and what it is asked for where its phrase says so by `implies`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from interview.engine import Session
from interview.engine.completions import questions_at
from interview.flow.answers import Answer, Chosen, NotAssessed, Several, says_something
from interview.flow.conditions.syntax import All, Always, Condition, Has, Is
from interview.flow.logic.compiler import Logic
from interview.flow.logic.diagrams import FALSE, TRUE
from interview.flow.model import Question, QuestionType


def denies(question: Question, answer: Answer) -> bool:
    """Return whether an answer only says that something is not so: no, or none of a list that was checked."""
    if isinstance(answer, Several):
        return not answer.chosen and answer.rest_absent
    return question.type is QuestionType.YES_NO and answer == Chosen("no")


def implied_by(session: Session, spoken: Iterable[str]) -> dict[str, frozenset[str]]:
    """Return for each question the answers that go without saying, as one of these others presupposes them.

    An FVC of 55 says that it was measured; the kind of treatment that is taken says that one is.
    """
    speaking = (
        session.flow.questions[name]
        for name in spoken
        if says_something(answer := session.answers.get(name, NotAssessed()))
        and answer != Several()
        and name not in session.completions.inactive
    )
    found: dict[str, frozenset[str]] = {}
    for question in speaking:
        asked_for = presupposed(question.ask_when) if question.phrase.implies else ()
        for name, option in (*presupposed(question.applies_when), *asked_for):
            if session.answers.get(name) == Chosen("yes") or option != "yes":
                found[name] = found.get(name, frozenset()) | {option}
    return found


def presupposed(condition: Condition) -> Iterator[tuple[str, str]]:
    """Yield the answers without which a condition cannot be true."""
    match condition:
        case Is(name=name, options=options) if len(options) == 1:
            yield name, next(iter(options))
        case Has(question=question, option=option):
            yield question, option
        case All(conditions=parts):
            yield from (found for part in parts for found in presupposed(part))


def denied_by(session: Session, question: str) -> tuple[str, ...]:
    """Return the questions whose answers say that what a question presupposes is not so; none where it may be
    so."""
    node = _taken_for_granted(session.logic, question)
    if node is None or session.completions.outcome(node) != FALSE:
        return ()
    return _answered_at(session, node)


def presupposing(logic: Logic, question: str) -> tuple[str, ...]:
    """Return the questions that presuppose an answer to another one, at any remove: how old an FVC is, that
    one was measured."""
    found: dict[str, None] = {}
    waiting = [question]
    while waiting:
        levels = logic.levels_of(waiting.pop())
        for name in logic.flow.questions:
            node = _taken_for_granted(logic, name)
            if node is not None and name not in found and not levels.isdisjoint(logic.diagrams.support(node)):
                found[name] = None
                waiting.append(name)
    return tuple(found)


def _taken_for_granted(logic: Logic, name: str) -> int | None:
    """Return the diagram of what a question presupposes; None where that is nothing."""
    question = logic.flow.questions[name]
    if question.phrase.implies:
        return logic.asked[name]
    return None if isinstance(question.applies_when, Always) else logic.applying(name)


def groundless(session: Session) -> frozenset[str]:
    """Return the denials that say nothing, as it is not so, or not known, what they presuppose.

    That none of the listed kinds of a treatment was given is no finding in somebody who had no treatment.
    """
    return frozenset(
        name
        for name, answer, outcome in _presupposing(session)
        if outcome != TRUE and denies(session.flow.questions[name], answer)
    )


def contradicted(session: Session) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield each answer that presupposes what others say is not so, with those others."""
    for name, answer, outcome in _presupposing(session):
        if outcome == FALSE and not denies(session.flow.questions[name], answer):
            yield name, _answered_at(session, session.logic.asked[name])


def _answered_at(session: Session, node: int) -> tuple[str, ...]:
    """Return the questions that a diagram turns on and whose answers say something."""
    every = questions_at(session.logic, session.logic.diagrams.support(node))
    return tuple(name for name in every if says_something(session.answers.get(name, NotAssessed())))


def _presupposing(session: Session) -> Iterator[tuple[str, Answer, int]]:
    """Yield the answers that count and presuppose what they are asked for, and whether that is so."""
    for name, answer in session.answers.items():
        counts = says_something(answer) and name not in session.completions.inactive
        if counts and session.flow.questions[name].phrase.implies:
            yield name, answer, session.completions.outcome(session.logic.asked[name])
