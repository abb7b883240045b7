"""A strict client finds the same questions and the same facts as the engine."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from decimal import Decimal
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interview.engine import Session
from interview.export.fhir.questionnaire import questionnaire, render_questionnaire
from interview.export.fhir.response import render_response, response
from interview.flow.answers import Number
from interview.flow.conditions.syntax import Compare, Condition
from interview.flow.logic.compiler import Logic, compile_flow
from tests.effort import LONG, tries
from tests.engine.examples import answered, clinic, difference, flow, number
from tests.engine.strategies import flows, sayings
from tests.export.fhir.client import (
    expression,
    form_faults,
    items,
    response_faults,
    shown,
    variables,
    worked_out,
)
from tests.export.fhir.oracle import asked_before_the_end, counting
from tests.export.fhir.test_form_logic import half_measured
from tests.export.fhir.test_round_trip import FORMS_OF_ANSWERS
from tests.export.patients import one_of_each_path
from tests.summary.patients import PATHS as EVERY_PATH
from tests.summary.patients import logic

AT = "2026-03-01T10:00:00+00:00"
PATHS = EVERY_PATH[:: 1 if LONG else 5]
"""A client takes seconds for each; every path in the long run."""
LONGEST = 30_000
"""Characters of FHIRPath that a client can be asked to work out for one item."""


@cache
def shipped() -> dict[str, Any]:
    """Return the form of the shipped flow."""
    return questionnaire(logic())


def agree(form: dict[str, Any], session: Session) -> None:
    """Fail unless a client shows the questions that the engine asks, and finds its facts."""
    made = response(session, at=AT)
    known = variables(form, made)
    visible = shown(form, made, known)
    assert list(response_faults(form, made, visible)) == []
    asked = asked_before_the_end(session) | set(counting(session))
    assert visible & set(session.flow.questions) == asked
    completions = {
        f"fact/{name}": session.completions.truth(session.logic.node(fact.when))
        for name, fact in session.flow.facts.items()
    }
    found = worked_out(form, made, known)
    if not half_measured(session):
        assert {name: found.get(name) for name in completions} == completions


def test_what_conditions_have_in_common_is_said_once() -> None:
    written = [
        expression(item, name)
        for _, item in items(shipped())
        for name in ("enableWhenExpression", "calculatedExpression")
    ]
    said = [one["valueExpression"]["expression"] for one in shipped()["extension"]]
    assert max(map(len, (*written, *said))) <= LONGEST
    assert len(set(said)) == len(said)
    for place, one in enumerate(shipped()["extension"], 1):
        name = one["valueExpression"]["name"]
        uses = [text for text in (*said[place:], *written) if re.search(rf"%{name}\b", text)]
        assert uses
        assert not any(re.search(rf"%{name}\b", text) for text in said[:place])


@pytest.mark.parametrize("name", PATHS)
def test_a_client_asks_and_knows_what_the_engine_does(name: str) -> None:
    agree(shipped(), one_of_each_path()[name])


@settings(max_examples=tries(40), deadline=None)
@given(st.data())
def test_a_client_follows_any_flow(data: st.DataObject) -> None:
    flow = data.draw(flows(constrained=False))
    session = answered(flow, data.draw(sayings(flow)))
    form = questionnaire(session.logic)
    assert list(form_faults(form)) == []
    agree(form, session)


@pytest.mark.parametrize("compiled", [logic, lambda: compile_flow(clinic())], ids=["ibm", "clinic"])
def test_a_form_has_none_of_the_faults_that_validators_miss(compiled: Callable[[], Logic]) -> None:
    assert list(form_faults(questionnaire(compiled()))) == []


def test_every_kind_of_question_makes_a_form_without_faults() -> None:
    form = questionnaire(answered(FORMS_OF_ANSWERS, {}).logic)
    assert list(form_faults(form)) == []
    kinds = {item["linkId"]: item["type"] for _, item in items(form)}
    assert {name: kinds[name] for name in FORMS_OF_ANSWERS.questions} == {
        "either": "choice",
        "pick": "choice",
        "ticks": "choice",
        "score": "decimal",
        "any_number": "decimal",
        "month": "string",
        "words": "text",
    }


def test_every_choice_lets_one_say_that_it_was_not_assessed() -> None:
    for _, item in items(shipped()):
        if item["linkId"] in logic().flow.questions and item["type"] == "choice":
            codes = {one["valueCoding"]["code"] for one in item["answerOption"]}
            assert codes >= {"not_assessed", "not_known", "pending", "declined"}


def test_what_needs_no_expression_has_none() -> None:
    by_link = {item["linkId"]: item for _, item in items(shipped())}
    assert "enableWhen" not in by_link["urgent_problems"]
    assert "enableWhen" in by_link["food_sticks"]
    assert "enableWhen" not in by_link["swallow_imaging"]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"linkId": "a"}, "a is there twice"),
        ({"enableWhen": [{"question": "c", "operator": "exists", "answerBoolean": True}]}, "refers to c"),
        (
            {
                "enableWhen": [
                    {"question": "a", "operator": "!=", "answerCoding": {"system": "s", "code": "x"}}
                ]
            },
            "!=",
        ),
        (
            {
                "enableWhen": [
                    {"question": "a", "operator": "=", "answerCoding": {"system": "s", "code": "z"}}
                ]
            },
            "z",
        ),
        ({"answerOption": []}, "a choice without options"),
    ],
)
def test_the_reader_notices_what_validators_miss(change: dict[str, Any], said: str) -> None:
    options = [{"valueCoding": {"system": "s", "code": code, "display": code}} for code in "xy"]
    first = {"linkId": "a", "text": "A", "type": "choice", "answerOption": options}
    second = {**first, "linkId": "b", "enableBehavior": "any", **change}
    assert any(said in fault for fault in form_faults({"item": [first, second]}))


def pressures() -> Logic:
    questions = [number(name, 0, 100, whole=False) for name in ("sitting", "supine")]
    facts: dict[str, Condition] = {
        f"{word}_{end}": Compare("fall", symbol, Decimal(value))
        for word, symbol in (("least", ">="), ("just", "="), ("below", "<"))
        for end, value in (("tenth", "0.1"), ("many", "25"))
    }
    return compile_flow(
        flow(questions, [], facts=facts, differences=[difference("fall", "sitting", "supine")])
    )


@settings(deadline=None)
@given(st.integers(300, 999), st.sampled_from([0, 1, -1, 249, 250, 251]))
def test_a_client_works_a_difference_out_as_the_engine_does(tenths: int, fall: int) -> None:
    sitting, supine = Decimal(tenths).scaleb(-1), Decimal(tenths - fall).scaleb(-1)
    logic = pressures()
    session = answered(logic.flow, {"sitting": Number(sitting), "supine": Number(supine)})
    made = json.loads(render_response(session, at=AT), parse_float=Decimal)
    found = worked_out(json.loads(render_questionnaire(logic), parse_float=Decimal), made)
    facts = session.logic.flow.facts.values()
    known = {f"fact/{one.id}": session.completions.truth(session.logic.node(one.when)) for one in facts}
    assert found == {**known, "fact/fall": Decimal(fall).scaleb(-1)}
