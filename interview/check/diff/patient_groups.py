"""Patients described by few and minimal conditions.

A condition is a set of parts that must all hold. It is minimal: without any one of its parts, or with one
made wider, it would include a patient who does not belong. Conditions are found one by one, each from a
patient not yet covered, as in the irredundant covers of two-level logic; superfluous ones are dropped.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from interview.flow.logic.diagrams import ALWAYS, NEVER, Diagrams

MOST = 60
"""Conditions looked for; more would be read by nobody."""


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a condition: some values of one variable, or a statement about the patient."""

    node: int
    level: int = -1
    """The variable's level; -1 for a statement."""
    mask: int = 0
    words: str = ""
    """A statement's words."""
    effort: int = 1
    """What it costs to read, in parts."""


Term = tuple[Part, ...]
_CHEAP = (False, False, 3)
"""The cost of one condition of two parts, which nothing can say much better."""


@dataclass(frozen=True, slots=True)
class Cover:
    """Conditions that together describe the patients, the most general first."""

    terms: tuple[Term, ...]
    complete: bool

    @property
    def cost(self) -> tuple[bool, bool, int]:
        """What it costs to read. Nothing costs more than a condition that only says "it holds now"."""
        empty = any(term and all(part.effort > 1 for part in term) for term in self.terms)
        efforts = [part.effort for term in self.terms for part in term]
        return empty, not self.complete, len(self.terms) + sum(efforts)


class Describer:
    """Finds minimal conditions over one store of diagrams.

    `possible` are the patients there can be; `active` tells for each level the patients whose answer counts.
    """

    def __init__(self, diagrams: Diagrams, possible: int, active: Sequence[int]) -> None:
        self._diagrams, self._active = diagrams, active
        self._impossible = diagrams.negate(possible)
        self._possible = possible
        self._shares: dict[int, float] = {NEVER: 0.0, ALWAYS: 1.0}

    def describe(self, patients: int, *helps: Sequence[Part]) -> Cover:
        """Return the cheapest description: by answers alone, or with the help of one of these statements."""
        best = self._cover(patients, ())
        for statements in helps:
            if statements and best.cost > _CHEAP:
                best = min(best, self._cover(patients, statements), key=lambda cover: cover.cost)
        return best

    def real(self, patients: int) -> int:
        """Return those of the patients that there can be."""
        return self._diagrams.conjoin(patients, self._possible)

    def _cover(self, patients: int, statements: Sequence[Part]) -> Cover:
        diagrams = self._diagrams
        others = diagrams.negate(diagrams.disjoin(patients, self._impossible))
        left = self.real(patients)
        terms: list[Term] = []
        while left != NEVER and len(terms) < MOST:
            term = self._widest(self._start(left, statements), others)
            terms.append(term)
            left = diagrams.conjoin(left, diagrams.negate(self._node(term)))
        kept = self._without_superfluous(sorted(terms, key=self._generality), self.real(patients))
        return Cover(tuple(kept), left == NEVER)

    def _start(self, left: int, statements: Sequence[Part]) -> Term:
        """Return a condition that some of the patients left meet, and no one else."""
        diagrams = self._diagrams
        path = diagrams.cheapest(left, {}, ALWAYS) or {}
        term = tuple(self._values(level, 1 << value) for level, value in sorted(path.items()))
        if self._node(term) == NEVER:  # an answer that does not count stands on the path
            term = tuple(replace(part, node=diagrams.literal(part.level, part.mask)) for part in term)
        node = self._node(term)
        true = [part for part in statements if diagrams.conjoin(node, diagrams.negate(part.node)) == NEVER]
        return (*true, *term)

    def _values(self, level: int, mask: int) -> Part:
        node = self._diagrams.conjoin(self._diagrams.literal(level, mask), self._active[level])
        return Part(node, level, mask)

    def _widest(self, term: Term, others: int) -> Term:
        """Drop parts while no other patient comes in, answers and the least general first; widen the rest."""
        for part in sorted(term, key=lambda part: (part.level < 0, self._share(part.node))):
            rest = tuple(other for other in term if other is not part)
            if self._excludes(rest, others):
                term = rest
        for index in range(len(term)):
            for wider in self._wider(term[index]):
                tried = (*term[:index], _joined(self._diagrams, term[index], wider), *term[index + 1 :])
                term = tried if self._excludes(tried, others) else term
        return term

    def _wider(self, part: Part) -> Iterator[Part]:
        """Yield the values a part leaves out, one by one; none for a statement."""
        size = self._diagrams.sizes[part.level] if part.level >= 0 else 0
        for value in range(size):
            if not part.mask >> value & 1:
                yield self._values(part.level, 1 << value)

    def _excludes(self, term: Term, others: int) -> bool:
        return self._diagrams.conjoin(self._node(term), others) == NEVER

    def _node(self, term: Term) -> int:
        return self._diagrams.all_of([part.node for part in term])

    def _without_superfluous(self, terms: list[Term], patients: int) -> list[Term]:
        """Drop what the other conditions cover too, the least general first."""
        diagrams = self._diagrams
        before = [NEVER]
        for term in terms:
            before.append(diagrams.disjoin(before[-1], self._node(term)))
        kept: list[Term] = []
        after = NEVER
        for term, others in zip(reversed(terms), reversed(before[:-1]), strict=True):
            alone = diagrams.all_of(
                [patients, self._node(term), diagrams.negate(diagrams.disjoin(others, after))]
            )
            if alone != NEVER:
                kept.append(term)
                after = diagrams.disjoin(after, self._node(term))
        return kept[::-1]

    def _generality(self, term: Term) -> tuple[int, float]:
        return len(term), -self._share(self._node(term))

    def _share(self, node: int) -> float:
        """Return which share of all combinations of answers a diagram is true for."""
        if node not in self._shares:
            children = self._diagrams.children[node]
            self._shares[node] = sum(map(self._share, children)) / len(children)
        return self._shares[node]


def _joined(diagrams: Diagrams, part: Part, wider: Part) -> Part:
    return Part(diagrams.disjoin(part.node, wider.node), part.level, part.mask | wider.mask)
