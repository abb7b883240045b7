"""The arithmetic of derived numbers: on exact fractions, and on bands, which stand for all numbers in them.

On bands a result holds every number that some choice of operands gives, and, for operands that are
independent of each other and can be anything in their bands, no other.

Source: R. E. Moore, Interval Analysis, 1966; narrowing by results: F. Benhamou et al., Revising hull and box
consistency, ICLP 1999.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor

from interview.flow.dates import YEAR, first_after, last_before, months
from interview.flow.decimals import INFINITY, terminating
from interview.flow.logic.bands import Band, is_finite
from interview.flow.model import Operation

End = Fraction | float
"""One end of a band; only an infinite one is a float."""
Edge = tuple[End, bool]
"""An end, and whether it is left out."""
HUNDRED = Fraction(100)


def worked_out(operation: Operation, operands: Sequence[Fraction]) -> Fraction:
    """Return what an operation makes of numbers."""
    first = operands[0]
    match operation:
        case Operation.SUM:
            return sum(operands, Fraction(0))
        case Operation.MEAN:
            return sum(operands, Fraction(0)) / len(operands)
        case Operation.LEAST:
            return min(operands)
        case Operation.GREATEST:
            return max(operands)
        case Operation.DIFFERENCE:
            return first - operands[1]
        case Operation.PRODUCT:
            return first * operands[1]
        case Operation.RATIO:
            return first / operands[1]
        case Operation.PERCENT_FALL:
            return HUNDRED * (first - operands[1]) / first
        case Operation.DAYS_BETWEEN | Operation.MONTHS_BETWEEN | Operation.YEARS_BETWEEN:
            return Fraction(_between(operation, int(first), int(operands[1])))


def span(operation: Operation, operands: Sequence[Band]) -> Band:
    """Return what an operation can make of numbers in these bands. A divisor's band does not hold nought."""
    first = operands[0]
    match operation:
        case Operation.SUM:
            return _sum(operands)
        case Operation.MEAN:
            return _scaled(_sum(operands), Fraction(1, len(operands)))
        case Operation.LEAST:
            return _least(operands)
        case Operation.GREATEST:
            return _negative(_least([_negative(band) for band in operands]))
        case Operation.DIFFERENCE:
            return _sum([first, _negative(operands[1])])
        case Operation.PRODUCT:
            return _times(first, operands[1])
        case Operation.RATIO:
            return _by(first, operands[1])
        case Operation.PERCENT_FALL:
            return _fall(_by(operands[1], first))
        case Operation.DAYS_BETWEEN | Operation.MONTHS_BETWEEN | Operation.YEARS_BETWEEN:
            least = _between(operation, int(first.high), int(operands[1].low))
            return Band(least, _between(operation, int(first.low), int(operands[1].high)))


def operand_left(operation: Operation, operands: Sequence[Band], index: int, result: Band) -> Band:
    """Return what one operand can still be, so that the result lies in a band; possibly empty."""
    band = operands[index]
    others = [other for place, other in enumerate(operands) if place != index]
    return band.overlap(_left(operation, band, others, index, result))


def _left(operation: Operation, band: Band, others: Sequence[Band], index: int, result: Band) -> Band:
    match operation:
        case Operation.SUM:
            return _sum([result, *map(_negative, others)])
        case Operation.MEAN:
            together = _scaled(result, Fraction(len(others) + 1))
            return _sum([together, *map(_negative, others)])
        case Operation.DIFFERENCE:
            return _sum([result, others[0]]) if index == 0 else _sum([others[0], _negative(result)])
        case Operation.PRODUCT:
            return band if holds_nought(others[0]) else _by(result, others[0])
        case Operation.RATIO:
            return _of_ratio(band, others[0], index == 0, result)
        case Operation.PERCENT_FALL:
            return _of_ratio(band, others[0], index == 1, _fall(result, inverse=True))
        case Operation.DAYS_BETWEEN | Operation.MONTHS_BETWEEN | Operation.YEARS_BETWEEN:
            return _of_dates(operation, others[0], index == 0, result)
        case Operation.LEAST:
            return _of_least(others, result)
        case Operation.GREATEST:
            return _negative(_of_least([_negative(other) for other in others], _negative(result)))


