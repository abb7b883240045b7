"""Sums as diagrams: as small as the sums so far are few, and exact over every completion."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from operator import add

from hypothesis import given
from hypothesis import strategies as st

from interview.flow.logic.diagrams import Diagrams
from interview.flow.logic.number_diagrams import NumberDiagrams

NUMBERS = [Fraction(n) for n in range(5)]


def items(count: int) -> tuple[Diagrams, NumberDiagrams, int]:
    diagrams = Diagrams([5] * count)
    numbers = NumberDiagrams(diagrams)
    return (
        diagrams,
        numbers,
        numbers.combined(add, [numbers.by_value(level, NUMBERS) for level in range(count)]),
    )


def test_ten_items_of_nought_to_four_stay_small() -> None:
    diagrams, numbers, total = items(10)
    assert numbers.size(total) < 300
    assert numbers.numbers(total) == {Fraction(n) for n in range(41)}
    numbers.where(total, lambda value: value >= 20)
    assert len(diagrams.level) < 300


@given(st.integers(1, 3), st.integers(0, 12), st.data())
def test_a_condition_on_a_sum_is_that_of_every_completion(
    count: int, least: int, data: st.DataObject
) -> None:
    diagrams, numbers, total = items(count)
    node = numbers.where(total, lambda value: value >= least)
    for values in product(range(5), repeat=count):
        masks = {level: 1 << value for level, value in enumerate(values)}
        assert (diagrams.outcomes(node, masks, {}) == 2) is (sum(values) >= least)
        assert numbers.possible(total, 1, masks) == {Fraction(sum(values))}
    allowed = [data.draw(st.integers(1, 31)) for _ in range(count)]
    picked = [[value for value in range(5) if mask >> value & 1] for mask in allowed]
    wanted = {Fraction(sum(values)) for values in product(*picked)}
    assert numbers.possible(total, 1, dict(enumerate(allowed))) == wanted
    care = {Fraction(sum(values)) for values in product(*picked) if sum(values) >= least}
    assert numbers.possible(total, node, dict(enumerate(allowed))) == care


def test_points_count_where_their_condition_holds() -> None:
    diagrams = Diagrams([2, 2])
    numbers = NumberDiagrams(diagrams)
    either = diagrams.disjoin(diagrams.literal(0, 2), diagrams.literal(1, 2))
    found = numbers.combined(
        add, [numbers.points(either, Fraction(3, 2)), numbers.points(diagrams.literal(1, 2), Fraction(1))]
    )
    assert numbers.possible(found, 1, {0: 2, 1: 1}) == {Fraction(3, 2)}
    assert numbers.possible(found, 1, {1: 2}) == {Fraction(5, 2)}
    assert numbers.possible(found, 1, {0: 1}) == {Fraction(0), Fraction(5, 2)}
