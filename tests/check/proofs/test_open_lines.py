"""A line that the interview may leave open too long is named; one that it judges as well as can be is not."""

from __future__ import annotations

import pytest

from interview.check.proofs import prove
from interview.check.proofs.open_lines import stay_open
from interview.flow.conditions.syntax import All, Any, Compare, Condition
from interview.flow.logic.compiler import Logic, compile_flow
from interview.flow.model import DerivedNumber, Operation
from tests.engine.examples import difference, flow, line, number

PAIRS = {"d1": ("a", "b"), "d2": ("b", "c"), "d3": ("a", "c")}


def thresholds(name: str, count: int) -> Condition:
    return Any(tuple(Compare(name, ">", 3 * value) for value in range(count)))


def triangle(count: int) -> Logic:
    """Three differences of three numbers, each with so many thresholds, and a number beside them."""
    questions = [number(name, 0, 100) for name in "abcx"]
    when = All(tuple(thresholds(name, count) for name in PAIRS))
    lines = [line("many", when), line("two", All((Compare("d1", ">", 1), Compare("d2", ">", 1))))]
    alone = [line("apart", Compare("x", ">", 3))]
    differences = [difference(name, *pair) for name, pair in PAIRS.items()]
    return compile_flow(flow(questions, [*lines, *alone], differences=differences))


def test_every_line_of_differences_with_too_many_thresholds_is_named() -> None:
    found = list(stay_open(triangle(20)))
    assert [(one.code, one.message.split()[0]) for one in found] == [
        ("stays-open", "'many'"),
        ("stays-open", "'two'"),
    ]
    assert found[0].message.endswith("cannot be judged together exactly: 'd1', 'd2', 'd3'")


@pytest.mark.parametrize(("whole", "named"), [(False, ["line"]), (True, [])])
def test_a_line_of_sums_that_share_an_answer_is_named_unless_they_are_of_whole_numbers(
    whole: bool, named: list[str]
) -> None:
    questions = [number(name, 0, 9, whole=whole) for name in "abc"]
    sums = [DerivedNumber(name, Operation.SUM, tuple(name)) for name in ("ab", "bc")]
    when = All((Compare("ab", ">", 12), Compare("bc", "<", 3)))
    lines = [line("line", when), line("other", Compare("a", ">", 3))]
    found = stay_open(compile_flow(flow(questions, lines, differences=sums)))
    assert [one.message.split("'")[1] for one in found] == named


def test_what_can_be_judged_together_is_not_named() -> None:
    assert list(stay_open(triangle(2))) == []


def test_the_check_tells_it() -> None:
    assert [one.code for one in prove(triangle(20))].count("stays-open") == 2
