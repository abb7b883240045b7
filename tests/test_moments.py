"""A moment has the day of the place where it was; where that is not known, of this machine."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interview.moments import day, in_utc, local, present, written

ZONES = ("Australia/Brisbane", "America/Los_Angeles", "Asia/Kathmandu", "UTC")
MOMENTS = st.datetimes(datetime(1990, 1, 2), datetime(2100, 1, 1)).map(lambda one: one.replace(microsecond=0))
OFFSETS = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))


@pytest.fixture(params=ZONES)
def zone(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The zone of this machine."""
    with monkeypatch.context() as changed:
        changed.setenv("TZ", request.param)
        time.tzset()
        yield request.param
    time.tzset()


def test_a_moment_that_says_its_zone_has_its_day_there_wherever_it_is_looked_at(zone: str) -> None:
    assert day("2026-03-02T06:30:00+10:00") == date(2026, 3, 2)
    assert day("2026-03-01T20:30:00+00:00") == date(2026, 3, 1)
    assert in_utc("2026-03-02T06:30:00+10:00") == "2026-03-01T20:30:00Z"


@pytest.mark.parametrize("text", ["2026-03-01T20:30:00Z", "2026-03-01T20:30:00"])
def test_a_moment_without_a_zone_has_the_day_of_this_machine(zone: str, text: str) -> None:
    east = zone in ("Australia/Brisbane", "Asia/Kathmandu")
    assert day(text) == date(2026, 3, 2 if east else 1)
    assert in_utc(text) == "2026-03-01T20:30:00Z"


def test_the_present_says_its_zone(zone: str) -> None:
    now = present()
    assert now.utcoffset() == datetime.now().astimezone().utcoffset()
    assert not written(now).endswith("Z")


@given(MOMENTS, OFFSETS)
def test_writing_and_reading_keep_the_moment_and_its_day(moment: datetime, offset: timezone) -> None:
    here = moment.replace(tzinfo=offset)
    assert local(written(here)) == here
    assert day(written(here)) == moment.date()
    assert local(in_utc(written(here))) == here
    assert in_utc(written(here.astimezone(UTC))) == in_utc(written(here))


def test_no_moment_is_no_moment_in_utc_either() -> None:
    assert in_utc("") == ""
    with pytest.raises(ValueError, match="yesterday"):
        day("yesterday")


@pytest.mark.parametrize("at", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:00:00-14:00"])
def test_a_moment_that_is_none_in_utc_is_told_as_one(at: str) -> None:
    with pytest.raises(ValueError, match="is no moment"):
        in_utc(at)
