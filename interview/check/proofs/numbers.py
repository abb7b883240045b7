"""Numbers that lie in given bands, and whose differences do as well.

Bounds on numbers and on differences of two numbers are a graph of shortest paths: `distance[a, b]` bounds
a - b from above. They can be met unless a number would have to be smaller than itself (Pratt 1977).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from interview.flow.logic.bands import Band
from interview.flow.logic.compiler import Logic, limits

Bound = tuple[float, bool]
"""An upper bound, and whether the bound itself is allowed."""
Bounds = dict[tuple[str, str], Bound]
_ZERO = ""


def numbers(logic: Logic, bands: Mapping[str, Band]) -> dict[str, float] | None:
    """Return a number for each question the bands are about; None when there are none.

    `bands` gives bands of questions and of derived numbers, by name.
    """
    pairs = {
        name: (difference.minuend, difference.subtrahend)
        for name, difference in logic.flow.differences.items()
        if name in bands
    }
    found: dict[str, float] = {}
    for tied in _components(pairs.values()):
        together = _chosen(logic, _bounds(logic, bands, pairs, tied), tied)
        if together is None:
            return None
        found |= together
    alone = bands.keys() - pairs.keys() - found.keys()
    return found | {name: bands[name].example(limits(logic.flow, name)) for name in alone}


def _components(pairs: Iterable[tuple[str, str]]) -> list[list[str]]:
    """Return the numbers that bear on each other through differences, together."""
    components: list[list[str]] = []
    for pair in pairs:
        touched = [names for names in components if not set(names).isdisjoint(pair)]
        merged = dict.fromkeys(name for names in [*touched, pair] for name in names)
        components = [names for names in components if names not in touched] + [list(merged)]
    return components


def _bounds(
    logic: Logic, bands: Mapping[str, Band], pairs: Mapping[str, tuple[str, str]], tied: list[str]
) -> Bounds:
    bounds: Bounds = {(name, name): (0, True) for name in (_ZERO, *tied)}
    for name in tied:
        _bound(bounds, name, _ZERO, limits(logic.flow, name))
        _bound(bounds, name, _ZERO, bands.get(name, limits(logic.flow, name)))
    for name, (minuend, subtrahend) in pairs.items():
        if minuend in tied:
            _bound(bounds, minuend, subtrahend, bands[name])
    return bounds


def _chosen(logic: Logic, bounds: Bounds, named: list[str]) -> dict[str, float] | None:
    """Settle one number after the other, near where its band begins or ends."""
    found: dict[str, float] = {}
    for name in [*named, _ZERO]:
        if not _shorten(bounds):
            return None
        if name:
            high, low = bounds[name, _ZERO], bounds[_ZERO, name]
            left = Band(-low[0], high[0], not low[1], not high[1])
            found[name] = left.example(limits(logic.flow, name))
            _bound(bounds, name, _ZERO, Band(found[name], found[name]))
    return found


def _bound(bounds: Bounds, a: str, b: str, band: Band) -> None:
    """Bound a - b to a band."""
    for pair, bound in (((a, b), (band.high, not band.high_open)), ((b, a), (-band.low, not band.low_open))):
        bounds[pair] = min(bounds.get(pair, bound), bound)


def _shorten(bounds: Bounds) -> bool:
    """Tighten every bound through every other; return False when they cannot all be met."""
    names = [a for a, b in bounds if a == b]
    for via in names:
        for a in names:
            for b in names:
                first, second = bounds.get((a, via)), bounds.get((via, b))
                if first and second:
                    through = (first[0] + second[0], first[1] and second[1])
                    bounds[a, b] = min(bounds.get((a, b), through), through)
    return all(bounds[name, name] >= (0, True) for name in names)