def _between(operation: Operation, earlier: int, later: int) -> int:
    """Return the days, full months or full years from one day to another."""
    if operation is Operation.DAYS_BETWEEN:
        return later - earlier
    found = months(earlier, later)
    return found // YEAR if operation is Operation.YEARS_BETWEEN else found


def _of_dates(operation: Operation, other: Band, first: bool, result: Band) -> Band:
    """Return the days on which the first or the second date can be, by the other one and the time between."""
    if operation is Operation.DAYS_BETWEEN:
        return _sum([other, _negative(result) if first else result])
    factor = YEAR if operation is Operation.YEARS_BETWEEN else 1
    least = ceil(result.low) * factor if is_finite(result.low) else None
    most = (floor(result.high) + 1) * factor if is_finite(result.high) else None
    low, high = int(other.low), int(other.high)
    if first:
        earliest = -INFINITY if most is None else last_before(low, most) + 1
        return Band(earliest, INFINITY if least is None else last_before(high, least))
    latest = INFINITY if most is None else first_after(high, most) - 1
    return Band(-INFINITY if least is None else first_after(low, least), latest)


def holds_nought(band: Band) -> bool:
    """Return whether nought lies in a band or at its edge."""
    return band.low <= 0 <= band.high


def _of_ratio(band: Band, other: Band, above: bool, ratio: Band) -> Band:
    """Return what is left of the number above the line, or below it, by the other one and the ratio."""
    if above:
        return _times(ratio, other)
    return band if holds_nought(ratio) else _by(other, ratio)


def _of_least(others: Sequence[Band], result: Band) -> Band:
    alone = all(not other.meets(_up_to(result)) for other in others)
    return result if alone else Band(result.low, INFINITY, result.low_open, True)


def _up_to(band: Band) -> Band:
    return Band(-INFINITY, band.high, True, band.high_open)


def _sum(bands: Sequence[Band]) -> Band:
    low = sum((_end(band.low) for band in bands), Fraction(0))
    high = sum((_end(band.high) for band in bands), Fraction(0))
    return _band((low, any(band.low_open for band in bands)), (high, any(band.high_open for band in bands)))


def _negative(band: Band) -> Band:
    return Band(_exact(-_end(band.high)), _exact(-_end(band.low)), band.high_open, band.low_open)


def _least(bands: Sequence[Band]) -> Band:
    low = min((_end(band.low), band.low_open) for band in bands)
    high, closed = min((_end(band.high), not band.high_open) for band in bands)
    return _band(low, (high, not closed))


def _scaled(band: Band, factor: Fraction) -> Band:
    """Return a band times a number above nought."""
    low, high = _edges(band)
    return _band((low[0] * factor, low[1]), (high[0] * factor, high[1]))


def _fall(ratio: Band, inverse: bool = False) -> Band:
    """Return the fall in per cent from what is left as a ratio, or the other way round."""
    low, high = ((1 - end / 100 if inverse else HUNDRED - HUNDRED * end, out) for end, out in _edges(ratio))
    return _band(high, low)


def _times(a: Band, b: Band) -> Band:
    def times(x: End, y: End) -> End:
        return Fraction(0) if not x or not y else x * y

    return _corners(a, b, times)


def _by(a: Band, b: Band) -> Band:
    def by(x: End, y: End) -> End:
        return Fraction(0) if isinstance(y, float) or not x else x / y

    return _corners(a, b, by)


def _corners(a: Band, b: Band, how: Callable[[End, End], End]) -> Band:
    """Return the results of an operation that is least and greatest where both operands are at an end."""
    found: list[Edge] = []
    for x, x_open in _edges(a):
        for y, y_open in _edges(b):
            nought = (not x and not x_open) or (not y and not y_open)
            found.append((how(x, y), (x_open or y_open) and not nought))
    high, closed = max((value, not left_out) for value, left_out in found)
    return _band(min(found), (high, not closed))


def _edges(band: Band) -> tuple[Edge, Edge]:
    return (_end(band.low), band.low_open), (_end(band.high), band.high_open)


def _band(low: Edge, high: Edge) -> Band:
    return Band(_exact(low[0]), _exact(high[0]), low[1], high[1])


def _end(value: Decimal | Fraction) -> End:
    return Fraction(value) if isinstance(value, Fraction) or value.is_finite() else float(value)


def _exact(value: End) -> Decimal | Fraction:
    return Decimal(value) if isinstance(value, float) else terminating(value)
