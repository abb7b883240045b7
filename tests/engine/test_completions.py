"""What is still possible is exact: differences are judged as fractions are."""

from __future__ import annotations

import operator
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from itertools import product
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interview.engine import Status, conclude, shared_operands
from interview.flow.answers import Answer, Chosen, Number
from interview.flow.conditions.syntax import All, Any, Compare, Condition, Not
from interview.flow.model import Flow
from tests.engine.examples import answered, difference, flow, is_, line, number, yes_no

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
    return flow(questions, lines, differences=[difference("fall", "sitting", "supine")])


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


TRIANGLE = {"d1": ("a", "b"), "d2": ("b", "c"), "d3": ("a", "c")}
NUMBERS = ("a", "b", "c")


def triangle(when: Condition, *, whole: bool = False) -> Flow:
    questions = [number(name, 0, 4, whole=whole) for name in NUMBERS]
    differences = [difference(name, *pair) for name, pair in TRIANGLE.items()]
    return flow(questions, [line("line", when)], differences=differences)


def status(when: Condition, whole: bool = False, **values: int) -> Status:
    said = {name: Number(value) for name, value in values.items()}
    return conclude(answered(triangle(when, whole=whole), said)).statuses["line"]


def test_differences_of_the_same_numbers_are_judged_together() -> None:
    circle = All((Compare("d1", ">", 0), Compare("d2", ">", 0), Compare("d3", "<", 0)))
    assert status(circle) is Status.RULED_OUT
    assert status(Not(circle), b=2) is Status.HOLDS


def test_a_line_that_every_value_of_the_missing_number_settles_is_settled() -> None:
    either = Any((Compare("d1", ">", 0), Compare("d2", ">", -1)))
    assert status(either, a=2, c=2) is Status.HOLDS
    assert status(either, a=1, c=2) is Status.OPEN


comparisons = st.builds(
    Compare, st.sampled_from([*NUMBERS, *TRIANGLE]), st.sampled_from(sorted(OPERATORS)), st.integers(-3, 3)
)
conditions = st.recursive(
    comparisons,
    lambda parts: (
        st.builds(Not, parts)
        | st.builds(All, st.tuples(parts, parts))
        | st.builds(Any, st.tuples(parts, parts))
    ),
    max_leaves=4,
)


saying = st.dictionaries(st.sampled_from(NUMBERS), st.integers(0, 4))


@settings(deadline=None)
@given(conditions, saying)
def test_no_status_differs_from_what_every_missing_number_brings(
    when: Condition, said: dict[str, int]
) -> None:
    assert status(when, True, **said) is brought(when, said)


@settings(deadline=None)
@given(conditions, saying)
def test_numbers_too_many_to_try_leave_a_line_open_and_never_settle_it_wrongly(
    when: Condition, said: dict[str, int]
) -> None:
    with patch.object(shared_operands, "MOST_STEPS", 4):
        assert status(when, True, **said) in (brought(when, said), Status.OPEN)


def brought(when: Condition, said: dict[str, int]) -> Status:
    """Return the status by trying every missing number."""
    choices = [[said[name]] if name in said else range(5) for name in NUMBERS]
    outcomes = {_true(when, dict(zip(NUMBERS, values, strict=True))) for values in product(*choices)}
    expected = {frozenset({True}): Status.HOLDS, frozenset({False}): Status.RULED_OUT}
    return expected.get(frozenset(outcomes), Status.OPEN)


def _true(condition: Condition, values: Mapping[str, int]) -> bool:
    match condition:
        case Not(condition=part):
            return not _true(part, values)
        case All(conditions=parts):
            return all(_true(part, values) for part in parts)
        case Any(conditions=parts):
            return any(_true(part, values) for part in parts)
        case Compare(name=name, operator=symbol, value=value):
            first, second = TRIANGLE.get(name, (name, None))
            return bool(OPERATORS[symbol](values[first] - (values[second] if second else 0), value))
        case _:
            raise TypeError(condition)


def test_an_answer_that_counts_says_that_its_question_applies() -> None:
    measured = flow(
        [yes_no("done"), number("fvc", 0, 100, applies_when=is_("done", "yes"))],
        [line("low", Compare("fvc", "<", 50)), line("first", is_("done", "no"))],
    )
    said = conclude(answered(measured, {"fvc": Number(40)}))
    assert said.statuses == {"low": Status.HOLDS, "first": Status.RULED_OUT}
    denied = answered(measured, {"fvc": Number(40), "done": Chosen("no")})
    assert conclude(denied).statuses == {"low": Status.OPEN, "first": Status.HOLDS}
    assert denied.completions.inactive == {"fvc"}


def test_what_is_asked_later_can_still_say_that_an_answer_does_not_count() -> None:
    for order in (("done", "fvc"), ("fvc", "done")):
        made = flow(
            [yes_no("done"), number("fvc", 0, 100, applies_when=is_("done", "yes"))],
            [line("low", Compare("fvc", "<", 50))],
            screens=[(name,) for name in order],
        )
        said = answered(made, {"fvc": Number(40), "done": Chosen("no")})
        assert conclude(said).statuses["low"] is Status.OPEN
        assert said.completions.inactive == {"fvc"}


def test_below_a_question_that_does_not_apply_an_answer_counts_only_where_every_value_lets_it() -> None:
    below = {"b": is_("b", "yes"), "either": Any((is_("b", "yes"), is_("d", "yes")))}
    for name, gate in below.items():
        gated = [yes_no("b", applies_when=is_("a", "yes")), yes_no("c", applies_when=gate)]
        made = flow([yes_no("a"), yes_no("d"), *gated], [line("old", is_("c", "yes"))])
        said = answered(made, {"a": Chosen("no"), "b": Chosen("yes"), "c": Chosen("yes")})
        assert ("c" in said.completions.inactive) is (name == "b")
        assert conclude(said).statuses["old"] is (Status.OPEN if name == "b" else Status.HOLDS)
