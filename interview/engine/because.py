"""The answers behind a conclusion, read off its condition.

A condition that holds because several things are so names all of them: a clinician wants every reason, not
a smallest set. What is found is then checked: it must force the conclusion on its own. Where it does not
(a condition can be decided by answers none of which decides a part of it), a smallest forcing set stands in.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from interview.engine.completions import Known, counted, know
from interview.flow.answers import Answer
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
from interview.flow.model import Flow


@dataclass(slots=True)
class Reasons:
    """What was found on the way: questions, and the facts and tables they worked through."""

    questions: set[str] = field(default_factory=set)
    judgements: dict[str, None] = field(default_factory=dict)

    def inside(self, answers: Iterable[str]) -> tuple[str, ...]:
        """Return the questions found that have an answer, in the order of the answers."""
        return tuple(name for name in answers if name in self.questions)


def reasons(known: Known, answers: Mapping[str, Answer], condition: Condition, value: bool) -> Reasons:
    """Return what makes a condition true (or false); `value` is its settled outcome."""
    found = Reasons()
    _collect(known, condition, value, found)
    given = counted(answers, known)
    kept = {name: given[name] for name in found.inside(given)}
    if not forces(known, kept, condition, value):
        found.questions = set(smallest(known, given, condition, value))
    return found


def forces(known: Known, answers: Mapping[str, Answer], condition: Condition, value: bool) -> bool:
    """Return whether these answers alone settle the condition at this value."""
    alone = know(known.logic, answers)
    return alone.truth(known.logic.node(condition)) is value


def smallest(known: Known, given: Mapping[str, Answer], condition: Condition, value: bool) -> tuple[str, ...]:
    """Return a set of given answers that forces the value and none of which can be spared."""
    kept = dict(given)
    for name in reversed(list(given)):
        without = {other: answer for other, answer in kept.items() if other != name}
        if forces(known, without, condition, value):
            kept = without
    return tuple(kept)


def _collect(known: Known, condition: Condition, value: bool, found: Reasons) -> None:
    match condition:
        case Always() | Never():
            pass
        case Not(condition=child):
            _collect(known, child, not value, found)
        case All(conditions=parts) | Any(conditions=parts) | AtLeast(conditions=parts):
            _collect_parts(known, parts, value, found)
        case Holds(fact=fact):
            found.judgements[fact] = None
            _collect(known, known.logic.flow.facts[fact].when, value, found)
        case Is(name=name) if name in known.logic.flow.tables:
            found.judgements[name] = None
            _collect_table(known, name, found)
        case Is(name=name) | Compare(name=name) | Has(question=name):
            _collect_question(known, name, found)


def _collect_parts(known: Known, parts: Iterable[Condition], value: bool, found: Reasons) -> None:
    """Collect every part that has the value of the whole; parts of the other value cannot be its reason."""
    for part in parts:
        if known.truth(known.logic.node(part)) is value:
            _collect(known, part, value, found)


def _collect_table(known: Known, name: str, found: Reasons) -> None:
    """Collect why each row above the matching one fails, and why that one matches."""
    for row in known.logic.flow.tables[name].rows:
        truth = known.truth(known.logic.node(row.when))
        if truth is None:
            return
        _collect(known, row.when, truth, found)
        if truth:
            return


def _collect_question(known: Known, name: str, found: Reasons) -> None:
    flow: Flow = known.logic.flow
    difference = flow.differences.get(name)
    if difference:
        found.questions |= {difference.minuend, difference.subtrahend}
        return
    found.questions.add(name)
    if name in known.inactive:
        _collect(known, flow.questions[name].applies_when, False, found)
