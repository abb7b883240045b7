"""What follows from what: the names a part of a flow is about, causes before what follows from them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from interview.flow.conditions.syntax import Condition, Has, names, walk
from interview.flow.model import Flow


def conditions(flow: Flow) -> Iterator[Condition]:
    """Yield every condition of a flow."""
    for question in flow.questions.values():
        yield question.ask_when
        yield question.applies_when
    for fact in flow.facts.values():
        yield fact.when
    for table in flow.tables.values():
        for row in table.rows:
            yield row.when
    for score in flow.scores.values():
        for part in score.points:
            yield part.when
    for recommendation in flow.recommendations.values():
        yield recommendation.when
        if recommendation.if_open:
            yield recommendation.if_open.when
    for conflict in flow.conflicts.values():
        yield conflict.when
    for constraint in flow.constraints.values():
        yield constraint.must
    if flow.ends:
        yield flow.ends.when
    yield from flow.unlikely.values()
    yield from (usual.unknown for usual in flow.usual.values())


def used_by(flow: Flow, name: str) -> tuple[str, ...]:
    """Return what a fact, table, number or score follows from; of a question, what it applies by."""
    if name in flow.facts:
        return tuple(sorted(names(flow.facts[name].when)))
    if name in flow.numbers:
        return tuple(dict.fromkeys(flow.numbers[name].names))
    if name in flow.scores:
        counted = (names(part.when) for part in flow.scores[name].points)
        return tuple(sorted(frozenset().union(*counted)))
    if name in flow.questions:
        return tuple(sorted(names(flow.questions[name].applies_when)))
    used = (names(row.when) for row in flow.tables[name].rows)
    return tuple(sorted(frozenset().union(*used)))


def behind(flow: Flow, direct: Iterable[str]) -> tuple[str, ...]:
    """Return everything these names follow from, themselves included.

    Questions come first, in the order of asking; then numbers, scores, facts, tables in that of the files.
    """
    found: set[str] = set()
    waiting = list(direct)
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting.extend(used_by(flow, name))
    parts = (flow.questions, flow.numbers, flow.scores, flow.facts, flow.tables)
    return tuple(name for part in parts for name in part if name in found)


def options_behind(flow: Flow, following: Iterable[str]) -> frozenset[tuple[str, str]]:
    """Return the answers to questions with several choices, as pairs, that facts, tables and scores name."""
    return options_in(condition for name in following for condition in _of(flow, name))


def options_in(conditions: Iterable[Condition]) -> frozenset[tuple[str, str]]:
    """Return the answers to questions with several choices, as pairs with the question, that are named."""
    parts = (part for condition in conditions for part in walk(condition))
    return frozenset((part.question, part.option) for part in parts if isinstance(part, Has))


def _of(flow: Flow, name: str) -> Iterator[Condition]:
    """Yield the conditions that a fact, a table or a score follows from."""
    if name in flow.facts:
        yield flow.facts[name].when
    elif name in flow.tables:
        yield from (row.when for row in flow.tables[name].rows)
    elif name in flow.scores:
        yield from (part.when for part in flow.scores[name].points)


class Mentions:
    """The names that questions, facts, tables, derived numbers and scores follow from."""

    def __init__(self, flow: Flow) -> None:
        self._flow = flow
        self._direct: dict[tuple[str, bool], tuple[str, ...]] = {}

    def order(
        self, starts: Iterable[str], skip: Collection[str] = (), asking: bool = False
    ) -> tuple[str, ...]:
        """Return the given names and all they follow from, each after what it follows from itself.

        Names in `skip` are left out with all below them. With `asking`, a question follows from its
        `ask_when` as well.
        """
        found: list[str] = []
        seen: set[str] = set()
        path: list[str] = []
        stack = [iter(sorted(starts))]
        while stack:
            name = next(stack[-1], None)
            if name is None:
                stack.pop()
                found += path[-1:]
                path[-1:] = []
            elif name not in seen and name not in skip:
                seen.add(name)
                path.append(name)
                stack.append(iter(self.direct(name, asking)))
        return tuple(found)

    def direct(self, name: str, asking: bool = False) -> tuple[str, ...]:
        """Return the names a name follows from in one step."""
        key = (name, asking)
        if key not in self._direct:
            self._direct[key] = tuple(dict.fromkeys(self._below(name, asking)))
        return self._direct[key]

    def _below(self, name: str, asking: bool) -> Iterator[str]:
        flow = self._flow
        if name in flow.numbers or name in flow.scores:
            yield from used_by(flow, name)
        elif name in flow.questions:
            yield from sorted(names(flow.questions[name].applies_when))
            if asking:
                yield from sorted(names(flow.questions[name].ask_when))
        elif name in flow.facts:
            yield from sorted(names(flow.facts[name].when))
        else:
            for row in flow.tables[name].rows:
                yield from sorted(names(row.when))
