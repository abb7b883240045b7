"""ENMC 2011, read from its text: three entry items, two strength comparisons, four biopsy findings.

Rose MR for the ENMC IBM working group, Neuromuscular Disorders 2013. The comparisons are the stricter form:
a muscle that is not weak shows nothing.
"""

from __future__ import annotations

from functools import cache
from itertools import pairwise

import pytest

from interview.flow.logic.compiler import Logic
from tests.clinical.exhaustive import can_be, combinations, three
from tests.clinical.questions import ONE

Item = bool | None
WEAK_FINGERS = ("finger_weaker",)
WEAK_KNEES = ("knee_weaker", "same")


@cache
def categories(*items: Item) -> frozenset[str]:
    """Every category that remains: entry items (3), finger, knee, infiltrate, MHC-I, vacuoles, protein."""
    for place, item in enumerate(items):
        if item is None:
            before, after = items[:place], items[place + 1 :]
            return categories(*before, True, *after) | categories(*before, False, *after)
    return frozenset({category(*[bool(item) for item in items])})


def category(
    over_45: bool,
    over_12_months: bool,
    ck_within: bool,
    finger: bool,
    knee: bool,
    infiltrate: bool,
    mhc1: bool,
    vacuoles: bool,
    protein: bool,
) -> str:
    signs, diagnostics = finger + knee, infiltrate + mhc1 + vacuoles + protein
    if not (over_45 and over_12_months and ck_within and signs):
        return "not_met"
    if infiltrate and vacuoles and protein:
        return "clinico_pathologically_defined"
    if 1 <= diagnostics <= 3:
        return "clinically_defined" if signs == 2 else "probable"
    return "not_met"


def expected(known: dict[str, object]) -> frozenset[str]:
    age = known["onset_age"]
    return categories(
        None if not isinstance(age, int) else age > 45,
        three(known, "duration_over_12_months", "yes"),
        three(known, "highest_ck", "up_to_15x"),
        three(known, "finger_vs_shoulder", *WEAK_FINGERS),
        three(known, "knee_vs_hip", *WEAK_KNEES),
        *(three(known, f"biopsy_{name}", "yes") for name in ("infiltrate", "mhc1", "vacuoles", "protein")),
    )


YES_NO = ("yes", "no")
BIOPSY = {f"biopsy_{name}": YES_NO for name in ("infiltrate", "mhc1", "vacuoles", "protein")}


@pytest.mark.parametrize("onset_age", ["not_assessed", 45, 46])
def test_every_combination(logic: Logic, onset_age: object) -> None:
    """One option stands for each class of the strength comparisons; the next test justifies that."""
    said = {
        "duration_over_12_months": YES_NO,
        "highest_ck": ("up_to_15x", "above_15x"),
        "finger_vs_shoulder": ("finger_weaker", "shoulder_weaker"),
        "knee_vs_hip": ("same", "hip_weaker"),
        **BIOPSY,
    }
    for known in combinations(said):
        known["onset_age"] = onset_age
        assert can_be(logic, "enmc_2011", known) == expected(known), known


def test_every_strength_comparison_counts_as_its_class(logic: Logic) -> None:
    """All options of both comparisons against every biopsy, for a patient who meets the entry items."""
    said = {
        "finger_vs_shoulder": ONE["finger_vs_shoulder"],
        "knee_vs_hip": ONE["knee_vs_hip"],
        **BIOPSY,
    }
    entry = {"onset_age": 60, "duration_over_12_months": "yes", "highest_ck": "up_to_15x"}
    for known in combinations(said):
        known |= entry
        assert can_be(logic, "enmc_2011", known) == expected(known), known


@pytest.mark.parametrize("age", [1, 44, 45, 46, 80, 110])
def test_the_age_limit(logic: Logic, age: int) -> None:
    known: dict[str, object] = {
        "onset_age": age,
        "duration_over_12_months": "yes",
        "highest_ck": "up_to_15x",
        "finger_vs_shoulder": "finger_weaker",
        "knee_vs_hip": "knee_weaker",
        **dict.fromkeys(BIOPSY, "yes"),
    }
    assert can_be(logic, "enmc_2011", known) == expected(known)


def test_a_biopsy_not_done_leaves_its_findings_open(logic: Logic) -> None:
    """Findings entered before "no biopsy" are kept and do not count."""
    for known in combinations(BIOPSY):
        known |= {
            "onset_age": 60,
            "duration_over_12_months": "yes",
            "highest_ck": "up_to_15x",
            "finger_vs_shoulder": "finger_weaker",
            "knee_vs_hip": "knee_weaker",
        }
        unknown = expected(known | dict.fromkeys(BIOPSY, "not_assessed"))
        assert can_be(logic, "enmc_2011", known | {"biopsy_done": "yes"}) == expected(known)
        assert can_be(logic, "enmc_2011", known | {"biopsy_done": "no"}) == unknown


def test_each_finding_alone_makes_a_patient_with_both_signs_clinically_defined(logic: Logic) -> None:
    base = {
        "onset_age": 60,
        "duration_over_12_months": "yes",
        "highest_ck": "up_to_15x",
        "finger_vs_shoulder": "finger_weaker",
        "knee_vs_hip": "same",
        **dict.fromkeys(BIOPSY, "no"),
    }
    for one in BIOPSY:
        assert can_be(logic, "enmc_2011", base | {one: "yes"}) == {"clinically_defined"}
    for one, another in pairwise(BIOPSY):
        assert can_be(logic, "enmc_2011", base | {one: "yes", another: "yes"}) == {"clinically_defined"}
    assert can_be(logic, "enmc_2011", base) == {"not_met"}
