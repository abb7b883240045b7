"""Numbers of the last visit: kept ones keep their day, and no difference spans two days unseen."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interview.conversation.confirmation import Confirmation
from interview.conversation.conversation import Conversation
from interview.conversation.start import follow as begin_after
from interview.engine.given_answers import given as given_at
from interview.flow.answers import Number
from interview.store import Recording, Store
from tests.summary.patients import logic

SITTING, SUPINE = "fvc_sitting", "fvc_supine"
FIRST, SECOND = datetime(2026, 11, 22, 10, tzinfo=UTC), datetime(2027, 2, 23, 10, tzinfo=UTC)


def returning(store: Store | None) -> Conversation:
    """A return visit after one with both measurements."""
    first = Recording.begin(store, logic(), clock=lambda: FIRST)
    first.answer(SITTING, Number(45))
    first.answer(SUPINE, Number(41))
    if store is not None:
        first.close()
        return begin_after(store, store.find(first.id), logic(), clock=lambda: SECOND)
    second = Recording.begin(None, logic(), clock=lambda: SECOND)
    return Conversation(second, Confirmation(second.session, visits=[first.session], on=SECOND.date()))


def test_a_kept_number_counts_is_on_disk_and_keeps_its_day(store: Store) -> None:
    recording = returning(store)
    recording.keep(SITTING)
    recording.keep(SUPINE)
    recording.recording.close()
    saved = recording.recording.id
    again = Recording.resume(store, saved, logic(), clock=lambda: SECOND)
    assert again.session.answers == {SITTING: Number(45), SUPINE: Number(41)}
    assert given_at(again.session) == {}
    assert store.find(saved).answers == 2
    assert store.sessions()[0].id == saved


def test_once_one_is_measured_the_other_is_not_offered_and_last_time_is_still_told(store: Store) -> None:
    recording = returning(store)
    recording.answer(Number(70), SITTING)
    assert SUPINE not in recording.offers
    assert recording.reminders[SUPINE].answer == Number(41)
    recording.keep(SUPINE)
    assert SUPINE not in recording.session.answers


def test_a_kept_number_counts_no_more_once_the_other_is_measured(store: Store) -> None:
    recording = returning(store)
    recording.keep(SUPINE)
    recording.answer(Number(70), SITTING)
    assert recording.session.answers == {SITTING: Number(70)}
    recording.answer(Number(66), SUPINE)
    assert recording.session.answers == {SITTING: Number(70), SUPINE: Number(66)}


@given(st.lists(st.tuples(st.sampled_from((SITTING, SUPINE)), st.sampled_from(("keep", "answer", "clear")))))
def test_no_fall_is_ever_between_a_number_of_today_and_one_of_last_time(said: list[tuple[str, str]]) -> None:
    recording = returning(None)
    for question, what in said:
        if what == "answer":
            recording.answer(Number(70), question)
        else:
            getattr(recording, what)(question)
        session = recording.session
        today = set(given_at(session)) & {SITTING, SUPINE}
        kept = set(session.answers) - today
        assert not (today and kept)


def test_keeping_what_is_on_record_already_changes_nothing(store: Store) -> None:
    recording = returning(store)
    recording.answer(Number(70), SITTING)
    recording.keep(SITTING)
    assert recording.session.answers == {SITTING: Number(70)}


@pytest.mark.parametrize("question", [SITTING, SUPINE])
def test_a_number_measured_again_with_the_same_result_is_of_today(store: Store, question: str) -> None:
    recording = returning(store)
    recording.answer(recording.offers[question].answer, question)
    assert given_at(recording.session) == {question: "2027-02-23T10:00:00+00:00"}
