"""The shipped flow against itself and against small changes of it."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

from interview.flow.conditions.syntax import All, Compare, Has, Not
from interview.flow.loading.loader import load_flow
from interview.flow.model import Flow
from interview.library import flow_folder
from tests.check.diff.small import differ, the, told, with_fact, with_line

SOON = 5.0
"""Seconds of processor time; some twentieth of one is usual."""


@pytest.fixture(scope="module")
def ibm() -> Flow:
    return load_flow(flow_folder("ibm-management").path)


def test_it_is_equivalent_to_itself_and_soon_so(ibm: Flow) -> None:
    begun = time.process_time()
    assert differ(ibm, ibm).equivalent
    assert time.process_time() - begun < SOON


def test_one_threshold_gives_the_one_minimal_condition(ibm: Flow) -> None:
    found = differ(ibm, with_line(ibm, "young_onset", when=Compare("onset_age", "<=", 50)))
    (difference,) = found.differences
    assert told(difference) == {
        ("ruled_out", "holds"): ("not diagnosis_status is not_ibm and onset_age >= 46 and onset_age <= 50",)
    }


def test_a_threshold_deep_down_is_followed_to_the_lines_it_changes(ibm: Flow) -> None:
    entry = ibm.facts["enmc_entry"].when
    assert isinstance(entry, All)
    age = Compare("onset_age", ">", 50)
    moved = All(tuple(age if isinstance(part, Compare) else part for part in entry.conditions))
    found = differ(ibm, with_fact(ibm, "enmc_entry", moved))
    assert {(d.kind.value, d.id) for d in found.differences} == {
        ("recommendation", "consider_biopsy"),
        ("table", "enmc_2011"),
        ("fact", "enmc_entry"),
    }
    (condition,) = told(the(found, "consider_biopsy"))["ruled_out", "holds"]
    assert set(condition.split(" and ")) == {
        "lloyd_2014 is not_met",
        "enmc_2011 is newly not_met",
        "diagnosis_status is suspected",
    }


def test_a_narrower_line_says_who_loses_it(ibm: Flow) -> None:
    line = ibm.recommendations["dietitian"]
    without_tube = All((line.when, Not(Has("dysphagia_severity", "feeding_tube"))))
    found = differ(ibm, with_line(ibm, "dietitian", when=without_tube))
    (difference,) = found.differences
    assert all("dysphagia_severity has" in condition for condition in told(difference)["holds", "ruled_out"])
    assert all("feeding_tube" in condition for condition in told(difference)["holds", "ruled_out"])


def test_every_line_removed_is_told(ibm: Flow) -> None:
    found = differ(ibm, replace(ibm, recommendations={}))
    removed = [d.id for d in found.differences if d.kind == "recommendation"]
    assert removed == list(ibm.recommendations)
