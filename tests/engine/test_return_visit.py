from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from interview.engine import Event, EventKind, Session, Status, replay
from interview.engine.given_answers import held_at, outdated
from interview.engine.return_visit import (
    Reading,
    StatusShift,
    offers,
    reminders,
    since,
    stale,
    still_offered,
)
from interview.flow.answers import Answer, Chosen, NotAssessed, Number
from interview.flow.logic.compiler import compile_flow
from interview.flow.model import Flow
from tests.engine.examples import clinic

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


def test_what_holds_for_one_day_is_asked_at_every_visit_with_last_time_beside_it() -> None:
    last = visit("2026-01-01", {"sticks": YES, "biopsy": NotAssessed()})
    assert dict(offers(last, date(2026, 1, 1))) == {}
    assert {name: said.answer for name, said in reminders(last).items()} == {"sticks": YES}


@pytest.mark.parametrize(
    ("on", "old"),
    [
        (date(2026, 1, 1), ("sticks",)),
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
        Reading("2025-01-01T09:00:00Z", Decimal(34)),
        Reading("2025-07-01T09:00:00Z", Decimal(31)),
        Reading("2026-01-01T09:00:00Z", Decimal(28)),
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


def tied() -> Flow:
    """The clinic, with two totals that belong to one day, as lying and sitting do."""
    flow = aging()
    plain = {name: replace(flow.questions[name], valid_for=180, last_time="") for name in ("now", "before")}
    return replace(flow, questions={**flow.questions, **plain})


def together(day: str, said: Mapping[str, int], kept: Mapping[str, int] | None = None) -> Session:
    """A visit at which numbers were measured, and others kept from the one before."""
    at = f"{day}T09:00:00Z"
    confirmed = [
        Event(f"{day}+{name}", EventKind.CONFIRMED, name, at, Number(value))
        for name, value in (kept or {}).items()
    ]
    given = [
        Event(f"{day}-{name}", EventKind.ANSWERED, name, at, Number(value)) for name, value in said.items()
    ]
    return replay(compile_flow(tied()), [*confirmed, *given])


def test_a_number_that_is_kept_counts_and_is_no_new_reading() -> None:
    visits = [together("2026-01-01", {"now": 31}), together("2026-02-01", {}, {"now": 31})]
    now = together("2026-03-01", {}, {"now": 31})
    assert now.answers == {"now": Number(31)}
    found = since(visits, now)
    assert found is not None
    (measure,) = found.measures
    assert (measure.readings, measure.repeated) == ((Reading("2026-01-01T09:00:00Z", Decimal(31)),), False)
    assert (found.changed, found.new, found.withdrawn) == ((), (), ())


def test_a_number_that_was_measured_again_with_the_same_result_is_a_new_reading() -> None:
    found = since([together("2026-01-01", {"now": 31})], together("2026-03-01", {"now": 31}))
    assert found is not None
    assert (len(found.measures[0].readings), found.measures[0].repeated) == (2, True)


def test_the_age_of_a_number_that_was_kept_counts_from_when_it_was_measured() -> None:
    first, last = together("2026-01-01", {"now": 31}), together("2026-05-01", {}, {"now": 31})
    assert offers(last, date(2026, 6, 1), [first])["now"].at == "2026-01-01T09:00:00Z"
    assert "now" not in offers(last, date(2026, 7, 10), [first])
    assert "now" not in offers(last, date(2026, 6, 1)), "it is not known when it was measured"


@pytest.mark.parametrize(("new", "other"), [("now", "before"), ("before", "now")])
def test_a_number_is_not_offered_beside_a_new_one_of_the_same_day(new: str, other: str) -> None:
    offered = offers(together("2026-01-01", {"now": 39, "before": 31}), date(2026, 3, 1))
    assert set(still_offered(offered, together("2026-03-01", {}))) == {"now", "before"}
    assert set(still_offered(offered, together("2026-03-01", {}, {new: 39}))) == {"now", "before"}
    assert other not in still_offered(offered, together("2026-03-01", {new: 38}))


def test_a_new_number_puts_a_kept_one_of_the_same_day_out_of_date_and_no_other() -> None:
    assert outdated(together("2026-03-01", {"now": 39}, {"before": 31}), "now") == ("before",)
    assert outdated(together("2026-03-01", {}, {"before": 31, "now": 39}), "now") == ()
    assert outdated(together("2026-03-01", {"now": 39, "before": 31}), "now") == ()


def test_a_total_of_last_time_stays_beside_the_new_one() -> None:
    offered = offers(visit("2026-01-01", {"now": Number(34)}), date(2026, 3, 1))
    now = visit("2026-03-01", {"now": Number(30)})
    assert set(still_offered(offered, now)) == {"before"}
    kept = Event("k", EventKind.CONFIRMED, "before", "2026-03-01T09:00:00Z", Number(34))
    assert outdated(replay(now.logic, [kept, *now.events]), "now") == ()
