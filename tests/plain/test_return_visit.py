from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from interview.conversation.confirmation import Confirmation
from interview.conversation.conversation import Conversation
from interview.engine import Session, replay, start
from interview.engine.return_visit import Earlier
from interview.engine.session import Event, EventKind
from interview.flow.answers import Answer, Chosen, Number, Several
from interview.flow.logic.compiler import compile_flow
from interview.moments import day
from interview.store import Recording
from tests.plain.bedside import bedside, hold, recording

SAID: dict[str, Answer] = {
    "urgent_problems": Several(),
    "pattern": Chosen("typical"),
    "onset_age": Number(45),
}


def returning(under_way: Recording | None = None) -> Conversation:
    today = under_way or recording()
    on = day(today.now())
    return Conversation(today, Confirmation(today.session, visits=[_last_visit()], on=on))


def _last_visit() -> Session:
    at = "2025-08-03T10:00:00Z"
    events = [Event(name, EventKind.ANSWERED, name, at, answer) for name, answer in SAID.items()]
    return replay(start(bedside()).logic, events)


def test_enter_keeps_the_answer_of_the_last_visit_which_is_shown_with_its_date() -> None:
    under_way = returning()
    held = hold(under_way, "", "", "1")
    assert "Answered on 2025-08-03: None of these today. Enter keeps it." in held.lines
    assert "Answered on 2025-08-03: Finger" not in held.text
    assert under_way.session.answers == {
        "urgent_problems": Several(),
        "pattern": Chosen("typical"),
        "food_sticks": Chosen("yes"),
    }


def test_an_offered_answer_can_be_given_anew() -> None:
    under_way = returning()
    hold(under_way, "", "3")
    assert under_way.session.answers["pattern"] == Chosen("other")


def test_what_is_only_offered_counts_for_nothing() -> None:
    under_way = returning()
    held = hold(under_way)
    assert dict(under_way.session.answers) == {}
    assert under_way.offers["onset_age"] == Earlier(Number(45), "2025-08-03T10:00:00Z")
    assert held.lines[-1] == "Nothing was answered, so nothing is kept."


@pytest.mark.parametrize(("then", "kept"), [([""], True), (["n"], False), ([], False)])
def test_text_that_names_a_person_is_pointed_out_and_kept_by_enter(then: list[str], kept: bool) -> None:
    under_way = recording()
    held = hold(under_way, "0", "1", "2", "2", "45", "2024-03", "Seen with Mrs Smith", *then)
    assert "looks like a title with a name" in held.text
    assert ("remark" in under_way.session.answers) == kept


def urgent_at_every_visit() -> Conversation:
    """A return visit on the same day, on which what is urgent is asked anew."""
    flow = bedside().flow
    asked = replace(flow.questions["urgent_problems"], valid_for=1)
    daily = compile_flow(replace(flow, questions={**flow.questions, "urgent_problems": asked}))
    today = Recording.begin(None, daily, clock=lambda: datetime(2025, 8, 3, 12, tzinfo=UTC))
    return returning(today)


def test_what_is_urgent_is_not_kept_by_enter_and_last_time_stands_beside_it() -> None:
    under_way = urgent_at_every_visit()
    held = hold(under_way, "")
    assert "Last time (2025-08-03): None of these today; asked at every visit." in held.lines
    assert "Return visit after 2025-08-03 10:00." in held.lines
    assert dict(under_way.session.answers) == {}


def test_an_answer_given_at_this_visit_is_not_worded_as_one_of_last_time() -> None:
    held = hold(returning(), "", "b")
    assert "Answered at this visit: None of these today. Enter keeps it." in held.lines
