"""Claims in, patients out: by diagrams, past the budget by a SAT solver, or plainly not at all.

Where many diagrams must be true at once, one level after the other is eliminated, from the last (Dechter,
Artificial Intelligence 1999): the diagrams that depend on it are joined, and what they leave to earlier
levels goes on. Walking back gives the values, without the diagram of all of them together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from importlib.util import find_spec
from typing import TypeVar

from interview.check.proofs.patient_space import Claim, NotProvedError, Patients
from interview.check.proofs.witness import Patient, Values, fewest_values, number_values, patient, usual
from interview.flow.logic.dependencies import Mentions
from interview.flow.logic.diagrams import ALWAYS, NEVER, BudgetError, Diagrams
from interview.flow.model import Flow
from interview.installation import to_install

Found = TypeVar("Found")
LEAST_BUDGET = 10_000
INSTALL = f"not proved; it may be with a solver, to be installed with: {to_install('check')}"

MANY = 8
"""More diagrams than this are not joined into one."""

Search = Callable[[Patients], Iterator[list[int]]]
"""Yields groups of diagrams; wanted is a patient of whom all diagrams of one group are true."""


class Prover:
    """Finds a patient for a claim, or that there is none.

    `budget` bounds the steps taken with one set of diagrams. After a claim that was too much for it, half as
    many are tried for the next ones, so that a hopeless flow ends soon.
    """

    def __init__(self, flow: Flow, budget: int) -> None:
        self.flow = flow
        self.mentions = Mentions(flow)
        self._budget = budget
        self._patients = Patients(flow, self.mentions, budget)
        self._impossible: list[tuple[tuple[int, int], ...]] = []

    def find(self, claim: Claim) -> Patient | None:
        """Return a patient of whom the claim is true, None when there is none.

        `NotProvedError` when neither diagrams nor a SAT solver could tell.
        """
        try:
            found = self.search(lambda patients: patients.where(claim))
        except BudgetError:
            found = self._by_sat(claim)
        if found is not None and claim.decided:
            self._complete(found, claim)
        return found

    def exists(self, claim: Claim) -> bool:
        """Return whether there is a patient of whom the claim is true, which takes less than naming one."""
        try:
            return self.attempt(lambda patients: any(map(self._is_met, patients.where(claim))))
        except BudgetError:
            return self._by_sat(claim) is not None

    def search(self, search: Search) -> Patient | None:
        """Return a patient of whom all diagrams of one of the groups are true; may raise `BudgetError`."""
        return self.attempt(lambda patients: self._first(search(patients)))

    def attempt(self, proof: Callable[[Patients], Found]) -> Found:
        """Return what a proof on the diagrams finds; once more with new ones when those were nearly full."""
        fresh = self._patients.diagrams.steps <= self._budget // 4
        try:
            return proof(self._patients)
        except BudgetError:
            if fresh:
                self._budget = max(self._budget // 2, min(LEAST_BUDGET, self._budget))
            self._start_anew()
            if fresh:
                raise
        return self.attempt(proof)

    def _first(self, groups: Iterator[list[int]]) -> Patient | None:
        """Return the first patient of whom all diagrams of one of the groups are true."""
        return next((found for parts in groups if (found := self._patient(parts)) is not None), None)

    def _patient(self, parts: list[int]) -> Patient | None:
        """Return a patient of whom all of these diagrams are true."""
        while (values := _values(self._patients.diagrams, parts)) is not None:
            found = patient(self._patients.logic, values)
            if found is not None:
                return found
            parts = [*parts, self._rule_out(values)]
        return None

    def _is_met(self, parts: list[int]) -> bool:
        """Return whether all of these diagrams are true of somebody, whose numbers have to fit together."""
        diagrams = self._patients.diagrams
        if any(not self._patients.derived.isdisjoint(diagrams.support(part)) for part in parts):
            return self._patient(parts) is not None
        if len(parts) > MANY:
            return eliminate(diagrams, parts) is not None
        return diagrams.all_of(parts) != NEVER

    def _rule_out(self, values: Values) -> int:
        """Remember numbers that do not go together; return the diagram of all patients without them."""
        self._impossible.append(number_values(self._patients.logic, values))
        return self._patients.rule_out(self._impossible[-1])

    def _start_anew(self) -> None:
        self._patients = Patients(self.flow, self.mentions, self._budget)
        for values in self._impossible:
            self._patients.rule_out(values)

    def _by_sat(self, claim: Claim) -> Patient | None:
        if find_spec("pysat") is None:
            raise NotProvedError(INSTALL)
        from interview.check.proofs.sat import satisfy

        try:
            return satisfy(self._patients, self.mentions, claim)
        except BudgetError:
            self._start_anew()
            raise NotProvedError("not proved: too much bears on which questions apply") from None

    def _complete(self, found: Patient, claim: Claim) -> None:
        """Answer what the claim says nothing about, so that nothing stays open for want of an answer."""
        names = self.mentions.order(claim.about)
        for name in names:
            decides = name in self.flow.questions and self._patients.logic.levels_of(name)
            if decides and name not in found:
                found[name] = usual(self.flow.questions[name])


def _values(diagrams: Diagrams, parts: list[int]) -> Values | None:
    """Return values that make all diagrams true: as few as possible, unless there are many diagrams."""
    if len(parts) > MANY:
        return eliminate(diagrams, parts)
    node = diagrams.all_of(parts)
    return None if node == NEVER else fewest_values(diagrams, node)


def eliminate(diagrams: Diagrams, parts: Iterable[int]) -> dict[int, int] | None:
    """Return a value by level that makes every part true, None when nothing does.

    Levels that do not matter, given the values before them, are left out.
    """
    last = len(diagrams.sizes) - 1
    buckets: list[list[int]] = [[] for _ in diagrams.sizes]
    if not _sort_in(diagrams, buckets, parts):
        return None
    joined = [ALWAYS] * len(buckets)
    for level in range(last, -1, -1):
        joined[level] = diagrams.all_of(buckets[level])
        if joined[level] != ALWAYS:
            rest = diagrams.exists(joined[level], frozenset({level}))
            if not _sort_in(diagrams, buckets, [rest]):
                return None
    return _walk_back(diagrams, joined)


def _sort_in(diagrams: Diagrams, buckets: list[list[int]], parts: Iterable[int]) -> bool:
    """Put each part with the last level it depends on; return False when one can never be true."""
    for part in parts:
        if part == NEVER:
            return False
        if part != ALWAYS:
            buckets[max(diagrams.support(part))].append(part)
    return True


def _walk_back(diagrams: Diagrams, joined: list[int]) -> dict[int, int]:
    values: dict[int, int] = {}
    for level, node in enumerate(joined):
        while node > ALWAYS and diagrams.level[node] < level:
            value = values.setdefault(diagrams.level[node], 0)
            node = diagrams.children[node][value]
        if node > ALWAYS:
            children = diagrams.children[node]
            values[level] = next(value for value, child in enumerate(children) if child != NEVER)
    return values
