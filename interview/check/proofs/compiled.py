"""A flow's conditions as diagrams within a budget, and the questions whose answers may not count."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence, Set
from functools import cached_property

from interview.flow.conditions.syntax import Always, Condition, names
from interview.flow.logic.bands import whole
from interview.flow.logic.compiler import compile_flow, is_whole
from interview.flow.logic.dependencies import Mentions
from interview.flow.logic.diagrams import NEVER, BudgetError, Diagrams
from interview.flow.model import DerivedNumber, Flow


class Bounded(Diagrams):
    """Diagrams that raise `BudgetError` after a number of steps: nodes looked up or made."""

    __slots__ = ("most", "steps")

    def __init__(self, sizes: Sequence[int], most: int) -> None:
        self.steps, self.most = 0, most
        super().__init__(sizes)

    def node(self, level: int, children: tuple[int, ...]) -> int:
        """Return the node with these children."""
        self.steps += 1
        if self.steps > self.most:
            raise BudgetError(f"not proved: more than {self.most} steps would be needed")
        return super().node(level, children)


class Compiled:
    """Diagrams of a flow, made when they are first needed; `BudgetError` past `budget` steps in all."""

    def __init__(self, flow: Flow, mentions: Mentions, budget: int) -> None:
        self.flow = flow
        self.logic = compile_flow(flow)
        self.diagrams = self.logic.diagrams = Bounded(self.logic.diagrams.sizes, budget)
        self._mentions = mentions
        self._ready: set[str] = set()
        self._inactive: dict[str, int] = {}
        self._position = {name: place for place, name in enumerate(_asked(flow))}

    def node(self, condition: Condition) -> int:
        """Return the diagram of a condition; what it follows from comes first, so recursion stays flat."""
        self._prepare(names(condition))
        return self.logic.node(condition)

    def depends_on(self, condition: Condition) -> frozenset[tuple[str, str]]:
        """Return the questions a condition can depend on, each with the option or none."""
        variables = [self.logic.variables[level] for level in self.support(self.node(condition))]
        return frozenset(
            (name, variable.option) for variable in variables for name in self.behind(variable.level)
        )

    def inactive(self, question: str) -> int:
        """Return where a question is known not to apply."""
        self._prepare([question])
        return self._inactive[question]

    @cached_property
    def gated(self) -> frozenset[str]:
        """Questions whose answers stay open while they do not apply."""
        return frozenset(
            name
            for name, question in self.flow.questions.items()
            if name in self.logic.of
            and not isinstance(question.applies_when, Always)
            and question.otherwise is None
        )

    @cached_property
    def ties(self) -> tuple[int, ...]:
        """What ties each derived number to its operands."""
        return tuple(self._tie(difference) for difference in self.flow.differences.values())

    @cached_property
    def derived(self) -> frozenset[int]:
        """The levels of derived numbers."""
        return frozenset(self.logic.of[name][0].level for name in self.flow.differences)

    def support(self, node: int) -> frozenset[int]:
        """Return the levels a diagram depends on."""
        return self.diagrams.support(node)

    def always(self, node: int, levels: frozenset[int]) -> int:
        """Return where a diagram is true whatever the values at these levels."""
        return self.diagrams.negate(self.diagrams.exists(self.diagrams.negate(node), levels))

    def levels_of(self, question: str) -> frozenset[int]:
        """Return a question's levels and those of the numbers derived from it."""
        derived = [d.id for d in self.flow.differences.values() if question in (d.minuend, d.subtrahend)]
        parts = [question, *derived]
        return frozenset(variable.level for part in parts for variable in self.logic.of.get(part, ()))

    def beneath(self, levels: Set[int], questions: Collection[str]) -> list[str]:
        """Return those of the questions that have one of these levels, or a number derived from them."""
        found = dict.fromkeys(name for level in levels for name in self.behind(level))
        return [name for name in found if name in questions]

    def behind(self, level: int) -> tuple[str, ...]:
        """Return the question a level belongs to, or the two a derived number is made of."""
        name = self.logic.variables[level].name
        difference = self.flow.differences.get(name)
        return (difference.minuend, difference.subtrahend) if difference else (name,)

    def close(self, node: int, unseen: Callable[[str], int], questions: Collection[str]) -> int:
        """Return where a diagram is true whatever the answers to those of the questions that are unseen.

        `unseen` gives the diagram of where a question is, which does not depend on unseen answers itself. It
        depends on earlier questions, so the last asked comes first.
        """
        diagrams = self.diagrams
        names = self.beneath(self.support(node), questions)
        for name in sorted(names, key=self._position.__getitem__, reverse=True):
            out = unseen(name)
            anyway = diagrams.conjoin(out, self.always(node, self.levels_of(name)))
            node = diagrams.disjoin(diagrams.conjoin(diagrams.negate(out), node), anyway)
        return node

    def _prepare(self, starts: Iterable[str]) -> None:
        for name in self._mentions.order(starts, skip=self._ready):
            if name in self.flow.questions:
                self.logic.node(self.flow.questions[name].applies_when)
                if name in self.gated:
                    self._inactive[name] = self._not_applying(name)
            elif name in self.flow.facts:
                self.logic.node(self.flow.facts[name].when)
            elif name in self.flow.tables:
                self.logic.table(name)
            self._ready.add(name)

    def _not_applying(self, name: str) -> int:
        """Return where a question is known not to apply by the time the interview comes to it.

        As in `engine.known`, only answers to earlier questions count for that, and no derived numbers.
        """
        node = self.diagrams.negate(self.logic.node(self.flow.questions[name].applies_when))
        first = min(variable.level for variable in self.logic.of[name])
        unknown = frozenset(level for level in self.support(node) if level >= first or level in self.derived)
        node = self.always(node, unknown) if unknown else node
        return self.close(node, self._inactive.__getitem__, self.gated)

    def _tie(self, difference: DerivedNumber) -> int:
        """Return the diagram over the bands of two numbers and of their difference that go together."""
        diagrams, logic = self.diagrams, self.logic
        minuend, subtrahend, derived = (
            logic.of[name][0] for name in (difference.minuend, difference.subtrahend, difference.id)
        )
        only_whole = is_whole(self.flow, difference.id)
        relation = NEVER
        for i, left in enumerate(minuend.bands):
            for j, right in enumerate(subtrahend.bands):
                span = whole(left.minus(right)) if only_whole else left.minus(right)
                mask = sum(1 << k for k, band in enumerate(derived.bands) if span.meets(band))
                literals = [(minuend, 1 << i), (subtrahend, 1 << j), (derived, mask)]
                case = diagrams.all_of([diagrams.literal(v.level, bits) for v, bits in literals])
                relation = diagrams.disjoin(relation, case)
        return relation


def _asked(flow: Flow) -> list[str]:
    return [name for screen in flow.screens for name in screen.questions]
