"""What several differences of the same numbers say of each other: a - c is what a - b and b - c are together.

`engine.completions` ties each difference to its own two numbers; this keeps those of more together.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set

from interview.flow.answers import Answer, Number
from interview.flow.logic.bands import exactly
from interview.flow.logic.compiler import Logic
from interview.flow.logic.derived import is_whole, limits
from interview.flow.logic.diagrams import ALWAYS, NEVER
from interview.flow.logic.differences import ZERO, Bounds, narrowed, unbounded
from interview.flow.logic.variables import Variable
from interview.flow.model import DerivedNumber

MOST_STEPS = 1_000
"""Bands tried for one group of numbers; past that its differences stay tied one by one, which can leave a
settled line open, never the reverse."""

Subject = tuple[Variable, str, str]
"""A number or a difference: its variable, and the two numbers it is the difference of."""


class _TooMany(Exception):
    """More bands than can be tried."""


def relations(logic: Logic, answers: Mapping[str, Answer]) -> Iterator[int]:
    """Yield, for each group of numbers with several differences, the diagram of what they can be together."""
    for names, group in logic.shared:
        key = (*names, *(answers.get(name) for name in names))
        if key not in logic.together:
            try:
                logic.together[key] = _relation(logic, names, group, answers)
            except _TooMany:
                logic.together[key] = ALWAYS
        yield logic.together[key]


def apart(logic: Logic) -> Iterator[tuple[DerivedNumber, ...]]:
    """Yield the groups of differences that stay tied one by one while none of their numbers is known."""
    for names, group in logic.shared:
        try:
            _relation(logic, names, group, {})
        except _TooMany:
            yield tuple(group)


def _relation(
    logic: Logic, names: Sequence[str], group: Sequence[DerivedNumber], answers: Mapping[str, Answer]
) -> int:
    bounds: Bounds | None = unbounded(names)
    wholes = frozenset(name for name in names if is_whole(logic.flow, name))
    subjects: list[Subject] = [(logic.of[one.id][0], one.names[0], one.names[1]) for one in group]
    for name in names:
        answer = answers.get(name)
        known = isinstance(answer, Number)
        band = exactly(answer.value) if isinstance(answer, Number) else limits(logic.flow, name)
        bounds = bounds and narrowed(bounds, name, ZERO, band, wholes)
        subjects += [] if known else [(logic.of[name][0], name, ZERO)]
    cut = sorted((one for one in subjects if one[0].size > 1), key=lambda one: one[0].level)
    return ALWAYS if bounds is None else _Search(logic, wholes).what(cut, bounds)


class _Search:
    """Tries every way in which numbers and differences can lie in their bands."""

    def __init__(self, logic: Logic, wholes: Set[str]) -> None:
        self._diagrams, self._wholes = logic.diagrams, wholes
        self._steps = 0

    def what(self, subjects: list[Subject], bounds: Bounds) -> int:
        """Return the diagram of the bands that numbers within these bounds can lie in, by level."""
        if not subjects:
            return ALWAYS
        (variable, minuend, subtrahend), *rest = subjects
        children = []
        for band in variable.bands:
            self._steps += 1
            if self._steps > MOST_STEPS:
                raise _TooMany
            within = narrowed(bounds, minuend, subtrahend, band, self._wholes)
            children.append(NEVER if within is None else self.what(rest, within))
        return self._diagrams.node(variable.level, tuple(children))
