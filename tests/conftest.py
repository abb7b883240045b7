"""Every run of the tests tries the same examples, however busy the machine and wherever it stands.

A long run tries new ones.
"""

from __future__ import annotations

import gc
import os
import time

from hypothesis import HealthCheck, settings

from tests.effort import LONG, tries

settings.register_profile("steady", derandomize=True, deadline=None)
settings.register_profile(
    "long",
    max_examples=tries(100),
    deadline=None,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("long" if LONG else "steady")

MANY_NEW = 20_000
"""Objects made until the collector looks at them, far more than by default: tests leave little behind."""
gc.set_threshold(MANY_NEW)

os.environ["TZ"] = "UTC"
if hasattr(time, "tzset"):
    time.tzset()


def pytest_collection_finish() -> None:
    """Spare the collector the tests themselves and all that they import."""
    gc.collect()
    gc.freeze()
