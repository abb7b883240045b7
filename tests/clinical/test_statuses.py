"""Every fact, table and recommendation of the engine on the flow equals the oracle's, patient by patient."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest

from interview.engine import Relevance, Status, conclude, relevance
from interview.flow.logic.compiler import Logic
from tests.clinical import completions, patients
from tests.clinical.questions import IN_LOGIC, ONE, SEVERAL
from tests.clinical.recommendations import WORDED_WHEN

Known = dict[str, Any]


def differences(logic: Logic, known: Known) -> dict[str, tuple[Any, Any]]:
    """Return what the oracle says and what the engine says, wherever they disagree."""
    session = patients.session(logic, known)
    conclusions = conclude(session)
    expected: dict[str, Any] = {
        **{f"fact {name}": value for name, value in completions.facts(known).items()},
        **{f"table {name}": value for name, value in completions.tables(known).items()},
        **completions.statuses(known),
        "number of conflicts": completions.conflicts(known),
    }
    got: dict[str, Any] = {
        **{f"fact {name}": value for name, value in conclusions.facts.items()},
        **{f"table {name}": set(possible) for name, possible in conclusions.tables.items()},
        **{name: str(status) for name, status in conclusions.statuses.items()},
        "number of conflicts": len(conclusions.warnings),
    }
    names = expected.keys() | got.keys()
    return {
        name: (expected.get(name), got.get(name)) for name in names if expected.get(name) != got.get(name)
    }


def check(logic: Logic, known: Known) -> None:
    assert differences(logic, known) == {}, f"(oracle, engine) for {known}"


@pytest.mark.parametrize("seed", range(8))
def test_complete_patients(logic: Logic, seed: int) -> None:
    random = Random(seed)
    for _ in range(250):
        check(logic, patients.with_tests_done(patients.complete(random)))


@pytest.mark.parametrize("seed", range(8))
def test_findings_of_tests_not_done_do_not_count(logic: Logic, seed: int) -> None:
    random = Random(1000 + seed)
    for _ in range(50):
        check(logic, patients.complete(random))


@pytest.mark.parametrize("seed", range(8))
def test_incomplete_patients(logic: Logic, seed: int) -> None:
    random = Random(2000 + seed)
    for _ in range(40):
        check(logic, patients.incomplete(random))


@pytest.mark.parametrize("seed", range(4))
def test_what_an_open_line_says_to_find_out(logic: Logic, seed: int) -> None:
    random = Random(5000 + seed)
    for _ in range(25):
        known = patients.incomplete(random)
        session = patients.session(logic, known)
        statuses = conclude(session).statuses
        said = {
            name: statuses[name] is Status.OPEN and session.completions.truth(logic.node(prompt.when)) is True
            for name in WORDED_WHEN
            if (prompt := logic.flow.recommendations[name].if_open)
        }
        assert said == completions.worded(known), known


def test_nothing_assessed(logic: Logic) -> None:
    check(logic, {})
    check(logic, dict.fromkeys(IN_LOGIC, "not_assessed"))


@pytest.mark.parametrize("seed", range(3))
def test_each_answer_in_turn(logic: Logic, seed: int) -> None:
    """Every single option, present or absent on its own, weighs what the contract says it weighs."""
    base = patients.with_tests_done(patients.complete(Random(4000 + seed)))
    for question, options in ONE.items():
        for option in options:
            check(logic, base | {question: option})
    for question, options in SEVERAL.items():
        for option in options:
            check(logic, base | {question: [option]})
            check(logic, base | {question: {"chosen": [option], "rest": "not_assessed"}})
            check(logic, base | {question: [other for other in options if other != option]})


@pytest.mark.parametrize(
    ("question", "numbers"),
    [
        ("onset_age", (1, 44, 45, 46, 110)),
        ("fvc_sitting", (5, 29, 30, 49, 49.5, 50, 79.5, 80, 150)),
        ("fvc_supine", (5, 124, 125, 126, 150)),
        ("ibmfrs_now", (0, 1, 37, 38, 39, 40)),
        ("ibmfrs_previous", (0, 1, 2, 3, 40)),
    ],
)
def test_each_number_alone(logic: Logic, question: str, numbers: tuple[float, ...]) -> None:
    for number in numbers:
        check(logic, {question: number})
        check(logic, {question: number, "breathing_symptoms": ["orthopnoea"]})


@pytest.mark.parametrize("seed", range(4))
def test_what_is_asked(logic: Logic, seed: int) -> None:
    """A question is asked when it applies and bears on something, and never forced while that is open."""
    random = Random(3000 + seed)
    for _ in range(50):
        known = patients.incomplete(random)
        if known.get("diagnosis_status") == "not_ibm":
            continue
        session = patients.session(logic, known)
        wrong = {
            question: (completions.asked(question, known), str(relevance(session, question)))
            for question in IN_LOGIC
            if completions.asked(question, known) != ASKED[relevance(session, question)]
        }
        assert wrong == {}, f"(oracle, engine) for {known}"


ASKED = {
    Relevance.ASKED: True,
    Relevance.OFFERED: None,
    Relevance.NOT_ASKED: False,
    Relevance.INACTIVE: False,
}
