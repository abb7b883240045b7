"""Numbers are found exactly when there are some whose differences lie where they should."""

from __future__ import annotations

from decimal import Decimal
from itertools import product
from random import Random

from interview.check.proofs.witness import numbers, usual
from interview.engine.session import accepts
from interview.flow.conditions.syntax import Compare
from interview.flow.logic.bands import Band
from interview.flow.logic.compiler import Logic, compile_flow
from tests.engine.examples import difference, flow, line, number

PAIRS = {"ab": ("a", "b"), "bc": ("b", "c"), "ac": ("a", "c")}


def logic(whole: bool = True) -> Logic:
    questions = [number(name, 0, 4, whole=whole) for name in "abc"]
    lines = [line(name, Compare(name, ">=", 1)) for name in PAIRS]
    differences = [difference(name, *pair) for name, pair in PAIRS.items()]
    return compile_flow(flow(questions, lines, differences=differences))


def fits(bands: dict[str, Band], found: dict[str, Decimal]) -> bool:
    values = found | {
        name: found[a] - found[b] for name, (a, b) in PAIRS.items() if a in found and b in found
    }
    return all(values[name] in band for name, band in bands.items())


def test_numbers_are_found_exactly_when_there_are_some() -> None:
    made, random, there = logic(), Random(1), 0
    for _ in range(2_000):
        bands = {}
        for name in random.sample(["a", "b", "c", *PAIRS], random.randint(1, 6)):
            low = random.randint(-4 if name in PAIRS else 0, 4)
            bands[name] = Band(low, low + random.randint(0, 2))
        every = (
            dict(zip("abc", map(Decimal, values), strict=True)) for values in product(range(5), repeat=3)
        )
        found = numbers(made, bands)
        assert (found is not None) is any(fits(bands, values) for values in every)
        if found is not None:
            there += 1
            assert fits(bands, found)
            assert all(value in range(5) for value in found.values())
    assert 200 < there < 1_800


def test_open_ends_are_kept() -> None:
    made = logic(whole=False)
    above = {"ab": Band(3, 4, low_open=True), "a": Band(0, 4)}
    found = numbers(made, above)
    assert found is not None
    assert 3 < found["a"] - found["b"] <= 4
    assert numbers(made, {"ab": Band(4, 9, low_open=True)}) is None
    assert numbers(made, {"ab": Band(0, 4, low_open=True), "bc": Band(0, 4), "ac": Band(-4, 0)}) is None


def test_a_usual_number_is_one_that_the_question_takes() -> None:
    for question in (number("n", 0.5, 9.5), number("n", 0.5, 9.5, whole=False)):
        assert accepts(question, usual(question))
