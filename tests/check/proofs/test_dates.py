"""Patients found for claims about dates are such patients, and where none is found there is none."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, timedelta
from decimal import Decimal
from itertools import product

import pytest
from hypothesis import given

from interview.check.proofs.patient_space import Among, Claim, NotProvedError
from interview.check.proofs.prover import Prover
from interview.engine import Status, conclude
from interview.flow.answers import Answer, Text
from interview.flow.conditions.syntax import All, Compare, Condition, Not
from interview.flow.logic.compiler import compile_flow
from interview.flow.model import LAST_VISIT, TODAY
from tests.engine.test_dates import ASKED, VISIT, conditions, made, session, true
from tests.engine.test_properties import few

BUDGET = 100_000
DAYS = [VISIT - timedelta(days=n) for n in (0, 1, 28, 29, 30, 31, 59, 60, 365, 366, 397, 760, 20_000)]


def found(when: Condition) -> dict[str, Answer] | None:
    claim = Claim(settled=(when,), among=Among.ANY_ANSWERS)
    return Prover(made(when), BUDGET).find(claim)


@given(conditions)
@few
def test_a_patient_who_is_shown_is_one_and_nobody_else_is_left(when: Condition) -> None:
    try:
        patient = found(when)
    except NotProvedError:  # said as it is; two numbers that share a date can be too much
        return
    if patient is None:
        assert not any(
            true(when, {**dict(zip(ASKED, days, strict=True)), TODAY: VISIT, LAST_VISIT: before})
            for *days, before in product(DAYS[::3], DAYS[::3], DAYS[::4], DAYS[::4])
        )
        return
    logic = compile_flow(made(when))
    today, last = (patient.get(name) for name in (TODAY, LAST_VISIT))
    asked = {name: answer for name, answer in patient.items() if name in logic.flow.questions}
    on = date.fromisoformat(today.text) if isinstance(today, Text) else VISIT
    before = date.fromisoformat(last.text) if isinstance(last, Text) else None
    assert conclude(session(logic, asked, on, before)).statuses["r0"] is Status.HOLDS


@pytest.mark.parametrize(
    "when",
    [
        Compare("since_onset", "<", Decimal(0)),
        Compare("since_visit", "<", Decimal(0)),
        Compare("since_onset", ">", Decimal(3000)),
        All((Compare("since_onset", ">", Decimal(12)), Not(Compare("since_onset", ">", Decimal(11))))),
    ],
)
def test_what_no_day_can_bring_is_proved(when: Condition) -> None:
    assert found(when) is None
    assert found(Not(when)) is not None


def test_a_date_between_a_fresh_one_and_the_visit_is_not_long_after_it() -> None:
    fresh = Compare("since_onset", "<", Decimal(1))
    with suppress(NotProvedError):
        assert found(All((fresh, Not(Compare("to_biopsy", "<", Decimal(31)))))) is None
    assert found(All((fresh, Not(Compare("to_biopsy", "<", Decimal(29)))))) is not None


def test_a_month_that_is_shown_settles_it_on_all_its_days() -> None:
    patient = found(Compare("since_seen", ">=", Decimal(2)))
    assert patient is not None
    seen = patient["seen"]
    assert isinstance(seen, Text)
    assert len(seen.text) == 7
