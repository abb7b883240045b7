"""Decision diagrams that end in numbers: what a score or a count comes to, by the answers.

They share levels with the diagrams of conditions; where those end in "never" and "always", these end in
numbers. The sum of ten items of nought to four is some two hundred nodes: what comes after an item depends
only on the sum so far.

Source: E. M. Clarke et al., Spectral transforms for large Boolean functions with applications to technology
mapping, DAC 1993 (multi-terminal decision diagrams).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from functools import reduce
from itertools import groupby

from interview.flow.logic.diagrams import ALWAYS, EVERY_VALUE, NEVER, TRUE, BudgetError, Diagrams

MOST_NODES = 200_000

Combination = Callable[[Fraction, Fraction], Fraction]


class NumberDiagrams:
    """A shared store of diagrams that end in numbers, over the levels of diagrams of conditions."""

    def __init__(self, diagrams: Diagrams) -> None:
        self._diagrams = diagrams
        self._level: list[int] = []
        self._children: list[tuple[int, ...]] = []
        self._value: list[Fraction | None] = []
        self._unique: dict[tuple[int, tuple[int, ...]], int] = {}
        self._ends: dict[Fraction, int] = {}

    def end(self, value: Fraction) -> int:
        """Return the diagram that is this number for everyone."""
        if value not in self._ends:
            self._ends[value] = self._add(len(self._diagrams.sizes), (), value)
        return self._ends[value]

    def node(self, level: int, children: tuple[int, ...]) -> int:
        """Return the node with these children; a node whose children are all the same is that child."""
        if children.count(children[0]) == len(children):
            return children[0]
        key = (level, children)
        if key not in self._unique:
            self._unique[key] = self._add(level, children, None)
        return self._unique[key]

    def by_value(self, level: int, values: Sequence[Fraction]) -> int:
        """Return the diagram that is one of these numbers for each value of a variable."""
        return self.node(level, tuple([self.end(value) for value in values]))

    def points(self, condition: int, give: Fraction) -> int:
        """Return the diagram that is a number where that of a condition is true, and nought elsewhere."""
        return self._points(condition, {NEVER: self.end(Fraction(0)), ALWAYS: self.end(give)})

    def _points(self, condition: int, memo: dict[int, int]) -> int:
        if condition not in memo:
            children = [self._points(child, memo) for child in self._diagrams.children[condition]]
            memo[condition] = self.node(self._diagrams.level[condition], tuple(children))
        return memo[condition]

    def combined(self, how: Combination, parts: Iterable[int]) -> int:
        """Return the numbers of all parts put together, the lowest first, which keeps diagrams small.

        `how` must not mind the order when there are more than two parts.
        """
        parts = list(parts)
        if len(parts) > 2:
            parts.sort(key=lambda part: -self._level[part])
            parts = [self._folded(how, list(one)) for _, one in groupby(parts, self._level.__getitem__)]
        return self._folded(how, parts)

    def _folded(self, how: Combination, parts: list[int]) -> int:
        return reduce(lambda a, b: self._pair(how, a, b, {}), parts)

    def _pair(self, how: Combination, a: int, b: int, memo: dict[tuple[int, int], int]) -> int:
        found = memo.get((a, b))
        if found is None:
            found = memo[a, b] = self._paired(how, a, b, memo)
        return found

    def _paired(self, how: Combination, a: int, b: int, memo: dict[tuple[int, int], int]) -> int:
        left, right = self._value[a], self._value[b]
        if left is not None and right is not None:
            return self.end(how(left, right))
        upper, lower = self._level[a], self._level[b]
        level = min(upper, lower)
        size = self._diagrams.sizes[level]
        ones = self._children[a] if upper == level else (a,) * size
        others = self._children[b] if lower == level else (b,) * size
        return self.node(
            level, tuple([self._pair(how, x, y, memo) for x, y in zip(ones, others, strict=True)])
        )

    def where(self, a: int, accepted: Callable[[Fraction], bool]) -> int:
        """Return the diagram of the condition that the number is an accepted one."""
        return self._where(a, accepted, {})

    def _where(self, a: int, accepted: Callable[[Fraction], bool], memo: dict[int, int]) -> int:
        found = memo.get(a)
        if found is None:
            value = self._value[a]
            if value is not None:
                found = ALWAYS if accepted(value) else NEVER
            else:
                children = [self._where(child, accepted, memo) for child in self._children[a]]
                found = self._diagrams.node(self._level[a], tuple(children))
            memo[a] = found
        return found

    def numbers(self, a: int) -> frozenset[Fraction]:
        """Return every number that some answers lead to."""
        return frozenset(value for node in self._nodes(a) if (value := self._value[node]) is not None)

    def support(self, a: int) -> frozenset[int]:
        """Return the levels a diagram depends on."""
        return frozenset(self._level[node] for node in self._nodes(a) if self._value[node] is None)

    def settled(self, a: int, values: dict[int, int]) -> Fraction:
        """Return the number that some values lead to; levels without one get their first, and keep it."""
        while (value := self._value[a]) is None:
            a = self._children[a][values.setdefault(self._level[a], 0)]
        return value

    def size(self, a: int) -> int:
        """Return how many nodes a diagram has, its ends included."""
        return len(self._nodes(a))

    def _nodes(self, a: int) -> set[int]:
        seen, stack = {a}, [a]
        while stack:
            new = set(self._children[stack.pop()]) - seen
            seen |= new
            stack.extend(new)
        return seen

    def possible(self, a: int, care: int, masks: Mapping[int, int]) -> frozenset[Fraction]:
        """Return the numbers that answers lead to which `masks` allow and of which `care` is true."""
        seen, stack, found = {(a, care)}, [(a, care)], set[Fraction]()
        left: dict[int, int] = {}
        while stack:
            node, true = stack.pop()
            if not self._diagrams.outcomes(true, masks, left) & TRUE:
                continue
            value = self._value[node]
            if value is not None:
                found.add(value)
                continue
            new = set(self._below(node, true, masks)) - seen
            seen |= new
            stack.extend(new)
        return frozenset(found)

    def _below(self, node: int, care: int, masks: Mapping[int, int]) -> Iterable[tuple[int, int]]:
        diagrams = self._diagrams
        level = min(self._level[node], diagrams.level[care])
        mask = masks.get(level, EVERY_VALUE)
        for value in range(diagrams.sizes[level]):
            if mask >> value & 1:
                one = self._children[node][value] if self._level[node] == level else node
                other = diagrams.children[care][value] if diagrams.level[care] == level else care
                yield one, other

    def _add(self, level: int, children: tuple[int, ...], value: Fraction | None) -> int:
        if len(self._level) >= MOST_NODES:
            raise BudgetError(f"not decided: more than {MOST_NODES:,} nodes of numbers would be needed")
        self._level.append(level)
        self._children.append(children)
        self._value.append(value)
        return len(self._level) - 1
