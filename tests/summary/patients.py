"""Patients of the shipped flow whose notes were read line by line."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from interview.check.paths.path_file import read_paths
from interview.check.paths.runner import Result
from interview.engine import Event, EventKind, Session, replay
from interview.flow.answer_text import from_plain
from interview.flow.answers import Answer
from interview.flow.loading.loader import load_flow
from interview.flow.logic.compiler import Logic, compile_flow
from interview.library import flow_folder
from interview.summary.builder import build
from interview.summary.model import Summary
from tests.effort import LONG
from tests.summary.example import AT

TYPICAL: dict[str, object] = {
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
SUSPECTED = {
    "diagnosis_status": "suspected",
    "specialist_centre_care": "no",
    "onset_age": 58,
    "duration_over_12_months": "yes",
    "finger_vs_shoulder": "finger_weaker",
    "knee_vs_hip": "knee_weaker",
    "biopsy_done": "yes",
    "biopsy_infiltrate": "yes",
    "biopsy_mhc1": "yes",
    "biopsy_vacuoles": "no",
    "biopsy_protein": "pending",
    "cn1a": "positive",
    "myositis_specific": "not_done",
}
URGENT = {
    "urgent_problems": ["aspiration_pneumonia"],
    "food_sticks": "yes",
    "repeat_swallows": "not_assessed",
    "dysphagia_severity": ["weight_loss", "chest_infections"],
    "comment": "Seen with her daughter.",
}
SJOGREN = {
    "associated_disease": ["sjogren"],
    "associated_disease_active": "yes",
    "immune_treatment": ["current"],
    "current_kind": ["conventional"],
    "response_judged_by": "ck_only",
    "treatment_hazards": ["osteoporotic_fracture"],
    "measures": ["ibmfrs"],
    "ibmfrs_now": 28,
    "ibmfrs_previous": 31,
}
MESSY: dict[str, object] = {
    "urgent_problems": [],
    "diagnosis_status": "suspected",
    "specialist_centre_care": "no",
    "weakness_pattern": "one_of_two",
    "early_proximal": {"chosen": ["hip_flexors"], "rest": "not_assessed"},
    "mimic_features": {"chosen": ["myotoxic_drug"], "rest": "not_assessed"},
    "highest_ck": "not_assessed",
    "onset_age": 61,
    "duration_over_12_months": "yes",
    "finger_vs_shoulder": "finger_weaker",
    "knee_vs_hip": "same",
    "biopsy_done": "pending",
    "food_sticks": "yes",
    "repeat_swallows": "yes",
    "dysphagia_severity": {"chosen": ["coughing_choking"], "rest": "not_assessed"},
    "associated_disease": ["antibody_or_sicca_only"],
    "swallow_imaging_done": "no",
    "functional_limits": {"chosen": ["falls", "knee_buckling"], "rest": "not_assessed"},
    "immune_treatment": ["current"],
    "current_kind": ["conventional"],
    "treatment_hazards": {"chosen": ["thrombosis_risk"], "rest": "not_assessed"},
    "safety_checklist": {"chosen": ["hbv", "hcv"], "rest": "not_assessed"},
    "measures": {"chosen": ["ibmfrs"], "rest": "not_assessed"},
    "ibmfrs_now": 24,
    "concerns": {"chosen": ["mood"], "rest": "not_assessed"},
}
"""One of whom much is in doubt, pending or checked in part."""
MESSY_LATER: dict[str, object] = {
    **MESSY,
    "biopsy_done": "yes",
    "biopsy_vacuoles": "yes",
    "breathing_symptoms": ["orthopnoea"],
    "fvc_done": "yes",
    "fvc_sitting": 55,
    "fvc_supine": 38,
    "functional_limits": {"chosen": ["falls", "knee_buckling", "foot_drop"], "rest": "not_assessed"},
    "ibmfrs_now": "not_assessed",
    "ibmfrs_previous": 24,
}
PATIENTS: dict[str, dict[str, object]] = {
    "typical": TYPICAL,
    "nothing": {},
    "unassessed": dict.fromkeys(TYPICAL, "not_assessed"),
    "suspected": {**TYPICAL, **SUSPECTED},
    "urgent": {**TYPICAL, **URGENT},
    "sjogren": {**TYPICAL, **SJOGREN},
    "messy": MESSY,
    "messy_later": MESSY_LATER,
    "half_measured": {"diagnosis_status": "established", "fvc_sitting": 45},
    "measured_after_all": {"diagnosis_status": "established", "fvc_done": "no", "fvc_sitting": 45},
    "barely_suspected": {"diagnosis_status": "suspected"},
    "not_ibm": {
        **TYPICAL,
        "diagnosis_status": "not_ibm",
        "food_sticks": "yes",
        "immune_treatment": ["current"],
    },
}


PATHS = sorted(path.stem for path in (flow_folder("ibm-management").path / "paths").glob("*.yaml"))


@cache
def logic() -> Logic:
    """Return the shipped flow, compiled once."""
    return compile_flow(load_flow(flow_folder("ibm-management").path))


def patient(name: str) -> Session:
    """Return the session of one of the patients."""
    questions = logic().flow.questions
    answers = {key: from_plain(questions[key], value) for key, value in PATIENTS[name].items()}
    return replay(
        logic(), (Event(key, EventKind.ANSWERED, key, AT, answer) for key, answer in answers.items())
    )


def answers_of(said: Mapping[str, object]) -> dict[str, Answer]:
    """Return answers of the shipped flow, from plain values."""
    found = {name: from_plain(logic().flow.questions[name], value) for name, value in said.items()}
    return {name: answer for name, answer in found.items() if answer is not None}


@cache
def sessions_of_paths() -> dict[str, tuple[Session, ...]]:
    """Return the patients of the shipped paths, by the name of the path's file."""
    return {
        Path(path.file).stem: tuple(Result(logic(), one.answers).session for one in path.patients)
        for path in read_paths(flow_folder("ibm-management").path, logic().flow)
    }


@cache
def summary_of(path: str, number: int) -> Summary:
    """Return the summary of a patient of a shipped path, built once."""
    return build(sessions_of_paths()[path][number], at=AT)


def summaries_of(path: str) -> tuple[Summary, ...]:
    """Return the summaries of every fourth patient of a shipped path, of all in the long run."""
    every = range(len(sessions_of_paths()[path]))
    return tuple(summary_of(path, number) for number in every[:: 1 if LONG else 4])
