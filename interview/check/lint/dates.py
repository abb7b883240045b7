"""How old something is, and when that is too old."""

from __future__ import annotations

from datetime import date

from interview.flow.review import VALID_MONTHS

AGEING, STALE = 12, VALID_MONTHS
"""Months after which content is to be looked at again, and after which it is not to be relied on."""


def months_between(earlier: date, later: date) -> int:
    """Return the full months from one day to another; negative when the first is the later one."""
    months = (later.year - earlier.year) * 12 + later.month - earlier.month
    return months - (later.day < earlier.day)


def age_code(months: int, ageing: str, stale: str) -> str:
    """Return the code for an age in full months past a day: the first past 12, the second past 24."""
    if months >= STALE:
        return stale
    return ageing if months >= AGEING else ""
