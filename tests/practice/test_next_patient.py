"""The next patient: the one by whom the likeliest beliefs differ."""

from __future__ import annotations

import math
from collections.abc import Mapping
from itertools import combinations
from random import Random

import pytest

from interview.check.cases.responses import Response
from interview.practice.next_patient import OVERLAP, information, next_patient
from interview.practice.odds import Odds
from interview.practice.predictions import WIDTH, Predicted
from tests.practice.guesses import FIRST, LEFT_OUT, RIGHT, SECOND, SOON, patient, predictions


def test_it_tells_the_likeliest_apart() -> None:
    odds = Odds(predictions()).practising("one")
    assert next_patient(odds, odds.predictions.cases, Random(1)) in {
        "both",
        "both again",
        "both once more",
    }
    for code in ("both", "both again"):
        odds = odds.after(code, {**RIGHT, "a": LEFT_OUT})
    assert next_patient(odds, odds.predictions.cases, Random(1)) == "second"


def test_what_was_seen_or_tells_nothing_is_left_out() -> None:
    odds = Odds(predictions()).practising("one")
    assert next_patient(odds, ("nobody", "other", "elsewhere"), Random(1)) is None
    assert next_patient(odds, ("both", "second"), Random(1), {"both"}) == "second"
    assert next_patient(Odds(predictions()), odds.predictions.cases, Random(1)) is None


def test_information_is_none_where_all_say_the_same_and_grows_with_the_lines_that_differ() -> None:
    def told(one: Predicted, weights: Mapping[int, float]) -> float:
        return information(one, RIGHT, one.ways(weights))

    weights = {FIRST: 0.5}
    assert told(patient({}), weights) == 0
    one = told(patient({"a": {LEFT_OUT: [FIRST]}}), weights)
    two = told(patient({"a": {LEFT_OUT: [FIRST]}, "b": {LEFT_OUT: [FIRST]}}), weights)
    assert 0 < one < two < 1
    assert one == pytest.approx(1 - math.log2(1 + OVERLAP))
    # a line on which both beliefs say the same tells them no more apart
    both = patient({"a": {LEFT_OUT: [FIRST, SECOND]}})
    assert told(both, {FIRST: 0.5, SECOND: 0.5}) == 0
    # two beliefs that say something else each are told apart as well as one is from what is right
    apart = patient({"a": {LEFT_OUT: [FIRST], SOON: [SECOND]}})
    assert told(apart, {FIRST: 0.5, SECOND: 0.5}) == pytest.approx(one)


def test_every_response_to_every_line_is_another_way_to_answer() -> None:
    assert len(Response) < 1 << WIDTH
    said = [
        patient({line: {response: [FIRST]}})
        for line in RIGHT
        for response in Response
        if response is not RIGHT[line]
    ]
    ways = [way for one in said for way in one.ways({FIRST: 1})]
    assert len({*ways}) == len(RIGHT) * (len(Response) - 1)
    for one, other in combinations(ways, 2):
        among = said[0].among
        lines = {line for line in RIGHT if (one | other) & among.within([line])}
        assert among.differ(one, other) == len(lines)
        assert among.differ(one, 0) == 1
