"""For whom a line could turn on one finding, told from the values that are drawn before there are answers.

Nobody for whom it does is left out: whoever is drawn until a line is decisive is drawn as without this look,
only sooner. It changes one level at a time and leaves open whatever else that settles otherwise.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

from interview.flow.logic.compiler import Logic
from interview.flow.logic.diagrams import ALWAYS, FALSE, OPEN, TRUE
from interview.flow.logic.variables import NO, Variable
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
        self._tied = frozenset(bonds.linked)
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
        return any(self._turns_on(name, masks, now) for name in unknown) or any(
            self._turns(change, dict(masks), now) for change in known
        )

    def _turns_on(self, name: str, masks: Mapping[int, int], now: Sequence[int]) -> bool:
        """Return whether a line can turn on an answer that is not known now."""
        variables = self._logic.of[name]
        near = self._bonds.near(self._logic.levels_of(name))
        freed = near.difference(variable.level for variable in variables)
        left = {level: mask for level, mask in masks.items() if level not in near}
        return any(self._differs(freed, {**left, **said}, now) for said in _sayings(variables))

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
            if found == OPEN and self._is_settled_by_more(node, masks, before, freed):
                return True
            if self._basis.rules_out(found):  # of what is looked at first, the line's own
                return False
        return False

    def _is_settled_by_more(self, node: int, masks: Mapping[int, int], before: int, freed: Set[int]) -> bool:
        """Return whether what is left open may be settled all the same: by what is freed, or, where it is not
        what was left before, by what is tied."""
        support, bound = self._diagrams.support, freed | self._tied
        if bound.isdisjoint(support(node) - masks.keys()):
            return False
        left = self._diagrams.restrict(node, masks, {})
        if left == before:
            return not freed.isdisjoint(support(left))
        return not bound.isdisjoint(support(left) | support(before))


def _sayings(variables: Sequence[Variable]) -> Iterator[Mapping[int, int]]:
    """Yield the masks of each answer to a question, of several choices of none and of each alone."""
    none = {variable.level: NO for variable in variables if variable.option}
    if none:
        yield none
    for variable in variables:
        values = range(variable.option != "", variable.size)
        yield from ({**none, variable.level: 1 << value} for value in values)
