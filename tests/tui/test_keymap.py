"""What every key means, without a terminal."""

from __future__ import annotations

from decimal import Decimal

import pytest

from interview.conversation.conversation import Conversation
from interview.conversation.entry import Refusal, written
from interview.flow.answers import Chosen, NotAssessed, Number, Reason, Several, Text
from interview.tui import keymap
from tests.tui.small import Memory, asked, begin


@pytest.fixture
def talk() -> Conversation:
    return Conversation(begin())


def press(talk: Conversation, keys: str) -> None:
    for key in keys:
        assert keymap.press(talk, key), f"{key} means nothing at {talk.active}"


def submit(talk: Conversation, text: str) -> None:
    """Type something into the field, and press Enter."""
    talk.type(text)
    keymap.enter_text(talk)


def test_one_key_answers_a_choice_and_the_next_question_of_the_screen_is_asked(talk: Conversation) -> None:
    press(talk, "01")
    assert talk.session.answers["status"] == Chosen("established")
    assert (talk.active, talk.screen and talk.screen.id) == ("centre", "status")


def test_y_and_n_answer_a_yes_no_question(talk: Conversation) -> None:
    press(talk, "01n")
    assert talk.session.answers["centre"] == Chosen("no")


def test_enter_means_what_is_ticked_is_present_and_the_rest_absent(talk: Conversation) -> None:
    press(talk, "12")
    keymap.enter(talk, "")
    assert talk.session.answers["dangers"] == Several(frozenset({"choking", "distress"}))


def test_ticking_twice_unticks(talk: Conversation) -> None:
    press(talk, "121")
    keymap.enter(talk, "")
    assert talk.session.answers["dangers"] == Several(frozenset({"distress"}))


def test_r_means_the_rest_was_not_checked(talk: Conversation) -> None:
    press(talk, "1r")
    assert talk.session.answers["dangers"] == Several(frozenset({"choking"}), rest_absent=False)


def test_zero_means_none_at_once(talk: Conversation) -> None:
    press(talk, "0")
    assert talk.session.answers["dangers"] == Several()


def test_zero_gives_up_what_is_ticked_only_the_second_time(talk: Conversation) -> None:
    press(talk, "120")
    assert not talk.session.answers
    assert talk.note == "2 ticked; 0 again for none."
    press(talk, "10")
    assert talk.note == "1 ticked; 0 again for none.", "a tick in between asks again"
    press(talk, "0")
    assert talk.session.answers["dangers"] == Several()


def test_u_gives_up_what_is_ticked_only_the_second_time(talk: Conversation) -> None:
    press(talk, "1")
    keymap.pass_over(talk)
    assert not talk.session.answers
    assert talk.note == "Not entered yet. The same again gives it up for not assessed."
    press(talk, "2")
    keymap.pass_over(talk)
    assert not talk.session.answers, "a tick in between asks again"
    keymap.pass_over(talk)
    assert talk.session.answers["dangers"] == NotAssessed()
    keymap.pass_over(talk)
    assert talk.session.answers["status"] == NotAssessed(), "at once where nothing is ticked"


def test_none_chosen_on_its_row_asks_as_well_and_so_does_an_earlier_answer(talk: Conversation) -> None:
    press(talk, "1")
    keymap.enter(talk, "")
    keymap.go_back(talk)
    keymap.pick(talk, "none")
    assert talk.session.answers["dangers"] == Several(frozenset({"choking"}))
    keymap.pick(talk, "none")
    assert talk.session.answers["dangers"] == Several()


@pytest.mark.parametrize(
    ("before", "key", "said"),
    [
        ("", "6", "6 is no answer here. Press 1-2, 0 for none, or u for not assessed."),
        ("0", "0", "0 is no answer here. Press 1-2, or u for not assessed."),
        ("011", "z", "z is no answer here. Press 1-9 a-h, 0 for none, or u for not assessed."),
    ],
)
def test_a_key_that_is_no_answer_says_which_keys_there_are(
    talk: Conversation, before: str, key: str, said: str
) -> None:
    press(talk, before)
    answers = dict(talk.session.answers)
    press(talk, key)
    assert talk.note == said
    assert talk.session.answers == answers


@pytest.mark.parametrize("key", ["⏎", "r"])
def test_nothing_ticked_is_no_answer_and_is_said(talk: Conversation, key: str) -> None:
    keymap.enter(talk, "") if key == "⏎" else keymap.press(talk, key)
    assert not talk.session.answers
    assert talk.note == keymap.refused(talk, Refusal.NOTHING_TICKED)


def test_an_untouched_enter_on_a_choice_answers_nothing(talk: Conversation) -> None:
    press(talk, "0")
    keymap.enter(talk, "")
    assert talk.active == "status"
    assert talk.note == keymap.refused(talk, Refusal.NOTHING_CHOSEN)


def test_letters_that_are_commands_choose_no_option(talk: Conversation) -> None:
    press(talk, "011")
    assert [keymap.press(talk, key) for key in "besu"] == [False] * 4
    assert [keymap.press(talk, key) for key in "acdfgh"] == [True] * 6
    assert len(talk.entry.ticked) == 6


