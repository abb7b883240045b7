"""The most that can hold at once."""

from __future__ import annotations

from collections.abc import Mapping

from interview.flow.logic.diagrams import ALWAYS, NEVER, Diagrams

MOST_STEPS = 20_000
"""Search steps after which the sum of all weights stands in: still an upper bound, only a coarser one."""

Weights = dict[int, int]


class _TooMany(Exception):
    pass


def heaviest(diagrams: Diagrams, weights: Weights, masks: Mapping[int, int]) -> int:
    """Return the greatest sum of the weights of diagrams that some one completion makes true.

    An upper bound when the search would take more than `MOST_STEPS` steps.
    """
    try:
        return _heaviest(diagrams, weights, masks, {})
    except _TooMany:
        return sum(weight for node, weight in weights.items() if node != NEVER)


def _heaviest(
    diagrams: Diagrams,
    weights: Weights,
    masks: Mapping[int, int],
    memo: dict[frozenset[tuple[int, int]], int],
) -> int:
    settled = weights.get(ALWAYS, 0)
    left = {node: weight for node, weight in weights.items() if node > 1}
    if not left:
        return settled
    key = frozenset(left.items())
    if key not in memo:
        if len(memo) >= MOST_STEPS:
            raise _TooMany
        level = min(diagrams.level[node] for node in left)
        mask = masks.get(level, -1)
        memo[key] = max(
            _heaviest(diagrams, _follow(diagrams, left, level, value), masks, memo)
            for value in range(diagrams.sizes[level])
            if mask >> value & 1
        )
    return settled + memo[key]


def _follow(diagrams: Diagrams, weights: Weights, level: int, value: int) -> Weights:
    """Return the weights after one variable has taken a value."""
    followed: Weights = {}
    for node, weight in weights.items():
        after = diagrams.children[node][value] if diagrams.level[node] == level else node
        followed[after] = followed.get(after, 0) + weight
    return followed
