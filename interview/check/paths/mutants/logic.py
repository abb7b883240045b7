"""Mutants compiled side by side: over the same variables, into the same store of diagrams.

So a conclusion that a fault leaves alone is the same node as before, which is both what makes thousands of
mutants cheap and the proof that one of them is no fault at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from interview.check.paths.mutants.model import Mutant
from interview.flow.conditions.syntax import Any, Compare, Condition, walk
from interview.flow.logic.compiler import Logic, compile_flow, conditions
from interview.flow.model import Conflict, Flow

_UPSTREAM = frozenset(("facts", "tables", "questions"))
"""What other conditions build on."""


class SharedLogic(Logic):
    """A variant of a flow, compiled into the diagrams of another one with the same questions."""

    def __init__(self, flow: Flow, like: Logic, *, kept: bool = False) -> None:
        self.flow = flow
        self.variables, self.diagrams = like.variables, like.diagrams
        self.of, self.ties = like.of, like.ties
        self._nodes = dict(like._nodes) if kept else {}
        self._tables = dict(like._tables) if kept else {}


def common_logic(flow: Flow, mutants: Iterable[Mutant]) -> Logic:
    """Return the flow's logic, with numbers cut into bands at the thresholds of all mutants as well."""
    compared = tuple(dict.fromkeys(_comparisons([flow, *(mutant.flow for mutant in mutants)])))
    if not compared:
        return compile_flow(flow)
    everywhere = Conflict("thresholds", Any(compared), "")
    wide = replace(flow, conflicts={**flow.conflicts, everywhere.id: everywhere})
    return SharedLogic(flow, Logic(wide))


def mutant_logic(mutant: Mutant, like: Logic) -> Logic:
    """Return a mutant's logic, compiling anew only what can differ from the flow's own."""
    return SharedLogic(mutant.flow, like, kept=mutant.rule.topic not in _UPSTREAM)


def _comparisons(flows: Iterable[Flow]) -> Iterator[Condition]:
    seen: set[int] = set()
    for flow in flows:
        for condition in conditions(flow):
            if id(condition) not in seen:
                seen.add(id(condition))
                yield from (part for part in walk(condition) if isinstance(part, Compare))
