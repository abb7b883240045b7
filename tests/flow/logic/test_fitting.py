"""Numbers that put a derived one in a band are found where there are any, whichever of them is known."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from fractions import Fraction

import pytest

from interview.flow.logic.bands import Band, exactly
from interview.flow.logic.derived import value
from interview.flow.logic.diagrams import BudgetError
from interview.flow.logic.fitting import fitting
from interview.flow.model import Flow, Operation
from tests.engine.examples import difference, flow, number

LOW, HIGH = 10, 60
BANDS = (Band(10, 20), Band(20, 25, True, True), Band(-10, 10, True), Band(70, 90))


def made(operation: Operation) -> Flow:
    first, second = number("first", LOW, HIGH), number("second", LOW, HIGH)
    fall = replace(difference("fall", "first", "second"), operation=operation)
    return flow([first, second], [], differences=[fall])


@pytest.mark.parametrize("known", ["first", "second", ""])
@pytest.mark.parametrize("operation", [Operation.PERCENT_FALL, Operation.DIFFERENCE, Operation.SUM])
def test_numbers_are_found_where_there_are_any(operation: Operation, known: str) -> None:
    tried = made(operation)
    every = range(LOW, HIGH + 1)
    results = {
        (one, other): value(tried, "fall", {"first": Fraction(one), "second": Fraction(other)})
        for one in every
        for other in every
    }
    for given in every if known else [0]:
        within = {known: exactly(given)} if known else {}
        kept = {pair for pair in results if not known or pair[known == "second"] == given}
        for band in BANDS:
            found = None
            with suppress(BudgetError):
                found = fitting(tried, {"fall": band}, within)
            assert (found is not None) is any(results[pair] in band for pair in kept)
            if found is not None:
                pair = (int(found["first"]), int(found["second"]))
                assert pair in kept
                assert results[pair] in band
                assert all(one == one.to_integral_value() for one in found.values())
