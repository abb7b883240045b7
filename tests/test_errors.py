"""Errors name the place, show the line and point at the word."""

from __future__ import annotations

import pytest

from interview.errors import FlowError, Place, Problem, did_you_mean


def test_a_problem_points_at_its_column_below_its_line() -> None:
    problem = Problem(Place("f/flow.yaml", 12, 11), "no such answer", "unknown-answer", "\twhen: x is y")
    assert str(problem).splitlines() == [
        "f/flow.yaml:12:11: no such answer",
        "    \twhen: x is y",
        "    \t         ^",
    ]


@pytest.mark.parametrize(
    ("before", "columns"),
    [("a", 1), ("é", 1), ("e\u0301", 1), ("漢字", 4), ("ｗ", 2), ("한", 2), ("\u200b", 0), ("नि", 2)],
)
def test_the_caret_stands_below_its_character_on_a_terminal(before: str, columns: int) -> None:
    problem = Problem(Place("f", 1, len(before) + 1), "wrong", excerpt=f"{before}x")
    assert str(problem).splitlines()[2] == "    " + " " * columns + "^"


def test_an_error_lists_every_problem_in_the_order_of_the_file() -> None:
    late, early = Problem(Place("a", 9), "late"), Problem(Place("a", 2), "early")
    assert [p.message for p in FlowError([late, early]).problems] == ["early", "late"]


def test_the_nearest_word_is_offered_only_when_it_is_near() -> None:
    assert did_you_mean("suspcted", ["suspected", "established"]) == "; did you mean 'suspected'?"
    assert did_you_mean("zebra", ["suspected", "established"]) == ""
