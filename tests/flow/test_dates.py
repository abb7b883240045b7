"""Dates to the day, the month or the year, and full months between two days, by a calendar of its own."""

from __future__ import annotations

from calendar import isleap
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interview.flow.dates import FIRST, LAST, dated, days_of, first_after, last_before, lies_ahead, months

days = st.dates(FIRST, LAST)


def comes_round(day: date, after: int) -> date:
    """Return when the day of the month has come round so often, or the next 1st where it cannot."""
    year, month = divmod(day.year * 12 + day.month - 1 + after, 12)
    try:
        return date(year, month + 1, day.day)
    except ValueError:
        return date(year + month // 11, (month + 1) % 12 + 1, 1)


@given(days, st.integers(-900, 900))
def test_months_are_full_when_the_day_has_come_round_so_often(day: date, apart: int) -> None:
    later = min(max(day + timedelta(days=apart), FIRST), LAST)
    found = months(day.toordinal(), later.toordinal())
    assert comes_round(day, found) <= later < comes_round(day, found + 1)


@given(days, st.integers(0, 400))
def test_the_first_day_on_which_months_are_full_and_the_last_from_which_they_are(
    day: date, count: int
) -> None:
    here = day.toordinal()
    first, last = first_after(here, count), last_before(here, count)
    assert months(here, first) == count
    assert months(here, first - 1) == count - 1
    assert months(last, here) >= count > months(last + 1, here)


@pytest.mark.parametrize(
    ("earlier", "later", "wanted"),
    [
        ("2024-02-29", "2025-02-28", 11),
        ("2024-02-29", "2025-03-01", 12),
        ("2024-02-29", "2028-02-29", 48),
        ("2025-01-31", "2025-02-28", 0),
        ("2025-01-31", "2025-03-01", 1),
        ("2025-03-31", "2025-04-30", 0),
        ("2024-12-31", "2025-01-01", 0),
        ("2024-12-31", "2025-12-31", 12),
        ("2025-06-15", "2025-06-14", -1),
    ],
)
def test_ends_of_months_and_years(earlier: str, later: str, wanted: int) -> None:
    assert months(date.fromisoformat(earlier).toordinal(), date.fromisoformat(later).toordinal()) == wanted


@pytest.mark.parametrize(
    ("text", "kept", "length"),
    [
        ("2024", "2024", 366),
        ("2023", "2023", 365),
        ("2024-2", "2024-02", 29),
        ("2100-02", "2100-02", 28),
        ("2024-02-29", "2024-02-29", 1),
        ("2026-3-7", "2026-03-07", 1),
    ],
)
def test_a_date_is_as_many_days_as_it_can_be(text: str, kept: str, length: int) -> None:
    assert dated(text) == kept
    found = days_of(text)
    assert found is not None
    assert found[1] - found[0] + 1 == length
    assert date.fromordinal(found[0]).isoformat().startswith(kept)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "12.03.2026",
        "2026-13",
        "2026-00",
        "2023-02-29",
        "1899",
        "2101-01-01",
        "2026-3-",
        "26",
    ],
)
def test_what_is_no_date_is_refused(text: str) -> None:
    assert dated(text) is None
    assert days_of(text) is None


@given(days)
def test_every_day_of_the_calendar_is_a_date(day: date) -> None:
    assert dated(day.isoformat()) == day.isoformat()
    leap = date(day.year, 12, 31).timetuple().tm_yday == 366
    assert leap is isleap(day.year)


def test_a_date_lies_ahead_when_it_can_only_be_later() -> None:
    today = date(2026, 11, 15)
    assert [lies_ahead(text, today) for text in ("2026-11-16", "2026-12", "2027")] == [True] * 3
    assert [lies_ahead(text, today) for text in ("2026-11-15", "2026-11", "2026", "")] == [False] * 4
