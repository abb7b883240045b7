"""The patients there can be, as diagrams, and what the interview concludes for each."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Set
from functools import cached_property

from interview.check.proofs.claims import Among, Claim
from interview.check.proofs.compiled import Compiled
from interview.flow.conditions.syntax import Condition, Not
from interview.flow.logic.dependencies import Mentions
from interview.flow.logic.diagrams import NEVER
from interview.flow.model import Flow

Nearby = dict[int, list[int]]
"""Diagrams by the levels they depend on."""


class Patients(Compiled):
    """Everyone a flow can meet."""

    def __init__(self, flow: Flow, mentions: Mentions, budget: int) -> None:
        super().__init__(flow, mentions, budget)
        self._impossible: list[int] = []
        self._settled: dict[tuple[int, Among], int] = {}
        self._nearby: dict[Among, Nearby] = {}

    def where(self, claim: Claim) -> Iterator[list[int]]:
        """Yield diagrams that are all true of the patients a claim is about, for each group of patients."""
        for among in [Among.GOING_ON, Among.ENDED] if claim.among is Among.ALL else [claim.among]:
            claimed = list(self._claimed(claim, among))
            claimed += [self.ended] if among is Among.ENDED else []
            bearing = (*claimed, *map(self.node, claim.decided))
            levels = frozenset[int]().union(*map(self.support, bearing))
            yield [*claimed, *self._bearing(levels, self._shared(among))]

    def settled(self, condition: Condition, among: Among) -> int:
        """Return where a condition holds whatever questions that do not apply would have brought."""
        node = self.node(condition)
        key = (node, among)
        if key not in self._settled:
            self._settled[key] = self.whatever(node, among, self.inactive, self.gated)
        return self._settled[key]

    def whatever(
        self, node: int, among: Among, unseen: Callable[[str], int], questions: Collection[str]
    ) -> int:
        """Return where a diagram is true whatever the answers to those of the questions that are unseen,
        for patients there are."""
        care = self.care(self.support(node), among)
        if not self.beneath(self.support(node) | self.support(care), questions):
            return node
        return self.close(self.implies(care, node), unseen, questions)

    def known(self, condition: Condition) -> int:
        """Return where a condition holds by the answers alone, without what is so for all patients."""
        return self.close(self.node(condition), self.inactive, self.gated)

    def care(self, levels: Set[int], among: Among) -> int:
        """Return what is so for all these patients and bears on these levels."""
        return self.diagrams.all_of(self._bearing(levels, self._shared(among)))

    def implies(self, a: int, b: int) -> int:
        """Return where `b` is true or `a` is not."""
        return self.diagrams.disjoin(self.diagrams.negate(a), b)

    def rule_out(self, values: Iterable[tuple[int, int]]) -> int:
        """Remember that nobody has these values (level, value) together; return the diagram of that."""
        literals = [self.diagrams.literal(level, 1 << value) for level, value in values]
        self._impossible.append(self.diagrams.negate(self.diagrams.all_of(literals)))
        self._settled.clear()
        self._nearby.clear()
        return self._impossible[-1]

    @cached_property
    def constraints(self) -> dict[str, int]:
        """The constraints that count. One nobody can satisfy together with those before is dropped."""
        kept: dict[str, int] = {}
        nearby = self._index(self.ties, {})
        for name, constraint in self.flow.constraints.items():
            node = self.node(constraint.must)
            before = self._bearing(self.support(node), nearby)
            if self.diagrams.all_of([node, *before]) != NEVER:
                kept[name] = node
                self._index([node], nearby)
        return kept

    @cached_property
    def ends(self) -> int:
        """Where the answer that ends the plan is given; "never" when it is everyone's or no one's."""
        node = self.node(self.flow.ends.when) if self.flow.ends else NEVER
        before = self._bearing(self.support(node), self._index([*self.ties, *self.constraints.values()], {}))
        going_on = self.diagrams.all_of([self.diagrams.negate(node), *before])
        return NEVER if going_on == NEVER else node

    @cached_property
    def ended(self) -> int:
        """Where the interview knows that the plan has ended."""
        return self.known(self.flow.ends.when) if self.flow.ends and self.ends != NEVER else NEVER

    def _claimed(self, claim: Claim, among: Among) -> Iterator[int]:
        negate = self.diagrams.negate
        for condition in claim.fails:
            yield negate(self.node(condition))
        for condition in claim.settled:
            yield self.settled(condition, among)
        for condition in claim.unsettled:
            yield negate(self.settled(condition, among))
        for condition in claim.decided:
            either = (self.settled(condition, among), self.settled(Not(condition), among))
            yield self.diagrams.disjoin(*either)

    def _shared(self, among: Among) -> Nearby:
        """Return all that is so for every one of these patients."""
        if among not in self._nearby:
            parts = [*self.ties, *self._impossible]
            if among is not Among.ANY_ANSWERS:
                parts += self.constraints.values()
            if among is Among.GOING_ON:
                parts.append(self.diagrams.negate(self.ends))
            self._nearby[among] = self._index(parts, {})
        return self._nearby[among]

    def _index(self, parts: Iterable[int], index: Nearby) -> Nearby:
        for part in parts:
            for level in self.support(part):
                index.setdefault(level, []).append(part)
        return index

    def _bearing(self, levels: Iterable[int], nearby: Nearby) -> list[int]:
        """Return the parts that bear on these levels, directly or through each other."""
        found: dict[int, None] = {}
        reached, left = set(levels), list(levels)
        while left:
            for part in nearby.get(left.pop(), ()):
                if part not in found:
                    found[part] = None
                    left += self.support(part) - reached
                    reached |= self.support(part)
        return list(found)
