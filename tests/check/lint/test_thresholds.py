"""The seam between two thresholds of a score: no number falls through it, and none counts twice."""

from __future__ import annotations

from decimal import Decimal

import pytest

from interview.check.lint.thresholds import thresholds
from interview.flow.conditions.syntax import All, AtLeast, Compare, Condition, Not
from interview.flow.model import Points, Score
from tests.engine.examples import flow, is_, line, number, yes_no


def found(*conditions: Condition, whole: bool = True) -> list[tuple[str, str]]:
    points = tuple(Points(when, Decimal(1)) for when in conditions)
    made = flow(
        [number("age", 18, 110, whole=whole), number("mass", 10, 80, whole=False), yes_no("a")],
        [line("some", Compare("s", ">=", 1))],
        scores=[Score("s", "s", points)],
    )
    return [(one.code, one.message) for one in thresholds(made)]


def age(*bounds: str) -> Condition:
    """`>= 65`, `< 75`: all of them."""
    parts = [Compare("age", *_split(bound)) for bound in bounds]
    return parts[0] if len(parts) == 1 else All(tuple(parts))


def _split(bound: str) -> tuple[str, Decimal]:
    operator, value = bound.split()
    return operator, Decimal(value)


@pytest.mark.parametrize(
    "conditions",
    [
        [age(">= 65", "< 75"), age("> 75")],
        [age("> 75"), age("< 75")],
        [age(">= 65", "<= 74"), age("> 75")],
        [age(">= 65", "< 75"), age(">= 76")],
        [age(">= 65", "< 75"), Not(age("<= 75"))],
    ],
)
def test_a_number_that_neither_side_counts_is_found(conditions: list[Condition]) -> None:
    said = "'s' gives nothing where 'age' is 75, and something on both sides of that"
    assert found(*conditions) == [("points-gap", said)]


def test_what_lies_between_two_thresholds_that_follow_on_each_other_is_found_where_it_can_be() -> None:
    apart = [age(">= 65", "<= 74"), age(">= 75")]
    said = "'s' gives nothing where 'age' lies between 74 and 75, and something on both sides of that"
    assert found(*apart, whole=False) == [("points-gap", said)]
    assert found(*apart, whole=True) == []
    fine = [Compare("mass", "<=", Decimal("24.9")), Compare("mass", ">=", 25)]
    (seam,) = found(*fine)
    assert "lies between 24.9 and 25" in seam[1]


@pytest.mark.parametrize("whole", [True, False])
def test_a_number_that_both_sides_count_is_found(whole: bool) -> None:
    said = "'s' gives points twice where 'age' is 75: as for less and as for more"
    assert found(age(">= 65", "<= 75"), age(">= 75"), whole=whole) == [("points-overlap", said)]


@pytest.mark.parametrize(
    "conditions",
    [
        [age(">= 65", "< 75"), age(">= 75")],
        [age(">= 65"), age(">= 75")],
        [age("<= 50"), age(">= 90")],
        [age(">= 65", "< 75"), AtLeast(1, (age(">= 75"),))],
        [age(">= 65", "< 75"), All((age("> 75"), is_("a", "yes")))],
        [age(">= 65"), age("= 75")],
        [age("< 40")],
        [is_("a", "yes"), is_("a", "no")],
    ],
)
@pytest.mark.parametrize("whole", [True, False])
def test_bands_that_meet_points_that_add_up_and_a_wide_stretch_without_points_are_no_finding(
    conditions: list[Condition], whole: bool
) -> None:
    assert found(*conditions, whole=whole) == []
