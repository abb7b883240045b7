"""The patients there can be, as diagrams, and what the interview concludes for each."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Set
from functools import cached_property

from interview.check.proofs.claims import Among, Claim
from interview.check.proofs.compiled import Compiled
from interview.check.proofs.mentions import Mentions
from interview.flow.conditions.syntax import Condition, Not
from interview.flow.diagrams import ALWAYS, NEVER
from interview.flow.model import Flow


class Patients(Compiled):
    """Everyone a flow can meet."""

    def __init__(self, flow: Flow, mentions: Mentions, budget: int) -> None:
        super().__init__(flow, mentions, budget)
        self._impossible: list[int] = []
        self._settled: dict[tuple[int, Among], int] = {}

    def where(self, claim: Claim) -> Iterator[int]:
        """Yield diagrams of the patients a claim is about; it is true when one is not "never"."""
        for among in [Among.GOING_ON, Among.ENDED] if claim.among is Among.ALL else [claim.among]:
            node = self.diagrams.all_of(self._claimed(claim, among))
            bearing = (self.support(self.node(condition)) for condition in claim.decided)
            yield self.narrowed(node, among, frozenset().union(*bearing))

    def narrowed(self, node: int, among: Among, bearing: frozenset[int] = frozenset()) -> int:
        """Return a diagram restricted to the patients there are, as far as that bears on it or on these
        levels."""
        if node == NEVER:
            return NEVER
        if among is Among.ENDED:
            node = self.diagrams.conjoin(node, self.ended)
        return self.diagrams.conjoin(node, self.care(self.support(node) | bearing, among))

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
        return self._bearing(levels, self._shared(among))

    def implies(self, a: int, b: int) -> int:
        """Return where `b` is true or `a` is not."""
        return self.diagrams.disjoin(self.diagrams.negate(a), b)

    def rule_out(self, values: Iterable[tuple[int, int]]) -> int:
        """Remember that nobody has these values (level, value) together; return the diagram of that."""
        literals = [self.diagrams.literal(level, 1 << value) for level, value in values]
        self._impossible.append(self.diagrams.negate(self.diagrams.all_of(literals)))
        self._settled.clear()
        return self._impossible[-1]

    @cached_property
    def constraints(self) -> dict[str, int]:
        """The constraints that count. One nobody can satisfy together with those before is dropped."""
        kept: dict[str, int] = {}
        for name, constraint in self.flow.constraints.items():
            node = self.node(constraint.must)
            before = self._bearing(self.support(node), (*self.ties, *kept.values()))
            if self.diagrams.conjoin(node, before) != NEVER:
                kept[name] = node
        return kept

    @cached_property
    def ends(self) -> int:
        """Where the answer that ends the plan is given; "never" when it is everyone's or no one's."""
        node = self.node(self.flow.ends.when) if self.flow.ends else NEVER
        before = self._bearing(self.support(node), (*self.ties, *self.constraints.values()))
        going_on = self.diagrams.conjoin(before, self.diagrams.negate(node))
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

    def _shared(self, among: Among) -> tuple[int, ...]:
        parts = (*self.ties, *self._impossible)
        if among is Among.ANY_ANSWERS:
            return parts
        going_on = (self.diagrams.negate(self.ends),) if among is Among.GOING_ON else ()
        return (*parts, *self.constraints.values(), *going_on)

    def _bearing(self, levels: Set[int], parts: Iterable[int]) -> int:
        """Return the conjunction of the parts that bear on these levels, directly or through each other."""
        reached, kept = set(levels), list[int]()
        left = [part for part in parts if part != ALWAYS]
        while near := [part for part in left if reached & self.support(part)]:
            kept += near
            left = [part for part in left if part not in near]
            reached.update(*(self.support(part) for part in near))
        return self.diagrams.all_of(kept)
