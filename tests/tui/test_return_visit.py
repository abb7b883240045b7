"""A return visit on the full screen: what was said last time is offered, and Enter keeps it."""

from __future__ import annotations

import pytest

from interview.conversation.confirmation import Confirmation
from interview.conversation.conversation import Conversation
from interview.engine import Event, EventKind, Session, replay
from interview.flow.answers import Answer, Chosen, NotAssessed, Several, Text
from interview.tui import keymap
from interview.tui.rows.question import question_face
from tests.tui.small import Memory, begin, clock

AT = "2025-08-03T10:00:00Z"
SAID: dict[str, Answer] = {"dangers": Several(frozenset({"choking"})), "status": Chosen("established")}


def returning(under_way: Memory, last: Session) -> Conversation:
    """A return visit after this one."""
    confirmation = Confirmation(under_way.session, visits=[last], on=clock().date())
    return Conversation(under_way, confirmation)


def submit(talk: Conversation, text: str) -> None:
    talk.type(text)
    keymap.enter_text(talk)


@pytest.fixture
def recording() -> Conversation:
    under_way = begin()
    events = [Event(name, EventKind.ANSWERED, name, AT, answer) for name, answer in SAID.items()]
    return returning(under_way, replay(under_way.session.logic, events))


def text(talk: Conversation) -> str:
    face = question_face(talk, 76)
    rows = [*face.rows[0], *([face.note] if face.note else [])]
    return "\n".join(part[0] for row in rows for part in row.text)


def test_the_earlier_answer_is_shown_with_its_date_and_enter_keeps_it(recording: Conversation) -> None:
    talk = recording
    assert "answered on 2025-08-03: Choking · Enter keeps it" in text(talk)
    assert talk.entry.ticked == {"choking"}
    keymap.enter(talk, "")
    assert recording.session.answers == {"dangers": SAID["dangers"]}
    assert talk.active == "status"
    keymap.enter(talk, "option:established")
    assert recording.session.answers["status"] == Chosen("established")


def test_any_other_key_answers_anew(recording: Conversation) -> None:
    talk = recording
    keymap.press(talk, "0")
    assert talk.note
    keymap.press(talk, "0")
    talk.not_assessed()
    assert recording.session.answers == {"dangers": Several(), "status": NotAssessed()}


def test_an_answer_of_today_is_not_shown_as_one_of_then(recording: Conversation) -> None:
    talk = recording
    keymap.enter(talk, "")
    keymap.go_back(talk)
    assert "answered at this visit: Choking" in text(talk)


def test_what_was_only_offered_counts_for_nothing(recording: Conversation) -> None:
    talk = recording
    assert dict(recording.session.answers) == {}
    talk.visit("status")
    talk.leave_question()
    assert dict(recording.session.answers) == {}


def test_a_comment_that_names_a_person_is_pointed_out_once_and_then_taken() -> None:
    talk = Conversation(begin())
    talk.visit("comment")
    submit(talk, "Seen with Mrs Smith")
    assert "looks like a title with a name" in talk.note
    assert "Enter again keeps it" in talk.note
    assert "comment" not in talk.session.answers
    submit(talk, "Seen with Mrs Smith")
    assert talk.session.answers["comment"] == Text("Seen with Mrs Smith")


def test_what_is_asked_anew_has_last_time_beside_it_and_enter_does_not_keep_it() -> None:
    under_way = begin()
    events = [Event(name, EventKind.ANSWERED, name, AT, answer) for name, answer in SAID.items()]
    talk = returning(under_way, replay(under_way.session.logic, events))
    talk.confirmation._offers = {}
    talk.leave_question()
    assert "last time (2025-08-03): Choking; asked anew" in text(talk)
    keymap.enter(talk, "")
    assert dict(under_way.session.answers) == {}
    assert talk.entry.ticked == frozenset()
