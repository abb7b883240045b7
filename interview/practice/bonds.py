"""What ties the levels of a flow to one another, so that another answer settles more than its question."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property

from interview.flow.logic.compiler import Logic
from interview.flow.logic.derived import questions_of


@dataclass(frozen=True)
class Bonds:
    """What ties the levels of a flow to one another."""

    gates: Sequence[tuple[frozenset[int], frozenset[int]]]
    """The levels that decide whether a question applies, where any do, and its own."""
    linked: Mapping[int, frozenset[int]]
    """By level, those that numbers, constraints and the end of the plan tie to it, itself included."""

    def near(self, levels: Set[int]) -> frozenset[int]:
        """Return all levels that other values at some can settle otherwise: these, those of questions that
        stop applying by it, what an answer to these says of others, and what is linked to them."""
        near, more = frozenset[int](), frozenset(levels)
        while more:
            near |= more
            gated = (gate | own for gate, own in self.gates if not more.isdisjoint(gate))
            more = near.union(*gated, *(self.linked.get(level, ()) for level in more)) - near
        return near

    @cached_property
    def gating(self) -> frozenset[int]:
        """The levels that decide whether a question applies."""
        return frozenset[int]().union(*(gate for gate, _ in self.gates))

    @property
    def tied(self) -> frozenset[int]:
        """These, and the levels that are linked to others."""
        return self.gating.union(self.linked)


def bonds_of(logic: Logic) -> Bonds:
    """Return what ties the levels of a flow."""
    gated = [name for name in logic.dependence if name in logic.flow.questions]
    gates = [(logic.diagrams.support(logic.applying(name)), logic.levels_of(name)) for name in gated]
    return Bonds([(gate, own) for gate, own in gates if gate], _linked(logic))


def _linked(logic: Logic) -> Mapping[int, frozenset[int]]:
    """Return the levels that bear on each other through numbers, constraints and the end, together."""
    flow, groups = logic.flow, list[set[int]]()
    for name in logic.forms.tied:
        names = (name, *questions_of(flow, name))
        groups.append({variable.level for one in names for variable in logic.of.get(one, ())})
    parts = (logic.node(constraint.must) for constraint in flow.constraints.values())
    groups += [set(logic.diagrams.support(part)) for part in (*parts, logic.ends)]
    found: dict[int, frozenset[int]] = {}
    for group in groups:
        merged = frozenset(group.union(*(found.get(level, ()) for level in group)))
        found.update(dict.fromkeys(merged, merged))
    return found
