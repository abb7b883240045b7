"""A return visit on the full screen: what was said last time is offered, and Enter keeps it."""

from __future__ import annotations

import pytest

from interview.engine import Event, EventKind, replay
from interview.flow.answers import Answer, Chosen, NotAssessed, Several, Text
from interview.tui.rows.question import Room, question_rows
from interview.tui.talk import Talk
from tests.tui.small import Memory, begin

AT = "2025-08-03T10:00:00Z"
SAID: dict[str, Answer] = {"dangers": Several(frozenset({"choking"})), "status": Chosen("established")}


@pytest.fixture
def recording() -> Memory:
    under_way = begin()
    events = [Event(name, EventKind.ANSWERED, name, AT, answer) for name, answer in SAID.items()]
    under_way.follow("last", [replay(under_way.session.logic, events)])
    return under_way


def text(talk: Talk) -> str:
    return "\n".join(part[0] for row in question_rows(talk, Room.PLAIN) for part in row.text)


def test_the_earlier_answer_is_shown_with_its_date_and_enter_keeps_it(recording: Memory) -> None:
    talk = Talk(recording)
    assert "answered on 2025-08-03: Choking · Enter keeps it" in text(talk)
    assert talk.ticked == {"choking"}
    talk.enter("")
    assert recording.session.answers == {"dangers": SAID["dangers"]}
    assert talk.active == "status"
    talk.enter("option:established")
    assert recording.session.answers["status"] == Chosen("established")


def test_any_other_key_answers_anew(recording: Memory) -> None:
    talk = Talk(recording)
    talk.press("0")
    assert talk.note
    talk.press("0")
    talk.not_assessed()
    assert recording.session.answers == {"dangers": Several(), "status": NotAssessed()}


def test_an_answer_of_today_is_not_shown_as_one_of_then(recording: Memory) -> None:
    talk = Talk(recording)
    talk.enter("")
    talk.back()
    assert "answered at this visit: Choking" in text(talk)


def test_what_was_only_offered_counts_for_nothing(recording: Memory) -> None:
    talk = Talk(recording)
    assert dict(recording.session.answers) == {}
    talk.visit("status")
    talk.leave()
    assert dict(recording.session.answers) == {}


def test_a_comment_that_names_a_person_is_pointed_out_once_and_then_taken() -> None:
    talk = Talk(begin())
    talk.visit("comment")
    talk.submit("Seen with Mrs Smith")
    assert "looks like a title with a name" in talk.note
    assert "Enter again keeps it" in talk.note
    assert "comment" not in talk.session.answers
    talk.submit("Seen with Mrs Smith")
    assert talk.session.answers["comment"] == Text("Seen with Mrs Smith")


def test_what_is_asked_anew_has_last_time_beside_it_and_enter_does_not_keep_it() -> None:
    under_way = begin()
    events = [Event(name, EventKind.ANSWERED, name, AT, answer) for name, answer in SAID.items()]
    under_way.follow("last", [replay(under_way.session.logic, events)])
    under_way._offers = {}
    talk = Talk(under_way)
    assert "last time (2025-08-03): Choking · asked anew" in text(talk)
    talk.enter("")
    assert dict(under_way.session.answers) == {}
    assert talk.ticked == frozenset()
