"""Each scripted patient beside the flow gets what the script says, and a fault in the flow is noticed."""

from __future__ import annotations

import pytest

from interview.check.locations import ConditionLocations
from interview.check.paths import reports
from interview.check.paths.coverage import coverage
from interview.check.paths.mutation.survivors import run_mutants
from interview.check.paths.runner import Run, run_paths
from interview.flow.logic.compiler import Logic
from interview.library import flow_folder
from tests.clinical import completions
from tests.clinical.contract import OUTCOMES
from tests.clinical.paths import PATHS, PATIENTS, ScriptedPatient
from tests.clinical.recommendations import RECOMMENDATIONS

FOLDER = flow_folder("ibm-management").path


@pytest.fixture(scope="module")
def run(logic: Logic) -> Run:
    return run_paths(logic, PATHS)


def test_a_path_leads_where_it_says(run: Run) -> None:
    assert "\n".join(reports.failures(run, FOLDER)) == ""


@pytest.mark.parametrize("patient", PATIENTS, ids=lambda patient: patient.name)
def test_the_contract_leads_there_too(patient: ScriptedPatient) -> None:
    """A path is no proof if flow and script share a mistake."""
    assert {name: completions.status(name, patient.answers) for name in patient.statuses} == patient.statuses


def test_titles_differ() -> None:
    assert len({path.title for path in PATHS}) == len(PATHS) >= 12
    assert len({patient.name for patient in PATIENTS}) == len(PATIENTS)


def test_every_recommendation_is_reached_by_a_path() -> None:
    reached = {name for path in PATIENTS for name, status in path.statuses.items() if status == "holds"}
    assert set(RECOMMENDATIONS) - reached == set()


def test_every_outcome_of_every_table_is_reached_by_a_path() -> None:
    reached = {
        (table, outcome)
        for path in PATIENTS
        for table, outcomes in path.tables.items()
        if len(outcomes) == 1
        for outcome in outcomes
    }
    every = {(table, outcome) for table, outcomes in OUTCOMES.items() for outcome in outcomes}
    assert every - reached == set()


def test_every_condition_is_seen_both_ways(run: Run) -> None:
    measures = {
        measure.name: measure
        for measure in coverage(run, ConditionLocations(flow_folder("ibm-management").path))
    }
    for name in (
        "questions asked",
        "table rows",
        "lines that hold",
        "lines ruled out",
        "conditions, both ways",
    ):
        assert measures[name].gaps == (), name


def test_no_fault_in_a_rule_goes_unnoticed(run: Run) -> None:
    found = run_mutants(run.logic.flow, run.patients)
    told = reports.outcome(found, ConditionLocations(FOLDER), FOLDER)
    assert found.survivors == (), "\n".join(told)
    assert found.killed > 1_000
