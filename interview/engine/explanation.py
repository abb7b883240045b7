"""Why a line stands and what it still depends on: the answers behind it, read off its condition.

A condition that holds because several things are so names all of them: a clinician wants every reason, not
a smallest set. What is found is then checked: it must force the conclusion on its own. Where it does not
(a condition can be decided by answers none of which decides a part of it), a smallest forcing set stands in.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from interview.engine.completions import Completions, complete, counted, possible_sums, questions_at
from interview.engine.conclusions import Conclusions, Status, given_at, subject
from interview.engine.derived_numbers import operands, settled_number
from interview.engine.plan_end import is_over
from interview.engine.session import Session
from interview.flow.answers import Answer, NotAssessed, Several
from interview.flow.conditions.syntax import (
    All,
    Always,
    Any,
    AtLeast,
    Compare,
    Condition,
    Has,
    Holds,
    Is,
    Never,
    Not,
)
from interview.flow.logic.days import is_date, said
from interview.flow.logic.derived import leaves
from interview.flow.model import Flow

if TYPE_CHECKING:
    from interview.engine.would_change import Change


@dataclass(frozen=True, slots=True)
class Explanation:
    """What is behind one recommendation. All ids are question ids unless said otherwise."""

    status: Status
    because: tuple[str, ...]
    """Given answers that, on their own, force the status; for an open line, those that bear on it."""
    facts: tuple[str, ...]
    """Facts, tables and derived numbers through which they do so."""
    depends_on: tuple[str, ...]
    """Unassessed questions that still matter; empty for a settled line."""
    would_change: tuple[Change, ...]
    """The smallest changes of answer that would give another status."""
    despite: tuple[str, ...]
    """Of a settled line, the questions it could have used that are not fully answered."""


def explain(conclusions: Conclusions, recommendation: str) -> Explanation:
    """Explain one recommendation."""
    from interview.engine.would_change import changes  # no question waits for it

    session, status = conclusions.session, conclusions.statuses[recommendation]
    why = _reasons(session, recommendation, status)
    depends_on = unassessed(session, session.completions.matters(_node(session, recommendation)))
    settled = status is not Status.OPEN
    return Explanation(
        status=status,
        because=why.inside(counted(session.answers, session.completions)),
        facts=tuple(why.judgements),
        depends_on=() if settled and not _waits(session, recommendation, status) else depends_on,
        would_change=changes(session, recommendation, status),
        despite=_could_have_used(session, recommendation) if settled else (),
    )


def missing(conclusions: Conclusions, name: str) -> tuple[str, ...]:
    """Return the unassessed questions a fact or table still depends on; empty when it is settled."""
    session, logic = conclusions.session, conclusions.session.logic
    if name in session.flow.tables:
        nodes = list(logic.table(name).values())
    else:
        nodes = [logic.node(session.flow.facts[name].when)]
    names = {name for node in nodes for name in session.completions.matters(node)}
    order = (name for screen in session.flow.screens for name in screen.questions)
    return unassessed(session, [name for name in order if name in names])


def missing_operands(session: Session, name: str) -> tuple[str, ...]:
    """Return the questions without a full answer that can still move a derived number or score."""
    if not session.logic.is_counted(name):
        waiting = unassessed(session, operands(session.flow, name))
        return waiting if settled_number(session, name) is None else ()
    left = possible_sums(session.completions, name)
    diagrams, node = session.logic.number_diagrams, session.logic.number(name)
    deciding = {
        question
        for one in left[:-1]
        for question in session.completions.matters(diagrams.where(node, one.__ge__))
    }
    return unassessed(session, [question for question in session.flow.questions if question in deciding])


def unassessed(session: Session, names: Iterable[str]) -> tuple[str, ...]:
    """Return those of the questions that are not fully answered."""
    return tuple(name for name in names if not _complete(session, name))


def _complete(session: Session, name: str) -> bool:
    answer = session.answers.get(name)
    if answer is None or isinstance(answer, NotAssessed) or name in session.completions.inactive:
        return False
    if isinstance(answer, Several):
        return answer.rest_absent
    days = said(answer) if is_date(session.flow, name) else None
    return days is None or days.low == days.high


def _waits(session: Session, recommendation: str, status: Status) -> bool:
    """Return whether a line holds only while its fact is open."""
    return bool(session.flow.recommendations[recommendation].while_open) and status is Status.HOLDS


def _node(session: Session, recommendation: str) -> int:
    flow = session.flow
    return session.logic.node(subject(flow, flow.recommendations[recommendation]))


def _could_have_used(session: Session, recommendation: str) -> tuple[str, ...]:
    levels = session.logic.diagrams.support(_node(session, recommendation))
    return unassessed(session, questions_at(session.logic, levels))


def _reasons(session: Session, recommendation: str, status: Status) -> Reasons:
    flow, completions = session.flow, session.completions
    line = flow.recommendations[recommendation]
    if flow.ends and is_over(completions, recommendation):
        return reasons(completions, session.answers, flow.ends.when, True)
    truth = completions.truth(_node(session, recommendation))
    if truth is not None:
        return reasons(completions, session.answers, subject(flow, line), truth)
    return Reasons(questions=set(_bearing(session, recommendation)))


def _bearing(session: Session, recommendation: str) -> tuple[str, ...]:
    """Return the given answers without which an open line would look different."""
    logic, completions = session.logic, session.completions
    node = _node(session, recommendation)
    given = given_at(completions, session.answers, logic.diagrams.support(node))
    left = logic.diagrams.left(node, completions.masks, completions.left)
    return tuple(name for name in given if _left_without(session, node, name) != left)


def _left_without(session: Session, node: int, name: str) -> int:
    levels = session.logic.levels_of(name)
    masks = {level: mask for level, mask in session.completions.masks.items() if level not in levels}
    return session.logic.diagrams.restrict(node, masks, {})


@dataclass(slots=True)
class Reasons:
    """What was found on the way: questions, and the facts, tables and numbers they worked through."""

    questions: set[str] = field(default_factory=set)
    judgements: dict[str, None] = field(default_factory=dict)

    def inside(self, answers: Iterable[str]) -> tuple[str, ...]:
        """Return the questions found that have an answer, in the order of the answers."""
        return tuple(name for name in answers if name in self.questions)


def reasons(
    completions: Completions, answers: Mapping[str, Answer], condition: Condition, value: bool
) -> Reasons:
    """Return what makes a condition true (or false); `value` is its settled outcome."""
    found = Reasons()
    _collect(completions, condition, value, found)
    given = counted(answers, completions)
    kept = {name: given[name] for name in found.inside(given)}
    if not forces(completions, kept, condition, value):
        found.questions = set(smallest(completions, given, condition, value))
    return found


def forces(
    completions: Completions, answers: Mapping[str, Answer], condition: Condition, value: bool
) -> bool:
    """Return whether these answers alone settle the condition at this value."""
    alone = complete(completions.logic, {**answers, **completions.days})
    return alone.truth(completions.logic.node(condition)) is value


def smallest(
    completions: Completions, given: Mapping[str, Answer], condition: Condition, value: bool
) -> tuple[str, ...]:
    """Return a set of given answers that forces the value and none of which can be spared."""
    kept = dict(given)
    for name in reversed(list(given)):
        without = {other: answer for other, answer in kept.items() if other != name}
        if forces(completions, without, condition, value):
            kept = without
    return tuple(kept)


def _collect(completions: Completions, condition: Condition, value: bool, found: Reasons) -> None:
    match condition:
        case Always() | Never():
            pass
        case Not(condition=child):
            _collect(completions, child, not value, found)
        case All(conditions=parts) | Any(conditions=parts) | AtLeast(conditions=parts):
            _collect_parts(completions, parts, value, found)
        case Holds(fact=name) | Is(name=name) if name in found.judgements:
            pass  # gone through before: it has one value, and chains of facts share their parts
        case Holds(fact=fact):
            found.judgements[fact] = None
            _collect(completions, completions.logic.flow.facts[fact].when, value, found)
        case Is(name=name) if name in completions.logic.flow.tables:
            found.judgements[name] = None
            _collect_table(completions, name, found)
        case Compare(name=name, operator=operator) if name in completions.logic.flow.scores:
            _collect_score(completions, name, _pulls(operator, value), found)
        case Is(name=name) | Compare(name=name) | Has(question=name):
            _collect_question(completions, name, found)


def _collect_parts(completions: Completions, parts: Iterable[Condition], value: bool, found: Reasons) -> None:
    """Collect every part that has the value of the whole; parts of the other value cannot be its reason."""
    for part in parts:
        if completions.truth(completions.logic.node(part)) is value:
            _collect(completions, part, value, found)


def _collect_table(completions: Completions, name: str, found: Reasons) -> None:
    """Collect why each row above the matching one fails, and why that one matches."""
    for row in completions.logic.flow.tables[name].rows:
        truth = completions.truth(completions.logic.node(row.when))
        if truth is None:
            return
        _collect(completions, row.when, truth, found)
        if truth:
            return


def _pulls(operator: str, value: bool) -> tuple[int, ...]:
    """Return which way points have to move a score to make a comparison true (or false)."""
    up = operator in (">", ">=")
    return (1, -1) if operator == "=" else ((1,) if up is value else (-1,))


def _collect_score(completions: Completions, name: str, pulls: tuple[int, ...], found: Reasons) -> None:
    """Collect what gave points, or gave none, in the direction that matters."""
    if name in found.judgements:
        return
    found.judgements[name] = None
    for part in completions.logic.flow.scores[name].points:
        truth = completions.truth(completions.logic.node(part.when))
        if truth is not None and (1 if truth is (part.give > 0) else -1) in pulls:
            _collect(completions, part.when, truth, found)


def _collect_question(completions: Completions, name: str, found: Reasons) -> None:
    flow: Flow = completions.logic.flow
    if name in flow.numbers:
        found.judgements[name] = None
        for leaf in leaves(flow, name):
            if leaf in flow.scores:
                _collect_score(completions, leaf, (1, -1), found)
            else:
                _collect_question(completions, leaf, found)
        return
    found.questions.add(name)
    if name in completions.inactive:
        _collect(completions, flow.questions[name].applies_when, False, found)
