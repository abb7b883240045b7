"""What follows from the answers: exact over every completion of what is not assessed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from enum import StrEnum

from interview.engine.completions import Completions, counted, questions_at
from interview.engine.plan_end import is_over
from interview.engine.session import Session
from interview.engine.values_in_words import filled
from interview.flow.answers import Answer
from interview.flow.conditions.syntax import Condition
from interview.flow.logic.diagrams import FALSE, OPEN, TRUE
from interview.flow.model import Flow, Recommendation


class Status(StrEnum):
    """Whether a recommendation stands whatever the unassessed answers turn out to be."""

    HOLDS = "holds"
    RULED_OUT = "ruled_out"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Warning:
    """Answers that do not fit together, named. Nothing is corrected."""

    code: str
    text: str
    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Conclusions:
    """Everything that follows from a session, in the order of the flow."""

    session: Session
    facts: Mapping[str, bool | None]
    """None is open."""
    tables: Mapping[str, tuple[str, ...]]
    """The outcomes still possible; one when the table is settled."""
    statuses: Mapping[str, Status]
    """Recommendation id to status."""
    warnings: tuple[Warning, ...]
    ended: bool
    """True when an answer ended the plan."""


def conclude(session: Session) -> Conclusions:
    """Draw every conclusion."""
    flow, logic, completions = session.flow, session.logic, session.completions
    facts = {fact.id: completions.truth(logic.node(fact.when)) for fact in flow.facts.values()}
    tables = {name: possible(session, name) for name in flow.tables}
    statuses = {name: status(session.completions, name) for name in flow.recommendations}
    return Conclusions(session, facts, tables, statuses, tuple(warnings(session)), completions.ended)


def possible(session: Session, table: str) -> tuple[str, ...]:
    """Return the outcomes a table can still have."""
    outcomes = session.logic.table(table).items()
    return tuple(outcome for outcome, node in outcomes if session.completions.outcome(node) & TRUE)


def status(completions: Completions, recommendation: str) -> Status:
    """Return one recommendation's status."""
    flow = completions.logic.flow
    line = flow.recommendations[recommendation]
    if is_over(completions, recommendation):
        return Status.RULED_OUT
    outcome = completions.outcome(completions.logic.node(subject(flow, line)))
    if line.while_open:
        return Status.HOLDS if outcome == OPEN else Status.RULED_OUT
    return {TRUE: Status.HOLDS, FALSE: Status.RULED_OUT, OPEN: Status.OPEN}[outcome]


def subject(flow: Flow, line: Recommendation) -> Condition:
    """Return the condition a line is about: its own, or that of the fact it waits for."""
    return flow.facts[line.while_open].when if line.while_open else line.when


def warnings(session: Session) -> Iterator[Warning]:
    """Yield what does not fit together in the answers."""
    flow, completions = session.flow, session.completions
    for conflict in flow.conflicts.values():
        if completions.outcome(session.logic.node(conflict.when)) == TRUE:
            yield Warning(conflict.id, filled(session, conflict.say), _answered(session, conflict.when))
    for name in completions.broken:
        constraint = flow.constraints[name]
        yield Warning(name, filled(session, constraint.say), _answered(session, constraint.must))


def _answered(session: Session, condition: Condition) -> tuple[str, ...]:
    """Return the given answers a condition is about."""
    levels = session.logic.diagrams.support(session.logic.node(condition))
    return given_at(session.completions, session.answers, levels)


def given_at(completions: Completions, answers: Mapping[str, Answer], levels: Set[int]) -> tuple[str, ...]:
    """Return the questions with a counted answer at these levels, in the order of the flow."""
    names = set(questions_at(completions.logic, levels))
    return tuple(name for name in counted(answers, completions) if name in names)
