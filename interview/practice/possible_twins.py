"""For whom a line could turn on one finding, told from the values that are drawn before there are answers.

Nobody for whom it does is left out: whoever is drawn until a line is decisive is drawn as without this look,
only sooner. It changes one level at a time and leaves open whatever else that settles otherwise.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

from interview.flow.logic.compiler import Logic
from interview.flow.logic.diagrams import ALWAYS, FALSE, OPEN, TRUE
from interview.practice.bonds import Bonds


@dataclass(frozen=True, slots=True)
class Basis:
    """The diagrams that a line turns on: its own, then that of the end of the plan where that ends it."""

    nodes: Sequence[int]
    waits: bool
    """Whether the line holds while its own diagram is open."""

    def rules_out(self, outcome: int) -> bool:
        """Return whether an outcome of its own diagram rules the line out, the plan ended or not."""
        return outcome == FALSE or (self.waits and outcome == TRUE)


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

    def __init__(
        self, logic: Logic, basis: Basis, bonds: Bonds, excluded: Sequence[int], hidden: Set[int]
    ) -> None:
        """What is `excluded` is true of nobody; `hidden` are the levels of what the flow may say that nobody
        knows, and all that follows from these."""
        self._logic, self._diagrams, self._basis, self._bonds = logic, logic.diagrams, basis, bonds
        support = logic.diagrams.support
        supports = [support(node) for node in basis.nodes]
        self.told = all(map(hidden.isdisjoint, supports))
        """Whether the line turns on nothing hidden."""
        self._tied = {level for level, others in bonds.linked.items() if others != {level}}
        turning = frozenset[int]().union(*supports)
        self._changes = [one for name in logic.flow.questions for one in self._of(name, turning, excluded)]
        parts = [*supports, frozenset(change.level for change in self._changes)]
        parts += [support(node) for change in self._changes for node in change.excluded]
        self.bearing = sorted(frozenset[int]().union(*parts))
        """The levels that a look takes account of."""
        self.levels = [level for level in self.bearing if self.told and level not in hidden]
        """Those of them that have to be known."""

    def _of(self, name: str, turning: Set[int], excluded: Sequence[int]) -> Iterator[_Change]:
        support = self._diagrams.support
        for variable in self._logic.of.get(name, ()):
            level = variable.level
            near = self._bonds.near({level})
            if not near.isdisjoint(turning):
                freed = near - {level}
                bears = [one for one in excluded if level in support(one) and freed.isdisjoint(support(one))]
                masks = [1 << value for value in range(variable.size)]
                yield _Change(level, masks, freed, bears)

    def has_one(self, masks: Mapping[int, int]) -> bool:
        """Return whether somebody can have such a twin of whom all that is asked is known, unless it is
        hidden, from the one value of each of the `levels` that is known."""
        return not self.told or self.has_one_beside(masks, ())

    def has_one_beside(self, masks: Mapping[int, int], unknown: Iterable[str]) -> bool:
        """Return whether somebody can have such a twin, from the one value of each of the levels `bearing` on
        it that is known, and the questions that were asked and are not known."""
        now = [self._diagrams.restrict(node, masks, {}) for node in self._basis.nodes]
        known = (change for change in self._changes if change.level in masks)
        return any(self._turns(change, dict(masks), now) for change in known) or any(
            self._opens(name, masks) for name in unknown
        )

    def _opens(self, name: str, masks: Mapping[int, int]) -> bool:
        """Return whether a line can turn on an answer that is not known now."""
        near = self._bonds.near(self._logic.levels_of(name))
        left = {level: mask for level, mask in masks.items() if level not in near}
        now = [self._diagrams.outcomes(node, left, {}) for node in self._basis.nodes]
        return OPEN in now and not self._basis.rules_out(now[0])

    def _turns(self, change: _Change, masks: dict[int, int], now: Sequence[int]) -> bool:
        bands = change.level in self._tied and self._logic.variables[change.level].bands
        was = -1 if bands else masks[change.level]  # within one band numbers differ, too
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
        """Return whether a line can stand otherwise than now, from what is left of the diagrams now."""
        diagrams = self._diagrams
        for node, before in zip(self._basis.nodes, now, strict=True):
            found = diagrams.outcomes(node, masks, {})
            if found != (1 << before if before <= ALWAYS else OPEN):
                return True
            if found == OPEN and self._is_settled_by_more(diagrams.restrict(node, masks, {}), before, freed):
                return True
            if self._basis.rules_out(found):  # of what is looked at first, the line's own
                return False
        return False

    def _is_settled_by_more(self, left: int, before: int, freed: Set[int]) -> bool:
        """Return whether what is left open may be settled all the same: by what is freed, or, where it is not
        what was left before, by what is tied."""
        support = self._diagrams.support
        bound = freed if left == before else freed | self._tied
        return not bound.isdisjoint(support(left)) or (
            left != before and not bound.isdisjoint(support(before))
        )
