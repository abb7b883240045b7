"""Predictions written by hand: three lines, three beliefs, six patients."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from interview.check.cases.responses import Response
from interview.practice.beliefs import Belief
from interview.practice.predictions import NOTHING_WRONG, Listed, Predicted, Predictions

TODAY, SOON, LEFT_OUT = Response.TODAY, Response.SOON, Response.LEFT_OUT
RIGHT = {"a": TODAY, "b": SOON, "c": LEFT_OUT}
FIRST, SECOND, OTHER = 1, 2, 3
"""Both of the first get rule `one` wrong; the other gets rule `two` wrong."""
BELIEFS = (
    NOTHING_WRONG,
    Belief((0,), ("one",), ("a",)),
    Belief((1,), ("one",), ("a", "b")),
    Belief((2,), ("two",), ("c",)),
)
Wrong = Mapping[str, Mapping[Response, Sequence[int]]]
"""By line and response, the beliefs that give it where it is not the right one."""


def of(patients: Mapping[str, Wrong]) -> Predictions:
    """Return what is said of patients, each with what is wrong."""
    wrong: list[dict[tuple[str, Response], int]] = [{} for _ in BELIEFS]
    for place, said in enumerate(patients.values()):
        for line, responses in said.items():
            for response, held in responses.items():
                for belief in held:
                    before = wrong[belief].get((line, response), 0)
                    wrong[belief][line, response] = before | 1 << place
    everybody = (1 << len(patients)) - 1
    right = dict.fromkeys(RIGHT.items(), everybody)
    return Predictions(BELIEFS, dict.fromkeys(patients, Listed("a", tuple(RIGHT))), right, wrong)


def patient(wrong: Wrong) -> Predicted:
    return of({"alone": wrong}).patient("alone")


BOTH: Wrong = {"a": {LEFT_OUT: [FIRST, SECOND]}}
PATIENTS: Mapping[str, Wrong] = {
    "nobody": {},
    "both": BOTH,
    "both again": BOTH,
    "both once more": BOTH,
    "second": {"b": {LEFT_OUT: [SECOND]}},
    "other": {"c": {SOON: [OTHER]}},
}


def predictions(without: str = "") -> Predictions:
    return of({code: wrong for code, wrong in PATIENTS.items() if code != without})
