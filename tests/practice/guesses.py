"""Predictions written by hand: three lines, three beliefs, six patients."""

from __future__ import annotations

from interview.practice.beliefs import Belief
from interview.practice.key import Response
from interview.practice.predictions import NOTHING_WRONG, Predicted, Predictions

TODAY, SOON, LEFT_OUT = Response.TODAY, Response.SOON, Response.LEFT_OUT
RIGHT = {"a": TODAY, "b": SOON, "c": LEFT_OUT}
FIRST, SECOND, OTHER = 1, 2, 3
"""Both of the first get rule `one` wrong; the other gets rule `two` wrong."""


def patient(wrong: dict[str, dict[Response, list[int]]]) -> Predicted:
    return Predicted("a", ("a", "b", "c"), RIGHT, wrong)


def predictions() -> Predictions:
    beliefs = (
        NOTHING_WRONG,
        Belief((0,), ("one",), ("a",)),
        Belief((1,), ("one",), ("a", "b")),
        Belief((2,), ("two",), ("c",)),
    )
    both = {"a": {LEFT_OUT: [FIRST, SECOND]}}
    return Predictions(
        beliefs,
        {
            "nobody": patient({}),
            "both": patient(both),
            "both again": patient(both),
            "both once more": patient(both),
            "second": patient({"b": {LEFT_OUT: [SECOND]}}),
            "other": patient({"c": {SOON: [OTHER]}}),
        },
    )
