"""What is known under one question is not asked for under another that says the same, and no more."""

from __future__ import annotations

from collections.abc import Mapping

from interview.check.paths.runner import Result
from interview.engine import Status, conclude, explain
from interview.flow.answer_text import from_plain
from interview.flow.answers import Answer
from interview.summary.builder import build
from interview.summary.model import Summary
from interview.summary.same_answers import known_elsewhere
from interview.summary.templates.renderer import render_note
from tests.summary.example import AT
from tests.summary.patients import logic

PART = {"chosen": ["weight_loss"], "rest": "not_assessed"}
BASE = {"urgent_problems": [], "food_sticks": "no", "repeat_swallows": "no", "weakness_pattern": "typical"}


def answers(known: Mapping[str, object]) -> dict[str, Answer]:
    questions = logic().flow.questions
    found = {name: from_plain(questions[name], plain) for name, plain in known.items()}
    return {name: answer for name, answer in found.items() if answer is not None}


def summary(known: Mapping[str, object]) -> Summary:
    return build(Result(logic(), answers(known)).session, at=AT)


def missing(known: Mapping[str, object], line: str) -> set[str]:
    lines = {one.id: one for group in summary(known).open for one in group.lines}
    return {name for reason in lines[line].depends_on for name in reason.short}


def test_what_was_denied_or_ticked_under_one_is_known_under_the_other() -> None:
    flow = logic().flow
    either = {"dysphagia_severity": frozenset({"chest_infections"})}
    assert known_elsewhere(flow, answers({"breathing_symptoms": []})) == either
    assert known_elsewhere(flow, answers({"breathing_symptoms": ["chest_infections"]})) == either
    other = {"breathing_symptoms": frozenset({"chest_infections"})}
    assert known_elsewhere(flow, answers({"dysphagia_severity": []})) == other


def test_what_was_not_checked_is_known_nowhere() -> None:
    part = {"chosen": ["weak_cough"], "rest": "not_assessed"}
    assert known_elsewhere(logic().flow, answers({"breathing_symptoms": part})) == {}
    assert known_elsewhere(logic().flow, answers({"breathing_symptoms": "not_assessed"})) == {}


def test_a_finding_denied_under_one_question_is_not_asked_for_under_another() -> None:
    assert "chest infections" in missing({**BASE, "dysphagia_severity": PART}, "speech_therapy")
    denied = {**BASE, "dysphagia_severity": PART, "breathing_symptoms": []}
    asked = missing(denied, "speech_therapy")
    assert {"coughing", "feeding tube"} <= asked
    assert "chest infections" not in asked
    assert "hest infections" not in render_note(summary(denied)).partition("NOT ")[2]


def test_a_list_of_which_nothing_else_matters_is_not_asked_for() -> None:
    known: dict[str, object] = {
        "urgent_problems": [],
        "associated_disease": [],
        "mimic_features": [],
        "immune_treatment": ["current"],
        "breathing_symptoms": [],
    }
    assert "eating or weight problems" not in missing(known, "treatment_hazard")


def test_nothing_but_words_changes() -> None:
    known = {**BASE, "dysphagia_severity": PART, "breathing_symptoms": []}
    found = conclude(Result(logic(), answers(known)).session)
    assert found.statuses["aspiration_risk_team"] is Status.OPEN
    assert explain(found, "speech_therapy").depends_on == ("dysphagia_severity",)
