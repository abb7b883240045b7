"""A status is exact over every completion of what is not assessed."""

from __future__ import annotations

import pytest

from interview.engine import Status, conclude
from interview.flow.answers import Answer, Chosen, NotAssessed, Number, Several
from interview.flow.conditions.syntax import Any, Not
from tests.engine.examples import answered, clinic, flow, fresh, is_, line, yes_no

YES, NO = Chosen("yes"), Chosen("no")


def statuses(**answers: Answer) -> dict[str, Status]:
    return dict(conclude(answered(clinic(), answers)).statuses)


def test_nothing_answered_leaves_the_swallow_lines_open_and_prompts_to_screen() -> None:
    found = statuses()
    assert found["therapy"] is found["rescreen"] is Status.OPEN
    assert found["screen"] is Status.HOLDS


def test_one_positive_item_settles_whatever_the_other_is() -> None:
    found = statuses(sticks=YES)
    assert found["therapy"] is Status.HOLDS
    assert found["rescreen"] is found["screen"] is Status.RULED_OUT


def test_not_assessed_is_not_no() -> None:
    found = statuses(sticks=NO, repeats=NotAssessed())
    assert found["therapy"] is Status.OPEN
    assert found["rescreen"] is Status.OPEN


def test_a_condition_true_either_way_holds_with_nothing_answered() -> None:
    either = flow([yes_no("a")], [line("both", Any((is_("a", "yes"), Not(is_("a", "yes")))))])
    assert conclude(fresh(either)).statuses == {"both": Status.HOLDS}


def test_options_not_checked_stay_open() -> None:
    assert statuses(disease=Several(frozenset(), rest_absent=False))["against"] is Status.OPEN
    assert statuses(disease=Several())["against"] is Status.HOLDS


def test_a_table_gives_the_outcomes_still_possible() -> None:
    partly = answered(clinic(), {"disease": Several(frozenset({"sle"}), rest_absent=False)})
    assert conclude(partly).tables["drug"] == ("mimics", "discuss")


def test_the_first_matching_row_decides() -> None:
    both = answered(clinic(), {"disease": Several(frozenset({"sle", "hiv"}))})
    assert conclude(both).tables["drug"] == ("mimics",)


def test_an_answer_to_a_question_that_does_not_apply_is_kept_and_does_not_count() -> None:
    suspected = {"status": Chosen("suspected"), "vacuoles": NO}
    assert statuses(**suspected, biopsy=YES)["rebiopsy"] is Status.HOLDS
    gone = answered(clinic(), {**suspected, "biopsy": NO})
    assert conclude(gone).statuses["rebiopsy"] is Status.OPEN
    assert gone.answers["vacuoles"] == NO


@pytest.mark.parametrize(("before", "now", "expected"), [(30, 28, "holds"), (30, 29, "ruled_out")])
def test_a_difference_is_exact_when_both_numbers_are_known(before: int, now: int, expected: str) -> None:
    assert statuses(before=Number(before), now=Number(now))["decline"] == expected


def test_a_difference_with_one_number_missing_is_open_unless_the_range_decides_it() -> None:
    assert statuses(before=Number(30))["decline"] is Status.OPEN
    assert statuses(before=Number(1))["decline"] is Status.RULED_OUT
    assert statuses(now=Number(39))["decline"] is Status.RULED_OUT


def test_the_ending_answer_is_left_out_until_it_is_given() -> None:
    assert statuses()["not_ibm"] is Status.RULED_OUT
    found = statuses(status=Chosen("not_ibm"), sticks=YES, disease=Several())
    assert found["not_ibm"] is found["therapy"] is Status.HOLDS
    assert found["against"] is Status.RULED_OUT
