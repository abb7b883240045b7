"""Numbers cut into bands at the thresholds a flow mentions.

Within a band no condition can tell two numbers apart, so a number is a variable with one value per band.
"""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from interview.flow.decimals import INFINITY, MOST_DIGITS, exact, halfway, terminating
from interview.flow.model import NumberRange

Exact = Decimal | Fraction
"""A number as it is; a fraction only where no decimal with an end is it."""
Comparison = Callable[[Exact, Exact], bool]
COMPARISONS: dict[str, Comparison] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "=": operator.eq,
}


@dataclass(frozen=True, slots=True)
class Band:
    """The numbers between two ends. `low_open` and `high_open` tell whether an end is left out."""

    low: Exact
    high: Exact
    low_open: bool
    high_open: bool

    def __init__(
        self, low: Exact | float, high: Exact | float, low_open: bool = False, high_open: bool = False
    ) -> None:
        """Take both ends."""
        object.__setattr__(self, "low", low if isinstance(low, Fraction) else exact(low))
        object.__setattr__(self, "high", high if isinstance(high, Fraction) else exact(high))
        object.__setattr__(self, "low_open", low_open)
        object.__setattr__(self, "high_open", high_open)

    def __contains__(self, value: Exact) -> bool:
        above = value > self.low if self.low_open else value >= self.low
        below = value < self.high if self.high_open else value <= self.high
        return above and below

    @property
    def empty(self) -> bool:
        """True when no number lies in the band."""
        return self.low > self.high or (self.low == self.high and (self.low_open or self.high_open))

    def some(self) -> Exact:
        """Return any number in the band."""
        if not is_finite(self.low) or not is_finite(self.high):
            return self.example(self)
        if isinstance(self.low, Decimal) and isinstance(self.high, Decimal):
            return self.low if self.low == self.high else halfway(self.low, self.high)
        return (Fraction(self.low) + Fraction(self.high)) / 2

    def example(self, everything: Band) -> Decimal:
        """Return a number in the band that a person would name: near the threshold that bounds it."""
        low: list[Decimal] = []
        high: list[Decimal] = []
        if is_finite(self.low):
            low = [*_named(self.low), Decimal(math.floor(self.low) + 1)]
        if is_finite(self.high):
            high = [*_named(self.high), Decimal(math.ceil(self.high) - 1)]
        near = high + low if self.low == everything.low else low + high
        found = next((value for value in near if value in self), None)
        if found is not None:
            return found
        return self._between() if low and high else Decimal(0)

    def _between(self) -> Decimal:
        """Return the number in the middle; where an end is no decimal, one with few digits near it."""
        if isinstance(self.low, Decimal) and isinstance(self.high, Decimal):
            return halfway(self.low, self.high)
        middle = (Fraction(self.low) + Fraction(self.high)) / 2
        tries = (round(middle, places) for places in range(MOST_DIGITS))
        return next((_named(found)[0] for found in tries if _named(found)[0] in self), Decimal(0))

    def meets(self, other: Band) -> bool:
        """Return whether some number lies in both bands."""
        return not self.overlap(other).empty

    def overlap(self, other: Band) -> Band:
        """Return the numbers in both bands."""
        low = max((self.low, self.low_open), (other.low, other.low_open))
        high = min((self.high, not self.high_open), (other.high, not other.high_open))
        return Band(low[0], high[0], low[1], not high[1])


def _named(value: Exact) -> list[Decimal]:
    """Return a number as a decimal; nothing where it is none."""
    found = terminating(value) if isinstance(value, Fraction) else value
    return [found] if isinstance(found, Decimal) else []


def is_finite(value: Exact) -> bool:
    """Return whether a number is no infinity."""
    return isinstance(value, Fraction) or value.is_finite()


def exactly(value: Exact | float) -> Band:
    """Return the band that holds one number."""
    return Band(value, value)


def whole(band: Band) -> Band:
    """Return the band narrowed to the whole numbers it contains."""
    low = math.floor(band.low) + 1 if band.low_open else math.ceil(band.low)
    high = math.ceil(band.high) - 1 if band.high_open else math.floor(band.high)
    return Band(low, high)


def full(limits: NumberRange | None) -> Band:
    """Return the band of everything a number can be."""
    if limits is None:
        return Band(-INFINITY, INFINITY, True, True)
    every = Band(limits.low, limits.high)
    return whole(every) if limits.whole else every


def cut(
    everything: Band, thresholds: Iterable[tuple[str, Decimal | float]], only_whole: bool
) -> tuple[Band, ...]:
    """Cut a band at the thresholds of comparisons (operator, constant); empty bands are left out."""
    edges = sorted({edge for symbol, value in thresholds for edge in _edges(symbol, exact(value))})
    bands = []
    low, low_open = everything.low, everything.low_open
    for value, included_below in edges:
        bands.append(Band(low, value, low_open, not included_below))
        low, low_open = value, included_below
    bands.append(Band(low, everything.high, low_open, everything.high_open))
    inside = [band.overlap(everything) for band in bands]
    if only_whole and is_finite(everything.low) and is_finite(everything.high):
        inside = [whole(band) for band in inside]
    return tuple(band for band in inside if not band.empty)


def _edges(symbol: str, value: Decimal) -> list[tuple[Decimal, bool]]:
    """Return where a comparison cuts: the constant, and whether it belongs to the lower side."""
    if symbol == "=":
        return [(value, False), (value, True)]
    return [(value, symbol in ("<=", ">"))]
