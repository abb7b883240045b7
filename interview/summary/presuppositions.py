"""What an answer takes for granted of others, so that they need not be told beside it.

That is what its question `applies_when`, and what it is asked for where its phrase says so by `implies`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from interview.engine import Session
from interview.engine.completions import questions_at
from interview.flow.answers import Answer, Chosen, NotAssessed, Several, says_something
from interview.flow.conditions.syntax import All, Condition, Has, Is
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
    logic = session.logic
    for name, answer, outcome in _presupposing(session):
        if outcome == FALSE and not denies(session.flow.questions[name], answer):
            levels = logic.diagrams.support(logic.asked[name])
            yield name, tuple(gate for gate in questions_at(logic, levels) if gate in session.answers)


def _presupposing(session: Session) -> Iterator[tuple[str, Answer, int]]:
    """Yield the answers that count and presuppose what they are asked for, and whether that is so."""
    for name, answer in session.answers.items():
        counts = says_something(answer) and name not in session.completions.inactive
        if counts and session.flow.questions[name].phrase.implies:
            yield name, answer, session.completions.outcome(session.logic.asked[name])
