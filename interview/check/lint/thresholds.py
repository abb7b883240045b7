"""Numbers at the seam between two thresholds of a score: those that neither side counts, or that both do.

Where some points end "under 75" and others begin "over 75", nobody who is 75 gets any. The sums still have
their names, so no proof finds it. A wide stretch without points may be meant, for what is normal gets none;
so only a single number is looked at, and what lies between two that follow on each other: 24.9 and 25.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from interview.check.diagnostics.diagnostic import Diagnostic
from interview.flow.conditions.printer import number
from interview.flow.conditions.syntax import All, Any, AtLeast, Compare, Condition, Not, children, names, walk
from interview.flow.decimals import minus
from interview.flow.logic.bands import COMPARISONS, Exact
from interview.flow.logic.derived import is_whole
from interview.flow.model import Flow, Points, Score


@dataclass(frozen=True, slots=True)
class _Seam:
    """A number and its neighbours on both sides, each with the indices of the points that are given there."""

    where: str
    below: frozenset[int]
    at: frozenset[int]
    above: frozenset[int]


def thresholds(flow: Flow) -> Iterator[Diagnostic]:
    """Yield the points of scores between which a number is left out, or counted twice."""
    for score in flow.scores.values():
        for name, points in _by_number(score).items():
            for seam in _seams(points, whole=is_whole(flow, name)):
                yield from _found(score, name, points, seam)


def _by_number(score: Score) -> dict[str, list[Points]]:
    """Return the points that a single number decides, by that number."""
    found: dict[str, list[Points]] = {}
    kinds = Compare | All | Any | AtLeast | Not
    for part in score.points:
        about = names(part.when)
        if not part.of and len(about) == 1 and all(isinstance(one, kinds) for one in walk(part.when)):
            found.setdefault(next(iter(about)), []).append(part)
    return found


def _found(score: Score, name: str, points: Sequence[Points], seam: _Seam) -> Iterator[Diagnostic]:
    if seam.below == seam.above:
        return
    if seam.at < seam.below and seam.at < seam.above:
        said = f"'{score.id}' gives nothing where '{name}' {seam.where}, and something on both sides of that"
        yield Diagnostic(points[min(seam.above - seam.at)].place, "points-gap", said)
    elif seam.at > seam.below and seam.at > seam.above:
        said = f"'{score.id}' gives points twice where '{name}' {seam.where}: as for less and as for more"
        yield Diagnostic(points[min(seam.at - seam.below)].place, "points-overlap", said)


def _seams(points: Sequence[Points], *, whole: bool) -> Iterator[_Seam]:
    ends = sorted({node.value for part in points for node in walk(part.when) if isinstance(node, Compare)})
    step = (
        Fraction(1) if whole else min((Fraction(b - a) for a, b in pairwise(ends)), default=Fraction(1)) / 2
    )
    for end in ends:
        at = Fraction(end)
        given = (_given(points, at - step), _given(points, at), _given(points, at + step))
        yield _Seam(f"is {number(end)}", *given)
    for low, high in pairwise(ends):
        if not whole and minus(high, low) == _last_digit(low, high):
            middle = (Fraction(low) + Fraction(high)) / 2
            given = (_given(points, Fraction(low)), _given(points, middle), _given(points, Fraction(high)))
            yield _Seam(f"lies between {number(low)} and {number(high)}", *given)


def _last_digit(*ends: Decimal) -> Decimal:
    """Return what the last digit of the most exact of these numbers stands for: 0.1 of 24.9 and 25."""
    return Decimal(1).scaleb(min(min(int(end.normalize().as_tuple().exponent), 0) for end in ends))


def _given(points: Sequence[Points], value: Exact) -> frozenset[int]:
    return frozenset(at for at, part in enumerate(points) if _holds(part.when, value))


def _holds(condition: Condition, value: Exact) -> bool:
    """Return whether a condition on nothing but one number holds of a value."""
    if isinstance(condition, Compare):
        return COMPARISONS[condition.operator](value, condition.value)
    holding = sum(_holds(child, value) for child in children(condition))
    match condition:
        case Not():
            return not holding
        case All():
            return holding == len(condition.conditions)
        case AtLeast():
            return holding >= condition.count
        case _:
            return holding > 0
