"""What is still possible is exact: differences are judged as fractions are."""

from __future__ import annotations

import operator
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interview.engine import Status, conclude
from interview.flow.answers import Answer, Number
from interview.flow.conditions.syntax import Compare
from interview.flow.model import DerivedNumber, Flow
from tests.engine.examples import answered, flow, line, number

OPERATORS = {"<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge, "=": operator.eq}
steps = st.integers(0, 10_000).map(lambda n: Decimal(n).scaleb(-2))
thresholds = st.lists(
    st.tuples(st.sampled_from(sorted(OPERATORS)), st.integers(-40, 40).map(lambda n: Decimal(n).scaleb(-1))),
    min_size=1,
    max_size=4,
    unique=True,
)
Cuts = list[tuple[str, Decimal]]


def vitals(cuts: Cuts) -> Flow:
    questions = [number(name, 0, 100, whole=False) for name in ("sitting", "supine")]
    lines = [line(f"line_{n}", Compare("fall", *cut)) for n, cut in enumerate(cuts)]
    return flow(questions, lines, differences=[DerivedNumber("fall", "sitting", "supine")])


def statuses(cuts: Cuts, **values: str | Decimal) -> list[Status]:
    said: Mapping[str, Answer] = {name: Number(Decimal(value)) for name, value in values.items()}
    return list(conclude(answered(vitals(cuts), said)).statuses.values())


@pytest.mark.parametrize(
    ("sitting", "supine", "symbol", "threshold"),
    [
        ("64.1", "39.1", ">=", "25"),
        ("0.4", "0.3", "=", "0.1"),
        ("0.3", "0.2", "=", "0.1"),
        ("0.3", "0.1", "<=", "0.2"),
        ("1.1", "1", ">=", "0.1"),
        ("99.9", "99.8", "<=", "0.1"),
    ],
)
def test_a_difference_is_what_it_is_on_paper(sitting: str, supine: str, symbol: str, threshold: str) -> None:
    assert statuses([(symbol, Decimal(threshold))], sitting=sitting, supine=supine) == [Status.HOLDS]


@given(thresholds, steps, steps)
def test_differences_of_decimals_are_judged_as_fractions_are(cuts: Cuts, a: Decimal, b: Decimal) -> None:
    fall = Fraction(a) - Fraction(b)
    expected = [OPERATORS[symbol](fall, Fraction(value)) for symbol, value in cuts]
    found = statuses(cuts, sitting=a, supine=b)
    assert found == [Status.HOLDS if holds else Status.RULED_OUT for holds in expected]


@given(thresholds, steps)
def test_with_one_number_missing_a_line_is_settled_just_when_every_value_settles_it(
    cuts: Cuts, a: Decimal
) -> None:
    for (symbol, value), found in zip(cuts, statuses(cuts, sitting=a), strict=True):
        most, least, end = Fraction(a), Fraction(a) - 100, Fraction(value)
        falls = [
            fall for fall in (most, least, end, (most + end) / 2, (least + end) / 2) if least <= fall <= most
        ]
        outcomes = {OPERATORS[symbol](fall, end) for fall in falls}
        expected = {frozenset({True}): Status.HOLDS, frozenset({False}): Status.RULED_OUT}
        assert found is expected.get(frozenset(outcomes), Status.OPEN)
