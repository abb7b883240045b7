"""Then and now: five marks, of which "new" never claims that something got worse."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest

from interview.summary.builder import build
from interview.summary.comparison import Comparison, compare, unchanged
from interview.summary.templates.renderer import render_note
from tests.summary.test_since_last_visit import AT, DAYS, visit

MARKS = {"new", "worse", "better", "gone", "gap"}


def rows(then: Mapping[str, object], now: Mapping[str, object]) -> list[tuple[str, str, str, str]]:
    found = compare([visit(DAYS[1], **then)], visit(DAYS[2], **now))
    assert {row.mark for row in found} <= MARKS
    return [(row.mark, row.label, row.then, row.now) for row in found]


@pytest.mark.parametrize(
    ("then", "mark"),
    [
        ({"chosen": ["falls"], "rest": "not_assessed"}, ("new", "Foot drop", "not checked", "yes")),
        (["falls"], ("worse", "Foot drop", "no", "yes")),
    ],
)
def test_a_tick_is_worse_only_where_it_was_looked_for_and_absent(then: object, mark: tuple[str, ...]) -> None:
    now = {"chosen": ["falls", "foot_drop"], "rest": "not_assessed"}
    assert mark in rows({"functional_limits": then}, {"functional_limits": now})


def test_what_was_so_and_is_denied_is_gone_and_what_was_not_looked_at_again_a_gap() -> None:
    then = {"functional_limits": ["falls"]}
    assert ("gone", "Falls", "yes", "no") in rows(then, {"functional_limits": []})
    partly = {"chosen": ["foot_drop"], "rest": "not_assessed"}
    assert ("gap", "Falls", "yes", "not checked") in rows(then, {"functional_limits": partly})
    found = rows(then, {"functional_limits": "not_assessed"})
    assert [row for row in found if row[1] == "Daily limits"] == [
        ("gap", "Daily limits", "fall in the past 12 months; no other daily limit", "not repeated")
    ]


def test_numbers_get_worse_by_what_the_flow_says() -> None:
    then = {"fvc_done": "yes", "fvc_sitting": 80}
    assert ("worse", "FVC sitting", "80 % predicted", "55 % predicted") in rows(
        then, {"fvc_done": "yes", "fvc_sitting": 55}
    )
    assert ("better", "FVC sitting", "80 % predicted", "90 % predicted") in rows(
        then, {"fvc_done": "yes", "fvc_sitting": 90}
    )


def test_a_result_that_was_pending_is_new() -> None:
    then = {"diagnosis_status": "suspected", "biopsy_done": "pending"}
    now = {"diagnosis_status": "suspected", "biopsy_done": "yes", "biopsy_vacuoles": "yes"}
    found = rows(then, now)
    assert ("new", "Rimmed vacuoles", "pending", "yes") in found
    assert "Biopsy" not in [label for _, label, *_ in found]


def test_what_cannot_change_has_no_row() -> None:
    then = {"diagnosis_status": "suspected", "onset_age": 60}
    now = {"diagnosis_status": "suspected", "onset_age": 61}
    assert [row for row in rows(then, now) if "onset" in row[1].lower()] == []


def test_a_change_without_a_better_and_worse_is_only_new() -> None:
    found = rows({"diagnosis_status": "suspected"}, {"diagnosis_status": "established"})
    assert found[0][0] == "new"


def test_the_same_answers_have_no_row() -> None:
    last, now = visit(DAYS[1]), visit(DAYS[2])
    assert compare([last], now) == ()
    assert "food_sticks" in unchanged(last, now)


def test_a_row_reads_then_and_now_without_a_sign_between() -> None:
    assert Comparison("worse", "x", "IBMFRS", "24", "19").text == "worse: IBMFRS: 24, now 19"
    note = render_note(build(visit(DAYS[2], ibmfrs_now=19), at=AT, visits=[visit(DAYS[1], ibmfrs_now=24)]))
    assert not re.search(r"\d > \d", note)
