"""Lloyd 2014: weak finger flexors or quadriceps, endomysial inflammation, and invasion or rimmed vacuoles.

Lloyd TE and others, Neurology 2014 (the data-derived rule).
"""

from __future__ import annotations

from interview.flow.logic.compiler import Logic
from tests.clinical.exhaustive import can_be, combinations, three
from tests.clinical.questions import ONE

YES_NO = ("yes", "no")
WEAK_FINGERS = {"finger_weaker", "same", "shoulder_weaker"}
WEAK_KNEES = {"knee_weaker", "same", "hip_weaker"}


def any_of(*items: bool | None) -> bool | None:
    """Any yes is yes; else any unknown is unknown. Exact here, as no item is used twice."""
    return True if True in items else None if None in items else False


def all_of(*items: bool | None) -> bool | None:
    return False if False in items else None if None in items else True


def expected(known: dict[str, object]) -> set[str]:
    met = all_of(
        any_of(three(known, "finger_vs_shoulder", *WEAK_FINGERS), three(known, "knee_vs_hip", *WEAK_KNEES)),
        three(known, "biopsy_infiltrate", "yes"),
        any_of(three(known, "biopsy_invasion", "yes"), three(known, "biopsy_vacuoles", "yes")),
    )
    return {"met", "not_met"} if met is None else {"met" if met else "not_met"}


def test_every_combination(logic: Logic) -> None:
    diagnostics = ("biopsy_infiltrate", "biopsy_invasion", "biopsy_vacuoles")
    said = {
        "finger_vs_shoulder": ONE["finger_vs_shoulder"],
        "knee_vs_hip": ONE["knee_vs_hip"],
        "biopsy_done": YES_NO,
        **dict.fromkeys(diagnostics, YES_NO),
    }
    for known in combinations(said):
        no_biopsy = known["biopsy_done"] == "no"
        counted = known | dict.fromkeys(diagnostics, "not_assessed") if no_biopsy else known
        assert can_be(logic, "lloyd_2014", known) == expected(counted), known
