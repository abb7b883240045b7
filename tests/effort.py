"""How often a test tries what it tries at random: a little in every run, far more in `make long`."""

from __future__ import annotations

import os

LONG = bool(os.environ.get("INTERVIEW_LONG"))
"""Whether this is the long run."""


def tries(usual: int) -> int:
    """Return how many examples to try where this many were once usual; a usual run tries seven in ten of them
    now, so that CI stays well under its quarter of an hour."""
    return 20 * usual if LONG else max(1, usual * 7 // 10)
