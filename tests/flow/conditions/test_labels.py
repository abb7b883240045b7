"""When a line holds, in the words that graph, notes and screens share."""

from __future__ import annotations

from dataclasses import replace

import pytest

from interview.flow.conditions.labels import Labels, held
from interview.flow.conditions.syntax import All, Always, Compare, Condition, Not
from tests.summary.example import ENDED, RECOMMENDATIONS, SWALLOW, flow


@pytest.mark.parametrize(
    ("when", "said"),
    [
        (Always(), "for everyone"),
        (SWALLOW, "if “Food sticks” is yes or “Repeat swallows” is yes"),
        (
            All((Not(ENDED), Compare("onset_age", "<=", 45.0))),
            "if not “Diagnosis” is “Not this” and “Age at onset” <= 45",
        ),
    ],
)
def test_a_condition_is_told_by_the_labels_of_the_flow(when: Condition, said: str) -> None:
    assert held(replace(RECOMMENDATIONS[0], when=when), Labels(flow())) == said


def test_a_line_that_waits_for_a_fact_says_so() -> None:
    line = replace(RECOMMENDATIONS[0], while_open="swallow_positive")
    assert held(line, Labels(flow())) == "while “Swallowing trouble” is undetermined"
