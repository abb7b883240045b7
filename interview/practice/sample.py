"""Patients looked at together: one bit for each, so that one pass over a diagram answers for all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import compress, count, repeat

from interview.check.cases.responses import Response, right_response
from interview.engine.completions import complete
from interview.engine.conclusions import Status, subject
from interview.engine.plan_end import is_kept
from interview.flow.answers import Answer
from interview.flow.logic.compiler import Logic
from interview.flow.logic.diagrams import ALWAYS, EVERY_VALUE, NEVER

MOST_KEPT = 40_000
"""Nodes of which is kept for whom they are true; past that it is worked out anew."""
Bits = int
"""A set of patients: bit i stands for patient i."""
_DIGITS = bytes(digit & 1 for digit in range(256))
"""For each character of a binary number, what it stands for."""


class Sample:
    """Some patients, complete or not, and what lines are for them under any logic in the same diagrams."""

    def __init__(self, logic: Logic, answers: Sequence[Mapping[str, Answer]]) -> None:
        self.everyone: Bits = (1 << len(answers)) - 1
        self._allowed = [[0] * size for size in logic.diagrams.sizes]
        self._open: set[int] = set()
        """The levels at which more than one value is left for somebody."""
        groups: dict[frozenset[tuple[int, int]], Bits] = {}
        first: dict[frozenset[tuple[int, int]], int] = {}
        for index, given in enumerate(answers):
            completions = complete(logic, given)
            for level, values in enumerate(self._allowed):
                mask = completions.masks.get(level, EVERY_VALUE)
                if mask & mask - 1:
                    self._open.add(level)
                for value in range(len(values)):
                    if mask >> value & 1:
                        values[value] |= 1 << index
            bound = frozenset(completions.care.items())
            groups[bound] = groups.get(bound, 0) | 1 << index
            first.setdefault(bound, index)
        self._groups = [(answers[first[bound]], bits) for bound, bits in groups.items()]
        """One of those whose open answers are tied to one another alike, and all of them."""
        self._enter(logic)

    def renewed(self, logic: Logic) -> Sample:
        """Return the same patients in other diagrams over the same levels."""
        other = object.__new__(Sample)
        other.everyone, other._allowed, other._groups = self.everyone, self._allowed, self._groups
        other._open = self._open
        other._enter(logic)
        return other

    def _enter(self, logic: Logic) -> None:
        self.logic, self._diagrams = logic, logic.diagrams
        self._tied = [(complete(logic, given), bits) for given, bits in self._groups]
        self._known: dict[int, tuple[Bits, Bits]] = {}
        self._within: dict[tuple[int, int], tuple[Bits, Bits]] = {}

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
        """Return for whom a diagram can be true, and for whom false.

        Where open answers are tied to one another, levels alone do not tell: what ties them is put together
        with the diagram, once for all who have it in common. A level that is known of everybody ties nothing.
        """
        true, false = self._can(node)
        either = true & false
        if not either or node <= ALWAYS:
            return true, false
        support = self._diagrams.support(node) & self._open
        found: dict[int, tuple[Bits, Bits]] = {ALWAYS: (true, false)}
        trues, falses = true & ~either, false & ~either
        for completions, tied in self._tied:
            if not (bits := tied & either):
                continue
            care = completions.care_about(support)
            if care not in found:
                holds, fails = self._can_within(care, node)
                neither = self.everyone & ~(holds | fails)
                found[care] = (holds | neither, fails | neither)
            trues |= bits & found[care][0]
            falses |= bits & found[care][1]
        return trues, falses

    def _can(self, node: int) -> tuple[Bits, Bits]:
        if node <= ALWAYS:
            return (0, self.everyone) if node == NEVER else (self.everyone, 0)
        found = self._known.get(node)
        if found is None:
            true = false = 0
            allowed = self._allowed[self._diagrams.level[node]]
            for bits, child in zip(allowed, self._diagrams.children[node], strict=True):
                if bits:
                    can_hold, can_fail = self._known.get(child) or self._can(child)
                    true |= bits & can_hold
                    false |= bits & can_fail
            if len(self._known) >= MOST_KEPT:
                self._known.clear()
            found = self._known[node] = (true, false)
        return found

    def _can_within(self, care: int, node: int) -> tuple[Bits, Bits]:
        """Return for whom a diagram can be true, and for whom false, where another one is true.

        The two are passed through together, and nothing is put together that holds for nobody here.
        """
        if care == ALWAYS:
            return self._can(node)
        if care == NEVER or node <= ALWAYS:
            among = self._can(care)[0]
            return (0, among) if node == NEVER else (among, 0)
        found = self._within.get((care, node))
        if found is None:
            level, children = self._diagrams.level, self._diagrams.children
            upper = min(level[care], level[node])
            cares = children[care] if level[care] == upper else repeat(care)
            nodes = children[node] if level[node] == upper else repeat(node)
            true = false = 0
            for bits, some, child in zip(self._allowed[upper], cares, nodes, strict=False):
                if bits:
                    below = self._can_within(some, child)
                    true |= bits & below[0]
                    false |= bits & below[1]
            if len(self._within) >= MOST_KEPT:
                self._within.clear()
            found = self._within[care, node] = (true, false)
        return found


def ones(bits: Bits) -> Iterator[int]:
    """Return the patients of a set, the first one first."""
    return compress(count(), bin(bits)[:1:-1].encode().translate(_DIGITS))


def nth(bits: Bits, number: int) -> int:
    """Return the patient before whom so many others of a set come."""
    place, width = 0, bits.bit_length()
    while width > 1:
        width = (width + 1) // 2
        low = bits & (1 << width) - 1
        before = low.bit_count()
        if number < before:
            bits = low
        else:
            bits, number, place = bits >> width, number - before, place + width
    return place
