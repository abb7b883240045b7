"""For whom a line could turn on one finding, told from the values that are drawn before there are answers.

Nobody for whom it does is left out: whoever is drawn until a line is decisive is drawn as without this look,
only sooner. It changes one level at a time and leaves open whatever else that settles otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

from interview.flow.logic.compiler import Logic
from interview.flow.logic.diagrams import OPEN, TRUE


@dataclass(frozen=True, slots=True)
class Bonds:
    """What ties the levels of a flow to one another."""

    gates: Mapping[str, frozenset[int]]
    """By question, the levels that decide whether it applies, where any do."""
    linked: Mapping[int, frozenset[int]]
    """By level, those that numbers, constraints and the end of the plan tie to it."""
    hidden: frozenset[int]
    """Levels of what the flow may say that nobody knows, and all that follows from these."""


@dataclass(frozen=True, slots=True)
class _Change:
    """Other values of one level."""

    level: int
    masks: Sequence[int]
    freed: frozenset[int]
    """The other levels that it can settle otherwise."""
    excluded: Sequence[int]
    """The diagrams of what no patient is that it bears on, and nothing freed does."""


class PossibleTwins:
    """Those who can have a twin that differs in a line."""

    def __init__(self, logic: Logic, nodes: Sequence[int], bonds: Bonds, excluded: Sequence[int]) -> None:
        """The line turns on the diagrams `nodes`; those `excluded` are true of nobody."""
        self._logic, self._diagrams, self._bonds = logic, logic.diagrams, bonds
        support = logic.diagrams.support
        self._nodes = [(node, support(node)) for node in nodes]
        self._told = all(bonds.hidden.isdisjoint(levels) for _, levels in self._nodes)
        self._tied = {level for level, others in bonds.linked.items() if others != {level}}
        self._changes = [change for name in logic.flow.questions for change in self._of(name, excluded)]
        parts = [levels for _, levels in self._nodes]
        parts.append(frozenset(change.level for change in self._changes))
        parts += [support(node) for change in self._changes for node in change.excluded]
        self.levels = frozenset[int]().union(*parts) - bonds.hidden if self._told else frozenset()
        """The levels that have to be known."""

    def _of(self, name: str, excluded: Sequence[int]) -> Iterator[_Change]:
        support = self._diagrams.support
        for variable in self._logic.of.get(name, ()):
            level = variable.level
            near = self._near(level)
            if any(not near.isdisjoint(levels) for _, levels in self._nodes):
                freed = near - {level}
                bears = [one for one in excluded if level in support(one) and freed.isdisjoint(support(one))]
                masks = [1 << value for value in range(variable.size)]
                yield _Change(level, masks, freed, bears)

    def _near(self, level: int) -> frozenset[int]:
        """Return all levels that another value of one can settle otherwise."""
        near, more, bonds = frozenset[int](), frozenset((level,)), self._bonds
        while more:
            near |= more
            gated = (
                self._logic.levels_of(name) for name, gate in bonds.gates.items() if not more.isdisjoint(gate)
            )
            more = near.union(*gated, *(bonds.linked.get(one, ()) for one in more)) - near
        return near

    def has_one(self, masks: Mapping[int, int]) -> bool:
        """Return whether somebody can have such a twin, from the one value of each level that is known."""
        if not self._told:
            return True
        now = [self._diagrams.outcomes(node, masks, {}) for node, _ in self._nodes]
        return any(self._turns(change, dict(masks), now) for change in self._changes if change.level in masks)

    def _turns(self, change: _Change, masks: dict[int, int], now: Sequence[int]) -> bool:
        was = -1 if change.level in self._tied else masks[change.level]  # within one band numbers differ, too
        for level in change.freed & masks.keys():
            del masks[level]
        for mask in change.masks:
            masks[change.level] = mask
            if mask != was and self._differs(change.freed, masks, now) and self._is_somebody(change, masks):
                return True
        return False

    def _is_somebody(self, change: _Change, masks: Mapping[int, int]) -> bool:
        outcomes = self._diagrams.outcomes
        return all(outcomes(node, masks, {}) != TRUE for node in change.excluded)

    def _differs(self, freed: Set[int], masks: Mapping[int, int], now: Sequence[int]) -> bool:
        """Return whether a line can stand otherwise than now; what is still open may be settled by more."""
        bound, diagrams = freed | self._tied, self._diagrams
        for (node, support), before in zip(self._nodes, now, strict=True):
            found = diagrams.outcomes(node, masks, {})
            if found != before:
                return True
            if found == OPEN and not support.isdisjoint(bound):
                left = diagrams.restrict(node, masks, {})
                if not bound.isdisjoint(diagrams.support(left)):
                    return True
        return False
