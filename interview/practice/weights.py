"""How likely each answer is among the patients of practice: what the flow says under `usual`, or a default.

By default an option of several choices is present in one of ten patients, the answers of a choice are equally
likely, and a number lies evenly in its range. Weights make a patient believable; they are no evidence.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from interview.flow.logic.bands import Band, is_finite
from interview.flow.logic.compiler import Logic
from interview.flow.logic.derived import is_whole, limits
from interview.flow.logic.variables import Variable
from interview.flow.model import Flow, Usual

PRESENT = 0.1
"""How likely an option of several choices is where the flow says nothing."""
FEWEST = 20
"""A range is told in whole numbers where it has more than this many, else in tenths or hundredths."""
BEYOND = 10
"""How far a number without a range lies at most from what it is compared with."""

NOTHING_SAID = Usual()
Weights = Sequence[Sequence[float]]
"""A weight for each value of each level. They add up to 1 per level, so that a level nobody asks about can
be left free."""


class Numbers:
    """The numbers a question can have among the patients of practice, band by band.

    They stand in even steps; a band that lies between two steps has one number all the same.
    """

    def __init__(self, logic: Logic, name: str) -> None:
        self.bands = logic.of[name][0].bands
        """The bands of the question, one value of its level each."""
        within = _usual_range(logic.flow, name, self.bands)
        step = Decimal(1) if is_whole(logic.flow, name) else _step(within)
        self._starts: list[Decimal] = []
        self._counts: list[int] = []
        self._step = step
        for band in self.bands:
            inside = band.overlap(within)
            first, count = _steps(inside, step)
            if count == 0 and not inside.empty:
                first, count = inside.example(limits(logic.flow, name)), 1
            self._starts.append(first)
            self._counts.append(count)

    @property
    def weights(self) -> tuple[float, ...]:
        """The share of each band in all numbers."""
        total = sum(self._counts)
        return tuple(count / total for count in self._counts)

    def number(self, band: int, part: float) -> Decimal:
        """Return the number of a band at a part of it, from 0 to less than 1."""
        return self._starts[band] + self._step * int(part * self._counts[band])

    def steps_around(self, value: Decimal) -> tuple[Decimal, ...]:
        """Return the steps on both sides of a number that lies between two, the lower first."""
        low = math.floor(Fraction(value) / Fraction(self._step)) * self._step
        return () if low == value else (low, low + self._step)


def weights(logic: Logic, numbers: Mapping[str, Numbers]) -> Weights:
    """Return the weight of each value of each level.

    The bands of a derived number weigh nothing: they follow from the numbers it is made of.
    """
    return [_weights(logic, variable, numbers) for variable in logic.variables]


def _weights(logic: Logic, variable: Variable, numbers: Mapping[str, Numbers]) -> Sequence[float]:
    usual = logic.flow.usual.get(variable.name, NOTHING_SAID)
    if variable.option:
        said = usual.of(variable.option)
        present = PRESENT if said is None else float(said)
        return [1 - present, present]
    if variable.values:
        given = [1.0 if (said := usual.of(value)) is None else float(said) for value in variable.values]
        return [one / sum(given) for one in given]
    if variable.name in numbers:
        return numbers[variable.name].weights
    return [1 / variable.size] * variable.size


def _usual_range(flow: Flow, name: str, bands: Sequence[Band]) -> Band:
    """Return between what a number lies; without a range, near what it is compared with."""
    said = flow.usual.get(name, NOTHING_SAID).range
    everything = limits(flow, name)
    if said is not None and Band(said.low, said.high).meets(everything):
        return Band(said.low, said.high).overlap(everything)
    ends = [end for band in bands for end in (band.low, band.high) if is_finite(end)] or [Decimal(0)]
    low = everything.low if is_finite(everything.low) else min(ends) - BEYOND
    high = everything.high if is_finite(everything.high) else max(ends) + BEYOND
    return Band(low, high).overlap(everything)


def _step(within: Band) -> Decimal:
    width = Fraction(within.high) - Fraction(within.low)
    coarse = (step for step in (Decimal(1), Decimal("0.1")) if width / Fraction(step) > FEWEST)
    return next(coarse, Decimal("0.01"))


def _steps(band: Band, step: Decimal) -> tuple[Decimal, int]:
    """Return the first multiple of a step that lies in a band, and how many there are."""
    if band.empty:
        return Decimal(0), 0
    first = math.ceil(Fraction(band.low) / Fraction(step))
    last = math.floor(Fraction(band.high) / Fraction(step))
    first += first * step not in band
    last -= last * step not in band
    return first * step, max(0, last - first + 1)
