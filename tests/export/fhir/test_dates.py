"""A form counts between days as the program does, knows nothing of a month, and its answers come back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

import pytest

from interview.engine import Event, EventKind, Session, Status, conclude, replay
from interview.engine.derived_numbers import settled_number
from interview.errors import UsageError
from interview.export.fhir.questionnaire import render_questionnaire
from interview.export.fhir.response import render_response
from interview.export.fhir.response_import import read_response
from interview.flow.answers import Answer, Chosen, Text
from interview.flow.conditions.syntax import Compare
from interview.flow.dates import FIRST
from interview.flow.logic.compiler import Logic, compile_flow
from interview.flow.model import TODAY, DerivedNumber, Flow, Operation, Question, QuestionType
from tests.engine.examples import flow, line, yes_no
from tests.export.fhir.client import shown, worked_out

VISIT = date(2024, 3, 1)
AT = "2024-03-01T00:30:00+13:00"
"""Still February in UTC."""
LONG = Compare("months", ">=", Decimal(12))


def made() -> Flow:
    dates = [Question(name, f"{name}?", QuestionType.DATE, name) for name in ("onset", "biopsy")]
    numbers = [
        DerivedNumber("months", Operation.MONTHS_BETWEEN, ("onset", TODAY)),
        DerivedNumber("years", Operation.YEARS_BETWEEN, ("onset", "biopsy")),
        DerivedNumber("days", Operation.DAYS_BETWEEN, ("onset", "biopsy")),
        DerivedNumber("visit", Operation.DAYS_BETWEEN, ("last_visit", TODAY)),
    ]
    return flow([*dates, yes_no("fallen", ask_when=LONG)], [line("r0", LONG)], differences=numbers)


@pytest.fixture(scope="module")
def logic() -> Logic:
    return compile_flow(made())


def session(logic: Logic, answers: Mapping[str, Answer]) -> Session:
    return replay(logic, [Event(name, EventKind.ANSWERED, name, AT, said) for name, said in answers.items()])


def both(logic: Logic, answers: Mapping[str, Answer]) -> tuple[Session, Any, Any]:
    now = session(logic, answers)
    form = json.loads(render_questionnaire(logic))
    return now, form, json.loads(render_response(now, at=AT))


def test_a_form_counts_between_days_as_the_program_does(logic: Logic) -> None:
    random = Random(1)
    for _ in range(60):
        onset = FIRST + timedelta(days=random.randrange((VISIT - FIRST).days))
        biopsy = min(onset + timedelta(days=random.choice([0, 1, 28, 59, 365, 366, 9000])), VISIT)
        answers = {"onset": Text(onset.isoformat()), "biopsy": Text(biopsy.isoformat())}
        now, form, response = both(logic, answers)
        found = worked_out(form, response)
        for name in ("months", "years", "days"):
            assert found[f"fact/{name}"] == settled_number(now, name), (onset, biopsy, name)
        assert found["fact/visit"] is None
        asked = (VISIT.year - onset.year) * 12 + VISIT.month - onset.month - (VISIT.day < onset.day) >= 12
        assert ("fallen" in shown(form, response)) is asked


def test_a_form_knows_nothing_of_what_a_month_settles(logic: Logic) -> None:
    now, form, response = both(logic, {"onset": Text("2020-05"), "fallen": Chosen("no")})
    assert conclude(now).statuses["r0"] is Status.HOLDS
    assert worked_out(form, response)["fact/months"] is None
    assert "fallen" in shown(form, response)  # as a question that was picked to be answered


@pytest.mark.parametrize("text", ["2020", "2020-05", "2020-05-31"])
def test_dates_come_back_as_they_were_known(text: str, logic: Logic) -> None:
    now, _, response = both(logic, {"onset": Text(text)})
    assert response["authored"] == AT
    assert read_response(logic.flow, json.dumps(response)) == dict(now.answers)


def test_a_date_that_is_none_is_refused(logic: Logic) -> None:
    _, _, response = both(logic, {"onset": Text("2020-05-31")})
    text = json.dumps(response).replace("2020-05-31", "2020-02-30")
    with pytest.raises(UsageError, match="'2020-02-30' is not a date"):
        read_response(logic.flow, text)
