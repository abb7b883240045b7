"""Dates in an interview: none to come is taken, the last visit counts, an old summary stays what it was."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from interview.conversation import start
from interview.conversation.conversation import Conversation
from interview.conversation.entry import doubt_about
from interview.engine import Status, conclude
from interview.engine.session import EventKind
from interview.errors import UsageError
from interview.export.makers import Material, Options, make
from interview.export.session_file import typed_texts
from interview.flow.answers import Chosen, Text
from interview.flow.loading.loader import load_flow
from interview.flow.logic.compiler import Logic, compile_flow
from interview.flow.model import LAST_VISIT, TODAY, Question, QuestionType
from interview.plain.replies import understood
from interview.store import Store
from interview.store.visits import as_held, visits_before
from tests.conversation.small import finish

ZONE = timezone(timedelta(hours=-5))
FIRST = datetime(2025, 3, 31, 23, 30, tzinfo=ZONE)
"""Already April in Europe."""
SECOND = datetime(2025, 10, 1, 9, 0, tzinfo=ZONE)
FLOW = """\
flow: course
title: Course
version: "1"
evidence_to: 2026-02
intended_use: Made up for tests.
sections: {plan: Plan}
interview: [onset, fallen]
questions:
  onset: {ask: When did it begin?, label: Onset, type: date}
  fallen: {ask: Fallen?, label: Falls, type: yes_no}
numbers:
  since_onset: {months_between: [onset, today], label: Time since onset}
  since_visit: {days_between: [last_visit, today], label: Time since the last visit}
recommendations:
  long:
    {section: plan, stance: for, urgency: soon, title: Long, say: "{since_onset}.", when: since_onset >= 12}
  overdue:
    {section: plan, stance: for, urgency: soon, title: Late, say: "{since_visit}.", when: since_visit > 180}
