"""How much was found, in words."""

from __future__ import annotations

from collections.abc import Sequence

from interview.check.checker import Report
from interview.check.diagnostics.diagnostic import Severity


def counted(reports: Sequence[Report]) -> str:
    """Return how many errors, warnings and notes there are, such as `2 errors, 1 note`."""
    numbers = [(sum(report.count(grave) for report in reports), grave) for grave in Severity]
    said = [f"{number} {grave}{'s' * (number != 1)}" for number, grave in numbers if number]
    return ", ".join(said) or "nothing found"
