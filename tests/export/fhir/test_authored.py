"""A response is dated by what it says of its day, and what is told of that is what is done."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from interview.errors import UsageError
from interview.export.fhir.authored import authored

MORNING = datetime(2026, 3, 1, 9, 30).astimezone()
EVENING = datetime(2026, 3, 1, 19, 30).astimezone()
NOON = datetime(2026, 3, 1, 12).astimezone()


def test_a_day_alone_becomes_its_noon() -> None:
    told = "the response names only the day it was written; it is dated 2026-03-01, noon"
    assert authored("2026-03-01", EVENING) == (NOON, told)
    assert authored("2026-03-01", EVENING + timedelta(days=9)) == (NOON, told)


def test_today_before_noon_becomes_now() -> None:
    told = "the response names only the day it was written, which is today; it is dated now"
    assert authored("2026-03-01", MORNING) == (MORNING, told)


@pytest.mark.parametrize("said", ["2026-03-02", "2026-03-02T07:00:00+00:00"])
def test_what_lies_a_little_ahead_becomes_now(said: str) -> None:
    told = f"the response was written '{said}', which lies ahead; it is dated now"
    assert authored(said, EVENING) == (EVENING, told)


def test_a_moment_of_the_past_stays() -> None:
    assert authored("2026-02-01T07:00:00+00:00", MORNING) == (datetime(2026, 2, 1, 7, tzinfo=UTC), "")


@pytest.mark.parametrize("said", ["٢٠٢٦-02-01", "2026-02-٠١", "2026-02-01T٠٧:00:00Z"])
def test_digits_of_another_script_are_no_day(said: str) -> None:
    with pytest.raises(UsageError, match="which names no day"):
        authored(said, MORNING)
