"""Odds: as worked out by hand, and nothing is said on the strength of little."""

from __future__ import annotations

import pytest

from interview.check.cases.responses import Response
from interview.practice.odds import GUESSERS, Odds
from interview.practice.predictions import KNOWS
from tests.practice.guesses import FIRST, LEFT_OUT, OTHER, RIGHT, SECOND, SOON, predictions


def test_one_error_weighs_as_the_chances_of_it_say() -> None:
    odds = Odds(predictions()).practising("one").after("both", {"a": LEFT_OUT})
    # 0.02 by the rules and 0.9 by each of two beliefs, which share 1; 1/6 by guessing
    weights = {KNOWS: 0.02, FIRST: 0.45, SECOND: 0.45}
    total = sum(weights.values()) + GUESSERS / 6
    assert {one: pytest.approx(part / total) for one, part in weights.items()} == odds.shares


def test_a_right_answer_speaks_against_a_belief() -> None:
    odds = Odds(predictions()).practising("one").after("both", RIGHT)
    assert odds.ranking[0] == KNOWS
    assert odds.shares[FIRST] < 0.02


def test_other_rules_are_weighed_from_the_first_error_they_could_have_caused() -> None:
    before = Odds(predictions()).practising("one").after("other", RIGHT)
    assert OTHER not in before.shares
    after = before.after("other", {**RIGHT, "c": SOON})
    assert OTHER in after.shares
    # 0.9 of an error and 0.02 of what was right before, against 0.02 and 0.9: as likely as at first, 1 in 4
    assert after.shares[OTHER] / after.shares[KNOWS] == pytest.approx(1 / 4)


def test_an_error_can_be_a_slip_of_somebody_who_gets_the_line_wrong_in_another_way() -> None:
    odds = Odds(predictions()).after("other", {**RIGHT, "c": Response.CAUTION})
    # 0.02 by the rules and by the belief alike: it is as likely as it was at first, and no longer left out
    assert odds.shares[OTHER] / odds.shares[KNOWS] == pytest.approx(1 / 4)
    assert odds.suspects == {OTHER: odds.shares[OTHER]}
    assert odds.after("other", {**RIGHT, "c": SOON}).named is None


def test_nothing_is_named_after_a_single_case_and_then_it_is() -> None:
    odds = Odds(predictions()).practising("one").after("second", {**RIGHT, "b": LEFT_OUT})
    assert odds.ranking[0] == SECOND
    assert odds.named is None
    assert odds.after("both", {**RIGHT, "a": LEFT_OUT}).named == SECOND


def test_what_no_case_tells_apart_is_named_together() -> None:
    odds = Odds(predictions(without="second")).practising("one")
    for code in ("both", "both again", "both once more"):
        odds = odds.after(code, {**RIGHT, "a": LEFT_OUT})
    assert odds.shares[FIRST] == odds.shares[SECOND]
    assert odds.named == FIRST


def test_who_guesses_is_told_nothing() -> None:
    odds = Odds(predictions()).practising("one")
    for code in ("both", "second", "both again", "other", "both once more"):
        odds = odds.after(code, {"a": LEFT_OUT, "b": Response.ASK_FIRST, "c": Response.CAUTION})
    assert odds.named is None
    assert sum(odds.shares.values()) < 0.5


def test_a_case_of_which_nothing_is_predicted_changes_nothing() -> None:
    odds = Odds(predictions()).practising("one")
    assert odds.after("elsewhere", {"a": LEFT_OUT}) is odds
    assert odds.after("both", {"unheard of": SOON}).shares == odds.shares
