"""When a question is on a form: the engine's diagrams as what must be answered for a condition to hold.

The engine takes a condition as true when every completion of the answers makes it so. Here that is said
about the answers alone, so that a form which knows nothing of completions comes to the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from interview.engine.plan_end import ending
from interview.export.fhir.form_conditions import (
    ALWAYS,
    NEVER,
    Amount,
    ByChoice,
    In,
    Said,
    Summed,
    Ticked,
    Unticked,
    Visit,
    When,
    Within,
    Worked,
    behind,
    both,
    either,
    opposite,
    unless_about,
)
from interview.flow.conditions.syntax import Never
from interview.flow.logic import diagrams as nodes
from interview.flow.logic.bands import Band
from interview.flow.logic.compiler import Logic
from interview.flow.logic.days import is_day
from interview.flow.logic.variables import Variable


class Settled:
    """What makes the conditions of a flow hold for certain. Keeps what it has worked out.

    With `by_other_answers` an answer also says that its question applies, where one other decides that.
    """

    def __init__(self, logic: Logic, *, by_other_answers: bool = False) -> None:
        self._logic = logic
        self._saying = tuple(_saying(logic)) if by_other_answers else ()
        self._diagrams = logic.diagrams
        self._memo: dict[int, When] = {nodes.NEVER: NEVER, nodes.ALWAYS: ALWAYS}
        self.ended = self.certain(logic.ends)
        """An answer has ended the plan."""

    def holds(self, node: int) -> When:
        """Return when the engine calls a diagram true."""
        return self._constrained(node, self._bearing_on(node))

    def holds_before_the_end(self, node: int) -> When:
        """Return when the engine calls a diagram true and no answer has ended the plan."""
        return both(opposite(self.ended), self.holds(node))

    def certain(self, node: int) -> When:
        """Return when every completion makes a diagram true."""
        found = self._memo.get(node)
        if found is None:
            found = self._memo[node] = self._certain(node)
        return found

    def _certain(self, node: int) -> When:
        diagrams = self._diagrams
        children = diagrams.children[node]
        variable = self._logic.variables[diagrams.level[node]]
        whatever = diagrams.all_of(children)
        masks: dict[int, int] = {}
        for value, child in enumerate(children):
            masks[child] = masks.get(child, 0) | 1 << value
        cases = [
            both(either(*self._leaves(variable, mask)), self.certain(child))
            for child, mask in masks.items()
            if child != whatever
        ]
        for question, level, values in self._saying:
            if level == variable.level:
                left = diagrams.all_of([child for value, child in enumerate(children) if values >> value & 1])
                cases.append(both(Said(question), self.certain(left)))
        return either(*cases, self.certain(whatever))

    def _leaves(self, variable: Variable, mask: int) -> Iterator[When]:
        """Yield what the answer must be for a variable to have one of these values."""
        if variable.option:
            yield (Ticked if mask & 2 else Unticked)(variable.name, variable.option)
        elif variable.values:
            yield In(variable.name, frozenset(v for i, v in enumerate(variable.values) if mask >> i & 1))
        else:
            for first, last in _runs(mask):
                low, high = variable.bands[first], variable.bands[last]
                band = Band(low.low, high.high, low.low_open, high.high_open)
                yield Within(self.amount(variable.name), band)

    def amount(self, name: str) -> Amount:
        """Return how a number question, a derived number or a score follows from the answers."""
        flow = self._logic.flow
        if name in flow.scores:
            nodes_given = [(self._logic.node(part.when), part.give) for part in flow.scores[name].points]
            negate = self._diagrams.negate
            return Summed(
                tuple((self.holds(node), self.holds(negate(node)), give) for node, give in nodes_given)
            )
        if is_day(flow, name):
            return Visit(name)
        number = flow.numbers.get(name)
        if number is None:
            return name
        operands = (one if isinstance(one, Decimal) else self.amount(one) for one in number.operands)
        return Worked(number.operation, tuple(operands))

    def _constrained(self, node: int, left: tuple[int, ...], care: int = nodes.ALWAYS) -> When:
        """Return when a diagram is true for every patient whom the constraints allow.

        As in the engine, a constraint that the answers break is dropped.
        """
        diagrams = self._diagrams
        if not left:
            return self._left(diagrams.disjoin(diagrams.negate(care), node), care)
        narrowed = diagrams.conjoin(care, left[0])
        broken = self.certain(diagrams.negate(narrowed))
        kept = self._constrained(node, left[1:], narrowed)
        if broken == NEVER:
            return kept
        return _unless(broken, self._constrained(node, left[1:], care), kept)

    def _left(self, node: int, care: int) -> When:
        """Return when a diagram is true, the answer that ends the plan left out while others are possible."""
        diagrams, ends = self._diagrams, self._logic.ends
        levels = diagrams.support(ends)
        if not levels & (diagrams.support(node) | diagrams.support(care)):
            return self.certain(node)
        if len(levels) == 1:
            (level,) = levels
            allowed = sum((not child) << value for value, child in enumerate(diagrams.children[ends]))
            left = diagrams.restrict(node, {level: allowed}, {})
        else:
            left = diagrams.disjoin(node, ends)
        forced = self.certain(diagrams.disjoin(diagrams.negate(care), ends))
        return _unless(forced, self.certain(node), self.certain(left))

    def _bearing_on(self, node: int) -> tuple[int, ...]:
        """Return the constraints that can decide a diagram: they share an answer with it, however far."""
        diagrams = self._diagrams
        found: list[int] = []
        levels = diagrams.support(node)
        waiting = [self._logic.node(constraint.must) for constraint in self._logic.flow.constraints.values()]
        while near := [one for one in waiting if one not in found and diagrams.support(one) & levels]:
            found += near
            levels |= frozenset().union(*map(diagrams.support, near))
        return tuple(one for one in waiting if one in found)


def _unless(test: When, then: When, otherwise: When) -> When:
    """Return the first where something is so and the second where it is not; the first implies the second."""
    return then if then == otherwise else either(then, both(opposite(test), otherwise))


def _saying(logic: Logic) -> Iterator[tuple[str, int, int]]:
    """Yield the questions whose applying one variable decides, its level, and the values that allow it."""
    for name, applies in logic.applies.items():
        levels = logic.diagrams.support(applies)
        if len(levels) == 1:
            (level,), children = levels, logic.diagrams.children[applies]
            mask = sum((child == nodes.ALWAYS) << value for value, child in enumerate(children))
            yield name, level, mask


def _runs(mask: int) -> Iterator[tuple[int, int]]:
    """Yield the first and last of each run of bits that are set."""
    first = None
    for value in range(mask.bit_length() + 1):
        if mask >> value & 1:
            first = value if first is None else first
        elif first is not None:
            yield first, value - 1
            first = None


_kept = lru_cache(maxsize=2)
"""Many sessions of one flow are exported after each other, or of two that are set beside each other."""


@_kept
def enabling(logic: Logic) -> Mapping[str, When]:
    """Return when each question is on the form, in the order of asking.

    That is where the engine asks it; once an answer has ended the plan, no later question. A question that is
    asked only by choice is on it wherever it applies. Every other can be picked where it may apply.
    """
    settled, diagrams = Settled(logic), logic.diagrams
    over = _after_the_end(logic)
    found: dict[str, When] = {}
    for name, applies in logic.applies.items():
        fitting = opposite(settled.certain(diagrams.negate(applies)))
        if isinstance(logic.flow.questions[name].ask_when, Never):
            found[name] = fitting
            continue
        asked = (settled.holds_before_the_end if name in over else settled.holds)(logic.asked[name])
        asked = unless_about(asked, {name})  # its own answer keeps no question on a form
        found[name] = asked if asked == ALWAYS else either(asked, both(ByChoice(name), fitting))
    return found


@dataclass(frozen=True, slots=True)
class Derived:
    """What a form works out from the answers."""

    facts: Mapping[str, tuple[When, When]]
    """When each fact is known to hold, and when it is known not to."""
    amounts: Mapping[str, Amount]
    """How each derived number and score follows from the answers."""

    @property
    def conditions(self) -> Iterator[When]:
        """Yield every condition in it."""
        for known, denied in self.facts.values():
            yield from (known, denied)
        for amount in self.amounts.values():
            yield from behind(amount)


@_kept
def derived(logic: Logic) -> Derived:
    """Return what the form of a flow works out from the answers."""
    flow, settled = logic.flow, Settled(logic, by_other_answers=True)
    negate = logic.diagrams.negate
    nodes_of = {name: logic.node(fact.when) for name, fact in flow.facts.items()}
    return Derived(
        facts={name: (settled.holds(node), settled.holds(negate(node))) for name, node in nodes_of.items()},
        amounts={name: settled.amount(name) for name in (*flow.numbers, *flow.scores)},
    )


def by_choice(enabled: Mapping[str, When]) -> tuple[str, ...]:
    """Return the questions that can be picked although they are not asked."""
    return tuple(name for name, when in enabled.items() if _mentions(when, ByChoice(name)))


def _mentions(when: When, leaf: When) -> bool:
    parts = getattr(when, "parts", ())
    return when == leaf or any(_mentions(part, leaf) for part in parts)


def _after_the_end(logic: Logic) -> frozenset[str]:
    """Return the questions that come after the one whose answer can end the plan."""
    names, deciding = list(logic.applies), ending(logic)
    last = max((index for index, name in enumerate(names) if name in deciding), default=len(names))
    return frozenset(names[last + 1 :])
