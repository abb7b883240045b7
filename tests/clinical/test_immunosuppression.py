"""The verdict on immunosuppression, read from the decision's own order of questions.

Not IBM: not applicable. A red flag comes before any drug. With a trigger (atypical pattern, systemic
autoimmune disease, uncertain diagnosis, early proximal weakness) an urgent problem means not now, else a
trial may be discussed. Without one, an unclear autoimmune state is cleared up first; otherwise no support.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest

from interview.flow.logic.compiler import Logic
from tests.clinical.exhaustive import UNKNOWN, can_be, combinations, three
from tests.clinical.questions import ONE, SEVERAL

SYSTEMIC = frozenset({"sjogren", "sle", "systemic_sclerosis_mctd", "rheumatoid_arthritis", "other_systemic"})
UNCLEAR = frozenset({"sarcoidosis", "organ_specific", "antibody_or_sicca_only"})
NEITHER = frozenset({"t_lgl_or_blood_count", "hiv", "htlv1", "hcv", "cvid"})

Item = bool | None


@cache
def verdicts(*items: Item) -> frozenset[str]:
    """Every verdict that remains: not IBM, red flag, urgent, unclear, then the four triggers."""
    for place, item in enumerate(items):
        if item is None:
            before, after = items[:place], items[place + 1 :]
            return verdicts(*before, True, *after) | verdicts(*before, False, *after)
    not_ibm, red_flag, urgent, unclear, *triggers = items
    if not_ibm:
        return frozenset({"not_applicable"})
    if red_flag:
        return frozenset({"resolve_mimics_first"})
    if any(triggers):
        return frozenset({"not_now" if urgent else "discuss_trial"})
    return frozenset({"clarify_autoimmune_first" if unclear else "not_supported"})


def ticked(known: dict[str, Any], question: str, weighty: frozenset[str] | None = None) -> Item:
    """Whether one of the weighty options (all by default) is present; None while that is unknown."""
    answer = known[question]
    if answer == UNKNOWN:
        return None
    chosen = answer["chosen"] if isinstance(answer, dict) else answer
    if set(chosen) & (weighty or set(SEVERAL[question])):
        return True
    return None if isinstance(answer, dict) else False


def either(one: Item, other: Item) -> Item:
    return True if one or other else None if None in (one, other) else False


def expected(known: dict[str, Any]) -> frozenset[str]:
    """While the diagnosis is not given, "not IBM" is left out of what may come."""
    return verdicts(
        known["diagnosis_status"] == "not_ibm",
        either(ticked(known, "mimic_features"), three(known, "highest_ck", "above_15x")),
        ticked(known, "urgent_problems"),
        ticked(known, "associated_disease", UNCLEAR),
        three(known, "weakness_pattern", "mainly_proximal", "other"),
        ticked(known, "associated_disease", SYSTEMIC),
        three(known, "diagnosis_status", "suspected"),
        ticked(known, "early_proximal"),
    )


def partly(*options: str) -> dict[str, Any]:
    return {"chosen": list(options), "rest": UNKNOWN}


ASSOCIATED: tuple[Any, ...] = (
    *([], ["hiv"], ["sjogren"], ["sarcoidosis"], ["sle", "organ_specific"]),
    *(partly(), partly("hcv"), partly("sjogren"), partly("organ_specific")),
    partly("other_systemic", "antibody_or_sicca_only"),
)
"""Systemic and unclear disease each present, absent or unknown, as far as one answer can say so."""


@pytest.mark.parametrize("diagnosis", [UNKNOWN, *ONE["diagnosis_status"]])
def test_every_combination(logic: Logic, diagnosis: str) -> None:
    """Where the verdict asks only whether anything is present, one option stands for all of them.

    `test_each_option_has_its_weight` tries each option in turn, so together they are exhaustive.
    """
    said: dict[str, Any] = {
        "weakness_pattern": ONE["weakness_pattern"],
        "highest_ck": ONE["highest_ck"],
        "urgent_problems": ([], ["cannot_swallow"]),
        "early_proximal": ([], ["hip_flexors"]),
        "mimic_features": ([], ["rash"]),
        "associated_disease": ASSOCIATED,
    }
    for known in combinations(said):
        known["diagnosis_status"] = diagnosis
        assert can_be(logic, "immunosuppression", known) == expected(known), known


BASE: dict[str, Any] = {
    "diagnosis_status": "established",
    "weakness_pattern": "typical",
    "highest_ck": "up_to_15x",
    "urgent_problems": [],
    "early_proximal": [],
    "mimic_features": [],
    "associated_disease": [],
}


@pytest.mark.parametrize(
    "question", ["urgent_problems", "early_proximal", "mimic_features", "associated_disease"]
)
@pytest.mark.parametrize("pattern", ["typical", "other"])
def test_each_option_has_its_weight(logic: Logic, question: str, pattern: str) -> None:
    for option in SEVERAL[question]:
        for answer in ([option], partly(option), [o for o in SEVERAL[question] if o != option]):
            known = BASE | {"weakness_pattern": pattern, question: answer}
            assert can_be(logic, "immunosuppression", known) == expected(known), known


def test_the_classes_cover_every_associated_disease() -> None:
    assert set(SEVERAL["associated_disease"]) == SYSTEMIC | UNCLEAR | NEITHER


def test_an_infection_or_blood_disorder_never_opens_the_way_to_a_trial(logic: Logic) -> None:
    for disease in NEITHER:
        known = BASE | {"associated_disease": [disease]}
        assert can_be(logic, "immunosuppression", known) == {"not_supported"}


def test_nothing_known_leaves_every_verdict_but_not_ibm(logic: Logic) -> None:
    assert can_be(logic, "immunosuppression", {}) == {
        *("resolve_mimics_first", "not_now", "discuss_trial"),
        *("clarify_autoimmune_first", "not_supported"),
    }