"""


@pytest.fixture
def logic(tmp_path: Path) -> Logic:
    place = tmp_path / "course"
    place.mkdir()
    (place / "flow.yaml").write_text(FLOW, encoding="utf-8")
    return compile_flow(load_flow(place))


def begun(store: Store | None, logic: Logic, at: datetime = FIRST) -> Conversation:
    return start.begin(store, logic, clock=lambda: at)


def test_both_faces_refuse_a_date_to_come(logic: Logic) -> None:
    under_way = begun(None, logic)
    for typed in ("2025-04-01", "2025-04", "2026"):
        under_way.entry.type(typed)
        with pytest.raises(UsageError, match="a date up to 2025-03-31 is accepted"):
            under_way.entry.text()
        with pytest.raises(UsageError, match="a date up to 2025-03-31 is accepted"):
            understood(under_way.entry, typed)
    for typed in ("2025-03-31", "2025-03", "2025"):
        under_way.entry.type(typed)
        assert under_way.entry.text() == Text(typed) == understood(under_way.entry, typed)
    with pytest.raises(UsageError, match=r"'12\.3\.2024' is not a date; a day such as 2026-03-12"):
        understood(under_way.entry, "12.3.2024")


def test_a_full_date_that_was_asked_for_raises_no_doubt(logic: Logic) -> None:
    under_way = begun(None, logic)
    under_way.entry.type("2024-04-15")
    assert under_way.enter() == ""
    assert under_way.session.answers == {"onset": Text("2024-04-15")}
    remark = Question("remark", "Anything else?", QuestionType.TEXT, "Remark")
    assert "full date" in doubt_about(remark, Text("seen on 2024-04-15"))


def test_a_file_of_a_return_visit_raises_no_doubt_by_the_day_of_the_last(store: Store, logic: Logic) -> None:
    under_way = start.follow(store, store.find(held(store, logic)), logic, clock=lambda: SECOND)
    under_way.answer(Chosen("yes"), "fallen")
    under_way.recording.close()
    assert list(typed_texts(store.export(under_way.recording.id))) == [""]


def held(store: Store, logic: Logic) -> str:
    """Hold the first visit; return its id."""
    under_way = begun(store, logic)
    under_way.answer(Text("2024-04-15"), "onset")
    under_way.answer(Chosen("no"), "fallen")
    finish(under_way)
    under_way.recording.close()
    return under_way.recording.id


def test_time_since_the_last_visit_is_counted_from_its_own_day(store: Store, logic: Logic) -> None:
    first = held(store, logic)
    under_way = start.follow(store, store.find(first), logic, clock=lambda: SECOND)
    days = under_way.session.completions.days
    assert days == {TODAY: Text("2025-10-01"), LAST_VISIT: Text("2025-03-31")}
    assert conclude(under_way.session).statuses["overdue"] is Status.HOLDS
    assert under_way.session.blank
    under_way.keep("onset")
    assert conclude(under_way.session).statuses["long"] is Status.HOLDS
    under_way.recording.close()
    saved = store.find(under_way.recording.id)
    later = start.go_on(store, saved, logic, clock=lambda: SECOND + timedelta(days=400))
    assert later.session.completions.days == days
    later.recording.close()
    kept = as_held(store, store.find(saved.id))
    assert [event.kind for event in kept.events] == [EventKind.VISITED, EventKind.CONFIRMED]
    assert kept.completions.days == days


def test_a_first_visit_has_none_before_it(store: Store, logic: Logic) -> None:
    kept = as_held(store, store.find(held(store, logic)))
    assert conclude(kept).statuses["overdue"] is Status.OPEN
    assert LAST_VISIT not in kept.completions.days


def test_a_session_with_its_last_visit_goes_to_another_computer(
    store: Store, logic: Logic, tmp_path: Path
) -> None:
    first = held(store, logic)
    under_way = start.follow(store, store.find(first), logic, clock=lambda: SECOND)
    under_way.answer(Chosen("yes"), "fallen")
    under_way.recording.close()
    other = Store.open(tmp_path / "other")
    found = other.import_(under_way.recording.portable())
    assert found
    assert as_held(other, other.find(under_way.recording.id)).completions.days[LAST_VISIT] == Text(
        "2025-03-31"
    )


@pytest.fixture
def far_away() -> Iterator[None]:
    """Another time zone of the machine."""
    before = os.environ.get("TZ")
    os.environ["TZ"] = "Pacific/Auckland"
    time.tzset()
    yield
    os.environ.pop("TZ") if before is None else os.environ.__setitem__("TZ", before)
    time.tzset()


@pytest.mark.parametrize("form", ["note", "json", "fhir-response", "csv", "html"])
def test_an_old_summary_is_the_same_in_another_year_and_zone(
    form: str, store: Store, logic: Logic, request: pytest.FixtureRequest
) -> None:
    first = held(store, logic)
    at = FIRST.isoformat(timespec="seconds")

    def rendered() -> bytes:
        saved = store.find(first)
        before = visits_before(store, saved, logic)
        return make(form, Material(as_held(store, saved), at, visits=before), Options())

    then = rendered()
    request.getfixturevalue("far_away")
    assert rendered() == then
    if form in ("note", "json"):
        assert b"11 months" in then or b'"since_onset": 11' in then


def test_a_visit_that_goes_on_on_another_day_is_on_that_day(store: Store, logic: Logic) -> None:
    under_way = begun(store, logic)
    under_way.answer(Text("2024-04-15"), "onset")
    assert conclude(under_way.session).statuses["long"] is Status.RULED_OUT
    under_way.recording.close()
    saved = store.find(under_way.recording.id)
    later = start.go_on(store, saved, logic, clock=lambda: FIRST + timedelta(days=20))
    assert conclude(later.session).statuses["long"] is Status.RULED_OUT
    later.answer(Chosen("no"), "fallen")
    assert conclude(later.session).statuses["long"] is Status.HOLDS
    later.recording.close()
