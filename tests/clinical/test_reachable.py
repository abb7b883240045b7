"""Every recommendation can come to hold, be ruled out, and be open."""

from __future__ import annotations

from random import Random

from interview.engine import conclude
from interview.flow.logic.compiler import Logic
from tests.clinical import patients
from tests.clinical.paths import PATIENTS
from tests.clinical.recommendations import RECOMMENDATIONS, always

FOR_EVERYONE = {name for name, line in RECOMMENDATIONS.items() if line.when is always}


def test_every_status_of_every_recommendation_is_reached(logic: Logic) -> None:
    """What holds for everyone, "not IBM" and the prompt to ask about swallowing are never open."""
    random = Random(7)
    reached = set()
    made_up = [patients.incomplete(random) for _ in range(300)]
    for known in [*made_up, *(path.answers for path in PATIENTS)]:
        found = conclude(patients.session(logic, known))
        reached |= {(name, str(status)) for name, status in found.statuses.items()}
    expected = {(name, status) for name in RECOMMENDATIONS for status in ("holds", "ruled_out", "open")}
    never_open = {*FOR_EVERYONE, "not_ibm", "screen_swallowing"}
    assert reached == expected - {(name, "open") for name in never_open}
