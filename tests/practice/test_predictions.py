"""Predictions: what a belief says of a patient is what the engine concludes by the faulty flow."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from interview.check.cases.responses import right_response
from interview.engine.completions import complete
from interview.engine.conclusions import status
from interview.flow.loading.loader import load_flow
from interview.flow.logic.compiler import compile_flow
from interview.practice.beliefs import clinical_mutants
from interview.practice.case import open_case
from interview.practice.case_code import read_code
from interview.practice.drawn_case import ANY_DAY
from interview.practice.key import key_of
from interview.practice.patients import Patients
from interview.practice.pool import PoolCase, pool
from interview.practice.predictions import KNOWS, Predictions, filled, predict
from interview.practice.twins import Twins
from tests.effort import tries

IBM = Path(__file__).parents[2] / "flows" / "ibm-management"
LINE = "speech_therapy"


@pytest.fixture(scope="module")
def twins() -> Twins:
    return Twins(Patients(compile_flow(load_flow(IBM))))


@pytest.fixture(scope="module")
def cases(twins: Twins) -> dict[str, PoolCase]:
    return pool(twins, Random(2), size=100)


@pytest.fixture(scope="module")
def predictions(twins: Twins, cases: dict[str, PoolCase]) -> Predictions:
    return predict(twins.patients.flow, cases, LINE)


def test_what_is_right_is_the_key(twins: Twins, predictions: Predictions) -> None:
    rng = Random(3)
    for code in rng.sample(sorted(predictions.cases), 12):
        case = open_case(twins, read_code(twins.patients.flow, code), ANY_DAY)
        patient = predictions.patient(code)
        assert (patient.case.rule, patient.case.lines) == (case.rule, case.lines)
        assert patient.right == case.key.right
        assert all(patient.says(KNOWS, line) is right for line, right in case.key.right.items())


def test_what_a_belief_says_is_what_its_flow_concludes(
    cases: dict[str, PoolCase], predictions: Predictions, twins: Twins
) -> None:
    rng, flow = Random(4), twins.patients.flow
    made = clinical_mutants(flow)
    beliefs = [place for place, one in enumerate(predictions.beliefs) if one.mutants]
    departed = 0
    for belief in rng.sample(beliefs, tries(12)) if tries(12) < len(beliefs) else beliefs:
        faulty = made[predictions.beliefs[belief].mutants[0]].flow
        logic = compile_flow(faulty)
        some = predictions.codes(predictions.shows[belief])[:4] + rng.sample(sorted(cases), 4)
        for code in some:
            completions, patient = complete(logic, cases[code].answers), predictions.patient(code)
            for line in patient.right:
                concluded = right_response(faulty.recommendations[line], status(completions, line))
                assert patient.says(belief, line) is concluded, (belief, code, line)
                departed += concluded is not patient.right[line]
    assert departed > 20


def test_what_is_not_known_is_taken_for_no_by_one_belief(
    cases: dict[str, PoolCase], predictions: Predictions, twins: Twins
) -> None:
    flow, blind = twins.patients.flow, len(predictions.beliefs) - 1
    assert predictions.beliefs[blind].mutants == ()
    assert predictions.shows[blind]
    for code in predictions.codes(predictions.shows[blind])[:8]:
        wrong = key_of(twins.patients.session(filled(flow, cases[code].answers)), ANY_DAY)
        patient = predictions.patient(code)
        for line in patient.right:
            concluded = right_response(flow.recommendations[line], wrong.status(line))
            assert patient.says(blind, line) is concluded


def test_predictions_of_more_patients_are_those_of_all_at_once(
    cases: dict[str, PoolCase], predictions: Predictions, twins: Twins
) -> None:
    codes = list(cases)
    parts = [{code: cases[code] for code in some} for some in (codes[:30], codes[30:])]
    first, more = (predict(twins.patients.flow, part, LINE) for part in parts)
    assert first.with_more(more) == predictions
