"""Numbers whose differences lie in bands: what follows for the others, and whether there are such numbers.

Bounds on numbers and on differences of two numbers are a graph of shortest paths: `bounds[a, b]` bounds
a - b from above. They can be met unless a number would have to be smaller than itself (Pratt 1977), also
by whole numbers once the bounds between these are whole: then the others are free to lie in between.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Set
from decimal import Decimal

from interview.flow.decimals import INFINITY, certain, plus
from interview.flow.logic.bands import Band

Bound = tuple[Decimal, bool]
"""An upper bound, and whether the bound itself is allowed."""
Bounds = Mapping[tuple[str, str], Bound]
"""As tight as they follow from each other."""

ZERO = ""
"""The name of nought: the difference of a number from it is the number."""
_NOUGHT: Bound = (Decimal(0), True)


def unbounded(names: Iterable[str]) -> Bounds:
    """Return the bounds of numbers that can be anything."""
    every = [ZERO, *names]
    return {(a, b): _NOUGHT if a == b else (INFINITY, True) for a in every for b in every}


def narrowed(bounds: Bounds, a: str, b: str, band: Band, wholes: Set[str] = frozenset()) -> Bounds | None:
    """Return the bounds once a - b lies in a band as well; None when no numbers are left.

    `wholes` are the numbers that take whole values only.
    """
    above = certain(band.high), not band.high_open
    below = certain(band.low).copy_negate(), not band.low_open
    found = _bounded(bounds, a, b, above)
    found = found and _bounded(found, b, a, below)
    if found is bounds or not wholes:
        return found
    pairs = [(x, y) for x in (ZERO, *wholes) for y in (ZERO, *wholes)]
    while found and (pair := next((one for one in pairs if _whole(found[one]) is not found[one]), None)):
        found = _bounded(found, *pair, _whole(found[pair]))
    return found


def _bounded(bounds: Bounds, x: str, y: str, bound: Bound) -> Bounds | None:
    """Return the bounds once x - y has this upper one as well; None when no numbers are left."""
    if _sum(bounds[y, x], bound) < _NOUGHT:
        return None
    if bound >= bounds[x, y]:
        return bounds
    return {(p, q): min(now, _sum(_sum(bounds[p, x], bound), bounds[y, q])) for (p, q), now in bounds.items()}


def _whole(bound: Bound) -> Bound:
    """Return the upper bound that whole numbers have where this is one; itself where it is theirs."""
    value, allowed = bound
    if not value.is_finite() or (allowed and value == value.to_integral_value()):
        return bound
    return Decimal(math.floor(value) if allowed else math.ceil(value) - 1), True


def left(bounds: Bounds, name: str) -> Band:
    """Return what a number can still be."""
    high, low = bounds[name, ZERO], bounds[ZERO, name]
    return Band(low[0].copy_negate(), high[0], not low[1], not high[1])


def components(pairs: Iterable[tuple[str, str]]) -> list[list[str]]:
    """Return the numbers that bear on each other through differences, together."""
    found: list[list[str]] = []
    for pair in pairs:
        touched = [names for names in found if not set(names).isdisjoint(pair)]
        merged = dict.fromkeys(name for names in [*touched, pair] for name in names)
        found = [names for names in found if names not in touched] + [list(merged)]
    return found


def _sum(first: Bound, second: Bound) -> Bound:
    return plus(first[0], second[0]), first[1] and second[1]
