"""Numbers are cut at thresholds so that no band straddles one and none is empty."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from interview.flow.logic.bands import COMPARISONS, Band, cut, full
from interview.flow.model import NumberRange

thresholds = st.lists(st.tuples(st.sampled_from(sorted(COMPARISONS)), st.integers(-5, 15)), max_size=6)


@given(thresholds, st.booleans())
def test_every_number_is_in_one_band_and_a_band_decides_every_comparison(
    cuts: list[tuple[str, int]], only_whole: bool
) -> None:
    everything = full(NumberRange(0, 10))
    bands = cut(everything, cuts, only_whole)
    step = Decimal(1) if only_whole else Decimal("0.5")
    for value in [step * n for n in range(int(10 / step) + 1)]:
        home = [band for band in bands if value in band]
        assert len(home) == 1
        example = home[0].example(everything)
        assert example in home[0]
        for symbol, constant in cuts:
            compare, end = COMPARISONS[symbol], Decimal(constant)
            assert compare(value, end) == compare(example, end)


def test_a_band_between_neighbouring_whole_numbers_is_left_out() -> None:
    bands = cut(full(NumberRange(1, 110, True)), [(">", 45), ("<", 46)], only_whole=True)
    assert bands == (Band(1, 45), Band(46, 110))


def test_an_example_is_near_the_threshold() -> None:
    everything = Band(1, 110)
    low, high = cut(everything, [("<=", 45)], only_whole=True)
    assert [low.example(everything), high.example(everything)] == [45, 46]
