"""Dates as people know them, to the day, the month or the year; days as whole numbers, and time between two.

A month is over when the day of the month comes round again, and where a month has no such day, on the first
of the next one: somebody born on 29 February is a year older on 1 March. Time is counted in full months and
years and never rounded; before its beginning it is below nought.
"""

from __future__ import annotations

import re
from datetime import date

from interview.moments import months_between

FIRST, LAST = date(1900, 1, 1), date(2100, 12, 31)
"""The days that an answer can name."""
YEAR = 12
"""Months."""

_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
_EARLIEST, _LATEST = date.min.year * YEAR, date.max.year * YEAR + 11


def dated(text: str) -> str | None:
    """Return a date as it is kept, `YYYY`, `YYYY-MM` or `YYYY-MM-DD` in the digits 0 to 9.

    None where a text is none, or names a day that no calendar has.
    """
    match = _DATE.fullmatch(text)
    if match is None:
        return None
    year, *rest = (int(part) for part in match.groups() if part)
    if not FIRST.year <= year <= LAST.year or (rest and not 1 <= rest[0] <= YEAR):
        return None
    if len(rest) == 2 and not 1 <= rest[1] <= _days_in(year, rest[0]):
        return None
    return "-".join([str(year), *(f"{part:02d}" for part in rest)])


def days_of(text: str) -> tuple[int, int] | None:
    """Return the first and the last day that a date can be, as whole numbers; None where a text is none."""
    kept = dated(text)
    if kept is None:
        return None
    year, *rest = map(int, kept.split("-"))
    first_month, last_month = (rest[0], rest[0]) if rest else (1, YEAR)
    first, last = (rest[1], rest[1]) if len(rest) == 2 else (1, _days_in(year, last_month))
    return date(year, first_month, first).toordinal(), date(year, last_month, last).toordinal()


def lies_ahead(text: str, today: date) -> bool:
    """Return whether a date is sure to come only after a day."""
    days = days_of(text)
    return days is not None and days[0] > today.toordinal()


def months(earlier: int, later: int) -> int:
    """Return the full months from one day to another; below nought when the first is the later one."""
    return months_between(date.fromordinal(earlier), date.fromordinal(later))


def last_before(day: int, months: int) -> int:
    """Return the last day from which so many months are full on another one."""
    year, month, same = _moved(day, -months)
    return date(year, month, min(same, _days_in(year, month))).toordinal()


def first_after(day: int, months: int) -> int:
    """Return the first day on which so many months since `day` are full."""
    year, month, same = _moved(day, months)
    last = _days_in(year, month)
    return date(year, month, min(same, last)).toordinal() + (same > last)


def _moved(day: int, months: int) -> tuple[int, int, int]:
    """Return the year and month so many months away, within the calendar, and the day of the month."""
    then = date.fromordinal(day)
    index = min(max(then.year * YEAR + then.month - 1 + months, _EARLIEST), _LATEST)
    return index // YEAR, index % YEAR + 1, then.day


def _days_in(year: int, month: int) -> int:
    """Return how many days a month has."""
    from calendar import monthrange  # slow to import, and not needed before a day is named

    return monthrange(year, month)[1]
