"""The flow asks, offers and lists what the contract fixes: ids, answers, units, ranges, headings, stances."""

from __future__ import annotations

import pytest

from interview.engine import next_screen, progress, shown
from interview.flow.conditions.syntax import Always, Never
from interview.flow.logic.compiler import Logic
from interview.flow.model import Flow, Policy, QuestionType
from tests.clinical import patients
from tests.clinical.contract import ASK_WHEN, CONFLICTS, FACTS, KEEP, OUTCOMES, SECTIONS
from tests.clinical.questions import APPLIES_WHEN_YES, MAIN_PATH, NUMBER, ONE, SEVERAL, TEXT
from tests.clinical.recommendations import RECOMMENDATIONS

TYPICAL = {
    "urgent_problems": [],
    "diagnosis_status": "established",
    "specialist_centre_care": "yes",
    "weakness_pattern": "typical",
    "early_proximal": [],
    "mimic_features": [],
    "highest_ck": "up_to_15x",
    "food_sticks": "no",
    "repeat_swallows": "no",
    "dysphagia_severity": [],
    "associated_disease": [],
    "breathing_symptoms": [],
    "fvc_done": "no",
    "functional_limits": [],
    "immune_treatment": [],
    "concerns": [],
}


def test_the_questions_are_the_contracts(flow: Flow) -> None:
    assert set(flow.questions) == {*SEVERAL, *ONE, *NUMBER, *TEXT}


@pytest.mark.parametrize("question", SEVERAL)
def test_several_choices(flow: Flow, question: str) -> None:
    asked = flow.questions[question]
    assert asked.type is QuestionType.SEVERAL
    assert {option.id for option in asked.options} == set(SEVERAL[question])
    assert asked.none, "the empty list has no words"


@pytest.mark.parametrize("question", ONE)
def test_one_choice(flow: Flow, question: str) -> None:
    asked = flow.questions[question]
    yes_no = set(ONE[question]) == {"yes", "no"}
    assert asked.type is (QuestionType.YES_NO if yes_no else QuestionType.ONE)
    assert {option.id for option in asked.options} == set(ONE[question])


@pytest.mark.parametrize("question", NUMBER)
def test_numbers(flow: Flow, question: str) -> None:
    asked = flow.questions[question]
    assert asked.type is QuestionType.NUMBER
    assert asked.range is not None
    assert (asked.unit, int(asked.range.low), int(asked.range.high)) == NUMBER[question]


def test_the_comment_is_text_that_is_offered_and_never_asked(flow: Flow) -> None:
    assert flow.questions["comment"].type is QuestionType.TEXT
    assert flow.questions["comment"].ask_when == Never()


def test_only_the_contracts_questions_are_asked_conditionally(flow: Flow) -> None:
    conditional = {name for name, question in flow.questions.items() if question.ask_when != Always()}
    assert conditional == set(ASK_WHEN)


def test_findings_apply_only_after_their_test_and_count_as_not_assessed_without(flow: Flow) -> None:
    gated = {name for name, question in flow.questions.items() if question.applies_when != Always()}
    assert gated == set(APPLIES_WHEN_YES)
    assert all(flow.questions[name].otherwise is None for name in gated)


def test_sections_in_order(flow: Flow) -> None:
    assert tuple(flow.sections) == SECTIONS


def test_the_recommendations_are_the_contracts(flow: Flow) -> None:
    assert set(flow.recommendations) == set(RECOMMENDATIONS)


@pytest.mark.parametrize("recommendation", RECOMMENDATIONS)
def test_section_stance_and_urgency(flow: Flow, recommendation: str) -> None:
    line, expected = flow.recommendations[recommendation], RECOMMENDATIONS[recommendation]
    assert (line.section, str(line.stance), str(line.urgency)) == expected[:3]
    assert (line.while_open or "") == expected.while_open


def test_facts_tables_and_their_outcomes(flow: Flow) -> None:
    assert set(flow.facts) == set(FACTS)
    assert {name: set(table.outcomes) for name, table in flow.tables.items()} == {
        name: set(outcomes) for name, outcomes in OUTCOMES.items()
    }
    assert {table.policy for table in flow.tables.values()} == {Policy.FIRST}


def test_the_end_and_the_conflicts(flow: Flow) -> None:
    assert flow.ends is not None
    assert flow.ends.keep == KEEP
    assert len(flow.conflicts) == len(CONFLICTS)
    assert flow.urgent == "same_day_problem"


def keys_for(answers: list[object]) -> int:
    """One key for a choice or for "none"; in several choices one for each option and one to confirm."""
    return sum(1 + len(answer) if isinstance(answer, list) else 1 for answer in answers)


def test_a_typical_patient_meets_the_main_path(logic: Logic) -> None:
    session = patients.session(logic, {})
    known: dict[str, object] = {}
    screens = []
    while screen := next_screen(session):
        asked = shown(session, screen)
        screens.append(asked)
        known |= {question: TYPICAL[question] for question in asked}
        session = patients.session(logic, known)
    assert tuple(screens) == MAIN_PATH
    assert keys_for(list(known.values())) == 16
    assert progress(session).most == 0
