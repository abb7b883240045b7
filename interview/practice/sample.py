"""Patients looked at together: one bit for each, so that one pass over a diagram answers for all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from interview.engine.completions import Completions, complete
from interview.engine.conclusions import Status, subject
from interview.engine.plan_end import is_kept
from interview.flow.answers import Answer
from interview.flow.logic.compiler import Logic
from interview.flow.logic.diagrams import ALWAYS, NEVER, TRUE
from interview.practice.key import Response, right_response

MOST_KEPT = 40_000
"""Nodes of which is kept for whom they are true; past that it is worked out anew."""
Bits = int
"""A set of patients: bit i stands for patient i."""


class Sample:
    """Some patients, complete or not, and what lines are for them under any logic in the same diagrams."""

    def __init__(self, logic: Logic, answers: Sequence[Mapping[str, Answer]]) -> None:
        self._answers = answers
        self._completions = [complete(logic, given) for given in answers]
        self.everyone: Bits = (1 << len(answers)) - 1
        self._allowed = [[0] * size for size in logic.diagrams.sizes]
        for index, completions in enumerate(self._completions):
            for values, mask in self._levels(completions):
                for value in range(len(values)):
                    if mask >> value & 1:
                        values[value] |= 1 << index
        self._enter(logic)

    def renewed(self, logic: Logic) -> Sample:
        """Return the same patients in other diagrams over the same levels."""
        other = object.__new__(Sample)
        other._answers, other.everyone, other._allowed = self._answers, self.everyone, self._allowed
        other._completions = [
            complete(logic, given) if one.care else one
            for one, given in zip(self._completions, self._answers, strict=True)
        ]
        other._enter(logic)
        return other

    def _enter(self, logic: Logic) -> None:
        self.logic, self._diagrams = logic, logic.diagrams
        bound = (index for index, one in enumerate(self._completions) if one.care)
        self._bound: Bits = sum(1 << index for index in bound)
        """Patients whose open answers are tied to one another, so that levels alone do not tell."""
        self._known: dict[int, tuple[Bits, Bits]] = {}

    def _levels(self, completions: Completions) -> Iterator[tuple[list[Bits], int]]:
        for level, values in enumerate(self._allowed):
            yield values, completions.masks.get(level, -1)

    def responses(self, logic: Logic, line: str) -> Mapping[Response, Bits]:
        """Return for whom each response to a line is right by a logic in the same diagrams."""
        told = logic.flow.recommendations[line]
        over = (
            0
            if is_kept(logic.flow, line)
            else self.everyone & ~self.can(logic.diagrams.negate(logic.ends))[0]
        )
        true, false = self.can(logic.node(subject(logic.flow, told)))
        undecided = true & false & ~over
        holds = undecided if told.while_open else true & ~false & ~over
        asks = 0 if told.while_open else undecided
        left_out = self.everyone & ~holds & ~asks
        found = {Status.HOLDS: holds, Status.OPEN: asks, Status.RULED_OUT: left_out}
        return {right_response(told, status): bits for status, bits in found.items()}

    def can(self, node: int) -> tuple[Bits, Bits]:
        """Return for whom a diagram can be true, and for whom false."""
        true, false = self._can(node)
        for index in ones(true & false & self._bound):
            completions, bit = self._completions[index], 1 << index
            outcome = completions.outcome(node)
            true &= ~bit if not outcome & TRUE else -1
            false &= ~bit if outcome == TRUE else -1
        return true, false

    def _can(self, node: int) -> tuple[Bits, Bits]:
        if node <= ALWAYS:
            return (0, self.everyone) if node == NEVER else (self.everyone, 0)
        found = self._known.get(node)
        if found is None:
            true = false = 0
            allowed = self._allowed[self._diagrams.level[node]]
            for bits, child in zip(allowed, self._diagrams.children[node], strict=True):
                below = self._can(child)
                true |= bits & below[0]
                false |= bits & below[1]
            if len(self._known) >= MOST_KEPT:
                self._known.clear()
            found = self._known[node] = (true, false)
        return found


def ones(bits: Bits) -> Iterator[int]:
    """Yield the patients of a set."""
    while bits:
        low = bits & -bits
        yield low.bit_length() - 1
        bits ^= low
