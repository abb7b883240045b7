"""Rules are seen again the later, the more often and surely they were right."""

from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import count

from interview.practice.attempt import Attempt
from interview.practice.marking import Verdict
from interview.practice.schedule import due

_IDS = count()


def attempt(day: int, verdict: Verdict, sure: int = 2, rule: str = "treat") -> Attempt:
    at = datetime(2026, 11, day, 9, tzinfo=UTC).isoformat()
    id = str(next(_IDS))
    return Attempt(id, "f", f"f-1-{id}", "learn", at, sure=sure, rule=rule, verdicts={"treat": verdict})


def on(*history: Attempt) -> date:
    return due(history)["treat"]


def test_a_rule_that_was_right_is_seen_later_than_one_that_was_missed() -> None:
    assert on(attempt(1, Verdict.MISSED)) < on(attempt(1, Verdict.FOUND))


def test_the_surer_the_later() -> None:
    assert (
        on(attempt(1, Verdict.FOUND, 1)) < on(attempt(1, Verdict.FOUND, 2)) < on(attempt(1, Verdict.FOUND, 3))
    )


def test_the_more_often_right_the_longer_the_pause() -> None:
    first = on(attempt(1, Verdict.FOUND))
    again = on(attempt(1, Verdict.FOUND), attempt(first.day, Verdict.FOUND))
    assert again - first > first - date(2026, 11, 1)


def test_a_miss_brings_it_back_soon() -> None:
    known = [attempt(day, Verdict.FOUND, 3) for day in (1, 10)]
    assert on(*known, attempt(20, Verdict.MISSED)) < on(*known, attempt(20, Verdict.FOUND))


def test_what_was_rightly_left_out_among_others_is_not_seen() -> None:
    assert due([attempt(1, Verdict.RIGHTLY_LEFT_OUT, rule="other")]) == {}
    assert "treat" in due([attempt(1, Verdict.EXCESS, rule="other")])


def test_what_is_only_defensible_shows_nothing_and_moves_no_day() -> None:
    assert due([attempt(1, Verdict.DEFENSIBLE)]) == {}
    known = [attempt(1, Verdict.FOUND), attempt(9, Verdict.FOUND)]
    assert due([*known, attempt(20, Verdict.DEFENSIBLE)]) == due(known)


def test_the_same_history_gives_the_same_days() -> None:
    history = [attempt(day, Verdict.FOUND) for day in (1, 4, 9)]
    assert due(history) == due(history)
