from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest

from interview.engine import Event, EventKind, Session, Status, replay
from interview.engine.returning import Reading, StatusShift, held_at, offers, since, stale
from interview.flow.answers import Answer, Chosen, NotAssessed, Number
from interview.flow.logic import compile_flow
from interview.flow.model import Flow

from .examples import clinic

YES, NO = Chosen("yes"), Chosen("no")


def aging() -> Flow:
    """The clinic, with swallowing asked at every visit and the total of last time as the total before."""
    flow = clinic()
    questions = {
        **flow.questions,
        "sticks": replace(flow.questions["sticks"], valid_for=1),
        "biopsy": replace(flow.questions["biopsy"], valid_for=180),
        "now": replace(flow.questions["now"], valid_for=1),
        "before": replace(flow.questions["before"], last_time="now"),
    }
    return replace(flow, questions=questions)


def visit(day: str, answers: Mapping[str, Answer], *more: Event) -> Session:
    given = [
        Event(f"{day}-{name}", EventKind.ANSWERED, name, f"{day}T09:00:00Z", answer)
        for name, answer in answers.items()
    ]
    return replay(compile_flow(aging()), [*given, *more])


@pytest.mark.parametrize(
    ("on", "old"),
    [
        (date(2026, 1, 1), ()),
        (date(2026, 1, 2), ("sticks",)),
        (date(2026, 6, 29), ("sticks",)),
        (date(2026, 6, 30), ("sticks", "biopsy")),
    ],
)
def test_an_answer_is_offered_until_its_days_have_passed(on: date, old: tuple[str, ...]) -> None:
    last = visit("2026-01-01", {"status": Chosen("suspected"), "sticks": YES, "biopsy": YES})
    assert stale(last, on) == old
    assert set(offers(last, on)) == {"status", "sticks", "biopsy"} - set(old)


def test_confirming_an_answer_makes_it_young_again_and_carrying_it_over_does_not() -> None:
    confirmed = Event("c", EventKind.CONFIRMED, "biopsy", "2026-06-01T09:00:00Z")
    carried = Event("d", EventKind.CARRIED, "biopsy", "2026-06-01T09:00:00Z", YES)
    first = {"status": Chosen("suspected"), "biopsy": YES}
    on = date(2026, 7, 10)
    assert offers(visit("2026-01-01", first, confirmed), on)["biopsy"].at == "2026-06-01T09:00:00Z"
    assert "biopsy" not in offers(visit("2026-01-01", first, carried), on)


def test_what_was_not_assessed_or_did_not_apply_is_asked_and_not_offered() -> None:
    last = visit("2026-01-01", {"sticks": NotAssessed(), "biopsy": NO, "vacuoles": YES})
    assert set(offers(last, date(2026, 1, 1))) == {"biopsy"}


def test_the_total_of_last_time_is_offered_as_the_total_before() -> None:
    last = visit("2026-01-01", {"before": Number(36), "now": Number(34)})
    offered = offers(last, date(2027, 1, 1))
    assert set(offered) == {"before"}
    assert (offered["before"].answer, offered["before"].at) == (Number(34), "2026-01-01T09:00:00Z")


def test_without_an_earlier_visit_there_is_nothing_to_compare_with() -> None:
    assert since((), visit("2026-01-01", {"sticks": YES})) is None


def test_what_changed_since_the_last_visit_is_told_apart_from_what_is_new_and_what_is_missing() -> None:
    last = visit("2026-01-01", {"sticks": NO, "repeats": NO, "biopsy": YES})
    now = visit("2026-06-01", {"sticks": YES, "repeats": NO, "biopsy": NotAssessed(), "imaging": NO})
    found = since([last], now)
    assert found is not None
    assert found.at == held_at(last) == "2026-01-01T09:00:00Z"
    assert [(one.question, one.before, one.after) for one in found.changed] == [("sticks", NO, YES)]
    assert [one.question for one in found.new] == ["imaging"]
    assert [one.question for one in found.withdrawn] == ["biopsy"]


def test_lines_that_stand_otherwise_are_told_with_both_statuses() -> None:
    last = visit("2026-01-01", {"sticks": NO, "repeats": NO})
    found = since([last], visit("2026-06-01", {"sticks": YES, "repeats": NO}))
    assert found is not None
    assert StatusShift("therapy", Status.RULED_OUT, Status.HOLDS) in found.lines
    assert StatusShift("rescreen", Status.HOLDS, Status.RULED_OUT) in found.lines
    assert "decline" not in {shift.recommendation for shift in found.lines}


def test_a_measure_has_its_reading_at_every_visit() -> None:
    days = {"2025-01-01": 34, "2025-07-01": 31}
    visits = [visit(day, {"now": Number(value), "before": Number(40)}) for day, value in days.items()]
    found = since(visits, visit("2026-01-01", {"now": Number(28), "before": Number(31)}))
    assert found is not None
    (measure,) = found.measures
    assert measure.question == "now"
    assert measure.readings == (
        Reading("2025-01-01T09:00:00Z", 34),
        Reading("2025-07-01T09:00:00Z", 31),
        Reading("2026-01-01T09:00:00Z", 28),
    )
    assert found.changed[0].question != "before"


def test_a_number_in_another_unit_is_no_reading_of_the_same_measure() -> None:
    flow = aging()
    other = {**flow.questions, "now": replace(flow.questions["now"], unit="percent")}
    then = visit("2025-01-01", {"now": Number(34)})
    last = replay(compile_flow(replace(flow, questions=other)), then.events)
    found = since([last], visit("2026-01-01", {"now": Number(28)}))
    assert found is not None
    assert found.measures == ()
