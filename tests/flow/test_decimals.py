"""Numbers are exact: what is worked out agrees with fractions, and what is shown is what was entered."""

from __future__ import annotations

import json
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interview.flow.decimals import MOST_DIGITS, digits, exact, halfway, json_text, minus, numeral, plus

typed = st.from_regex(r"-?(0|[1-9][0-9]{0,14})(\.[0-9]{1,14})?", fullmatch=True)
huge = st.builds(lambda number, power: Decimal(number).scaleb(power), st.integers(), st.integers(-300, 300))
numbers = typed.map(Decimal) | huge


@given(numbers, numbers)
def test_sums_and_differences_are_those_of_fractions(a: Decimal, b: Decimal) -> None:
    assert Fraction(plus(a, b)) == Fraction(a) + Fraction(b)
    assert Fraction(minus(a, b)) == Fraction(a) - Fraction(b)
    assert Fraction(halfway(a, b)) == (Fraction(a) + Fraction(b)) / 2


@given(typed)
def test_a_number_is_shown_as_typed_and_a_whole_one_without_decimals(text: str) -> None:
    shown = numeral(Decimal(text))
    assert shown == (str(int(Fraction(text))) if Fraction(text).denominator == 1 else text)


@pytest.mark.parametrize(
    ("text", "shown"),
    [("1234567.5", "1234567.5"), ("1000.0001", "1000.0001"), ("0.0000001", "0.0000001"), ("2.50", "2.50")],
)
def test_no_digit_is_rounded_and_nothing_has_an_exponent(text: str, shown: str) -> None:
    assert numeral(Decimal(text)) == shown


def test_a_binary_number_stands_for_the_shortest_decimal() -> None:
    assert [numeral(exact(value)) for value in (64.1, 45.0, 1e16, 1e-7)] == [
        "64.1",
        "45",
        "1" + "0" * 16,
        "0.0000001",
    ]


@given(st.lists(numbers))
def test_in_json_a_number_reads_back_equal_and_looks_as_typed(values: list[Decimal]) -> None:
    text = json_text({"numbers": values})
    assert json.loads(text, parse_float=Decimal, parse_int=Decimal) == {"numbers": values}
    assert text == f'{{"numbers": [{", ".join(map(numeral, values))}]}}'


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(), st.lists), st.booleans())
def test_other_json_is_as_ever(data: object, ascii: bool) -> None:
    assert json_text(data, indent=2, ascii=ascii) == json.dumps(data, indent=2, ensure_ascii=ascii)


@pytest.mark.parametrize(("text", "count"), [("0", 1), ("64.10", 4), ("0.001", 4), ("1E+5", 6)])
def test_digits_are_those_written_without_an_exponent(text: str, count: int) -> None:
    assert digits(Decimal(text)) == count < MOST_DIGITS
