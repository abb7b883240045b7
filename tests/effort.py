"""How often a test tries what it tries at random: a little in every run, far more in `make long`."""

from __future__ import annotations

import os

LONG = bool(os.environ.get("INTERVIEW_LONG"))
"""Whether this is the long run."""


def tries(usual: int) -> int:
    """Return how many examples of so many to try: seven in ten in every run, which keeps CI short, and twenty
    times as many in the long one."""
    return 20 * usual if LONG else max(1, usual * 7 // 10)
