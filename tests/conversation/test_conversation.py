"""The rules of asking, answering and keeping, without a face."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from interview.conversation import start
from interview.conversation.confirmation import Confirmation
from interview.conversation.conversation import Conversation
from interview.conversation.entry import Refusal
from interview.engine import EventKind
from interview.errors import UsageError
from interview.flow.answers import Chosen, NotAssessed, Number, Several, Text
from interview.store import Store
from tests.conversation.test_kept_numbers import SITTING, SUPINE
from tests.conversation.test_kept_numbers import returning as returning_with_two_numbers
from tests.plain.bedside import bedside

FIRST, SECOND = datetime(2026, 3, 1, 10, tzinfo=UTC), datetime(2026, 5, 1, 10, tzinfo=UTC)


@pytest.fixture
def conversation() -> Conversation:
    return start.begin(None, bedside(), clock=lambda: FIRST)


def kinds(conversation: Conversation) -> list[tuple[str, str]]:
    return [(event.kind.value, event.question) for event in conversation.session.events]


def to_age(conversation: Conversation) -> Conversation:
    """Answer everything up to the age."""
    conversation.none()
    for option in ("typical", "yes", "no", "bar"):
        conversation.choose(option)
    assert conversation.active == "onset_age"
    return conversation


def following(before: Conversation) -> Conversation:
    """A return visit after this one."""
    today = start.begin(None, bedside(), clock=lambda: SECOND)
    confirmation = Confirmation(today.session, visits=[before.session], on=SECOND.date())
    return Conversation(today.recording, confirmation)


def test_it_asks_in_order_and_ends_when_nothing_is_left(conversation: Conversation) -> None:
    asked = []
    while conversation.question is not None:
        asked.append(conversation.active)
        conversation.not_assessed()
    assert asked == [
        "urgent_problems",
        "pattern",
        "food_sticks",
        "repeat_swallows",
        "onset_age",
        "onset_month",
        "remark",
    ]
    assert conversation.back() is None
    assert conversation.active == "remark"


def test_nothing_lies_before_the_first_question(conversation: Conversation) -> None:
    assert conversation.back() is Refusal.FIRST_QUESTION
    assert conversation.active == "urgent_problems"


def test_untouched_is_no_answer(conversation: Conversation) -> None:
    assert conversation.enter() is Refusal.NOTHING_TICKED
    conversation.none()
    assert conversation.enter() is Refusal.NOTHING_CHOSEN
    assert to_age(start.begin(None, bedside(), clock=lambda: FIRST)).enter() is Refusal.NOTHING_TYPED
    assert dict(conversation.session.answers) == {"urgent_problems": Several()}


def test_three_ways_to_answer_a_list(conversation: Conversation) -> None:
    conversation.choose("choking")
    conversation.enter()
    assert conversation.session.answers["urgent_problems"] == Several(frozenset({"choking"}))
    conversation.back()
    conversation.enter(rest_absent=False)
    assert conversation.session.answers["urgent_problems"] == Several(
        frozenset({"choking"}), rest_absent=False
    )
    conversation.back()
    assert conversation.none() is Refusal.TICKS_WOULD_GO
    assert conversation.none() == ""
    assert conversation.session.answers["urgent_problems"] == Several()


def test_what_cannot_be_understood_is_told_and_stays_to_be_mended(conversation: Conversation) -> None:
    to_age(conversation)
    conversation.type("45,000")
    with pytest.raises(UsageError):
        conversation.enter()
    assert (conversation.active, conversation.entry.typed) == ("onset_age", "45,000")
    assert conversation.drafts == {"onset_age": "45,000"}


def test_what_is_not_entered_waits_at_its_question(conversation: Conversation) -> None:
    conversation.choose("choking")
    conversation.visit("pattern")
    assert conversation.drafts == {"urgent_problems": frozenset({"choking"})}
    conversation.back()
    assert (conversation.entry.ticked, conversation.entry.touched) == (frozenset({"choking"}), True)
    conversation.drop("urgent_problems")
    assert conversation.drafts == {}


def test_a_number_that_is_typed_again_is_a_reading_of_today_and_enter_alone_keeps_that_of_then(
    conversation: Conversation,
) -> None:
    to_age(conversation)
    conversation.reply(Number(45))
    kept = following(conversation)
    kept.visit("onset_age")
    kept.enter()
    assert kinds(kept) == [("confirmed", "onset_age")]
    typed = following(conversation)
    typed.visit("onset_age")
    typed.type("45")
    typed.enter()
    assert kinds(typed) == [("answered", "onset_age")]
    kept.visit("onset_age")
    kept.type("45")
    kept.enter()
    assert kinds(kept)[-1] == ("answered", "onset_age"), "measured after all"


def test_the_same_again_at_one_visit_is_no_event(conversation: Conversation) -> None:
    conversation.none()
    conversation.choose("typical")
    conversation.back()
    conversation.choose("typical")
    assert kinds(conversation) == [("answered", "urgent_problems"), ("answered", "pattern")]


def test_answers_from_a_file_take_back_the_numbers_that_were_kept_with_them(store: Store) -> None:
    conversation = returning_with_two_numbers(store)
    conversation.keep(SUPINE)
    conversation.take_in({SITTING: Number(70)})
    assert conversation.session.answers == {SITTING: Number(70)}
    assert conversation.session.events[-1].kind is EventKind.CLEARED


def test_what_waits_to_be_confirmed_is_the_same_after_a_restart(
    open_store: Callable[[], Store], tmp_path: Path
) -> None:
    store = open_store()
    conversation = to_age(start.begin(store, bedside(), clock=lambda: FIRST))
    conversation.answer(Chosen("no"), "food_sticks")
    conversation.answer(Chosen("yes"), "food_sticks")
    assert conversation.to_confirm == {"imaging"}
    conversation.recording.close()
    again = start.go_on(store, store.find(conversation.recording.id), bedside(), clock=lambda: FIRST)
    assert again.to_confirm == {"imaging"}
    assert again.active == "imaging"
    again.enter()
    assert again.to_confirm == frozenset()


def test_an_emptied_text_is_taken_back(conversation: Conversation) -> None:
    conversation.visit("comment")
    conversation.type("a remark")
    conversation.enter()
    conversation.visit("comment")
    conversation.type("")
    conversation.enter()
    assert "comment" not in conversation.session.answers


def test_text_that_names_a_person_is_pointed_out_once_and_then_taken(conversation: Conversation) -> None:
    conversation.visit("comment")
    conversation.type("Seen with Mrs Smith")
    assert "looks like a title with a name" in conversation.enter()
    assert conversation.enter() == ""
    assert conversation.session.answers["comment"] == Text("Seen with Mrs Smith")


def test_passing_over_is_an_answer(conversation: Conversation) -> None:
    conversation.not_assessed()
    assert conversation.session.answers == {"urgent_problems": NotAssessed()}
