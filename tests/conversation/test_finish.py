"""The end of an interview, whichever face it is left from."""

from __future__ import annotations

from interview.conversation.conversation import Conversation
from interview.conversation.finish import enter_texts, left_out_words, way_on
from interview.flow.answers import Text
from tests.tui.small import begin

NAMED = "Mrs Smith called"


def waiting(text: str) -> Conversation:
    """An interview with a comment that is typed and not entered."""
    conversation = Conversation(begin())
    conversation.visit("comment")
    conversation.type(text)
    return conversation


def test_a_text_that_waits_is_entered_when_nobody_is_there_to_ask() -> None:
    conversation = waiting("call back")
    assert enter_texts(conversation) == {}
    assert conversation.session.answers["comment"] == Text("call back")


def test_a_text_that_may_name_a_person_is_left_out_until_somebody_confirms_it() -> None:
    conversation = waiting(NAMED)
    assert enter_texts(conversation) == {"comment": NAMED}
    assert "comment" not in conversation.session.answers


def test_what_is_left_out_is_told_only_where_the_person_alone_sees_it() -> None:
    conversation = waiting(NAMED)
    told, kept_quiet = (
        left_out_words(conversation, {"comment": NAMED}, alone=alone) for alone in (True, False)
    )
    assert told == f"{kept_quiet} It was: {NAMED}"
    assert "'Comment'" in kept_quiet
    assert "Smith" not in kept_quiet


def test_the_way_on_names_this_very_interview_and_how_its_flow_is_asked_for() -> None:
    conversation = Conversation(begin())
    conversation.recording.id = "0123456789abcdef"
    assert way_on(conversation) == "  interview run small --continue 01234567"
    conversation.recording.asked_as = "'/my flows/small'"
    assert way_on(conversation) == "  interview run '/my flows/small' --continue 01234567"
