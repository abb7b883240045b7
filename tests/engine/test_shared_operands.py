"""Differences of whole numbers and others are judged exactly: against every completion on a fine grid."""

from __future__ import annotations

import operator
from collections.abc import Mapping
from decimal import Decimal
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interview.check.proofs.witness import numbers
from interview.engine import Status, conclude, explain
from interview.engine.session import accepts
from interview.flow.answers import Answer, Number
from interview.flow.conditions.syntax import All, Any, Compare, Condition, Not
from interview.flow.logic.compiler import compile_flow
from interview.flow.model import Flow
from tests.effort import tries
from tests.engine.examples import answered, difference, flow, line, number

OPERATORS = {"<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge, "=": operator.eq}
STEPS = 16
"""Of the grid, in one: four times as fine as the thresholds and answers, as three numbers fit between."""
HIGHEST = 2


def quarters(low: int, high: int) -> st.SearchStrategy[Decimal]:
    return st.integers(4 * low, 4 * high).map(lambda value: Decimal(value) / 4)


def compared(names: list[str]) -> st.SearchStrategy[Condition]:
    return st.builds(
        Compare, st.sampled_from(names), st.sampled_from(list(OPERATORS)), quarters(-HIGHEST, HIGHEST)
    )


def conditions(names: list[str]) -> st.SearchStrategy[Condition]:
    parts = st.lists(compared(names), min_size=2, max_size=3).map(tuple)
    return st.one_of(parts.map(All), parts.map(Any), parts.map(All).map(Not))


def true(condition: Condition, values: Mapping[str, int]) -> bool:
    """Return whether a condition is true of numbers, given in steps of the grid."""
    match condition:
        case Not(condition=child):
            return not true(child, values)
        case All(conditions=parts):
            return all(true(part, values) for part in parts)
        case Any(conditions=parts):
            return any(true(part, values) for part in parts)
        case Compare(name=name, operator=symbol, value=value):
            return OPERATORS[symbol](values[name], int(value * STEPS))
    raise TypeError(condition)


@st.composite
def situations(draw: st.DrawFn) -> tuple[Flow, dict[str, Answer]]:
    """Draw a flow of three numbers, one of them whole at least, with differences of them, and answers."""
    wholes = {"a": draw(st.booleans()), "b": draw(st.booleans()), "c": True}
    order = draw(st.permutations(list(wholes)))
    questions = [number(name, 0, HIGHEST, whole=wholes[name]) for name in order]
    pairs = draw(st.lists(st.permutations(list(wholes)).map(lambda p: (p[0], p[1])), min_size=1, max_size=3))
    differences = [difference(f"d{place}", *pair) for place, pair in enumerate(pairs)]
    derived = [one.id for one in differences]
    of = st.one_of(compared(derived), conditions([*wholes, *derived]))
    lines = [line(f"r{place}", draw(of)) for place in range(3)]
    answers: dict[str, Answer] = {}
    for name in draw(st.sets(st.sampled_from(list(wholes)), max_size=2)):
        value = draw(st.integers(0, HIGHEST).map(Decimal) if wholes[name] else quarters(0, HIGHEST))
        answers[name] = Number(value)
    return flow(questions, lines, differences=differences), answers


def steps(of: Flow, name: str, answers: Mapping[str, Answer]) -> list[int]:
    said, limits = answers.get(name), of.questions[name].range
    if isinstance(said, Number):
        return [int(said.value * STEPS)]
    assert limits is not None
    return list(range(0, HIGHEST * STEPS + 1, STEPS if limits.whole else 1))


def expected(of: Flow, answers: Mapping[str, Answer]) -> dict[str, Status]:
    """Judge every line by trying every completion."""
    seen: dict[str, set[bool]] = {name: set() for name in of.recommendations}
    for values in product(*(steps(of, name, answers) for name in of.questions)):
        found = dict(zip(of.questions, values, strict=True))
        found |= {one.id: found[one.names[0]] - found[one.names[1]] for one in of.numbers.values()}
        for name, one in of.recommendations.items():
            seen[name].add(true(one.when, found))
    settled: dict[tuple[bool, ...], Status] = {(True,): Status.HOLDS, (False,): Status.RULED_OUT}
    return {name: settled.get(tuple(outcomes), Status.OPEN) for name, outcomes in seen.items()}


@settings(max_examples=tries(150), deadline=None)
@given(situations())
def test_lines_are_judged_as_by_trying_everything(situation: tuple[Flow, dict[str, Answer]]) -> None:
    of, answers = situation
    assert conclude(answered(of, answers)).statuses == expected(of, answers)


@settings(max_examples=tries(40), deadline=None)
@given(situations())
def test_what_would_change_a_line_can_be_given_and_does(situation: tuple[Flow, dict[str, Answer]]) -> None:
    of, answers = situation
    session = answered(of, answers)
    for name in of.recommendations:
        for change in explain(conclude(session), name).would_change:
            assert all(accepts(of.questions[one], answer) for one, answer in change.answers.items())
            assert expected(of, {**answers, **change.answers})[name] is change.status


def wholes() -> Flow:
    """Two whole numbers and one that is none, with lines about their differences."""
    questions = [number("a", 0, 10), number("e", 0, 10), number("h", 0, 10, whole=False)]
    between = (Compare("dh", ">", Decimal("0.5")), Compare("dh", "<", Decimal("0.6")))
    lines = [
        line("more", Compare("d", ">", Decimal(4))),
        line("higher", Compare("dh", ">", Decimal("0.5"))),
        line("never", All((*between, Compare("h", "=", Decimal("3.2"))))),
    ]
    return flow(questions, lines, differences=[difference("d", "e", "a"), difference("dh", "h", "a")])


def test_only_whole_numbers_are_tried_where_they_are_asked_for() -> None:
    session = answered(wholes(), {"e": Number(5), "h": Number(2)})
    told = [
        change.answers
        for name in ("more", "higher")
        for change in explain(conclude(session), name).would_change
    ]
    tried = [answers["a"] for answers in told if "a" in answers]
    assert Number(1) in tried
    assert all(isinstance(one, Number) and one.value == int(one.value) for one in tried)


@pytest.mark.parametrize("answers", [{}, {"h": Number(Decimal("3.2"))}, {"e": Number(5)}])
def test_a_line_that_no_whole_number_fits_is_ruled_out(answers: dict[str, Answer]) -> None:
    assert conclude(answered(wholes(), answers)).statuses["never"] is Status.RULED_OUT


def test_a_patient_has_whole_numbers_where_they_are_asked_for() -> None:
    logic = compile_flow(wholes())
    variable = logic.of["dh"][0]
    middle = next(band for band in variable.bands if Decimal("0.55") in band)
    found = numbers(logic, {"dh": middle})
    assert found is not None
    assert found["a"] == int(found["a"])
    assert found["h"] - found["a"] in middle
