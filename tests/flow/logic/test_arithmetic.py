"""Bands hold all that an operation makes of the numbers in them, and narrowing loses no number."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from interview.flow.decimals import INFINITY, terminating
from interview.flow.logic.arithmetic import operand_left, span, worked_out
from interview.flow.logic.bands import Band, exactly, whole
from interview.flow.model import BETWEEN_DATES, Operation

NUMBERS = [operation for operation in Operation if operation not in BETWEEN_DATES]
BINARY = (Operation.DIFFERENCE, Operation.PRODUCT, Operation.RATIO, Operation.PERCENT_FALL)
ends = st.integers(-6, 6)
bands = st.builds(
    lambda low, size, left, right: Band(low, low + size, left and size > 0, right and size > 0),
    ends,
    st.integers(0, 4),
    st.booleans(),
    st.booleans(),
)


def inside(band: Band) -> list[Fraction]:
    """Return numbers of a band: in halves, and close to its ends."""
    low, high, little = Fraction(band.low), Fraction(band.high), Fraction(1, 1000)
    tried = [low + Fraction(n, 2) for n in range(int(2 * (high - low)) + 1)] + [low + little, high - little]
    return [value for value in tried if value in band]


@given(st.sampled_from(NUMBERS), bands, bands, bands)
def test_a_span_holds_every_result_and_narrowing_keeps_every_operand(
    operation: Operation, first: Band, second: Band, within: Band
) -> None:
    divisor = {Operation.RATIO: second, Operation.PERCENT_FALL: first}.get(operation)
    assume(divisor is None or divisor.low > 0 or divisor.high < 0)
    found = span(operation, [first, second])
    kept = [operand_left(operation, [first, second], index, within) for index in (0, 1)]
    for one in inside(first):
        for other in inside(second):
            result = worked_out(operation, [one, other])
            assert result in found
            if result in within:
                assert one in kept[0]
                assert other in kept[1]


@given(st.sampled_from(NUMBERS), bands, bands)
def test_the_ends_of_a_span_are_met_or_come_close_to(operation: Operation, first: Band, second: Band) -> None:
    divisor = {Operation.RATIO: second, Operation.PERCENT_FALL: first}.get(operation)
    assume(divisor is None or divisor.low > 0 or divisor.high < 0)
    found = span(operation, [first, second])
    results = [worked_out(operation, [one, other]) for one in inside(first) for other in inside(second)]
    slack = Fraction(2)  # of a hundred and more, a thousandth of an operand
    assert min(results) - slack <= found.low
    assert found.high <= max(results) + slack
    if not found.low_open:
        assert found.low == min(results)
    if not found.high_open:
        assert found.high == max(results)


@pytest.mark.parametrize(
    ("operation", "operands", "wanted"),
    [
        (Operation.SUM, [Band(0, 4), Band(1, 2, True)], Band(1, 6, True)),
        (Operation.DIFFERENCE, [Band(0, 40), exactly(10)], Band(-10, 30)),
        (Operation.PERCENT_FALL, [exactly(80), exactly(56)], exactly(30)),
        (
            Operation.RATIO,
            [Band(1, INFINITY, high_open=True), Band(1, 2)],
            Band(0.5, INFINITY, high_open=True),
        ),
        (Operation.RATIO, [exactly(1), exactly(3)], exactly(Fraction(1, 3))),
        (Operation.MEAN, [exactly(1), exactly(2)], exactly(1.5)),
        (Operation.LEAST, [Band(0, 4), Band(2, 9)], Band(0, 4)),
        (Operation.GREATEST, [Band(0, 4), Band(2, 9)], Band(2, 9)),
    ],
)
def test_spans(operation: Operation, operands: list[Band], wanted: Band) -> None:
    assert span(operation, operands) == wanted


def test_whole_numbers_of_a_band() -> None:
    assert whole(Band(1, 3, True, True)) == Band(2, 2)
    assert whole(Band(Fraction(1, 3), Fraction(7, 3))) == Band(1, 2)


@given(st.fractions())
def test_a_fraction_is_a_decimal_exactly_where_it_has_an_end(value: Fraction) -> None:
    found = terminating(value)
    assert found == value
    rest = value.denominator
    while rest % 2 == 0 or rest % 5 == 0:
        rest //= 2 if rest % 2 == 0 else 5
    assert isinstance(found, Decimal) is (rest == 1)
