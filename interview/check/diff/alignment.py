"""Two versions of a flow over one space of answers, so that their diagrams can be compared.

Each version keeps its own rules and gets the questions, answers and thresholds of the other. A question it
does not have is one it never asks and never looks at.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from interview.check.diff.matching import Match, match_flows
from interview.flow.conditions.syntax import Always, Any, Compare, Condition, Never, walk
from interview.flow.logic.compiler import Logic, compile_flow, conditions
from interview.flow.model import (
    Conflict,
    DerivedNumber,
    Fact,
    Flow,
    NumberRange,
    Question,
    Row,
    Screen,
    Table,
)

_THRESHOLDS = "thresholds of both versions"


@dataclass(frozen=True, slots=True)
class Aligned:
    """Both versions, compiled over the same variables into one store of diagrams."""

    old: Logic
    new: Logic
    match: Match
    old_order: tuple[str, ...]
    """The old version's questions, by their shared names, in its order of asking."""
    new_order: tuple[str, ...]


def align(old: Flow, new: Flow) -> Aligned:
    """Compile both versions over the union of their questions, answers and number thresholds."""
    match = match_flows(old, new)
    shared = _shared_names(old, match)
    old_order, new_order = _order(shared), _order(new)
    questions = {name: _union(name, shared, new) for name in _merged(old_order, new_order)}
    differences = {**new.differences, **shared.differences}
    thresholds = Any(tuple(dict.fromkeys((*_comparisons(shared), *_comparisons(new)))))
    logics = [compile_flow(_completed(flow, questions, differences, thresholds)) for flow in (shared, new)]
    logics[1].diagrams = logics[0].diagrams
    return Aligned(logics[0], logics[1], match, old_order, new_order)


def _order(flow: Flow) -> tuple[str, ...]:
    return tuple(name for screen in flow.screens for name in screen.questions)


def _merged(old: Iterable[str], new: Iterable[str]) -> list[str]:
    """Return the new order, with each question only the old version has behind the one it stood behind."""
    merged = list(new)
    place = 0
    for name in old:
        if name not in merged:
            merged.insert(place, name)
        place = merged.index(name) + 1
    return merged


def _union(name: str, old: Flow, new: Flow) -> Question:
    """Return a question with the answers and range of both versions, which nothing asks or rules on."""
    sides = [flow.questions[name] for flow in (new, old) if name in flow.questions]
    options = {option.id: option for side in reversed(sides) for option in side.options}
    order = dict.fromkeys(option.id for side in sides for option in side.options)
    return replace(
        sides[0],
        options=tuple(options[id_] for id_ in order),
        range=_spanning([side.range for side in sides]),
        ask_when=Never(),
        applies_when=Always(),
        otherwise=None,
    )


def _spanning(ranges: list[NumberRange | None]) -> NumberRange | None:
    known = [limits for limits in ranges if limits]
    if len(known) < len(ranges):
        return None
    low, high = min(limits.low for limits in known), max(limits.high for limits in known)
    return NumberRange(low, high, all(limits.whole for limits in known))


def _completed(
    flow: Flow, questions: Mapping[str, Question], differences: Mapping[str, DerivedNumber], thresholds: Any
) -> Flow:
    """Return a version with everything either can be answered, its numbers cut at the thresholds of both."""
    own = {
        name: replace(
            shared,
            ask_when=flow.questions[name].ask_when,
            applies_when=flow.questions[name].applies_when,
            otherwise=flow.questions[name].otherwise,
        )
        for name, shared in questions.items()
        if name in flow.questions
    }
    mention = Conflict(
        _THRESHOLDS, thresholds, ""
    )  # a condition that only mentions numbers and is never judged
    return replace(
        flow,
        questions={**questions, **own},
        screens=tuple(Screen((name,)) for name in questions),
        differences=differences,
        conflicts={**flow.conflicts, _THRESHOLDS: mention},
    )


def _comparisons(flow: Flow) -> Iterator[Condition]:
    for condition in conditions(flow):
        yield from (node for node in walk(condition) if isinstance(node, Compare))


def _shared_names(old: Flow, match: Match) -> Flow:
    """Return the old version with its questions, answers and derived numbers under their shared names."""
    names, shared = match.names, match.condition
    return replace(
        old,
        questions={
            names[question.id]: _shared_question(question, match) for question in old.questions.values()
        },
        screens=tuple(
            replace(screen, questions=tuple(names[name] for name in screen.questions))
            for screen in old.screens
        ),
        facts={fact.id: _shared_fact(fact, match) for fact in old.facts.values()},
        tables={table.id: _shared_table(table, match) for table in old.tables.values()},
        differences={
            names[part.id]: replace(
                part, id=names[part.id], minuend=names[part.minuend], subtrahend=names[part.subtrahend]
            )
            for part in old.differences.values()
        },
        recommendations={
            line.id: replace(
                line,
                when=shared(line.when),
                if_open=line.if_open and replace(line.if_open, when=shared(line.if_open.when)),
            )
            for line in old.recommendations.values()
        },
        conflicts={part.id: replace(part, when=shared(part.when)) for part in old.conflicts.values()},
        constraints={part.id: replace(part, must=shared(part.must)) for part in old.constraints.values()},
        ends=old.ends and replace(old.ends, when=shared(old.ends.when)),
    )


def _shared_question(question: Question, match: Match) -> Question:
    return replace(
        question,
        id=match.names[question.id],
        options=tuple(
            replace(option, id=match.option(question.id, option.id)) for option in question.options
        ),
        ask_when=match.condition(question.ask_when),
        applies_when=match.condition(question.applies_when),
        otherwise=match.answer(question.id, question.otherwise),
    )


def _shared_fact(fact: Fact, match: Match) -> Fact:
    return replace(fact, when=match.condition(fact.when))


def _shared_table(table: Table, match: Match) -> Table:
    rows = tuple(Row(match.condition(row.when), row.then, row.place) for row in table.rows)
    return replace(table, rows=rows)
