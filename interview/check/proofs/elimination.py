"""Values that make many diagrams true at once, without the diagram of all of them together.

One level after the other is eliminated, from the last (Dechter, Artificial Intelligence 1999): the diagrams
that depend on it are joined, and what they leave to earlier levels goes on. Walking back gives the values.
"""

from __future__ import annotations

from collections.abc import Iterable

from interview.flow.logic.diagrams import ALWAYS, NEVER, Diagrams


def eliminate(diagrams: Diagrams, parts: Iterable[int]) -> dict[int, int] | None:
    """Return a value by level that makes every part true, None when nothing does.

    Levels that do not matter, given the values before them, are left out.
    """
    last = len(diagrams.sizes) - 1
    buckets: list[list[int]] = [[] for _ in diagrams.sizes]
    if not _sort_in(diagrams, buckets, parts):
        return None
    joined = [ALWAYS] * len(buckets)
    for level in range(last, -1, -1):
        joined[level] = diagrams.all_of(buckets[level])
        if joined[level] != ALWAYS:
            rest = diagrams.exists(joined[level], frozenset({level}))
            if not _sort_in(diagrams, buckets, [rest]):
                return None
    return _walk_back(diagrams, joined)


def _sort_in(diagrams: Diagrams, buckets: list[list[int]], parts: Iterable[int]) -> bool:
    """Put each part with the last level it depends on; return False when one can never be true."""
    for part in parts:
        if part == NEVER:
            return False
        if part != ALWAYS:
            buckets[max(diagrams.support(part))].append(part)
    return True


def _walk_back(diagrams: Diagrams, joined: list[int]) -> dict[int, int]:
    values: dict[int, int] = {}
    for level, node in enumerate(joined):
        while node > ALWAYS and diagrams.level[node] < level:
            value = values.setdefault(diagrams.level[node], 0)
            node = diagrams.children[node][value]
        if node > ALWAYS:
            children = diagrams.children[node]
            values[level] = next(value for value, child in enumerate(children) if child != NEVER)
    return values
