"""Paper has the day of the place of the visit; the times in machine forms are UTC, whatever the machine."""

from __future__ import annotations

import io
import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from interview.engine import Session, replay
from interview.export.makers import Material, Options, make
from tests.summary.example import typical

MACHINES = ("Australia/Brisbane", "America/Los_Angeles", "UTC")
ZONES = (*MACHINES, "Pacific/Kiritimati", "Asia/Kathmandu", "America/St_Johns")
IN_BRISBANE, LATER = "2026-03-01T06:30:00+10:00", "2026-06-01T06:30:00+10:00"
IN_UTC, LATER_IN_UTC = "2026-02-28T20:30:00Z", "2026-05-31T20:30:00Z"


@contextmanager
def in_zone(zone: str) -> Iterator[None]:
    """Stand somewhere else."""
    with pytest.MonkeyPatch.context() as changed:
        changed.setenv("TZ", zone)
        time.tzset()
        yield
    time.tzset()


@pytest.fixture(params=MACHINES)
def machine(request: pytest.FixtureRequest) -> Iterator[str]:
    """The zone of this machine."""
    with in_zone(request.param):
        yield request.param


def held(at: str) -> Session:
    session = typical()
    return replay(session.logic, (replace(event, at=at) for event in session.events))


def printed(form: str, at: str = LATER, before: str = IN_BRISBANE) -> str:
    return make(form, Material(held(at), at, visits=(held(before),)), Options()).decode()


@pytest.mark.parametrize("form", ["note", "markdown", "html"])
def test_paper_has_the_day_where_the_visit_was(machine: str, form: str) -> None:
    text = printed(form)
    assert "2026-06-01" in text
    assert "2026-03-01" in text
    assert "2026-05-31" not in text
    assert "2026-02-28" not in text


def test_word_has_that_day_and_says_when_it_was_made_in_utc(machine: str) -> None:
    document = Document(io.BytesIO(make("docx", Material(held(LATER), LATER), Options())))
    assert any("2026-06-01" in paragraph.text for paragraph in document.paragraphs)
    assert document.core_properties.created.isoformat()[:16] == "2026-05-31T20:30"


@pytest.mark.parametrize("form", ["note", "html"])
def test_a_visit_without_its_zone_has_the_day_of_this_machine(machine: str, form: str) -> None:
    text = printed(form, LATER_IN_UTC, IN_UTC)
    east = machine == "Australia/Brisbane"
    assert ("2026-06-01" in text, "2026-05-31" in text) == (east, not east)
    assert ("2026-03-01" in text, "2026-02-28" in text) == (east, not east)


def test_json_and_fhir_say_when_in_utc(machine: str) -> None:
    said = json.loads(printed("json"))
    assert (said["at"], said["since"]["at"]) == (LATER_IN_UTC, IN_UTC)
    assert json.loads(printed("fhir-response"))["authored"] == LATER_IN_UTC
    document = json.loads(printed("fhir"))
    resources = [entry["resource"] for entry in document["entry"]]
    times = [one[key] for one in resources for key in ("date", "authored", "authoredOn") if key in one]
    assert {document["timestamp"], *times} == {LATER_IN_UTC}
    assert "summary of 2026-06-01" in resources[0]["title"]


@settings(max_examples=25, deadline=None)
@given(
    at=st.datetimes(datetime(2001, 1, 2), datetime(2099, 1, 1)),
    offset=st.integers(-14 * 4, 14 * 4).map(lambda quarters: timezone(timedelta(minutes=15 * quarters))),
    here=st.sampled_from(ZONES),
    there=st.sampled_from(ZONES),
)
def test_machine_forms_are_the_same_bytes_on_every_machine_and_paper_has_the_day_of_the_visit(
    at: datetime, offset: timezone, here: str, there: str
) -> None:
    moment = at.replace(tzinfo=offset).isoformat(timespec="seconds")
    made = []
    for zone in (here, there):
        with in_zone(zone):
            made.append([printed(form, moment, moment) for form in ("json", "csv", "fhir", "note")])
    assert made[0] == made[1]
    assert f"NOTE {at:%Y-%m-%d}: " in made[0][-1]


def test_the_month_of_a_table_is_that_of_the_visit(machine: str) -> None:
    names, cells, *_ = printed("csv").splitlines()
    row = dict(zip(names.split(","), cells.split(","), strict=False))
    assert (row["session__date_year"], row["session__date_month"]) == ("2026", "6")
