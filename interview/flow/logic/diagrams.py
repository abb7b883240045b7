"""Reduced multi-valued decision diagrams, hash-consed.

One level per variable, one child per value. Node 0 is "never", node 1 is "always"; every other node
depends on answers. Equal functions are the same node, so a comparison of two conditions is a comparison
of two integers, and the levels left in a restricted diagram are exactly the answers that still matter.

Source: R. E. Bryant, Graph-based algorithms for Boolean function manipulation, IEEE Trans. Comput. 1986,
with one child per value instead of two.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import reduce
from itertools import repeat

from interview.errors import InterviewError

NEVER, ALWAYS = 0, 1
FALSE, TRUE, OPEN = 1, 2, 3
"""Outcomes over a set of completions: can only be false, can only be true, can be either."""

EVERY_VALUE = -1
"""A mask with every bit set."""


class BudgetError(InterviewError):
    """A diagram would need more work than allowed; the question it stands for stays undecided."""


MOST = 500_000
"""Nodes kept, and pairs of nodes put together, at most: several seconds' work, and 300 MB."""
FEW = 8
"""Diagrams that are put together one by one."""
MOST_LEFT = 10_000
"""Diagrams of which is kept what answers leave of them."""


class Diagrams:
    """A shared store of diagrams over variables with the given numbers of values.

    `BudgetError` once there would be more than `budget` nodes, or more pairs of nodes put together. Work is
    counted and no time, so what one computer can follow every computer can.
    """

    __slots__ = (
        "_exists",
        "_left",
        "_not",
        "_support",
        "_together",
        "_unique",
        "budget",
        "children",
        "level",
        "sizes",
    )

    def __init__(self, sizes: Sequence[int], budget: int = MOST) -> None:
        self.sizes = tuple(sizes)
        self.level = [len(self.sizes), len(self.sizes)]
        self.children: list[tuple[int, ...]] = [(), ()]
        self._unique: dict[tuple[int, tuple[int, ...]], int] = {}
        self._together: dict[tuple[int, ...], int] = {}
        self._not: dict[int, int] = {NEVER: ALWAYS, ALWAYS: NEVER}
        self._exists: dict[frozenset[int], dict[int, int]] = {}
        self._support: dict[int, frozenset[int]] = {}
        self._left: dict[tuple[int, tuple[int, ...]], int] = {}
        self.budget = budget
        sys.setrecursionlimit(max(sys.getrecursionlimit(), 4 * len(self.sizes) + 2_000))

    @property
    def size(self) -> int:
        """How many nodes, or pairs of nodes put together, there are: what counts against the budget."""
        return max(len(self.level), len(self._together))

    @property
    def half_full(self) -> bool:
        """Whether half of the budget is used up."""
        return 2 * self.size > self.budget

    @contextmanager
    def spending(self, most: int) -> Iterator[None]:
        """Raise `BudgetError` once so many more nodes or pairs would be needed within this context."""
        before = self.budget
        self.budget = min(before, max(len(self.level), len(self._together)) + most)
        try:
            yield
        finally:
            self.budget = before

    def node(self, level: int, children: tuple[int, ...]) -> int:
        """Return the node with these children; a node whose children are all the same is that child."""
        first = children[0]
        if children.count(first) == len(children):
            return first
        key = (level, children)
        found = self._unique.get(key)
        if found is not None:
            return found
        if len(self.level) >= self.budget:
            raise self._too_much()
        self.level.append(level)
        self.children.append(children)
        self._unique[key] = len(self.level) - 1
        return len(self.level) - 1

    def literal(self, level: int, mask: int) -> int:
        """Return the diagram that is true for the values in `mask` (bit i is value i)."""
        return self.node(level, tuple(mask >> value & 1 for value in range(self.sizes[level])))

    def negate(self, a: int) -> int:
        """Return not a."""
        found = self._not.get(a)
        if found is None:
            found = self.node(self.level[a], tuple([self.negate(child) for child in self.children[a]]))
            self._not[a] = found
            self._not[found] = a
        return found

    def conjoin(self, a: int, b: int) -> int:
        """Return a and b."""
        if a == b or b == ALWAYS:
            return a
        if a == ALWAYS:
            return b
        if a == NEVER or b == NEVER:
            return NEVER
        if a > b:
            a, b = b, a
        found = self._together.get((a, b))
        if found is None:
            if len(self._together) >= self.budget:
                raise self._too_much()
            found = self._conjoin(a, b)
            self._together[a, b] = found
        return found

    def _too_much(self) -> BudgetError:
        return BudgetError(
            f"not decided: conditions are so entangled that it takes over {self.budget:,} steps"
        )

    def _conjoin(self, a: int, b: int) -> int:
        conjoin, upper, lower = self.conjoin, self.level[a], self.level[b]
        if upper == lower:
            pairs = zip(self.children[a], self.children[b], strict=True)
            return self.node(upper, tuple([x and y and conjoin(x, y) for x, y in pairs]))
        if upper > lower:
            upper, a, b = lower, b, a
        return self.node(upper, tuple([conjoin(x, b) if x > 1 else x and b for x in self.children[a]]))

    def disjoin(self, a: int, b: int) -> int:
        """Return a or b."""
        return self.negate(self.conjoin(self.negate(a), self.negate(b)))

    def choose(self, condition: int, then: int, otherwise: int) -> int:
        """Return what is `then` where the condition is true, and `otherwise` elsewhere."""
        if condition < 2 or then == otherwise:
            return then if condition else otherwise
        if otherwise == NEVER:
            return self.conjoin(condition, then)
        if then == NEVER:
            return self.conjoin(self.negate(condition), otherwise)
        key = (condition, then, otherwise)
        found = self._together.get(key)
        if found is None:
            if len(self._together) >= self.budget:
                raise self._too_much()
            level, children, choose = self.level, self.children, self.choose
            upper = min(level[condition], level[then], level[otherwise])
            ifs = children[condition] if level[condition] == upper else repeat(condition)
            thens = children[then] if level[then] == upper else repeat(then)
            elses = children[otherwise] if level[otherwise] == upper else repeat(otherwise)
            parts = [choose(a, x, y) for a, x, y in zip(ifs, thens, elses, strict=False)]
            found = self._together[key] = self.node(upper, tuple(parts))
        return found

    def all_of(self, nodes: Iterable[int]) -> int:
        """Return the conjunction; "always" for none. The lowest go first, which keeps diagrams shared.

        Many are put together by halves: what has grown with each would be passed through again for the next.
        """
        return self._all_of(sorted(nodes, key=self._depth))

    def _all_of(self, nodes: Sequence[int]) -> int:
        if len(nodes) <= FEW:
            return reduce(self.conjoin, nodes, ALWAYS)
        half = len(nodes) // 2
        return self.conjoin(self._all_of(nodes[:half]), self._all_of(nodes[half:]))

    def any_of(self, nodes: Iterable[int]) -> int:
        """Return the disjunction; "never" for none."""
        return self.negate(self.all_of([self.negate(node) for node in nodes]))

    def at_least(self, count: int, nodes: Iterable[int]) -> int:
        """Return the diagram that is true where at least `count` of the nodes are."""
        reached = [ALWAYS] + [NEVER] * count
        for node in sorted(nodes, key=self._depth):
            for n in range(count, 0, -1):
                reached[n] = self.disjoin(reached[n], self.conjoin(node, reached[n - 1]))
        return reached[count]

    def _depth(self, node: int) -> int:
        return -self.level[node]

    def exists(self, a: int, levels: frozenset[int]) -> int:
        """Return the diagram that is true where some values at these levels make `a` true."""
        return self._without(a, levels, max(levels), self._exists.setdefault(levels, {}))

    def _without(self, a: int, levels: frozenset[int], last: int, memo: dict[int, int]) -> int:
        level = self.level[a]
        if level > last:
            return a
        found = memo.get(a)
        if found is None:
            children = tuple([x if x < 2 else self._without(x, levels, last, memo) for x in self.children[a]])
            found = memo[a] = self._either(children) if level in levels else self.node(level, children)
        return found

    def _either(self, children: tuple[int, ...]) -> int:
        """Return the disjunction, as `any_of` does, where many are constant or the same."""
        if ALWAYS in children:
            return ALWAYS
        different = set(children)
        different.discard(NEVER)
        return different.pop() if len(different) == 1 else self.any_of(different)

    def _decided(self, a: int, masks: Mapping[int, int]) -> int:
        """Return what lies below a node at the first level of which masks leave more than one value."""
        level, children, get = self.level, self.children, masks.get
        while a > 1:
            mask = get(level[a], EVERY_VALUE)
            if mask & mask - 1 or not mask:
                break
            a = children[a][mask.bit_length() - 1]
        return a

    def outcomes(self, a: int, masks: Mapping[int, int], memo: dict[int, int]) -> int:
        """Return FALSE, TRUE or OPEN over every completion that `masks` (level to mask) allows.

        `memo` may be shared between calls with the same masks.
        """
        a = self._decided(a, masks)
        if a < 2:
            return 1 << a
        found = memo.get(a)
        if found is None:
            mask = masks.get(self.level[a], EVERY_VALUE)
            found = 0
            for child in self.children[a]:
                if mask & 1:
                    found |= 1 << child if child < 2 else self.outcomes(child, masks, memo)
                    if found == OPEN:
                        break
                mask >>= 1
            memo[a] = found
        return found

    def restrict(self, a: int, masks: Mapping[int, int], memo: dict[int, int]) -> int:
        """Return `a` over what `masks` leave open; its support is exactly what still matters."""
        a = self._decided(a, masks)
        if a < 2:
            return a
        found = memo.get(a)
        if found is None:
            mask = masks.get(self.level[a], EVERY_VALUE)
            kept = [
                -1 if not mask >> value & 1 else child if child < 2 else self.restrict(child, masks, memo)
                for value, child in enumerate(self.children[a])
            ]
            first = next(child for child in kept if child >= 0)
            found = self.node(self.level[a], tuple([first if child < 0 else child for child in kept]))
            memo[a] = found
        return found

    def left(self, a: int, masks: Mapping[int, int], memo: dict[int, int]) -> int:
        """Return `restrict`, kept by what the masks say of the levels that `a` depends on.

        One more answer changes few diagrams, so that most of what is left of them is known from before.
        """
        key = (a, tuple([masks.get(level, EVERY_VALUE) for level in self.support(a)]))
        found = self._left.get(key)
        if found is None:
            if len(self._left) >= MOST_LEFT:
                self._left.clear()
            found = self._left[key] = self.restrict(a, masks, memo)
        return found

    def support(self, a: int) -> frozenset[int]:
        """Return the levels the diagram depends on."""
        found = self._support.get(a)
        if found is None:
            found = self._support[a] = frozenset(self._levels(a))
        return found

    def _levels(self, a: int) -> set[int]:
        seen, levels, stack = {NEVER, ALWAYS}, set(), [a]
        while stack:
            node = stack.pop()
            if node not in seen:
                seen.add(node)
                levels.add(self.level[node])
                stack.extend(self.children[node])
        return levels

    def cheapest(self, a: int, masks: Mapping[int, int], target: int) -> dict[int, int] | None:
        """Return the fewest values (level to value) that lead from `a` to `target`, by level passed.

        Levels with a mask cost nothing when the value agrees with it and one when it does not; levels
        without one always cost one. None when `target` cannot be reached.
        """
        best: dict[int, tuple[float, int]] = {}
        cost = self._cost(a, masks, target, best)
        if cost == float("inf"):
            return None
        values = {}
        while a > 1:
            value = best[a][1]
            if not (self.level[a] in masks and masks[self.level[a]] >> value & 1):
                values[self.level[a]] = value
            a = self.children[a][value]
        return values

    def _cost(
        self, a: int, masks: Mapping[int, int], target: int, best: dict[int, tuple[float, int]]
    ) -> float:
        if a < 2:
            return 0 if a == target else float("inf")
        if a not in best:
            mask = masks.get(self.level[a], 0)
            best[a] = min(
                (self._cost(child, masks, target, best) + (not mask >> value & 1), value)
                for value, child in enumerate(self.children[a])
            )
        return best[a][0]
