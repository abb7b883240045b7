"""The order of the variables: that of asking, unless a condition pairs many questions asked far apart.

Diagrams stay small when what is decided together stands together: "left and right, for any of 24 pairs" asked
all left first has some 2^24 nodes, pair by pair some 50. Questions are then moved to the middle of what they
are paired with, until nothing gets better (F. Aloul et al., FORCE, GLSVLSI 2003).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate

from interview.flow.conditions.syntax import Condition, children, names
from interview.flow.logic.dependencies import conditions, used_by
from interview.flow.model import Flow

MOST_CROSSING = 12
"""Pairs of one condition that may reach across one place in the order."""
MOST_PAIRED = 6
"""Questions that count as paired when a part of a condition is about so many at most."""
ROUNDS = 30

Group = frozenset[str]


def variable_order(flow: Flow) -> tuple[str, ...]:
    """Return the questions in the order of their variables."""
    asked = tuple(name for screen in flow.screens for name in screen.questions)
    pairs = _Pairs(flow)
    grouped = [
        found for condition in _joining_many(flow) if len(found := pairs.of(condition)) > MOST_CROSSING
    ]
    if not grouped or _crossing(grouped, asked) <= MOST_CROSSING:
        return asked
    better = _moved_together([group for groups in grouped for group in groups], asked)
    return better if _crossing(grouped, better) < _crossing(grouped, asked) else asked


class _Pairs:
    """The questions that parts of conditions are about."""

    def __init__(self, flow: Flow) -> None:
        self._flow = flow
        self._below: dict[str, Group] = {}

    def of(self, condition: Condition) -> set[Group]:
        """Return the questions of each part of a condition that is about a few of them."""
        found = {self._questions(names(part)) for part in children(condition)}
        return {group for group in found if 2 <= len(group) <= MOST_PAIRED}

    def _questions(self, used: Iterable[str]) -> Group:
        return frozenset().union(*map(self._under, used))

    def _under(self, name: str) -> Group:
        if name in self._flow.questions:
            return frozenset({name})
        if name not in self._below:
            self._below[name] = self._questions(used_by(self._flow, name))
        return self._below[name]


def _joining_many(flow: Flow) -> Iterator[Condition]:
    """Yield every condition, and part of one, that joins so many others that they might cross."""
    waiting = list(conditions(flow))
    while waiting:
        condition = waiting.pop()
        parts = children(condition)
        if len(parts) > MOST_CROSSING:
            yield condition
        waiting.extend(parts)


def _crossing(grouped: Iterable[Iterable[Group]], order: Sequence[str]) -> int:
    """Return how many groups of one condition reach across one place in an order, at most."""
    places = {name: place for place, name in enumerate(order)}
    most = 0
    for groups in grouped:
        steps = [0] * (len(order) + 1)
        for group in groups:
            at = [places[name] for name in group]
            steps[min(at)] += 1
            steps[max(at)] -= 1
        most = max(most, *accumulate(steps))
    return most


def _moved_together(groups: Sequence[Group], order: Sequence[str]) -> tuple[str, ...]:
    """Return an order in which the questions of each group stand closer."""
    best, least = tuple(order), _spread(groups, order)
    for _ in range(ROUNDS):
        places = {name: float(place) for place, name in enumerate(order)}
        pulls: dict[str, list[float]] = {}
        for group in groups:
            middle = sum(places[name] for name in group) / len(group)
            for name in group:
                pulls.setdefault(name, []).append(middle)
        wanted = {name: sum(found) / len(found) for name, found in pulls.items()}
        order = sorted(order, key=lambda name: (wanted.get(name, places[name]), places[name]))
        spread = _spread(groups, order)
        if spread >= least:
            break
        best, least = tuple(order), spread
    return best


def _spread(groups: Iterable[Group], order: Sequence[str]) -> int:
    places = {name: place for place, name in enumerate(order)}
    return sum(max(places[name] for name in group) - min(places[name] for name in group) for group in groups)
