"""The scripted patients that lie beside the flow, as the contract reads them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from interview.check.paths.path_file import Aspect, Patient, read_paths
from interview.flow.answer_text import to_plain
from interview.flow.loading.loader import load_flow
from interview.library import flow_folder

_FOLDER = flow_folder("ibm-management").path
PATHS = read_paths(_FOLDER, load_flow(_FOLDER))


@dataclass(frozen=True, slots=True)
class ScriptedPatient:
    """A patient's answers as a file gives them, and what is expected; expectations may leave lines out."""

    name: str
    answers: dict[str, Any]
    statuses: dict[str, str]
    tables: dict[str, frozenset[str]]


def _scripted(name: str, patient: Patient) -> ScriptedPatient:
    expected: dict[Aspect, dict[str, Any]] = {aspect: {} for aspect in Aspect}
    for expectation in patient.expectations:
        expected[expectation.aspect][expectation.name] = expectation.value
    return ScriptedPatient(
        name=name,
        answers={question: to_plain(answer) for question, answer in patient.answers.items()},
        statuses={line: str(status) for line, status in expected[Aspect.STATUS].items()},
        tables=expected[Aspect.TABLE],
    )


PATIENTS = tuple(
    _scripted(f"{path.file.stem}: {patient.title}", patient) for path in PATHS for patient in path.patients
)
