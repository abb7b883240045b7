"""A derived number is exact once its operands are known, and is never told too narrowly before."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interview.engine.derived_numbers import ends
from interview.engine.derived_numbers import number as derived
from interview.flow.answers import Answer, Chosen, NotAssessed, Number
from interview.flow.conditions.syntax import Compare, Condition
from interview.flow.model import Constraint, Flow
from tests.engine.examples import answered, difference, flow, is_, line, number, yes_no

FALL = difference("fall", "before", "now")


def scores(*, whole: bool = True, must: Condition | None = None) -> Flow:
    questions = [
        yes_no("done"),
        number("before", 0, 40, whole=whole),
        number("now", 0, 40, whole=whole, applies_when=is_("done", "yes")),
    ]
    rules = [Constraint("order", must, "It never rises.")] if must else []
    lines = [line("look", Compare("fall", ">=", Decimal(2)))]
    return flow(questions, lines, differences=[FALL], constraints=rules)


def found(answers: dict[str, Answer], *, whole: bool = True, must: Condition | None = None) -> object:
    band = derived(answered(scores(whole=whole, must=must), answers), "fall")
    return band and ends(scores(), "fall", band)


DONE: dict[str, Answer] = {"done": Chosen("yes")}


def known(name: str, value: str) -> dict[str, Answer]:
    return {name: Number(Decimal(value))}


def test_a_difference_of_two_known_numbers_is_told_exactly() -> None:
    assert found({**DONE, **known("before", "24"), **known("now", "21")}) == (3, 3)
    given = {**DONE, **known("before", "34.10"), **known("now", "9.1")}
    assert found(given, whole=False) == (25, 25)


def test_a_missing_operand_leaves_the_range_it_still_allows() -> None:
    assert found({}) == (-40, 40)
    assert found(known("before", "24")) == (-16, 24)
    assert found({**DONE, **known("before", "24"), "now": NotAssessed()}) == (-16, 24)
    assert found({**DONE, **known("now", "21")}) == (-21, 19)


def test_what_every_patient_must_satisfy_narrows_the_range() -> None:
    never_rises = Compare("fall", ">=", Decimal(0))
    assert found(known("before", "24"), must=never_rises) == (0, 24)


def test_there_is_no_number_where_an_operand_does_not_apply() -> None:
    assert found({"done": Chosen("no"), **known("before", "24"), **known("now", "21")}) is None


def test_a_number_without_a_range_has_no_end() -> None:
    questions = [number("before", 0, 40), number("now", 0, 40)]
    open_ended = [questions[0], type(questions[1])("now", "Now?", questions[1].type, "Now")]
    session = answered(flow(open_ended, [], differences=[FALL]), known("before", "24"))
    band = derived(session, "fall")
    assert band is not None
    assert ends(session.flow, "fall", band) == (None, None)


@given(st.integers(0, 40), st.integers(0, 40))
def test_the_value_lies_in_what_was_possible_before_the_answer_came(before: int, now: int) -> None:
    for half in (known("before", str(before)), known("now", str(now))):
        band = derived(answered(scores(), {**DONE, **half}), "fall")
        assert band is not None
        assert Decimal(before - now) in band


@pytest.mark.parametrize("value", ["1.5", "2", "2.5"])
def test_ranges_meet_the_thresholds_of_conditions(value: str) -> None:
    never_more = Compare("fall", "<", Decimal(value))
    assert found(known("before", "24"), must=never_more, whole=False) == (-16, Decimal(value))
