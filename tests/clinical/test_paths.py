"""Each scripted patient beside the flow gets what the script says, and together they reach every line."""

from __future__ import annotations

import pytest

from interview.engine import conclude
from interview.flow.logic import Logic

from . import completions, patients
from .contract import OUTCOMES
from .paths import PATHS, ScriptedPath
from .recommendations import RECOMMENDATIONS


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.name)
def test_a_path_leads_where_it_says(logic: Logic, path: ScriptedPath) -> None:
    found = conclude(patients.session(logic, path.answers))
    assert {name: str(found.statuses[name]) for name in path.statuses} == path.statuses
    assert {table: set(found.tables[table]) for table in path.tables} == path.tables
    if path.warnings is not None:
        assert len(found.warnings) == path.warnings


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.name)
def test_the_contract_leads_there_too(path: ScriptedPath) -> None:
    """A path is no proof if flow and script share a mistake."""
    assert {name: completions.status(name, path.answers) for name in path.statuses} == path.statuses


def test_titles_and_patients_differ() -> None:
    assert len({path.title for path in PATHS}) == len(PATHS) >= 12


def test_every_recommendation_is_reached_by_a_path() -> None:
    reached = {name for path in PATHS for name, status in path.statuses.items() if status == "holds"}
    assert set(RECOMMENDATIONS) - reached == set()


def test_every_outcome_of_every_table_is_reached_by_a_path() -> None:
    reached = {
        (table, outcome)
        for path in PATHS
        for table, outcomes in path.tables.items()
        if len(outcomes) == 1
        for outcome in outcomes
    }
    every = {(table, outcome) for table, outcomes in OUTCOMES.items() for outcome in outcomes}
    assert every - reached == set()