def test_not_assessed_with_its_reason(talk: Conversation) -> None:
    talk.not_assessed(Reason.PENDING)
    assert talk.session.answers["dangers"] == NotAssessed(Reason.PENDING)
    assert talk.active == "status"


def test_back_shows_the_earlier_answer_and_the_same_again_is_no_event(talk: Conversation) -> None:
    press(talk, "02")
    events = len(talk.session.events)
    keymap.go_back(talk)
    assert (talk.active, talk.earlier) == ("status", Chosen("suspected"))
    press(talk, "2")
    assert talk.active == "centre"
    assert len(talk.session.events) == events


def test_enter_keeps_the_earlier_answer(talk: Conversation) -> None:
    press(talk, "1")
    keymap.enter(talk, "")
    keymap.go_back(talk)
    events = len(talk.session.events)
    keymap.enter(talk, "")
    assert talk.active == "status"
    assert len(talk.session.events) == events


def test_back_goes_to_the_previous_question_of_a_screen_before_the_previous_screen(
    talk: Conversation,
) -> None:
    press(talk, "01")
    keymap.go_back(talk)
    assert talk.active == "status"
    keymap.go_back(talk)
    assert talk.active == "dangers"
    keymap.go_back(talk)
    assert talk.note == keymap.refused(talk, Refusal.FIRST_QUESTION)


def test_after_an_edit_the_first_unanswered_question_is_asked(talk: Conversation) -> None:
    press(talk, "0110")
    assert talk.active == "biopsy"
    talk.visit("status")
    press(talk, "2")
    assert talk.session.answers["status"] == Chosen("suspected")
    assert talk.active == "age", "the edit made this question a part of the interview"


@pytest.mark.parametrize("typed", ["sixty", "0", "130", "-50", "1e9", "1,200", "45,000"])
def test_a_bad_number_is_answered_with_what_is_accepted_and_nothing_is_lost(
    talk: Conversation, typed: str
) -> None:
    press(talk, "0210")
    before = dict(talk.session.answers)
    submit(talk, typed)
    assert talk.active == "age"
    assert "110" in talk.note
    assert dict(talk.session.answers) == before


def test_a_number_is_taken(talk: Conversation) -> None:
    press(talk, "0210")
    submit(talk, " 61 ")
    assert talk.session.answers["age"] == Number(61)


@pytest.mark.parametrize("typed", ["1234567.5", "1000.0001", "2.50"])
def test_a_number_that_is_edited_stands_in_the_field_with_every_digit(typed: str) -> None:
    assert written(Number(Decimal(typed))) == typed


def test_nothing_typed_is_no_answer(talk: Conversation) -> None:
    press(talk, "0210")
    submit(talk, "  ")
    assert (talk.active, talk.note) == ("age", keymap.refused(talk, Refusal.NOTHING_TYPED))


def test_an_answer_kept_while_inactive_is_offered_again(talk: Conversation) -> None:
    press(talk, "01101")
    press(talk, "1")
    assert talk.session.answers["infiltrate"] == Chosen("yes")
    talk.visit("biopsy")
    press(talk, "2")
    assert talk.active == "falls"
    talk.visit("biopsy")
    press(talk, "1")
    assert (talk.active, talk.earlier) == ("infiltrate", Chosen("yes"))
    keymap.enter(talk, "")
    assert talk.active == "falls"
    assert talk.session.events[-1].question == "infiltrate", "confirming is an event"


def test_a_resumed_interview_still_asks_to_confirm(talk: Conversation) -> None:
    press(talk, "01101")
    press(talk, "1")
    for key in "21":
        talk.visit("biopsy")
        press(talk, key)
    again = Memory(None, talk.session, talk.recording._clock)
    assert Conversation(again).active == "infiltrate"


def test_leaving_a_question_opened_by_choice_changes_nothing(talk: Conversation) -> None:
    press(talk, "0")
    events = list(asked(talk.recording))
    talk.visit("comment")
    assert talk.active == "comment"
    talk.leave_question()
    assert (talk.active, list(asked(talk.recording))) == ("status", events)


def test_free_text_keeps_its_lines(talk: Conversation) -> None:
    talk.visit("comment")
    submit(talk, "one\ntwo [/] {{ x }}")
    assert talk.session.answers["comment"] == Text("one\ntwo [/] {{ x }}")


def test_an_emptied_comment_is_taken_back(talk: Conversation) -> None:
    talk.visit("comment")
    submit(talk, "a remark")
    talk.visit("comment")
    submit(talk, "")
    assert "comment" not in talk.session.answers


def test_a_filter_lists_only_what_has_the_text(talk: Conversation) -> None:
    press(talk, "011")
    talk.entry.filter = "thy"
    assert [option.label for _, option in talk.entry.options] == ["Thyroid disease"]


def test_at_the_end_there_is_no_question_and_back_returns_to_the_last(talk: Conversation) -> None:
    press(talk, "011022")
    assert talk.question is None
    keymap.go_back(talk)
    assert talk.active == "falls"
